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

/// What tells whether a character that is not ASCII is in a set.
pub trait Has {
    /// Whether it is.
    fn has(&self, c: char) -> bool;
}

/// Characters from the first to the last: in order, and none of them twice.
pub type Ranges = &'static [(char, char)];

/// A class, with a table of bytes: those of its ASCII characters are in it. That of a constant is
/// made of ranges.
#[derive(Debug, Clone)]
pub struct Set<C = Ranges> {
    bytes: [bool; 256],
    class: C,
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

    /// Its characters, in order and as few ranges as can be; `None` where a property of Unicode
    /// decides.
    pub(super) fn ranges(&self) -> Option<Vec<(char, char)>> {
        let mut all = self.ranges.clone();
        for class in &self.nested {
            all.extend(class.ranges()?);
        }
        all.retain(|(first, last)| first <= last);
        all.sort_unstable();
        let mut joined: Vec<(char, char)> = Vec::new();
        for (first, last) in all {
            match joined.last_mut() {
                Some(before) if next(before.1).is_none_or(|next| first <= next) => {
                    before.1 = before.1.max(last);
                }
                _ => joined.push((first, last)),
            }
        }
        let ranges = if self.negated {
            others(&joined)
        } else {
            joined
        };
        self.properties.is_empty().then_some(ranges)
    }

    /// Its character, where it is sure that there is one only.
    pub(super) fn alone(&self) -> Option<char> {
        let plain = !self.negated && self.nested.is_empty() && self.properties.is_empty();
        match self.ranges.as_slice() {
            [(first, last)] if plain && first == last => Some(*first),
            _ => None,
        }
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

impl Has for Class {
    fn has(&self, c: char) -> bool {
        let inside = within(&self.ranges, c)
            || self.nested.iter().any(|class| class.has(c))
            || self.properties.iter().any(|property| property.has(c));
        inside != self.negated
    }
}

impl Has for Ranges {
    fn has(&self, c: char) -> bool {
        within(self, c)
    }
}

impl Set {
    /// The set of these characters. A constant: the table is made by the compiler.
    pub const fn of(ranges: Ranges) -> Self {
        let mut bytes = [false; 256];
        let mut index = 0;
        while index < ranges.len() {
            let (first, last) = ranges[index];
            let mut code = first as usize;
            while code <= last as usize && code < 128 {
                bytes[code] = true;
                code += 1;
            }
            index += 1;
        }
        Self {
            bytes,
            class: ranges,
        }
    }
}

impl Set<Class> {
    pub(super) fn of_class(class: &Class) -> Self {
        let mut bytes = [false; 256];
        for (slot, byte) in bytes.iter_mut().zip(0u8..128) {
            *slot = class.has(char::from(byte));
        }
        Self {
            bytes,
            class: class.clone(),
        }
    }

    /// Its class.
    pub(super) fn class(&self) -> &Class {
        &self.class
    }

    /// Whether it is sure that no character is in both.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let mut both = self.bytes.iter().zip(&other.bytes);
        !both.any(|(left, right)| *left && *right)
            && (self.class.is_ascii() || other.class.is_ascii())
    }
}

impl<C: Has> Set<C> {
    /// How many bytes at the start are ASCII characters of the set. A byte is always in the
    /// table: nothing is checked in the loops. Eight bytes are asked at a time, with one branch.
    #[inline]
    pub(super) fn ascii_prefix(&self, bytes: &[u8]) -> usize {
        let has = |byte: &u8| self.bytes[usize::from(*byte)];
        let (eights, _) = bytes.as_chunks::<8>();
        let all = |eight: &&[u8; 8]| eight.iter().fold(true, |all, byte| all & has(byte));
        let sure = 8 * eights.iter().take_while(all).count();
        let rest = bytes.get(sure..).unwrap_or_default();
        sure + rest.iter().take_while(|byte| has(byte)).count()
    }

    pub(super) fn has(&self, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.bytes[usize::from(byte)],
            _ => self.class.has(c),
        }
    }
}

fn within(ranges: &[(char, char)], c: char) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|(first, last)| *first <= c && c <= *last)
}

fn next(c: char) -> Option<char> {
    (c..=char::MAX).nth(1)
}

/// The characters that are in none of the ranges, which are in order.
fn others(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut out = Vec::new();
    let mut free = Some('\0');
    for (first, last) in ranges {
        if let (Some(from), Some(to)) = (free, ('\0'..*first).next_back())
            && from <= to
        {
            out.push((from, to));
        }
        free = next(*last);
    }
    out.extend(free.map(|from| (from, char::MAX)));
    out
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn the_first_byte_outside_ends_the_prefix() {
        let set = Set::of(&[('a', 'z')]);
        for length in 0..40 {
            let text = "a".repeat(length);
            assert_eq!(set.ascii_prefix(text.as_bytes()), length);
            for at in 0..length {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = 0xff;
                assert_eq!(set.ascii_prefix(&bytes), at, "{length}");
            }
        }
    }
}
