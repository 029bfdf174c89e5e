//! Bodies of requests that arrive: webhooks and callbacks.

use super::{ReadError, Wire, from_slice};

/// Reads the JSON body of a request that arrived. What is read need not be valid: that is for
/// [`Validate`](super::Validate) to say. Whether it comes from whom it says is for the caller to
/// find out, by its signature.
///
/// # Errors
///
/// Where the body is no JSON, or no such value.
pub fn arrived<T: Wire>(body: &[u8]) -> Result<T, ReadError> {
    // RFC 8259, section 8.1: a parser may ignore a byte order mark.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    from_slice(json).map_err(|error| {
        let text = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        ReadError::parse(text.strip_suffix(&position).unwrap_or(&text))
    })
}
