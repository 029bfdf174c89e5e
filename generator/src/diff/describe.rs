//! Values, types and conditions in words, for messages; and in one spelling, for comparing.

use crate::api::{Api, Condition, Kind, NumberKind, Origin, TypeId, UnionMode};
use crate::decimal::canonical_value;
use serde_json::Value;

/// How deep a type is spelt out in a message.
const DEPTH: usize = 4;
/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// A condition in a spelling that does not depend on the order of its parts.
pub(super) fn canonical_condition(condition: &Condition) -> String {
    let sorted = |conditions: &[Condition]| {
        let mut parts: Vec<String> = conditions.iter().map(canonical_condition).collect();
        parts.sort_unstable();
        parts.join(",")
    };
    match condition {
        Condition::Present(name) => format!("present {name:?}"),
        Condition::Equals { property, values } => {
            let mut values: Vec<String> = values.iter().map(canonical_value).collect();
            values.sort_unstable();
            format!("equals {property:?} {values:?}")
        }
        Condition::All(parts) => format!("all({})", sorted(parts)),
        Condition::Any(parts) => format!("any({})", sorted(parts)),
        Condition::One(parts) => format!("one({})", sorted(parts)),
        Condition::Not(inner) => format!("not({})", canonical_condition(inner)),
        Condition::If {
            condition,
            then,
            otherwise,
        } => format!(
            "if({};{};{})",
            canonical_condition(condition),
            canonical_condition(then),
            canonical_condition(otherwise)
        ),
    }
}

/// A value as JSON, cut off where it is long.
pub(super) fn value(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A list of values as JSON.
pub(super) fn values<'a>(list: impl IntoIterator<Item = &'a Value>) -> String {
    list.into_iter().map(value).collect::<Vec<_>>().join(", ")
}

/// A type in a few words, such as `list of string (uuid)`.
pub(super) fn ty(api: &Api, id: TypeId) -> String {
    ty_to(api, id, DEPTH)
}

/// What a type is called among the arms of a union: its component's name, or what it is.
pub(super) fn arm(api: &Api, id: TypeId, name: Option<&str>) -> String {
    match (&api.ty(id).origin, name) {
        (Origin::Component(component), _) if !component.is_empty() => component.clone(),
        (_, Some(name)) => name.to_owned(),
        _ => ty(api, id),
    }
}

/// A condition as a clause, such as `` `url` is there ``.
pub(super) fn condition(condition: &Condition) -> String {
    condition_to(condition, 6)
}

fn ty_to(api: &Api, id: TypeId, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else {
        return "…".to_owned();
    };
    let with_format = |name: &str, format: &Option<String>| match format {
        Some(format) => format!("{name} ({format})"),
        None => name.to_owned(),
    };
    match &api.ty(id).kind {
        Kind::Any => "any value".to_owned(),
        Kind::Never => "no value".to_owned(),
        Kind::Null => "null".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer(NumberKind { format, .. }) => with_format("integer", format),
        Kind::Number(NumberKind { format, .. }) => with_format("number", format),
        Kind::String(string) => with_format("string", &string.format),
        Kind::Enum(list) => format!(
            "one of {}",
            values(list.values.iter().map(|value| &value.value))
        ),
        Kind::Array(array) => format!("list of {}", ty_to(api, array.items, deeper)),
        Kind::Tuple(tuple) => format!("tuple of {}", tuple.prefix.len()),
        Kind::Map(map) => format!("map of {}", ty_to(api, map.values, deeper)),
        Kind::Object(_) => "object".to_owned(),
        Kind::Union(union) => {
            let word = match union.mode {
                UnionMode::OneOf => "one of",
                UnionMode::AnyOf => "any of",
            };
            let arms: Vec<String> = union
                .arms
                .iter()
                .map(|arm| ty_to(api, arm.ty, deeper))
                .collect();
            format!("{word} ({})", arms.join(", "))
        }
        Kind::Nullable(inner) => format!("{} or null", ty_to(api, *inner, deeper)),
    }
}

fn condition_to(condition: &Condition, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else {
        return "…".to_owned();
    };
    let joined = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| condition_to(part, deeper))
            .collect();
        parts.join(word)
    };
    match condition {
        Condition::Present(name) => format!("`{name}` is there"),
        Condition::Equals {
            property,
            values: list,
        } => match list.as_slice() {
            [only] => format!("`{property}` is {}", value(only)),
            list => format!("`{property}` is one of {}", values(list)),
        },
        Condition::All(parts) if parts.is_empty() => "nothing more is asked".to_owned(),
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) if parts.is_empty() => "never".to_owned(),
        Condition::Any(parts) => format!("({})", joined(parts, " or ")),
        Condition::One(parts) => format!("exactly one of ({})", joined(parts, "; ")),
        Condition::Not(inner) => format!("not ({})", condition_to(inner, deeper)),
        Condition::If {
            condition,
            then,
            otherwise,
        } => {
            let mut text = format!(
                "if {}, then {}",
                condition_to(condition, deeper),
                condition_to(then, deeper)
            );
            if !matches!(otherwise.as_ref(), Condition::All(parts) if parts.is_empty()) {
                text.push_str(&format!(", else {}", condition_to(otherwise, deeper)));
            }
            text
        }
    }
}
