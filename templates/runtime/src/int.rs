//! Numbers as they come: `1.0` is the integer 1 (JSON Schema 2020-12, section 6.1.1 of the core:
//! a number with a zero fractional part is an integer).

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use std::fmt;

/// An integer from `min` to `max`, spelt with or without a zero fraction.
pub(super) fn read<'de, D: Deserializer<'de>>(
    d: D,
    min: i128,
    max: i128,
) -> Result<i128, D::Error> {
    let visitor = IntVisitor { min, max };
    match (d.is_human_readable(), min < 0) {
        (true, _) => d.deserialize_any(visitor),
        (false, true) => d.deserialize_i64(visitor),
        (false, false) => d.deserialize_u64(visitor),
    }
}

/// Any number, as the nearest `f64`.
pub(super) fn read_float<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
    if d.is_human_readable() {
        d.deserialize_any(FloatVisitor)
    } else {
        d.deserialize_f64(FloatVisitor)
    }
}

/// The number as an integer, where it is one and a float holds it exactly: `3` is written back as
/// `3`, and a server that wants an integer gets one. The negative zero stays what it is.
pub(super) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number.fract() == 0.0 && number.abs() <= EXACT;
    let whole = whole && !(number == 0.0 && number.is_sign_negative());
    #[allow(
        clippy::cast_possible_truncation,
        reason = "it is an integer below 2^53"
    )]
    whole.then_some(number as i64)
}

struct IntVisitor {
    min: i128,
    max: i128,
}

impl IntVisitor {
    fn within<E: Error>(&self, value: i128) -> Result<i128, E> {
        if (self.min..=self.max).contains(&value) {
            return Ok(value);
        }
        Err(E::custom(format_args!(
            "invalid value: integer `{value}`, expected {}",
            Shown(self)
        )))
    }
}

impl<'de> Visitor<'de> for IntVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer from {} to {}", self.min, self.max)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        self.within(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        self.within(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<i128, E> {
        self.within(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<i128, E> {
        self.within(i128::try_from(value).unwrap_or(i128::MAX))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        // Beyond this a cast would saturate; every integer type read here is far smaller.
        let whole = value.fract() == 0.0 && value.abs() < 1e38;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "it has no fraction and fits"
        )]
        match whole {
            true if value.abs() < 9e15 => self.within(value as i128),
            // Its last digits are not known: none are made up.
            true => self.within(value as i128).map_err(|_: E| {
                E::custom(format_args!(
                    "invalid value: number `{value:e}`, expected {}",
                    Shown(&self)
                ))
            }),
            false => Err(E::invalid_value(Unexpected::Float(value), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        let number = exact_number(map, &self)?;
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => self.visit_i64(value),
            (_, Some(value), _) => self.visit_u64(value),
            (_, _, Some(value)) => self.visit_f64(value),
            _ => Err(A::Error::custom(format_args!("expected {}", Shown(&self)))),
        }
    }
}

struct FloatVisitor;

impl<'de> Visitor<'de> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest is what is asked for"
    )]
    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest is what is asked for"
    )]
    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest is what is asked for"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest is what is asked for"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        let number = exact_number(map, &self)?;
        // A number beyond f64 has no nearest one.
        let value = number.as_f64().filter(|value| value.is_finite());
        value.ok_or_else(|| A::Error::custom("number out of range"))
    }
}

/// With serde_json's `arbitrary_precision`, which any crate of a workspace may switch on for all,
/// a number that is asked for without its type comes as a map that only `Number` understands.
fn exact_number<'de, A: MapAccess<'de>>(
    map: A,
    expected: &dyn serde::de::Expected,
) -> Result<serde_json::Number, A::Error> {
    serde_json::Number::deserialize(MapAccessDeserializer::new(map))
        .map_err(|_| A::Error::invalid_type(Unexpected::Map, expected))
}

/// What a visitor expects, as text.
struct Shown<'a>(&'a IntVisitor);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}
