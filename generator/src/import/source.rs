//! `specs/<api>/source.toml`: where the facts of a specification come from.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Form;
use crate::diagnostic::{Code, Diagnostic};

/// The fields of `source.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The URL of the page, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The page's file below the folder of upstream pages, such as `acme/page.md`.
    pub file: String,
    /// The form of the page.
    #[serde(with = "form")]
    pub format: Form,
    /// The day of the import, as `YYYY-MM-DD`.
    pub date: String,
    /// The SHA-256 digest of the page's bytes, in lower-case hex.
    pub sha256: String,
    /// Our notes on how a call is authorised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub auth: String,
}

impl Source {
    /// Reads the text of a `source.toml`.
    ///
    /// # Errors
    ///
    /// [`Code::Syntax`] with the position where it is no TOML or lacks a field.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let mut diagnostic = Diagnostic::nowhere(Code::Syntax, error.message());
            diagnostic.position = error.span().and_then(|span| position(text, span.start));
            diagnostic
        })
    }

    /// The text of `source.toml`.
    pub fn to_toml(&self) -> String {
        let fields = toml::to_string(self).unwrap_or_default();
        format!(
            "# Written by `specloom import`, but for `page` and `auth`, which are ours.\n{fields}"
        )
    }
}

/// The SHA-256 digest of a page's bytes, as [`Source::sha256`] holds it.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The line and column (from 1, in characters) of a byte offset.
fn position(text: &str, offset: usize) -> Option<(usize, usize)> {
    let before = text.get(..offset)?;
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Some((line, column))
}

mod form {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Form;

    pub fn serialize<S: Serializer>(form: &Form, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(form.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Form, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let source = Source {
            page: None,
            file: "acme/page.md".into(),
            format: Form::MarkdownReference,
            date: "2026-11-21".into(),
            sha256: digest(b""),
            auth: "an API key; \"quoted\"".into(),
        };
        assert_eq!(Source::parse(&source.to_toml()), Ok(source));
        assert!(digest(b"").starts_with("e3b0c44298fc1c14"));
    }

    #[test]
    fn errors_have_a_place() {
        let error = Source::parse("file = \"a\"\nformat = \"b\"\n").expect_err("no such form");
        assert_eq!(error.position, Some((2, 10)));
        assert!(
            error.message.contains("openapi-markdown"),
            "{}",
            error.message
        );
    }
}
