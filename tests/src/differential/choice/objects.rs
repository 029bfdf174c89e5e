//! The choices of which properties an object has.

use super::apart;
use crate::differential::lift::decoded;
use serde_json::{Map, Value, json};

/// What says that unknown fields are not allowed, or counts them, goes.
pub fn ignore_unknown(map: &mut Map<String, Value>) -> bool {
    let closed = map.get("additionalProperties") == Some(&Value::Bool(false));
    if closed {
        map.remove("additionalProperties");
    }
    let fewest = count_known(map);
    map.remove("maxProperties").is_some() || closed || fewest
}

/// Of what is kept of an object there must be as many as `minProperties` says.
fn count_known(map: &mut Map<String, Value>) -> bool {
    let least = map.get("minProperties").and_then(Value::as_u64);
    let open = map
        .get("additionalProperties")
        .or(map.get("patternProperties"));
    let known = map.get("properties").and_then(Value::as_object);
    let (Some(least @ 1..=3), Some(known), None) = (least, known, open) else {
        return false;
    };
    let sets = u32::try_from(least).map(|least| known.len().saturating_pow(least));
    if sets.is_ok_and(|sets| sets > 2500) {
        return false;
    }
    let mut sets: Vec<Vec<&String>> = vec![Vec::new()];
    for _ in 0..least {
        let longer = sets.iter().flat_map(|set| {
            let later = known.keys().filter(|name| set.last() < Some(name));
            later.map(|name| [set.as_slice(), &[name]].concat())
        });
        sets = longer.collect();
    }
    let sets: Vec<Value> = sets.iter().map(|set| json!({"required": set})).collect();
    let enough = match sets.as_slice() {
        [] => Value::Bool(false),
        sets => json!({"anyOf": sets}),
    };
    let mut schema = Value::Object(std::mem::take(map));
    apart::also(&mut schema, enough);
    if let Value::Object(schema) = schema {
        *map = schema;
    }
    true
}

/// Every part of an `allOf` that speaks of further properties knows those of the others.
pub fn know_all(map: &mut Map<String, Value>, root: &Value) -> bool {
    let mut names = Vec::new();
    all_names(map, root, 0, &mut names);
    let mut changed = know(map, &names);
    let parts = map.get_mut("allOf").and_then(Value::as_array_mut);
    for part in parts.into_iter().flatten() {
        let target = part.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| root.pointer(&decoded(target.strip_prefix('#')?)));
        let mut inside = target.unwrap_or(part).clone();
        let Value::Object(inner) = &mut inside else {
            continue;
        };
        if know(inner, &names) {
            *part = inside;
            changed = true;
        }
    }
    changed
}

fn know(map: &mut Map<String, Value>, names: &[String]) -> bool {
    let binds = map
        .get("additionalProperties")
        .is_some_and(Value::is_object);
    if !binds {
        return false;
    }
    let known = map.entry("properties").or_insert_with(|| json!({}));
    let Some(known) = known.as_object_mut() else {
        return false;
    };
    let before = known.len();
    for name in names {
        known.entry(name).or_insert(Value::Bool(true));
    }
    known.len() > before
}

/// The properties that a schema with an `allOf` describes in all of its parts.
fn all_names(map: &Map<String, Value>, root: &Value, depth: usize, names: &mut Vec<String>) {
    let own = map.get("properties").and_then(Value::as_object);
    names.extend(own.into_iter().flat_map(|own| own.keys().cloned()));
    let parts = map.get("allOf").and_then(Value::as_array);
    let parts = parts.into_iter().flatten();
    let target = map.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| root.pointer(&decoded(target.strip_prefix('#')?)));
    for part in parts.chain(target).filter_map(Value::as_object) {
        if depth < 8 {
            all_names(part, root, depth + 1, names);
        }
    }
}
