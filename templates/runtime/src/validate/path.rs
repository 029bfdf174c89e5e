//! Where a check stands.

use super::super::read_error::escape;
use std::fmt;

/// A place in a value, as a list on the stack: it costs nothing until it is shown, as a JSON
/// pointer (RFC 6901).
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The value as a whole.
    pub const fn root() -> Self {
        Self { step: Step::Root }
    }

    /// A property of the value here.
    pub const fn key(&'a self, name: &'a str) -> Self {
        Self {
            step: Step::Key(self, name),
        }
    }

    /// An item of the array here.
    pub const fn index(&'a self, index: usize) -> Self {
        Self {
            step: Step::Index(self, index),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A loop, not recursion: a value may be deeper than the stack.
        let mut steps = Vec::new();
        let mut here = self;
        loop {
            here = match here.step {
                Step::Root => break,
                Step::Key(parent, _) | Step::Index(parent, _) => {
                    steps.push(here.step);
                    parent
                }
            };
        }
        steps.iter().rev().try_for_each(|step| match step {
            Step::Root => Ok(()),
            Step::Key(_, name) => write!(f, "/{}", escape(name)),
            Step::Index(_, index) => write!(f, "/{index}"),
        })
    }
}
