//! Spelling: identifiers of headers and media types, pieces of URLs, documentation.

use crate::name::{Scope, pascal, snake};
use crate::normalize::essence;

/// A field for a header, unique among `taken`: `x_rate_limit` for `X-Rate-Limit`.
pub(super) fn header_field(name: &str, taken: &mut Scope) -> String {
    taken.numbered_after(&snake(name, "header"), "_")
}

/// A variant for a media type, unique among `taken`: `Json`, `Text`, `VndAcmeJson`.
pub(super) fn media_variant(media_type: &str, taken: &mut Scope) -> String {
    let essence = essence(media_type);
    let (main, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    let base = match (main, sub) {
        (_, "json") => "Json".to_owned(),
        ("text", "plain" | "*") => "Text".to_owned(),
        ("application", "octet-stream") | ("*", _) => "Bytes".to_owned(),
        ("application", "x-www-form-urlencoded") => "Form".to_owned(),
        ("multipart", _) => "Multipart".to_owned(),
        (main, "*") => pascal(main, "Media"),
        (_, sub) => pascal(sub, "Media"),
    };
    taken.numbered_after(&base, "")
}

/// Whether a name can be the name of a header or cookie (`token` of RFC 9110, section 5.6.2).
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// `a`, `a and b`, `a, b and c`, with `last` before the last one.
pub(super) fn enumerate(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., end] => format!("{} {last} {end}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_become_fields() {
        let mut taken = Scope::default();
        let mut check = |name: &str, expected: &str| {
            assert_eq!(header_field(name, &mut taken), expected);
        };
        check("X-Rate-Limit", "x_rate_limit");
        check("x-rate-limit", "x_rate_limit_2");
        check("type", "r#type");
        check("2-fa", "n2_fa");
    }

    #[test]
    fn media_types_become_variants() {
        let mut taken = Scope::with(&["Other"]);
        let mut check = |name: &str, expected: &str| {
            assert_eq!(media_variant(name, &mut taken), expected);
        };
        check("application/json; charset=utf-8", "Json");
        check("application/vnd.acme.v2+json", "VndAcmeV2Json");
        check("text/plain", "Text");
        check("text/*", "Text2");
        check("*/*", "Bytes");
        check("image/*", "Image");
        check("x/other", "Other2");
    }
}
