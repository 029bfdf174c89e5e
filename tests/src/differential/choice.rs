//! What the generator takes where a description says one thing and means another
//! (docs/SUPPORT.md, "Choices"), as changes to the lifted document: where the typed door decides
//! as the oracle does after such a change, the disagreement is that choice.

use super::apart;
use super::lift::{ONLY_NULLABLE, each_schema};
use serde_json::{Map, Value, json};

/// A documented choice.
pub struct Choice {
    /// What docs/SUPPORT.md says.
    pub about: &'static str,
    /// What it makes of the document.
    pub take: fn(&mut Value),
}

/// Every choice, the narrow ones first.
pub const CHOICES: &[Choice] = &[
    Choice {
        about: "no `type`, but keywords of objects, lists, strings or numbers: that type",
        take: |document| each_schema(document, &mut name_type),
    },
    Choice {
        about: "null is allowed beside an `enum` that does not list it",
        take: |document| each_schema(document, &mut list_null),
    },
    Choice {
        about: "`{nullable: true}` as an arm of a union is null",
        take: |document| each_schema(document, &mut mean_null),
    },
    Choice {
        about: "`enum` values of another type than `type` are read as that type",
        take: |document| each_schema(document, &mut retype_listed),
    },
    Choice {
        about: "`contentEncoding: base64` is bytes, so it is base64",
        take: |document| each_schema(document, &mut check_encoding),
    },
    Choice {
        about: "a discriminator without arms: a union of the schemas that extend its own",
        take: unite_children,
    },
    Choice {
        about: "a discriminator alone says which arm a value is of",
        take: |document| {
            let root = document.clone();
            each_schema(document, &mut |map| apart::heed_tag(map, &root));
        },
    },
    Choice {
        about: "where keys tell arms apart, an object with the keys of an arm is of that arm",
        take: apart::tell_apart,
    },
    Choice {
        about: "of a union only the arm that was read is checked, not that no other fits",
        take: |document| each_schema(document, &mut allow_several),
    },
    Choice {
        about: "unknown fields are ignored",
        take: |document| each_schema(document, &mut ignore_unknown),
    },
];

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

fn name_type(map: &mut Map<String, Value>) {
    let elsewhere = ["type", "enum", "const", "oneOf", "anyOf", "$ref"];
    if elsewhere.iter().any(|keyword| map.contains_key(*keyword)) {
        return;
    }
    let speaks = |schema: &Value| {
        schema
            .get("properties")
            .or(schema.get("required"))
            .is_some()
    };
    if map.get("not").is_some_and(speaks) {
        map.insert("type".to_owned(), json!(["object"]));
        return;
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
}

fn list_null(map: &mut Map<String, Value>) {
    let nullable = map.get("type").and_then(Value::as_array);
    if nullable.is_some_and(|types| types.contains(&json!("null")))
        && let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

fn mean_null(map: &mut Map<String, Value>) {
    for keyword in ["oneOf", "anyOf"] {
        let arms = map.get_mut(keyword).and_then(Value::as_array_mut);
        for arm in arms.into_iter().flatten() {
            if arm.get(ONLY_NULLABLE).is_some() {
                *arm = json!({"type": ["null"]});
            }
        }
    }
}

fn retype_listed(map: &mut Map<String, Value>) {
    let types = map.get("type").and_then(Value::as_array).cloned();
    let has = |name: &str| {
        types
            .as_ref()
            .is_some_and(|types| types.contains(&json!(name)))
    };
    let (string, number) = (has("string"), has("integer") || has("number"));
    let boolean = has("boolean");
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
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
        }
    }
}

fn check_encoding(map: &mut Map<String, Value>) {
    if map.get("contentEncoding") == Some(&json!("base64")) {
        map.insert("format".to_owned(), json!("byte"));
    }
}

fn allow_several(map: &mut Map<String, Value>) {
    if map.contains_key("anyOf") {
        let Some(arms) = map.remove("oneOf") else {
            return;
        };
        let part = json!({"anyOf": arms});
        match map.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(part),
            _ => {
                map.insert("allOf".to_owned(), json!([part]));
            }
        }
    } else if let Some(arms) = map.remove("oneOf") {
        map.insert("anyOf".to_owned(), arms);
    }
}

fn ignore_unknown(map: &mut Map<String, Value>) {
    if map.get("additionalProperties") == Some(&Value::Bool(false)) {
        map.remove("additionalProperties");
    }
    map.remove("maxProperties");
}

/// References to a parent become references to the union of its children, but for those that a
/// child makes to extend it.
fn unite_children(document: &mut Value) {
    let schemas = document.pointer("/components/schemas");
    let Some(schemas) = schemas.and_then(Value::as_object).cloned() else {
        return;
    };
    let mut unions = Map::new();
    for (parent, schema) in &schemas {
        let own = format!("#/components/schemas/{parent}");
        let has_arms = schema.get("oneOf").is_some() || schema.get("anyOf").is_some();
        let Some(told) = schema.get("discriminator").filter(|_| !has_arms) else {
            continue;
        };
        let arms: Vec<Value> = schemas
            .iter()
            .filter(|(name, child)| *name != parent && extends(child, &own))
            .map(|(name, _)| apart::tagged(&format!("#/components/schemas/{name}"), told))
            .collect();
        if !arms.is_empty() {
            unions.insert(parent.clone(), json!({"type": ["object"], "anyOf": arms}));
        }
    }
    if unions.is_empty() {
        return;
    }
    let to_parent = |text: &str| {
        let name = text.strip_prefix("#/components/schemas/")?;
        unions
            .contains_key(name)
            .then(|| format!("#/x-unions/{name}"))
    };
    each_schema(document, &mut |map| {
        if let Some(Value::String(text)) = map.get_mut("$ref")
            && let Some(target) = to_parent(text)
        {
            *text = target;
        }
    });
    // What the children extend is the parent itself.
    let children = document.pointer_mut("/components/schemas");
    for child in children
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(|map| map.values_mut())
    {
        let parts = child.get_mut("allOf").and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten() {
            if let Some(Value::String(text)) = part.get_mut("$ref") {
                *text = text.replace("#/x-unions/", "#/components/schemas/");
            }
        }
    }
    if let Value::Object(map) = document {
        map.insert("x-unions".to_owned(), Value::Object(unions));
    }
}

fn extends(child: &Value, parent: &str) -> bool {
    let parts = child.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten();
    parts.any(|part| part.get("$ref").and_then(Value::as_str) == Some(parent))
}
