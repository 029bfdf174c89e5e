//! Unions: which arm of the old one is which arm of the new one, and what that leaves.

use super::describe;
use super::facts::{Effect, Found, Pair, type_changed};
use super::view;
use crate::api::{Api, Arm, Kind, Origin, Selection, TagArm, TypeId, UnionKind, UnionMode};
use std::collections::{BTreeMap, BTreeSet};

/// The sorts of types among which a match is looked for when nothing better tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Boolean,
    Number,
    String,
    List,
    Object,
    Other,
}

/// Indexes of arms of the old and the new union that belong together.
type Matches = Vec<(usize, usize)>;

/// Compares two types of which at least one is a union; the other counts as a union of one arm.
pub(super) fn compare(pair: Pair<'_>, old: TypeId, new: TypeId, found: &mut Found) {
    let (old_arms, old_union) = arms_of(pair.old, old);
    let (new_arms, new_union) = arms_of(pair.new, new);
    let matches = match_arms(pair, (&old_arms, old_union), (&new_arms, new_union));
    if matches.is_empty() {
        return type_changed(pair, old, new, Effect::Alters, found);
    }
    for (old_index, new_index) in &matches {
        if let (Some(old), Some(new)) = (old_arms.get(*old_index), new_arms.get(*new_index)) {
            let step = match (old_union, new_union) {
                (Some(_), Some(_)) => {
                    format!("({})", describe::arm(pair.new, new.ty, new.name.as_deref()))
                }
                _ => String::new(),
            };
            found.child(step, old.ty, new.ty);
        }
    }
    let plain = |api: &Api, arms: &[Arm]| {
        arms.iter()
            .all(|arm| !matches!(sort(api, arm.ty), Sort::Object | Sort::Other))
    };
    let words = if plain(pair.old, &old_arms) && plain(pair.new, &new_arms) {
        ("list-of-types-narrowed", "list-of-types-widened", "type")
    } else if new_union
        .or(old_union)
        .is_some_and(|union| union.mode == UnionMode::AnyOf)
    {
        ("any-of-removed", "any-of-added", "alternative")
    } else {
        ("one-of-removed", "one-of-added", "alternative")
    };
    for (index, arm) in old_arms.iter().enumerate() {
        if !matches.iter().any(|(old, _)| *old == index) {
            let name = describe::arm(pair.old, arm.ty, arm.name.as_deref());
            found.push(
                &[words.0],
                Effect::Narrows,
                format!("{} {name} removed", words.2),
            );
        }
    }
    for (index, arm) in new_arms.iter().enumerate() {
        if !matches.iter().any(|(_, new)| *new == index) {
            let name = describe::arm(pair.new, arm.ty, arm.name.as_deref());
            found.push(
                &[words.1],
                Effect::Widens,
                format!("{} {name} added", words.2),
            );
        }
    }
    if let (Some(old), Some(new)) = (old_union, new_union) {
        compare_modes(old, new, found);
        compare_tags(pair, (old, new), &matches, found);
    }
}

fn arms_of(api: &Api, id: TypeId) -> (Vec<Arm>, Option<&UnionKind>) {
    match &api.ty(id).kind {
        Kind::Union(union) => (union.arms.clone(), Some(union)),
        _ => (vec![Arm { ty: id, name: None }], None),
    }
}

/// Pairs arms, by the surest sign first: the same tag, no difference at all, the same name, and
/// at last the likeness of what they hold.
fn match_arms(
    pair: Pair<'_>,
    old: (&[Arm], Option<&UnionKind>),
    new: (&[Arm], Option<&UnionKind>),
) -> Matches {
    let ((old_arms, old_union), (new_arms, new_union)) = (old, new);
    let mut matcher = Matcher {
        old: old_arms,
        new: new_arms,
        found: Vec::new(),
    };
    if let (Some((old_property, old_tags)), Some((new_property, new_tags))) =
        (tags(old_union), tags(new_union))
    {
        let shared = old_tags.iter().filter(|_| old_property == new_property);
        for (value, tag) in shared {
            if let Some(other) = new_tags.get(value) {
                matcher.take(tag.arm, other.arm);
            }
        }
    }
    matcher.greedy(|old, new| pair.prints.same(old.ty, new.ty).then_some(1));
    matcher.greedy(|old, new| {
        (component(pair.old, old.ty)? == component(pair.new, new.ty)?).then_some(1)
    });
    matcher.greedy(|old, new| (old.name.as_ref()? == new.name.as_ref()?).then_some(1));
    matcher.greedy(|old, new| likeness(pair, old.ty, new.ty));
    matcher.found.sort_unstable();
    matcher.found
}

struct Matcher<'a> {
    old: &'a [Arm],
    new: &'a [Arm],
    found: Matches,
}

impl Matcher<'_> {
    fn take(&mut self, old: usize, new: usize) {
        if !self.found.iter().any(|(o, n)| *o == old || *n == new) {
            self.found.push((old, new));
        }
    }

    /// Pairs what is left, the highest score first, then in order.
    fn greedy(&mut self, score: impl Fn(&Arm, &Arm) -> Option<usize>) {
        let free_old = |index: &usize| !self.found.iter().any(|(old, _)| old == index);
        let free_new = |index: &usize| !self.found.iter().any(|(_, new)| new == index);
        let lefts: Vec<usize> = (0..self.old.len()).filter(free_old).collect();
        let rights: Vec<usize> = (0..self.new.len()).filter(free_new).collect();
        let mut scores = Vec::new();
        for left in &lefts {
            for right in &rights {
                if let (Some(old), Some(new)) = (self.old.get(*left), self.new.get(*right))
                    && let Some(score) = score(old, new)
                {
                    scores.push((std::cmp::Reverse(score), *left, *right));
                }
            }
        }
        scores.sort_unstable();
        for (_, left, right) in scores {
            self.take(left, right);
        }
    }
}

fn component(api: &Api, id: TypeId) -> Option<&str> {
    match &api.ty(id).origin {
        Origin::Component(name) if !name.is_empty() => Some(name),
        _ => None,
    }
}

/// How alike two arms are, in hundredths; nothing where they cannot be the same one.
fn likeness(pair: Pair<'_>, old: TypeId, new: TypeId) -> Option<usize> {
    let (old_sort, new_sort) = (sort(pair.old, old), sort(pair.new, new));
    if old_sort != new_sort || old_sort == Sort::Other {
        return None;
    }
    let names = |api: &Api, id: TypeId| -> BTreeSet<String> {
        let object = view::object(api, &api.ty(api.non_null(id).0).kind);
        object
            .iter()
            .flat_map(|object| object.properties)
            .map(|property| property.name.clone())
            .collect()
    };
    let (old_names, new_names) = (names(pair.old, old), names(pair.new, new));
    let all = old_names.union(&new_names).count();
    let shared = old_names.intersection(&new_names).count();
    match (shared * 100).checked_div(all) {
        None => Some(100),
        Some(part) => (part >= 50).then_some(part),
    }
}

fn sort(api: &Api, id: TypeId) -> Sort {
    match &api.ty(api.non_null(id).0).kind {
        Kind::Boolean => Sort::Boolean,
        Kind::Integer(_) | Kind::Number(_) => Sort::Number,
        Kind::String(_) => Sort::String,
        Kind::Array(_) | Kind::Tuple(_) => Sort::List,
        Kind::Map(_) | Kind::Object(_) => Sort::Object,
        Kind::Enum(list) => match list.values.first().map(|value| &value.value) {
            Some(serde_json::Value::String(_)) => Sort::String,
            Some(serde_json::Value::Number(_)) => Sort::Number,
            Some(serde_json::Value::Bool(_)) => Sort::Boolean,
            _ => Sort::Other,
        },
        Kind::Any | Kind::Never | Kind::Null | Kind::Union(_) | Kind::Nullable(_) => Sort::Other,
    }
}

fn compare_modes(old: &UnionKind, new: &UnionKind, found: &mut Found) {
    match (old.mode, new.mode) {
        (UnionMode::OneOf, UnionMode::AnyOf) => {
            found.push(
                &[],
                Effect::Widens,
                "oneOf became anyOf: several alternatives may hold at once".to_owned(),
            );
        }
        (UnionMode::AnyOf, UnionMode::OneOf) => {
            found.push(
                &[],
                Effect::Narrows,
                "anyOf became oneOf: exactly one alternative may hold".to_owned(),
            );
        }
        _ => {}
    }
}

fn tags(union: Option<&UnionKind>) -> Option<(&str, BTreeMap<&str, &TagArm>)> {
    match &union?.selection {
        Selection::Tag { property, arms, .. } => Some((
            property.as_str(),
            // Of arms that share a value the first.
            arms.iter()
                .rev()
                .map(|tag| (tag.value.as_str(), tag))
                .collect(),
        )),
        Selection::Shape(_) | Selection::InOrder => None,
    }
}

fn compare_tags(
    pair: Pair<'_>,
    (old, new): (&UnionKind, &UnionKind),
    matches: &Matches,
    found: &mut Found,
) {
    let mut say = |id: &str, message: String| found.push(&[id], Effect::Notes, message);
    let (old_property, old_tags, new_property, new_tags) = match (tags(Some(old)), tags(Some(new)))
    {
        (None, None) => return,
        (None, Some((property, _))) => {
            return say(
                "discriminator-added",
                format!("discriminator `{property}` added"),
            );
        }
        (Some((property, _)), None) => {
            return say(
                "discriminator-removed",
                format!("discriminator `{property}` removed"),
            );
        }
        (Some((old, old_tags)), Some((new, new_tags))) => (old, old_tags, new, new_tags),
    };
    if old_property != new_property {
        let message = format!("discriminator changed from `{old_property}` to `{new_property}`");
        return say("discriminator-property-name-changed", message);
    }
    let values: BTreeSet<&&str> = old_tags.keys().chain(new_tags.keys()).collect();
    for value in values {
        match (old_tags.get(*value), new_tags.get(*value)) {
            (Some(a), Some(b)) if !matches.contains(&(a.arm, b.arm)) => {
                let (from, to) = (
                    arm_name(pair.old, old, a.arm),
                    arm_name(pair.new, new, b.arm),
                );
                say(
                    "discriminator-mapping-changed",
                    format!("discriminator value `{value}` moved from {from} to {to}"),
                );
            }
            // A value that comes or goes with its arm is no change of its own.
            (Some(tag), None) if matches.iter().any(|(old, _)| *old == tag.arm) => {
                say(
                    "discriminator-mapping-deleted",
                    format!("discriminator value `{value}` removed"),
                );
            }
            (None, Some(tag)) if matches.iter().any(|(_, new)| *new == tag.arm) => {
                say(
                    "discriminator-mapping-added",
                    format!("discriminator value `{value}` added"),
                );
            }
            _ => {}
        }
    }
    compare_defaults(pair, (old, new), matches, &mut say);
}

fn compare_defaults(
    pair: Pair<'_>,
    (old, new): (&UnionKind, &UnionKind),
    matches: &Matches,
    say: &mut impl FnMut(&str, String),
) {
    match (default(old), default(new)) {
        (Some(a), Some(b)) if !matches.contains(&(a, b)) => {
            let (from, to) = (arm_name(pair.old, old, a), arm_name(pair.new, new, b));
            let message = format!("the discriminator's default moved from {from} to {to}");
            say("discriminator-mapping-changed", message);
        }
        // One that comes or goes with its arm is no change of its own.
        (Some(a), None) if matches.iter().any(|(old, _)| *old == a) => {
            let message = format!(
                "the discriminator's default {} removed",
                arm_name(pair.old, old, a)
            );
            say("discriminator-mapping-deleted", message);
        }
        (None, Some(b)) if matches.iter().any(|(_, new)| *new == b) => {
            let message = format!(
                "the discriminator's default {} added",
                arm_name(pair.new, new, b)
            );
            say("discriminator-mapping-added", message);
        }
        _ => {}
    }
}

fn arm_name(api: &Api, union: &UnionKind, index: usize) -> String {
    let arm = union.arms.get(index);
    arm.map(|arm| describe::arm(api, arm.ty, None))
        .unwrap_or_default()
}

/// The arm of whatever the discriminator does not list.
fn default(union: &UnionKind) -> Option<usize> {
    match &union.selection {
        Selection::Tag { default, .. } => *default,
        Selection::Shape(_) | Selection::InOrder => None,
    }
}
