//! Equality of JSON values, and hashes that agree with it.

use super::validate::Decimal;
use serde_json::Value;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::mem;

/// How deep values are compared; what is deeper counts as different.
pub(super) const DEEP: u32 = 400;

/// Whether two values are equal as JSON Schema 2020-12 says (core, section 4.2.2): `1` is `1.0`,
/// and the order of an object's properties does not matter.
pub fn same(left: &Value, right: &Value) -> bool {
    same_within(left, right, DEEP)
}

fn same_within(left: &Value, right: &Value, depth: u32) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right
                || match (Decimal::of_number(left), Decimal::of_number(right)) {
                    (Some(left), Some(right)) => left == right,
                    _ => false,
                }
        }
        (Value::Array(left), Value::Array(right)) => {
            let mut both = left.iter().zip(right);
            depth > 0
                && left.len() == right.len()
                && both.all(|(left, right)| same_within(left, right, depth - 1))
        }
        (Value::Object(left), Value::Object(right)) => {
            depth > 0
                && left.len() == right.len()
                && left.iter().all(|(key, left)| {
                    let right = right.get(key);
                    right.is_some_and(|right| same_within(left, right, depth - 1))
                })
        }
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => left == right,
    }
}

/// Equal values have equal hashes. The keys make that no one can say which others have.
pub(super) fn hash(value: &Value, keys: &RandomState) -> u64 {
    let mut state = keys.build_hasher();
    hash_within(value, keys, &mut state, DEEP);
    state.finish()
}

/// The order of properties does not matter, and neither does what is deeper than `depth`.
fn hash_within(value: &Value, keys: &RandomState, state: &mut DefaultHasher, depth: u32) {
    mem::discriminant(value).hash(state);
    match value {
        Value::Null => {}
        Value::Bool(flag) => flag.hash(state),
        Value::Number(number) => Decimal::of_number(number).hash(state),
        Value::String(text) => text.hash(state),
        Value::Array(_) | Value::Object(_) if depth == 0 => {}
        Value::Array(items) => {
            items.len().hash(state);
            for item in items {
                hash_within(item, keys, state, depth - 1);
            }
        }
        Value::Object(map) => {
            let sum = map.iter().fold(0u64, |sum, (key, value)| {
                let mut own = keys.build_hasher();
                key.hash(&mut own);
                hash_within(value, keys, &mut own, depth - 1);
                sum.wrapping_add(own.finish())
            });
            sum.hash(state);
        }
    }
}
