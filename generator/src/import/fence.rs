//! Fenced blocks of Markdown pages.

use super::cursor::{Cursor, Line};

/// The mark that opens a fenced block.
#[derive(Debug)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    indent: usize,
    info: String,
}

/// A fenced block.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The line of the fence.
    pub line: usize,
    /// The first word behind the fence, in lower case.
    pub language: String,
    pub lines: Vec<&'a str>,
    pub unclosed: bool,
}

impl Fence {
    /// The fence that `line` is.
    pub fn open(line: &Line<'_>) -> Option<Self> {
        let text = line.trimmed();
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = text.chars().take_while(|c| *c == mark).count();
        let info = text.get(length..)?.trim();
        (length >= 3 && !(mark == '`' && info.contains('`'))).then(|| Self {
            mark,
            length,
            indent: line.indent(),
            info: info.to_owned(),
        })
    }

    /// Reads from the opening fence, at the cursor, to behind the closing one.
    pub fn read<'a>(&self, cursor: &mut Cursor<'a>) -> Block<'a> {
        let mut block = Block {
            line: cursor.take().map_or(0, |line| line.number),
            language: self
                .info
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase(),
            lines: Vec::new(),
            unclosed: true,
        };
        while let Some(line) = cursor.take() {
            let text = line.trimmed();
            let closes =
                text.chars().count() >= self.length && text.chars().all(|c| c == self.mark);
            if closes {
                block.unclosed = false;
                break;
            }
            let lead = line.raw.len() - line.raw.trim_start_matches(' ').len();
            block
                .lines
                .push(line.raw.get(lead.min(self.indent)..).unwrap_or_default());
        }
        block
    }
}
