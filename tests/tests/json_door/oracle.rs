//! The crate `jsonschema` decides as we do, on schemas and values made at random.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use specloom::tables::{Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema};

const NAMES: [&str; 4] = ["a", "b", "c", "dd"];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-4i64..5).prop_map(Value::from),
        prop::sample::select(vec![
            json!(1.0),
            json!(0.5),
            json!(2.5),
            json!(-1.25),
            json!(1e2)
        ]),
        prop::sample::select(vec!["", "a", "b", "ab", "ñ", "a1", "abc"]).prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..4)
                .prop_map(|pairs| Value::Object(object(pairs))),
        ]
    })
}

fn object(pairs: Vec<(&str, Value)>) -> Map<String, Value> {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// One keyword and what stands under it.
fn leaf() -> impl Strategy<Value = (&'static str, Value)> {
    let types = vec![
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let counts = vec![
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ];
    let bounds = vec!["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let numbers = vec![json!(-1), json!(0), json!(1), json!(1.5), json!(2)];
    prop_oneof![
        prop::sample::subsequence(types, 1..4).prop_map(|list| ("type", json!(list))),
        (prop::sample::select(counts), 0u64..4).prop_map(|(name, n)| (name, json!(n))),
        (prop::sample::select(bounds), prop::sample::select(numbers)),
        prop::sample::select(vec![json!(0.5), json!(1), json!(2), json!(0.25)])
            .prop_map(|step| ("multipleOf", step)),
        prop::sample::select(vec!["^a", "b$", "[0-9]", "^..$"]).prop_map(|p| ("pattern", json!(p))),
        value().prop_map(|value| ("const", value)),
        prop::collection::vec(value(), 1..4).prop_map(|values| ("enum", json!(values))),
        prop::sample::subsequence(&NAMES[..], 1..3).prop_map(|names| ("required", json!(names))),
        Just(("uniqueItems", json!(true))),
        prop::sample::subsequence(&NAMES[..], 1..3)
            .prop_map(|names| ("dependentRequired", json!({"a": names}))),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let leaves = prop::collection::vec(leaf(), 0..3).prop_map(|pairs| Value::Object(object(pairs)));
    let leaves = prop_oneof![6 => leaves, 1 => any::<bool>().prop_map(Value::from), 1 => Just(json!({"$ref": "#"}))];
    leaves.prop_recursive(3, 20, 3, |inner| {
        let one = prop::sample::select(vec![
            "items",
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
        ]);
        let list = prop::sample::select(vec!["allOf", "anyOf", "oneOf", "prefixItems"]);
        let map = prop::sample::select(vec!["properties", "dependentSchemas"]);
        let named = prop::collection::vec((prop::sample::select(&NAMES[..]), inner.clone()), 1..4)
            .prop_map(|pairs| Value::Object(object(pairs)));
        let keyword = prop_oneof![
            3 => (one, inner.clone()),
            2 => (list, prop::collection::vec(inner.clone(), 1..4).prop_map(Value::from)),
            2 => (map, named),
            1 => inner.clone().prop_map(|schema| ("patternProperties", json!({"^[ad]": schema}))),
            1 => (0u64..3).prop_map(|n| ("minContains", json!(n))),
            1 => (0u64..3).prop_map(|n| ("maxContains", json!(n))),
        ];
        let keywords = prop_oneof![2 => keyword, 1 => leaf()];
        prop::collection::vec(keywords, 1..5).prop_map(|pairs| Value::Object(object(pairs)))
    })
}

/// Whether a schema refers to itself in place, where what comes of it is nobody's promise.
fn goes_round(schema: &Value) -> bool {
    let in_place = [
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
    ];
    match schema {
        Value::Object(map) => {
            map.contains_key("$ref")
                || in_place.iter().filter_map(|keyword| map.get(*keyword)).any(
                    |under| match under {
                        Value::Array(list) => list.iter().any(goes_round),
                        Value::Object(named) => goes_round(under) || named.values().any(goes_round),
                        _ => false,
                    },
                )
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_global_rejects: u32::MAX, ..ProptestConfig::default() })]

    #[test]
    fn the_oracle_agrees(schema in schema(), values in prop::collection::vec(value(), 8)) {
        prop_assume!(!goes_round(&schema));
        let mut library = Library::default();
        let root = library.add("https://acme.example/s", &schema, Dialect::Draft2020);
        let compiled = compile(&library, &[root], &Settings::default());
        let flat = compiled.flatten();
        let borrowed = flat.borrowed();
        let tables = flat.tables(&borrowed);
        let ours = Schema::new(&tables, compiled.roots[0]);
        let oracle = jsonschema::draft202012::new(&schema).expect("a schema that we made");
        for value in &values {
            let wanted = oracle.is_valid(value);
            prop_assert_eq!(ours.is_valid(value, &Options::DEFAULT), wanted, "{}", value);
            let explained = ours.check(value, &Options::DEFAULT);
            prop_assert_eq!(explained.is_ok(), wanted, "{} {:?}", value, explained);
        }
    }
}

/// A small sample, unless more is asked for.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(400)
}
