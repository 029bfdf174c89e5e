//! How fast the JSON door says yes, beside the crate `jsonschema`:
//! `cargo run --release --package specloom-tests --example json_door`.

use serde_json::{Value, json};
use specloom::tables::{Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let schema = schema();
    let mut library = Library::default();
    let root = library.add("https://acme.example/widgets", &schema, Dialect::Draft2020);
    let compiled = compile(&library, &[root], &Settings::default());
    let flat = compiled.flatten();
    let borrowed = flat.borrowed();
    let tables = flat.tables(&borrowed);
    let root = compiled.roots.first().copied().unwrap_or_default();
    let ours = Schema::new(&tables, root);
    let theirs = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema is one");
    let body = body();
    println!("{} bytes", body.to_string().len());
    assert!(ours.check(&body, &Options::DEFAULT).is_ok());
    assert!(theirs.is_valid(&body));
    for _ in 0..3 {
        let ours = best(|| ours.is_valid(black_box(&body), &Options::DEFAULT));
        let theirs = best(|| theirs.is_valid(black_box(&body)));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("ours {ours:?}, jsonschema {theirs:?}, ratio {ratio:.2}");
    }
}

/// The best of many rounds, for one call.
fn best(call: impl Fn() -> bool) -> Duration {
    const CALLS: u32 = 2_000;
    let round = || {
        let start = Instant::now();
        for _ in 0..CALLS {
            assert!(black_box(call()));
        }
        start.elapsed() / CALLS
    };
    (0..50).map(|_| round()).min().unwrap_or_default()
}

fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["name", "url", "auth_type"],
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 100},
            "slug": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "description": {"type": "string", "maxLength": 500},
            "url": {"type": "string", "format": "uri"},
            "workspace": {"type": "string", "format": "uuid"},
            "auth_type": {"type": "string", "enum": ["none", "headers", "oauth"]},
            "transport": {"type": "string", "enum": ["http", "sse"]},
            "configuration": {
                "type": "object",
                "properties": {
                    "passthrough": {"type": "array", "items": {"type": "string"}},
                    "custom": {"type": "object", "additionalProperties": {"type": "string"}},
                    "timeout": {"type": "integer", "minimum": 1, "maximum": 600},
                    "metadata": {"$ref": "#/$defs/metadata"},
                    "jwt": {
                        "anyOf": [
                            {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri"}}},
                            {"type": "object", "required": ["keys"], "properties": {"keys": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/key"}}}}
                        ]
                    }
                }
            }
        },
        "$defs": {
            "metadata": {"type": "object", "properties": {"team": {"type": "string"}, "tier": {"enum": ["a", "b", 3]}}},
            "key": {"type": "object", "required": ["kid", "n"], "properties": {"kid": {"type": "string"}, "n": {"type": "string", "minLength": 4}, "e": {"type": "string"}}}
        }
    })
}

fn body() -> Value {
    json!({
        "name": "Acme Widgets, production",
        "slug": "acme-widgets-production",
        "description": "Widgets of every kind, counted daily; ask the widget team before you change anything in here, for others rely on it.",
        "url": "https://widgets.acme.example/api/v2/mcp?region=north",
        "workspace": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "auth_type": "headers",
        "transport": "http",
        "configuration": {
            "passthrough": ["x-request-id", "x-tenant", "accept-language", "traceparent"],
            "custom": {"x-widget-colour": "blue", "x-widget-size": "large", "x-origin": "acme"},
            "timeout": 30,
            "metadata": {"team": "widgets", "tier": 3, "note": "not declared"},
            "jwt": {"keys": [
                {"kid": "first", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc", "e": "AQAB"},
                {"kid": "second", "n": "xjlCRBqkOUwWb5oLwzXHw3yuUKDMXWw8nZ3pq", "e": "AQAB"}
            ]}
        }
    })
}
