//! SARIF 2.1.0 (OASIS), which code scanning reads.

use super::{Locate, location, sentence};
use crate::diff::{Change, Level, Rule};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One run; its rules are those that the results use.
pub(super) fn render(changes: &[Change], locate: Locate<'_>) -> String {
    let rules: Vec<&Rule> = changes
        .iter()
        .map(|change| change.rule)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "specloom",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": changes.iter().map(|change| result(change, &rules, locate)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Err => "error",
        Level::Warn => "warning",
        Level::Info => "note",
    }
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "direction": rule.direction.to_string(), "area": rule.area.to_string() },
    })
}

fn result(change: &Change, rules: &[&Rule], locate: Locate<'_>) -> Value {
    let mut place = json!({});
    if let Some(map) = place.as_object_mut() {
        if let Some(found) = location(change, locate) {
            let physical = json!({
                "artifactLocation": { "uri": uri(&found.file) },
                "region": { "startLine": found.line, "startColumn": found.column },
            });
            map.insert("physicalLocation".to_owned(), physical);
        }
        if let Some(pointer) = change.new_place.as_ref().or(change.old_place.as_ref()) {
            let logical = json!([{ "fullyQualifiedName": pointer.pointer.as_str() }]);
            map.insert("logicalLocations".to_owned(), logical);
        }
    }
    json!({
        "ruleId": change.rule.id,
        "ruleIndex": rules.iter().position(|rule| *rule == change.rule),
        "level": level(change.rule.level),
        "message": { "text": sentence(change) },
        "locations": [place],
        "properties": { "spots": change.spots.iter().map(ToString::to_string).collect::<Vec<_>>() },
    })
}

/// A path as a relative URI (RFC 3986): whatever is neither unreserved nor a slash is encoded.
fn uri(path: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(path, &KEPT).to_string()
}
