//! The facts that differ between an old type and a new one, one level deep, and the pairs of types
//! below them. Which way the type travels, and so how bad a fact is, is not known here.

use super::bounds;
use super::describe::{self, canonical_condition, canonical_value};
use super::fingerprint::Fingerprints;
use super::view::{self, ListView, ObjectView, Rest};
use super::{arms, decimal::Decimal};
use crate::api::{Api, Condition, EnumKind, Kind, Property, StringKind, Type, TypeId};
use crate::diagnostic::Place;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

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

    fn push_at(&mut self, ids: &[&str], effect: Effect, message: String, step: String, at: At) {
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
    compare_rules(
        &rules_of(pair.old, old, old_id),
        &rules_of(pair.new, new, new_id),
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
fn type_ids(effect: Effect) -> &'static [&'static str] {
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
            compare_formats(a.format.as_deref(), b.format.as_deref(), found);
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
        (Kind::String(a), Kind::String(b)) => compare_strings(a, b, found),
        (Kind::Enum(a), Kind::Enum(b)) => compare_enums(a, b, found),
        (Kind::Union(_), _) | (_, Kind::Union(_)) => arms::compare(pair, old, new, found),
        (Kind::Enum(list), other) if holds_all(other, list) => {
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
        (other, Kind::Enum(list)) if holds_all(other, list) => {
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
                compare_lists(pair, &a, &b, found);
            } else if let (Some(a), Some(b)) = (
                view::object(pair.old, old_kind),
                view::object(pair.new, new_kind),
            ) {
                compare_objects(pair, &a, &b, found);
            } else {
                type_changed(pair, old, new, Effect::Alters, found);
            }
        }
    }
}

/// Whether every value of `list` is of the JSON type of `kind`.
fn holds_all(kind: &Kind, list: &EnumKind) -> bool {
    list.values.iter().all(|value| match (kind, &value.value) {
        (Kind::String(_), Value::String(_)) | (Kind::Boolean, Value::Bool(_)) => true,
        (Kind::Number(_) | Kind::Integer(_), Value::Number(_)) => true,
        _ => false,
    })
}

fn compare_formats(old: Option<&str>, new: Option<&str>, found: &mut Found) {
    let effect = match (old, new) {
        (old, new) if old == new => return,
        (None, _) | (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
            Effect::Narrows
        }
        (_, None) | (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
            Effect::Widens
        }
        _ => Effect::Alters,
    };
    found.push(type_ids(effect), effect, moved("format", old, new));
}

fn moved(what: &str, old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (None, Some(new)) => format!("{what} `{new}` added"),
        (Some(old), None) => format!("{what} `{old}` removed"),
        (old, new) => format!(
            "{what} changed from `{}` to `{}`",
            old.unwrap_or_default(),
            new.unwrap_or_default()
        ),
    }
}

fn compare_strings(old: &StringKind, new: &StringKind, found: &mut Found) {
    // Format byte is 3.0's word for contentEncoding base64.
    let encoded = |string: &StringKind| match (
        string.format.as_deref(),
        string.content_encoding.as_deref(),
    ) {
        (Some("byte"), None | Some("base64")) => (None, Some("base64".to_owned())),
        (format, encoding) => (format.map(str::to_owned), encoding.map(str::to_owned)),
    };
    let ((old_format, old_encoding), (new_format, new_encoding)) = (encoded(old), encoded(new));
    compare_formats(old_format.as_deref(), new_format.as_deref(), found);
    if old_encoding != new_encoding {
        let message = moved(
            "contentEncoding",
            old_encoding.as_deref(),
            new_encoding.as_deref(),
        );
        found.push(&["content-encoding-changed"], Effect::Alters, message);
    }
    let (old_media, new_media) = (
        old.content_media_type.as_deref(),
        new.content_media_type.as_deref(),
    );
    if old_media != new_media {
        let message = moved("contentMediaType", old_media, new_media);
        found.push(&["content-media-type-changed"], Effect::Alters, message);
    }
    bounds::strings(old, new, found);
    let (gone, come) = difference(
        old.patterns.iter().map(String::as_str),
        new.patterns.iter().map(String::as_str),
    );
    match (gone.as_slice(), come.as_slice()) {
        ([old], [new]) => {
            found.push(
                &["pattern-changed"],
                Effect::Alters,
                moved("pattern", Some(old), Some(new)),
            );
        }
        (gone, come) => {
            for pattern in gone {
                found.push(
                    &["pattern-removed"],
                    Effect::Widens,
                    moved("pattern", Some(pattern), None),
                );
            }
            for pattern in come {
                found.push(
                    &["pattern-added"],
                    Effect::Narrows,
                    moved("pattern", None, Some(pattern)),
                );
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

fn compare_enums(old: &EnumKind, new: &EnumKind, found: &mut Found) {
    let keyed = |list: &EnumKind| -> BTreeMap<String, String> {
        list.values
            .iter()
            .map(|value| (canonical_value(&value.value), describe::value(&value.value)))
            .collect()
    };
    let (old_values, new_values) = (keyed(old), keyed(new));
    let (gone, come) = difference(old_values.iter(), new_values.iter());
    match (old.open, new.open) {
        (false, true) => found.push(
            &[],
            Effect::Widens,
            "values beside the listed ones are allowed now".to_owned(),
        ),
        (true, false) => found.push(
            &[],
            Effect::Narrows,
            "only the listed values are allowed now".to_owned(),
        ),
        _ => {}
    }
    if let ([(_, old_value)], [(_, new_value)], 1, 1) = (
        gone.as_slice(),
        come.as_slice(),
        old_values.len(),
        new_values.len(),
    ) {
        let message = format!("constant changed from {old_value} to {new_value}");
        found.push(&["const-changed"], Effect::Alters, message);
        return;
    }
    // The values of an open list are examples of what may come, no limits.
    let open = old.open || new.open;
    let removed = [
        "enum-value-removed",
        "response-mediatype-enum-value-removed",
    ];
    let added = ["enum-value-added"];
    for (values, ids, effect, word) in [
        (gone, removed.as_slice(), Effect::Narrows, "removed"),
        (come, added.as_slice(), Effect::Widens, "added"),
    ] {
        let (ids, effect) = if open {
            ([].as_slice(), Effect::Notes)
        } else {
            (ids, effect)
        };
        for (_, shown) in values {
            found.push(ids, effect, format!("enum value {shown} {word}"));
        }
    }
}

fn compare_lists(pair: Pair<'_>, old: &ListView<'_>, new: &ListView<'_>, found: &mut Found) {
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

fn compare_objects(pair: Pair<'_>, old: &ObjectView<'_>, new: &ObjectView<'_>, found: &mut Found) {
    let by_name = |properties: &'_ [Property]| -> BTreeMap<String, usize> {
        properties
            .iter()
            .enumerate()
            .map(|(index, property)| (property.name.clone(), index))
            .collect()
    };
    let (old_names, new_names) = (by_name(old.properties), by_name(new.properties));
    let find = |properties: &'_ [Property],
                names: &BTreeMap<String, usize>,
                name: &str|
     -> Option<Property> { properties.get(*names.get(name)?).cloned() };
    let names: BTreeSet<&String> = old_names.keys().chain(new_names.keys()).collect();
    for name in names {
        match (
            find(old.properties, &old_names, name),
            find(new.properties, &new_names, name),
        ) {
            (Some(old), Some(new)) => compare_properties(pair, &old, &new, found),
            (Some(old), None) => property_removed(pair, &old, found),
            (None, Some(new)) => property_added(pair, &new, found),
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

/// The rules of a type, whether they stand at it or under its null.
fn rules_of<'a>(api: &'a Api, id: TypeId, inner: TypeId) -> Vec<&'a Condition> {
    let outer = (id != inner).then(|| api.ty(id).rules.iter());
    api.ty(inner)
        .rules
        .iter()
        .chain(outer.into_iter().flatten())
        .collect()
}

fn compare_rules(old: &[&Condition], new: &[&Condition], found: &mut Found) {
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

/// A number in the form in which numbers are compared.
pub(super) fn decimal(number: &serde_json::Number) -> Option<Decimal> {
    Decimal::parse(&number.to_string())
}
