//! `uniqueItems`: pairs while they are few, then by hash.

use super::super::json::hash;
use super::super::validate::Decimal;
use super::engine::Engine;
use serde_json::Value;
use std::hash::{DefaultHasher, Hasher};

/// Up to so many items every pair is compared, without allocating.
const FEW: usize = 16;

/// How deep items are compared; what is deeper counts as different.
const DEEP: u32 = 400;

/// The indices of two items that are equal. `None` also where comparing took too long, which the
/// engine then knows.
pub(super) fn duplicate(engine: &mut Engine<'_>, items: &[Value]) -> Option<(usize, usize)> {
    if items.len() <= FEW {
        return pairs(engine, items);
    }
    let mut hashes: Vec<(u64, usize)> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut hasher = DefaultHasher::new();
        hash(item, &mut hasher, DEEP);
        hashes.push((hasher.finish(), index));
    }
    hashes.sort_unstable();
    let mut found: Option<(usize, usize)> = None;
    for group in hashes.chunk_by(|left, right| left.0 == right.0) {
        for (position, (_, second)) in group.iter().enumerate() {
            for (_, first) in group.iter().take(position) {
                engine.spend(1).continue_value()?;
                let both = items.get(*first).zip(items.get(*second));
                if both.is_some_and(|(left, right)| same(left, right, DEEP)) {
                    let pair = (*first, *second);
                    found = Some(found.map_or(pair, |other| earlier(other, pair)));
                    break;
                }
            }
        }
    }
    found
}

fn earlier(left: (usize, usize), right: (usize, usize)) -> (usize, usize) {
    if left.1 <= right.1 { left } else { right }
}

fn pairs(engine: &mut Engine<'_>, items: &[Value]) -> Option<(usize, usize)> {
    for (second, item) in items.iter().enumerate() {
        for (first, other) in items.iter().enumerate().take(second) {
            engine.spend(1).continue_value()?;
            if same(other, item, DEEP) {
                return Some((first, second));
            }
        }
    }
    None
}

/// Equality as JSON Schema says, no deeper than `depth`.
fn same(left: &Value, right: &Value, depth: u32) -> bool {
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
                && both.all(|(left, right)| same(left, right, depth - 1))
        }
        (Value::Object(left), Value::Object(right)) => {
            depth > 0
                && left.len() == right.len()
                && left.iter().all(|(key, left)| {
                    let right = right.get(key);
                    right.is_some_and(|right| same(left, right, depth - 1))
                })
        }
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => left == right,
    }
}
