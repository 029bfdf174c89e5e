//! What keywords mean: where schemas stand in a schema, and what differs between the drafts.

use serde_json::Value;

/// A version of JSON Schema. OpenAPI's is all of them at once, because the version line lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the drafts")]
pub enum Dialect {
    Draft4,
    Draft6,
    Draft7,
    Draft2019,
    Draft2020,
    OpenApi,
}

/// The dialect of a schema resource, and which vocabularies its metaschema switches off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Language {
    pub(super) dialect: Dialect,
    /// The validation vocabulary.
    pub(super) validation: bool,
    /// The applicator vocabulary.
    pub(super) applicator: bool,
    /// One of the vocabularies of `format`.
    pub(super) format: bool,
}

/// What stands under a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    One,
    List,
    Map,
}

/// Every keyword with schemas under it. Where a value has another shape (a list of `items`, names
/// in `dependencies`) whatever in it is no schema is passed over.
const SHAPES: &[(&str, Shape)] = &[
    ("$defs", Shape::Map),
    ("additionalItems", Shape::One),
    ("additionalProperties", Shape::One),
    ("allOf", Shape::List),
    ("anyOf", Shape::List),
    ("contains", Shape::One),
    ("contentSchema", Shape::One),
    ("definitions", Shape::Map),
    ("dependencies", Shape::Map),
    ("dependentSchemas", Shape::Map),
    ("else", Shape::One),
    ("if", Shape::One),
    ("items", Shape::One),
    ("not", Shape::One),
    ("oneOf", Shape::List),
    ("patternProperties", Shape::Map),
    ("prefixItems", Shape::List),
    ("properties", Shape::Map),
    ("propertyNames", Shape::One),
    ("then", Shape::One),
    ("unevaluatedItems", Shape::One),
    ("unevaluatedProperties", Shape::One),
];

impl Dialect {
    /// The dialect that a `$schema` names.
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let name = uri.split_once("://").map_or(uri, |(_, name)| name);
        Some(match name {
            "json-schema.org/draft-04/schema" => Self::Draft4,
            "json-schema.org/draft-06/schema" => Self::Draft6,
            "json-schema.org/draft-07/schema" => Self::Draft7,
            "json-schema.org/draft/2019-09/schema" => Self::Draft2019,
            "json-schema.org/draft/2020-12/schema" => Self::Draft2020,
            _ if name.starts_with("spec.openapis.org/oas/3.") => Self::OpenApi,
            _ => return None,
        })
    }

    /// The keyword that identifies a resource.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Draft4 => "id",
            _ => "$id",
        }
    }

    /// Whether nothing counts beside a `$ref`.
    pub(super) fn references_stand_alone(self) -> bool {
        self <= Self::Draft7
    }

    /// Whether an identifier that is only a fragment is an anchor.
    pub(super) fn has_fragment_ids(self) -> bool {
        self <= Self::Draft7
    }
}

impl Language {
    pub(super) fn of(dialect: Dialect) -> Self {
        Self {
            dialect,
            validation: true,
            applicator: true,
            format: true,
        }
    }

    /// Whether this dialect has the keyword.
    pub(super) fn knows(self, keyword: &str) -> bool {
        let dialect = self.dialect;
        match keyword {
            "nullable" | "discriminator" => dialect == Dialect::OpenApi,
            "const" | "contains" | "propertyNames" => dialect >= Dialect::Draft6,
            "if" | "then" | "else" => dialect >= Dialect::Draft7,
            "minContains"
            | "maxContains"
            | "dependentRequired"
            | "dependentSchemas"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "$anchor" => dialect >= Dialect::Draft2019,
            "$defs" => true,
            "prefixItems" | "$dynamicRef" | "$dynamicAnchor" => dialect >= Dialect::Draft2020,
            "additionalItems" => dialect != Dialect::Draft2020,
            "$recursiveRef" => matches!(dialect, Dialect::Draft2019 | Dialect::OpenApi),
            _ => true,
        }
    }
}

/// Each schema in the schema `value`, with the pointer from there to it.
pub(super) fn subschemas(value: &Value, language: Language) -> Vec<(String, &Value)> {
    let Some(map) = value.as_object() else {
        return Vec::new();
    };
    let alone = language.dialect.references_stand_alone() && map.contains_key("$ref");
    let mut found = Vec::new();
    for (key, value) in map {
        let shape = SHAPES.iter().find(|(keyword, _)| keyword == key);
        let Some((_, shape)) = shape.filter(|_| language.knows(key)) else {
            continue;
        };
        // What may be referred to stays, even where it does not apply.
        if alone && !matches!(key.as_str(), "$defs" | "definitions") {
            continue;
        }
        match (shape, value) {
            (Shape::Map, Value::Object(children)) => {
                for (name, child) in children {
                    found.push((format!("/{key}/{}", escape(name)), child));
                }
            }
            (Shape::One | Shape::List, Value::Array(children)) => {
                for (index, child) in children.iter().enumerate() {
                    found.push((format!("/{key}/{index}"), child));
                }
            }
            (Shape::One, child) => found.push((format!("/{key}"), child)),
            _ => {}
        }
    }
    found.retain(|(_, child)| child.is_object() || child.is_boolean());
    found
}

/// A segment of a JSON pointer (RFC 6901).
pub(super) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
