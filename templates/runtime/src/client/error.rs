//! What can go wrong with a call.

use super::super::{ReadError, Violations};
use super::RawResponse;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::ops::Deref;

/// Why a call did not give its result. No variant shows a secret in `Debug` or `Display`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request breaks the description's rules; nothing was sent.
    Invalid(Violations),
    /// A value cannot be sent; nothing was sent.
    Request(BuildRequestError),
    /// The operation needs credentials that the client has not; nothing was sent.
    MissingCredentials(MissingCredentials),
    /// A failure that the description documents.
    Api(E),
    /// A status that the description does not name.
    Unexpected(RawResponse),
    /// A body that is not what the description says.
    Decode(Box<DecodeError>),
    /// A body longer than the client takes.
    TooLarge {
        /// The status that came with it.
        status: StatusCode,
        /// The most bytes that are taken.
        limit: usize,
    },
    /// The server did not answer in time.
    Timeout,
    /// The connection failed.
    Transport(reqwest::Error),
}

/// A value that cannot be sent: which one and why, never the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildRequestError {
    name: String,
    reason: String,
}

/// The schemes of which one alternative is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCredentials {
    /// Each alternative, as the names of the schemes that it needs together.
    pub alternatives: Vec<Vec<&'static str>>,
}

/// A documented failure. It reads like a struct with the fields of [`FailureParts`].
#[derive(Clone, PartialEq)]
pub struct Failure<B>(Box<FailureParts<B>>);

/// What a documented failure brought.
#[derive(Clone, PartialEq)]
pub struct FailureParts<B> {
    /// The status.
    pub status: StatusCode,
    /// The headers of the reply.
    pub headers: HeaderMap,
    /// The body.
    pub body: B,
}

/// A body that cannot be read as the description says. The bytes are kept.
#[derive(Debug)]
pub struct DecodeError {
    /// The reply as it came.
    pub response: RawResponse,
    /// Where in the body, as a JSON pointer (RFC 6901); empty for the whole.
    pub pointer: String,
    /// The line in the body, from 1; 0 where there is none to name.
    pub line: usize,
    /// The column in that line, from 1; 0 where there is none to name.
    pub column: usize,
    /// What was expected and what was found.
    pub message: String,
    /// The rules that the body breaks, where responses are read strictly.
    pub violations: Option<Violations>,
}

impl BuildRequestError {
    /// The parameter `name` cannot be sent, because it `reason`.
    pub fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            reason: reason.into(),
        }
    }

    /// The parameter, header or part of the request.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<B> Failure<B> {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: B) -> Self {
        Self(Box::new(FailureParts {
            status,
            headers,
            body,
        }))
    }

    /// The parts, to be moved out.
    pub fn into_parts(self) -> FailureParts<B> {
        *self.0
    }
}

impl<B> Deref for Failure<B> {
    type Target = FailureParts<B>;

    fn deref(&self) -> &FailureParts<B> {
        &self.0
    }
}

impl DecodeError {
    pub(super) fn new(response: &RawResponse, message: impl Into<String>) -> Self {
        Self {
            response: response.clone(),
            pointer: String::new(),
            line: 0,
            column: 0,
            message: message.into(),
            violations: None,
        }
    }

    pub(super) fn of_json(response: &RawResponse, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let reason = ReadError::parse(text.strip_suffix(&position).unwrap_or(&text));
        Self {
            pointer: reason.pointer().to_owned(),
            line: error.line(),
            column: error.column(),
            ..Self::new(response, reason.message())
        }
    }

    pub(super) fn of_violations(response: &RawResponse, violations: Violations) -> Self {
        let first = violations.iter().next();
        Self {
            pointer: first
                .map(|violation| violation.pointer.clone())
                .unwrap_or_default(),
            message: violations.to_string(),
            violations: Some(violations),
            ..Self::new(response, String::new())
        }
    }
}

impl<E> Error<E> {
    /// The status of the reply, where one came and the description does not document it.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Unexpected(raw) => Some(raw.status),
            Self::Decode(error) => Some(error.response.status),
            Self::TooLarge { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Whether nothing was sent.
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::Request(_) | Self::MissingCredentials(_) => true,
            Self::Transport(error) => error.is_connect(),
            _ => false,
        }
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl<E> From<BuildRequestError> for Error<E> {
    fn from(error: BuildRequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<Violations> for Error<E> {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request is invalid:\n{violations}"),
            Self::Request(error) => write!(f, "the request cannot be sent: {error}"),
            Self::MissingCredentials(missing) => missing.fmt(f),
            Self::Api(error) => write!(f, "the server refused: {error:?}"),
            Self::Unexpected(raw) => {
                write!(
                    f,
                    "status {} is not documented ({} bytes)",
                    raw.status,
                    raw.body.len()
                )
            }
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge { status, limit } => {
                write!(
                    f,
                    "the body of the reply ({status}) is longer than {limit} bytes"
                )
            }
            Self::Timeout => f.write_str("the server did not answer in time"),
            Self::Transport(error) => write!(f, "the connection failed: {error}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for BuildRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.name, self.reason)
    }
}

impl std::error::Error for BuildRequestError {}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: Vec<_> = self
            .alternatives
            .iter()
            .map(|schemes| schemes.join(" and "))
            .collect();
        write!(
            f,
            "the operation needs credentials: {}",
            alternatives.join(", or ")
        )
    }
}

impl std::error::Error for MissingCredentials {}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the body of the reply ({}) cannot be read",
            self.response.status
        )?;
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for DecodeError {}

/// Header values may be secrets, so only their names are shown.
impl<B: fmt::Debug> fmt::Debug for Failure<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

impl<B: fmt::Debug> fmt::Debug for FailureParts<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailureParts")
            .field("status", &self.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
