//! What is prose in an OpenAPI document, told by where it stands and never by a key's name alone:
//! a property may be called `description`.
//!
//! One table says for each object of the specification which of its fields hold what. The walk over
//! it drops prose, and adds to each fact the line where it stands.

use serde_json::{Map, Value, json};

use super::Descriptions;
use super::cursor::diagnostic;
use crate::diagnostic::{Code, Diagnostic, Pointer};

/// The objects of the specification that hold prose, or hold an object that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Object {
    Document,
    Info,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Link,
    Example,
    Components,
    SecurityScheme,
    Schema,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
enum Field {
    /// A fact, whatever its value.
    Fact,
    /// A name that is kept if it is short: a title of many words is a sentence.
    Title,
    /// Words for people.
    Prose,
    /// An object, or a list of it, or (a schema) a boolean.
    One(Object),
    /// A map whose keys are names; `x-` is a name like any other.
    Map(Object),
    /// A map whose keys the specification rules: `x-` is an extension.
    Ruled(Object),
    /// A map of such maps: callbacks.
    Maps(Object),
}

use Field::{Fact, Map as Named, Maps, One, Prose, Ruled, Title};

/// The fields of an object: names, and what they hold.
type Fields = &'static [(&'static [&'static str], Field)];

/// The fields of each object. Fields that are not listed are unknown, or extensions.
fn fields(object: Object) -> Fields {
    match object {
        Object::Document => DOCUMENT,
        Object::Info => INFO,
        Object::License => LICENSE,
        Object::Server => SERVER,
        Object::ServerVariable => SERVER_VARIABLE,
        Object::Tag => TAG,
        Object::ExternalDocs => EXTERNAL_DOCS,
        Object::PathItem => PATH_ITEM,
        Object::Operation => OPERATION,
        Object::Parameter | Object::Header => PARAMETER,
        Object::RequestBody => REQUEST_BODY,
        Object::MediaType => MEDIA_TYPE,
        Object::Encoding => ENCODING,
        Object::Response => RESPONSE,
        Object::Link => LINK,
        Object::Example => EXAMPLE,
        Object::Components => COMPONENTS,
        Object::SecurityScheme => SECURITY_SCHEME,
        Object::Schema => SCHEMA,
    }
}

#[rustfmt::skip]
const DOCUMENT: Fields = &[
    (&["openapi", "jsonSchemaDialect", "$self", "security"], Fact),
    (&["info"], One(Object::Info)),
    (&["servers"], One(Object::Server)),
    (&["paths"], Ruled(Object::PathItem)),
    (&["webhooks"], Named(Object::PathItem)),
    (&["components"], One(Object::Components)),
    (&["tags"], One(Object::Tag)),
    (&["externalDocs"], One(Object::ExternalDocs)),
];

#[rustfmt::skip]
const INFO: Fields = &[
    (&["title", "version", "termsOfService"], Fact),
    (&["description", "summary", "contact"], Prose),
    (&["license"], One(Object::License)),
];

#[rustfmt::skip]
const LICENSE: Fields = &[(&["name", "identifier", "url"], Fact)];

#[rustfmt::skip]
const SERVER: Fields = &[
    (&["url", "name"], Fact),
    (&["description"], Prose),
    (&["variables"], Named(Object::ServerVariable)),
];

#[rustfmt::skip]
const SERVER_VARIABLE: Fields = &[(&["enum", "default"], Fact), (&["description"], Prose)];

#[rustfmt::skip]
const TAG: Fields = &[
    (&["name", "parent", "kind"], Fact),
    (&["description", "summary"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
];

#[rustfmt::skip]
const EXTERNAL_DOCS: Fields = &[(&["url"], Fact), (&["description"], Prose)];

#[rustfmt::skip]
const PATH_ITEM: Fields = &[
    (&["$ref"], Fact),
    (&["summary", "description"], Prose),
    (&["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"], One(Object::Operation)),
    (&["additionalOperations"], Named(Object::Operation)),
    (&["servers"], One(Object::Server)),
    (&["parameters"], One(Object::Parameter)),
];

#[rustfmt::skip]
const OPERATION: Fields = &[
    (&["tags", "operationId", "deprecated", "security"], Fact),
    (&["summary", "description"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
    (&["parameters"], One(Object::Parameter)),
    (&["requestBody"], One(Object::RequestBody)),
    (&["responses"], Ruled(Object::Response)),
    (&["callbacks"], Maps(Object::PathItem)),
    (&["servers"], One(Object::Server)),
];

#[rustfmt::skip]
const PARAMETER: Fields = &[
    (&["$ref", "name", "in", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved", "example"], Fact),
    (&["description", "summary"], Prose),
    (&["schema"], One(Object::Schema)),
    (&["examples"], Named(Object::Example)),
    (&["content"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const REQUEST_BODY: Fields = &[
    (&["$ref", "required"], Fact),
    (&["description", "summary"], Prose),
    (&["content"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const MEDIA_TYPE: Fields = &[
    (&["$ref", "example"], Fact),
    (&["schema", "itemSchema"], One(Object::Schema)),
    (&["examples"], Named(Object::Example)),
    (&["encoding"], Named(Object::Encoding)),
    (&["itemEncoding", "prefixEncoding"], One(Object::Encoding)),
];

#[rustfmt::skip]
const ENCODING: Fields = &[
    (&["contentType", "style", "explode", "allowReserved"], Fact),
    (&["headers"], Named(Object::Header)),
    (&["encoding"], Named(Object::Encoding)),
];

#[rustfmt::skip]
const RESPONSE: Fields = &[
    (&["$ref"], Fact),
    (&["description", "summary"], Prose),
    (&["headers"], Named(Object::Header)),
    (&["content"], Named(Object::MediaType)),
    (&["links"], Named(Object::Link)),
];

#[rustfmt::skip]
const LINK: Fields = &[
    (&["$ref", "operationRef", "operationId", "parameters", "requestBody"], Fact),
    (&["description", "summary"], Prose),
    (&["server"], One(Object::Server)),
];

#[rustfmt::skip]
const EXAMPLE: Fields = &[
    (&["$ref", "value", "dataValue", "serializedValue", "externalValue"], Fact),
    (&["description", "summary"], Prose),
];

#[rustfmt::skip]
const COMPONENTS: Fields = &[
    (&["schemas"], Named(Object::Schema)),
    (&["responses"], Named(Object::Response)),
    (&["parameters"], Named(Object::Parameter)),
    (&["examples"], Named(Object::Example)),
    (&["requestBodies"], Named(Object::RequestBody)),
    (&["headers"], Named(Object::Header)),
    (&["securitySchemes"], Named(Object::SecurityScheme)),
    (&["links"], Named(Object::Link)),
    (&["callbacks"], Maps(Object::PathItem)),
    (&["pathItems"], Named(Object::PathItem)),
    (&["mediaTypes"], Named(Object::MediaType)),
];

#[rustfmt::skip]
const SECURITY_SCHEME: Fields = &[
    (&["$ref", "type", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl", "oauth2MetadataUrl", "deprecated"], Fact),
    (&["description", "summary"], Prose),
];

#[rustfmt::skip]
const SCHEMA: Fields = &[
    (&["$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "id"], Fact),
    (&["type", "format", "enum", "const", "default", "example", "examples", "nullable", "required", "deprecated", "readOnly", "writeOnly"], Fact),
    (&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"], Fact),
    (&["minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties", "maxProperties", "dependentRequired"], Fact),
    (&["contentEncoding", "contentMediaType", "discriminator", "xml"], Fact),
    (&["title"], Title),
    (&["description", "$comment"], Prose),
    (&["externalDocs"], One(Object::ExternalDocs)),
    (&["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"], Named(Object::Schema)),
    (&["items", "additionalItems", "prefixItems", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "contains", "contentSchema"], One(Object::Schema)),
    (&["additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"], One(Object::Schema)),
];

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
mod tests {
    use super::*;

    #[track_caller]
    fn check(object: Object, value: Value, expect: Value) {
        let mut walk = Walk {
            descriptions: Descriptions::Drop,
            line: &|_| None,
            diagnostics: Vec::new(),
        };
        assert_eq!(walk.object(object, value, &Pointer::root()), expect);
    }

    #[test]
    fn a_property_named_description_stays() {
        check(
            Object::Schema,
            json!({
                "description": "words",
                "properties": {
                    "description": {"type": "string", "description": "words"},
                    "summary": {"items": {"description": "words", "type": "string"}},
                    "x-internal": {"type": "string"},
                },
                "required": ["description"],
                "default": {"description": "kept"},
                "enum": [{"summary": "kept"}],
                "const": {"description": "kept"},
                "example": {"description": "kept"},
                "allOf": [{"description": "words"}],
                "title": "Widget",
                "x-note": "words",
                "x-enum-varnames": ["A"],
            }),
            json!({
                "properties": {
                    "description": {"type": "string"},
                    "summary": {"items": {"type": "string"}},
                    "x-internal": {"type": "string"},
                },
                "required": ["description"],
                "default": {"description": "kept"},
                "enum": [{"summary": "kept"}],
                "const": {"description": "kept"},
                "example": {"description": "kept"},
                "allOf": [{}],
                "title": "Widget",
                "x-enum-varnames": ["A"],
            }),
        );
    }

    #[test]
    fn maps_keep_their_keys() {
        check(
            Object::Operation,
            json!({
                "summary": "words",
                "parameters": [{"name": "description", "in": "query", "description": "words"}],
                "responses": {
                    "200": {
                        "description": "words",
                        "headers": {"description": {"description": "words", "schema": {}}},
                        "content": {"application/json": {"examples": {"summary": {"summary": "words", "value": {"summary": 1}}}}},
                    },
                    "404": {"$ref": "#/components/responses/description", "description": "words"},
                    "x-note": {},
                },
                "callbacks": {"description": {"{$request.body#/url}": {"post": {"description": "words"}}}},
            }),
            json!({
                "parameters": [{"name": "description", "in": "query"}],
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {"description": {"schema": {}}},
                        "content": {"application/json": {"examples": {"summary": {"value": {"summary": 1}}}}},
                    },
                    "404": {"$ref": "#/components/responses/description"},
                },
                "callbacks": {"description": {"{$request.body#/url}": {"post": {}}}},
            }),
        );
    }

    #[test]
    fn names_stay_and_sentences_go() {
        check(
            Object::Document,
            json!({
                "openapi": "3.0.0",
                "info": {"title": "The Acme Widgets API of 2026", "description": "words", "contact": {"name": "A"}, "license": {"name": "MIT"}},
                "tags": [{"name": "Widgets", "description": "words"}],
                "servers": [{"url": "https://acme.dev", "description": "words", "variables": {"description": {"default": "a", "description": "words"}}}],
                "unknown": "a sentence of many words",
                "mispelt": "word",
                "components": {"schemas": {"description": {"title": "A title of many words", "minLenght": 3}}},
            }),
            json!({
                "openapi": "3.0.0",
                "info": {"title": "The Acme Widgets API of 2026", "license": {"name": "MIT"}},
                "tags": [{"name": "Widgets"}],
                "servers": [{"url": "https://acme.dev", "variables": {"description": {"default": "a"}}}],
                "mispelt": "word",
                "components": {"schemas": {"description": {"minLenght": 3}}},
            }),
        );
    }

    #[test]
    fn values_of_the_wrong_type_are_left_alone() {
        for object in [Object::Document, Object::Schema, Object::Response] {
            for value in [json!(null), json!(3), json!("a"), json!([[1], "b"])] {
                check(object, value.clone(), value);
            }
        }
        check(
            Object::Schema,
            json!({"properties": [1], "allOf": 3}),
            json!({"properties": [1], "allOf": 3}),
        );
    }
}
