//! An API description as schemas of JSON Schema 2020-12, for the oracle and the instances. It is
//! written apart from the generator on purpose: what both misread alike would never show.

use super::oracle::encoded;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What stands under a keyword.
enum Under {
    Schema,
    List,
    Map,
}

/// Keywords with schemas under them, after lifting.
const APPLICATORS: &[(&str, Under)] = &[
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

/// Formats of numbers with their ranges.
const RANGES: &[(&str, &str, &str)] = &[
    ("int8", "-128", "127"),
    ("int16", "-32768", "32767"),
    ("int32", "-2147483648", "2147483647"),
    ("int64", "-9223372036854775808", "9223372036854775807"),
    ("uint8", "0", "255"),
    ("uint16", "0", "65535"),
    ("uint32", "0", "4294967295"),
    ("uint64", "0", "18446744073709551615"),
    ("float", "-3.4028234663852886e38", "3.4028234663852886e38"),
];

/// A copy of the document in which every schema is one of 2020-12.
pub fn lift(document: &Value) -> Value {
    let mut lifted = document.clone();
    walk(
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

/// Changes each schema object of a lifted document, the inner before the outer: what a change
/// adds is not changed again. Each comes with a pointer to where it stood before any change.
pub fn each_schema(document: &mut Value, change: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    walk(document, &mut String::new(), 0, &mut |schema, at, depth| {
        visit(schema, at, depth, change);
    });
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
pub fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The schemas in a schema, and how a pointer leads there.
fn children(map: &mut Map<String, Value>) -> Vec<(String, &mut Value)> {
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

/// Goes through a description to its schemas.
fn walk(
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
    lift_structure(map, root);
    lift_types(map);
    lift_limits(map);
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

/// References that lead nowhere, tuples and dependencies of older drafts, empty lists of arms.
fn lift_structure(map: &mut Map<String, Value>, root: &Value) {
    let leads = |text: &str| match text.strip_prefix('#') {
        Some(pointer) => root.pointer(&decoded(pointer)).is_some(),
        None => false,
    };
    if !map.get("$ref").and_then(Value::as_str).is_some_and(leads) {
        map.remove("$ref");
    }
    for identity in ["$id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef"] {
        map.remove(identity);
    }
    if let Some(Value::Array(_)) = map.get("items") {
        let prefix = map.remove("items").unwrap_or_default();
        map.insert("prefixItems".to_owned(), prefix);
        if let Some(rest) = map.remove("additionalItems") {
            map.insert("items".to_owned(), rest);
        }
    }
    if let Some(Value::Object(dependencies)) = map.remove("dependencies") {
        let (names, schemas): (Map<String, Value>, Map<String, Value>) = dependencies
            .into_iter()
            .partition(|(_, dependency)| dependency.is_array());
        for (keyword, part) in [("dependentRequired", names), ("dependentSchemas", schemas)] {
            if !part.is_empty() {
                map.insert(keyword.to_owned(), Value::Object(part));
            }
        }
    }
    if map.get("enum").is_some_and(|values| !values.is_array()) {
        map.remove("enum");
    }
    for list in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        if map
            .get(list)
            .is_some_and(|value| value.as_array().is_none_or(Vec::is_empty))
        {
            map.remove(list);
        }
    }
    match map.get_mut("required") {
        Some(Value::Array(names)) => {
            names.retain(Value::is_string);
            let mut seen = Vec::new();
            names.retain(|name| {
                let new = !seen.contains(name);
                seen.push(name.clone());
                new
            });
        }
        _ => {
            map.remove("required");
        }
    }
}

/// Names of types as people write them.
fn lift_types(map: &mut Map<String, Value>) {
    let Some(types) = map.get("type") else { return };
    let names = match types {
        Value::Array(names) => names.clone(),
        one => vec![one.clone()],
    };
    let mut known = Vec::new();
    for name in &names {
        let name = match name {
            Value::Null => "null".to_owned(),
            Value::String(name) => name.to_lowercase(),
            _ => String::new(),
        };
        match name.as_str() {
            "null" | "boolean" | "integer" | "number" | "string" | "array" | "object" => {
                if !known.contains(&json!(name)) {
                    known.push(json!(name));
                }
            }
            "file" => known.push(json!("string")),
            _ => {
                map.remove("type");
                return;
            }
        }
    }
    if known.is_empty() {
        map.remove("type");
    } else {
        map.insert("type".to_owned(), Value::Array(known));
    }
}

/// Limits of another type than theirs, the flags of draft 4, formats of numbers.
fn lift_limits(map: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        match map.get(exclusive) {
            Some(Value::Bool(true)) => {
                let limit = map.remove(bound).unwrap_or_default();
                map.insert(exclusive.to_owned(), limit);
            }
            Some(Value::Bool(false)) => {
                map.remove(exclusive);
            }
            _ => {}
        }
        for keyword in [bound, exclusive] {
            if map.get(keyword).is_some_and(|value| !value.is_number()) {
                map.remove(keyword);
            }
        }
    }
    for count in [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ] {
        let natural = |value: &Value| value.as_f64().is_some_and(|n| n >= 0.0 && n.fract() == 0.0);
        if map.get(count).is_some_and(|value| !natural(value)) {
            map.remove(count);
        }
    }
    if map
        .get("multipleOf")
        .is_some_and(|step| step.as_f64().is_none_or(|step| step <= 0.0))
    {
        map.remove("multipleOf");
    }
    if map
        .get("uniqueItems")
        .is_some_and(|flag| !flag.is_boolean())
    {
        map.remove("uniqueItems");
    }
    let no_pattern = |value: &Value| {
        let pattern = value.as_str();
        let strict = |source| regress::Regex::with_flags(source, "u").is_ok();
        pattern.is_none_or(|source| !strict(source) && regress::Regex::new(source).is_err())
    };
    if map.get("pattern").is_some_and(no_pattern) {
        map.remove("pattern");
    }
    if let Some(Value::String(pattern)) = map.get_mut("pattern") {
        *pattern = count_less(pattern);
    }
    let format = map
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if let Some((_, low, high)) = RANGES.iter().find(|(name, ..)| *name == format) {
        let number = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let range = json!({"minimum": number(low), "maximum": number(high)});
        match map.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(range),
            _ => {
                map.insert("allOf".to_owned(), json!([range]));
            }
        }
    }
    if map.get("format").is_some_and(|format| !format.is_string()) {
        map.remove("format");
    }
}

/// A pattern without counts that the oracle's engine has no room for. No value has so many
/// letters.
fn count_less(pattern: &str) -> String {
    const MOST: u64 = 1000;
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('{');
        rest = after;
        let Some((inside, after)) = after.split_once('}') else {
            continue;
        };
        let (low, high) = inside.split_once(',').unwrap_or((inside, inside));
        let Ok(low) = low.parse::<u64>() else {
            continue;
        };
        if low > MOST || high.parse::<u64>().is_ok_and(|high| high > MOST) {
            out.push_str(&format!("{},}}", low.min(MOST)));
            rest = after;
        }
    }
    out.push_str(rest);
    out
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
