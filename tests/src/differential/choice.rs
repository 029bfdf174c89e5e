//! What the generator takes where a description says one thing and means another
//! (docs/SUPPORT.md, "Choices"), as changes to the lifted document: where the typed door decides
//! as the oracle does after such a change, the disagreement is that choice.

use super::apart;
use super::lift::{ONLY_NULLABLE, decoded, each_schema};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The choice that makes every `oneOf` an `anyOf`.
pub const ONE_ARM: &str =
    "of a union only the arm that was read is checked, not that no other fits";

/// The mark of a parent in whose place its children's union is taken.
pub const UNITED: &str = "x-united";

/// How the generator tells the arms of a union apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By the value of a property.
    ByTag,
    /// By keys and types.
    ByShape,
    /// By nothing: in order.
    InOrder,
}

/// What changes are made with.
pub struct Ground<'g> {
    /// The lifted document, before any change.
    pub root: &'g Value,
    /// Unions of the schemas that extend a parent, by its name.
    pub unions: Map<String, Value>,
    /// Unions whose way of telling their arms apart is known, by their pointers.
    pub told: &'g BTreeMap<String, Told>,
}

/// A documented choice.
pub struct Choice {
    /// What docs/SUPPORT.md says.
    pub about: &'static str,
    /// What it makes of a schema; whether that is anything.
    pub take: fn(&str, &mut Map<String, Value>, &Ground<'_>) -> bool,
}

/// Every choice, the narrow ones first.
pub const CHOICES: &[Choice] = &[
    Choice {
        about: "no `type`, but keywords of objects, lists, strings or numbers: that type",
        take: |_, map, _| name_type(map),
    },
    Choice {
        about: "null is allowed beside an `enum` that does not list it",
        take: |_, map, _| list_null(map),
    },
    Choice {
        about: "null that an `enum` lists is a value, whatever `type` says",
        take: |_, map, _| type_null(map),
    },
    Choice {
        about: "`{nullable: true}` as an arm of a union is null",
        take: |_, map, _| mean_null(map),
    },
    Choice {
        about: "`enum` values of another type than `type` are read as that type",
        take: |_, map, _| retype_listed(map),
    },
    Choice {
        about: "what an `enum` lists is allowed, whatever limits stand beside it",
        take: |_, map, _| heed_list(map),
    },
    Choice {
        about: "`contentEncoding: base64` is bytes, so it is base64",
        take: |_, map, _| check_encoding(map),
    },
    Choice {
        about: "a discriminator without arms: a union of the schemas that extend its own",
        take: unite_children,
    },
    Choice {
        about: "a discriminator alone says which arm a value is of",
        take: |at, map, ground| ground.may_be(at, Told::ByTag) && apart::heed_tag(map, ground.root),
    },
    Choice {
        about: "where keys tell arms apart, an object with the keys of an arm is of that arm",
        take: |at, map, ground| {
            ground.may_be(at, Told::ByShape) && apart::tell_apart(map, ground.root)
        },
    },
    Choice {
        about: ONE_ARM,
        take: |_, map, _| allow_several(map),
    },
    Choice {
        about: "`type` beside a reference or a union does not take null from it",
        take: |_, map, _| keep_null(map),
    },
    Choice {
        about: "`additionalProperties` of one part of an `allOf` do not bind those of another",
        take: |_, map, ground| know_all(map, ground.root),
    },
    Choice {
        about: "unknown fields are ignored",
        take: |_, map, _| ignore_unknown(map),
    },
];

/// Where a choice, by its index, is taken; nowhere else.
pub type Places = BTreeMap<usize, BTreeSet<String>>;

impl<'g> Ground<'g> {
    /// What is to be known of a document before a choice is taken.
    pub fn new(root: &'g Value, told: &'g BTreeMap<String, Told>) -> Self {
        let unions = unions_of_children(root);
        Self { root, unions, told }
    }

    /// The document with the choices, and where each of them has changed something. Without
    /// `places` they are taken everywhere.
    pub fn take(&self, choices: &[usize], places: Option<&Places>) -> (Value, Places) {
        let mut document = self.root.clone();
        let mut changed = Places::new();
        each_schema(&mut document, &mut |at, map| {
            for index in choices {
                let here = |places: &Places| places.get(index).is_some_and(|set| set.contains(at));
                let Some(choice) = CHOICES.get(*index) else {
                    continue;
                };
                if places.is_none_or(here) && (choice.take)(at, map, self) {
                    changed.entry(*index).or_default().insert(at.to_owned());
                }
            }
        });
        if let Value::Object(map) = &mut document {
            map.insert("x-unions".to_owned(), Value::Object(self.unions.clone()));
        }
        (document, changed)
    }

    /// Whether the union there may be told apart so: another way is not known of it.
    fn may_be(&self, at: &str, way: Told) -> bool {
        self.told.get(at).is_none_or(|told| *told == way)
    }
}

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

fn name_type(map: &mut Map<String, Value>) -> bool {
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

fn list_null(map: &mut Map<String, Value>) -> bool {
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

fn type_null(map: &mut Map<String, Value>) -> bool {
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

fn mean_null(map: &mut Map<String, Value>) -> bool {
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

fn retype_listed(map: &mut Map<String, Value>) -> bool {
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

fn heed_list(map: &mut Map<String, Value>) -> bool {
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

fn check_encoding(map: &mut Map<String, Value>) -> bool {
    let is_base64 = map.get("contentEncoding") == Some(&json!("base64"));
    if is_base64 {
        map.insert("format".to_owned(), json!("byte"));
    }
    is_base64
}

fn allow_several(map: &mut Map<String, Value>) -> bool {
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

fn ignore_unknown(map: &mut Map<String, Value>) -> bool {
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
fn know_all(map: &mut Map<String, Value>, root: &Value) -> bool {
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

fn keep_null(map: &mut Map<String, Value>) -> bool {
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

/// A reference to a parent becomes one to the union of its children, but where a child extends it.
fn unite_children(at: &str, map: &mut Map<String, Value>, ground: &Ground<'_>) -> bool {
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
fn unions_of_children(document: &Value) -> Map<String, Value> {
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
