//! Shapes that take the square, the power or the stack of a program that trusts them.

use serde_json::{Map, Value, json};
use specloom::diagnostic::{Code, Diagnostic};
use specloom_tests::fuzzing::documents::check;
use std::time::{Duration, Instant};

/// Far more than any of these takes, far less than what they took or would take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The description with these schemas, named `S0` and so on.
fn description(count: usize, schema: impl Fn(usize) -> Value) -> String {
    let schemas: Map<_, _> = (0..count)
        .map(|at| (format!("S{at}"), schema(at)))
        .collect();
    json!({
        "openapi": "3.1.0", "info": { "title": "Acme", "version": "1" }, "paths": {},
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn to(at: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/S{at}") })
}

fn check_in_time(name: &str, text: &str) -> Vec<Diagnostic> {
    let began = Instant::now();
    let (_, said) = check(text);
    let took = began.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
    said
}

/// It took 21 s once: the chain was followed anew from each of its links.
#[test]
fn two_thousand_schemas_stand_for_each_other() {
    let last = 1999;
    let chain = description(2000, |at| match at == last {
        true => json!({ "type": "string" }),
        false => to(at + 1),
    });
    check_in_time("chain", &chain);
}

#[test]
fn what_leads_back_to_itself_ends() {
    let cases = [
        ("references", description(3, |at| to((at + 1) % 3))),
        (
            "allOf",
            description(3, |at| json!({ "allOf": [to((at + 1) % 3)] })),
        ),
        (
            "oneOf",
            description(2, |at| {
                json!({
                    "oneOf": [to(at), to(1 - at)],
                    "discriminator": { "propertyName": "k", "mapping": { "a": "S0", "b": "S1" } },
                })
            }),
        ),
        (
            "extended",
            description(1, |at| {
                json!({
                    "allOf": [to(at), { "type": "object", "properties": { "a": to(at) } }],
                })
            }),
        ),
        (
            "a ring",
            description(100, |at| {
                json!({
                    "type": "object", "required": ["n"], "properties": { "n": to((at + 1) % 100) },
                })
            }),
        ),
    ];
    for (name, text) in cases {
        check_in_time(name, &text);
    }
}

/// Neither parser reads them: they say where, and the stack is left alone.
#[test]
fn what_nests_ten_thousand_deep_is_refused() {
    for (open, close) in [("{\"items\":", "}"), ("{\"allOf\":[", "]}")] {
        let (open, close) = (open.repeat(10_000), close.repeat(10_000));
        let text = description(1, |_| json!("here"));
        let (files, said) = check(&text.replace("\"here\"", &format!("{open}true{close}")));
        assert!(files.is_empty());
        assert!(said.iter().any(|said| said.position.is_some()), "{said:?}");
    }
}

/// Two to the power of forty parts, and eight to that of twelve arms.
#[test]
fn what_multiplies_is_cut_short() {
    let doubled = description(40, |at| match at {
        0 => json!({ "type": "object", "properties": { "a": true } }),
        _ => json!({ "allOf": [to(at - 1), to(at - 1)] }),
    });
    let widened = |said: Vec<Diagnostic>| said.iter().any(|said| said.code == Code::Widened);
    assert!(widened(check_in_time("parts", &doubled)));
    let arm = |name: String| json!({ "required": [name], "properties": { name: true } });
    let crossed = description(1, |_| {
        let union =
            |at| json!({ "oneOf": (0..8).map(|n| arm(format!("a{at}_{n}"))).collect::<Vec<_>>() });
        json!({ "allOf": (0..12).map(union).collect::<Vec<_>>() })
    });
    assert!(widened(check_in_time("unions", &crossed)));
}

/// One chain of calls was as long as a request had parameters: the stack overflowed.
#[test]
fn ten_thousand_parameters_are_no_chain_of_ten_thousand_calls() {
    let parameter = |at: usize, place: &str| json!({ "name": format!("p{at}"), "in": place, "required": place == "path", "schema": { "type": "string" } });
    let path: String = (0..5_000).map(|at| format!("/{{p{at}}}")).collect();
    for (path, place, count) in [("/x", "query", 10_000), (&path, "path", 5_000)] {
        let parameters: Vec<_> = (0..count).map(|at| parameter(at, place)).collect();
        let text = json!({
            "openapi": "3.1.0", "info": { "title": "Acme", "version": "1" },
            "paths": { path: { "get": { "parameters": parameters, "responses": {} } } },
        });
        check_in_time(place, &text.to_string());
    }
}

/// What is left of a text was gone through anew for each address in it.
#[test]
fn two_hundred_thousand_addresses_take_no_square() {
    let text = "http://a ".repeat(200_000);
    let text = description(1, |_| json!({ "type": "string", "description": text }));
    check_in_time("addresses", &text);
}
