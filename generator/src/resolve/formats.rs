//! The names of formats, to tell a misspelling from a format of somebody's own.

use super::keywords::distance;

/// Those of JSON Schema and of OpenAPI's registry, and others that are in use. Of two that are as
/// near the first is meant.
const KNOWN: &[&str] = &[
    "int64",
    "int32",
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "email",
    "uri",
    "hostname",
    "ipv4",
    "ipv6",
    "byte",
    "binary",
    "password",
    "float",
    "double",
    "regex",
    "decimal",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "uri-reference",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "base64",
    "base64url",
    "char",
    "commonmark",
    "decimal128",
    "double-int",
    "html",
    "http-date",
    "int8",
    "int16",
    "int128",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uint128",
    "media-range",
];

/// The shortest name that can be misspelt: of shorter ones, too many others are one letter away.
const SHORTEST: usize = 5;

/// What `format` is a misspelling of, by one letter or its case.
pub(super) fn misspelt(format: &str) -> Option<&'static str> {
    if KNOWN.contains(&format) || format.len() < SHORTEST {
        return None;
    }
    let lower = format.to_lowercase();
    let mut long = KNOWN.iter().filter(|known| known.len() >= SHORTEST);
    long.find(|known| distance(&lower, known).is_some_and(|far| far <= 1))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::misspelt;

    #[test]
    fn only_what_is_nearly_a_format_is_a_misspelling() {
        for (format, expect) in [
            ("dat-time", Some("date-time")),
            ("date_time", Some("date-time")),
            ("DateTime", Some("date-time")),
            ("int46", Some("int64")),
            ("Email", Some("email")),
            ("date-time", None),
            ("uint32", None),
            ("url", None),
            ("acme-id", None),
            ("unix-time", None),
        ] {
            assert_eq!(misspelt(format), expect, "{format}");
        }
    }
}
