//! Numbers of a document, exact: never through a float; and what is checked of them.

use crate::api::NumberKind;
use crate::decimal::Decimal;
use crate::rust::{Bound, Check, RustType};
use serde_json::Number;
use std::cmp::Ordering;

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

/// Bounds that the Rust type does not guarantee anyway.
pub(super) fn checks(kind: &NumberKind, ty: &RustType) -> Vec<Check> {
    let range = type_range(ty);
    let below =
        |bound: &Bound| matches!((bound, range), (Bound::Integer(b), Some((min, _))) if *b <= min);
    let above =
        |bound: &Bound| matches!((bound, range), (Bound::Integer(b), Some((_, max))) if *b >= max);
    let bound = |number: &Option<Number>| number.as_ref().map(|number| self::bound(number, ty));
    let (least, greatest) = narrow(kind.format.as_deref(), ty).unzip();
    let minimum = bound(&stricter(&kind.minimum, least, Ordering::Greater));
    let maximum = bound(&stricter(&kind.maximum, greatest, Ordering::Less));
    let one = Bound::Integer(1);
    let step = bound(&kind.multiple_of).filter(|step| range.is_none() || *step != one);
    let checks = [
        minimum.filter(|bound| !below(bound)).map(Check::Minimum),
        maximum.filter(|bound| !above(bound)).map(Check::Maximum),
        bound(&kind.exclusive_minimum).map(Check::Above),
        bound(&kind.exclusive_maximum).map(Check::Below),
        step.map(Check::MultipleOf),
    ];
    checks.into_iter().flatten().collect()
}

/// The bounds of a format, which the Rust type may guarantee.
fn narrow(format: Option<&str>, ty: &RustType) -> Option<(Number, Number)> {
    let (min, max): (Number, Number) = match (format?, ty) {
        ("int8", _) => (i8::MIN.into(), i8::MAX.into()),
        ("int16", _) => (i16::MIN.into(), i16::MAX.into()),
        ("int32", _) => (i32::MIN.into(), i32::MAX.into()),
        ("int64", _) => (i64::MIN.into(), i64::MAX.into()),
        ("uint8", _) => (0.into(), u8::MAX.into()),
        ("uint16", _) => (0.into(), u16::MAX.into()),
        ("uint32", _) => (0.into(), u32::MAX.into()),
        ("uint64", _) => (0.into(), u64::MAX.into()),
        ("float", RustType::F64) => {
            let limit = |value: f32| Number::from_f64(value.into());
            (limit(f32::MIN)?, limit(f32::MAX)?)
        }
        _ => return None,
    };
    Some((min, max))
}

/// Of two bounds the one that is `wanted` compared with the other.
fn stricter(own: &Option<Number>, other: Option<Number>, wanted: Ordering) -> Option<Number> {
    match (own, other) {
        (Some(own), Some(other)) => {
            let order = Decimal::of(&other).zip(Decimal::of(own));
            let is_stricter = order.is_some_and(|(other, own)| other.cmp(&own) == wanted);
            Some(if is_stricter { other } else { own.clone() })
        }
        (own, other) => own.clone().or(other),
    }
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
