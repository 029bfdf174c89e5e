//! A connection that failed.

use super::error::root;
use std::fmt;
use std::ops::Deref;

/// A connection that failed, and whether anything had been sent by then. It reads like the error of
/// the HTTP client.
#[derive(Debug)]
pub struct TransportError {
    source: reqwest::Error,
    pub(super) unsent: bool,
}

impl TransportError {
    /// The URL may hold a key, so it is taken out.
    pub(super) fn new(source: reqwest::Error, unsent: bool) -> Self {
        let source = source.without_url();
        Self { source, unsent }
    }

    /// The error of the HTTP client.
    pub fn into_inner(self) -> reqwest::Error {
        self.source
    }
}

impl Deref for TransportError {
    type Target = reqwest::Error;

    fn deref(&self) -> &reqwest::Error {
        &self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the connection failed: {}", root(&self.source))
    }
}

/// `Display` says the root cause, so there is no `source` to say it again.
impl std::error::Error for TransportError {}
