//! Constraints as a sentence of documentation.

use crate::api::{Api, ArrayKind, Kind, MapKind, NumberKind, StringKind, TypeId};
use serde_json::{Number, Value};

/// What the documentation of an alias says about its values.
pub(super) fn of_type(api: &Api, id: TypeId) -> Option<String> {
    sentence(constraints(api, id))
}

/// What the documentation of a field says about its values.
pub(super) fn of_property(api: &Api, id: TypeId, default: Option<&Value>) -> Option<String> {
    let mut facts = constraints(api, id);
    facts.extend(default.map(|value| format!("default {}", code(&shown(value)))));
    sentence(facts)
}

fn sentence(facts: Vec<String>) -> Option<String> {
    let text = facts.join("; ");
    let mut letters = text.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn constraints(api: &Api, id: TypeId) -> Vec<String> {
    match &api.ty(id).kind {
        Kind::String(kind) => of_string(kind),
        Kind::Integer(kind) | Kind::Number(kind) => of_number(kind),
        Kind::Array(kind) => of_array(kind),
        Kind::Map(kind) => of_map(kind),
        Kind::Never => vec!["no value is valid here".to_owned()],
        _ => Vec::new(),
    }
}

fn of_string(kind: &StringKind) -> Vec<String> {
    let mut facts = Vec::new();
    let unit = ["character", "characters"];
    facts.extend(count(kind.min_length, kind.max_length, unit));
    facts.extend(
        kind.patterns
            .iter()
            .map(|pattern| format!("matches {}", code(pattern))),
    );
    // The Rust type says these.
    let typed = ["uuid", "date-time", "date", "byte", "binary", "password"];
    let format = kind
        .format
        .as_deref()
        .filter(|format| !typed.contains(format));
    facts.extend(format.map(|format| format!("format {}", code(format))));
    facts
}

fn of_number(kind: &NumberKind) -> Vec<String> {
    let mut facts = Vec::new();
    match (&kind.minimum, &kind.maximum) {
        (Some(min), Some(max)) => facts.push(format!("{min} to {max}")),
        (Some(min), None) => facts.push(format!("at least {min}")),
        (None, Some(max)) => facts.push(format!("at most {max}")),
        (None, None) => {}
    }
    let mut tell = |words: &str, bound: &Option<Number>| {
        facts.extend(bound.iter().map(|bound| format!("{words} {bound}")));
    };
    tell("more than", &kind.exclusive_minimum);
    tell("less than", &kind.exclusive_maximum);
    tell("a multiple of", &kind.multiple_of);
    facts
}

fn of_array(kind: &ArrayKind) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(count(kind.min_items, kind.max_items, ["item", "items"]));
    if kind.unique_items {
        facts.push("no item twice".to_owned());
    }
    facts
}

fn of_map(kind: &MapKind) -> Vec<String> {
    let unit = ["entry", "entries"];
    count(kind.min_properties, kind.max_properties, unit)
        .into_iter()
        .collect()
}

/// "4 to 30 characters", "at least 1 item".
fn count(min: Option<u64>, max: Option<u64>, [one, many]: [&str; 2]) -> Option<String> {
    let unit = |number: u64| if number == 1 { one } else { many };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {}", unit(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {}", unit(max))),
        (Some(min), None) => Some(format!("at least {min} {}", unit(min))),
        (None, Some(max)) => Some(format!("at most {max} {}", unit(max))),
        (None, None) => None,
    }
}

/// A value, shortened: documentation is no place for a page of JSON.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Inline code.
fn code(text: &str) -> String {
    super::tame::code(text)
}
