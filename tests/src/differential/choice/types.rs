//! The choices of types, of null, and of what an `enum` lists.

use crate::differential::lift::ONLY_NULLABLE;
use serde_json::{Map, Value, json};

/// Keywords by the type that they speak of.
const SPEAK: &[(&str, &[&str])] = &[
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
        ],
    ),
    (
        "array",
        &[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
    ),
    (
        "string",
        &[
            "pattern",
            "minLength",
            "maxLength",
            "contentEncoding",
            "contentMediaType",
        ],
    ),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    ("string", &["format"]),
];

/// The type that the keywords beside each other speak of.
pub fn name_type(map: &mut Map<String, Value>) -> bool {
    let elsewhere = ["type", "enum", "const", "oneOf", "anyOf", "$ref"];
    if elsewhere.iter().any(|keyword| map.contains_key(*keyword)) {
        return false;
    }
    let speaks = |schema: &Value| {
        schema
            .get("properties")
            .or(schema.get("required"))
            .is_some()
    };
    if map.get("not").is_some_and(speaks) {
        map.insert("type".to_owned(), json!(["object"]));
        return true;
    }
    let spoken = SPEAK
        .iter()
        .find(|(_, keywords)| keywords.iter().any(|keyword| map.contains_key(*keyword)));
    if let Some((name, _)) = spoken {
        let numeric = matches!(
            map.get("format").and_then(Value::as_str),
            Some("int32" | "int64" | "float" | "double")
        );
        let name = if numeric && *name == "string" {
            "number"
        } else {
            name
        };
        map.insert("type".to_owned(), json!([name]));
    }
    spoken.is_some()
}

/// Null joins an `enum` that does not list it, where it is allowed.
pub fn list_null(map: &mut Map<String, Value>) -> bool {
    let nullable = map.get("type").and_then(Value::as_array);
    if nullable.is_some_and(|types| types.contains(&json!("null")))
        && let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
        return true;
    }
    false
}

/// Null that an `enum` lists joins the types.
pub fn type_null(map: &mut Map<String, Value>) -> bool {
    let listed = map.get("enum").and_then(Value::as_array);
    let listed = listed.is_some_and(|values| values.contains(&Value::Null));
    match map.get_mut("type").and_then(Value::as_array_mut) {
        Some(types) if listed && !types.contains(&json!("null")) => {
            types.push(json!("null"));
            true
        }
        _ => false,
    }
}

/// Arms that are `{nullable: true}` and nothing else become null.
pub fn mean_null(map: &mut Map<String, Value>) -> bool {
    let mut changed = false;
    for keyword in ["oneOf", "anyOf"] {
        let arms = map.get_mut(keyword).and_then(Value::as_array_mut);
        for arm in arms.into_iter().flatten() {
            if arm.get(ONLY_NULLABLE).is_some() {
                *arm = json!({"type": ["null"]});
                changed = true;
            }
        }
    }
    changed
}

/// Listed values become ones of the type beside the list, where they can be read as such.
pub fn retype_listed(map: &mut Map<String, Value>) -> bool {
    let types = map.get("type").and_then(Value::as_array).cloned();
    let has = |name: &str| {
        types
            .as_ref()
            .is_some_and(|types| types.contains(&json!(name)))
    };
    let (string, number) = (has("string"), has("integer") || has("number"));
    let boolean = has("boolean");
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return false;
    };
    let mut changed = false;
    for value in values {
        let other = match &*value {
            Value::String(text) if !string && (number || boolean) => {
                serde_json::from_str(text).ok()
            }
            Value::Number(_) | Value::Bool(_) if string && !number && !boolean => {
                Some(json!(value.to_string()))
            }
            _ => None,
        };
        if let Some(other) = other {
            *value = other;
            changed = true;
        }
    }
    changed
}

/// Limits beside an `enum` or a `const` go.
pub fn heed_list(map: &mut Map<String, Value>) -> bool {
    if !map.contains_key("enum") && !map.contains_key("const") {
        return false;
    }
    let limits = SPEAK
        .iter()
        .filter(|(about, _)| matches!(*about, "string" | "number"))
        .flat_map(|(_, limits)| *limits);
    let removed = limits.filter(|limit| map.remove(**limit).is_some());
    removed.count() > 0
}

/// Texts that are encoded in base64 must be base64.
pub fn check_encoding(map: &mut Map<String, Value>) -> bool {
    let is_base64 = map.get("contentEncoding") == Some(&json!("base64"));
    if is_base64 {
        map.insert("format".to_owned(), json!("byte"));
    }
    is_base64
}

/// Null joins the types beside a reference or a union.
pub fn keep_null(map: &mut Map<String, Value>) -> bool {
    let lone = |list: &Value| list.as_array().is_some_and(|list| list.len() == 1);
    let keywords = ["$ref", "anyOf", "oneOf"];
    let refers = keywords.iter().any(|keyword| map.contains_key(*keyword))
        || map.get("allOf").is_some_and(lone);
    match map.get_mut("type").and_then(Value::as_array_mut) {
        Some(types) if refers && !types.contains(&json!("null")) => {
            types.push(json!("null"));
            true
        }
        _ => false,
    }
}
