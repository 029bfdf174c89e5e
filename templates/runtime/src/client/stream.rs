//! Answers that are read while they arrive: values one after the other, and downloads.

use super::super::{Validate, Wire, from_slice, from_value};
use super::frames::{Frame, Frames};
use super::{Core, DecodeError, Error, Framing, RawResponse, Strictness, TransportError};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// What can go wrong once an answer has begun.
pub type StreamError = Error<Infallible>;

/// Values that arrive one after the other: the events of `text/event-stream`, the lines of
/// `application/jsonl`, the records of `application/json-seq`. Dropping it ends the connection.
/// The time that the call has counts anew for each piece that arrives.
pub struct Items<T> {
    live: Live,
    head: RawResponse,
    frames: Frames,
    last: Option<Frame>,
    ended: bool,
    what: PhantomData<fn() -> T>,
}

/// A body that arrives in pieces. Dropping it ends the connection. The time that the call has
/// counts anew for each piece.
pub struct Download {
    live: Live,
    head: RawResponse,
    failed: bool,
}

/// A body on its way here.
pub(super) struct Live {
    pub(super) source: Source,
    pub(super) idle: Duration,
    pub(super) limit: usize,
    pub(super) strictness: Strictness,
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only what blocks needs a runtime")
    )]
    pub(super) core: Core,
}

/// Where the pieces come from.
pub(super) enum Source {
    Response(Box<reqwest::Response>),
    Whole(Bytes),
}

impl Live {
    async fn chunk(&mut self) -> Result<Option<Bytes>, StreamError> {
        match &mut self.source {
            Source::Whole(bytes) => Ok((!bytes.is_empty()).then(|| std::mem::take(bytes))),
            Source::Response(response) => {
                match tokio::time::timeout(self.idle, response.chunk()).await {
                    Err(_) => Err(Error::Timeout),
                    Ok(Err(error)) if error.is_timeout() => Err(Error::Timeout),
                    Ok(Err(error)) => Err(Error::Transport(TransportError::new(error, false))),
                    Ok(Ok(chunk)) => Ok(chunk),
                }
            }
        }
    }
}

impl<T: Wire + Validate> Items<T> {
    pub(super) fn new(live: Live, head: RawResponse, framing: Framing) -> Self {
        Self {
            live,
            head,
            frames: Frames::new(framing),
            last: None,
            ended: false,
            what: PhantomData,
        }
    }

    /// The next value; `None`: there are no more. After an error of the connection there are none;
    /// after a value that cannot be read there may be. An event that no empty line ends is none.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        while !self.ended {
            let frame = self.frames.take();
            // What waits, or the value itself: not what came with it.
            let size = frame
                .as_ref()
                .map_or(self.frames.len(), |frame| frame.data.len());
            if size > self.live.limit {
                self.ended = true;
                return Some(Err(Error::TooLarge {
                    status: self.head.status,
                    limit: self.live.limit,
                }));
            }
            if let Some(frame) = frame {
                let read = self.read(&frame);
                self.last = Some(frame);
                match read {
                    Some(item) => return Some(item),
                    None => break,
                }
            }
            if self.frames.is_closed() {
                break;
            }
            match self.live.chunk().await {
                Ok(Some(chunk)) => self.frames.push(&chunk),
                Ok(None) => self.frames.close(),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        self.ended = true;
        None
    }

    /// The next value, waited for: async code uses `next`.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<T, StreamError>> {
        let core = self.live.core.clone();
        match core.blocking() {
            Ok(runtime) => runtime.wait(self.next()),
            Err(error) => Some(Err(error.into())),
        }
    }

    /// The name of the event that the last value came with (`event`).
    pub fn event(&self) -> Option<&str> {
        self.last.as_ref()?.event.as_deref()
    }

    /// The last id that an event has brought (`id`), for the header `last-event-id`. It holds until
    /// there is another; that of an event that is cut off does not count.
    pub fn id(&self) -> Option<&str> {
        self.frames.last_id()
    }

    /// `None` where the stream says in its own way that it is at the end.
    fn read(&self, frame: &Frame) -> Option<Result<T, StreamError>> {
        // So many say; it is no JSON, so it cannot be meant as a value.
        if self.frames.framing() == Framing::Events && frame.data == b"[DONE]" {
            return None;
        }
        let value: T = match self.value(frame) {
            Ok(value) => value,
            Err(error) => return Some(Err(error.into())),
        };
        if self.live.strictness == Strictness::Strict
            && let Err(found) = value.validate()
        {
            let error = DecodeError::of_violations(&self.raw(frame), found);
            return Some(Err(error.into()));
        }
        Some(Ok(value))
    }

    fn value(&self, frame: &Frame) -> Result<T, DecodeError> {
        if frame.cut {
            return Err(DecodeError::new(
                &self.raw(frame),
                "the value may be cut off",
            ));
        }
        let json = match self.frames.framing() {
            Framing::WholeEvents => return self.whole_event(frame),
            _ => from_slice(&frame.data),
        };
        json.or_else(|error| {
            // A text needs no quotes where it stands alone.
            let text = String::from_utf8_lossy(&frame.data).into_owned();
            let text = matches!(self.frames.framing(), Framing::Events)
                .then(|| from_value(Value::String(text)).ok());
            text.flatten()
                .ok_or_else(|| DecodeError::of_json(&self.raw(frame), &error))
        })
    }

    /// The value that the fields of an event make; the data is text, or JSON where that is wanted.
    fn whole_event(&self, frame: &Frame) -> Result<T, DecodeError> {
        let with = |data: Value| {
            let mut fields = serde_json::Map::new();
            fields.insert("data".to_owned(), data);
            let texts = [("event", &frame.event), ("id", &frame.id)];
            for (name, text) in texts {
                if let Some(text) = text {
                    fields.insert(name.to_owned(), Value::String(text.clone()));
                }
            }
            if let Some(retry) = frame.retry {
                fields.insert("retry".to_owned(), retry.into());
            }
            from_value(Value::Object(fields))
        };
        let text = String::from_utf8_lossy(&frame.data).into_owned();
        let json = serde_json::from_str(&text).ok();
        with(Value::String(text)).or_else(|error| {
            let read = json.and_then(|json| with(json).ok());
            read.ok_or_else(|| DecodeError::new(&self.raw(frame), error.to_string()))
        })
    }

    fn raw(&self, frame: &Frame) -> RawResponse {
        let data = Bytes::copy_from_slice(&frame.data);
        RawResponse::new(self.head.status, self.head.headers.clone(), data)
    }
}

impl Download {
    pub(super) fn new(live: Live, head: RawResponse) -> Self {
        Self {
            live,
            head,
            failed: false,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The next piece; `None`: that was all.
    ///
    /// # Errors
    ///
    /// Where the connection fails, and from then on, or nothing arrives in time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, StreamError> {
        // The HTTP client would say that it is at the end.
        if self.failed {
            return Err(
                DecodeError::new(&self.head, "its connection failed before its end").into(),
            );
        }
        let chunk = self.live.chunk().await;
        self.failed = matches!(chunk, Err(Error::Transport(_)));
        chunk
    }

    /// The next piece, waited for; `None`: that was all.
    ///
    /// # Errors
    ///
    /// As of `chunk`.
    #[cfg(feature = "blocking")]
    pub fn chunk_blocking(&mut self) -> Result<Option<Bytes>, StreamError> {
        let core = self.live.core.clone();
        core.blocking()?.wait(self.chunk())
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("head", &self.head)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}
