//! Equality of JSON values, and hashes that agree with it.

use super::validate::Decimal;
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Whether two values are equal as JSON Schema 2020-12 says (core, section 4.2.2): `1` is `1.0`,
/// and the order of an object's properties does not matter.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right
                || match (Decimal::of_number(left), Decimal::of_number(right)) {
                    (Some(left), Some(right)) => left == right,
                    _ => false,
                }
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, l)| right.get(key).is_some_and(|r| same(l, r)))
        }
        _ => left == right,
    }
}

/// Equal values have equal hashes; the order of properties does not matter, and neither does what
/// is deeper than `depth`.
pub(super) fn hash(value: &Value, state: &mut DefaultHasher, depth: u32) {
    match value {
        Value::Null => 0u8.hash(state),
        Value::Bool(flag) => flag.hash(state),
        Value::Number(number) => match Decimal::of_number(number) {
            Some(decimal) => decimal.hash(state),
            None => 1u8.hash(state),
        },
        Value::String(text) => text.hash(state),
        Value::Array(_) | Value::Object(_) if depth == 0 => 2u8.hash(state),
        Value::Array(items) => {
            items.len().hash(state);
            for item in items {
                hash(item, state, depth - 1);
            }
        }
        Value::Object(map) => {
            let sum = map.iter().fold(0u64, |sum, (key, value)| {
                let mut own = DefaultHasher::new();
                key.hash(&mut own);
                hash(value, &mut own, depth - 1);
                sum.wrapping_add(own.finish())
            });
            (3u8, sum).hash(state);
        }
    }
}
