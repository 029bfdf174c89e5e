//! Spelling: identifiers of headers and media types, pieces of URLs, documentation.

use crate::name::{pascal, snake};
use std::collections::HashSet;

/// A field for a header, unique among `taken`: `x_rate_limit` for `X-Rate-Limit`.
pub(super) fn header_field(name: &str, taken: &mut HashSet<String>) -> String {
    let base = snake(name, "header");
    unique(&base, '_', taken)
}

/// A variant for a media type, unique among `taken`: `Json`, `Text`, `VndAcmeJson`.
pub(super) fn media_variant(media_type: &str, taken: &mut HashSet<String>) -> String {
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
    unique(&base, char::default(), taken)
}

/// A media type without its parameters, lower case.
pub(super) fn essence(media_type: &str) -> String {
    let end = media_type.find(';').unwrap_or(media_type.len());
    media_type
        .get(..end)
        .unwrap_or(media_type)
        .trim()
        .to_ascii_lowercase()
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

/// `base`, with a number after `gap` (none where it is NUL) where it is taken.
fn unique(base: &str, gap: char, taken: &mut HashSet<String>) -> String {
    let gap = if gap == char::default() {
        String::new()
    } else {
        gap.to_string()
    };
    let mut name = base.to_owned();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}{gap}{number}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_become_fields() {
        let mut taken = HashSet::new();
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
        let mut taken = HashSet::from(["Other".to_owned()]);
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
