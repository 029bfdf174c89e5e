//! The checks of an object's fields in one chain: no branch of its own for each of them, which
//! is what a compiler spends its time on.

use super::kinds::Text;
use super::{Flow, Format, PASS, Path, Sink, Validate, check};

/// The checks of the fields of the object at one path, until the sink breaks off.
#[must_use = "the chain ends in `done`"]
pub struct Fields<'a, S> {
    at: &'a Path<'a>,
    sink: &'a mut S,
    flow: Flow,
}

/// Begins a chain of checks.
pub fn fields<'a, S: Sink>(at: &'a Path<'a>, sink: &'a mut S) -> Fields<'a, S> {
    Fields {
        at,
        sink,
        flow: PASS,
    }
}

impl<S: Sink> Fields<'_, S> {
    /// What the type of a field demands.
    #[inline]
    pub fn nested<T: Validate>(mut self, name: &str, value: &T) -> Self {
        if self.flow.is_continue() {
            self.flow = value.check(&self.at.key(name), self.sink);
        }
        self
    }

    /// `format` of a field.
    #[inline]
    pub fn format<T: Text + ?Sized>(mut self, name: &str, value: &T, format: Format) -> Self {
        if self.flow.is_continue() {
            self.flow = check::format(value, format, &self.at.key(name), self.sink);
        }
        self
    }

    /// `format` of a field that may be absent.
    #[inline]
    pub fn format_some<T: Text>(self, name: &str, value: Option<&T>, format: Format) -> Self {
        match value {
            Some(value) => self.format(name, value, format),
            None => self,
        }
    }

    /// Whether to go on.
    #[inline]
    pub fn done(self) -> Flow {
        self.flow
    }
}
