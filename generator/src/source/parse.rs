//! Text to value: JSON by serde_json, everything else by serde_yaml.

use super::locate::circle;
use super::parts;
use super::value::Builder;
use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use serde::de::DeserializeSeed;
use serde_json::Value;

/// YAML's parser takes time with the square of the depth of flow collections, and finds out only
/// at the end that they were too deep.
const MAX_FLOW_DEPTH: usize = 1000;

/// What a text is written in; the parser that understood it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

/// A text that was understood.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) format: Format,
    /// Whether a key begins with `$` and is not `$ref`.
    pub(super) identifies: bool,
    /// What is to be said nevertheless, such as a key that stands twice.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A text that was not: what is wrong and where (line and column from 1).
struct Failure {
    message: String,
    position: Option<(usize, usize)>,
    help: Option<&'static str>,
}

/// Decodes the bytes of `file`. The byte order mark of UTF-8 is dropped.
pub(super) fn decode(bytes: Vec<u8>, file: FileId) -> Result<String, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let message = format!("the file is not UTF-8 text, from byte {valid} on");
        let mut said = Diagnostic::new(Code::NotText, &Place::root(file), message);
        said.position = Some((line, 1));
        said.help("save the file as UTF-8, without compression")
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.trim().is_empty() {
        let empty = Diagnostic::new(Code::NotText, &Place::root(file), "the file is empty");
        return Err(empty.help("an OpenAPI description is a YAML or JSON mapping"));
    }
    Ok(text)
}

/// Parses the text of `file`. What begins with a brace or bracket is JSON, unless only YAML
/// understands it.
///
/// # Errors
///
/// `syntax`, with the line and column that the parser names.
pub(super) fn parse(text: &str, file: FileId) -> Result<Parsed, Diagnostic> {
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let json = looks_like_json.then(|| parse_json(text, file));
    let failure = match json {
        Some(Ok(parsed)) => return Ok(parsed),
        Some(Err(failure)) if failure.help == Some(DEPTH_HELP) => failure,
        Some(Err(failure)) => match parse_yaml(text, file) {
            Ok(parsed) => return Ok(parsed),
            Err(_) => failure,
        },
        None => match parse_yaml(text, file) {
            Ok(parsed) => return Ok(parsed),
            Err(failure) => failure,
        },
    };
    let mut diagnostic = Diagnostic::new(Code::Syntax, &Place::root(file), failure.message);
    diagnostic.position = failure.position;
    diagnostic.help = failure.help.map(str::to_owned);
    Err(diagnostic)
}

fn parse_json(text: &str, file: FileId) -> Result<Parsed, Failure> {
    if let Some((value, identifies)) = parts::read(text) {
        return Ok(Parsed {
            value,
            format: Format::Json,
            identifies,
            warnings: Vec::new(),
        });
    }
    let builder = Builder::new(text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = builder
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let text = error.to_string();
            let message = text
                .rsplit_once(" at line ")
                .map_or(&*text, |(said, _)| said);
            Failure {
                help: message.contains("recursion limit").then_some(DEPTH_HELP),
                message: format!("this is not JSON: {message}"),
                position: Some((error.line(), error.column().max(1))),
            }
        })?;
    Ok(Parsed {
        value,
        format: Format::Json,
        identifies: builder.identifies(),
        warnings: duplicate_keys(builder, file),
    })
}

fn parse_yaml(text: &str, file: FileId) -> Result<Parsed, Failure> {
    if let Some(failure) = flow_depth(text) {
        return Err(failure);
    }
    let builder = Builder::new(text.len(), true);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Err(Failure {
            message: "there is no YAML document in this file".to_owned(),
            position: None,
            help: None,
        });
    };
    let value = (&builder)
        .deserialize(first)
        .map_err(|error| yaml_failure(text, &builder, &error))?;
    let more = documents.next().is_some();
    let identifies = builder.identifies();
    let mut warnings = duplicate_keys(builder, file);
    if more {
        let message = "the file holds several YAML documents; only the first is read";
        warnings.push(Diagnostic::new(
            Code::Malformed,
            &Place::root(file),
            message,
        ));
    }
    Ok(Parsed {
        value,
        format: Format::Yaml,
        identifies,
        warnings,
    })
}

fn yaml_failure(source: &str, builder: &Builder, error: &serde_yaml::Error) -> Failure {
    let position = error.location().map(|at| (at.line(), at.column()));
    let text = error.to_string();
    let expands = builder.is_exhausted() || text.contains("repetition limit");
    if (expands || text.contains("recursion limit"))
        && let Some(position) = circle(source)
    {
        return Failure {
            message: "this alias stands inside of what it repeats, so that it has no end"
                .to_owned(),
            position: Some(position),
            help: Some("what holds itself stands under components and refers to itself by $ref"),
        };
    }
    if expands {
        return Failure {
            message: "the aliases of this file expand to more than can be read".to_owned(),
            position,
            help: Some("write the repeated part once, under components, and refer to it by $ref"),
        };
    }
    let message = match text.rfind(" at line ") {
        Some(end) => &text[..end],
        None => &text,
    };
    Failure {
        help: Some(yaml_help(message)),
        message: format!("this is not YAML: {message}"),
        position,
    }
}

/// Refuses a text with more brackets open at once than could be read. Those in strings count,
/// too, but nobody leaves that many open.
fn flow_depth(text: &str) -> Option<Failure> {
    let mut depth = 0_usize;
    for (line, text) in text.lines().enumerate() {
        for byte in text.bytes() {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_FLOW_DEPTH {
                return Some(Failure {
                    message: "lists and objects are nested too deep".to_owned(),
                    position: Some((line + 1, 1)),
                    help: Some(DEPTH_HELP),
                });
            }
        }
    }
    None
}

const DEPTH_HELP: &str = "objects and lists may be nested 128 deep";

fn yaml_help(message: &str) -> &'static str {
    if message.contains("recursion limit") {
        DEPTH_HELP
    } else if message.contains("cannot start any token") {
        "YAML is indented by spaces, not by tabs; text that begins with a sign goes in quotes"
    } else {
        "look at the indentation and the quotes of this line and the one before"
    }
}

fn duplicate_keys(builder: Builder, file: FileId) -> Vec<Diagnostic> {
    let place_of = |path: &[String]| path.iter().fold(Place::root(file), |at, key| at.key(key));
    builder
        .into_duplicates()
        .iter()
        .map(|path| {
            let key = path.last().map_or("", |key| key);
            let message = format!("the key `{key}` stands twice in this mapping; the last is read");
            Diagnostic::new(Code::DuplicateKey, &place_of(path), message).help("keep one of them")
        })
        .collect()
}
