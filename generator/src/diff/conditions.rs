//! Conditions between the properties of an object.

use super::describe::{self, canonical_condition};
use super::facts::{Effect, Found, difference};
use crate::api::{Api, Condition, TypeId};
use std::collections::BTreeMap;

pub(super) fn compare(old: &[&Condition], new: &[&Condition], found: &mut Found) {
    let keyed = |rules: &[&Condition]| -> BTreeMap<String, Condition> {
        rules
            .iter()
            .map(|rule| (canonical_condition(rule), (*rule).clone()))
            .collect()
    };
    let (old, new) = (keyed(old), keyed(new));
    let (gone, come) = difference(old.keys(), new.keys());
    let mut come: Vec<&Condition> = come.into_iter().filter_map(|key| new.get(key)).collect();
    for old in gone.into_iter().filter_map(|key| old.get(key)) {
        let needs = |rule: &Condition| required_with(rule).map(str::to_owned);
        let same = |new: &&Condition| needs(old).is_some() && needs(old) == needs(new);
        if let Some(new) = come.iter().position(same).map(|index| come.remove(index)) {
            let (from, to) = (describe::condition(old), describe::condition(new));
            let message = format!("condition changed: was {from}; is {to}");
            found.push(&["dependent-required-changed"], Effect::Alters, message);
            continue;
        }
        let message = format!("condition removed: {}", describe::condition(old));
        found.push(
            &[&format!("{}-removed", keyword(old))],
            Effect::Widens,
            message,
        );
    }
    for new in come {
        let message = format!("condition added: {}", describe::condition(new));
        found.push(
            &[&format!("{}-added", keyword(new))],
            Effect::Narrows,
            message,
        );
    }
}

/// The rules of a type, whether they stand at it or under its null.
pub(super) fn of(api: &Api, id: TypeId, inner: TypeId) -> Vec<&Condition> {
    let outer = (id != inner).then(|| api.ty(id).rules.iter());
    api.ty(inner)
        .rules
        .iter()
        .chain(outer.into_iter().flatten())
        .collect()
}

/// The property that asks for others, where the rule is what `dependentRequired` says.
fn required_with(rule: &Condition) -> Option<&str> {
    let Condition::If {
        condition,
        then,
        otherwise,
    } = rule
    else {
        return None;
    };
    let nothing = matches!(otherwise.as_ref(), Condition::All(parts) if parts.is_empty());
    let present = |rule: &Condition| matches!(rule, Condition::Present(_));
    let names = match then.as_ref() {
        Condition::All(parts) => parts.iter().all(present),
        one => present(one),
    };
    match condition.as_ref() {
        Condition::Present(property) if nothing && names => Some(property),
        _ => None,
    }
}

/// The keyword that says such a rule, as rule ids have it.
fn keyword(rule: &Condition) -> &'static str {
    match rule {
        rule if required_with(rule).is_some() => "dependent-required",
        Condition::If { .. } => "if",
        _ => "condition",
    }
}
