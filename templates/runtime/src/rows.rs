//! The fields of a struct, one type for each kind of field, in tuples. What reads, writes, checks,
//! compares and shows a struct is written here once: a compiler checks it once, and not again for
//! each emitted type.

use super::validate::Validate;
use super::wire::{OrNull, Place};
use super::{Maybe, Wire, read_error};
use serde::de::{IgnoredAny, MapAccess};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;

/// Some fields of a struct: while they are being read, a value of this type; of a struct that is
/// there, its parts.
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

    /// The values, when all is read. `at` is the place of the first of these fields among those of
    /// the struct.
    ///
    /// # Errors
    ///
    /// The place of a required field that did not come.
    fn values(self, at: usize) -> Result<Self::Values, usize>;

    /// Shows each part, in order.
    fn each<E: Each>(parts: Self::Parts<'_>, to: &mut E) -> ControlFlow<E::Stop>;

    /// Whether both are equal.
    fn same(one: Self::Parts<'_>, other: Self::Parts<'_>) -> bool;

    /// The parts as values of their own.
    fn copy(parts: Self::Parts<'_>) -> Self::Values;
}

/// Who is shown the fields of a struct, one after the other.
pub trait Each {
    /// Why no more are wanted.
    type Stop;

    /// The next field: its value where the property is there, and all that the struct holds.
    fn field<T: Part>(
        &mut self,
        value: Option<&T>,
        held: &dyn fmt::Debug,
    ) -> ControlFlow<Self::Stop>;

    /// The properties without a field, which come last.
    fn others<T: Part>(&mut self, others: &BTreeMap<String, T>) -> ControlFlow<Self::Stop>;
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

/// What every kind of field has in common: `$held` is its type in the struct, `$there` its value
/// where the property is there.
macro_rules! field {
    ($held:ty, $there:expr) => {
        type Values = $held;
        type Parts<'a> = &'a $held;

        const COUNT: usize = 1;

        #[inline]
        fn each<E: Each>(part: &$held, to: &mut E) -> ControlFlow<E::Stop> {
            to.field($there(part), part)
        }

        #[inline]
        fn same(one: &$held, other: &$held) -> bool {
            one == other
        }

        #[inline]
        fn copy(part: &$held) -> $held {
            part.clone()
        }
    };
}

impl<T: Part> Rows for Must<T> {
    field!(T, Some);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        map.next_value_seed(Place(&mut self.0))
    }

    #[inline]
    fn values(self, at: usize) -> Result<T, usize> {
        self.0.ok_or(at)
    }
}

/// An optional field; `null` is read as `None`.
impl<T: Part> Rows for Option<T> {
    field!(Option<T>, Option::as_ref);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        map.next_value_seed(OrNull(self))
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
    }
}

impl<T: Part> Rows for Any<T> {
    field!(Option<T>, Option::as_ref);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        map.next_value_seed(Place(&mut self.0))
    }

    #[inline]
    fn values(self, _: usize) -> Result<Option<T>, usize> {
        Ok(self.0)
    }
}

/// A field that is optional and nullable.
impl<T: Part> Rows for Maybe<T> {
    field!(Maybe<T>, there);

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
        let mut value = None;
        map.next_value_seed(OrNull(&mut value))?;
        *self = value.into();
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
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
        let mut value = None;
        let read = map.next_value_seed(Place(&mut value));
        read.map_err(|error| read_error::below(&key, error))?;
        self.extend(value.map(|value| (key, value)));
        Ok(())
    }

    #[inline]
    fn values(self, _: usize) -> Result<Self, usize> {
        Ok(self)
    }

    fn each<E: Each>(part: &Self, to: &mut E) -> ControlFlow<E::Stop> {
        to.others(part)
    }

    fn same(one: &Self, other: &Self) -> bool {
        one == other
    }

    fn copy(part: &Self) -> Self {
        part.clone()
    }
}

/// Fields in a tuple, or tuples of them. None is longer than eight: what each costs a compiler grows
/// with its length, and most structs are short.
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
            fn each<To: Each>(parts: Self::Parts<'_>, to: &mut To) -> ControlFlow<To::Stop> {
                $($row::each(parts.$index, to)?;)*
                ControlFlow::Continue(())
            }

            #[inline]
            fn same(one: Self::Parts<'_>, other: Self::Parts<'_>) -> bool {
                true $(&& $row::same(one.$index, other.$index))*
            }

            #[inline]
            fn copy(parts: Self::Parts<'_>) -> Self::Values {
                ($($row::copy(parts.$index),)*)
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
}

/// What is written of a field that may be `null`.
fn there<T>(part: &Maybe<T>) -> Option<&Maybe<T>> {
    (!part.is_absent()).then_some(part)
}

/// Passes over a value.
fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}
