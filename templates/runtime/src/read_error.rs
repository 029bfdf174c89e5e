//! Where in a JSON text reading failed, and why.
//!
//! Serde's errors carry text and nothing else through its data model, so the place travels in the
//! text: `at "/servers/0/name": invalid type…`. This file is the one that writes and reads it.
//! Only a failure pays for it.

use std::fmt;

/// Why a value cannot be read as its type, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    pointer: String,
    message: String,
}

impl ReadError {
    /// A failure at the value itself.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            message: message.into(),
        }
    }

    /// The JSON pointer (RFC 6901) of the spot, from where reading began; empty for the whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What was expected and what was found.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How many steps down the value reading came before it failed.
    pub fn depth(&self) -> usize {
        self.pointer.matches('/').count()
    }

    /// The error as seen from one level up.
    pub(super) fn under(mut self, segment: &str) -> Self {
        self.pointer.insert_str(0, &escape(segment));
        self.pointer.insert(0, '/');
        self
    }

    /// Takes apart what `Display` wrote; any other text is a message without a place.
    pub(super) fn parse(text: &str) -> Self {
        let parsed = text.strip_prefix("at \"").and_then(|rest| {
            let end = closing_quote(rest)?;
            let pointer = rest.get(..end)?.replace("\\\"", "\"").replace("\\\\", "\\");
            let message = rest.get(end..)?.strip_prefix("\": ")?;
            Some(Self {
                pointer,
                message: without_text(message),
            })
        });
        parsed.unwrap_or_else(|| Self::new(without_text(text)))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            let quoted = self.pointer.replace('\\', "\\\\").replace('"', "\\\"");
            write!(f, "at \"{quoted}\": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

impl serde::de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::parse(&message.to_string())
    }
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self::parse(&error.to_string())
    }
}

/// Says that `error` happened below `segment`.
pub(super) fn below<E: serde::de::Error>(segment: &str, error: E) -> E {
    E::custom(ReadError::parse(&error.to_string()).under(segment))
}

/// A reference token as RFC 6901 section 3 writes it.
pub(super) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The most characters that a message has.
const LONGEST: usize = 400;

/// Serde repeats a text that stands where none may be, whole. It may be a secret, and of any length.
fn without_text(message: &str) -> String {
    let named = "invalid type: string";
    let message = match message.split_once(&format!("{named} \"")) {
        Some((before, rest)) => {
            let after = closing_quote(rest).and_then(|end| rest.get(end + 1..));
            format!("{before}{named}{}", after.unwrap_or_default())
        }
        None => message.to_owned(),
    };
    let Some((end, _)) = message.char_indices().nth(LONGEST) else {
        return message;
    };
    // Behind the text stands where it is.
    let (shown, rest) = message.split_at(end);
    let place = rest.rfind(" at line ").and_then(|at| rest.get(at..));
    format!("{shown}…{}", place.unwrap_or_default())
}

/// The index of the first quote that no backslash escapes.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(index, character)| {
        if character == '"' && !escaped {
            return Some(index);
        }
        escaped = character == '\\' && !escaped;
        None
    })
}
