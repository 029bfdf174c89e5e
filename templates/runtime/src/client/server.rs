//! Base URLs.

use super::{BuildError, Server, ServerVariable, style};
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
            Ok(url) if has_empty_label(&url) => "its host has an empty label".to_owned(),
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
        let (pieces, rest) = pieces(server);
        let mut text = String::new();
        for (index, (literal, variable)) in pieces.iter().enumerate() {
            text.push_str(literal);
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
                let (before, after) = pieces.split_at(index);
                let before = by_default(before) + literal;
                let after = by_default(after.get(1..).unwrap_or_default()) + rest;
                let place = Place::of(&before, variable.default, &after);
                if let Some(wrong) = place.wrong(variable.default, value) {
                    let reason = format!("its variable {name} cannot have {wrong:?} there");
                    return Err(unusable(reason));
                }
            }
            text.push_str(given.unwrap_or(variable.default));
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

    pub(super) fn origin(&self) -> String {
        let url = Url::parse(&self.text);
        url.map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

/// Whether two dots follow each other in the host, or it begins with one (RFC 1034, section 3.1). At
/// its end may be one.
fn has_empty_label(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').any(str::is_empty)
}

/// A variable and the text before it.
type Piece = (&'static str, &'static ServerVariable);

/// The variables of a URL, each with the text before it, and the text behind the last one. What
/// looks like one and is not declared is text.
fn pieces(server: &Server) -> (Vec<Piece>, &'static str) {
    let mut pieces = Vec::new();
    let mut rest = server.url;
    let mut from = 0;
    while let Some(begin) = rest.get(from..).and_then(|text| text.find('{')) {
        let begin = from + begin;
        from = begin + 1;
        let named = rest.get(from..).and_then(|text| text.split_once('}'));
        let found = named.and_then(|(name, after)| {
            let mut variables = server.variables.iter();
            Some((variables.find(|variable| variable.name == name)?, after))
        });
        if let Some((variable, after)) = found {
            pieces.push((rest.get(..begin).unwrap_or_default(), variable));
            (rest, from) = (after, 0);
        }
    }
    (pieces, rest)
}

fn by_default(pieces: &[Piece]) -> String {
    let texts = pieces.iter().flat_map(|(text, it)| [*text, it.default]);
    texts.collect()
}

/// Which part of the URL a variable is. The description says so with its default: a value that was
/// given leads to no other scheme, host or port than where the variable is a part of them.
#[derive(Clone, Copy)]
enum Place {
    /// Scheme and host, or all of the URL.
    Origin,
    Scheme,
    /// The whole host, maybe with its port, or a piece of it. The scheme may be before it.
    Host {
        whole: bool,
        scheme: bool,
    },
    Port,
    /// The path from its slash.
    Base,
    Path,
}

impl Place {
    /// `before` and `after` are what stands around the variable where all have their defaults.
    fn of(before: &str, default: &str, after: &str) -> Self {
        let ends = after.is_empty() || after.starts_with('/');
        let (scheme, host) = match before.split_once("://") {
            Some((_, host)) => (false, host),
            None if before.is_empty() && ends => return Self::Origin,
            None if !default.contains("://") && after.contains("://") => return Self::Scheme,
            None => (before.is_empty(), before),
        };
        let in_port = |host: &str| host.rsplit(']').next().is_some_and(|end| end.contains(':'));
        if host.contains('/') {
            Self::Path
        } else if default.starts_with('/') || (default.is_empty() && ends && !host.is_empty()) {
            Self::Base
        } else if in_port(host) || default.starts_with(':') {
            Self::Port
        } else {
            let whole = host.is_empty() && (ends || after.starts_with(':'));
            Self::Host { whole, scheme }
        }
    }

    /// What the value has that has no place there.
    fn wrong<'v>(self, default: &str, value: &'v str) -> Option<&'v str> {
        let first = value.split_inclusive(|_| true).next();
        let begins = match self {
            Self::Origin => return None,
            Self::Base => Some('/'),
            _ => default.starts_with(':').then_some(':'),
        };
        if begins.is_some_and(|begins| !value.is_empty() && !value.starts_with(begins)) {
            return first;
        }
        let up = |segment: &&str| matches!(style::decoded(segment).as_str(), "." | "..");
        let value = match self {
            Self::Host { whole: true, .. } if value.is_empty() => return Some(value),
            Self::Host { scheme: true, .. } => {
                let bare = |scheme| value.strip_prefix(scheme);
                (bare("https://").or_else(|| bare("http://"))).unwrap_or(value)
            }
            _ => value,
        };
        let wrong = |c: char| match (self, c) {
            (_, '?' | '#' | '\\') => true,
            (Self::Base | Self::Path, c) => c.is_control(),
            (Self::Scheme, c) => !c.is_ascii_alphanumeric(),
            (Self::Port, c) => !c.is_ascii_digit() && c != ':',
            (Self::Host { whole: true, .. }, ':') => false,
            (_, c) => {
                matches!(c, '/' | '@' | ':' | '{' | '}') || c.is_control() || c.is_whitespace()
            }
        };
        let piece = value.matches(wrong).next();
        piece.or_else(|| value.split('/').find(up))
    }
}
