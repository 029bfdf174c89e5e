//! Input that is out to exhaust something, or to be read in two ways: bounded time, no panic. The
//! same is asked of what a fuzzer finds (`fuzz/`); here is what fits into seconds.

mod doors;

use generated::gaia::types::CreateMcpServer;
use generated::runtime::from_slice;
use generated::{CheckJson, Validate};
use proptest::prelude::*;
use serde_json::{Value, json};
use specloom_tests::fuzzing::{documents, patterns, schemas};
use std::time::{Duration, Instant};

/// A body that breaks no rule.
fn body() -> Value {
    json!({"projectId": "p", "name": "n", "transportType": "stdio", "command": "serve"})
}

fn in_time(what: &str, call: impl FnOnce()) {
    let began = Instant::now();
    call();
    let took = began.elapsed();
    assert!(took < Duration::from_secs(30), "{what} took {took:?}");
}

#[test]
fn ten_thousand_levels() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let value = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        let text = format!("{{\"name\": {value}, \"unknown\": {value}}}");
        in_time("a deep value", || {
            doors::check(value.as_bytes());
            doors::check(text.as_bytes());
        });
    }
}

#[test]
fn a_text_of_a_hundred_megabytes() {
    let long = "a".repeat(100_000_000);
    in_time("a long text", || {
        let mut value = body();
        value["name"] = json!(long);
        let text = value.to_string();
        let typed: CreateMcpServer = from_slice(text.as_bytes()).expect("it is a text");
        let said = typed.validate().err().map(|said| said.to_string());
        // What is said of it is not as long as it is.
        assert!(said.is_none_or(|said| said.len() < 2_000));
        assert_eq!(typed.is_valid(), CreateMcpServer::is_valid_json(&value));
    });
    in_time("a long text and a pattern", || {
        patterns::check(r"^(?!.*--)[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", &[&long]);
    });
}

#[test]
fn patterns_that_backtrack_without_end() {
    let texts = [
        "a".repeat(24),
        "a".repeat(40),
        format!("{}!", "a".repeat(100_000)),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for source in [
        "^(a+)+$",
        "^(a|aa)+$",
        "(a*)*b",
        "^(a|a?)+$",
        r"^(\w+\s?)*$",
        r"^(a+)+\1$",
        r"(?<=(a+)+)b",
        "^(?=(a+)+b)a*$",
    ] {
        in_time(source, || patterns::check(source, &texts));
    }
}

#[test]
fn numbers_keys_and_bytes_that_nobody_means() {
    let long = "9".repeat(100_000);
    for number in [
        "1e400",
        "-1e400",
        "1e-400",
        "1e999999999999",
        &long,
        "-0",
        "0.1e1",
    ] {
        doors::check(number.as_bytes());
        let text = format!("{{\"name\": {number}, \"timeout\": {number}}}");
        doors::check(text.as_bytes());
    }
    // The last of two wins, at both doors.
    let twice = br#"{"projectId": "p", "name": "", "name": "n", "transportType": "sse"}"#;
    doors::check(twice);
    let typed: CreateMcpServer = from_slice(twice).expect("it is readable");
    assert_eq!(typed.name, "n");
    for bytes in [
        &b"\xff\xfe"[..],
        b"{\"name\": \"\xc3\x28\"}",
        b"{\"name\": \"\\ud800\"}",
        b"{\"na\xffme\": 1}",
        b"\xef\xbb\xbf{}",
        b"",
        b"\0",
    ] {
        doors::check(bytes);
        assert!(from_slice::<CreateMcpServer>(bytes).is_err());
    }
}

fn pieces(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let part = proptest::sample::select(parts);
    proptest::collection::vec(part, 0..most).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Bodies with bytes changed, dropped and put in.
    #[test]
    fn bytes_are_read_or_refused(cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 0..6)) {
        let mut bytes = body().to_string().into_bytes();
        for (at, byte, how) in cuts {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        doors::check(&bytes);
    }

    /// Parts of JSON put together by chance.
    #[test]
    fn scraps_of_json_are_read_or_refused(text in pieces(
        &["{", "}", "[", "]", ":", ",", "\"name\"", "\"projectId\"", "\"transportType\"", "\"stdio\"", "1e9", "-0.0", "null", "true", "\"\\ud83d\"", "\"\\u0000\""], 24,
    )) {
        doors::check(text.as_bytes());
    }

    /// Patterns and texts put together by chance.
    #[test]
    fn patterns_decide_as_regress(source in pieces(
        &["a", "b", "[a-c]", "[^a]", ".", "\\w", "\\s", "(", "(?:", "(?!", ")", "|", "*", "+", "{1,2}", "^", "$", "\\b", "\\p{L}", "é", "\\1"], 9,
    ), text in "[abcé _1]{0,6}") {
        patterns::check(&source, &[&text]);
    }

    /// Schemas of keywords with values that may be wrong for them.
    #[test]
    fn the_json_door_takes_any_schema(parts in proptest::collection::vec((
        proptest::sample::select(vec![
            "type", "enum", "const", "items", "prefixItems", "properties", "required", "allOf", "oneOf", "not",
            "$ref", "$id", "$dynamicRef", "pattern", "format", "minimum", "multipleOf", "uniqueItems",
            "unevaluatedProperties", "contains", "minContains", "dependentSchemas", "if", "then", "nullable",
        ]),
        proptest::sample::select(vec![
            json!(true), json!(null), json!(-1), json!(1e300), json!("object"), json!("#"), json!("#/$defs/a"),
            json!(["a", "a"]), json!([{"type": "string"}, false]), json!({"a": {"$ref": "#"}}), json!({"type": "integer"}),
            json!("("), json!(0), json!([]),
        ]),
    ), 0..6)) {
        let schema: serde_json::Map<String, Value> =
            parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let schema = Value::Object(schema);
        for value in [json!(null), json!({"a": [1, "x", {}]}), json!([[], 1, 1.0]), json!("a"), json!(5)] {
            schemas::check(&schema, &value);
        }
    }

    /// Bytes that are hardly a description.
    #[test]
    fn a_text_is_a_description_or_an_error(text in pieces(
        &["openapi: 3.1.0\n", "{\"openapi\":\"3.0.0\",", "\"paths\":{", "}", "components:\n", "  schemas:\n", "    A: ", "{$ref: '#/components/schemas/A'}\n", "&a [*a]\n", "- ", "\"\\", "zZmark_Q", ": ", "\u{202e}", "\0", "info: {title: t, version: '1'}\n"], 16,
    )) {
        documents::check(&text);
    }
}
