//! `--date-time`: a crate for each choice, whose own test reads and writes dates.

use specloom::lower::{DateTime, Options};
use specloom::pipeline::{self, Filter};
use specloom_tests::standalone::Standalone;
use std::fs;

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: Acme, version: '1'}
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
      - {name: since, in: query, required: true, schema: {type: string, format: date-time}}
      - {name: day, in: query, schema: {type: string, format: date}}
      responses: {'200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
components:
  schemas:
    Note:
      type: object
      required: [at, on]
      properties:
        at: {type: string, format: date-time}
        on: {type: string, format: date}
        read: {type: [string, 'null'], format: date-time}
        days: {type: array, items: {type: string, format: date}}
"#;

/// The test of the emitted crate.
const ROUND_TRIP: &str = r##"//! Dates as this crate has them.

use acme::acme::types::Note;
use acme::runtime::{from_value, to_value};

#[test]
fn dates_are_written_as_they_were_read() {
    let value = serde_json::json!({
        "at": "2026-02-28T23:59:59.123456789Z", "on": "2024-02-29", "read": null, "days": ["0999-12-31"],
    });
    let note: Note = from_value(value.clone()).unwrap();
    assert_eq!(to_value(&note).unwrap(), value);
    for text in ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.123456789123-08:00"] {
        let mut value = value.clone();
        value["at"] = text.into();
        assert!(from_value::<Note>(value).is_ok(), "{text}");
    }
    for (key, wrong) in [("at", "2026-02-30T00:00:00Z"), ("on", "2023-02-29"), ("at", "soon")] {
        let mut value = value.clone();
        value[key] = wrong.into();
        assert!(from_value::<Note>(value).is_err(), "{key} {wrong}");
    }
}
"##;

#[test]
fn every_crate_of_dates_emitted() {
    for (name, date_time) in [("chrono", DateTime::Chrono), ("time", DateTime::Time)] {
        let mut said = Default::default();
        let reading = pipeline::read_text("acme.yaml", DOCUMENT, None, &mut said);
        let document = reading.document.expect("a description");
        let api = pipeline::understand(&document, &Filter::default(), &mut said);
        let options = Options {
            module: "acme".to_owned(),
            date_time,
        };
        let (_, model) = pipeline::model(&reading.sources, &api, &options, &mut said);
        let krate = Standalone::write(env!("CARGO_TARGET_TMPDIR"), "acme", vec![model]);
        fs::create_dir_all(krate.folder.join("tests")).expect("a folder");
        fs::write(krate.folder.join("tests/dates.rs"), ROUND_TRIP).expect("the test");
        let manifest = fs::read_to_string(krate.folder.join("Cargo.toml")).expect("a manifest");
        assert!(manifest.contains(&format!("\n{name} = ")) && !manifest.contains("\njiff = "));
        krate.cargo(&["clippy"], &krate.features());
        krate.cargo(&["test"], "acme");
    }
}
