//! Where one value of a stream ends and the next begins.

/// How the values of a stream are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream` (WHATWG HTML, "Server-sent events"): the data of each event is a value.
    Events,
    /// The same: each event is a value, an object with `data`, `event`, `id` and `retry`.
    WholeEvents,
    /// `application/jsonl`, `application/x-ndjson`: a value on each line.
    Lines,
    /// `application/json-seq` (RFC 7464): each value after a record separator.
    Records,
}

/// One value as it came.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) data: Vec<u8>,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<u64>,
    /// There may have been more of it.
    pub(super) cut: bool,
}

/// Whether a whole body may be such a stream: it is empty, or there is a first value.
pub(super) fn begins(framing: Framing, body: &[u8]) -> bool {
    let mut frames = Frames::new(framing);
    frames.push(body);
    frames.close();
    match (framing, frames.take()) {
        (_, None) => body.is_empty(),
        (Framing::Events | Framing::WholeEvents, Some(_)) => true,
        (_, Some(first)) => serde_json::from_slice::<serde::de::IgnoredAny>(&first.data).is_ok(),
    }
}

/// What has arrived, taken apart.
pub(super) struct Frames {
    framing: Framing,
    buffer: Buffer,
    closed: bool,
    begun: bool,
    /// The event whose lines are being read: after each line of its data there is a line feed.
    open: Frame,
    /// The last line ended with a carriage return.
    half: bool,
    last_id: Option<String>,
}

/// What has arrived and is not yet taken.
#[derive(Default)]
struct Buffer {
    bytes: Vec<u8>,
    /// Up to here it is taken.
    start: usize,
    /// Up to here there is no end of a piece.
    scanned: usize,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const RECORD_SEPARATOR: u8 = 0x1e;

impl Buffer {
    fn push(&mut self, chunk: &[u8]) {
        // Only here, for it moves all that is left.
        self.bytes.drain(..self.start);
        self.scanned -= self.start;
        self.start = 0;
        self.bytes.extend_from_slice(chunk);
    }

    /// Takes a piece and the byte that ends it.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> Option<(&[u8], u8)> {
        let rest = self.bytes.get(self.scanned..)?;
        let Some(at) = rest.iter().position(|byte| ends(*byte)) else {
            self.scanned = self.bytes.len();
            return None;
        };
        let end = self.scanned + at;
        let piece = self.bytes.get(self.start..end)?;
        self.start = end + 1;
        self.scanned = self.start;
        Some((piece, *self.bytes.get(end)?))
    }

    /// Takes all of it, unless there is nothing.
    fn rest(&mut self) -> Option<&[u8]> {
        let rest = self.bytes.get(self.start..)?;
        self.start = self.bytes.len();
        self.scanned = self.start;
        (!rest.is_empty()).then_some(rest)
    }
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        Self {
            framing,
            buffer: Buffer::default(),
            closed: false,
            begun: false,
            open: Frame::default(),
            half: false,
            last_id: None,
        }
    }

    pub(super) fn framing(&self) -> Framing {
        self.framing
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.push(chunk);
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// The bytes that are held.
    pub(super) fn len(&self) -> usize {
        self.buffer.bytes.len() - self.buffer.start + self.open.data.len()
    }

    /// The last id that an event has brought.
    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The next value that is there as a whole.
    pub(super) fn take(&mut self) -> Option<Frame> {
        if !self.begun {
            let bytes = &self.buffer.bytes;
            if !self.closed && BYTE_ORDER_MARK.starts_with(bytes) {
                return None;
            }
            self.begun = true;
            if bytes.starts_with(BYTE_ORDER_MARK) {
                self.buffer.start = BYTE_ORDER_MARK.len();
                self.buffer.scanned = self.buffer.start;
            }
        }
        match self.framing {
            Framing::Events | Framing::WholeEvents => self.take_event(),
            Framing::Lines => self.take_piece(b'\n'),
            Framing::Records => self.take_piece(RECORD_SEPARATOR),
        }
    }

    fn take_piece(&mut self, end: u8) -> Option<Frame> {
        loop {
            let piece = match self.buffer.until(|byte| byte == end) {
                Some((piece, _)) => piece,
                None if self.closed => self.buffer.rest()?,
                None => return None,
            };
            let data = piece.trim_ascii();
            if let Some(first) = data.first() {
                // RFC 7464, section 2.4: white space ends what does not end itself.
                let open = !matches!(first, b'{' | b'[' | b'"');
                let cut = open && self.framing == Framing::Records && piece.ends_with(data);
                return Some(Frame {
                    data: data.to_vec(),
                    cut,
                    ..Frame::default()
                });
            }
        }
    }

    /// An event that no empty line ends is none.
    fn take_event(&mut self) -> Option<Frame> {
        loop {
            let ends = |byte| matches!(byte, b'\n' | b'\r');
            let (line, end) = self.buffer.until(ends)?;
            let half = std::mem::replace(&mut self.half, end == b'\r');
            if !line.is_empty() {
                self.open.field(line);
            } else if half && end == b'\n' {
                // The end of the last line is CR and LF.
            } else if let Some(event) = self.finish_event() {
                return Some(event);
            }
        }
    }

    /// An event without data is none, but its id counts.
    fn finish_event(&mut self) -> Option<Frame> {
        let mut event = std::mem::take(&mut self.open);
        if event.id.is_some() {
            self.last_id.clone_from(&event.id);
        }
        event.data.pop().map(|_| event)
    }
}

impl Frame {
    fn field(&mut self, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.event = Some(text()),
            b"id" if !value.contains(&0) => self.id = Some(text()),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                self.retry = text().parse().ok().or(self.retry);
            }
            // A comment, or a field that nobody knows.
            _ => {}
        }
    }
}
