//! Structs: read and written by a table of names with one-line arms.

use super::wire::Out;
use super::{Maybe, Wire, read_error};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A struct that stands for a JSON object. Fields are known by their place in `NAMES`.
pub trait Object: Sized {
    /// The fields while they are being read, in nested tuples of at most twelve.
    type Draft: Default;

    /// The wire names of the fields, in the order in which they are written.
    const NAMES: &'static [&'static str];

    /// The fields that must come.
    const REQUIRED: &'static [usize] = &[];

    /// Reads the value of one field; a key that comes twice: the last wins.
    ///
    /// # Errors
    ///
    /// Where the value is not of the field's type.
    fn read<'de, A: MapAccess<'de>>(
        draft: &mut Self::Draft,
        field: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Reads the value of a property without a field; where nothing is declared, it is skipped.
    ///
    /// # Errors
    ///
    /// Where the value is not of the declared type.
    fn read_other<'de, A: MapAccess<'de>>(
        draft: &mut Self::Draft,
        key: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let _ = (draft, key);
        skip(map)
    }

    /// The struct, when all is read; `None` where a field of `REQUIRED` did not come.
    fn build(draft: Self::Draft) -> Option<Self>;

    /// Writes one field.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold the value.
    fn write<M: SerializeMap>(&self, field: usize, map: &mut M) -> Result<(), M::Error>;

    /// Writes the properties without a field.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold a value.
    fn write_other<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let _ = map;
        Ok(())
    }
}

/// `Serialize`, `Deserialize` and `Wire` for a type that has `rt::Object`.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! object {
    ($ty:ident) => {
        impl rt::Wire for $ty {
            fn read<'de, D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                rt::read_object(d)
            }

            fn write<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                rt::write_object(self, s)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                rt::read_object(d)
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                rt::write_object(self, s)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use object;

/// Reads an object of type `T`.
///
/// # Errors
///
/// Where what comes is no such object; the message says at which property.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    d.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes an object of type `T`.
///
/// # Errors
///
/// Where the format cannot hold a value.
pub fn write_object<T: Object, S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
    let mut map = s.serialize_map(None)?;
    for field in 0..T::NAMES.len() {
        value.write(field, &mut map)?;
    }
    value.write_other(&mut map)?;
    map.end()
}

/// Reads a required field; where it is nullable too, `T` is an `Option`.
///
/// # Errors
///
/// Where the value is no `T`.
pub fn must<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = Some(map.next_value_seed(Seed::new())?);
    Ok(())
}

/// Reads an optional field; `null` is read as `None`.
///
/// # Errors
///
/// Where the value is neither null nor a `T`.
pub fn put<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = map.next_value_seed(Seed::new())?;
    Ok(())
}

/// Reads a field that is optional and nullable.
///
/// # Errors
///
/// Where the value is neither null nor a `T`.
pub fn maybe<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Maybe<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = map.next_value_seed(Seed::new())?;
    Ok(())
}

/// Reads a property without a field into a map.
///
/// # Errors
///
/// Where the value is no `T`.
pub fn other<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut BTreeMap<String, T>,
    key: String,
    map: &mut A,
) -> Result<(), A::Error> {
    let value = map.next_value_seed(Seed::new());
    let value = value.map_err(|error| read_error::below(&key, error))?;
    slot.insert(key, value);
    Ok(())
}

/// Passes over a value.
///
/// # Errors
///
/// Where it is not well-formed.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Writes a field that is always there.
///
/// # Errors
///
/// Where the format cannot hold the value.
pub fn entry<T: Wire, M: SerializeMap>(map: &mut M, name: &str, value: &T) -> Result<(), M::Error> {
    map.serialize_entry(name, &Out(value))
}

/// Writes an optional field where it has a value.
///
/// # Errors
///
/// Where the format cannot hold the value.
pub fn entry_some<T: Wire, M: SerializeMap>(
    map: &mut M,
    name: &str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    value
        .as_ref()
        .map_or(Ok(()), |value| entry(map, name, value))
}

/// Writes a field that is optional and nullable, unless it is absent.
///
/// # Errors
///
/// Where the format cannot hold the value.
pub fn entry_maybe<T: Wire, M: SerializeMap>(
    map: &mut M,
    name: &str,
    value: &Maybe<T>,
) -> Result<(), M::Error> {
    if value.is_absent() {
        Ok(())
    } else {
        entry(map, name, value)
    }
}

/// Writes properties without a field. One that bears a field's name is passed over: the field has
/// been written.
///
/// # Errors
///
/// Where the format cannot hold a value.
pub fn extend<T: Wire, M: SerializeMap>(
    map: &mut M,
    names: &[&str],
    others: &BTreeMap<String, T>,
) -> Result<(), M::Error> {
    let others = others
        .iter()
        .filter(|(name, _)| !names.contains(&name.as_str()));
    for (name, value) in others {
        entry(map, name, value)?;
    }
    Ok(())
}

/// Reads one value of type `T` by `Wire`.
pub(super) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        T::read(d)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut draft = T::Draft::default();
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(key) = map.next_key_seed(KeySeed {
            names: T::NAMES,
            next,
        })? {
            match key {
                Key::Field(field, name) => {
                    next = field + 1;
                    seen.mark(field);
                    T::read(&mut draft, field, &mut map)
                        .map_err(|error| read_error::below(name, error))?;
                }
                Key::Other(name) => {
                    T::read_other(&mut draft, name, &mut map)?;
                }
            }
        }
        T::build(draft).ok_or_else(|| A::Error::missing_field(seen.missing::<T>()))
    }
}

/// The fields that came: one bit each for the first 128, which are all of nearly every object.
#[derive(Default)]
struct Seen {
    low: u128,
    high: Vec<usize>,
}

impl Seen {
    fn mark(&mut self, field: usize) {
        match u32::try_from(field)
            .ok()
            .and_then(|at| 1u128.checked_shl(at))
        {
            Some(bit) => self.low |= bit,
            None => self.high.push(field),
        }
    }

    fn has(&self, field: usize) -> bool {
        match u32::try_from(field)
            .ok()
            .and_then(|at| 1u128.checked_shl(at))
        {
            Some(bit) => self.low & bit != 0,
            None => self.high.contains(&field),
        }
    }

    /// The first required field that did not come.
    fn missing<T: Object>(&self) -> &'static str {
        let missing = T::REQUIRED.iter().find(|field| !self.has(**field));
        let name = missing.and_then(|field| T::NAMES.get(*field));
        name.copied().unwrap_or("a required property")
    }
}

enum Key {
    Field(usize, &'static str),
    Other(String),
}

/// Reads a key. Most objects come in the order of their description, so the field after the last
/// one is tried first.
struct KeySeed {
    names: &'static [&'static str],
    next: usize,
}

impl KeySeed {
    fn find(&self, name: &str) -> Option<Key> {
        if let Some(known) = self.names.get(self.next)
            && *known == name
        {
            return Some(Key::Field(self.next, known));
        }
        let mut known = self.names.iter().enumerate();
        let (field, known) = known.find(|(_, known)| **known == name)?;
        Some(Key::Field(field, known))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Key, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(self
            .find(name)
            .unwrap_or_else(|| Key::Other(name.to_owned())))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Key, E> {
        Ok(self.find(&name).unwrap_or(Key::Other(name)))
    }
}
