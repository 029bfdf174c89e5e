//! The checks of an object's fields in one chain: no branch of its own for each of them, which
//! is what a compiler spends its time on.

use super::kinds::{Numeric, Text};
use super::{Flow, Format, PASS, Path, Pattern, Sink, Validate, check};

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

    /// `minLength` and `maxLength` of a field that may be absent.
    #[inline]
    pub fn length<T: Text>(
        self,
        name: &str,
        value: Option<&T>,
        min: usize,
        max: Option<usize>,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::length(value, min, max, at, sink)
        })
    }

    /// `pattern` of a field that may be absent.
    #[inline]
    pub fn pattern<T: Text>(self, name: &str, value: Option<&T>, pattern: &Pattern) -> Self {
        self.some(name, value, |value, at, sink| {
            check::pattern(value, pattern, at, sink)
        })
    }

    /// `format` of a field that may be absent.
    #[inline]
    pub fn format<T: Text>(self, name: &str, value: Option<&T>, format: Format) -> Self {
        self.some(name, value, |value, at, sink| {
            check::format(value, format, at, sink)
        })
    }

    /// `minimum` of a field that may be absent.
    #[inline]
    pub fn minimum<T: Numeric>(self, name: &str, value: Option<&T>, bound: impl Numeric) -> Self {
        self.some(name, value, |value, at, sink| {
            check::minimum(value, bound, at, sink)
        })
    }

    /// `maximum` of a field that may be absent.
    #[inline]
    pub fn maximum<T: Numeric>(self, name: &str, value: Option<&T>, bound: impl Numeric) -> Self {
        self.some(name, value, |value, at, sink| {
            check::maximum(value, bound, at, sink)
        })
    }

    /// `minItems` and `maxItems` of a field that may be absent.
    #[inline]
    pub fn items<T>(
        self,
        name: &str,
        value: Option<&Vec<T>>,
        min: usize,
        max: Option<usize>,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::items(value, min, max, at, sink)
        })
    }

    #[inline]
    fn some<T>(
        mut self,
        name: &str,
        value: Option<&T>,
        check: impl FnOnce(&T, &Path<'_>, &mut S) -> Flow,
    ) -> Self {
        if let Some(value) = value
            && self.flow.is_continue()
        {
            self.flow = check(value, &self.at.key(name), self.sink);
        }
        self
    }

    /// Whether to go on.
    #[inline]
    pub fn done(self) -> Flow {
        self.flow
    }
}
