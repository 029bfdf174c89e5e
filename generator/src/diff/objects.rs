//! Facts of objects and lists, and the pairs of types inside them.

use super::bounds;
use super::describe;
use super::facts::{At, Child, Effect, Found, Pair};
use super::view::{ListView, ObjectView, Rest};
use crate::api::{Api, Property, TypeId};
use crate::decimal::canonical_value;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare_lists(
    pair: Pair<'_>,
    old: &ListView<'_>,
    new: &ListView<'_>,
    found: &mut Found,
) {
    bounds::sizes(
        "Items",
        "items",
        (old.min, old.max),
        (new.min, new.max),
        found,
    );
    match (old.unique, new.unique) {
        (false, true) => found.push(
            &[],
            Effect::Narrows,
            "elements must be unique now".to_owned(),
        ),
        (true, false) => found.push(
            &[],
            Effect::Widens,
            "elements need no longer be unique".to_owned(),
        ),
        _ => {}
    }
    for (index, (old, new)) in old.prefix.iter().zip(new.prefix).enumerate() {
        found.child(format!("[{index}]"), *old, *new);
    }
    let common = old.prefix.len().min(new.prefix.len());
    for (index, ty) in old.prefix.iter().enumerate().skip(common) {
        let message = format!(
            "element {index} of the tuple ({}) removed",
            describe::ty(pair.old, *ty)
        );
        found.push(&["prefix-items-removed"], Effect::Alters, message);
    }
    for (index, ty) in new.prefix.iter().enumerate().skip(common) {
        let message = format!(
            "element {index} of the tuple ({}) added",
            describe::ty(pair.new, *ty)
        );
        found.push(&["prefix-items-added"], Effect::Alters, message);
    }
    compare_rests(
        pair,
        (old.rest, new.rest),
        ("[]", "further elements"),
        found,
    );
}

pub(super) fn compare_objects<'a>(
    pair: Pair<'_>,
    old: &ObjectView<'a>,
    new: &ObjectView<'a>,
    found: &mut Found,
) {
    let by_name = |properties: &'a [Property]| -> BTreeMap<&'a str, &'a Property> {
        properties
            .iter()
            .map(|property| (property.name.as_str(), property))
            .collect()
    };
    let (olds, news) = (by_name(old.properties), by_name(new.properties));
    let names: BTreeSet<&str> = olds.keys().chain(news.keys()).copied().collect();
    for name in names {
        match (olds.get(name), news.get(name)) {
            (Some(old), Some(new)) => compare_properties(pair, old, new, found),
            (Some(old), None) => property_removed(pair, old, found),
            (None, Some(new)) => property_added(pair, new, found),
            (None, None) => {}
        }
    }
    bounds::sizes(
        "Properties",
        "properties",
        (old.min, old.max),
        (new.min, new.max),
        found,
    );
    compare_patterns(old.patterns, new.patterns, found);
    match (old.keys, new.keys) {
        (Some(old), Some(new)) => found.child("(name)", old, new),
        (None, Some(new)) => {
            let message = format!(
                "names of properties must be {} now",
                describe::ty(pair.new, new)
            );
            found.push(&["property-names-added"], Effect::Narrows, message);
        }
        (Some(_), None) => {
            found.push(
                &["property-names-removed"],
                Effect::Widens,
                "names of properties are free now".to_owned(),
            );
        }
        (None, None) => {}
    }
    compare_rests(
        pair,
        (old.rest, new.rest),
        ("{}", "further properties"),
        found,
    );
}

/// The ending of the rule and the message where a default changed.
pub(super) fn default_change(
    old: Option<&Value>,
    new: Option<&Value>,
) -> Option<(&'static str, String)> {
    match (old, new) {
        (None, None) => None,
        (None, Some(new)) => Some((
            "default-value-added",
            format!("default {} added", describe::value(new)),
        )),
        (Some(old), None) => Some((
            "default-value-removed",
            format!("default {} removed", describe::value(old)),
        )),
        (Some(old), Some(new)) if canonical_value(old) == canonical_value(new) => None,
        (Some(old), Some(new)) => {
            let message = format!(
                "default changed from {} to {}",
                describe::value(old),
                describe::value(new)
            );
            Some(("default-value-changed", message))
        }
    }
}

fn compare_properties(pair: Pair<'_>, old: &Property, new: &Property, found: &mut Found) {
    let step = format!("/{}", old.name);
    let at = At::Both(old.place.clone(), new.place.clone());
    let mut say = |ids: &[&str], effect, message: String| {
        found.push_at(ids, effect, message, step.clone(), at.clone())
    };
    match (old.required, new.required, &new.default) {
        (false, true, None) => say(
            &["became-required"],
            Effect::Narrows,
            "became required".to_owned(),
        ),
        (false, true, Some(default)) => {
            let message = format!("became required (default {})", describe::value(default));
            say(
                &["became-required-with-default", "became-required"],
                Effect::Narrows,
                message,
            );
        }
        (true, false, _) => say(
            &["became-optional"],
            Effect::Widens,
            "became optional".to_owned(),
        ),
        _ => {}
    }
    if let Some((ids, message)) = default_change(old.default.as_ref(), new.default.as_ref()) {
        say(&[ids], Effect::Notes, message);
    }
    let deprecated = |api: &Api, property: &Property| {
        property.docs.deprecated
            || api.ty(property.ty).docs.deprecated
            || api.ty(api.non_null(property.ty).0).docs.deprecated
    };
    match (deprecated(pair.old, old), deprecated(pair.new, new)) {
        (false, true) => say(&["deprecated"], Effect::Notes, "deprecated".to_owned()),
        (true, false) => say(
            &["reactivated"],
            Effect::Notes,
            "no longer deprecated".to_owned(),
        ),
        _ => {}
    }
    let places = Some((old.place.clone(), new.place.clone()));
    found.children.push(Child {
        step,
        old: old.ty,
        new: new.ty,
        places,
    });
}

fn property_added(pair: Pair<'_>, new: &Property, found: &mut Found) {
    let (ids, word, effect) = match (new.required, &new.default) {
        (true, None) => (
            [
                "new-required-request-property",
                "response-required-property-added",
            ],
            "required",
            Effect::Narrows,
        ),
        (true, Some(_)) => (
            [
                "new-required-request-property-with-default",
                "response-required-property-added",
            ],
            "required",
            Effect::Narrows,
        ),
        (false, _) => (
            [
                "new-optional-request-property",
                "response-optional-property-added",
            ],
            "optional",
            Effect::Notes,
        ),
    };
    let default = new
        .default
        .as_ref()
        .map(|value| format!(", default {}", describe::value(value)));
    let message = format!(
        "{word} property added ({}{})",
        describe::ty(pair.new, new.ty),
        default.unwrap_or_default()
    );
    found.push_at(
        &ids,
        effect,
        message,
        format!("/{}", new.name),
        At::Added(new.place.clone()),
    );
}

fn property_removed(pair: Pair<'_>, old: &Property, found: &mut Found) {
    let (ids, word) = match old.required {
        true => (
            [
                "request-property-removed",
                "response-required-property-removed",
            ],
            "required",
        ),
        false => (
            [
                "request-property-removed",
                "response-optional-property-removed",
            ],
            "optional",
        ),
    };
    let message = format!(
        "{word} property removed (was {})",
        describe::ty(pair.old, old.ty)
    );
    found.push_at(
        &ids,
        Effect::Alters,
        message,
        format!("/{}", old.name),
        At::Removed(old.place.clone()),
    );
}

fn compare_patterns(old: &[(String, TypeId)], new: &[(String, TypeId)], found: &mut Found) {
    let (old, new): (BTreeMap<&String, TypeId>, BTreeMap<&String, TypeId>) = (
        old.iter().map(|(p, id)| (p, *id)).collect(),
        new.iter().map(|(p, id)| (p, *id)).collect(),
    );
    let patterns: BTreeSet<&&String> = old.keys().chain(new.keys()).collect();
    for pattern in patterns {
        match (old.get(*pattern), new.get(*pattern)) {
            (Some(old), Some(new)) => found.child(format!("{{{pattern}}}"), *old, *new),
            (Some(_), None) => {
                let message = format!("properties like `{pattern}` are no longer described");
                found.push(&["pattern-property-removed"], Effect::Widens, message);
            }
            (None, Some(_)) => {
                let message = format!("properties like `{pattern}` are described now");
                found.push(&["pattern-property-added"], Effect::Narrows, message);
            }
            (None, None) => {}
        }
    }
}

/// Compares what may come beside what is named.
fn compare_rests(
    pair: Pair<'_>,
    rests: (Rest, Rest),
    (step, what): (&str, &str),
    found: &mut Found,
) {
    let (effect, message) = match rests {
        (Rest::Open, Rest::Open) | (Rest::Closed, Rest::Closed) => return,
        (Rest::Typed(old), Rest::Typed(new)) => return found.child(step, old, new),
        (_, Rest::Closed) => (Effect::Narrows, format!("{what} are no longer allowed")),
        (Rest::Closed, _) => (Effect::Widens, format!("{what} are allowed now")),
        (Rest::Open, Rest::Typed(new)) => (
            Effect::Narrows,
            format!(
                "{what} were of any type, now {}",
                describe::ty(pair.new, new)
            ),
        ),
        (Rest::Typed(old), Rest::Open) => (
            Effect::Widens,
            format!(
                "{what} may be of any type, were {}",
                describe::ty(pair.old, old)
            ),
        ),
    };
    found.push(&[], effect, message);
}
