//! `uniqueItems`: pairs while they are few, then by hash.

use super::super::json::{hash, same};
use super::engine::Engine;
use serde_json::Value;
use std::hash::RandomState;

/// Up to so many items every pair is compared, without allocating.
const FEW: usize = 16;

/// The indices of two items that are equal. `None` also where comparing took too long, which the
/// engine then knows.
pub(super) fn duplicate(engine: &mut Engine<'_>, items: &[Value]) -> Option<(usize, usize)> {
    if items.len() <= FEW {
        return pairs(engine, items);
    }
    let hashes = items.iter().enumerate();
    let keys = RandomState::new();
    let mut hashes: Vec<(u64, usize)> = hashes
        .map(|(index, item)| (hash(item, &keys), index))
        .collect();
    hashes.sort_unstable();
    let mut found: Option<(usize, usize)> = None;
    for group in hashes.chunk_by(|left, right| left.0 == right.0) {
        for (position, (_, second)) in group.iter().enumerate() {
            for (_, first) in group.iter().take(position) {
                engine.spend(1).continue_value()?;
                let both = items.get(*first).zip(items.get(*second));
                if both.is_some_and(|(left, right)| same(left, right)) {
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
            if same(other, item) {
                return Some((first, second));
            }
        }
    }
    None
}
