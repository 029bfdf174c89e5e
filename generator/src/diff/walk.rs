//! Walks two types side by side and turns the facts that differ into findings.

use super::collect::{Finding, gather, spot};
use super::facts::{self, At, Child, Delta, Effect, Pair};
use super::fingerprint::Fingerprints;
use super::rules::{self, Rule, Scope};
use super::{Change, OperationKey, Spot};
use crate::api::{Api, Origin, TypeId};
use crate::diagnostic::Place;
use std::collections::{HashSet, VecDeque};

/// Where two types stand that are to be compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Root<'a> {
    pub scope: Scope,
    pub operation: &'a OperationKey,
    /// The part of the operation, such as `request body`.
    pub subject: &'a str,
    pub old_place: &'a Place,
    pub new_place: &'a Place,
}

/// Holds what is compared and what was found.
pub(super) struct Walker<'a> {
    pub pair: Pair<'a>,
    findings: Vec<Finding>,
}

/// A pair of types on the way.
#[derive(Debug, Clone)]
struct Step {
    old: TypeId,
    new: TypeId,
    /// Steps from the root.
    path: String,
    /// Steps from the places.
    local: String,
    old_place: Place,
    new_place: Place,
}

impl<'a> Walker<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api, prints: &'a Fingerprints) -> Self {
        Self {
            pair: Pair { old, new, prints },
            findings: Vec::new(),
        }
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        gather(self.findings)
    }

    /// Adds a finding that is not about a type.
    pub(super) fn say(
        &mut self,
        rule: &'static Rule,
        spot: Spot,
        places: (Option<&Place>, Option<&Place>),
        message: String,
    ) {
        let (old_place, new_place) = (places.0.cloned(), places.1.cloned());
        self.findings.push(Finding {
            rule,
            spot,
            message,
            old_place,
            new_place,
            local: String::new(),
        });
    }

    /// Adds a finding about what holds a type, such as the style of a parameter.
    pub(super) fn say_at(&mut self, root: Root<'_>, effect: Effect, message: String) {
        let rule = rules::choose::<&str>(root.scope, &[], effect);
        let spot = spot(Some(root.operation), root.subject);
        self.say(
            rule,
            spot,
            (Some(root.old_place), Some(root.new_place)),
            message,
        );
    }

    /// Compares two types and all below them.
    ///
    /// Breadth first, so that a fact is told by its shortest path; each pair of types once for
    /// each place, so that recursive types end and two properties of equal inline types do not
    /// hide each other.
    pub(super) fn types(&mut self, root: Root<'_>, old: TypeId, new: TypeId) {
        let (old_place, new_place) = (root.old_place.clone(), root.new_place.clone());
        let first = Step {
            old,
            new,
            path: String::new(),
            local: String::new(),
            old_place,
            new_place,
        };
        let mut queue = VecDeque::from([first]);
        let mut seen = HashSet::new();
        while let Some(mut step) = queue.pop_front() {
            if self.pair.prints.same(step.old, step.new) {
                continue;
            }
            step.anchor(self.pair);
            if !seen.insert((
                step.old,
                step.new,
                step.old_place.clone(),
                step.new_place.clone(),
            )) {
                continue;
            }
            let found = facts::compare(self.pair, step.old, step.new);
            for delta in found.deltas {
                self.delta(root, &step, delta);
            }
            queue.extend(found.children.into_iter().map(|child| step.below(child)));
        }
    }

    fn delta(&mut self, root: Root<'_>, step: &Step, delta: Delta) {
        let path = format!("{}{}", step.path, delta.step);
        let scope = if path.is_empty() {
            root.scope
        } else {
            root.scope.nested()
        };
        let subject = if path.is_empty() {
            root.subject.to_owned()
        } else {
            format!("{} {path}", root.subject)
        };
        let (old_place, new_place, local) = match delta.at {
            At::Here => (
                Some(step.old_place.clone()),
                Some(step.new_place.clone()),
                step.local.clone(),
            ),
            At::Added(place) => (None, Some(place), String::new()),
            At::Removed(place) => (Some(place), None, String::new()),
            At::Both(old, new) => (Some(old), Some(new), String::new()),
        };
        let rule = rules::choose(scope, &delta.ids, delta.effect);
        let spot = spot(Some(root.operation), subject);
        self.findings.push(Finding {
            rule,
            spot,
            message: delta.message,
            old_place,
            new_place,
            local,
        });
    }
}

impl Step {
    /// Takes the places of components where the types are components. Other types keep the place
    /// of what holds them: equal inline types share one id, so their own place may be elsewhere.
    fn anchor(&mut self, pair: Pair<'_>) {
        for (api, id, place) in [
            (pair.old, self.old, &mut self.old_place),
            (pair.new, self.new, &mut self.new_place),
        ] {
            let component = |id: TypeId| {
                matches!(api.ty(id).origin, Origin::Component(_)).then(|| &api.ty(id).place)
            };
            if let Some(own) = component(id).or_else(|| component(api.non_null(id).0)) {
                place.clone_from(own);
                self.local.clear();
            }
        }
    }

    fn below(&self, child: Child) -> Self {
        let path = format!("{}{}", self.path, child.step);
        let (local, old_place, new_place) = match child.places {
            Some((old, new)) => (String::new(), old, new),
            None => (
                format!("{}{}", self.local, child.step),
                self.old_place.clone(),
                self.new_place.clone(),
            ),
        };
        Self {
            old: child.old,
            new: child.new,
            path,
            local,
            old_place,
            new_place,
        }
    }
}
