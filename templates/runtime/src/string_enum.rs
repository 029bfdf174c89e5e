//! Enums of strings, with an arm for what the description does not list.

use std::fmt;

/// An enum whose values are strings.
pub trait StringEnum: Sized + Clone + 'static {
    /// The values that the description lists, in its order.
    const ALL: &'static [Self];

    /// The value as it stands on the wire.
    fn as_str(&self) -> &str;

    /// A value that the description does not list.
    fn unknown(value: String) -> Self;

    /// Whether the description does not list the value.
    fn is_unknown(&self) -> bool;

    /// The value that `text` stands for.
    fn of(text: &str) -> Self {
        let known = Self::ALL.iter().find(|value| value.as_str() == text);
        known
            .cloned()
            .unwrap_or_else(|| Self::unknown(text.to_owned()))
    }
}

/// All that an enum of strings has in common, for a type with the arm `Unknown(String)`, the
/// constant `ALL` and the method `as_str`. `open`: the description
/// allows other values too, so the validator refuses none.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! string_enum {
    ($ty:ident) => {
        rt::string_enum!(@common $ty);

        impl rt::Validate for $ty {
            fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                rt::check::known(self, at, sink)
            }
        }
    };
    ($ty:ident, open) => {
        rt::string_enum!(@common $ty);

        impl rt::Validate for $ty {}
    };
    (@common $ty:ident) => {
        impl rt::StringEnum for $ty {
            const ALL: &'static [Self] = $ty::ALL;

            fn as_str(&self) -> &str {
                $ty::as_str(self)
            }

            fn unknown(value: String) -> Self {
                Self::Unknown(value)
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }

        impl rt::Wire for $ty {
            fn read<'de, D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                rt::read_string_enum(d)
            }

            fn write<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($ty::as_str(self))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                rt::read_string_enum(d)
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($ty::as_str(self))
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

/// Reads a string enum; a string that the description does not list is kept as it came.
///
/// # Errors
///
/// Where what comes is no string.
pub fn read_string_enum<'de, T: StringEnum, D: serde::Deserializer<'de>>(
    d: D,
) -> Result<T, D::Error> {
    d.deserialize_str(TextVisitor(std::marker::PhantomData))
}

struct TextVisitor<T>(std::marker::PhantomData<T>);

impl<T: StringEnum> serde::de::Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Ok(T::of(text))
    }
}
