//! Validators: checks of typed values, all violations at once.

pub mod check;
mod class;
mod decimal;
mod format;
mod idna;
mod kinds;
mod linear;
mod path;
mod pattern;
mod plain;
mod property;
mod rule;
mod sink;
mod syntax;
mod uri;
mod violation;

pub use class::Set;
pub use decimal::Decimal;
pub use format::Format;
pub use path::Path;
pub use pattern::{Pattern, PatternAt};
pub use plain::{Loops, Step};
pub(super) use rule::keep_any;
pub use rule::{Bound, FieldRules, Fields, Rule, Rules, fields, hold};
pub use sink::{Collect, Flow, PASS, Probe, Sink};
pub use violation::{Violation, Violations};

use super::{Emitted, Kind, Maybe, Wire};
pub(super) use rule::hold_rules;
use rule::keep_matching;
use serde_json::Value;
use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// A type that can say whether its value is what the description allows.
pub trait Validate {
    /// Reports each violation to the sink, until it breaks off. Types without rules have none.
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        let _ = (at, sink);
        PASS
    }

    /// Holds a rule of the place where the value stands against it.
    #[doc(hidden)]
    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        keep_any(self, rule, at, sink)
    }

    /// Says every violation at once.
    ///
    /// # Errors
    ///
    /// Where there is at least one.
    fn validate(&self) -> Result<(), Violations> {
        let mut sink = Collect::default();
        let _ = self.check(&Path::root(), &mut sink);
        sink.finish()
    }

    /// Whether there is no violation. It stops at the first, and the checks allocate nothing, but
    /// for the hashes of more than 64 items that must differ, and a pattern that is no loop when it is first used.
    fn is_valid(&self) -> bool {
        self.check(&Path::root(), &mut Probe) == ControlFlow::Continue(())
    }
}

/// An emitted type is checked as its kind is.
impl<T: Emitted> Validate for T {
    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        T::Kind::check(self, at, sink)
    }

    #[inline]
    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        T::Kind::keep(self, rule, at, sink)
    }
}

/// Types of which only their place can demand something.
macro_rules! without_rules {
    ($($ty:ty),* $(,)?) => {$(impl Validate for $ty {})*};
}

#[allow(unused_imports, reason = "a crate without dates needs it here only")]
pub(super) use without_rules;

without_rules!(
    (),
    bool,
    Value,
    uuid::Uuid,
    bytes::Bytes,
    super::Base64Bytes,
);

impl<T: Validate> Validate for Option<T> {
    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.as_ref().map_or(PASS, |value| value.check(at, sink))
    }

    #[inline]
    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        self.as_ref()
            .map_or(PASS, |value| value.keep(rule, at, sink))
    }
}

impl<T: Validate> Validate for Maybe<T> {
    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.value().map_or(PASS, |value| value.check(at, sink))
    }

    #[inline]
    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        self.value()
            .map_or(PASS, |value| value.keep(rule, at, sink))
    }
}

impl<T: Validate> Validate for [T] {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        check::each(self, at, sink, |item, at, sink| item.check(at, sink))
    }
}

impl<T: Validate + Wire + PartialEq + 'static> Validate for Vec<T> {
    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.as_slice().check(at, sink)
    }

    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        match rule {
            Rule::Items(min, max) => check::items(self, *min, *max, at, sink),
            Rule::Unique => match (self as &dyn Any).downcast_ref::<Vec<Value>>() {
                Some(values) => check::unique_values(values, at, sink),
                None => check::unique(self, at, sink),
            },
            Rule::Item(index, rules) => self.get(*index).map_or(PASS, |item| {
                hold_rules(item, rules, &at.index(*index), sink)
            }),
            Rule::Each(rules) => check::each(self, at, sink, |item, at, sink| {
                hold_rules(item, rules, at, sink)
            }),
            _ => keep_any(self, rule, at, sink),
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    #[inline]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        check::each_value(self, at, sink, |value, at, sink| value.check(at, sink))
    }

    fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        match rule {
            Rule::Properties(min, max) => check::properties(self.len(), *min, *max, at, sink),
            Rule::Keys(rules) => self
                .keys()
                .try_for_each(|key| hold_rules(key, rules, &at.key(key), sink)),
            Rule::Each(rules) => check::each_value(self, at, sink, |value, at, sink| {
                hold_rules(value, rules, at, sink)
            }),
            Rule::Matching(patterns, others) => self.iter().try_for_each(|(key, value)| {
                keep_matching(patterns, *others, (key, value), &at.key(key), sink)
            }),
            _ => keep_any(self, rule, at, sink),
        }
    }
}
