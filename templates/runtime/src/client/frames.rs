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
}

/// What has arrived and is not yet taken.
pub(super) struct Frames {
    framing: Framing,
    buffer: Vec<u8>,
    /// Up to here there is no end of a piece.
    scanned: usize,
    closed: bool,
    begun: bool,
    /// The event whose lines are being read.
    open: Frame,
    has_data: bool,
}

const RECORD_SEPARATOR: u8 = 0x1e;

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        Self {
            framing,
            buffer: Vec::new(),
            scanned: 0,
            closed: false,
            begun: false,
            open: Frame::default(),
            has_data: false,
        }
    }

    pub(super) fn framing(&self) -> Framing {
        self.framing
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// The bytes that are held.
    pub(super) fn len(&self) -> usize {
        self.buffer.len() + self.open.data.len()
    }

    /// The next value that is there as a whole.
    pub(super) fn take(&mut self) -> Option<Frame> {
        if !self.begun && (self.closed || self.buffer.len() >= 3) {
            self.begun = true;
            if self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
        }
        if !self.begun {
            return None;
        }
        match self.framing {
            Framing::Events | Framing::WholeEvents => self.take_event(),
            Framing::Lines => self.take_piece(|byte| byte == b'\n'),
            Framing::Records => self.take_piece(|byte| byte == RECORD_SEPARATOR),
        }
    }

    fn take_piece(&mut self, ends: fn(u8) -> bool) -> Option<Frame> {
        loop {
            let rest = self.buffer.get(self.scanned..).unwrap_or_default();
            let (data, taken) = match rest.iter().position(|byte| ends(*byte)) {
                Some(at) => (self.scanned + at, self.scanned + at + 1),
                None if self.closed && !self.buffer.is_empty() => {
                    (self.buffer.len(), self.buffer.len())
                }
                None => {
                    self.scanned = self.buffer.len();
                    return None;
                }
            };
            let piece = self.drain(data, taken);
            let data = piece.trim_ascii();
            if !data.is_empty() {
                return Some(Frame {
                    data: data.to_vec(),
                    ..Frame::default()
                });
            }
        }
    }

    fn take_event(&mut self) -> Option<Frame> {
        while let Some(line) = self.take_line() {
            if !line.is_empty() {
                self.field(&line);
            } else if let Some(event) = self.finish_event() {
                return Some(event);
            }
        }
        // An event that nothing follows is one too.
        if self.closed {
            self.finish_event()
        } else {
            None
        }
    }

    /// A line without its end: CR, LF or both.
    fn take_line(&mut self) -> Option<Vec<u8>> {
        let rest = self.buffer.get(self.scanned..).unwrap_or_default();
        let at = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let Some(at) = at.map(|at| self.scanned + at) else {
            self.scanned = self.buffer.len();
            let last = self.closed && !self.buffer.is_empty();
            return last.then(|| self.drain(self.buffer.len(), self.buffer.len()));
        };
        let next = self.buffer.get(at + 1);
        let taken = match (self.buffer.get(at), next) {
            (Some(b'\r'), Some(b'\n')) => at + 2,
            (Some(b'\r'), None) if !self.closed => {
                self.scanned = at;
                return None;
            }
            _ => at + 1,
        };
        Some(self.drain(at, taken))
    }

    /// Takes the first `taken` bytes and gives the first `data` of them.
    fn drain(&mut self, data: usize, taken: usize) -> Vec<u8> {
        let mut piece: Vec<u8> = self.buffer.drain(..taken).collect();
        piece.truncate(data);
        self.scanned = 0;
        piece
    }

    fn field(&mut self, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                if self.has_data {
                    self.open.data.push(b'\n');
                }
                self.has_data = true;
                self.open.data.extend_from_slice(value);
            }
            b"event" => self.open.event = Some(text()),
            b"id" if !value.contains(&0) => self.open.id = Some(text()),
            b"retry" => self.open.retry = text().parse().ok(),
            // A comment, or a field that nobody knows.
            _ => {}
        }
    }

    /// An event without data is none.
    fn finish_event(&mut self) -> Option<Frame> {
        let event = std::mem::take(&mut self.open);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}
