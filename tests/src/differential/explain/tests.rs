use super::Readings;
use crate::differential::choice::ONE_ARM;
use crate::differential::lift::lift;
use crate::differential::probe::Subject;
use crate::differential::way::Way;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Holds what explains that the typed door accepts `value` as a crate against `expect`.
fn check(value: &Value, expect: Option<&str>) {
    let sticker = json!({"oneOf": [
        {"$ref": "#/components/schemas/Mark"},
        {"type": ["string", "null"]},
    ]});
    let document = json!({"components": {"schemas": {
        // Positive numbers fit two arms, and so does any text.
        "Mark": {"oneOf": [
            {"type": "number"},
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string"},
            {"type": ["string", "null"]},
        ]},
        "Crate": {"type": "object", "properties": {
            "stickers": {"type": "array", "items": sticker},
            "labels": {"type": "object", "additionalProperties": sticker},
            "sheets": {"type": "array", "items": {"oneOf": [sticker, {"type": "array"}]}},
            "size": {"if": {"oneOf": [{"type": "number"}, {"minimum": 1}]}, "else": {"maximum": 3}},
        }},
    }}});
    let lifted = lift(&document);
    let told = BTreeMap::new();
    let readings = Readings::new(&lifted, &told);
    let oracles = readings.oracles(&lifted).unwrap();
    let subject = Subject {
        name: "Crate".to_owned(),
        component: true,
        way: Way::Both,
        schemas: vec!["/components/schemas/Crate".to_owned()],
        only: Vec::new(),
        door: true,
    };
    let judges = oracles.judges(&subject).unwrap();
    assert!(!judges.strict.is_valid(value), "{value}");
    assert_eq!(judges.accepts(value).as_deref(), expect, "{value}");
}

#[test]
fn several_arms_of_a_shared_union_may_fit() {
    check(&json!({"stickers": [7]}), Some(ONE_ARM));
    check(&json!({"stickers": [7, "blue"]}), Some(ONE_ARM));
}

#[test]
fn where_that_makes_several_fit_elsewhere_they_may_there_too() {
    let labels = json!({"front": "blue"});
    check(&json!({"stickers": [7], "labels": labels}), Some(ONE_ARM));
    check(&json!({"stickers": [7], "sheets": ["blue"]}), Some(ONE_ARM));
}

#[test]
fn what_fits_no_arm_or_fails_otherwise_stays_open() {
    let labels = json!({"front": "blue"});
    check(&json!({"stickers": [7, true], "labels": labels}), None);
    check(&json!({"stickers": [7], "labels": {"front": []}}), None);
    check(&json!({"stickers": [7], "labels": labels, "size": 4}), None);
}
