//! Drift: what two APIs say differently, fact by fact.
//!
//! [`diff`] compares two [`Api`] values, never two texts: a reworded sentence, a schema moved
//! behind a `$ref`, another order of properties or another spelling of null are gone before it
//! begins. Rules are named after oasdiff's checks ([`rules`]), so that results can be compared.
//!
//! A request that narrows breaks its sender, a response that widens breaks its reader. The facts
//! themselves ([`facts`]) do not know which way a type travels; [`walk`] does and chooses the rule.

mod arms;
mod bodies;
mod bounds;
mod collect;
mod conditions;
mod describe;
mod facts;
mod fingerprint;
mod objects;
mod operations;
mod parameters;
pub mod report;
mod responses;
mod rules;
mod scalars;
mod security;
mod servers;
#[cfg(test)]
mod tests;
mod view;
mod walk;

pub use rules::{Area, Level, RULES, Rule, Way};

use crate::api::Api;
use crate::diagnostic::Place;

/// One change of one fact.
///
/// A fact that several operations share (a property of a component, a security scheme) is one
/// change with several [`Spot`]s: one line to read and one thing to mend, where oasdiff repeats
/// it for each operation. Counting spots gives oasdiff's numbers back.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which kind of change it is.
    pub rule: &'static Rule,
    /// Where it shows, sorted and at least one.
    pub spots: Vec<Spot>,
    /// What changed, from what to what, in a few words.
    pub message: String,
    /// Where the fact stands in the old document; `None` where it is new.
    pub old_place: Option<Place>,
    /// Where the fact stands in the new document; `None` where it is gone.
    pub new_place: Option<Place>,
}

/// Where a change shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The operation; `None`: the API as a whole.
    pub operation: Option<OperationKey>,
    /// The part of it, such as `request body /commands/cursor` or ``query parameter `limit` ``.
    /// Empty: the operation itself. Steps: `/name` a property, `[]` the elements of a list, `{}`
    /// the values of a map, `[0]` an element of a tuple, `(Name)` an arm of a union.
    pub subject: String,
}

/// What names an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// The path template, as the newer document that has it spells it.
    pub path: String,
    /// The method, upper case.
    pub method: String,
}

/// From which level on a change is a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// [`Level::Warn`] and worse, which is what `oasdiff breaking` shows.
    Breaking,
    /// Every change.
    Any,
}

impl FailOn {
    /// The exit code of `drift` and `diff`: 1 if one of `changes` counts, else 0.
    pub fn exit_code(self, changes: &[Change]) -> u8 {
        let floor = match self {
            FailOn::Breaking => Level::Warn,
            FailOn::Any => Level::Info,
        };
        u8::from(changes.iter().any(|change| change.rule.level >= floor))
    }
}

/// Every change from `old` to `new`, sorted by operation, subject and rule; the order of the
/// documents makes no difference.
pub fn diff(old: &Api, new: &Api) -> Vec<Change> {
    let prints = fingerprint::Fingerprints::of(old, new);
    let mut walker = walk::Walker::new(old, new, &prints);
    servers::compare_api(&mut walker);
    let schemes = security::compare_schemes(&mut walker);
    operations::compare(&mut walker, &schemes);
    walker.into_changes()
}
