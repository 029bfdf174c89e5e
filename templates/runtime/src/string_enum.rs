//! Enums of strings, with an arm for what the description does not list.

use super::Kind;
use super::validate::{Flow, PASS, Path, Sink, check};
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// An enum whose values are strings.
pub trait StringEnum: AsRef<str> + Sized + Clone + 'static {
    /// The values that the description lists, in its order.
    const ALL: &'static [Self];

    /// A value that the description does not list.
    fn unknown(value: String) -> Self;

    /// Whether the description does not list the value.
    fn is_unknown(&self) -> bool;

    /// The value that `text` stands for.
    fn of(text: &str) -> Self {
        let known = Self::ALL.iter().find(|value| value.as_ref() == text);
        known
            .cloned()
            .unwrap_or_else(|| Self::unknown(text.to_owned()))
    }
}

/// All that an enum of strings has in common, for a type with the arm `Unknown(String)`, the
/// constant `ALL` and the method `as_str`: it is compared by its text. `open`: the description
/// allows other values too, so the validator refuses none.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! string_enum {
    ($ty:ident) => {
        rt::string_enum!($ty, StringEnums);
    };
    ($ty:ident, open) => {
        rt::string_enum!($ty, OpenStringEnums);
    };
    ($ty:ident, $kind:ident) => {
        impl rt::StringEnum for $ty {
            const ALL: &'static [Self] = $ty::ALL;

            fn unknown(value: String) -> Self {
                Self::Unknown(value)
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }

        rt::wire!($ty, $kind);

        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                rt::show_string_enum(self, stringify!($ty), f)
            }
        }

        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                $ty::as_str(self) == $ty::as_str(other)
            }
        }

        impl Eq for $ty {}

        impl PartialOrd for $ty {
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(Ord::cmp(self, other))
            }
        }

        impl Ord for $ty {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                Ord::cmp($ty::as_str(self), $ty::as_str(other))
            }
        }

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash($ty::as_str(self), state);
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($ty::as_str(self))
            }
        }

        impl From<&str> for $ty {
            fn from(value: &str) -> Self {
                rt::StringEnum::of(value)
            }
        }

        impl From<String> for $ty {
            fn from(value: String) -> Self {
                rt::StringEnum::of(&value)
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(rt::StringEnum::of(value))
            }
        }

        impl AsRef<str> for $ty {
            fn as_ref(&self) -> &str {
                $ty::as_str(self)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use string_enum;

/// `Debug` of an enum of strings: its name and the value as it is sent.
///
/// # Errors
///
/// Where the formatter has one.
pub fn show_string_enum<T: StringEnum>(
    value: &T,
    name: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.debug_tuple(name).field(&value.as_ref()).finish()
}

/// Enums of strings. One that the description does not list is kept as it came.
#[derive(Debug)]
pub struct StringEnums;

impl<T: StringEnum> Kind<T> for StringEnums {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        *place = Some(d.deserialize_str(TextVisitor(PhantomData))?);
        Ok(())
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(value.as_ref())
    }

    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
        check::known(value, at, sink)
    }
}

/// Enums of strings where the description allows others too.
#[derive(Debug)]
pub struct OpenStringEnums;

impl<T: StringEnum> Kind<T> for OpenStringEnums {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        StringEnums::read(d, place)
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        StringEnums::write(value, s)
    }

    fn check<S: Sink>(_: &T, _: &Path<'_>, _: &mut S) -> Flow {
        PASS
    }
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::of(text))
    }
}
