//! Classes of characters in a pattern.

use super::property::Property;
use std::sync::Arc;

/// A class of characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    pub(super) ranges: Vec<(char, char)>,
    /// Classes within: their characters, or all others.
    pub(super) nested: Vec<Class>,
    pub(super) properties: Vec<Arc<Property>>,
    pub(super) negated: bool,
}

/// A class, with a table of bytes: those of its ASCII characters are in it.
#[derive(Debug, Clone)]
pub(super) struct Set {
    bytes: [bool; 256],
    class: Class,
}

pub(super) const DIGITS: &[(char, char)] = &[('0', '9')];
pub(super) const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
pub(super) const LINE: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];
pub(super) const SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

impl Class {
    pub(super) fn of(ranges: &[(char, char)], negated: bool) -> Self {
        Self {
            ranges: ranges.to_vec(),
            negated,
            ..Self::default()
        }
    }

    fn has(&self, c: char) -> bool {
        let inside = self
            .ranges
            .iter()
            .any(|(first, last)| *first <= c && c <= *last)
            || self.nested.iter().any(|class| class.has(c))
            || self.properties.iter().any(|property| property.has(c));
        inside != self.negated
    }

    /// Whether it is sure that there are ASCII characters only.
    fn is_ascii(&self) -> bool {
        let plain = self.nested.is_empty() && self.properties.is_empty();
        let nested = !self.nested.is_empty() && self.nested.iter().all(Self::is_ascii);
        !self.negated
            && self.properties.is_empty()
            && (plain || nested)
            && self.ranges.iter().all(|(_, last)| last.is_ascii())
    }
}

impl Set {
    pub(super) fn of(class: &Class) -> Self {
        let mut bytes = [false; 256];
        for (slot, byte) in bytes.iter_mut().zip(0u8..128) {
            *slot = class.has(char::from(byte));
        }
        Self {
            bytes,
            class: class.clone(),
        }
    }

    /// How many bytes at the start are ASCII characters of the set. A byte is always in the
    /// table: nothing is checked in the loop.
    #[inline]
    pub(super) fn ascii_prefix(&self, bytes: &[u8]) -> usize {
        let outside = |byte: &u8| !self.bytes[usize::from(*byte)];
        bytes.iter().position(outside).unwrap_or(bytes.len())
    }

    pub(super) fn has(&self, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.bytes[usize::from(byte)],
            _ => self.class.has(c),
        }
    }

    /// Whether it is sure that no character is in both.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let mut both = self.bytes.iter().zip(&other.bytes);
        !both.any(|(left, right)| *left && *right)
            && (self.class.is_ascii() || other.class.is_ascii())
    }
}
