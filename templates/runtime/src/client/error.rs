//! What can go wrong with a call.

use super::super::check::{cut, shorten};
use super::super::{ReadError, Violations};
use super::{RawResponse, Reply, TransportError};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

/// Why a call did not give its result. No variant shows a secret in `Debug` or `Display`; what the
/// server said of a failure is repeated as it came.
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
    /// A status that the description does not name, or a body of another media type than it says.
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
    Transport(TransportError),
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

/// A documented failure. It reads like a struct with the fields of [`FailureParts`]. `Display` says
/// the status, and what the server said about it where its body has a text for that.
#[derive(Clone, PartialEq)]
pub struct Failure<B>(Box<Said<B>>);

#[derive(Clone, PartialEq)]
struct Said<B> {
    parts: FailureParts<B>,
    message: Option<String>,
}

/// What every documented failure has, whatever its body.
pub trait AnyFailure: fmt::Display {
    /// The status.
    fn status(&self) -> StatusCode;

    /// The headers of the reply.
    fn headers(&self) -> &HeaderMap;
}

/// The documented failures of an operation.
pub trait ApiError: fmt::Debug + fmt::Display + Sized {
    /// Reads a reply that is no success.
    fn read(reply: Reply) -> Error<Self>;

    /// The one that it is.
    fn failure(&self) -> &dyn AnyFailure;
}

/// What follows for a type that has `rt::ApiError`: it is displayed, and an error.
#[allow(unused_macros, reason = "an API may document none")]
macro_rules! api_error {
    ($ty:ident) => {
        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(rt::ApiError::failure(self), f)
            }
        }

        impl ::std::error::Error for $ty {}
    };
}
#[allow(unused_imports, reason = "an API may document none")]
pub(crate) use api_error;

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
    /// Whether the body is of another media type than the description says.
    pub(super) foreign: bool,
}

impl BuildRequestError {
    /// The parameter `name` cannot be sent, because it `reason`.
    pub fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            reason: reason.into(),
        }
    }

    pub(super) fn unwritable(name: &str, error: &serde_json::Error) -> Self {
        Self::new(name, format!("cannot be written: {error}"))
    }

    /// The parameter, header or part of the request.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<B> Failure<B> {
    /// `sent` is the body as it came.
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: B, sent: &[u8]) -> Self {
        Self(Box::new(Said {
            parts: FailureParts {
                status,
                headers,
                body,
            },
            message: message(sent),
        }))
    }

    /// The parts, to be moved out.
    pub fn into_parts(self) -> FailureParts<B> {
        self.0.parts
    }
}

impl<B> AnyFailure for Failure<B> {
    fn status(&self) -> StatusCode {
        self.0.parts.status
    }

    fn headers(&self) -> &HeaderMap {
        &self.0.parts.headers
    }
}

/// Where nothing is documented.
impl ApiError for Infallible {
    fn read(reply: Reply) -> Error<Self> {
        reply.unexpected()
    }

    fn failure(&self) -> &dyn AnyFailure {
        match *self {}
    }
}

impl<B> Deref for Failure<B> {
    type Target = FailureParts<B>;

    fn deref(&self) -> &FailureParts<B> {
        &self.0.parts
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
            foreign: false,
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

impl<E: ApiError> Error<E> {
    /// The status of the reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.failure().status()),
            Self::Unexpected(raw) => Some(raw.status),
            Self::Decode(error) => Some(error.response.status),
            Self::TooLarge { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The headers of the reply, where one came and could be taken whole.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.failure().headers()),
            Self::Unexpected(raw) => Some(&raw.headers),
            Self::Decode(error) => Some(&error.response.headers),
            _ => None,
        }
    }
}

impl<E> Error<E> {
    /// Whether nothing was sent, in no attempt and to nobody.
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::Request(_) | Self::MissingCredentials(_) => true,
            Self::Transport(error) => error.unsent,
            _ => false,
        }
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        match error.foreign {
            true => Self::Unexpected(error.response),
            false => Self::Decode(Box::new(error)),
        }
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

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request is invalid:\n{violations}"),
            Self::Request(error) => write!(f, "the request cannot be sent: {error}"),
            Self::MissingCredentials(missing) => missing.fmt(f),
            Self::Api(error) => write!(f, "the server refused: {error}"),
            Self::Unexpected(raw) => {
                let media = raw.headers.get(CONTENT_TYPE);
                let media = media.and_then(|media| media.to_str().ok());
                let media = cut(media.unwrap_or("no media type"));
                let (status, length) = (raw.status, raw.body.len());
                write!(
                    f,
                    "the answer is not documented: {status} ({media}, {length} bytes)"
                )?;
                match page_title(&raw.text()) {
                    Some(title) => write!(f, ": {}", shorten(&title)),
                    None => Ok(()),
                }
            }
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge { status, limit } => {
                write!(
                    f,
                    "the body of the reply ({status}) is longer than {limit} bytes"
                )
            }
            Self::Timeout => f.write_str("the server did not answer in time"),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

/// `Display` says the root cause, so there is no `source` to say it again.
impl<E: fmt::Debug + fmt::Display> std::error::Error for Error<E> {}

impl<B> fmt::Display for Failure<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.parts.status.fmt(f)?;
        match &self.0.message {
            Some(message) => write!(f, ": {}", shorten(message)),
            None => Ok(()),
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

/// What the server said about a failure, where its JSON has a text under one of the usual names
/// (those of RFC 9457 among them).
fn message(body: &[u8]) -> Option<String> {
    const NAMES: [&str; 6] = [
        "detail",
        "message",
        "error_description",
        "title",
        "description",
        "error",
    ];
    let value: Value = serde_json::from_slice(body).ok()?;
    let within = |map: &Value| {
        let texts = NAMES.iter().filter_map(|name| map.get(*name)?.as_str());
        texts
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .next()
    };
    match &value {
        Value::String(text) => Some(text.clone()),
        _ => within(&value).or_else(|| within(value.get("error")?)),
    }
}

/// The title of a page of HTML, such as a proxy sends. No more of a body that nobody described is
/// shown: it may repeat a secret.
fn page_title(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let begin = lower.find("<title>")? + "<title>".len();
    let end = begin + lower.get(begin..)?.find("</title>")?;
    let words: Vec<_> = text.get(begin..end)?.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The innermost reason: those around it say where it came through.
pub(super) fn root(error: &(dyn std::error::Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
