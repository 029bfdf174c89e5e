//! What an operation fills in before it is sent.

use super::super::Wire;
use super::content::{json_text, plain_text};
use super::style::{self, Param, Style};
use super::{Body, BuildRequestError, MediaBody, media};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use std::ops::Range;

/// A request that is being built. Every value is encoded here, so that none can change the
/// structure of the URL or add a header; one with reserved characters may have more than one segment
/// of the path, but none that leads up. What a parameter cannot hold is noted, and said by
/// [`Request::finish`]: an operation has a line for each parameter and no branch.
#[derive(Default)]
pub struct Request {
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) query_text: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) body: Option<Body>,
    failed: Option<BuildRequestError>,
    /// The parameters of the path, and where in it they stand.
    placed: Vec<(String, Range<usize>)>,
}

impl Request {
    /// Adds a fixed part of the path, as the description has it.
    pub fn path(&mut self, literal: &str) {
        self.path.push_str(&style::literal(literal));
    }

    /// Adds a value to the path. It can neither be empty nor be what cannot be written.
    pub fn path_value<T: Wire>(&mut self, name: &str, value: &T, style: Style) {
        let param = self.param(name, value, style);
        let text = param.map(|param| style::path(name, &param, style));
        if text.as_ref().is_some_and(String::is_empty) {
            self.refuse(name, "is empty, which a path cannot hold");
        }
        let begin = self.path.len();
        self.path.push_str(&text.unwrap_or_default());
        self.placed.push((name.to_owned(), begin..self.path.len()));
    }

    /// Adds a parameter to the query.
    pub fn query<T: Wire>(&mut self, name: &str, value: &T, style: Style) {
        if let Some(param) = self.param(name, value, style) {
            self.query.extend(style::query(name, &param, style));
        }
    }

    /// Adds a fixed pair to the query, as the description has it.
    pub fn fixed(&mut self, name: &str, value: &str) {
        self.query
            .push((style::literal(name), style::literal(value)));
    }

    /// Adds a header. It can have no control character.
    pub fn header<T: Wire>(&mut self, name: &str, value: &T, style: Style) {
        let param = self.param(name, value, style);
        let text = param.map(|param| style::header(&param, style));
        let added = text.map(|text| self.raw_header(name, &text));
        self.note(added.unwrap_or(Ok(())));
    }

    /// Adds a cookie.
    pub fn cookie<T: Wire>(&mut self, name: &str, value: &T, style: Style) {
        let param = self.param(name, value, style);
        let pairs = param.map(|param| style::cookie(name, &param, style));
        let pairs = pairs.unwrap_or_default();
        let fits = |pair: &(String, String)| style::is_cookie(&pair.0) && style::is_cookie(&pair.1);
        if !pairs.iter().all(fits) {
            self.refuse(name, "has a character that no cookie can hold");
        }
        self.cookies.extend(pairs);
    }

    /// Makes a value the whole query.
    pub fn whole_query<T: Wire>(&mut self, name: &str, value: &T, style: Style) {
        let text = match style.json {
            true => json_text(name, value),
            false => plain_text(name, value),
        };
        let text = text.map(|text| self.query_string(&text));
        self.note(text);
    }

    /// A value as a parameter, where it can be written.
    fn param<T: Wire>(&mut self, name: &str, value: &T, style: Style) -> Option<Param> {
        let param = match style.json {
            true => json_text(name, value).map(Param::Scalar),
            false => Param::of(value).map_err(|e| BuildRequestError::unwritable(name, &e)),
        };
        param.map_err(|error| self.note(Err(error))).ok()
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.note(Err(BuildRequestError::new(name, reason)));
    }

    /// Keeps the first that could not be written.
    pub(super) fn note(&mut self, written: Result<(), BuildRequestError>) {
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }

    /// Says what could not be written.
    ///
    /// # Errors
    ///
    /// The first that could not.
    pub fn finish(&mut self) -> Result<(), BuildRequestError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Says what may come back, as the header `accept` has it.
    pub fn accept(&mut self, media: &'static str) {
        if let Ok(value) = HeaderValue::from_str(media) {
            self.headers.insert(ACCEPT, value);
        }
    }

    /// Sends JSON, as `application/json`.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written.
    pub fn json<T: Wire>(&mut self, body: &T) -> Result<(), BuildRequestError> {
        self.json_as("application/json", body)
    }

    /// Sends JSON under another media type.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written.
    pub fn json_as<T: Wire>(&mut self, media: &str, body: &T) -> Result<(), BuildRequestError> {
        let mut json = Vec::new();
        body.write(&mut serde_json::Serializer::new(&mut json))
            .map_err(|error| BuildRequestError::unwritable("body", &error))?;
        self.bytes(media, json)
    }

    /// Sends text.
    ///
    /// # Errors
    ///
    /// Where the media type cannot be a header.
    pub fn text(&mut self, media: &str, body: impl Into<String>) -> Result<(), BuildRequestError> {
        self.bytes(media, body.into())
    }

    /// Sends bytes.
    ///
    /// # Errors
    ///
    /// Where the media type cannot be a header.
    pub fn bytes(&mut self, media: &str, body: impl Into<Bytes>) -> Result<(), BuildRequestError> {
        self.body(media, body.into())
    }

    /// Sends bytes or a stream.
    ///
    /// # Errors
    ///
    /// Where the media type cannot be a header.
    pub fn body(&mut self, media: &str, body: impl Into<Body>) -> Result<(), BuildRequestError> {
        self.body = Some(body.into());
        self.headers.remove(CONTENT_TYPE);
        self.raw_header("content-type", media)
    }

    /// Sends a body whose media type the caller has named; it must be in one of `ranges`.
    ///
    /// # Errors
    ///
    /// Where it is in none of them, or cannot be a header.
    pub fn media_body(
        &mut self,
        ranges: &[&str],
        body: &MediaBody,
    ) -> Result<(), BuildRequestError> {
        let media = &body.media_type;
        let named = media.contains('/') && !media.contains('*');
        if !named || !ranges.iter().any(|range| media::matches(range, media)) {
            let reason = format!("must be of the type {}", ranges.join(" or "));
            return Err(BuildRequestError::new("body", reason));
        }
        self.body(media, body.content.clone())
    }

    /// Sends text as the whole query.
    pub fn query_string(&mut self, text: &str) {
        self.query_text = Some(style::strict(text));
    }

    pub(super) fn raw_header(&mut self, name: &str, value: &str) -> Result<(), BuildRequestError> {
        let (name, value) = header_of(name, value)?;
        self.headers.append(name, value);
        Ok(())
    }

    /// Path and query as they follow the base URL.
    ///
    /// # Errors
    ///
    /// Where the values make a segment that a URL parser would take for "here" or "up".
    pub fn target(&self) -> Result<String, BuildRequestError> {
        let mut begin = 0;
        for segment in self.path.split('/') {
            let end = begin + segment.len();
            // A URL parser decodes dots before it looks.
            if matches!(style::decoded(segment).as_str(), "." | "..") {
                let mut placed = self.placed.iter();
                let within = placed.find(|(_, at)| at.start <= end && at.end >= begin);
                let name = within.map_or("path", |(name, _)| name.as_str());
                let reason = format!("makes the segment `{segment}` of the path");
                return Err(BuildRequestError::new(name, reason));
            }
            begin = end + 1;
        }
        let slash = if self.path.starts_with('/') || self.path.is_empty() {
            ""
        } else {
            "/"
        };
        let pairs = joined(&self.query);
        let whole = self.query_text.as_deref();
        let both = whole
            .into_iter()
            .chain((!pairs.is_empty()).then_some(pairs.as_str()));
        let query = both.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        Ok(format!("{slash}{}{mark}{query}", self.path))
    }
}

/// Names and sizes, no values.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, String)]| {
            pairs
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        f.debug_struct("Request")
            .field("query", &names(&self.query))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("cookies", &names(&self.cookies))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Headers of the connection and of how the message is framed in it (RFC 9110, section 7.6.1; RFC
/// 9112, section 6): one that does not fit lets a request pass for two.
const FRAMING: [&str; 8] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A header that may be sent; the error names it and not its value.
pub(super) fn header_of(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), BuildRequestError> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| BuildRequestError::new(name, "is not the name of a header"))?;
    if FRAMING.contains(&header.as_str()) {
        let reason = "frames the message, which the HTTP client alone does";
        return Err(BuildRequestError::new(name, reason));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| BuildRequestError::new(name, "has a character that no header can hold"))?;
    // Any header may carry a secret; the mark keeps it out of the `Debug` of the layers below.
    value.set_sensitive(header != CONTENT_TYPE && header != ACCEPT);
    Ok((header, value))
}

pub(super) fn joined(pairs: &[(String, String)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}
