//! Structs: each is a list of rows, and what one can do with a struct is done row by row.

use super::rows::{Each, Part, Rows};
use super::validate::{FieldRules, Flow, PASS, Path, Rules, Sink, check, hold};
use super::wire::Out;
use super::{Kind, read_error};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::mem;
use std::ops::ControlFlow;

/// A struct that stands for a JSON object.
pub trait Object: Sized {
    /// Its fields: a row for each, in tuples of at most eight.
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

/// What a struct is built of. It is a type of its own, so that the types of all fields are worked out
/// where the values are, and not wherever a compiler comes by the head of a function.
pub struct Values<T: Object>(pub <T::Rows as Rows>::Values);

/// The fields of a struct, borrowed; a type of its own as [`Values`] is.
pub struct Parts<'a, T: Object>(pub <T::Rows as Rows>::Parts<'a>);

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
    fn read<'de, D: Deserializer<'de>>(d: D, place: &mut Option<T>) -> Result<(), D::Error> {
        d.deserialize_map(ObjectVisitor(place))
    }

    fn write<S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        let mut write = Write {
            names: Names::of::<T>(),
            map: &mut map,
        };
        match T::Rows::each(value.parts().0, &mut write) {
            ControlFlow::Break(error) => Err(error),
            ControlFlow::Continue(()) => map.end(),
        }
    }

    fn check<S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
        let mut check = Check {
            names: Names::of::<T>(),
            fields: T::RULES,
            others: T::OTHERS,
            count: 0,
            at,
            sink,
        };
        T::Rows::each(value.parts().0, &mut check)?;
        let (min, max) = T::SIZE;
        if min > 0 || max.is_some() {
            check::properties(check.count, min, max, at, check.sink)?;
        }
        value.conditions(at, check.sink)
    }
}

/// The wire names of all fields, and which is the next.
struct Names {
    all: &'static [&'static str],
    next: usize,
}

impl Names {
    fn of<T: Object>() -> Self {
        Self {
            all: T::NAMES,
            next: 0,
        }
    }

    #[inline]
    fn next(&mut self) -> &'static str {
        let name = self.all.get(self.next).copied();
        self.next += 1;
        name.unwrap_or_default()
    }
}

/// Writes each field that is there.
struct Write<'m, M> {
    names: Names,
    map: &'m mut M,
}

impl<M: SerializeMap> Each for Write<'_, M> {
    type Stop = M::Error;

    #[inline]
    fn field<T: Part>(&mut self, value: Option<&T>, _: &dyn fmt::Debug) -> ControlFlow<M::Error> {
        let name = self.names.next();
        let written = value.map(|value| self.map.serialize_entry(name, &Out(value)));
        stop_at(written.unwrap_or(Ok(())))
    }

    /// One that bears a field's name is passed over: the field has been written.
    fn others<T: Part>(&mut self, others: &BTreeMap<String, T>) -> ControlFlow<M::Error> {
        let names = self.names.all;
        let mut others = others.iter();
        others.try_for_each(|(name, value)| match names.contains(&name.as_str()) {
            true => ControlFlow::Continue(()),
            false => stop_at(self.map.serialize_entry(name, &Out(value))),
        })
    }
}

#[inline]
fn stop_at<E>(done: Result<(), E>) -> ControlFlow<E> {
    match done {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    }
}

/// Holds the rules of each field against it, and then what its type demands; counts what is there.
struct Check<'a, S> {
    names: Names,
    /// What is demanded of fields that are yet to be shown.
    fields: FieldRules,
    others: Rules,
    count: usize,
    at: &'a Path<'a>,
    sink: &'a mut S,
}

impl<S: Sink> Each for Check<'_, S> {
    type Stop = ();

    #[inline]
    fn field<T: Part>(&mut self, value: Option<&T>, _: &dyn fmt::Debug) -> Flow {
        let name = self.names.next();
        let rules = match self.fields.split_first() {
            Some(((first, rules), rest)) if *first == name => {
                self.fields = rest;
                rules
            }
            _ => &[][..],
        };
        let Some(value) = value else { return PASS };
        self.count += 1;
        hold(value, rules, &self.at.key(name), self.sink)
    }

    fn others<T: Part>(&mut self, others: &BTreeMap<String, T>) -> Flow {
        self.count += others.len();
        hold(others, self.others, self.at, self.sink)
    }
}

/// Shows each field, as the wire names it.
struct Show<'a, 'f> {
    names: Names,
    shown: fmt::DebugStruct<'a, 'f>,
}

impl Each for Show<'_, '_> {
    type Stop = ();

    fn field<T: Part>(&mut self, _: Option<&T>, held: &dyn fmt::Debug) -> ControlFlow<()> {
        self.shown.field(self.names.next(), held);
        ControlFlow::Continue(())
    }

    fn others<T: Part>(&mut self, others: &BTreeMap<String, T>) -> ControlFlow<()> {
        self.shown.field("additional_properties", others);
        ControlFlow::Continue(())
    }
}

/// `Clone` of an object.
pub fn clone_object<T: Object>(value: &T) -> T {
    T::build(Values(T::Rows::copy(value.parts().0)))
}

/// Whether two objects are equal.
pub fn same_object<T: Object>(one: &T, other: &T) -> bool {
    T::Rows::same(one.parts().0, other.parts().0)
}

/// `Debug` of an object, with its fields as the wire names them.
///
/// # Errors
///
/// Where the formatter has one.
pub fn show_object<T: Object>(value: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut show = Show {
        names: Names::of::<T>(),
        shown: f.debug_struct(name),
    };
    let _ = T::Rows::each(value.parts().0, &mut show);
    show.shown.finish()
}

/// Reads an object into its place.
struct ObjectVisitor<'a, T>(&'a mut Option<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut rows = T::Rows::default();
        let mut other = String::new();
        let mut next = 0;
        while let Some(field) = map.next_key_seed(KeySeed {
            names: T::NAMES,
            next,
            other: T::Rows::OTHERS.then_some(&mut other),
        })? {
            match T::NAMES.get(field) {
                Some(name) => {
                    next = field + 1;
                    rows.read(field, &mut map)
                        .map_err(|error| read_error::below(name, error))?;
                }
                None => rows.read_other(mem::take(&mut other), &mut map)?,
            }
        }
        match rows.values(0) {
            Ok(values) => *self.0 = Some(T::build(Values(values))),
            Err(field) => {
                let name = T::NAMES.get(field).copied();
                let name = name.unwrap_or("a required property");
                return Err(A::Error::missing_field(name));
            }
        }
        Ok(())
    }
}

/// Reads a key: the place of the field, or one past the last, and then the key where it is wanted.
/// Most objects come in the order of their description, so the field after the last one is tried
/// first.
struct KeySeed<'a> {
    names: &'static [&'static str],
    next: usize,
    other: Option<&'a mut String>,
}

impl KeySeed<'_> {
    /// Apart, so that the usual case stays small enough to be inlined.
    #[inline(never)]
    fn search(self, name: &str) -> usize {
        let mut names = self.names.iter();
        let field = names.position(|known| is_name(known, name));
        field.unwrap_or_else(|| {
            if let Some(other) = self.other {
                name.clone_into(other);
            }
            self.names.len()
        })
    }
}

/// Whether the name is the known one. Most are short: both ends are all of them, and compared
/// without a call.
#[inline]
pub(super) fn is_name(known: &str, name: &str) -> bool {
    let (known, name) = (known.as_bytes(), name.as_bytes());
    known.len() == name.len()
        && match known.len() {
            0..4 => known == name,
            4..=8 => same_ends::<4>(known, name),
            9..=16 => same_ends::<8>(known, name),
            _ => same_ends::<8>(known, name) && known == name,
        }
}

#[inline]
fn same_ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk::<N>()
        && one.last_chunk::<N>() == other.last_chunk::<N>()
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let next = self.names.get(self.next);
        if next.is_some_and(|known| *known == name) {
            return Ok(self.next);
        }
        Ok(self.search(name))
    }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_known_by_each_of_its_bytes() {
        for length in 0..40 {
            let name = "a".repeat(length);
            assert!(is_name(&name, &name.clone()));
            assert!(!is_name(&name, &"a".repeat(length + 1)));
            for at in 0..length {
                let other = format!("{}b{}", "a".repeat(at), "a".repeat(length - at - 1));
                assert!(
                    !is_name(&name, &other) && !is_name(&other, &name),
                    "{other}"
                );
            }
        }
    }
}
