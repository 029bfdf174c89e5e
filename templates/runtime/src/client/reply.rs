//! What came back.

use super::super::check::shorten;
use super::super::{Validate, Wire, from_slice};
use super::stream::{Live, Source};
use super::{ApiError, DecodeError, Error, Failure, Framing, Items, Strictness, frames, media};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

/// A reply as it came. It reads like a struct with the fields of [`RawParts`]. `Debug` shows
/// neither the values of headers nor the body, for a server may repeat a secret in them.
#[derive(Clone, PartialEq)]
pub struct RawResponse(Box<RawParts>);

/// The parts of a reply.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RawParts {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
}

/// A reply on its way to a type.
#[derive(Debug)]
pub struct Reply {
    raw: RawResponse,
    strictness: Strictness,
    /// What a stream needs: the body that is still on its way.
    live: RefCell<Option<Live>>,
}

/// What a call gives, with the status and all headers.
#[derive(Clone, PartialEq)]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the call gives otherwise.
    pub body: T,
}

/// How a body of one media type is read.
pub type Reader<B> = fn(&Reply) -> Result<B, DecodeError>;

impl RawResponse {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self(Box::new(RawParts {
            status,
            headers,
            body,
        }))
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The parts, to be moved out.
    pub fn into_parts(self) -> RawParts {
        *self.0
    }
}

impl Deref for RawResponse {
    type Target = RawParts;

    fn deref(&self) -> &RawParts {
        &self.0
    }
}

impl Reply {
    pub(super) fn new(raw: RawResponse, live: Live) -> Self {
        Self {
            raw,
            strictness: live.strictness,
            live: RefCell::new(Some(live)),
        }
    }

    /// The status, as a number to match on.
    pub fn status(&self) -> u16 {
        self.raw.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The header `content-type`.
    pub fn content_type(&self) -> Option<&str> {
        self.raw.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Whether it says to be JSON, or says nothing.
    fn is_json(&self) -> bool {
        self.content_type().is_none_or(media::is_json)
    }

    /// The body as JSON; where responses are read strictly, it must obey the description's rules.
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn json<T: Wire + Validate>(&self) -> Result<T, DecodeError> {
        // RFC 8259, section 8.1: a parser may ignore a byte order mark.
        let body = self
            .raw
            .body
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&self.raw.body);
        if body.trim_ascii().is_empty() && self.is_json() {
            let said = "it is empty, where JSON is expected";
            return Err(DecodeError::new(&self.raw, said));
        }
        let value: T = from_slice(body).map_err(|error| DecodeError {
            // JSON is often called something else; what cannot be read and is called something
            // else is the answer of a proxy.
            foreign: !error.is_data() && !self.is_json(),
            ..DecodeError::of_json(&self.raw, &error)
        })?;
        if self.strictness == Strictness::Strict {
            value
                .validate()
                .map_err(|found| DecodeError::of_violations(&self.raw, found))?;
        }
        Ok(value)
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// Where it is not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        std::str::from_utf8(&self.raw.body)
            .map(str::to_owned)
            .map_err(|error| {
                let charset = self.content_type().and_then(media::charset);
                let charset = charset.map(|name| format!("; it says to be {}", shorten(name)));
                let said = format!("{error}{}", charset.unwrap_or_default());
                DecodeError::new(&self.raw, said)
            })
    }

    /// The body as it came.
    ///
    /// # Errors
    ///
    /// None; it stands in one table with the others.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.raw.body.clone())
    }

    /// The values of a stream. They can be taken once.
    ///
    /// # Errors
    ///
    /// Where they have been taken, or the answer is a page of another media type.
    pub fn items<T: Wire + Validate>(&self, framing: Framing) -> Result<Items<T>, DecodeError> {
        let live = self.live.take();
        let live = live.ok_or_else(|| DecodeError::new(&self.raw, "has been read already"))?;
        // What has the described media type is not collected.
        if let Source::Whole(body) = &live.source
            && self.content_type().is_some()
            && !frames::begins(framing, body)
        {
            return Err(DecodeError {
                foreign: true,
                ..DecodeError::new(&self.raw, "is no stream")
            });
        }
        Ok(Items::new(live, self.raw.clone(), framing))
    }

    /// No body: whatever came is passed over.
    ///
    /// # Errors
    ///
    /// None; it stands in one table with the others.
    pub fn empty(&self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// Reads the body by its media type: the closest of those that the description lists, which
    /// may be ranges such as `text/*`. Without a media type each is tried in order. Anything else
    /// goes to `other`.
    ///
    /// # Errors
    ///
    /// Where the body is not what its media type says.
    pub fn choose<B>(
        &self,
        readers: &[(&str, Reader<B>)],
        other: fn(Bytes) -> B,
    ) -> Result<B, DecodeError> {
        let Some(content_type) = self.content_type() else {
            let first = readers.iter().find_map(|(_, read)| read(self).ok());
            return Ok(first.unwrap_or_else(|| other(self.raw.body.clone())));
        };
        let closest = readers
            .iter()
            .filter_map(|reader| Some((media::closeness(reader.0, content_type)?, reader)))
            .max_by_key(|(closeness, _)| *closeness);
        match closest {
            Some((_, (_, read))) => read(self),
            None => Ok(other(self.raw.body.clone())),
        }
    }

    /// No success. The description may document the status as a failure, unless it is one of those
    /// that stand for success (RFC 9110, section 15.3).
    pub fn failure<E: ApiError>(self) -> Error<E> {
        match self.raw.status.is_success() {
            true => self.unexpected(),
            false => E::read(self),
        }
    }

    /// A documented failure: its body is read and wrapped. Where the body is not what the
    /// description says, the error keeps the bytes.
    pub fn api<B, E>(
        self,
        read: impl FnOnce(&Self) -> Result<B, DecodeError>,
        wrap: impl FnOnce(Failure<B>) -> E,
    ) -> Error<E> {
        match read(&self) {
            Ok(body) => {
                let RawParts {
                    status,
                    headers,
                    body: sent,
                } = self.raw.into_parts();
                Error::Api(wrap(Failure::new(status, headers, body, &sent)))
            }
            Err(error) => error.into(),
        }
    }

    /// The whole reply, where the description names no success.
    pub fn into_raw(self) -> RawResponse {
        self.raw
    }

    /// A status that the description does not name.
    pub fn unexpected<E>(self) -> Error<E> {
        Error::Unexpected(self.raw)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// Header values may be secrets, so only their names are shown.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RawParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
