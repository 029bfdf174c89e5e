//! Building a [`Value`] from either parser, with what serde's own impl does not say: which keys
//! stood twice, and when aliases make more out of a text than it is worth.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess};
use serde::de::{VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::str::FromStr;

/// The key under which serde_json's `arbitrary_precision` hands a number to a visitor.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// What a node takes in memory, about, in bytes.
const NODE: u64 = 64;

/// What is kept while one text is turned into a value. A reference to it is the seed.
pub(super) struct Builder {
    /// Whether `<<` merges mappings; it is an ordinary key in JSON.
    merge: bool,
    /// How many bytes of memory may still be used.
    budget: Cell<u64>,
    /// The paths to keys that stood twice, innermost segment first.
    duplicates: RefCell<Vec<Vec<String>>>,
    /// Members of objects that are not yet complete, each with the number of duplicates that were
    /// known when it had been read. Their number is known before room is made for them.
    members: RefCell<Vec<(String, Value, usize)>>,
    /// Elements of lists that are not yet complete.
    elements: RefCell<Vec<Value>>,
    /// Whether a key begins like `$id` and is not `$ref`.
    identifies: Cell<bool>,
}

impl Builder {
    /// For a text of `size` bytes. Without aliases each node takes two bytes of it at least, so
    /// that only aliases can use up more; what they may add is generous and bounded.
    pub(super) fn new(size: usize, merge: bool) -> Self {
        const FREE: u64 = 64 << 20;
        Self {
            merge,
            budget: Cell::new(FREE + (NODE / 2 + 8) * size as u64),
            duplicates: RefCell::default(),
            members: RefCell::default(),
            elements: RefCell::default(),
            identifies: Cell::new(false),
        }
    }

    /// Whether the text was refused for what its aliases expand to.
    pub(super) fn is_exhausted(&self) -> bool {
        self.budget.get() == 0
    }

    /// The object of the members from `start` on. Of a key that stood twice the last counts.
    fn complete(&self, start: usize) -> Map<String, Value> {
        let mut members = self.members.borrow_mut();
        let members = members.drain(start..);
        let mut map = Map::with_capacity(members.len());
        let mut twice = 0;
        for (key, value, known) in members {
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let path = vec![entry.key().clone()];
                    self.duplicates.borrow_mut().insert(known + twice, path);
                    twice += 1;
                    entry.insert(value);
                }
            }
        }
        map
    }

    /// Whether `key` may be an `$id`, an `$anchor` or the like.
    pub(super) fn is_identifying(key: &str) -> bool {
        key.starts_with('$') && key != "$ref"
    }

    /// Whether a key was there that begins with `$` and is not `$ref`.
    pub(super) fn identifies(&self) -> bool {
        self.identifies.get()
    }

    /// The paths to keys that stood twice, outermost segment first.
    pub(super) fn into_duplicates(self) -> Vec<Vec<String>> {
        let mut paths = self.duplicates.into_inner();
        for path in &mut paths {
            path.reverse();
        }
        paths
    }

    fn charge<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.budget.get().saturating_sub(NODE + bytes as u64);
        self.budget.set(left);
        if left == 0 {
            return Err(E::custom("its aliases expand to more than can be read"));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &Builder {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Builder {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Number::from_i128(value).map_or_else(|| Value::from(value.to_string()), Value::Number))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Number::from_u128(value).map_or_else(|| Value::from(value.to_string()), Value::Number))
    }

    /// YAML's `.inf` and `.nan` have no JSON; as text they are reported where a number is wanted.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Number::from_f64(value).map_or_else(|| Value::from(value.to_string()), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A tag of YAML, such as `!include x`, says nothing in OpenAPI; the value stays.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_tag, variant) = access.variant::<String>()?;
        variant.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let start = self.elements.borrow().len();
        loop {
            let known = self.duplicates.borrow().len();
            let Some(element) = access.next_element_seed(self)? else {
                let list = self.elements.borrow_mut().drain(start..).collect();
                return Ok(Value::Array(list));
            };
            let mut elements = self.elements.borrow_mut();
            for path in self.duplicates.borrow_mut().iter_mut().skip(known) {
                path.push((elements.len() - start).to_string());
            }
            elements.push(element);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let start = self.members.borrow().len();
        while let Some(key) = access.next_key_seed(Key)? {
            let is_first = self.members.borrow().len() == start;
            if is_first && key == NUMBER_TOKEN && !self.merge {
                let text: String = access.next_value()?;
                return Number::from_str(&text)
                    .map(Value::Number)
                    .map_err(A::Error::custom);
            }
            self.charge(key.len())?;
            if Builder::is_identifying(&key) {
                self.identifies.set(true);
            }
            let known = self.duplicates.borrow().len();
            let value = access.next_value_seed(self)?;
            let mut duplicates = self.duplicates.borrow_mut();
            for path in duplicates.iter_mut().skip(known) {
                path.push(key.clone());
            }
            let member = (key, value, duplicates.len());
            self.members.borrow_mut().push(member);
        }
        let mut map = self.complete(start);
        if self.merge
            && let Some(merged) = map.shift_remove("<<")
        {
            merge_into(&mut map, merged);
        }
        Ok(Value::Object(map))
    }
}

/// A key as it is written: `200` and `true` are keys like any other.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}

/// YAML 1.1's merge key: what is merged stands behind what the mapping says itself.
fn merge_into(map: &mut Map<String, Value>, merged: Value) {
    match merged {
        Value::Object(other) => {
            for (key, value) in other {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(others) if others.iter().all(Value::is_object) => {
            for other in others {
                merge_into(map, other);
            }
        }
        other => {
            map.insert("<<".to_owned(), other);
        }
    }
}
