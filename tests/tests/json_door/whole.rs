//! The doors of types that are put together from several schemas, or are a part of one.

use serde_json::{Value, json};
use specloom::diagnostic::Diagnostics;
use specloom::pipeline::{self, Filter};
use specloom_runtime::schema::{Options, Schema};

const API: &str = include_str!("../../fixtures/json-door/whole.yaml");

/// What the door of the type `name` says of `value`: keywords with pointers.
fn check(name: &str, value: Value, wanted: &[&str]) {
    let mut diagnostics = Diagnostics::default();
    let reading = pipeline::read_text("whole.yaml", API, None, &mut diagnostics);
    let document = reading.document.expect("the fixture is a description");
    let api = pipeline::understand(&document, &Filter::default(), &mut diagnostics);
    let options = specloom::lower::Options::default();
    let (_, model) = pipeline::model(&reading.sources, &api, &options, &mut diagnostics);
    let items = &model.doors.items;
    let (_, node) = items
        .iter()
        .find(|(item, _)| item == name)
        .unwrap_or_else(|| panic!("{name} has no door; these have: {items:?}"));
    let flat = model.doors.tables.as_ref().expect("tables").flatten();
    let borrowed = flat.borrowed();
    let tables = flat.tables(&borrowed);
    let schema = Schema::new(&tables, *node);
    let said = schema.check(&value, &Options::DEFAULT);
    assert_eq!(said.is_ok(), schema.is_valid(&value, &Options::DEFAULT));
    let said: Vec<String> = said
        .err()
        .iter()
        .flat_map(|violations| violations.iter())
        .map(|v| format!("{} {}", v.pointer, v.keyword))
        .collect();
    assert_eq!(said, wanted, "{name}: {value}");
}

#[test]
fn an_arm_keeps_what_stands_beside_its_union() {
    let circle = "DrawingCircle";
    check(circle, json!({"name": "a", "radius": 1}), &[]);
    check(
        circle,
        json!({"name": "", "radius": 1}),
        &["/name minLength"],
    );
    check(circle, json!({"name": "a", "side": 1}), &[" required"]);
}

#[test]
fn a_type_without_its_null_refuses_null() {
    check("Label", json!({"text": "a"}), &[]);
    check("Label", json!(null), &[" type"]);
}

#[test]
fn a_type_that_travels_one_way_lacks_what_travels_the_other() {
    // `id` is read only and required by another part of the `allOf`; `secret` is written only.
    let sent = json!({"secret": "long", "name": "a"});
    check("GadgetRequest", sent.clone(), &[]);
    check(
        "GadgetRequest",
        json!({"id": 7, "secret": "long", "name": "a"}),
        &[],
    );
    check("GadgetRequest", json!({"name": "a"}), &[" required"]);
    check("Gadget", json!({"id": "1", "name": "a"}), &[]);
    check("Gadget", sent, &[" required"]);
    check("Gadget", json!({"id": "", "name": "a"}), &["/id minLength"]);
    // What was mined from prose binds requests only.
    let mined = json!({"id": "1", "secret": "long", "name": "abcd"});
    check("GadgetRequest", mined.clone(), &["/name maxLength"]);
    check("Gadget", mined, &[]);
}
