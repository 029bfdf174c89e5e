//! The crate `jsonschema` on a lifted document.

use super::choice::UNITED;
use super::lift::decoded;
use super::probe::Subject;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Registry, ValidationError, Validator};
use serde_json::{Value, json};
use std::fmt;

/// The keyword of an error: several arms of a `oneOf` hold.
pub const SEVERAL_FIT: &str = "oneOf (several)";

/// Where the document is for the oracle.
const URI: &str = "https://document.example/described";

/// A lifted document that references can lead to.
pub struct Oracle<'d> {
    registry: Registry<'d>,
    document: &'d Value,
}

impl<'d> Oracle<'d> {
    /// The oracle for one document.
    ///
    /// # Errors
    ///
    /// The document refers to what is not there.
    pub fn new(lifted: &'d Value) -> Result<Self, String> {
        let registry = Registry::new()
            .draft(jsonschema::Draft::Draft202012)
            .add(URI, lifted)
            .and_then(|builder| builder.prepare());
        let registry = registry.map_err(|error| error.to_string())?;
        Ok(Self {
            registry,
            document: lifted,
        })
    }

    /// What decides about a type.
    ///
    /// # Errors
    ///
    /// The schema is none, such as a pattern that the oracle's engine does not take.
    pub fn validator(&self, subject: &Subject) -> Result<Validator, String> {
        let parts = subject.schemas.iter();
        let parts: Vec<Value> = parts
            .map(|pointer| self.united(pointer))
            .map(|pointer| json!({"$ref": format!("{URI}#{}", encoded(&pointer))}))
            .collect();
        let mut schema = json!({"allOf": parts});
        if !subject.only.is_empty() {
            schema["type"] = json!(subject.only);
        }
        jsonschema::draft202012::options()
            .with_registry(&self.registry)
            .with_format("byte", is_base64)
            .should_validate_formats(true)
            .build(&schema)
            .map_err(|error| error.to_string())
    }

    /// The union of the children in place of a parent, where that was chosen.
    fn united(&self, pointer: &str) -> String {
        let schema = self.document.pointer(pointer);
        let name = pointer.strip_prefix("/components/schemas/");
        match name.filter(|_| schema.is_some_and(|schema| schema.get(UNITED).is_some())) {
            Some(name) => format!("/x-unions/{name}"),
            None => pointer.to_owned(),
        }
    }
}

/// A rule that a value breaks.
pub struct Error {
    /// The keyword; of `oneOf`, whether none fits or several.
    pub keyword: String,
    /// The pointer to it, without the keyword.
    pub schema: String,
    /// The way to it from the whole, through references.
    pub path: String,
    /// The pointer to what breaks it.
    pub at: String,
    /// Of a union: what is wrong with each arm.
    pub inner: Vec<Error>,
}

impl Error {
    /// The error and all that is in it.
    pub fn all(&self) -> Vec<&Error> {
        let mut all = vec![self];
        let mut next = 0;
        while let Some(error) = all.get(next).copied() {
            all.extend(&error.inner);
            next += 1;
        }
        all
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} at {}", self.schema, self.keyword, self.at)
    }
}

/// The rules that a value breaks.
pub fn errors(validator: &Validator, value: &Value) -> Vec<Error> {
    let errors = validator.iter_errors(value).take(16);
    errors.map(|error| told(&error, 0)).collect()
}

fn told(error: &ValidationError<'_>, depth: usize) -> Error {
    let location = error.absolute_keyword_location().map(ToString::to_string);
    let location = location.unwrap_or_default();
    let pointer = location.split_once('#').map_or("", |(_, pointer)| pointer);
    let pointer = decoded(pointer);
    // `false` has no keyword: the whole of the pointer leads to it.
    let schema = match error.kind() {
        ValidationErrorKind::FalseSchema => pointer.as_str(),
        _ => pointer.rsplit_once('/').map_or("", |(schema, _)| schema),
    };
    let (keyword, arms) = match error.kind() {
        ValidationErrorKind::OneOfMultipleValid { .. } => (SEVERAL_FIT, None),
        ValidationErrorKind::OneOfNotValid { context } => ("oneOf (none)", Some(context)),
        ValidationErrorKind::AnyOf { context } => ("anyOf", Some(context)),
        kind => (kind.keyword(), None),
    };
    let inner = arms.filter(|_| depth < 16).into_iter().flatten().flatten();
    Error {
        keyword: keyword.to_owned(),
        schema: schema.to_owned(),
        path: error.evaluation_path().to_string(),
        at: error.instance_path().to_string(),
        inner: inner.map(|error| told(error, depth + 1)).collect(),
    }
}

/// The keywords of errors, in order, each once.
pub fn keywords(errors: &[Error]) -> String {
    let mut keywords: Vec<&str> = errors.iter().map(|error| error.keyword.as_str()).collect();
    keywords.sort_unstable();
    keywords.dedup();
    keywords.join(", ")
}

/// Format `byte`: base64 of RFC 4648 section 4, with its padding.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// A pointer as a fragment of a URI.
pub fn encoded(pointer: &str) -> String {
    let mut out = String::new();
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/$".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
