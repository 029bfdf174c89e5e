//! The headings, methods, paths and names that every form of page shares.

use super::facts::Location;

/// The methods of HTTP that OpenAPI has a key for.
const METHODS: &[&str] = &[
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// A part of a page, told by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Security,
    /// Parameters; where they go, if the heading says it.
    Parameters(Option<Location>),
    Body,
    Responses,
}

/// The headings that mean something, in lower case.
const SECTIONS: &[(&str, Section)] = &[
    ("authentication", Section::Security),
    ("authorization", Section::Security),
    ("authorizations", Section::Security),
    ("security", Section::Security),
    ("parameters", Section::Parameters(None)),
    ("path parameters", Section::Parameters(Some(Location::Path))),
    (
        "query parameters",
        Section::Parameters(Some(Location::Query)),
    ),
    ("query", Section::Parameters(Some(Location::Query))),
    (
        "header parameters",
        Section::Parameters(Some(Location::Header)),
    ),
    ("headers", Section::Parameters(Some(Location::Header))),
    (
        "request headers",
        Section::Parameters(Some(Location::Header)),
    ),
    (
        "cookie parameters",
        Section::Parameters(Some(Location::Cookie)),
    ),
    ("cookies", Section::Parameters(Some(Location::Cookie))),
    ("request body", Section::Body),
    ("body", Section::Body),
    ("body parameters", Section::Body),
    ("response", Section::Responses),
    ("responses", Section::Responses),
];

/// The section that a heading opens. A heading starts with a capital: `headers` is a property.
pub(super) fn section(heading: &str) -> Option<Section> {
    if !heading.trim_start().starts_with(char::is_uppercase) {
        return None;
    }
    let heading = heading.trim().trim_end_matches(':').to_lowercase();
    SECTIONS
        .iter()
        .find(|(text, _)| *text == heading)
        .map(|(_, section)| *section)
}

/// A method by its name in capitals.
pub(super) fn method(word: &str) -> Option<&'static str> {
    METHODS.iter().find(|method| **method == word).copied()
}

/// `POST /v1/things` (the path perhaps in backticks), and what follows it.
pub(super) fn method_and_path(text: &str) -> Option<(&'static str, String, &str)> {
    let (word, rest) = text.trim().split_once(char::is_whitespace)?;
    let method = method(word)?;
    let rest = rest.trim_start();
    let (path, rest) = match rest.strip_prefix('`') {
        Some(quoted) => quoted.split_once('`')?,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    Some((method, parse_path(path)?, rest))
}

/// A path as OpenAPI writes it: `/things/:id` becomes `/things/{id}`.
pub(super) fn parse_path(path: &str) -> Option<String> {
    let path = path.trim();
    if !path.starts_with('/') || path.contains(char::is_whitespace) {
        return None;
    }
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) if is_name(name) => format!("{{{name}}}"),
            _ => segment.to_owned(),
        })
        .collect();
    Some(segments.join("/"))
}

/// The names of the path's parameters, in order.
pub(super) fn path_parameters(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty())
        .collect()
}

/// A status code, or a class such as `4XX`, or `default`.
pub(super) fn status(word: &str) -> Option<String> {
    if word.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let mut chars = word.chars();
    let (first, second, third) = (chars.next()?, chars.next()?, chars.next()?);
    let class = second.eq_ignore_ascii_case(&'x') && third.eq_ignore_ascii_case(&'x');
    let code = second.is_ascii_digit() && third.is_ascii_digit();
    let valid = ('1'..='5').contains(&first) && chars.next().is_none() && (class || code);
    valid.then(|| word.to_ascii_uppercase())
}

/// Whether a word is a media type such as `application/json` or `text/*`.
pub(super) fn is_media_type(word: &str) -> bool {
    let part = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '*' | '_'))
    };
    const TOP: &[&str] = &[
        "application",
        "text",
        "multipart",
        "image",
        "audio",
        "video",
    ];
    word.split_once('/')
        .is_some_and(|(top, sub)| TOP.contains(&top) && part(sub))
}

/// Whether a line can be the name of a property: one word.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 200
        && !text.contains(char::is_whitespace)
        && text.chars().any(|c| c.is_alphanumeric() || c == '_')
        && !text.ends_with(['.', ':', ','])
        && !text.contains(['"', '`'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations() {
        assert_eq!(
            method_and_path("POST /v1/things/:id - Make"),
            Some(("POST", "/v1/things/{id}".into(), "- Make"))
        );
        assert_eq!(
            method_and_path("GET `/a/{b}`"),
            Some(("GET", "/a/{b}".into(), ""))
        );
        for text in ["", "GET", "GET things", "FETCH /a", "GET `/a", "post /a"] {
            assert_eq!(method_and_path(text), None, "{text}");
        }
    }

    #[test]
    fn path_parameters_in_order() {
        assert_eq!(path_parameters("/a/{b}/c/{d}.{e}/{"), ["b", "d", "e"]);
    }

    #[test]
    fn statuses() {
        assert_eq!(status("404"), Some("404".into()));
        assert_eq!(status("4xx"), Some("4XX".into()));
        assert_eq!(status("default"), Some("default".into()));
        for text in ["", "99", "600", "4000", "20x", "abc", "éé4"] {
            assert_eq!(status(text), None, "{text}");
        }
    }
}
