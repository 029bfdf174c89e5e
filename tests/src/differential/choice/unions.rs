//! The choices of what is a union, and of how many of its arms may fit.

use super::{Ground, UNITED, apart};
use serde_json::{Map, Value, json};

/// `oneOf` becomes `anyOf`.
pub fn allow_several(map: &mut Map<String, Value>) -> bool {
    let Some(arms) = map.remove("oneOf") else {
        return false;
    };
    if map.contains_key("anyOf") {
        let mut schema = Value::Object(std::mem::take(map));
        apart::also(&mut schema, json!({"anyOf": arms}));
        if let Value::Object(schema) = schema {
            *map = schema;
        }
    } else {
        map.insert("anyOf".to_owned(), arms);
    }
    true
}

/// A reference to a parent becomes one to the union of its children, but where a child extends it.
pub fn unite_children(at: &str, map: &mut Map<String, Value>, ground: &Ground<'_>) -> bool {
    let component = at.strip_prefix("/components/schemas/");
    let extends = component.is_some_and(|at| {
        let mut steps = at.split('/').skip(1);
        steps.next() == Some("allOf") && steps.count() == 1
    });
    if extends {
        return false;
    }
    let target = map.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|text| text.strip_prefix("#/components/schemas/"));
    match target.filter(|name| ground.unions.contains_key(*name)) {
        Some(name) => {
            let union = json!(format!("#/x-unions/{name}"));
            map.insert("$ref".to_owned(), union);
            true
        }
        None => {
            let is_parent = component.is_some_and(|name| ground.unions.contains_key(name));
            if is_parent {
                map.insert(UNITED.to_owned(), Value::Bool(true));
            }
            is_parent
        }
    }
}

/// For each schema with a discriminator and no arms the union of those that extend it.
pub fn unions_of_children(document: &Value) -> Map<String, Value> {
    let mut unions = Map::new();
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object);
    for (parent, schema) in schemas.into_iter().flatten() {
        let own = format!("#/components/schemas/{parent}");
        let has_arms = schema.get("oneOf").is_some() || schema.get("anyOf").is_some();
        let Some(told) = schema.get("discriminator").filter(|_| !has_arms) else {
            continue;
        };
        let children = schemas.into_iter().flatten();
        let children = children.filter(|(name, child)| *name != parent && extends(child, &own));
        let arms: Vec<Value> = children
            .map(|(name, _)| {
                let target = format!("#/components/schemas/{name}");
                json!({"$ref": target, "allOf": [apart::tags(&target, told)]})
            })
            .collect();
        if !arms.is_empty() {
            let union = json!({"type": ["object"], "anyOf": arms});
            unions.insert(parent.clone(), union);
        }
    }
    unions
}

fn extends(child: &Value, parent: &str) -> bool {
    let parts = child.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten();
    parts.any(|part| part.get("$ref").and_then(Value::as_str) == Some(parent))
}
