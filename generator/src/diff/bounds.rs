//! Limits of numbers, strings, lists and objects.

use super::facts::{Effect, Found, decimal};
use crate::api::{NumberKind, StringKind};
use crate::decimal::Decimal;
use serde_json::Number;
use std::cmp::Ordering;

/// Which end of a range a limit closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Lower,
    Upper,
}

/// A limit: the keyword, the word for it in rule ids, the end.
#[derive(Debug, Clone, Copy)]
struct Limit<'a> {
    keyword: &'a str,
    id: &'a str,
    end: End,
}

/// Compares the limits of two numbers.
pub(super) fn numbers(old: &NumberKind, new: &NumberKind, found: &mut Found) {
    use End::{Lower, Upper};
    for (keyword, id, end, old, new) in [
        ("minimum", "min", Lower, &old.minimum, &new.minimum),
        ("maximum", "max", Upper, &old.maximum, &new.maximum),
        (
            "exclusiveMinimum",
            "exclusive-min",
            Lower,
            &old.exclusive_minimum,
            &new.exclusive_minimum,
        ),
        (
            "exclusiveMaximum",
            "exclusive-max",
            Upper,
            &old.exclusive_maximum,
            &new.exclusive_maximum,
        ),
    ] {
        limit(
            Limit { keyword, id, end },
            old.as_ref(),
            new.as_ref(),
            found,
        );
    }
    multiple_of(old.multiple_of.as_ref(), new.multiple_of.as_ref(), found);
}

/// Compares the limits of the lengths of two strings.
pub(super) fn strings(old: &StringKind, new: &StringKind, found: &mut Found) {
    sizes(
        "Length",
        "length",
        (old.min_length, old.max_length),
        (new.min_length, new.max_length),
        found,
    );
}

/// Compares the limits of a size: `what` ends the keywords, `id` the words in rule ids.
pub(super) fn sizes(
    what: &str,
    id: &str,
    old: (Option<u64>, Option<u64>),
    new: (Option<u64>, Option<u64>),
    found: &mut Found,
) {
    // A least size of zero is no limit.
    let least = |bound: Option<u64>| bound.filter(|bound| *bound > 0).map(Number::from);
    let (min, max) = (format!("min{what}"), format!("max{what}"));
    let (min_id, max_id) = (format!("min-{id}"), format!("max-{id}"));
    let lower = Limit {
        keyword: &min,
        id: &min_id,
        end: End::Lower,
    };
    let upper = Limit {
        keyword: &max,
        id: &max_id,
        end: End::Upper,
    };
    limit(lower, least(old.0).as_ref(), least(new.0).as_ref(), found);
    limit(
        upper,
        old.1.map(Number::from).as_ref(),
        new.1.map(Number::from).as_ref(),
        found,
    );
}

fn limit(limit: Limit<'_>, old: Option<&Number>, new: Option<&Number>, found: &mut Found) {
    let Limit { keyword, id, end } = limit;
    let (raised, lowered) = (format!("{id}-increased"), format!("{id}-decreased"));
    let (tighter, looser) = match end {
        End::Lower => (raised, lowered),
        End::Upper => (lowered, raised),
    };
    match (old, new) {
        (None, None) => {}
        // Where no rule speaks of a limit that is new or gone, the one for tighter or looser does.
        (None, Some(new)) => {
            found.push(
                &[&format!("{id}-set"), &tighter],
                Effect::Narrows,
                format!("{keyword} set to {new}"),
            );
        }
        (Some(old), None) => {
            found.push(
                &[&format!("{id}-unset"), &looser],
                Effect::Widens,
                format!("{keyword} {old} removed"),
            );
        }
        (Some(old), Some(new)) => {
            let order = order(old, new);
            let (ids, effect) = match (order, end) {
                (Ordering::Equal, _) => return,
                (Ordering::Less, End::Lower) | (Ordering::Greater, End::Upper) => {
                    (tighter, Effect::Narrows)
                }
                _ => (looser, Effect::Widens),
            };
            let word = if order == Ordering::Less {
                "raised"
            } else {
                "lowered"
            };
            found.push(
                &[&ids],
                effect,
                format!("{keyword} {word} from {old} to {new}"),
            );
        }
    }
}

fn order(old: &Number, new: &Number) -> Ordering {
    match (decimal(old), decimal(new)) {
        (Some(old), Some(new)) => old.cmp(&new),
        _ => old.to_string().cmp(&new.to_string()),
    }
}

fn multiple_of(old: Option<&Number>, new: Option<&Number>, found: &mut Found) {
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => found.push(&[], Effect::Narrows, format!("multipleOf set to {new}")),
        (Some(old), None) => found.push(&[], Effect::Widens, format!("multipleOf {old} removed")),
        (Some(old), Some(new)) => {
            let effect = match (decimal(old), decimal(new)) {
                (Some(a), Some(b)) if a == b => return,
                (Some(a), Some(b)) if Decimal::divides(&a, &b) => Effect::Narrows,
                (Some(a), Some(b)) if Decimal::divides(&b, &a) => Effect::Widens,
                _ => Effect::Alters,
            };
            found.push(
                &[],
                effect,
                format!("multipleOf changed from {old} to {new}"),
            );
        }
    }
}
