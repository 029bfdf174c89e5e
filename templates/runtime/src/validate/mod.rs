//! Validators: straight-line checks on typed fields, all violations at once.

pub mod check;
mod class;
mod decimal;
mod fields;
mod format;
mod idna;
mod kinds;
mod linear;
mod path;
mod pattern;
mod plain;
mod property;
mod sink;
mod syntax;
mod uri;
mod violation;

pub use decimal::Decimal;
pub use fields::{Fields, Held, fields};
pub use format::Format;
pub use path::Path;
pub use pattern::Pattern;
pub use sink::{Collect, Flow, PASS, Probe, Sink};
pub use violation::{Violation, Violations};

use super::Maybe;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// A type that can say whether its value is what the description allows.
pub trait Validate {
    /// Reports each violation to the sink, until it breaks off. Types without rules have none.
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        let _ = (at, sink);
        PASS
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
    /// for the hashes of more than 64 items that must differ, and a pattern when it is first used.
    fn is_valid(&self) -> bool {
        self.check(&Path::root(), &mut Probe) == ControlFlow::Continue(())
    }
}

macro_rules! without_rules {
    ($($ty:ty),* $(,)?) => {$(impl Validate for $ty {})*};
}

#[allow(unused_imports, reason = "a crate without dates needs it here only")]
pub(super) use without_rules;

without_rules!(
    (),
    bool,
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32,
    f64,
    String,
    serde_json::Value,
    serde_json::Number,
    serde_json::Map<String, serde_json::Value>,
    uuid::Uuid,
    bytes::Bytes,
    super::Secret,
    super::Base64Bytes,
);

impl<T: Validate + ?Sized> Validate for &T {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        T::check(self, at, sink)
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        T::check(self, at, sink)
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.as_ref().map_or(PASS, |value| value.check(at, sink))
    }
}

impl<T: Validate> Validate for Maybe<T> {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.value().map_or(PASS, |value| value.check(at, sink))
    }
}

impl<T: Validate> Validate for [T] {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        check::each(self, at, sink, |item, at, sink| item.check(at, sink))
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        self.as_slice().check(at, sink)
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        check::each_value(self, at, sink, |value, at, sink| value.check(at, sink))
    }
}
