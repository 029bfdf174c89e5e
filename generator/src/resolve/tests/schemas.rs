//! Keywords of both dialects, and documents made to hurt.

use super::{codes, component, keywords, read, read_schemas, resolve};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{ParameterIn, ParameterValue, Schema, Status, Style, TypeName};
use crate::source::Sources;
use serde_json::json;
use std::fmt::Write as _;

#[test]
fn the_dialects_are_one() {
    let (document, diagnostics) = read_schemas(
        "    Old:
      type: number
      nullable: true
      minimum: 1
      exclusiveMinimum: true
      maximum: 18446744073709551616
      exclusiveMaximum: false
      example: 2
    New: {type: [number, 'null'], exclusiveMinimum: 1, examples: [2, 3]}
    Tuple: {items: [{type: string}, true], additionalItems: false}
    Lengths: {minLength: 1.0, maxLength: 1e3, maxItems: 1e30}
    Draft4:
      definitions: {A: {type: string}}
      dependencies: {a: [b], c: {type: object}}
    Extended: {x-mined: [maxLength], x-source: L37}
",
    );
    assert_eq!(codes(&diagnostics), []);
    let old = component(&document, "Old");
    assert!(old.nullable && old.minimum.is_none() && old.exclusive_maximum.is_none());
    assert_eq!(old.exclusive_minimum, Some(1.into()));
    assert_eq!(
        old.maximum.as_ref().unwrap().to_string(),
        "18446744073709551616"
    );
    assert_eq!(old.examples, [json!(2)]);
    let new = component(&document, "New");
    assert_eq!(new.types, Some(vec![TypeName::Number, TypeName::Null]));
    assert_eq!(new.examples.len(), 2);
    let tuple = component(&document, "Tuple");
    assert_eq!(tuple.prefix_items.len(), 2);
    assert_eq!(
        document.schema(tuple.items.unwrap()).schema,
        Schema::Bool(false)
    );
    let lengths = component(&document, "Lengths");
    assert_eq!(
        (lengths.min_length, lengths.max_length),
        (Some(1), Some(1000))
    );
    assert_eq!(lengths.max_items, Some(u64::MAX));
    let draft4 = component(&document, "Draft4");
    assert_eq!(draft4.definitions.len(), 1);
    assert_eq!(draft4.dependent_required["a"], ["b"]);
    assert!(draft4.dependent_schemas.contains_key("c"));
    let extended = component(&document, "Extended");
    assert_eq!(extended.extensions["x-source"], json!("L37"));
}

#[test]
fn defaults_of_parameters_are_filled_in() {
    let (document, diagnostics) = read(
        "openapi: 3.0.3
info: {title: Acme, version: '1'}
paths:
  /a/{p}?x=1:
    get:
      parameters:
      - {name: p, in: path, required: true, schema: {}}
      - {name: q, in: query, schema: {}}
      - {name: h, in: header, schema: {}}
      - {name: c, in: cookie, explode: false, schema: {}}
      - {name: d, in: query, style: deepObject, schema: {}}
      responses: {200: {description: Fine.}, 5xx: {description: Sorry.}, default: {description: Else.}}
",
    );
    assert_eq!(codes(&diagnostics), []);
    let operation = &document.operations[0];
    assert_eq!(operation.path, "/a/{p}?x=1");
    let styles: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| match parameter.value {
            ParameterValue::Styled { spelling, .. } => {
                (parameter.location, spelling.style, spelling.explode)
            }
            ParameterValue::Content(_) => panic!(),
        })
        .collect();
    assert_eq!(
        styles,
        [
            (ParameterIn::Path, Style::Simple, false),
            (ParameterIn::Query, Style::Form, true),
            (ParameterIn::Header, Style::Simple, false),
            (ParameterIn::Cookie, Style::Form, false),
            (ParameterIn::Query, Style::DeepObject, false),
        ]
    );
    let statuses: Vec<Status> = operation.responses.iter().map(|r| r.status).collect();
    assert_eq!(
        statuses,
        [Status::Code(200), Status::Range(5), Status::Default]
    );
}

#[test]
fn yaml_means_what_1_2_says() {
    let (document, diagnostics) = read_schemas(
        "    Base: &base {type: string, maxLength: 5}
    Merged: {<<: *base, maxLength: 7}
    Words: {enum: [yes, no, on, 2020-01-01, 1_000, 010, 0x10, ~, !!binary aGk=, !custom x]}
    Keys: {properties: {200: {}, true: {}, null: {}, 1.10: {}, +1: {}}}
",
    );
    assert_eq!(codes(&diagnostics), []);
    let merged = component(&document, "Merged");
    assert_eq!(merged.types, Some(vec![TypeName::String]));
    assert_eq!(merged.max_length, Some(7));
    let words = component(&document, "Words").enumeration.clone().unwrap();
    let expect = json!([
        "yes",
        "no",
        "on",
        "2020-01-01",
        "1_000",
        "010",
        16,
        null,
        "aGk=",
        "x"
    ]);
    assert_eq!(json!(words), expect);
    let keys = component(&document, "Keys");
    let names: Vec<&str> = keys.properties.keys().map(String::as_str).collect();
    assert_eq!(names, ["200", "true", "null", "1.10", "+1"]);
}

#[test]
fn numbers_of_json_are_exact() {
    let text = r#"{"openapi": "3.1.0", "info": {"title": "Acme", "version": "1"}, "paths": {},
        "components": {"schemas": {"A": {"minimum": -170141183460469231731687303715884105729,
        "maximum": 0.1000000000000000055511151231257827021181583404541015625}}}}"#;
    let (document, _) = read(text);
    let a = component(&document, "A");
    let minimum = a.minimum.as_ref().unwrap().to_string();
    assert_eq!(minimum, "-170141183460469231731687303715884105729");
    assert!(
        a.maximum
            .as_ref()
            .unwrap()
            .to_string()
            .ends_with("541015625")
    );
}

#[test]
fn an_anchor_in_a_list_is_read_as_that_value() {
    let (document, _) = read_schemas("    A: {prefixItems: [&a {type: string}, *a]}");
    let a = component(&document, "A");
    for id in &a.prefix_items {
        assert_eq!(keywords(&document, *id).types, Some(vec![TypeName::String]));
    }
}

/// Nothing must overflow or take long; what cannot be read is refused.
fn refused(text: &str) -> Vec<Code> {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("bad", text, &mut diagnostics);
    assert!(sources.root().is_none());
    codes(&diagnostics)
}

#[test]
fn deep_texts_are_refused() {
    let deep = 10_000;
    let json = format!("{}{}", r#"{"a":"#.repeat(deep), "}".repeat(deep));
    assert_eq!(refused(&json), [Code::Syntax]);
    assert_eq!(refused(&"[".repeat(100_000)), [Code::Syntax]);
    assert_eq!(
        refused(&format!("a: {}", "[".repeat(100_000))),
        [Code::Syntax]
    );
    let mut block = String::new();
    for depth in 0..1000 {
        writeln!(block, "{}a:", " ".repeat(depth)).unwrap();
    }
    assert_eq!(refused(&block), [Code::Syntax]);
}

#[test]
fn quadratic_aliases_are_refused() {
    let list = "x, ".repeat(50_000);
    let aliases = "*a, ".repeat(20_000);
    assert_eq!(
        refused(&format!("a: &a [{list}]\nb: [{aliases}]\n")),
        [Code::Syntax]
    );
    let long = "x".repeat(1 << 20);
    assert_eq!(
        refused(&format!("a: &a {long}\nb: [{aliases}]\n")),
        [Code::Syntax]
    );
}

#[test]
fn a_long_chain_of_schemas_is_no_depth() {
    let mut schemas = String::new();
    for n in 0..20_000 {
        writeln!(
            schemas,
            "    S{n}: {{properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}",
            n + 1
        )
        .unwrap();
    }
    writeln!(schemas, "    S20000: {{$ref: '#/components/schemas/S0'}}").unwrap();
    let (document, diagnostics) = read_schemas(&schemas);
    assert_eq!(codes(&diagnostics), []);
    assert_eq!(document.component_schemas.len(), 20_001);
}

#[test]
fn components_that_multiply_are_refused() {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Acme, version: '1'}\npaths:\n");
    for n in 0..3000 {
        writeln!(text, "  /{n}: {{$ref: '#/components/pathItems/P'}}").unwrap();
    }
    text.push_str("components:\n  pathItems:\n    P:\n      get:\n        responses:\n");
    text.push_str("          default: {$ref: '#/components/responses/R'}\n");
    text.push_str("  responses:\n    R:\n      description: R.\n      headers:\n");
    for n in 0..3000 {
        writeln!(
            text,
            "        X-{n}: {{schema: {{$ref: '#/components/schemas/S'}}}}"
        )
        .unwrap();
    }
    text.push_str("  schemas: {S: {type: string}}\n");
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("bad", &text, &mut diagnostics);
    let _ = resolve(&sources, &mut diagnostics);
    assert!(diagnostics.has_errors());
    assert_eq!(codes(&diagnostics), [Code::Malformed]);
}

#[test]
#[ignore = "100,000 schemas: run it with --release"]
fn many_schemas_are_read_in_time() {
    let mut schemas = String::new();
    for n in 0..100_000 {
        writeln!(
            schemas,
            "    S{n}: {{maxLenght: 1, items: {{$ref: '#/components/schemas/S{}'}}}}",
            n + 1
        )
        .unwrap();
    }
    let text = format!("openapi: 3.1.0\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let start = std::time::Instant::now();
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("many.yaml", &text, &mut diagnostics);
    let document = resolve(&sources, &mut diagnostics).unwrap();
    println!("{} ms", start.elapsed().as_millis());
    assert_eq!(document.schemas.len(), 200_000);
    // Each has a misspelt keyword, the last a reference to nothing, and there is no `info`.
    assert_eq!(codes(&diagnostics).len(), 100_002);
}

#[test]
fn a_document_of_mistakes_is_read_in_time() {
    let mut schemas = String::new();
    for n in 0..5_000 {
        writeln!(
            schemas,
            "    S{n}: {{maxLenght: 1, allOf: [{{$ref: '#/components/schemas/T{n}'}}]}}"
        )
        .unwrap();
    }
    let (_, diagnostics) = read_schemas(&schemas);
    assert_eq!(codes(&diagnostics).len(), 10_000);
}
