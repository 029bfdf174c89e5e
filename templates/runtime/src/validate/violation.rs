//! What a check found.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// One rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: a JSON pointer (RFC 6901), empty for the whole value. Of a request it
    /// points into the body; a parameter, which no pointer leads to, is at its place and name, such
    /// as `/#query/limit`.
    pub pointer: String,
    /// The keyword of JSON Schema that is broken, such as `minLength`.
    pub keyword: &'static str,
    /// What the rule wants.
    pub expected: String,
    /// What is there, shortened; for a secret the word `secret`.
    pub found: String,
}

/// The rules that a value breaks, in the order of the checks, at least one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations {
    list: Vec<Violation>,
    more: usize,
}

impl Violation {
    /// A violation whose place the sink fills in.
    pub fn new(
        keyword: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            pointer: String::new(),
            keyword,
            expected: expected.into(),
            found: found.into(),
        }
    }
}

impl Violations {
    /// How many are kept unless the sink says otherwise.
    pub const LIMIT: usize = 64;

    /// Each violation that was kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// How many were kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more == 0
    }

    /// How many there are beyond those that were kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Adds one.
    pub fn push(&mut self, violation: Violation) {
        self.list.push(violation);
    }

    /// Counts violations that are not kept.
    pub(crate) fn count(&mut self, more: usize) {
        self.more += more;
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the value"
        } else {
            &self.pointer
        };
        write!(
            f,
            "{place}: expected {}, found {} ({})",
            self.expected, self.found, self.keyword
        )
    }
}

/// One violation a line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{violation}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Violation {}

impl std::error::Error for Violations {}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut out = s.serialize_struct("Violation", 4)?;
        out.serialize_field("pointer", &self.pointer)?;
        out.serialize_field("keyword", self.keyword)?;
        out.serialize_field("expected", &self.expected)?;
        out.serialize_field("found", &self.found)?;
        out.end()
    }
}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut out = s.serialize_struct("Violations", 2)?;
        out.serialize_field("violations", &self.list)?;
        out.serialize_field("more", &self.more)?;
        out.end()
    }
}
