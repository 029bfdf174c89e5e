//! Format `byte`: bytes that travel as base64 (RFC 4648).

use base64::Engine;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt;

/// Bytes written as standard base64 with padding. Read as standard or URL-safe, padded or not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64Bytes(pub Vec<u8>);

/// A text that is not base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotBase64;

impl Base64Bytes {
    /// Reads base64, standard or URL-safe, padded or not; white space between is skipped, as in
    /// MIME.
    ///
    /// # Errors
    ///
    /// Where the text is not base64.
    pub fn decode(text: &str) -> Result<Self, NotBase64> {
        let text: String = text.split_ascii_whitespace().collect();
        let alphabet = if text.contains(['-', '_']) {
            &URL_SAFE
        } else {
            &STANDARD
        };
        engine(alphabet)
            .decode(text)
            .map(Self)
            .map_err(|_| NotBase64)
    }

    /// The bytes as standard base64 with padding.
    pub fn encode(&self) -> String {
        engine(&STANDARD).encode(&self.0)
    }
}

/// Whether a text is standard base64 with padding (RFC 4648 section 4), and nothing else.
#[cfg(feature = "schema")]
pub(super) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    // The bits of the last letter that no byte takes are zero.
    let unused = match (body.len() % 4, text.len() - body.len()) {
        (0, 0) => 0,
        (2, 2) => 0b1111,
        (3, 1) => 0b11,
        _ => return false,
    };
    let last = body.bytes().last().and_then(value).unwrap_or(0);
    body.bytes().all(|byte| value(byte).is_some()) && last & unused == 0
}

impl fmt::Debug for Base64Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64Bytes({} bytes)", self.0.len())
    }
}

impl AsRef<[u8]> for Base64Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Display for NotBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected base64")
    }
}

impl std::error::Error for NotBase64 {}

impl serde::Serialize for Base64Bytes {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.encode())
    }
}

impl<'de> serde::Deserialize<'de> for Base64Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::decode(&text).map_err(serde::de::Error::custom)
    }
}

fn engine(alphabet: &Alphabet) -> GeneralPurpose {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::is_base64;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn base64_is_what_the_decoder_takes() {
        let letters = ["", "A", "B", "Q", "/", "+", "=", "-", "é"];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            for text in &texts {
                assert_eq!(is_base64(text), STANDARD.decode(text).is_ok(), "{text:?}");
            }
            let longer = texts
                .iter()
                .flat_map(|text| letters.map(|last| format!("{text}{last}")));
            texts = longer.collect();
            texts.sort();
            texts.dedup();
        }
    }
}
