//! Numbers of a document, exact: never through a float.

use crate::api::NumberKind;
use crate::decimal::Decimal;
use crate::rust::{Bound, RustType};
use serde_json::Number;

/// The integer that a number is, `1.0` and `1e3` included; `None` where it has a fraction or
/// 128 bits do not hold it.
pub(super) fn integer(number: &Number) -> Option<i128> {
    Decimal::of(number)?.integer()
}

/// The float that a number is, where one is exactly what the document's digits say.
pub(super) fn float(number: &Number) -> Option<f64> {
    let text = number.to_string();
    let value: f64 = text.parse().ok()?;
    let same = Decimal::parse(&format!("{value:e}")) == Decimal::parse(&text);
    (value.is_finite() && same).then_some(value)
}

/// The least and greatest integers that the bounds allow, where they say so in 128 bits.
pub(super) fn integer_range(kind: &NumberKind) -> (Option<i128>, Option<i128>) {
    let inclusive = |bound: &Option<Number>| bound.as_ref().and_then(integer);
    let exclusive =
        |bound: &Option<Number>, step: i128| bound.as_ref().and_then(integer)?.checked_add(step);
    let min = inclusive(&kind.minimum).max(exclusive(&kind.exclusive_minimum, 1));
    let max = [
        inclusive(&kind.maximum),
        exclusive(&kind.exclusive_maximum, -1),
    ];
    (min, max.into_iter().flatten().min())
}

/// The least and greatest values of an integer type.
pub(super) fn type_range(ty: &RustType) -> Option<(i128, i128)> {
    match ty {
        RustType::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        RustType::I64 => Some((i64::MIN.into(), i64::MAX.into())),
        RustType::U32 => Some((0, u32::MAX.into())),
        RustType::U64 => Some((0, u64::MAX.into())),
        _ => None,
    }
}

/// A bound for values of the type `ty`.
pub(super) fn bound(number: &Number, ty: &RustType) -> Bound {
    let by_integer = integer(number).map(Bound::Integer);
    match ty {
        RustType::F64 => float(number).map(Bound::Float),
        _ => by_integer,
    }
    .unwrap_or_else(|| Bound::Text(number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).expect("a number")
    }

    #[test]
    fn integers_are_exact() {
        for (text, expected) in [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("1.0", Some(1)),
            ("1e3", Some(1000)),
            ("-12300e-2", Some(-123)),
            ("0.5", None),
            ("18446744073709551615", Some(18_446_744_073_709_551_615)),
            ("9223372036854775807.0", Some(9_223_372_036_854_775_807)),
            ("1e999999999999", None),
            ("1e-5", None),
        ] {
            assert_eq!(integer(&number(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_float_that_says_something_else_is_no_bound() {
        assert_eq!(float(&number("0.1")), Some(0.1));
        assert_eq!(float(&number("1e2")), Some(100.0));
        assert_eq!(float(&number("9007199254740993")), None);
        assert_eq!(float(&number("1e400")), None);
    }
}
