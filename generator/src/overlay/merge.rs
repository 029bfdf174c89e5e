//! Merging an update into a node, and comparing a node with what was expected.

use crate::diagnostic::{Place, Pointer};
use serde_json::Value;

/// Merges `update` into `target` as the Overlay specification says: members of objects
/// recursively, lists appended, everything else replaced. `put` hears of each part that is now
/// at a pointer and was written at a place.
pub(super) fn merge(
    target: &mut Value,
    update: &Value,
    at: &Pointer,
    from: &Place,
    put: &mut impl FnMut(Pointer, Place),
) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                let (at, from) = (at.key(key), from.key(key));
                match target.get_mut(key) {
                    Some(known) => merge(known, value, &at, &from, put),
                    None => {
                        target.insert(key.clone(), value.clone());
                        put(at, from);
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => {
            for (index, value) in update.iter().enumerate() {
                put(at.key(target.len()), from.key(index));
                target.push(value.clone());
            }
        }
        (target, update) => {
            *target = update.clone();
            put(at.clone(), from.clone());
        }
    }
}

/// The first difference between what was expected and what is there: its pointer below the node
/// and what was found, `None` for nothing. Objects are compared on the keys that are expected;
/// numbers by value, so that `1` is `1.0`.
pub fn expectation_mismatch<'v>(
    expected: &'v Value,
    found: &'v Value,
) -> Option<(Pointer, &'v Value, Option<&'v Value>)> {
    mismatch_at(Pointer::root(), expected, found)
}

fn mismatch_at<'v>(
    at: Pointer,
    expected: &'v Value,
    found: &'v Value,
) -> Option<(Pointer, &'v Value, Option<&'v Value>)> {
    match (expected, found) {
        (Value::Object(wanted), Value::Object(there)) => {
            wanted
                .iter()
                .find_map(|(key, wanted)| match there.get(key) {
                    Some(there) => mismatch_at(at.key(key), wanted, there),
                    None => Some((at.key(key), wanted, None)),
                })
        }
        (Value::Array(wanted), Value::Array(there)) if wanted.len() == there.len() => {
            let pairs = wanted.iter().zip(there).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (wanted, there))| mismatch_at(at.key(index), wanted, there))
        }
        (Value::Number(wanted), Value::Number(there)) => {
            let same = wanted == there || (wanted.as_f64() == there.as_f64() && !is_long(wanted));
            (!same).then_some((at, expected, Some(found)))
        }
        (wanted, there) => (wanted != there).then_some((at, expected, Some(found))),
    }
}

/// Whether the number has more digits than a float keeps.
fn is_long(number: &serde_json::Number) -> bool {
    number.to_string().len() > 15
}
