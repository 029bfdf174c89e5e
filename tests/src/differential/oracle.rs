//! The crate `jsonschema` on a lifted document.

use super::probe::Subject;
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// Where the document is for the oracle.
const URI: &str = "json-schema:///document";

/// A lifted document that references can lead to.
pub struct Oracle<'d> {
    registry: Registry<'d>,
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
        Ok(Self { registry })
    }

    /// What decides about a type.
    ///
    /// # Errors
    ///
    /// The schema is none, such as a pattern that the oracle's engine does not take.
    pub fn validator(&self, subject: &Subject) -> Result<Validator, String> {
        let parts = subject.schemas.iter();
        let parts: Vec<Value> = parts
            .map(|pointer| json!({"$ref": format!("{URI}#{}", encoded(pointer))}))
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
}

/// The keywords that a value breaks, in order, each once.
pub fn reasons(validator: &Validator, value: &Value) -> String {
    let errors = validator.iter_errors(value);
    let mut keywords: Vec<String> = errors
        .map(|error| error.kind().keyword().to_owned())
        .collect();
    keywords.sort();
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
fn encoded(pointer: &str) -> String {
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
