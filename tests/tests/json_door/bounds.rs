//! Values and schemas that are out to exhaust something.

use serde_json::{Value, json};
use specloom::tables::{Dialect, Library, Settings, compile};
use specloom_runtime::Violations;
use specloom_runtime::schema::{Options, Schema};

fn check(schema: &Value, value: &Value, options: &Options) -> Result<(), Violations> {
    let mut library = Library::default();
    let root = library.add("https://acme.example/s", schema, Dialect::Draft2020);
    let compiled = compile(&library, &[root], &Settings::default());
    let flat = compiled.flatten();
    let borrowed = flat.borrowed();
    let tables = flat.tables(&borrowed);
    let schema = Schema::new(&tables, compiled.roots[0]);
    let explained = schema.check(value, options);
    assert_eq!(schema.is_valid(value, options), explained.is_ok());
    explained
}

fn keywords(violations: &Violations) -> Vec<&str> {
    violations
        .iter()
        .map(|violation| violation.keyword)
        .collect()
}

/// An array in an array, `depth` levels. Dropping a deep value would itself use up the stack, so
/// it is left alone.
fn deep(depth: usize) -> &'static Value {
    let value = (0..depth).fold(json!([]), |inner, _| Value::Array(vec![inner]));
    Box::leak(Box::new(value))
}

#[test]
fn deep_values_are_refused() {
    let schema = json!({"items": {"$ref": "#"}});
    for depth in [10_000, 1_000_000] {
        let violations = check(&schema, deep(depth), &Options::DEFAULT).unwrap_err();
        assert_eq!(keywords(&violations), ["depth"]);
    }
    assert_eq!(check(&schema, deep(128), &Options::DEFAULT), Ok(()));
    // Nor are they allowed because a refusal is turned round.
    let schema = json!({"not": {"items": {"$ref": "#/not"}, "maxItems": 3}});
    let violations = check(&schema, deep(10_000), &Options::DEFAULT).unwrap_err();
    assert!(keywords(&violations).contains(&"depth"));
}

#[test]
fn deep_items_are_compared_without_recursion_to_the_end() {
    let items = json!({"uniqueItems": true});
    let pair = Value::Array(vec![deep(10_000).clone_shallow(), json!(1)]);
    assert_eq!(check(&items, &pair, &Options::DEFAULT), Ok(()));
    std::mem::forget(pair);
}

trait CloneShallow {
    fn clone_shallow(&self) -> Value;
}

impl CloneShallow for Value {
    /// A deep value built anew: `clone` recurses.
    fn clone_shallow(&self) -> Value {
        let mut depth = 0;
        let mut here = self;
        while let Some(inner) = here.get(0) {
            depth += 1;
            here = inner;
        }
        (0..depth).fold(json!([]), |inner, _| Value::Array(vec![inner]))
    }
}

#[test]
fn schemas_that_never_end_are_given_up() {
    let schema = json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}});
    let violations = check(&schema, &json!(1), &Options::DEFAULT).unwrap_err();
    assert_eq!(keywords(&violations), ["depth"]);
    // Each level asks its two arms, each of which asks the next level.
    let arms = json!({"properties": {"a": {"$ref": "#"}}, "required": ["a"]});
    let schema = json!({"anyOf": [arms, {"allOf": [arms, true]}, {"allOf": [true, arms]}]});
    let value = (0..60).fold(json!(0), |inner, _| json!({"a": inner}));
    let value = json!({"a": value});
    let few = Options {
        effort: 100_000,
        ..Options::DEFAULT
    };
    let schema =
        json!({"allOf": [schema["anyOf"][0], {"not": {"not": schema}}], "required": ["b"]});
    let violations = check(&schema, &value, &few).unwrap_err();
    assert!(keywords(&violations).contains(&"required"), "{violations}");
}

/// A tree of blocks: each level is asked of every arm, and `children` comes before `type`.
#[test]
fn unions_in_unions_are_asked_once_of_each_value() {
    let kinds = ["paragraph", "quote", "list", "toggle", "column", "table"];
    let arms: Vec<Value> = kinds
        .iter()
        .map(|kind| {
            let children = json!({"items": {"$ref": "#/$defs/block"}});
            let properties = json!({"type": {"const": kind}, "children": children});
            json!({"type": "object", "properties": properties, "required": ["type"]})
        })
        .collect();
    let either = json!({"anyOf": [
        {"properties": {"next": {"$ref": "#/$defs/either"}, "n": {"type": "integer"}}},
        {"properties": {"next": {"$ref": "#/$defs/either"}, "n": {"maximum": 0}}},
    ]});
    let defs = json!({"block": {"oneOf": arms}, "either": either});
    let of = |name: &str| json!({"$ref": format!("#/$defs/{name}"), "$defs": defs});
    let block = |inner| json!({"type": "table", "children": [inner]});
    for (innermost, found) in [("table", None), ("desk", Some("const"))] {
        let value = (0..60).fold(json!({"type": innermost}), |inner, _| block(inner));
        let checked = check(&of("block"), &value, &Options::DEFAULT);
        let violations = checked.map_or_else(|found| found, |()| Violations::default());
        assert_eq!(
            keywords(&violations).first().copied(),
            found,
            "{violations}"
        );
    }
    for (innermost, valid) in [(json!(1), true), (json!(1.5), false)] {
        let value = (0..60).fold(json!({"n": innermost}), |inner, _| json!({"next": inner}));
        let checked = check(&of("either"), &value, &Options::DEFAULT);
        assert_eq!(checked.is_ok(), valid, "{checked:?}");
        let said = checked.map_or_else(|found| keywords(&found).concat(), |()| String::new());
        assert!(!said.contains("effort"), "{said}");
    }
}

#[test]
fn items_that_look_alike_are_told_apart_in_reasonable_time() {
    let schema = json!({"uniqueItems": true});
    let item = |n: u32| {
        (0..14).map(move |bit| [json!(null), json!(false)][(n >> bit) as usize & 1].clone())
    };
    let items: Vec<Value> = (0..10_000).map(|n| item(n).collect()).collect();
    assert_eq!(check(&schema, &json!(items), &Options::DEFAULT), Ok(()));
}

#[test]
fn many_items_are_told_apart_in_reasonable_time() {
    let schema = json!({"uniqueItems": true});
    let items: Vec<_> = (0..200_000).map(|n| json!({"n": n})).collect();
    let mut items = Value::Array(items);
    assert_eq!(check(&schema, &items, &Options::DEFAULT), Ok(()));
    items[150_000] = json!({"n": 7.0});
    let violations = check(&schema, &items, &Options::DEFAULT).unwrap_err();
    let first = violations.iter().next().unwrap();
    assert_eq!(
        (first.pointer.as_str(), first.found.as_str()),
        ("/150000", "item 7 again")
    );
}

/// It may be a secret: nothing says of which type it was meant to be.
#[test]
fn a_text_of_the_wrong_type_is_not_repeated() {
    let schema = json!({"items": {"type": "integer"}});
    let violations = check(&schema, &json!(["hunter2"]), &Options::DEFAULT).unwrap_err();
    let said = "/0: expected integer, found a string (type)";
    assert_eq!(violations.to_string(), said);
}

#[test]
fn violations_are_limited_and_counted() {
    let schema = json!({"items": {"type": "string"}});
    let items: Vec<_> = (0..100).collect();
    let violations = check(&schema, &json!(items), &Options::DEFAULT).unwrap_err();
    assert_eq!((violations.len(), violations.more()), (64, 36));
}

#[test]
fn more_properties_than_a_word_has_bits() {
    let schema = json!({"patternProperties": {"^p": true}, "unevaluatedProperties": false});
    let mut value: serde_json::Map<_, _> = (0..200).map(|n| (format!("p{n}"), json!(n))).collect();
    let value_of = |map: &serde_json::Map<String, Value>| Value::Object(map.clone());
    assert_eq!(check(&schema, &value_of(&value), &Options::DEFAULT), Ok(()));
    value.insert("q".to_owned(), json!(1));
    let violations = check(&schema, &value_of(&value), &Options::DEFAULT).unwrap_err();
    assert_eq!(keywords(&violations), ["unevaluatedProperties"]);
}
