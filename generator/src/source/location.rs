//! [`Sources::locate`]: from a [`Place`] to a line of a file.

use super::files::Sources;
use super::locate::Found;
use crate::diagnostic::{FileId, Place};
use std::ops::Range;

/// Which half of a member is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The key: it is unknown, stands twice, or has no effect.
    Key,
    /// The value, or the key if the value spans lines.
    Value,
}

/// A place as people and editors name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file: an overlay's, where it put the value there.
    pub file: FileId,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The bytes of the file's text.
    pub range: Range<usize>,
}

impl Sources {
    /// Where `place` stands in its text. What is not there (a keyword that is missing, a value
    /// that was merged in) is located at what is around it.
    pub fn locate(&self, place: &Place, spot: Spot) -> Location {
        let place = self.written_at(place);
        let text = self.text(place.file);
        let wanted = place.pointer.segments().count();
        let range = match self.find(&place) {
            Some(found) => choose(&found, wanted, spot),
            None => 0..0,
        };
        self.at_range(place.file, clip(text, range))
    }

    /// The place at a line and column (both from 1) of `file`.
    pub fn at_position(&self, file: FileId, line: usize, column: usize) -> Location {
        let text = self.text(file);
        let start = self.lines(file).get(line.saturating_sub(1)).copied();
        let start = start.unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or_default();
        let mut characters = rest.char_indices().map(|(offset, _)| offset);
        let offset = characters.nth(column.saturating_sub(1));
        let at = start + offset.unwrap_or(rest.len());
        let end = at + rest.get(at - start..).and_then(first_len).unwrap_or(0);
        Location {
            file,
            line,
            column,
            range: at..end,
        }
    }

    fn at_range(&self, file: FileId, range: Range<usize>) -> Location {
        let lines = self.lines(file);
        let line = lines.partition_point(|start| *start <= range.start);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column =
            self.characters_before(file, range.start) - self.characters_before(file, start);
        Location {
            file,
            line: line.max(1),
            column: 1 + column,
            range,
        }
    }
}

/// The most bytes of a range: a document in one line may be megabytes long.
const LONGEST: usize = 4096;

fn choose(found: &Found, wanted: usize, spot: Spot) -> Range<usize> {
    let whole = found.depth == wanted;
    match &found.key {
        Some(key) if !(whole && found.is_scalar && spot == Spot::Value) => key.clone(),
        _ => found.value.clone(),
    }
}

/// `range` within one line of `text` and no longer than anybody reads, at least one character
/// where there is one.
fn clip(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.start.min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let near = (0..4).find_map(|shift| rest.get(..LONGEST + shift));
    let rest = near.unwrap_or(rest);
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let length = range.end.saturating_sub(start).min(line);
    let length = length.max(rest.get(..line).and_then(first_len).unwrap_or(0));
    start..start + length
}

fn first_len(text: &str) -> Option<usize> {
    text.chars().next().map(char::len_utf8)
}
