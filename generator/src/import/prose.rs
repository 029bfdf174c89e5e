//! What is prose in an OpenAPI document, told by where it stands and never by a key's name alone:
//! a property may be called `description`.
//!
//! One table ([`fields`]) says for each object which of its fields hold what. The walk over
//! it drops prose, and adds to each fact the line where it stands.

mod fields;

use super::Descriptions;
use super::cursor::diagnostic;
use crate::diagnostic::{Code, Diagnostic, Pointer};
pub(super) use fields::Object;
use fields::{Field, fields};
use serde_json::{Map, Value, json};

/// Extensions that hold facts a generator uses. Every other extension may hold prose.
const EXTENSIONS: &[&str] = &["x-enum-varnames", "x-enumNames", "x-nullable"];

/// Objects that are facts of their own: each gets `x-source`.
const SOURCED: &[Object] = &[
    Object::Server,
    Object::Operation,
    Object::Parameter,
    Object::RequestBody,
    Object::Response,
    Object::Header,
    Object::SecurityScheme,
    Object::Schema,
];

/// From this many words on, a text is taken for a sentence.
const SENTENCE: usize = 4;

/// The walk over one document.
pub(super) struct Walk<'a> {
    pub descriptions: Descriptions,
    /// The line of the page where something stands.
    pub line: &'a dyn Fn(&Pointer) -> Option<usize>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    /// The value without prose, as far as it is an `object` of the specification. The depth of the
    /// recursion is that of the value, which its reader bounds.
    pub fn object(&mut self, object: Object, value: Value, at: &Pointer) -> Value {
        match value {
            Value::Object(map) => Value::Object(self.members(object, map, at)),
            Value::Array(items) => Value::Array(
                items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| self.object(object, item, &at.key(index)))
                    .collect(),
            ),
            other => other,
        }
    }

    fn members(
        &mut self,
        object: Object,
        map: Map<String, Value>,
        at: &Pointer,
    ) -> Map<String, Value> {
        let mut kept = Map::new();
        let is_reference = map.contains_key("$ref");
        for (key, value) in map {
            let pointer = at.key(&key);
            if let Some(value) = self.member(object, &key, value, &pointer) {
                kept.insert(key, value);
            }
        }
        if is_reference {
            return kept;
        }
        if object == Object::Response && !kept.contains_key("description") {
            // Required by the specification, before 3.2.
            kept.shift_insert(0, "description".into(), json!(""));
        }
        if SOURCED.contains(&object)
            && let Some(line) = (self.line)(at)
        {
            kept.insert("x-source".into(), json!(super::write::source(line)));
        }
        kept
    }

    fn member(&mut self, object: Object, key: &str, value: Value, at: &Pointer) -> Option<Value> {
        let field = fields(object)
            .iter()
            .find(|(names, _)| names.contains(&key))
            .map(|(_, field)| *field);
        let keep = self.descriptions == Descriptions::Keep;
        match field {
            Some(Field::Fact) => Some(value),
            Some(Field::Title) => (keep || !holds_sentence(&value)).then_some(value),
            Some(Field::Prose) => keep.then_some(value),
            Some(Field::One(inner)) => Some(self.object(inner, value, at)),
            Some(Field::Map(inner)) => Some(self.map(
                value,
                at,
                |_| true,
                |walk, value, at| walk.object(inner, value, at),
            )),
            Some(Field::Ruled(inner)) => Some(self.ruled(inner, value, at)),
            Some(Field::Maps(inner)) => Some(self.map(
                value,
                at,
                |_| true,
                |walk, value, at| walk.ruled(inner, value, at),
            )),
            None if keep || EXTENSIONS.contains(&key) => Some(value),
            None if key.starts_with("x-") => None,
            None if holds_sentence(&value) => {
                let line = (self.line)(at).unwrap_or(1);
                let message = format!(
                    "`{key}` is no field of the specification and holds a sentence; it is left out"
                );
                self.diagnostics
                    .push(diagnostic(Code::ImportLine, line, message));
                None
            }
            None => Some(value),
        }
    }

    fn ruled(&mut self, inner: Object, value: Value, at: &Pointer) -> Value {
        let keep = self.descriptions == Descriptions::Keep;
        let wanted = |key: &str| keep || !key.starts_with("x-");
        self.map(value, at, wanted, |walk, value, at| {
            walk.object(inner, value, at)
        })
    }

    fn map(
        &mut self,
        value: Value,
        at: &Pointer,
        wanted: impl Fn(&str) -> bool,
        mut each: impl FnMut(&mut Self, Value, &Pointer) -> Value,
    ) -> Value {
        let Value::Object(map) = value else {
            return value;
        };
        let kept = map
            .into_iter()
            .filter(|(key, _)| wanted(key))
            .map(|(key, value)| {
                let value = each(self, value, &at.key(&key));
                (key, value)
            })
            .collect();
        Value::Object(kept)
    }
}

/// Whether a text of many words is anywhere in the value.
fn holds_sentence(value: &Value) -> bool {
    match value {
        Value::String(text) => text.split_whitespace().count() >= SENTENCE,
        Value::Array(items) => items.iter().any(holds_sentence),
        Value::Object(map) => map.values().any(holds_sentence),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
