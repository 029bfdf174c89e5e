//! Numbers, and the bounds of the tables.

use super::super::validate::Decimal;
use super::super::validate::check::Numeric;
use super::tables::Bound;
use serde_json::Number;

/// Whether it has no fraction; `1.0` has none.
pub(super) fn is_integer(number: &Number) -> bool {
    number.integer().is_some() || number.decimal().is_some_and(|decimal| decimal.is_whole())
}

impl Numeric for Bound<'_> {
    fn decimal(&self) -> Option<Decimal> {
        match self {
            Bound::Integer(value) => Some(Decimal::of_integer((*value).into())),
            Bound::Exact(text) => Decimal::of_text(text),
        }
    }

    fn integer(&self) -> Option<i128> {
        match self {
            Bound::Integer(value) => Some((*value).into()),
            Bound::Exact(_) => None,
        }
    }

    fn shown(&self) -> String {
        match self {
            Bound::Integer(value) => value.to_string(),
            Bound::Exact(text) => (*text).to_owned(),
        }
    }
}
