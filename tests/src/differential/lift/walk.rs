//! The way through a description to its schemas.

use serde_json::{Map, Value};

/// What stands under a keyword.
pub enum Under {
    Schema,
    List,
    Map,
}

/// Keywords with schemas under them, after lifting.
pub const APPLICATORS: &[(&str, Under)] = &[
    ("$defs", Under::Map),
    ("additionalProperties", Under::Schema),
    ("allOf", Under::List),
    ("anyOf", Under::List),
    ("contains", Under::Schema),
    ("definitions", Under::Map),
    ("dependentSchemas", Under::Map),
    ("else", Under::Schema),
    ("if", Under::Schema),
    ("items", Under::Schema),
    ("not", Under::Schema),
    ("oneOf", Under::List),
    ("patternProperties", Under::Map),
    ("prefixItems", Under::List),
    ("properties", Under::Map),
    ("propertyNames", Under::Schema),
    ("then", Under::Schema),
    ("unevaluatedItems", Under::Schema),
    ("unevaluatedProperties", Under::Schema),
];

/// Changes each schema object of a lifted document, the inner before the outer: what a change
/// adds is not changed again. Each comes with a pointer to where it stood before any change.
pub fn each_schema(document: &mut Value, change: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    walk(document, &mut String::new(), 0, &mut |schema, at, depth| {
        visit(schema, at, depth, change);
    });
}

/// Goes through a description to its schemas.
pub fn walk(
    value: &mut Value,
    at: &mut String,
    depth: usize,
    visit: &mut dyn FnMut(&mut Value, &mut String, usize),
) {
    if depth > 200 {
        return;
    }
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                below(at, &index.to_string(), |at| {
                    walk(item, at, depth + 1, visit)
                });
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                below(at, &escaped(key), |at| match (key.as_str(), &mut *value) {
                    ("schema" | "itemSchema", _) => visit(value, at, depth),
                    ("schemas", Value::Object(named)) if depth == 1 => {
                        for (name, schema) in named {
                            below(at, &escaped(name), |at| visit(schema, at, depth));
                        }
                    }
                    ("example" | "examples" | "default" | "value", _) => {}
                    _ => walk(value, at, depth + 1, visit),
                });
            }
        }
        _ => {}
    }
}

/// The schemas in a schema, and how a pointer leads there.
pub fn children(map: &mut Map<String, Value>) -> Vec<(String, &mut Value)> {
    let mut found = Vec::new();
    for (key, value) in map {
        let under = APPLICATORS.iter().find(|(keyword, _)| keyword == key);
        match (under.map(|(_, under)| under), value) {
            (Some(Under::Schema), child) => found.push((key.clone(), child)),
            (Some(Under::List), Value::Array(list)) => {
                let list = list.iter_mut().enumerate();
                found.extend(list.map(|(index, child)| (format!("{key}/{index}"), child)));
            }
            (Some(Under::Map), Value::Object(named)) => {
                let named = named.iter_mut();
                found
                    .extend(named.map(|(name, child)| (format!("{key}/{}", escaped(name)), child)));
            }
            _ => {}
        }
    }
    found
}

fn visit(
    schema: &mut Value,
    at: &mut String,
    depth: usize,
    change: &mut dyn FnMut(&str, &mut Map<String, Value>),
) {
    let Value::Object(map) = schema else { return };
    if depth > 200 {
        return;
    }
    for (under, child) in children(map) {
        below(at, &under, |at| visit(child, at, depth + 1, change));
    }
    change(at, map);
}

/// Goes one or two steps down a pointer, and back.
fn below(at: &mut String, step: &str, then: impl FnOnce(&mut String)) {
    let length = at.len();
    at.push('/');
    at.push_str(step);
    then(at);
    at.truncate(length);
}

/// A segment of a JSON pointer (RFC 6901).
fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
