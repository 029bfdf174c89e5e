//! How each type stands on the wire.

use super::validate::{Flow, Path, Rule, Sink, Validate, keep_any};
use super::{Base64Bytes, Maybe, ReadError, Secret, int, read_error};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type that can be read from the wire and written to it. Emitted types have it by their
/// [`Kind`]; it is apart from serde's traits because integers read `1.0` as `1`.
pub trait Wire: Sized {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// Where what comes is not of this type.
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error>;

    /// Reads one value to where it stays: a large one is not moved from hand to hand.
    ///
    /// # Errors
    ///
    /// Where what comes is not of this type.
    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(
        d: D,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        *place = Some(Self::read(d)?);
        Ok(())
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold it.
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

/// An emitted type, or whatever else is read and written as all of its kind are.
pub trait Emitted: Sized {
    /// Its kind.
    type Kind: Kind<Self>;
}

/// How all types of one kind are read, written and checked.
pub trait Kind<T> {
    /// Reads one value into its place.
    ///
    /// # Errors
    ///
    /// Where what comes is no `T`.
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold it.
    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error>;

    /// Reports each violation of what the type demands.
    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow;

    /// Holds a rule of the place where the value stands against it.
    fn keep<S: Sink>(value: &T, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow
    where
        T: Validate,
    {
        keep_any(value, rule, at, sink)
    }
}

impl<T: Emitted> Wire for T {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut place = None;
        T::Kind::read(d, &mut place)?;
        place.ok_or_else(|| D::Error::custom("there is no value"))
    }

    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(
        d: D,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        T::Kind::read(d, place)
    }

    #[inline]
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        T::Kind::write(self, s)
    }
}

/// `Wire`, `Serialize` and `Deserialize` for a type of one kind.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! wire {
    ($ty:ident, $kind:ident) => {
        impl rt::Emitted for $ty {
            type Kind = rt::$kind;
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                rt::Wire::read(d)
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                rt::Wire::write(self, s)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use wire;

/// The place of a value that is to be read.
pub(super) struct Place<'a, T>(pub(super) &'a mut Option<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        T::read_into(d, self.0)
    }
}

/// A value borrowed for writing.
pub(super) struct Out<'a, T>(pub(super) &'a T);

impl<T: Wire> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.write(s)
    }
}

/// Reads a JSON text, which is UTF-8 (RFC 8259 section 8.1).
///
/// # Errors
///
/// Where the text is not JSON or not of this type; the message says at which property, line and
/// column.
pub fn from_slice<T: Wire>(json: &[u8]) -> Result<T, serde_json::Error> {
    // To look at all bytes once is faster than at each string alone.
    let Ok(text) = std::str::from_utf8(json) else {
        return Err(not_text(json));
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// What is wrong with bytes that are no UTF-8, and where.
fn not_text(json: &[u8]) -> serde_json::Error {
    let read = serde_json::from_slice::<serde_json::Value>(json);
    read.err()
        .unwrap_or_else(|| serde_json::Error::custom("the text is no UTF-8"))
}

/// Reads a JSON value.
///
/// # Errors
///
/// Where the value is not of this type.
pub fn from_value<T: Wire>(value: serde_json::Value) -> Result<T, ReadError> {
    Ok(T::read(value)?)
}

/// The JSON value that `value` is written as.
///
/// # Errors
///
/// Where JSON cannot hold it, such as a number that is not finite.
pub fn to_value<T: Wire>(value: &T) -> Result<serde_json::Value, serde_json::Error> {
    value.write(serde_json::value::Serializer)
}

/// Types whose serde impls are already what the wire needs.
macro_rules! by_serde {
    ($($ty:ty),* $(,)?) => {$(
        impl Wire for $ty {
            fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <$ty>::deserialize(d)
            }

            fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                self.serialize(s)
            }
        }
    )*};
}

#[allow(unused_imports, reason = "a crate without dates needs it here only")]
pub(super) use by_serde;

by_serde!(
    (),
    bool,
    String,
    serde_json::Value,
    serde_json::Number,
    uuid::Uuid,
    Secret,
    Base64Bytes,
);

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let wide = int::read(d, <$ty>::MIN.into(), <$ty>::MAX.into())?;
                <$ty>::try_from(wide).map_err(serde::de::Error::custom)
            }

            fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                self.serialize(s)
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Wire for f64 {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        int::read_float(d)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match int::whole(*self) {
            Some(whole) => s.serialize_i64(whole),
            None if self.is_finite() => s.serialize_f64(*self),
            None => Err(serde::ser::Error::custom("a number that is not finite")),
        }
    }
}

/// Bytes inside JSON are the bytes of a string (format `binary`).
impl Wire for bytes::Bytes {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self::from)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(self) {
            Ok(text) => s.serialize_str(text),
            Err(_) => Err(serde::ser::Error::custom(
                "bytes that are no text, where text must be",
            )),
        }
    }
}

/// A `Box` goes by its kind too, for another crate may have a `Box` that is `Emitted`.
#[derive(Debug)]
pub struct Boxes;

impl<T: Wire + Validate> Emitted for Box<T> {
    type Kind = Boxes;
}

impl<T: Wire + Validate> Kind<Box<T>> for Boxes {
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<Box<T>>) -> Result<(), D::Error> {
        let mut value = None;
        T::read_into(d, &mut value)?;
        *place = value.map(Box::new);
        Ok(())
    }

    fn write<S: Serializer>(value: &Box<T>, s: S) -> Result<S::Ok, S::Error> {
        T::write(value, s)
    }

    #[inline]
    fn check<S: Sink>(value: &Box<T>, at: &Path<'_>, sink: &mut S) -> Flow {
        T::check(value, at, sink)
    }

    #[inline]
    fn keep<S: Sink>(value: &Box<T>, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
        T::keep(value, rule, at, sink)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut place = None;
        OrNull(&mut place).deserialize(d)?;
        Ok(place)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => s.serialize_some(&Out(value)),
            None => s.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Maybe<T> {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Option::<T>::read(d).map(Self::from)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.value() {
            Some(value) => s.serialize_some(&Out(value)),
            None => s.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(VecVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.len()))?;
        for item in self {
            seq.serialize_element(&Out(item))?;
        }
        seq.end()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(MapVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Out(value))?;
        }
        map.end()
    }
}

/// The place of a value for which `null` may come.
pub(super) struct OrNull<'a, T>(pub(super) &'a mut Option<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for OrNull<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for OrNull<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        T::read_into(d, self.0)
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        let mut item = None;
        loop {
            let read = seq.next_element_seed(Place(&mut item));
            match read.map_err(|error| read_error::below(&items.len().to_string(), error))? {
                Some(()) => items.extend(item.take()),
                None => return Ok(items),
            }
        }
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        let mut value = None;
        while let Some(key) = map.next_key::<String>()? {
            let read = map.next_value_seed(Place(&mut value));
            read.map_err(|error| read_error::below(&key, error))?;
            entries.extend(value.take().map(|value| (key, value)));
        }
        Ok(entries)
    }
}
