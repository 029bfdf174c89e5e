//! The checks of an object's fields in one chain: no branch of its own for each of them, which
//! is what a compiler spends its time on.

use super::super::{Maybe, Secret};
use super::kinds::{Numeric, Text};
use super::{Flow, Format, PASS, Path, Pattern, Sink, Validate, check};
use serde_json::Number;
use std::collections::BTreeMap;

/// A field: what it holds, if it holds anything.
pub trait Held {
    /// What it holds.
    type Value;

    /// The value, where there is one.
    fn held(&self) -> Option<&Self::Value>;
}

impl<T> Held for Option<T> {
    type Value = T;

    #[inline]
    fn held(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> Held for Maybe<T> {
    type Value = T;

    #[inline]
    fn held(&self) -> Option<&T> {
        self.value()
    }
}

macro_rules! always {
    ($($ty:ty $(: $parameter:ident)?),*) => {$(
        impl$(<$parameter>)? Held for $ty {
            type Value = Self;

            #[inline]
            fn held(&self) -> Option<&Self> {
                Some(self)
            }
        }
    )*};
}

always!(
    String, Secret, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, Number,
    Vec<T>: T, BTreeMap<String, T>: T
);

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
    pub fn length<V: Held<Value: Text>>(
        self,
        name: &str,
        value: &V,
        min: usize,
        max: Option<usize>,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::length(value, min, max, at, sink)
        })
    }

    /// `pattern` of a field that may be absent.
    #[inline]
    pub fn pattern<V: Held<Value: Text>>(self, name: &str, value: &V, pattern: &Pattern) -> Self {
        self.some(name, value, |value, at, sink| {
            check::pattern(value, pattern, at, sink)
        })
    }

    /// `format` of a field that may be absent.
    #[inline]
    pub fn format<V: Held<Value: Text>>(self, name: &str, value: &V, format: Format) -> Self {
        self.some(name, value, |value, at, sink| {
            check::format(value, format, at, sink)
        })
    }

    /// `minimum` of a field that may be absent.
    #[inline]
    pub fn minimum<V: Held<Value: Numeric>>(
        self,
        name: &str,
        value: &V,
        bound: impl Numeric,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::minimum(value, bound, at, sink)
        })
    }

    /// `maximum` of a field that may be absent.
    #[inline]
    pub fn maximum<V: Held<Value: Numeric>>(
        self,
        name: &str,
        value: &V,
        bound: impl Numeric,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::maximum(value, bound, at, sink)
        })
    }

    /// `minItems` and `maxItems` of a field that may be absent.
    #[inline]
    pub fn items<T, V: Held<Value = Vec<T>>>(
        self,
        name: &str,
        value: &V,
        min: usize,
        max: Option<usize>,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::items(value, min, max, at, sink)
        })
    }

    /// Every item of a field that may be absent.
    #[inline]
    pub fn each<T, V: Held<Value = Vec<T>>>(
        self,
        name: &str,
        value: &V,
        check: impl FnMut(&T, &Path<'_>, &mut S) -> Flow,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::each(value, at, sink, check)
        })
    }

    /// Every value of a map that may be absent.
    #[inline]
    pub fn each_value<T, V: Held<Value = BTreeMap<String, T>>>(
        self,
        name: &str,
        value: &V,
        check: impl FnMut(&T, &Path<'_>, &mut S) -> Flow,
    ) -> Self {
        self.some(name, value, |value, at, sink| {
            check::each_value(value, at, sink, check)
        })
    }

    #[inline]
    fn some<V: Held>(
        mut self,
        name: &str,
        value: &V,
        check: impl FnOnce(&V::Value, &Path<'_>, &mut S) -> Flow,
    ) -> Self {
        if let Some(value) = value.held()
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
