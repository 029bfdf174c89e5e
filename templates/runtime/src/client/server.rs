//! Base URLs.

use super::{BuildError, Server, style};
use url::Url;

/// Where requests go: an origin and a path before the paths of the operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// Without a trailing slash.
    text: String,
}

impl Base {
    /// A base URL that the user gave. Errors do not show it: it may hold a password.
    pub(super) fn parse(text: &str) -> Result<Self, BuildError> {
        let reason = match Url::parse(text) {
            Err(error) => error.to_string(),
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                "its scheme is neither http nor https".to_owned()
            }
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                "it has a user name or a password".to_owned()
            }
            Ok(url) if url.query().is_some() || url.fragment().is_some() => {
                "it has a query or a fragment".to_owned()
            }
            Ok(url) => {
                return Ok(Self {
                    text: url.as_str().trim_end_matches('/').to_owned(),
                });
            }
        };
        Err(BuildError::BaseUrl { reason })
    }

    /// A server of the description, with its variables filled in: each where it stands, so that none
    /// brings in another.
    pub(super) fn of_server(
        server: &Server,
        given: &[(String, String)],
    ) -> Result<Self, BuildError> {
        let unusable = |reason| BuildError::Server {
            url: server.url,
            reason,
        };
        let mut text = String::new();
        let mut rest = server.url;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let named = after.split_once('}').and_then(|(name, after)| {
                let mut variables = server.variables.iter();
                Some((variables.find(|variable| variable.name == name)?, after))
            });
            let Some((variable, after)) = named else {
                text.push('{');
                rest = after;
                continue;
            };
            let given = given.iter().rev().find(|(name, _)| name == variable.name);
            let given = given.map(|(_, value)| value.as_str());
            let given = given.filter(|value| *value != variable.default);
            if let Some(value) = given
                && !variable.values.contains(&value)
            {
                let (name, values) = (variable.name, variable.values);
                if !values.is_empty() {
                    return Err(BuildError::ServerVariable { name, values });
                }
                if let Some(wrong) = misplaced(&text, variable.default, value, after) {
                    let reason = format!("its variable {name} cannot have {wrong:?} there");
                    return Err(unusable(reason));
                }
            }
            text.push_str(given.unwrap_or(variable.default));
            rest = after;
        }
        text.push_str(rest);
        Self::parse(&text).map_err(|error| match error {
            BuildError::BaseUrl { reason } => unusable(reason),
            other => other,
        })
    }

    /// The URL of a request. `target` is path and query, encoded.
    pub(super) fn join(&self, target: &str) -> Option<Url> {
        let url = Url::parse(&format!("{}{target}", self.text)).ok()?;
        // The parser may have changed nothing of what was encoded, or something slipped through.
        let path = target.split('?').next().unwrap_or_default();
        url.path().ends_with(path).then_some(url)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

/// What a given value has that would lead to another host or port than its variable is for, or out
/// of the path. Only who gives all of the URL, or all of its host, says where that is.
fn misplaced<'v>(before: &str, default: &str, value: &'v str, after: &str) -> Option<&'v str> {
    let ends = after.is_empty() || after.starts_with('/');
    if before.is_empty() && ends {
        return None;
    }
    let bare = |scheme| value.strip_prefix(scheme).filter(|_| before.is_empty());
    let value = (bare("https://").or_else(|| bare("http://"))).unwrap_or(value);
    let host = before.split_once("://").map_or(before, |(_, host)| host);
    let begins = host.is_empty();
    let port = after.starts_with(':') && !after.starts_with("://");
    let is_host = begins && (ends || port);
    // The path may begin with the variable, as in `https://acme.example{base}`.
    let is_base = default.starts_with('/') || (default.is_empty() && !begins && ends);
    let in_path = host.contains('/') || (is_base && value.starts_with('/'));
    let wrong = |c: char| match c {
        '?' | '#' | '\\' => true,
        '/' | '@' | '{' | '}' => !in_path,
        ':' => !in_path && !is_host,
        c => c.is_control() || (!in_path && c.is_whitespace()),
    };
    let up = |segment: &&str| matches!(style::decoded(segment).as_str(), "." | "..");
    let empty = (is_host && value.is_empty()).then_some(value);
    if !in_path && default.starts_with('/') {
        return value.split_inclusive(|_| true).next();
    }
    let piece = value.matches(wrong).next();
    piece.or_else(|| value.split('/').find(up)).or(empty)
}
