//! Writes the schemas of a page.

use serde_json::{Map, Value, json};

use super::facts::{Direction, Node};
use super::types::Stated;
use super::write::{Writer, add_mined, source};
use crate::diagnostic::Pointer;

/// The schema that says what `node` says. `at` is where it will stand.
pub(super) fn write(
    writer: &mut Writer,
    node: &Node,
    direction: Direction,
    at: &Pointer,
) -> Map<String, Value> {
    let mut schema = node.stated.as_ref().map(Stated::schema).unwrap_or_default();
    let object = object_facts(writer, node, direction, at);
    if node.stated.is_none() && object.is_empty() {
        writer.hole(at.clone(), Some(node.line), "the type is not stated");
    }
    place(&mut schema, node.stated.as_ref(), object, writer, node, at);
    for (keyword, value) in &node.facts {
        schema.insert(keyword.clone(), value.clone());
    }
    writer.describe(&mut schema, &node.prose);
    add_mined(&mut schema, &node.sentence(), direction);
    admit_null(&mut schema);
    schema.insert("x-source".into(), json!(source(node.line)));
    schema
}

/// A page that states `string | null` and lists the strings does not mean to refuse null.
fn admit_null(schema: &mut Map<String, Value>) {
    let nullable = schema
        .get("type")
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|name| name == "null"));
    if let (true, Some(Value::Array(values))) = (nullable, schema.get_mut("enum"))
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

/// `properties`, `required` and `additionalProperties` of the object that `node` is or holds.
fn object_facts(
    writer: &mut Writer,
    node: &Node,
    direction: Direction,
    at: &Pointer,
) -> Map<String, Value> {
    // The pointers of what is inside an array go through its `items`.
    let at = inner_pointer(node.stated.as_ref(), at);
    let mut facts = Map::new();
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    for property in &node.properties {
        let pointer = at.key("properties").key(&property.name);
        let schema = write(writer, &property.node, direction, &pointer);
        properties.insert(property.name.clone(), Value::Object(schema));
        if property.required {
            required.push(&property.name);
        }
    }
    if !properties.is_empty() {
        facts.insert("properties".into(), Value::Object(properties));
    }
    if !required.is_empty() {
        facts.insert("required".into(), json!(required));
    }
    if let Some(values) = &node.additional {
        let schema = write(writer, values, direction, &at.key("additionalProperties"));
        facts.insert("additionalProperties".into(), Value::Object(schema));
    }
    facts
}

/// Puts the facts about the object where it stands: into the schema, or into its items.
fn place(
    schema: &mut Map<String, Value>,
    stated: Option<&Stated>,
    object: Map<String, Value>,
    writer: &mut Writer,
    node: &Node,
    at: &Pointer,
) {
    match stated {
        Some(Stated::Array(items)) => {
            let at = at.key("items");
            let had = schema.remove("items").is_some();
            if !had && object.is_empty() {
                writer.hole(at, Some(node.line), "what the array holds is not stated");
                return;
            }
            let mut inner = items.as_deref().map(Stated::schema).unwrap_or_default();
            if items.is_none() {
                inner.insert("type".into(), json!("object"));
            }
            place(&mut inner, items.as_deref(), object, writer, node, &at);
            inner.insert("x-source".into(), json!(source(node.line)));
            schema.insert("items".into(), Value::Object(inner));
        }
        Some(Stated::Union(_)) if schema.contains_key("anyOf") => {
            // Which of the arms has the properties cannot be told; they hold wherever it is an
            // object, and JSON Schema says just that with the keywords beside `anyOf`.
            schema.extend(object);
        }
        _ => {
            let is_object = stated.is_some_and(Stated::holds_object);
            if is_object && object.is_empty() {
                writer.hole(
                    at.key("additionalProperties"),
                    Some(node.line),
                    "what the object holds is not stated: its properties, or the type of its values",
                );
            }
            schema.extend(object);
        }
    }
}

fn inner_pointer(stated: Option<&Stated>, at: &Pointer) -> Pointer {
    let mut at = at.clone();
    let mut stated = stated;
    while let Some(Stated::Array(items)) = stated {
        at = at.key("items");
        stated = items.as_deref();
    }
    at
}
