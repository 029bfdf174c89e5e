//! Values of `enum` and `const`.

use super::super::validate::check::{Numeric, cut, holds, shorten};
use super::tables::{Constant, Tables};
use serde_json::Value;
use std::cmp::Ordering;

/// Whether the value is the constant, as JSON Schema says (core, section 4.2.2). It goes no deeper
/// than the constant, which the generator has bounded.
pub(super) fn is_constant(tables: &Tables<'_>, constant: &Constant<'_>, value: &Value) -> bool {
    match (constant, value) {
        (Constant::Null, Value::Null) => true,
        (Constant::Boolean(left), Value::Bool(right)) => left == right,
        (Constant::String(left), Value::String(right)) => left == right,
        (Constant::Number(left), Value::Number(right)) => holds(right, left, Ordering::is_eq),
        (Constant::Array(span), Value::Array(items)) => {
            let constants = span.of(tables.constants);
            constants.len() == items.len()
                && constants
                    .iter()
                    .zip(items)
                    .all(|(constant, item)| is_constant(tables, constant, item))
        }
        (Constant::Object(span), Value::Object(map)) => {
            let entries = span.of(tables.entries);
            entries.len() == map.len()
                && entries.iter().all(|entry| {
                    let constant = tables.constants.get(entry.1 as usize);
                    let both = constant.zip(map.get(entry.0));
                    both.is_some_and(|(constant, value)| is_constant(tables, constant, value))
                })
        }
        _ => false,
    }
}

/// How a message shows a constant.
pub(super) fn shown_constant(tables: &Tables<'_>, constant: &Constant<'_>) -> String {
    match constant {
        Constant::String(text) => shorten(text),
        other => cut(&json(tables, other)),
    }
}

fn json(tables: &Tables<'_>, constant: &Constant<'_>) -> String {
    match constant {
        Constant::Null => "null".to_owned(),
        Constant::Boolean(flag) => flag.to_string(),
        Constant::Number(bound) => bound.shown(),
        Constant::String(text) => format!("{text:?}"),
        Constant::Array(span) => {
            let items = span.of(tables.constants).iter();
            let items: Vec<_> = items.map(|item| json(tables, item)).collect();
            format!("[{}]", items.join(","))
        }
        Constant::Object(span) => {
            let entries = span.of(tables.entries).iter();
            let entries: Vec<_> = entries
                .map(|entry| {
                    let constant = tables.constants.get(entry.1 as usize);
                    let value = constant.map(|value| json(tables, value));
                    format!("{:?}:{}", entry.0, value.unwrap_or_default())
                })
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}
