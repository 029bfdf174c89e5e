//! The choices that a tag, or keys, tell the arms of a union apart.

use crate::differential::lift::decoded;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What the tag of a discriminator must be where the schema at `target` is meant.
pub fn tags(target: &str, told: &Value) -> Value {
    let name = target.rsplit('/').next().unwrap_or_default();
    let mapping = told.get("mapping").and_then(Value::as_object);
    let keys = mapping.into_iter().flatten();
    let keys = keys.filter(|(_, goal)| **goal == json!(target) || **goal == json!(name));
    let mut tags: Vec<&str> = keys.map(|(key, _)| key.as_str()).collect();
    if tags.is_empty() {
        tags.push(name);
    }
    let property = told.get("propertyName").and_then(Value::as_str);
    let property = property.unwrap_or_default();
    json!({"required": [property], "properties": {property: {"enum": tags}}})
}

/// Says one thing more in a schema, where pointers into it stay as they were.
pub fn also(schema: &mut Value, part: Value) {
    match schema {
        Value::Object(map) => match map.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(part),
            _ => {
                map.insert("allOf".to_owned(), json!([part]));
            }
        },
        other => *other = json!({"allOf": [other.take(), part]}),
    }
}

/// Each arm beside a discriminator wants its tag.
pub fn heed_tag(map: &mut Map<String, Value>, root: &Value) -> bool {
    let Some(told) = map.get("discriminator").cloned() else {
        return false;
    };
    let property = told.get("propertyName").and_then(Value::as_str);
    let property = property.unwrap_or_default();
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(arms)) = map.get_mut(keyword) else {
            continue;
        };
        let targets = arms.iter().filter_map(|arm| arm.get("$ref")?.as_str());
        let targets: Vec<String> = targets.map(str::to_owned).collect();
        for arm in arms {
            let target = arm.get("$ref").and_then(Value::as_str);
            let part = match target {
                Some(target) if is_default(target, &told) => {
                    let others = targets.iter().filter(|other| *other != target);
                    let others: Vec<Value> = others.map(|other| tags(other, &told)).collect();
                    json!({"not": {"anyOf": others}})
                }
                None => json!({"required": [property]}),
                Some(target) => {
                    let mapped = told.get("mapping").and_then(Value::as_object);
                    let goal = json!(target);
                    let mapped = mapped.is_some_and(|map| map.values().any(|one| *one == goal));
                    match mapped || !fixes(arm, property, root, 0) {
                        true => tags(target, &told),
                        false => json!({"required": [property]}),
                    }
                }
            };
            also(arm, part);
        }
    }
    true
}

/// Whether `defaultMapping` leads to the schema at `target`.
fn is_default(target: &str, told: &Value) -> bool {
    let goal = told.get("defaultMapping").and_then(Value::as_str);
    goal.is_some_and(|goal| goal == target || Some(goal) == target.rsplit('/').next())
}

/// Whether a schema limits a property to some values.
fn fixes(schema: &Value, property: &str, root: &Value, depth: usize) -> bool {
    let Some(map) = schema.as_object().filter(|_| depth < 12) else {
        return false;
    };
    let own = map.get("properties").and_then(|map| map.get(property));
    let follow = |map: &Map<String, Value>| {
        let target = map.get("$ref").and_then(Value::as_str)?;
        root.pointer(&decoded(target.strip_prefix('#')?))
    };
    let closed = |schema: &Value| schema.get("enum").is_some() || schema.get("const").is_some();
    let own =
        own.is_some_and(|own| closed(own) || own.as_object().and_then(follow).is_some_and(closed));
    let parts = map.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten().chain(follow(map));
    own || parts.any(|part| fixes(part, property, root, depth + 1))
}

/// What an arm says of keys.
#[derive(Default)]
struct Keys {
    required: BTreeSet<String>,
    declared: BTreeSet<String>,
}

/// An object that has a key which one arm requires, and which another arm does not know, is not of
/// that other arm.
pub fn tell_apart(map: &mut Map<String, Value>, root: &Value) -> bool {
    let mut changed = false;
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(arms)) = map.get_mut(keyword) else {
            continue;
        };
        let keys: Vec<Keys> = arms.iter().map(|arm| keys_of(arm, root)).collect();
        for (index, arm) in arms.iter_mut().enumerate() {
            let others = keys.iter().enumerate().filter(|(other, _)| *other != index);
            let own = keys.get(index);
            let foreign = others.flat_map(|(_, other)| &other.required);
            let foreign: BTreeSet<&String> = foreign
                .filter(|key| own.is_some_and(|own| !own.declared.contains(*key)))
                .collect();
            if !foreign.is_empty() {
                let not: Vec<Value> = foreign
                    .iter()
                    .map(|key| json!({"required": [key]}))
                    .collect();
                also(arm, json!({"not": {"anyOf": not}}));
                changed = true;
            }
        }
    }
    changed
}

fn keys_of(schema: &Value, root: &Value) -> Keys {
    let mut keys = Keys::default();
    collect(schema, root, &mut keys, 0);
    keys
}

fn collect(schema: &Value, root: &Value, keys: &mut Keys, depth: usize) {
    let Some(map) = schema.as_object().filter(|_| depth < 12) else {
        return;
    };
    keys.required.extend(names(map));
    let properties = map.get("properties").and_then(Value::as_object);
    keys.declared
        .extend(properties.into_iter().flat_map(|map| map.keys().cloned()));
    let target = map.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|text| root.pointer(&decoded(text.strip_prefix('#')?)));
    let parts = map.get("allOf").and_then(Value::as_array);
    for part in target.into_iter().chain(parts.into_iter().flatten()) {
        collect(part, root, keys, depth + 1);
    }
}

fn names(map: &Map<String, Value>) -> impl Iterator<Item = String> + '_ {
    let list = map.get("required").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
}
