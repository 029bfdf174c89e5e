//! The facts that differ between an old type and a new one, one level deep, and the pairs of types
//! below them. Which way the type travels, and so how bad a fact is, is not known here.

use super::bounds;
use super::describe;
use super::fingerprint::Fingerprints;
use super::view;
use super::{arms, conditions, objects, scalars};
use crate::api::{Api, Kind, Type, TypeId};
use crate::decimal::Decimal;
use crate::diagnostic::Place;
use std::collections::BTreeSet;

/// What a change does to the set of values that are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Fewer values than before.
    Narrows,
    /// More values than before.
    Widens,
    /// Other values than before, or both.
    Alters,
    /// The same values; something else is said about them.
    Notes,
}

/// Where a fact stands.
#[derive(Debug, Clone)]
pub(super) enum At {
    /// At the type that is compared.
    Here,
    /// At a place in the new document only.
    Added(Place),
    /// At a place in the old document only.
    Removed(Place),
    /// At places of its own in both.
    Both(Place, Place),
}

/// One fact that differs.
#[derive(Debug, Clone)]
pub(super) struct Delta {
    /// Endings of rule ids (`max-set`) or whole ids, the best first; see [`super::rules::choose`].
    pub ids: Vec<String>,
    pub effect: Effect,
    pub message: String,
    /// The step to it from the type that is compared, such as `/name`.
    pub step: String,
    pub at: At,
}

/// Two types that stand at the same spot of their parents.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub step: String,
    pub old: TypeId,
    pub new: TypeId,
    /// Places of the properties that hold them, where they are held by properties.
    pub places: Option<(Place, Place)>,
}

/// What to compare in.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub old: &'a Api,
    pub new: &'a Api,
    pub prints: &'a Fingerprints,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub deltas: Vec<Delta>,
    pub children: Vec<Child>,
}

impl Found {
    pub(super) fn push(&mut self, ids: &[&str], effect: Effect, message: String) {
        self.push_at(ids, effect, message, String::new(), At::Here);
    }

    pub(super) fn push_at(
        &mut self,
        ids: &[&str],
        effect: Effect,
        message: String,
        step: String,
        at: At,
    ) {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        self.deltas.push(Delta {
            ids,
            effect,
            message,
            step,
            at,
        });
    }

    pub(super) fn child(&mut self, step: impl Into<String>, old: TypeId, new: TypeId) {
        self.children.push(Child {
            step: step.into(),
            old,
            new,
            places: None,
        });
    }
}

/// Compares the types `old` and `new`.
pub(super) fn compare(pair: Pair<'_>, old: TypeId, new: TypeId) -> Found {
    let mut found = Found::default();
    let ((old_id, old_null), (new_id, new_null)) = (pair.old.non_null(old), pair.new.non_null(new));
    let (old_ty, new_ty) = (pair.old.ty(old_id), pair.new.ty(new_id));
    let whole = |kind: &Kind| matches!(kind, Kind::Any | Kind::Never | Kind::Null);
    if whole(&old_ty.kind) || whole(&new_ty.kind) {
        compare_whole(
            pair,
            (old, old_ty, old_null),
            (new, new_ty, new_null),
            &mut found,
        );
        return found;
    }
    match (old_null, new_null) {
        (false, true) => found.push(
            &["became-nullable"],
            Effect::Widens,
            "null is allowed now".to_owned(),
        ),
        (true, false) => found.push(
            &["became-not-nullable"],
            Effect::Narrows,
            "null is no longer allowed".to_owned(),
        ),
        _ => {}
    }
    compare_kinds(pair, old_id, new_id, &mut found);
    conditions::compare(
        &conditions::of(pair.old, old, old_id),
        &conditions::of(pair.new, new, new_id),
        &mut found,
    );
    found
}

/// Says that the type itself is another one.
pub(super) fn type_changed(
    pair: Pair<'_>,
    old: TypeId,
    new: TypeId,
    effect: Effect,
    found: &mut Found,
) {
    let message = format!(
        "type changed from {} to {}",
        describe::ty(pair.old, old),
        describe::ty(pair.new, new)
    );
    found.push(type_ids(effect), effect, message);
}

/// Rules for a type or format that changed.
pub(super) fn type_ids(effect: Effect) -> &'static [&'static str] {
    match effect {
        Effect::Widens => &["type-generalized", "type-changed"],
        Effect::Narrows => &["type-specialized", "type-changed"],
        Effect::Alters | Effect::Notes => &["type-changed"],
    }
}

/// Compares where one of the two is any value, no value or only null, which null is part of.
fn compare_whole(
    pair: Pair<'_>,
    old: (TypeId, &Type, bool),
    new: (TypeId, &Type, bool),
    found: &mut Found,
) {
    let ((old_id, old_ty, old_null), (new_id, new_ty, new_null)) = (old, new);
    let effect = match (&old_ty.kind, &new_ty.kind) {
        (Kind::Any, Kind::Any) | (Kind::Never, Kind::Never) | (Kind::Null, Kind::Null) => return,
        (Kind::Any, _) | (_, Kind::Never) => Effect::Narrows,
        (_, Kind::Any) | (Kind::Never, _) => Effect::Widens,
        (Kind::Null, _) if new_null => Effect::Widens,
        (_, Kind::Null) if old_null => Effect::Narrows,
        _ => Effect::Alters,
    };
    type_changed(pair, old_id, new_id, effect, found);
}

fn compare_kinds(pair: Pair<'_>, old: TypeId, new: TypeId, found: &mut Found) {
    let (old_kind, new_kind) = (&pair.old.ty(old).kind, &pair.new.ty(new).kind);
    match (old_kind, new_kind) {
        (Kind::Boolean, Kind::Boolean) => {}
        (Kind::Integer(a), Kind::Integer(b)) | (Kind::Number(a), Kind::Number(b)) => {
            scalars::compare_formats(a.format.as_deref(), b.format.as_deref(), found);
            bounds::numbers(a, b, found);
        }
        (Kind::Integer(a), Kind::Number(b)) => {
            type_changed(pair, old, new, Effect::Widens, found);
            bounds::numbers(a, b, found);
        }
        (Kind::Number(a), Kind::Integer(b)) => {
            type_changed(pair, old, new, Effect::Narrows, found);
            bounds::numbers(a, b, found);
        }
        (Kind::String(a), Kind::String(b)) => scalars::compare_strings(a, b, found),
        (Kind::Enum(a), Kind::Enum(b)) => scalars::compare_enums(a, b, found),
        (Kind::Union(_), _) | (_, Kind::Union(_)) => arms::compare(pair, old, new, found),
        (Kind::Enum(list), other) if scalars::holds_all(other, list) => {
            let ids: &[&str] = if list.values.len() == 1 {
                &["const-removed"]
            } else {
                &[]
            };
            let values = describe::values(list.values.iter().map(|value| &value.value));
            found.push(
                ids,
                Effect::Widens,
                format!("no longer limited to {values}"),
            );
        }
        (other, Kind::Enum(list)) if scalars::holds_all(other, list) => {
            let ids: &[&str] = if list.values.len() == 1 {
                &["const-added"]
            } else {
                &["became-enum"]
            };
            let values = describe::values(list.values.iter().map(|value| &value.value));
            found.push(ids, Effect::Narrows, format!("limited to {values}"));
        }
        _ => {
            if let (Some(a), Some(b)) = (
                view::list(pair.old, old_kind),
                view::list(pair.new, new_kind),
            ) {
                objects::compare_lists(pair, &a, &b, found);
            } else if let (Some(a), Some(b)) = (
                view::object(pair.old, old_kind),
                view::object(pair.new, new_kind),
            ) {
                objects::compare_objects(pair, &a, &b, found);
            } else {
                type_changed(pair, old, new, Effect::Alters, found);
            }
        }
    }
}

/// What is only in `old` and what is only in `new`, both sorted.
pub(super) fn difference<T: Ord + Clone>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
) -> (Vec<T>, Vec<T>) {
    let (old, new): (BTreeSet<T>, BTreeSet<T>) = (old.collect(), new.collect());
    (
        old.difference(&new).cloned().collect(),
        new.difference(&old).cloned().collect(),
    )
}

/// A number in the form in which numbers are compared.
pub(super) fn decimal(number: &serde_json::Number) -> Option<Decimal> {
    Decimal::of(number)
}
