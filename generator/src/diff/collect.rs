//! Findings of single operations, gathered into changes.

use super::rules::Rule;
use super::{Change, OperationKey, Spot};
use crate::diagnostic::Place;
use std::collections::BTreeMap;

/// One change as one operation sees it.
#[derive(Debug)]
pub(super) struct Finding {
    pub rule: &'static Rule,
    pub spot: Spot,
    pub message: String,
    pub old_place: Option<Place>,
    pub new_place: Option<Place>,
    /// The steps from the places to the fact itself.
    pub local: String,
}

/// What findings of the same fact share: rule, message, places, and the steps from there.
type Key = (&'static str, String, Option<Place>, Option<Place>, String);

/// Gathers the findings of one fact and sorts what comes out.
pub(super) fn gather(findings: Vec<Finding>) -> Vec<Change> {
    let mut groups: BTreeMap<Key, Change> = BTreeMap::new();
    for finding in findings {
        let Finding {
            rule,
            spot,
            message,
            old_place,
            new_place,
            local,
        } = finding;
        groups
            .entry((
                rule.id,
                message.clone(),
                old_place.clone(),
                new_place.clone(),
                local,
            ))
            .or_insert_with(|| Change {
                rule,
                spots: Vec::new(),
                message,
                old_place,
                new_place,
            })
            .spots
            .push(spot);
    }
    let mut changes: Vec<Change> = groups.into_values().collect();
    for change in &mut changes {
        change.spots.sort_unstable();
        change.spots.dedup();
    }
    let key = |change: &Change| (change.spots.clone(), change.rule.id, change.message.clone());
    changes.sort_by_cached_key(key);
    changes
}

/// The spot of `operation` (or the API as a whole) that `subject` names.
pub(super) fn spot(operation: Option<&OperationKey>, subject: impl Into<String>) -> Spot {
    Spot {
        operation: operation.cloned(),
        subject: subject.into(),
    }
}
