//! The importers on the real pages, where `../shared/upstream` is there: every fact that a person
//! read on the page is in the file, and none of the page's sentences.

mod pages;

use pages::{PAGES, Page};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specloom::import::source::{Source, digest};
use specloom::import::{Imported, Options, import};
use specloom_tests::shared::shared;

impl Page {
    /// The text of the page and what it imports to; nothing where the pages are not there.
    fn import(&self) -> Option<(String, Imported)> {
        let path = shared(&format!("upstream/{}/{}", self.api, self.file))?;
        let text = fs::read_to_string(path).expect("a page");
        let imported = import(&text, &Options::default());
        Some((
            text,
            imported.unwrap_or_else(|errors| panic!("{}: {errors:?}", self.api)),
        ))
    }

    fn spec(&self, file: &str) -> String {
        let path = root().join("specs").join(self.api).join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The properties of a schema, a line each.
fn lines(schema: &Value, path: &str, out: &mut Vec<String>) {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let dot = if path.is_empty() { "" } else { "." };
        let mark = if required.contains(&name.as_str()) {
            "!"
        } else {
            ""
        };
        line(property, &format!("{path}{dot}{name}"), mark, out);
    }
    for (key, mark) in [("items", "[]"), ("additionalProperties", "{}")] {
        if schema[key].is_object() {
            line(&schema[key], &format!("{path}{mark}"), "", out);
        }
    }
}

fn line(schema: &Value, path: &str, mark: &str, out: &mut Vec<String>) {
    let ty = match &schema["type"] {
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("|"),
        other => other.as_str().unwrap_or("?").to_owned(),
    };
    let mut text = format!("{path}{mark}: {ty}");
    const ELSEWHERE: &[&str] = &[
        "type",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "x-source",
        "x-mined",
    ];
    for (key, value) in schema.as_object().into_iter().flatten() {
        if !ELSEWHERE.contains(&key.as_str()) {
            text.push_str(&format!(" {key}={value}"));
        }
    }
    out.push(text);
    lines(schema, path, out);
}

#[test]
fn every_fact_of_the_pages_is_imported() {
    for page in PAGES {
        let Some((_, imported)) = page.import() else {
            continue;
        };
        let document = &imported.document;
        for (pointer, expect) in page.schemas {
            let schema = document.pointer(pointer).unwrap_or(&Value::Null);
            let mut found = Vec::new();
            lines(schema, "", &mut found);
            assert_eq!(found, *expect, "{}: {pointer}", page.api);
        }
        for (pointer, expect) in page.facts {
            let found = document.pointer(pointer).map(Value::to_string);
            assert_eq!(found.as_deref(), Some(*expect), "{}: {pointer}", page.api);
        }
        let operation = document["paths"]
            .as_object()
            .and_then(|paths| paths.values().next());
        let responses = operation.and_then(|item| item["post"]["responses"].as_object());
        let statuses: Vec<&str> = responses
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(statuses, page.statuses, "{}", page.api);
        let holes: Vec<&str> = imported
            .holes
            .iter()
            .map(|hole| hole.pointer.as_str())
            .collect();
        assert_eq!(holes, page.holes, "{}", page.api);
        assert_eq!(imported.diagnostics, [], "{}", page.api);
    }
}

#[test]
fn the_specs_are_what_an_import_gives() {
    for page in PAGES {
        let source = Source::parse(&page.spec("source.toml")).expect("source.toml is read");
        assert_eq!(source.file, format!("{}/{}", page.api, page.file));
        let committed = page.spec("openapi.yaml");
        let Some((text, imported)) = page.import() else {
            continue;
        };
        assert_eq!(
            imported.to_yaml(),
            committed,
            "{}: run `cargo xtask import`",
            page.api
        );
        assert_eq!(digest(text.as_bytes()), source.sha256, "{}", page.api);
        assert_eq!(imported.form, source.format, "{}", page.api);
    }
}

/// Each run of four words of a text.
fn runs(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(4).map(|run| run.join(" ")).collect()
}

/// Every string of a value, keys too.
fn strings<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            out.push(key);
            strings(value, out);
        }),
        _ => {}
    }
}

#[test]
fn no_sentence_of_the_pages_is_imported() {
    for page in PAGES {
        let Some((text, imported)) = page.import() else {
            continue;
        };
        // Sentences go on over lines, so the page is one text.
        let sentences = runs(&text);
        let allowed: BTreeSet<String> = page.values.iter().flat_map(|value| runs(value)).collect();
        let mut found = Vec::new();
        strings(&imported.document, &mut found);
        for text in found {
            for run in runs(text) {
                assert!(
                    !sentences.contains(&run) || allowed.contains(&run),
                    "{}: {run}",
                    page.api
                );
            }
        }
    }
}
