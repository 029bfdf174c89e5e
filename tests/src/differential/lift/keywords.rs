//! Keywords as people write them, and as older drafts have them, as those of 2020-12.

use super::decoded;
use serde_json::{Map, Value, json};

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

/// References that lead nowhere, tuples and dependencies of older drafts, empty lists of arms.
pub fn lift_structure(map: &mut Map<String, Value>, root: &Value) {
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
pub fn lift_types(map: &mut Map<String, Value>) {
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
pub fn lift_limits(map: &mut Map<String, Value>) {
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
