//! Enums of integers or of mixed values, with an arm for what the description does not list.

use super::Kind;
use super::validate::{Flow, PASS, Path, Sink, check};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// An enum whose values are JSON values of any kind.
pub trait ValueEnum: Sized + Clone + 'static {
    /// The values that the description lists, in its order.
    const ALL: &'static [Self];

    /// The value as it stands on the wire.
    fn to_value(&self) -> Value;

    /// A value that the description does not list.
    fn unknown(value: Value) -> Self;

    /// Whether the description does not list the value.
    fn is_unknown(&self) -> bool;

    /// The value that `value` stands for; `1.0` is `1`.
    fn of(value: Value) -> Self {
        let known = Self::ALL
            .iter()
            .find(|known| super::same_json(&known.to_value(), &value));
        known.cloned().unwrap_or_else(|| Self::unknown(value))
    }
}

/// All that an enum of values has in common, for a type with the arm
/// `Unknown(serde_json::Value)`, the constant `ALL` and the method `to_value`. `open`: the description
/// allows other values too, so the validator refuses none.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! value_enum {
    ($ty:ident) => {
        rt::value_enum!($ty, ValueEnums);
    };
    ($ty:ident, open) => {
        rt::value_enum!($ty, OpenValueEnums);
    };
    ($ty:ident, $kind:ident) => {
        impl rt::ValueEnum for $ty {
            const ALL: &'static [Self] = $ty::ALL;

            fn to_value(&self) -> ::serde_json::Value {
                $ty::to_value(self)
            }

            fn unknown(value: ::serde_json::Value) -> Self {
                Self::Unknown(value)
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }

        rt::wire!($ty, $kind);
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use value_enum;

/// Enums of values. One that the description does not list is kept as it came.
#[derive(Debug)]
pub struct ValueEnums;

impl<T: ValueEnum> Kind<T> for ValueEnums {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        *place = Some(T::of(Value::deserialize(d)?));
        Ok(())
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        value.to_value().serialize(s)
    }

    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
        check::known_value(value, at, sink)
    }
}

/// Enums of values where the description allows others too.
#[derive(Debug)]
pub struct OpenValueEnums;

impl<T: ValueEnum> Kind<T> for OpenValueEnums {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        ValueEnums::read(d, place)
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        ValueEnums::write(value, s)
    }

    fn check<S: Sink>(_: &T, _: &Path<'_>, _: &mut S) -> Flow {
        PASS
    }
}
