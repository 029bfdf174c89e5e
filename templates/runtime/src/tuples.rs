//! Arrays of a fixed length, each element of a type of its own: Rust's tuples.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "an API may have no such type"
)]

use super::read_error;
use super::validate::{Flow, PASS, Path, Rule, Sink, Validate, hold_rules, keep_any};
use super::wire::{Out, Wire, from_value};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{SerializeSeq, Serializer};
use serde_json::Value;
use std::iter::Enumerate;
use std::vec;

/// The elements of an array that are yet to be read.
struct Elements(Enumerate<vec::IntoIter<Value>>);

impl Elements {
    fn read<'de, D: Deserializer<'de>>(d: D, length: usize) -> Result<Self, D::Error> {
        let items = <Vec<Value>>::deserialize(d)?;
        if items.len() != length {
            let found = format!("an array of {}, expected one of {length}", items.len());
            return Err(D::Error::custom(found));
        }
        Ok(Self(items.into_iter().enumerate()))
    }

    fn next<T: Wire, E: Error>(&mut self) -> Result<T, E> {
        let (index, item) = self.0.next().unwrap_or_default();
        let item = from_value(item);
        item.map_err(|error| E::custom(read_error::below(&index.to_string(), error)))
    }
}

macro_rules! tuples {
    ($($length:literal: $($part:ident $index:tt),*;)*) => {$(
        impl<$($part: Wire),*> Wire for ($($part,)*) {
            fn read<'de, De: Deserializer<'de>>(d: De) -> Result<Self, De::Error> {
                let mut elements = Elements::read(d, $length)?;
                Ok(($(elements.next::<$part, De::Error>()?,)*))
            }

            fn write<Se: Serializer>(&self, s: Se) -> Result<Se::Ok, Se::Error> {
                let mut seq = s.serialize_seq(Some($length))?;
                $(seq.serialize_element(&Out(&self.$index))?;)*
                seq.end()
            }
        }

        impl<$($part: Validate),*> Validate for ($($part,)*) {
            fn check<Si: Sink>(&self, at: &Path<'_>, sink: &mut Si) -> Flow {
                $(self.$index.check(&at.index($index), sink)?;)*
                PASS
            }

            fn keep<Si: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut Si) -> Flow {
                match rule {
                    $(Rule::Item($index, rules) => {
                        hold_rules(&self.$index, rules, &at.index($index), sink)
                    })*
                    _ => keep_any(self, rule, at, sink),
                }
            }
        }
    )*};
}

// An emitted crate has the lengths that its types have.
tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
