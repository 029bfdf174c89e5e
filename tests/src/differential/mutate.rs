//! Values that are a little wrong, or just not.

use super::instance::Instance;
use super::text;
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Changes one thing in the value; `None` where nothing could be changed.
pub fn mutate(instance: &Instance<'_>, rng: &mut Rng) -> Option<Value> {
    let (at, maps) = instance
        .places
        .get(rng.usize(..instance.places.len().max(1)))?;
    let mut value = instance.value.clone();
    let spot = value.pointer_mut(at)?;
    let changed = match rng.u8(..10) {
        0 | 1 => drop_part(spot, rng),
        2 => add(spot, rng),
        3 => replace(spot, Value::Null),
        4 | 5 => {
            let other = other_type(spot, rng);
            replace(spot, other)
        }
        _ => edge(spot, maps, rng),
    };
    (changed && value != instance.value).then_some(value)
}

fn replace(spot: &mut Value, value: Value) -> bool {
    *spot = value;
    true
}

/// A property or an item less.
fn drop_part(spot: &mut Value, rng: &mut Rng) -> bool {
    match spot {
        Value::Object(map) if !map.is_empty() => {
            let name = map.keys().nth(rng.usize(..map.len())).cloned();
            name.is_some_and(|name| map.remove(&name).is_some())
        }
        Value::Array(items) if !items.is_empty() => {
            items.remove(rng.usize(..items.len()));
            true
        }
        _ => false,
    }
}

/// A property or an item more.
fn add(spot: &mut Value, rng: &mut Rng) -> bool {
    match spot {
        Value::Object(map) => {
            let names = ["unknown", "x-more", "id", "type", ""];
            let name = names.get(rng.usize(..names.len())).copied().unwrap_or("");
            if map.contains_key(name) {
                return false;
            }
            map.insert(name.to_owned(), scalar(rng));
            true
        }
        Value::Array(items) => {
            let item = match items.get(rng.usize(..items.len().max(1))) {
                Some(item) if rng.bool() => item.clone(),
                _ => scalar(rng),
            };
            items.push(item);
            true
        }
        _ => false,
    }
}

fn scalar(rng: &mut Rng) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(7),
        json!(-1.5),
        json!("text"),
        json!([]),
        json!({}),
    ];
    all.get(rng.usize(..all.len())).cloned().unwrap_or_default()
}

/// A value of another type, near the one that is there where there is such a one.
fn other_type(spot: &Value, rng: &mut Rng) -> Value {
    let near = match spot {
        Value::String(text) => text.parse::<i64>().map_or(Value::Null, Value::from),
        Value::Number(number) if rng.bool() => json!(number.to_string()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if whole.unsigned_abs() < 1 << 40 && rng.bool() => {
                serde_json::from_str(&format!("{whole}.0")).unwrap_or_default()
            }
            Some(whole) => json!(whole as f64 + 0.5),
            None => json!(number.as_f64().map(|n| n as i64)),
        },
        Value::Bool(flag) if rng.bool() => json!(flag.to_string()),
        Value::Array(items) => items.first().cloned().unwrap_or(json!({})),
        Value::Object(_) => json!([spot]),
        _ => Value::Null,
    };
    if near.is_null() || rng.u8(..3) == 0 {
        scalar(rng)
    } else {
        near
    }
}

/// A value at a limit that a schema sets there, or just beyond it.
fn edge(spot: &mut Value, maps: &[&Map<String, Value>], rng: &mut Rng) -> bool {
    let mut limits: Vec<(&str, &Value)> = Vec::new();
    for map in maps {
        limits.extend(
            map.iter()
                .map(|(key, value)| (key.as_str(), value))
                .filter(|(key, _)| {
                    matches!(
                        *key,
                        "minLength"
                            | "maxLength"
                            | "minItems"
                            | "maxItems"
                            | "minimum"
                            | "maximum"
                            | "exclusiveMinimum"
                            | "exclusiveMaximum"
                            | "multipleOf"
                            | "enum"
                            | "const"
                            | "pattern"
                            | "format"
                            | "uniqueItems"
                            | "minProperties"
                            | "maxProperties"
                            | "required"
                    )
                }),
        );
    }
    let Some((keyword, limit)) = limits.get(rng.usize(..limits.len().max(1))) else {
        return false;
    };
    let by = rng.u64(..3);
    let count = limit
        .as_u64()
        .map(|n| n.saturating_add(by).saturating_sub(1) as usize);
    match (*keyword, &mut *spot) {
        ("minLength" | "maxLength", Value::String(text)) => {
            let Some(count) = count.filter(|count| *count < 20_000) else {
                return false;
            };
            let filler = if rng.bool() { 'é' } else { 'a' };
            let padded = text.chars().chain(std::iter::repeat(filler));
            let padded: String = padded.take(count).collect();
            *text = padded;
        }
        ("minItems" | "maxItems", Value::Array(items)) => {
            let Some(count) = count.filter(|count| *count < 2_000) else {
                return false;
            };
            let filler = items.first().cloned().unwrap_or_default();
            items.resize(count, filler);
        }
        ("minProperties" | "maxProperties", Value::Object(map)) => {
            let Some(count) = count.filter(|count| *count < 200) else {
                return false;
            };
            while map.len() > count {
                let last = map.keys().next_back().cloned().unwrap_or_default();
                map.remove(&last);
            }
            for index in 0..count.saturating_sub(map.len()) {
                let filler = map.values().next().cloned().unwrap_or(json!("v"));
                map.insert(format!("more{index}"), filler);
            }
        }
        ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => {
            return number_edge(spot, limit, rng);
        }
        ("multipleOf", Value::Number(number)) => {
            *spot = json!(number.as_f64().unwrap_or(0.0) + limit.as_f64().unwrap_or(1.0) / 2.0);
        }
        ("enum" | "const", _) => *spot = near_listed(limit, rng),
        ("pattern" | "format", Value::String(text)) => {
            *text = match rng.u8(..4) {
                0 => String::new(),
                1 => text::of_length(rng, 1, 10),
                2 => format!("{text} "),
                _ => text.chars().skip(1).collect(),
            };
        }
        ("uniqueItems", Value::Array(items)) if !items.is_empty() => {
            let again = items.get(rng.usize(..items.len())).cloned();
            items.extend(again);
        }
        ("required", Value::Object(map)) => {
            let names = limit.as_array().map_or(&[][..], Vec::as_slice);
            let name = names.get(rng.usize(..names.len().max(1)));
            let name = name.and_then(Value::as_str).unwrap_or_default();
            return map.remove(name).is_some();
        }
        _ => return false,
    }
    true
}

/// The bound itself, and a little to each side of it.
fn number_edge(spot: &mut Value, limit: &Value, rng: &mut Rng) -> bool {
    let whole = limit
        .as_i64()
        .filter(|whole| whole.unsigned_abs() < 1 << 62);
    // Beyond 2^53 a fraction is none, and what the oracle compares is rounded.
    let fine = limit.as_f64().is_some_and(|limit| limit.abs() < 1e15);
    *spot = match (rng.u8(..if fine { 5 } else { 3 }), whole) {
        (0, _) => limit.clone(),
        (1, Some(whole)) => json!(whole.saturating_sub(1)),
        (2, Some(whole)) => json!(whole + 1),
        (3, _) => json!(limit.as_f64().unwrap_or(0.0) + 0.25),
        _ if fine => json!(limit.as_f64().unwrap_or(0.0) - 0.25),
        _ => return false,
    };
    true
}

/// Something that is nearly a listed value, or another one.
fn near_listed(limit: &Value, rng: &mut Rng) -> Value {
    let listed = match limit {
        Value::Array(values) => values.get(rng.usize(..values.len().max(1))),
        value => Some(value),
    };
    match (listed, rng.u8(..4)) {
        (Some(value), 0) => value.clone(),
        (Some(Value::String(text)), 1) => json!(text.to_uppercase()),
        (Some(Value::String(text)), 2) => json!(format!("{text}x")),
        (Some(Value::Number(number)), _) => json!(number.to_string()),
        _ => json!("not listed"),
    }
}
