//! Base URLs.

use super::{BuildError, Server};
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

    /// A server of the description, with its variables filled in.
    pub(super) fn of_server(
        server: &Server,
        given: &[(String, String)],
    ) -> Result<Self, BuildError> {
        let mut text = server.url.to_owned();
        for variable in server.variables {
            let given = given.iter().rev().find(|(name, _)| name == variable.name);
            let value = given.map_or(variable.default, |(_, value)| value.as_str());
            if !variable.values.is_empty() && !variable.values.contains(&value) {
                return Err(BuildError::ServerVariable {
                    name: variable.name,
                    values: variable.values,
                });
            }
            text = text.replace(&format!("{{{}}}", variable.name), value);
        }
        Self::parse(&text).map_err(|error| {
            let reason = match error {
                BuildError::BaseUrl { reason } => reason,
                other => other.to_string(),
            };
            BuildError::Server {
                url: server.url,
                reason,
            }
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
