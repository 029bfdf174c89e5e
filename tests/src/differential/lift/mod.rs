//! An API description as schemas of JSON Schema 2020-12, for the oracle and the instances. It is
//! written apart from the generator on purpose: what both misread alike would never show.

mod keywords;
mod walk;

pub use walk::each_schema;

use super::oracle::encoded;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use walk::{APPLICATORS, Under, children};

/// What says something about a value in place: with one of these, null is allowed around it.
const IN_PLACE: &[&str] = &[
    "$ref", "allOf", "anyOf", "oneOf", "not", "if", "enum", "const",
];

/// The mark of a schema that is `{nullable: true}` and nothing else.
pub const ONLY_NULLABLE: &str = "x-only-nullable";

/// The mark of a schema around another that allows null too.
const NULL_AROUND: &str = "x-null-around";

/// What stays where references and readers look for it when null is put around a schema.
const OUTSIDE: &[&str] = &[
    "$defs",
    "definitions",
    "description",
    "title",
    "example",
    "examples",
    "readOnly",
    "writeOnly",
];

/// A copy of the document in which every schema is one of 2020-12.
pub fn lift(document: &Value) -> Value {
    let mut lifted = document.clone();
    walk::walk(
        &mut lifted,
        &mut String::new(),
        0,
        &mut |schema, _, depth| {
            lift_schema(schema, document, depth);
        },
    );
    each_schema(&mut lifted, &mut |at, map| {
        lift_recursion(at, map, document)
    });
    follow(&mut lifted);
    lifted
}

/// Where in the lifted document that is what `pointer` leads to in the document.
pub fn moved(lifted: &Value, pointer: &str) -> String {
    let mut out = String::new();
    let mut value = Some(lifted);
    for step in pointer.split('/').skip(1) {
        let around = value.is_some_and(|value| value.get(NULL_AROUND).is_some());
        if around && !OUTSIDE.contains(&step) {
            out.push_str("/anyOf/0");
            value = value.and_then(|value| value.pointer("/anyOf/0"));
        }
        out.push('/');
        out.push_str(step);
        value = value.and_then(|value| value.pointer(&format!("/{step}")));
    }
    out
}

/// Makes references lead where their targets have moved.
fn follow(lifted: &mut Value) {
    let mut targets = BTreeSet::new();
    each_schema(lifted, &mut |_, map| {
        targets.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    let mut moves = BTreeMap::new();
    for target in targets {
        let pointer = target.strip_prefix('#').map(decoded).unwrap_or_default();
        let now = moved(lifted, &pointer);
        if now != pointer {
            moves.insert(target, json!(format!("#{}", encoded(&now))));
        }
    }
    if moves.is_empty() {
        return;
    }
    each_schema(lifted, &mut |_, map| {
        let now = map.get("$ref").and_then(Value::as_str);
        if let Some(now) = now.and_then(|now| moves.get(now)).cloned() {
            map.insert("$ref".to_owned(), now);
        }
    });
}

/// 2019-09's `$recursiveRef`: the nearest schema around it with an anchor.
fn lift_recursion(at: &str, map: &mut Map<String, Value>, root: &Value) {
    if map.remove("$recursiveRef").is_none() || map.contains_key("$ref") {
        return;
    }
    let ends = at.match_indices('/').map(|(end, _)| end);
    let mut around = ends.chain([at.len()]).filter_map(|end| at.get(..end));
    let anchored = |at: &&str| {
        let schema = root.pointer(at);
        schema.is_some_and(|schema| schema.get("$recursiveAnchor") == Some(&Value::Bool(true)))
    };
    if let Some(target) = around.rfind(anchored) {
        map.insert("$ref".to_owned(), json!(format!("#{target}")));
    }
}

/// Makes one schema, and those in it, one of 2020-12.
fn lift_schema(schema: &mut Value, root: &Value, depth: usize) {
    if depth > 200 {
        return;
    }
    let Value::Object(map) = schema else {
        if !schema.is_boolean() {
            *schema = Value::Bool(true);
        }
        return;
    };
    keywords::lift_structure(map, root);
    keywords::lift_types(map);
    keywords::lift_limits(map);
    for (keyword, under) in APPLICATORS {
        let fits = map.get(*keyword).is_some_and(|value| match under {
            Under::Schema => true,
            Under::List => value.is_array(),
            Under::Map => value.is_object(),
        });
        if !fits {
            map.remove(*keyword);
        }
    }
    for (_, child) in children(map) {
        lift_schema(child, root, depth + 1);
    }
    lift_null(map);
}

/// `nullable`: null is allowed whatever else stands there.
fn lift_null(map: &mut Map<String, Value>) {
    if map.len() == 1 && map.get("nullable") == Some(&Value::Bool(true)) {
        // It says nothing; beside other arms of a union null is meant.
        map.insert(ONLY_NULLABLE.to_owned(), Value::Bool(true));
    }
    if map.remove("nullable") != Some(Value::Bool(true)) {
        return;
    }
    if !IN_PLACE.iter().any(|keyword| map.contains_key(*keyword)) {
        if let Some(Value::Array(types)) = map.get_mut("type")
            && !types.contains(&json!("null"))
        {
            types.push(json!("null"));
        }
        return;
    }
    let (outside, inside): (Map<String, Value>, Map<String, Value>) = std::mem::take(map)
        .into_iter()
        .partition(|(key, _)| OUTSIDE.contains(&key.as_str()));
    *map = outside;
    map.insert(NULL_AROUND.to_owned(), Value::Bool(true));
    map.insert("anyOf".to_owned(), json!([inside, {"type": ["null"]}]));
}

/// A fragment without its percent signs.
pub fn decoded(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = fragment.get(at + 1..at + 3);
        let hex = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| *byte == b'%') {
            Some(hex) => {
                out.push(hex);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
