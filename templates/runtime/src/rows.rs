//! The fields of a struct, one type for each kind of field, in tuples. What reads, writes, checks,
//! compares and shows a struct is written here once: a compiler checks it once, and not again for
//! each emitted type.

use super::object::Seed;
use super::validate::{FieldRules, Flow, PASS, Path, Rules, Sink, Validate, hold};
use super::wire::Out;
use super::{Maybe, Wire, read_error};
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;
use std::collections::BTreeMap;
use std::fmt;

/// Some fields of a struct: while they are being read, a value of this type; of a struct that is
/// there, its parts. `names` are the wire names of all fields, `at` is the place of the first of
/// these among them.
pub trait Rows: Default + 'static {
    /// The values, when all is read.
    type Values;

    /// The values, borrowed.
    type Parts<'a>: Copy;

    /// How many fields these are.
    const COUNT: usize;

    /// Whether properties without a field are kept here.
    const OTHERS: bool = false;

    /// Reads the value of one field; a key that comes twice: the last wins.
    ///
    /// # Errors
    ///
    /// Where the value is not of the field's type.
    fn read<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a property without a field; where nothing is declared, it is skipped.
    ///
    /// # Errors
    ///
    /// Where the value is not of the declared type.
    fn read_other<'de, A: MapAccess<'de>>(
        &mut self,
        key: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let _ = key;
        skip(map)
    }

    /// The values, when all is read.
    ///
    /// # Errors
    ///
    /// The place of a required field that did not come.
    fn values(self, at: usize) -> Result<Self::Values, usize>;

    /// Writes the parts.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold a value.
    fn write<M: SerializeMap>(
        parts: Self::Parts<'_>,
        names: &[&'static str],
        at: usize,
        map: &mut M,
    ) -> Result<(), M::Error>;

    /// Holds the rules of each field against it, and then what its type demands. `demands` are
    /// those of these fields and of the ones after them; what remains are those after them.
    fn check<S: Sink>(
        parts: Self::Parts<'_>,
        names: &[&'static str],
        at: usize,
        demands: &mut Demands,
        path: &Path<'_>,
        sink: &mut S,
    ) -> Flow;

    /// How many properties are there.
    fn there(parts: Self::Parts<'_>) -> usize;

    /// Whether both are equal.
    fn same(one: Self::Parts<'_>, other: Self::Parts<'_>) -> bool;

    /// The parts as values of their own.
    fn copy(parts: Self::Parts<'_>) -> Self::Values;

    /// Shows the parts.
    fn show(
        parts: Self::Parts<'_>,
        names: &[&'static str],
        at: usize,
        f: &mut fmt::DebugStruct<'_, '_>,
    );
}

/// What is demanded of fields.
#[derive(Debug)]
pub struct Demands {
    /// Of fields that are yet to be checked, in their order.
    pub fields: FieldRules,
    /// Of the properties without a field.
    pub others: Rules,
}

impl Demands {
    /// What is demanded of the next field, which has this name.
    #[inline]
    fn of(&mut self, name: &str) -> Rules {
        match self.fields.split_first() {
            Some(((first, rules), rest)) if *first == name => {
                self.fields = rest;
                rules
            }
            _ => &[],
        }
    }
}

/// What the type of a field has.
pub trait Part: Wire + Validate + Clone + PartialEq + fmt::Debug + 'static {}

impl<T: Wire + Validate + Clone + PartialEq + fmt::Debug + 'static> Part for T {}

/// A field that must come, while it is being read. Where it is nullable too, `T` is an `Option`.
#[derive(Debug)]
pub struct Must<T>(Option<T>);

/// An optional field that has `null` among its values.
#[derive(Debug)]
pub struct Any<T>(Option<T>);

impl<T> Default for Must<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Default for Any<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// What every kind of field has in common: `$held` is its type in the struct, `$there` tells whether
/// the property is there.
macro_rules! field {
    ($held:ty, $there:expr) => {
        type Values = $held;
        type Parts<'a> = &'a $held;

        const COUNT: usize = 1;

        #[inline]
        fn check<S: Sink>(
            part: &$held,
            names: &[&'static str],
            at: usize,
            demands: &mut Demands,
            path: &Path<'_>,
            sink: &mut S,
        ) -> Flow {
            let name = name(names, at);
            hold(part, demands.of(name), &path.key(name), sink)
        }

        #[inline]
        fn there(part: &$held) -> usize {
            let there: fn(&$held) -> bool = $there;
            usize::from(there(part))
        }

        #[inline]
        fn same(one: &$held, other: &$held) -> bool {
            one == other
        }

        #[inline]
        fn copy(part: &$held) -> $held {
            part.clone()
        }

        #[inline]
        fn show(part: &$held, names: &[&'static str], at: usize, f: &mut fmt::DebugStruct<'_, '_>) {
            f.field(name(names, at), part);
        }
    };
}

impl<T: Part> Rows for Must<T> {
    field!(T, |_| true);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        self.0 = Some(map.next_value_seed(Seed::new())?);
        Ok(())
    }

    #[inline]
    fn values(self, at: usize) -> Result<T, usize> {
        self.0.ok_or(at)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &T,
        names: &[&'static str],
        at: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        map.serialize_entry(name(names, at), &Out(part))
    }
}

/// An optional field; `null` is read as `None`.
impl<T: Part> Rows for Option<T> {
    field!(Option<T>, Option::is_some);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        *self = map.next_value_seed(Seed::new())?;
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &Self,
        names: &[&'static str],
        at: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match part {
            Some(value) => map.serialize_entry(name(names, at), &Out(value)),
            None => Ok(()),
        }
    }
}

impl<T: Part> Rows for Any<T> {
    field!(Option<T>, Option::is_some);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        self.0 = Some(map.next_value_seed(Seed::new())?);
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Option<T>, usize> {
        Ok(self.0)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &Option<T>,
        names: &[&'static str],
        at: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        <Option<T> as Rows>::write(part, names, at, map)
    }
}

/// A field that is optional and nullable.
impl<T: Part> Rows for Maybe<T> {
    field!(Maybe<T>, |part| !part.is_absent());

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        *self = map.next_value_seed(Seed::new())?;
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &Self,
        names: &[&'static str],
        at: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match part {
            Maybe::Absent => Ok(()),
            _ => map.serialize_entry(name(names, at), &Out(part)),
        }
    }
}

/// The properties without a field, which come last.
impl<T: Part> Rows for BTreeMap<String, T> {
    type Values = Self;
    type Parts<'a> = &'a Self;

    const COUNT: usize = 0;
    const OTHERS: bool = true;

    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        skip(map)
    }

    fn read_other<'de, A: MapAccess<'de>>(
        &mut self,
        key: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let value = map.next_value_seed(Seed::new());
        let value = value.map_err(|error| read_error::below(&key, error))?;
        self.insert(key, value);
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
    }

    /// One that bears a field's name is passed over: the field has been written.
    fn write<M: SerializeMap>(
        part: &Self,
        names: &[&'static str],
        _: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let others = part.iter();
        for (name, value) in others.filter(|(name, _)| !names.contains(&name.as_str())) {
            map.serialize_entry(name, &Out(value))?;
        }
        Ok(())
    }

    fn check<S: Sink>(
        part: &Self,
        _: &[&'static str],
        _: usize,
        demands: &mut Demands,
        path: &Path<'_>,
        sink: &mut S,
    ) -> Flow {
        hold(part, demands.others, path, sink)
    }

    fn there(part: &Self) -> usize {
        part.len()
    }

    fn same(one: &Self, other: &Self) -> bool {
        one == other
    }

    fn copy(part: &Self) -> Self {
        part.clone()
    }

    fn show(part: &Self, _: &[&'static str], _: usize, f: &mut fmt::DebugStruct<'_, '_>) {
        f.field("additional_properties", part);
    }
}

/// Fields in a tuple, or tuples of them: a tuple of more than twelve has no `Default`.
macro_rules! tuples {
    ($($($row:ident $index:tt),*;)*) => {$(
        #[allow(
            unused_mut,
            unused_variables,
            unused_assignments,
            clippy::let_unit_value,
            clippy::unused_unit,
            reason = "of no fields, or of the last one"
        )]
        impl<$($row: Rows),*> Rows for ($($row,)*) {
            type Values = ($($row::Values,)*);
            type Parts<'a> = ($($row::Parts<'a>,)*);

            const COUNT: usize = 0 $(+ $row::COUNT)*;
            const OTHERS: bool = false $(|| $row::OTHERS)*;

            #[inline]
            fn read<'de, Map: MapAccess<'de>>(
                &mut self,
                field: usize,
                map: &mut Map,
            ) -> Result<(), Map::Error> {
                $(
                    if field < $row::COUNT {
                        return self.$index.read(field, map);
                    }
                    let field = field - $row::COUNT;
                )*
                skip(map)
            }

            #[inline]
            fn read_other<'de, Map: MapAccess<'de>>(
                &mut self,
                key: String,
                map: &mut Map,
            ) -> Result<(), Map::Error> {
                $(if $row::OTHERS {
                    return self.$index.read_other(key, map);
                })*
                skip(map)
            }

            #[inline]
            fn values(self, at: usize) -> Result<Self::Values, usize> {
                let mut next = at;
                Ok(($({
                    let at = next;
                    next += $row::COUNT;
                    self.$index.values(at)?
                },)*))
            }

            #[inline]
            fn write<Map: SerializeMap>(
                parts: Self::Parts<'_>,
                names: &[&'static str],
                at: usize,
                map: &mut Map,
            ) -> Result<(), Map::Error> {
                $(
                    $row::write(parts.$index, names, at, map)?;
                    let at = at + $row::COUNT;
                )*
                Ok(())
            }

            #[inline]
            fn check<Si: Sink>(
                parts: Self::Parts<'_>,
                names: &[&'static str],
                at: usize,
                demands: &mut Demands,
                path: &Path<'_>,
                sink: &mut Si,
            ) -> Flow {
                $(
                    $row::check(parts.$index, names, at, demands, path, sink)?;
                    let at = at + $row::COUNT;
                )*
                PASS
            }

            #[inline]
            fn there(parts: Self::Parts<'_>) -> usize {
                0 $(+ $row::there(parts.$index))*
            }

            #[inline]
            fn same(one: Self::Parts<'_>, other: Self::Parts<'_>) -> bool {
                true $(&& $row::same(one.$index, other.$index))*
            }

            #[inline]
            fn copy(parts: Self::Parts<'_>) -> Self::Values {
                ($($row::copy(parts.$index),)*)
            }

            #[inline]
            fn show(
                parts: Self::Parts<'_>,
                names: &[&'static str],
                at: usize,
                f: &mut fmt::DebugStruct<'_, '_>,
            ) {
                $(
                    $row::show(parts.$index, names, at, f);
                    let at = at + $row::COUNT;
                )*
            }
        }
    )*};
}

tuples! {
    ;
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

/// The wire name of a field.
#[inline]
fn name(names: &[&'static str], at: usize) -> &'static str {
    names.get(at).copied().unwrap_or_default()
}

/// Passes over a value.
fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}
