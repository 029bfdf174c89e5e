//! Numbers against bounds, exactly: as integers where both are, else as decimals.

use super::super::validate::Decimal;
use super::tables::Bound;
use serde_json::Number;
use std::cmp::Ordering;
use std::fmt;

/// Whether it has no fraction; `1.0` has none.
pub(super) fn is_integer(number: &Number) -> bool {
    number.is_i64()
        || number.is_u64()
        || Decimal::of_number(number).is_some_and(|decimal| decimal.is_whole())
}

/// How the number compares with the bound.
pub(super) fn compare(number: &Number, bound: Bound<'_>) -> Option<Ordering> {
    if let Bound::Integer(bound) = bound {
        if let Some(number) = number.as_i64() {
            return Some(number.cmp(&bound));
        }
        if number.is_u64() {
            // What no `i64` holds is greater than any.
            return Some(Ordering::Greater);
        }
    }
    Some(Decimal::of_number(number)?.cmp(&decimal(bound)?))
}

/// Whether it is the bound times a whole number.
pub(super) fn is_multiple(number: &Number, step: Bound<'_>) -> bool {
    if let (Bound::Integer(step), Some(number)) = (step, number.as_i64()) {
        return number.checked_rem(step) == Some(0);
    }
    match (Decimal::of_number(number), decimal(step)) {
        (Some(number), Some(step)) => number.is_multiple_of(&step),
        _ => false,
    }
}

fn decimal(bound: Bound<'_>) -> Option<Decimal> {
    match bound {
        Bound::Integer(value) => Some(Decimal::of_integer(value.into())),
        Bound::Exact(text) => Decimal::of_text(text),
    }
}

impl fmt::Display for Bound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Integer(value) => value.fmt(f),
            Bound::Exact(text) => f.write_str(text),
        }
    }
}
