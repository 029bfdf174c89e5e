//! Schema objects, of both dialects. Children get their ids first and are read later, so that
//! neither depth nor cycles matter.

use super::formats;
use super::keywords::{Kind, nearest};
use super::reader::{Node, Object, Reader, describe};
use crate::diagnostic::Code;
use crate::document::{Keywords, Schema, SchemaId, TypeName};
use indexmap::IndexMap;
use serde_json::{Number, Value};

impl<'a> Reader<'a> {
    /// The id of the schema at `node`, which is read later if it has not been.
    pub(super) fn schema(&mut self, node: Node<'a>) -> SchemaId {
        let address = std::ptr::from_ref(node.value) as usize;
        if let Some(id) = self.ids.get(&address) {
            return *id;
        }
        let id = self.reserve(node.place.clone());
        self.ids.insert(address, id);
        self.waiting.push_back((id, node));
        id
    }

    /// Reads every schema that has an id, and those that they lead to.
    pub(super) fn read_waiting_schemas(&mut self) {
        while let Some((id, node)) = self.waiting.pop_front() {
            let schema = self.read_schema(&node);
            if let Some(slot) = self.schemas.get_mut(id.0 as usize) {
                slot.schema = schema;
            }
        }
    }

    fn read_schema(&mut self, node: &Node<'a>) -> Schema {
        if let Value::Bool(flag) = node.value {
            return Schema::Bool(*flag);
        }
        let Some(object) = self.object(node, Kind::Schema) else {
            return Schema::Bool(true);
        };
        let mut keywords = Keywords::default();
        self.read_core(&object, &mut keywords);
        self.read_values(&object, &mut keywords);
        self.read_numbers(&object, &mut keywords);
        self.read_strings(&object, &mut keywords);
        self.read_arrays(&object, &mut keywords);
        self.read_objects(&object, &mut keywords);
        self.read_applicators(&object, &mut keywords);
        self.read_annotations(&object, &mut keywords);
        Schema::Keywords(Box::new(keywords))
    }

    fn read_core(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.reference = self.reference(object, "$ref");
        let dynamic_reference = self
            .reference(object, "$dynamicRef")
            .or_else(|| self.recursive_reference(object));
        keywords.put(|rare| &mut rare.dynamic_reference, dynamic_reference);
        let id = self.text(object, "$id").or_else(|| {
            // Draft 4's; in a map of properties it never comes here.
            self.text(object, "id")
        });
        keywords.put(|rare| &mut rare.id, id);
        let anchor = self.text(object, "$anchor");
        if let Some(anchor) = anchor
            .as_deref()
            .filter(|name| self.identifiers.is_taken(name, &object.place))
        {
            let message =
                format!("two schemas have the anchor `{anchor}`; references lead to one of them");
            self.report(Code::Malformed, &object.place.key("$anchor"), message);
        }
        keywords.put(|rare| &mut rare.anchor, anchor);
        keywords.put(
            |rare| &mut rare.dynamic_anchor,
            self.text(object, "$dynamicAnchor"),
        );
        let mut definitions = self.schemas_by_name(object, "$defs");
        for (name, id) in self.schemas_by_name(object, "definitions") {
            definitions.entry(name).or_insert(id);
        }
        keywords.put(|rare| &mut rare.definitions, definitions);
    }

    fn read_values(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.types = self.types(object, keywords);
        keywords.nullable = self.flag(object, "nullable").unwrap_or_default();
        keywords.put(|rare| &mut rare.constant, object.map.get("const").cloned());
        match object.map.get("enum") {
            None => {}
            Some(Value::Array(values)) if !values.is_empty() => {
                keywords.enumeration = Some(values.clone());
            }
            Some(Value::Array(_)) => {
                let message = "`enum` is empty and would allow nothing; it is left out";
                self.report(Code::Malformed, &object.place.key("enum"), message);
            }
            Some(_) => self.wrong(object, "enum", "a list of values"),
        }
    }

    fn types(&mut self, object: &Object<'a>, keywords: &mut Keywords) -> Option<Vec<TypeName>> {
        let value = object.map.get("type")?;
        let names = match value {
            Value::Array(names) => names.as_slice(),
            other => std::slice::from_ref(other),
        };
        let mut types = Vec::new();
        for name in names {
            match self.type_name(object, name, keywords) {
                Some(name) if types.contains(&name) => {}
                Some(name) => types.push(name),
                // An unknown type allows more than the known ones beside it.
                None => return None,
            }
        }
        if types.is_empty() {
            let message = "`type` is an empty list and would allow nothing; it is left out";
            self.report(Code::Malformed, &object.place.key("type"), message);
            return None;
        }
        Some(types)
    }

    fn type_name(
        &mut self,
        object: &Object<'a>,
        name: &Value,
        keywords: &mut Keywords,
    ) -> Option<TypeName> {
        let place = object.place.key("type");
        let text = match name {
            Value::String(text) => text.as_str(),
            Value::Null => {
                let message = "`type` is null, not \"null\"; it is read as the name";
                self.report(Code::Malformed, &place, message);
                return Some(TypeName::Null);
            }
            other => {
                let found = describe(other);
                let message = format!("a type is named by a string, not by {found}");
                self.report(Code::Malformed, &place, message);
                return None;
            }
        };
        if let Some(known) = named_type(text) {
            return Some(known);
        }
        if text == "file" {
            let message = "`file` is a type of OpenAPI 2.0; it is read as a binary string";
            self.report(Code::Malformed, &place, message);
            keywords.format = Some("binary".to_owned());
            return Some(TypeName::String);
        }
        let read = named_type(&text.to_lowercase());
        let instead = match read {
            Some(_) => format!("`{}`", text.to_lowercase()),
            None => "any type".to_owned(),
        };
        let message = format!("there is no type `{text}`; it is read as {instead}");
        let meant = nearest(text, TYPES.iter().copied()).filter(|_| read.is_none());
        self.misspelt(&place, message, meant);
        read
    }

    fn read_numbers(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.minimum = self.number(object, "minimum");
        keywords.maximum = self.number(object, "maximum");
        let minimum = self.exclusive(object, "exclusiveMinimum", "minimum", &mut keywords.minimum);
        keywords.put(|rare| &mut rare.exclusive_minimum, minimum);
        let maximum = self.exclusive(object, "exclusiveMaximum", "maximum", &mut keywords.maximum);
        keywords.put(|rare| &mut rare.exclusive_maximum, maximum);
        let mut step = self.number(object, "multipleOf");
        if let Some(value) = &step
            && value.as_f64().is_some_and(|value| value <= 0.0)
        {
            self.wrong(object, "multipleOf", "a number above 0");
            step = None;
        }
        keywords.put(|rare| &mut rare.multiple_of, step);
    }

    /// The number of an exclusive bound; the boolean form turns the inclusive bound over.
    fn exclusive(
        &mut self,
        object: &Object<'a>,
        key: &str,
        inclusive_key: &str,
        inclusive: &mut Option<Number>,
    ) -> Option<Number> {
        match object.map.get(key) {
            Some(Value::Bool(true)) => {
                if inclusive.is_none() {
                    let message = format!("`{key}: true` says nothing without `{inclusive_key}`");
                    self.report(Code::Malformed, &object.place.key(key), message);
                }
                inclusive.take()
            }
            Some(Value::Bool(false)) => None,
            _ => self.number(object, key),
        }
    }

    fn read_strings(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.min_length = self.count(object, "minLength");
        keywords.max_length = self.count(object, "maxLength");
        keywords.pattern = self.text(object, "pattern");
        keywords.format = self.text(object, "format").or(keywords.format.take());
        if let Some(format) = &keywords.format
            && let Some(meant) = formats::misspelt(format)
        {
            let message = format!("no format is called `{format}`, so nothing comes of it");
            self.misspelt(&object.place.key("format"), message, Some(meant));
        }
        keywords.put(
            |rare| &mut rare.content_encoding,
            self.text(object, "contentEncoding"),
        );
        keywords.put(
            |rare| &mut rare.content_media_type,
            self.text(object, "contentMediaType"),
        );
        keywords.put(
            |rare| &mut rare.content_schema,
            self.subschema(object, "contentSchema"),
        );
    }

    fn read_arrays(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        let mut prefix = self.subschemas(object, "prefixItems");
        if matches!(object.map.get("items"), Some(Value::Array(_))) {
            // The tuples of draft 4 to 2019-09.
            prefix = self.subschemas(object, "items");
            keywords.items = self.subschema(object, "additionalItems");
        } else {
            keywords.items = self.subschema(object, "items");
        }
        keywords.put(|rare| &mut rare.prefix_items, prefix);
        keywords.put(
            |rare| &mut rare.contains,
            self.subschema(object, "contains"),
        );
        keywords.put(
            |rare| &mut rare.min_contains,
            self.count(object, "minContains"),
        );
        keywords.put(
            |rare| &mut rare.max_contains,
            self.count(object, "maxContains"),
        );
        keywords.put(|rare| &mut rare.min_items, self.count(object, "minItems"));
        keywords.put(|rare| &mut rare.max_items, self.count(object, "maxItems"));
        keywords.put(
            |rare| &mut rare.unique_items,
            self.flag(object, "uniqueItems").unwrap_or_default(),
        );
        keywords.put(
            |rare| &mut rare.unevaluated_items,
            self.subschema(object, "unevaluatedItems"),
        );
    }

    fn read_objects(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.properties = self.schemas_by_name(object, "properties");
        keywords.required = match object.map.get("required") {
            Some(Value::Bool(_)) => {
                let message = "`required` is a list of names in the object around this property";
                self.report(Code::Malformed, &object.place.key("required"), message);
                Vec::new()
            }
            _ => self.texts(object, "required"),
        };
        keywords.additional_properties = self.subschema(object, "additionalProperties");
        keywords.put(
            |rare| &mut rare.pattern_properties,
            self.schemas_by_name(object, "patternProperties"),
        );
        keywords.put(
            |rare| &mut rare.property_names,
            self.subschema(object, "propertyNames"),
        );
        keywords.put(
            |rare| &mut rare.min_properties,
            self.count(object, "minProperties"),
        );
        keywords.put(
            |rare| &mut rare.max_properties,
            self.count(object, "maxProperties"),
        );
        keywords.put(
            |rare| &mut rare.unevaluated_properties,
            self.subschema(object, "unevaluatedProperties"),
        );
        self.read_dependencies(object, keywords);
    }

    fn read_dependencies(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        let mut schemas = self.schemas_by_name(object, "dependentSchemas");
        let mut required = IndexMap::new();
        // The second is draft 4's, which is both.
        for key in ["dependentRequired", "dependencies"] {
            for (name, node) in self.entries(object, key) {
                let Value::Array(list) = node.value else {
                    schemas.insert(name.to_owned(), self.schema(node));
                    continue;
                };
                let nodes = list.iter().enumerate().map(|(index, value)| Node {
                    place: node.place.key(index),
                    value,
                });
                let names = self.only_texts(nodes.collect(), name);
                required.insert(name.to_owned(), names);
            }
        }
        keywords.put(|rare| &mut rare.dependent_schemas, schemas);
        keywords.put(|rare| &mut rare.dependent_required, required);
    }

    fn read_applicators(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        keywords.all_of = self.subschemas(object, "allOf");
        keywords.any_of = self.subschemas(object, "anyOf");
        keywords.one_of = self.subschemas(object, "oneOf");
        for key in ["allOf", "anyOf", "oneOf"] {
            if object
                .map
                .get(key)
                .and_then(Value::as_array)
                .is_some_and(Vec::is_empty)
            {
                let message =
                    format!("`{key}` is an empty list, which is not allowed; it is left out");
                self.report(Code::Malformed, &object.place.key(key), message);
            }
        }
        keywords.put(|rare| &mut rare.not, self.subschema(object, "not"));
        keywords.put(|rare| &mut rare.if_schema, self.subschema(object, "if"));
        keywords.put(|rare| &mut rare.then_schema, self.subschema(object, "then"));
        keywords.put(|rare| &mut rare.else_schema, self.subschema(object, "else"));
    }

    fn read_annotations(&mut self, object: &Object<'a>, keywords: &mut Keywords) {
        if let Some(node) = object.child("discriminator") {
            self.read_discriminator(&node, keywords);
        }
        keywords.title = self.text(object, "title");
        keywords.description = self.text(object, "description");
        keywords.put(|rare| &mut rare.default, object.map.get("default").cloned());
        keywords.examples = object.map.get("example").cloned().into_iter().collect();
        for node in self.list(object, "examples") {
            keywords.examples.push(node.value.clone());
        }
        keywords.deprecated = self.flag(object, "deprecated").unwrap_or_default();
        keywords.read_only = self.flag(object, "readOnly").unwrap_or_default();
        keywords.write_only = self.flag(object, "writeOnly").unwrap_or_default();
        keywords.put(|rare| &mut rare.extensions, self.extensions(object));
        if let Some(node) = object.child("xml") {
            self.object(&node, Kind::Xml);
        }
        if let Some(node) = object.child("externalDocs") {
            self.object(&node, Kind::ExternalDocs);
        }
    }

    fn subschema(&mut self, object: &Object<'a>, key: &str) -> Option<SchemaId> {
        let node = object.child(key)?;
        match node.value {
            Value::Object(_) | Value::Bool(_) => Some(self.schema(node)),
            _ => {
                self.wrong(object, key, "a schema");
                None
            }
        }
    }

    fn subschemas(&mut self, object: &Object<'a>, key: &str) -> Vec<SchemaId> {
        let nodes = self.list(object, key);
        nodes.into_iter().map(|node| self.schema(node)).collect()
    }

    fn schemas_by_name(&mut self, object: &Object<'a>, key: &str) -> IndexMap<String, SchemaId> {
        let entries = self.entries(object, key);
        let mut schemas = IndexMap::with_capacity(entries.len());
        for (name, node) in entries {
            schemas.insert(name.to_owned(), self.schema(node));
        }
        schemas
    }
}

/// The names of types.
const TYPES: &[&str] = &[
    "string", "integer", "number", "boolean", "array", "object", "null",
];

fn named_type(text: &str) -> Option<TypeName> {
    Some(match text {
        "null" => TypeName::Null,
        "boolean" => TypeName::Boolean,
        "integer" => TypeName::Integer,
        "number" => TypeName::Number,
        "string" => TypeName::String,
        "array" => TypeName::Array,
        "object" => TypeName::Object,
        _ => return None,
    })
}
