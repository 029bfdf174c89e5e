//! What a request carries: bytes, or a stream that is read while it is sent.

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// A body: bytes, or a stream. Clones share a stream, which can be sent once; so a call with one
/// is not tried again. `Debug` shows sizes, not contents.
#[derive(Clone, Default)]
pub struct Body {
    parts: Vec<Part>,
}

#[derive(Clone)]
enum Part {
    Bytes(Bytes),
    Stream(Arc<Stream>),
}

struct Stream {
    length: Option<u64>,
    source: Mutex<Option<Source>>,
}

type Source = Pin<Box<dyn AsyncRead + Send>>;

/// How much of a stream is read at once, in bytes.
const CHUNK: usize = 32 * 1024;

/// A body whose media type the caller names, since the description gives a choice. It is made
/// from a pair: `("image/png", bytes).into()`.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaBody {
    /// The media type.
    pub media_type: String,
    /// What is in it.
    pub content: Body,
}

impl<M: Into<String>, B: Into<Body>> From<(M, B)> for MediaBody {
    fn from((media_type, content): (M, B)) -> Self {
        Self {
            media_type: media_type.into(),
            content: content.into(),
        }
    }
}

impl Body {
    /// A stream of what `reader` gives, such as an open file. `length` in bytes, where it is
    /// known, is told to the server beforehand; a reader that gives more or less is an error. Each
    /// reading holds up the thread, so for anything
    /// slower than a disk [`Body::from_async_reader`] is the better choice.
    pub fn from_reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::from_async_reader(Blocking(Box::new(reader)), length)
    }

    /// A stream of what `reader` gives. `length` in bytes, where it is known, is told to the
    /// server beforehand; a reader that gives more or less is an error.
    pub fn from_async_reader(reader: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        let source = Mutex::new(Some(Box::pin(reader) as Source));
        let stream = Stream { length, source };
        Self {
            parts: vec![Part::Stream(Arc::new(stream))],
        }
    }

    /// The bytes, unless it is a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match self.parts.as_slice() {
            [Part::Bytes(bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// The length in bytes, where it is known.
    pub fn length(&self) -> Option<u64> {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
                Part::Stream(stream) => stream.length,
            })
            .try_fold(0u64, |sum, length| sum.checked_add(length?))
    }

    /// These bodies one behind the other. Bytes that follow each other are copied once, together.
    pub(super) fn joined(bodies: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = Vec::new();
        let mut bytes = BytesMut::new();
        for part in bodies.into_iter().flat_map(|body| body.parts) {
            match part {
                Part::Bytes(more) => bytes.extend_from_slice(&more),
                stream @ Part::Stream(_) => {
                    if !bytes.is_empty() {
                        parts.push(Part::Bytes(bytes.split().freeze()));
                    }
                    parts.push(stream);
                }
            }
        }
        if !bytes.is_empty() || parts.is_empty() {
            parts.push(Part::Bytes(bytes.freeze()));
        }
        Self { parts }
    }

    /// Whether it can be sent only once.
    pub(super) fn is_stream(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Stream(_)))
    }

    /// Whether it is a stream that has been sent.
    pub(super) fn is_spent(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Bytes(_) => false,
            Part::Stream(stream) => lock(&stream.source).is_none(),
        })
    }

    /// What the HTTP client sends; a stream is taken out.
    pub(super) fn outgoing(&self) -> reqwest::Body {
        if let Some(bytes) = self.as_bytes() {
            return bytes.clone().into();
        }
        let parts = self.parts.iter().map(|part| match part {
            Part::Bytes(bytes) => Sending::Bytes(bytes.clone()),
            Part::Stream(stream) => match lock(&stream.source).take() {
                Some(source) => Sending::Stream(Mutex::new(source), stream.length),
                None => Sending::Spent,
            },
        });
        reqwest::Body::wrap(Outgoing {
            parts: parts.collect(),
            length: self.length(),
        })
    }
}

fn lock(source: &Mutex<Option<Source>>) -> std::sync::MutexGuard<'_, Option<Source>> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            parts: vec![Part::Bytes(bytes)],
        }
    }
}

macro_rules! from_bytes {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Body {
            fn from(bytes: $ty) -> Self {
                Bytes::from(bytes).into()
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, &'static str, &'static [u8]);

/// Bytes are compared; a stream equals only itself.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(own), Self::Bytes(other)) => own == other,
            (Self::Stream(own), Self::Stream(other)) => Arc::ptr_eq(own, other),
            _ => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("stream", &self.is_stream())
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// A reader that blocks, as one that does not.
struct Blocking(Box<dyn Read + Send>);

impl AsyncRead for Blocking {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            match self.0.read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count.min(buffer.remaining()));
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

/// A body on its way out.
struct Outgoing {
    parts: VecDeque<Sending>,
    length: Option<u64>,
}

enum Sending {
    Bytes(Bytes),
    /// With what is left of it, where its length is known. The lock is never taken; it makes what
    /// is inside `Sync`, as the HTTP client asks for.
    Stream(Mutex<Source>, Option<u64>),
    Spent,
}

/// The next piece of a stream; empty: that was all. The last piece of a stream of known length is
/// given when no more comes, for what is above the length would be passed over by the HTTP client.
fn read(
    mut source: Pin<&mut (dyn AsyncRead + Send)>,
    left: &mut Option<u64>,
    cx: &mut Context<'_>,
) -> Poll<io::Result<Bytes>> {
    let mut chunk = vec![0; CHUNK];
    let mut buffer = ReadBuf::new(&mut chunk);
    ready!(source.as_mut().poll_read(cx, &mut buffer))?;
    let count = buffer.filled().len();
    chunk.truncate(count);
    if let Some(told) = left {
        let sent = u64::try_from(count).unwrap_or(u64::MAX);
        let mut more = [0];
        let mut more = ReadBuf::new(&mut more);
        if count == 0 && *told > 0 {
            let said = format!("the stream to be sent ended {told} bytes before the length told");
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::UnexpectedEof, said)));
        }
        if sent == *told
            && count > 0
            && let Poll::Ready(read) = source.poll_read(cx, &mut more)
        {
            read?;
        }
        match told.checked_sub(sent) {
            Some(rest) if more.filled().is_empty() => *told = rest,
            _ => {
                let said = "the stream to be sent is longer than the length told";
                return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, said)));
            }
        }
    }
    Poll::Ready(Ok(chunk.into()))
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match self.parts.front_mut() {
                None => return Poll::Ready(None),
                Some(Sending::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.parts.pop_front();
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Some(Sending::Stream(source, left)) => {
                    let source = source.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let read = ready!(read(source.as_mut(), left, cx));
                    let all_sent = *left == Some(0);
                    match read {
                        Ok(chunk) => {
                            if chunk.is_empty() || all_sent {
                                self.parts.pop_front();
                            }
                            if !chunk.is_empty() {
                                return Poll::Ready(Some(Ok(Frame::data(chunk))));
                            }
                        }
                        Err(error) => {
                            self.parts.clear();
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
                Some(Sending::Spent) => {
                    self.parts.clear();
                    let error = io::Error::other("the stream has been sent before");
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
