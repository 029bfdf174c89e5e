//! Text that would like to be code, in every place where a document has text.

use proptest::prelude::*;
use serde_json::{Value, json};
use specloom_tests::fuzzing::documents::{MARK, check};

/// What breaks out of strings, comments, attributes, templates and identifiers.
const SCRAPS: &[&str] = &[
    "\"",
    "\\",
    "\n",
    "\r",
    "*/",
    "/*",
    "//",
    "#![",
    "]",
    "}",
    "{",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "self",
    "Self",
    "crate",
    "super",
    "gen",
    "async",
    "_",
    "{{name}}",
    "{{features}}\n",
    "r#",
    "'",
    "'static",
    "\"#",
    "🦀",
    "é",
    "%",
    "{0}",
    "{x}",
    "${x}",
    "?",
    "/",
    "~1",
    "`",
    "```",
    "<script>",
    "|",
    "---",
    "]]>",
    "-",
    "+1",
    "1",
    "",
    " ",
    "\u{2028}",
    "ß",
    "İ",
    ";",
    "fn ",
    "mod ",
    "!()",
];

fn text() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        6 => proptest::sample::select(SCRAPS).prop_map(str::to_owned),
        3 => Just(MARK.to_owned()),
        1 => any::<String>(),
    ];
    let short = proptest::collection::vec(scrap, 0..8).prop_map(|scraps| scraps.concat());
    prop_oneof![
        30 => short.clone(),
        1 => short.prop_map(|text| text.repeat(10_000 / text.len().max(1) + 1)),
    ]
}

/// A document with a text in each place that takes one.
fn document() -> impl Strategy<Value = Value> {
    proptest::collection::vec(text(), 32).prop_map(|texts| {
        let t = |index: usize| texts.get(index % texts.len()).cloned().unwrap_or_default();
        let object = json!({
            "type": "object", "title": t(0), "description": t(1), "required": [t(2)],
            "properties": {
                t(2): { "type": "string", "description": t(3), "default": t(4) },
                t(5): { "type": "string", "enum": [t(6), t(7), t(8)], "default": t(6) },
                t(9): { "type": "string", "pattern": t(10), "format": t(11), "example": t(12) },
                t(13): { "const": t(14) },
            },
        });
        let path = format!("/{}/{{{}}}", t(15), t(16));
        json!({
            "openapi": "3.1.0",
            "info": { "title": t(17), "version": t(18), "description": t(19) },
            "servers": [{
                "url": t(20), "description": t(21),
                "variables": { t(22): { "default": t(23), "enum": [t(23), t(24)] } },
            }],
            "tags": [{ "name": t(25), "description": t(26) }],
            "paths": { path: { "post": {
                "tags": [t(25)], "operationId": t(27), "summary": t(28), "description": t(3),
                "parameters": [
                    { "in": "path", "name": t(16), "required": true, "schema": { "type": "string" } },
                    { "in": "query", "name": t(29), "schema": { "type": "string", "default": t(4) } },
                    { "in": "header", "name": t(30), "schema": { "type": "string" } },
                    { "in": "cookie", "name": t(31), "schema": { "type": "string" } },
                ],
                "requestBody": { "content": { t(8): { "schema": object.clone() } } },
                "responses": {
                    "200": {
                        "description": t(1),
                        "headers": { t(12): { "schema": { "type": "string" } } },
                        "content": { "application/json": { "schema": object.clone() } },
                    },
                    t(7): { "description": t(9) },
                },
                "security": [{ t(14): [t(0)] }],
            } } },
            "webhooks": { t(6): { "post": {
                "requestBody": { "content": { "application/json": { "schema": object.clone() } } },
                "responses": { "200": { "description": t(2) } },
            } } },
            "components": {
                "schemas": { t(10): object, t(11): {
                    "oneOf": [{ "type": "object", "properties": { t(5): { "const": t(13) } } },
                              { "type": "object", "properties": { t(5): { "const": t(21) } } }],
                    "discriminator": { "propertyName": t(5), "mapping": { t(13): t(10) } },
                } },
                "securitySchemes": {
                    t(14): { "type": "apiKey", "in": "header", "name": t(15), "description": t(3) },
                    t(16): { "type": "http", "scheme": t(17) },
                },
            },
        })
    })
}

#[test]
fn no_text_becomes_code() {
    let cases = std::env::var("SPECLOOM_HOSTILE_CASES");
    let cases = cases.ok().and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: cases.unwrap_or(24),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(document in document())| {
        check(&document.to_string());
    });
}
