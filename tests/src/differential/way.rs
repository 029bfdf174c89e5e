//! What a lifted document says one way: a request lacks what is `readOnly`, a response what is
//! `writeOnly`.

use super::lift::{decoded, each_schema};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Which way values travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the directions")]
pub enum Way {
    Both,
    Request,
    Response,
}

/// The mark of a property that the way lacks: whatever comes there is ignored.
pub const LACKING: &str = "x-lacking";

/// What holds for `way`.
pub fn travel(document: &Value, way: Way) -> Value {
    let mut turned = document.clone();
    if way == Way::Both {
        return turned;
    }
    keep_targets(&mut turned, way);
    let document = &turned.clone();
    each_schema(&mut turned, &mut |_, map| {
        let mut lacking = BTreeSet::new();
        let mut there = BTreeSet::new();
        names(map, document, way, &mut lacking, &mut there, 0);
        lacking.retain(|name| !there.contains(name));
        demand_less(map, &lacking);
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            for property in properties.values_mut() {
                if stays(property, document, way, 0) {
                    *property = json!({LACKING: true});
                }
            }
        }
    });
    turned
}

/// Gives what a reference leads to, in a property that the way lacks, a place of its own.
fn keep_targets(document: &mut Value, way: Way) {
    let mut targets = BTreeSet::new();
    each_schema(document, &mut |_, map| {
        targets.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    let lacks = |at: &str| {
        let mut ends = at.match_indices('/').map(|(end, _)| end).chain([at.len()]);
        ends.any(|end| {
            let around = at.get(..end).unwrap_or_default();
            let is_property = around.rsplit('/').nth(1) == Some("properties");
            let schema = document.pointer(around).filter(|_| is_property);
            schema.is_some_and(|schema| stays(schema, document, way, 0))
        })
    };
    let kept: BTreeMap<String, Value> = targets
        .into_iter()
        .filter_map(|target| {
            let at = decoded(target.strip_prefix('#')?);
            let schema = document.pointer(&at).filter(|_| lacks(&at))?.clone();
            Some((target, schema))
        })
        .collect();
    if kept.is_empty() {
        return;
    }
    let names: BTreeMap<&String, String> = kept.keys().zip(0..).map(own_place).collect();
    each_schema(document, &mut |_, map| {
        let target = map.get("$ref").and_then(Value::as_str).map(str::to_owned);
        if let Some(name) = target.and_then(|target| names.get(&target)) {
            map.insert(
                "$ref".to_owned(),
                json!(format!("#/components/schemas/{name}")),
            );
        }
    });
    let components = document.pointer_mut("/components/schemas");
    if let Some(components) = components.and_then(Value::as_object_mut) {
        for (target, mut schema) in kept.clone() {
            point_away(&mut schema, &names);
            if let Some(name) = names.get(&target) {
                components.insert(name.clone(), schema);
            }
        }
    }
}

fn own_place((target, number): (&String, usize)) -> (&String, String) {
    (target, format!("x-kept-{number}"))
}

/// Makes references in what was copied lead to copies too.
fn point_away(value: &mut Value, names: &BTreeMap<&String, String>) {
    match value {
        Value::Object(map) => {
            let target = map.get("$ref").and_then(Value::as_str).map(str::to_owned);
            if let Some(name) = target.and_then(|target| names.get(&target)) {
                map.insert(
                    "$ref".to_owned(),
                    json!(format!("#/components/schemas/{name}")),
                );
            }
            map.values_mut().for_each(|value| point_away(value, names));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| point_away(value, names)),
        _ => {}
    }
}

/// The properties that a schema, with what it refers to and all its parts, lacks and has.
fn names(
    map: &Map<String, Value>,
    root: &Value,
    way: Way,
    lacking: &mut BTreeSet<String>,
    there: &mut BTreeSet<String>,
    depth: usize,
) {
    if depth > 16 {
        return;
    }
    let properties = map.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        let stays = stays(property, root, way, 0) || property.get(LACKING).is_some();
        let list = if stays { &mut *lacking } else { &mut *there };
        list.insert(name.clone());
    }
    let target = target(map, root);
    let parts = map.get("allOf").and_then(Value::as_array);
    for part in target.into_iter().chain(parts.into_iter().flatten()) {
        if let Value::Object(part) = part {
            names(part, root, way, lacking, there, depth + 1);
        }
    }
}

fn target<'r>(map: &Map<String, Value>, root: &'r Value) -> Option<&'r Value> {
    let text = map.get("$ref").and_then(Value::as_str)?;
    root.pointer(&decoded(text.strip_prefix('#')?))
}

/// Takes names out of `required`, of the schema and of what stands in it in place.
fn demand_less(map: &mut Map<String, Value>, lacking: &BTreeSet<String>) {
    if let Some(Value::Array(required)) = map.get_mut("required") {
        required.retain(|name| name.as_str().is_none_or(|name| !lacking.contains(name)));
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let parts = map.get_mut(keyword).and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten().filter_map(Value::as_object_mut) {
            demand_less(part, lacking);
        }
    }
}

/// Whether a property does not travel this way, as its schema says, or the one that it stands for.
fn stays(schema: &Value, root: &Value, way: Way, depth: usize) -> bool {
    let Some(map) = schema.as_object().filter(|_| depth < 32) else {
        return false;
    };
    let flag = |key: &str| map.get(key) == Some(&Value::Bool(true));
    match (way, flag("readOnly"), flag("writeOnly")) {
        (Way::Request, true, false) | (Way::Response, false, true) => return true,
        (_, false, false) => {}
        _ => return false,
    }
    let beside = [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];
    let mut said = map
        .iter()
        .filter(|(key, _)| !beside.contains(&key.as_str()) && !key.starts_with("x-"));
    let (Some((key, value)), None) = (said.next(), said.next()) else {
        return false;
    };
    match (key.as_str(), value) {
        ("$ref", _) => target(map, root).is_some_and(|next| stays(next, root, way, depth + 1)),
        ("allOf" | "anyOf" | "oneOf", Value::Array(list)) if list.len() == 1 => list
            .first()
            .is_some_and(|next| stays(next, root, way, depth + 1)),
        _ => false,
    }
}
