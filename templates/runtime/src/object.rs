//! Structs: each is a list of rows, and what one can do with a struct is done row by row.

use super::rows::{Demands, Rows};
use super::validate::{FieldRules, Flow, PASS, Path, Rules, Sink, check};
use super::{Kind, Wire, read_error};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A struct that stands for a JSON object.
pub trait Object: Sized {
    /// Its fields: a row for each, in tuples of at most twelve.
    type Rows: Rows;

    /// The wire names of the fields, in the order in which they are written.
    const NAMES: &'static [&'static str];

    /// What is demanded of the fields beyond their types.
    const RULES: FieldRules = &[];

    /// What is demanded of the properties without a field.
    const OTHERS: Rules = &[];

    /// `minProperties` and `maxProperties`.
    const SIZE: (usize, Option<usize>) = (0, None);

    /// The struct of these values.
    fn build(values: Values<Self>) -> Self;

    /// The fields, borrowed.
    fn parts(&self) -> Parts<'_, Self>;

    /// Reports each condition between fields that does not hold.
    fn conditions<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> Flow {
        let _ = (at, sink);
        PASS
    }
}

/// What a struct is built of.
pub type Values<T> = <<T as Object>::Rows as Rows>::Values;

/// The fields of a struct, borrowed.
pub type Parts<'a, T> = <<T as Object>::Rows as Rows>::Parts<'a>;

/// What follows for a type that has `rt::Object`: it is read, written and checked, compared, cloned
/// and shown. With `Eq`, no field holds a float.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! object {
    ($ty:ident) => {
        rt::wire!($ty, Objects);

        impl Clone for $ty {
            fn clone(&self) -> Self {
                rt::clone_object(self)
            }
        }

        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                rt::same_object(self, other)
            }
        }

        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                rt::show_object(self, stringify!($ty), f)
            }
        }
    };
    ($ty:ident, Eq) => {
        rt::object!($ty);

        impl Eq for $ty {}
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use object;

/// Structs that stand for JSON objects.
#[derive(Debug)]
pub struct Objects;

impl<T: Object> Kind<T> for Objects {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
        d.deserialize_map(ObjectVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        T::Rows::write(value.parts(), T::NAMES, 0, &mut map)?;
        map.end()
    }

    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
        let mut demands = Demands {
            fields: T::RULES,
            others: T::OTHERS,
        };
        T::Rows::check(value.parts(), T::NAMES, 0, &mut demands, at, sink)?;
        let (min, max) = T::SIZE;
        if min > 0 || max.is_some() {
            check::properties(T::Rows::there(value.parts()), min, max, at, sink)?;
        }
        value.conditions(at, sink)
    }
}

/// `Clone` of an object.
pub fn clone_object<T: Object>(value: &T) -> T {
    T::build(T::Rows::copy(value.parts()))
}

/// Whether two objects are equal.
pub fn same_object<T: Object>(one: &T, other: &T) -> bool {
    T::Rows::same(one.parts(), other.parts())
}

/// `Debug` of an object, with its fields as the wire names them.
///
/// # Errors
///
/// Where the formatter has one.
pub fn show_object<T: Object>(value: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    T::Rows::show(value.parts(), T::NAMES, 0, &mut shown);
    shown.finish()
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
        let mut rows = T::Rows::default();
        let mut next = 0;
        while let Some(key) = map.next_key_seed(KeySeed {
            names: T::NAMES,
            next,
        })? {
            match key {
                Key::Field(field, name) => {
                    next = field + 1;
                    rows.read(field, &mut map)
                        .map_err(|error| read_error::below(name, error))?;
                }
                Key::Other(name) => rows.read_other(name, &mut map)?,
            }
        }
        rows.values(0).map(T::build).map_err(|field| {
            let name = T::NAMES.get(field).copied();
            A::Error::missing_field(name.unwrap_or("a required property"))
        })
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
