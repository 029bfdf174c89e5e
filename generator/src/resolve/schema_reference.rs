//! References between schemas.

use super::reader::{Node, Object, Reader, describe};
use crate::diagnostic::{Code, Place};
use crate::document::{Reference, Schema, SchemaId};
use serde_json::Value;

impl<'a> Reader<'a> {
    /// A schema's reference. Its target is read like any other schema.
    pub(super) fn reference(&mut self, object: &Object<'a>, key: &str) -> Option<Reference> {
        match object.map.get(key)? {
            Value::String(text) => Some(self.schema_reference(text, &object.place, key)),
            _ => {
                self.wrong(object, key, "a string");
                None
            }
        }
    }

    /// 2019-09's `$recursiveRef`, which is always `#`: the nearest schema around it that says
    /// `$recursiveAnchor: true`, else the root.
    pub(super) fn recursive_reference(&mut self, object: &Object<'a>) -> Option<Reference> {
        let text = object.map.get("$recursiveRef")?;
        let mut place = object.place.clone();
        loop {
            let value = self.sources.value_at(&place)?;
            if value.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                return Some(Reference {
                    text: text.as_str().unwrap_or("#").to_owned(),
                    target: Some(self.schema(Node { place, value })),
                });
            }
            match place.pointer.parent() {
                Some(parent) => place.pointer = parent,
                None => return self.reference(object, "$recursiveRef"),
            }
        }
    }

    pub(super) fn schema_reference(&mut self, text: &str, place: &Place, key: &str) -> Reference {
        let target = self.target(text, place, key);
        let target = target.and_then(|node| self.as_schema(node, text, &place.key(key)));
        Reference {
            text: text.to_owned(),
            target,
        }
    }

    /// The schema at `node`, unless something else stands there.
    fn as_schema(&mut self, node: Node<'a>, text: &str, place: &Place) -> Option<SchemaId> {
        let mut segments = node.place.pointer.segments();
        let part = (segments.next(), segments.next(), segments.count());
        let other = match (&part, node.value) {
            ((Some(first), Some(part), 1), _) if first == "components" && part != "schemas" => {
                Some(format!("is one of `{part}`, no schema"))
            }
            ((None, ..), Value::Object(map)) if map.contains_key("openapi") => {
                Some("is the whole description, no schema".to_owned())
            }
            (_, Value::Object(_) | Value::Bool(_)) => None,
            (_, value) => Some(format!("is {}, no schema", describe(value))),
        };
        if let Some(other) = other {
            let message = format!("what `{text}` leads to {other}");
            self.report(Code::UnresolvedReference, place, message);
            return None;
        }
        Some(self.schema(node))
    }

    /// Cuts references that lead back to themselves by `$ref` alone: they mean nothing.
    pub(super) fn cut_cycles(&mut self) {
        // 0: not seen; otherwise the number of the walk that saw it.
        let mut seen = vec![0_usize; self.schemas.len()];
        for start in 0..self.schemas.len() {
            let walk = start + 1;
            let mut at = start;
            while seen.get(at) == Some(&0) {
                if let Some(mark) = seen.get_mut(at) {
                    *mark = walk;
                }
                let Some(next) = self.reference_target(at) else {
                    break;
                };
                if seen.get(next) == Some(&walk) {
                    self.cut(at);
                    break;
                }
                at = next;
            }
        }
    }

    fn reference_target(&self, at: usize) -> Option<usize> {
        let Schema::Keywords(keywords) = &self.schemas.get(at)?.schema else {
            return None;
        };
        let target = keywords.reference.as_ref()?.target?;
        Some(target.0 as usize)
    }

    fn cut(&mut self, at: usize) {
        let Some(node) = self.schemas.get_mut(at) else {
            return;
        };
        let place = node.place.key("$ref");
        if let Schema::Keywords(keywords) = &mut node.schema
            && let Some(reference) = &mut keywords.reference
        {
            reference.target = None;
            let message = format!("`{}` leads back to itself", reference.text);
            self.report(Code::CyclicReference, &place, message);
        }
    }
}
