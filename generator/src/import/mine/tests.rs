//! What is mined from sentences.

use super::*;

#[track_caller]
fn check_as(direction: Direction, ty: &str, sentence: &str, expect: Value) {
    let schema = Map::from_iter([("type".to_owned(), json!(ty))]);
    let found: Map<String, Value> = mine(sentence, direction, &schema)
        .into_iter()
        .map(|(keyword, value)| (keyword.to_owned(), value))
        .collect();
    assert_eq!(Value::Object(found), expect, "{sentence}");
}

#[track_caller]
fn check(sentence: &str, expect: Value) {
    check_as(Direction::Request, "string", sentence, expect);
}

#[test]
fn lengths() {
    check(
        "A label (4-30 characters)",
        json!({"minLength": 4, "maxLength": 30}),
    );
    check("4–30 characters.", json!({"minLength": 4, "maxLength": 30}));
    check("Label (minimum 1 character)", json!({"minLength": 1}));
    check("Minimum 12 characters", json!({"minLength": 12}));
    check("A note, up to 500 characters.", json!({"maxLength": 500}));
    check("30-4 characters", json!({}));
    check("about 30 characters", json!({}));
    check("4-x characters", json!({}));
    check("-30 characters", json!({}));
    check("99999999999999999999-4 characters", json!({}));
    check_as(Direction::Request, "number", "4-30 characters", json!({}));
}

#[test]
fn alphabets() {
    check(
        "Alphanumeric, spaces, and hyphens only",
        json!({"pattern": "^[A-Za-z0-9 -]*$"}),
    );
    check("alphanumeric only", json!({}));
}

#[test]
fn lists() {
    check(
        "Must be one of: red, green, or blue",
        json!({"enum": ["red", "green", "blue"]}),
    );
    check(
        "The hue. Must be one of: `red` or `v1.5`. Ignored otherwise.",
        json!({"enum": ["red", "v1.5"]}),
    );
    check("Must be one of: the listed hues", json!({}));
    check("Must be one of:", json!({}));
    check(
        "Paint type: matt or glossy",
        json!({"enum": ["matt", "glossy"]}),
    );
    check(
        "Paint type: matt, satin, or glossy.",
        json!({"enum": ["matt", "satin", "glossy"]}),
    );
    check("Paint type: matt", json!({}));
    check("Paint type: matt or as it was before", json!({}));
    check(
        "Kind of paint. Currently only “matt” is supported.",
        json!({"enum": ["matt"]}),
    );
    check("Currently only matt is supported", json!({}));
    check("(currently only \"matt\" supported)", json!({}));
}

#[test]
fn the_rest() {
    check("UUID of the widget", json!({"format": "uuid"}));
    check("The UUID of the widget", json!({}));
    check("Hue (default: red)", json!({"default": "red"}));
    check("Hue. Default: `red`.", json!({"default": "red"}));
    check("Default:", json!({}));
    check("[DEPRECATED] Use hue", json!({"deprecated": true}));
    check("deprecated soon", json!({}));
    check("Date and time of the last change", json!({}));
    check("Timestamp of the last change", json!({}));
    check_as(
        Direction::Request,
        "number",
        "Timeout in milliseconds (default: 30)",
        json!({"default": 30, "x-unit": "ms"}),
    );
    check_as(
        Direction::Request,
        "boolean",
        "On (default: yes)",
        json!({}),
    );
    check_as(
        Direction::Request,
        "boolean",
        "On (default: true)",
        json!({"default": true}),
    );
}

#[test]
fn a_response_is_never_narrowed() {
    for sentence in RULES
        .iter()
        .filter(|rule| rule.narrows)
        .map(|r| r.looks_for)
    {
        check_as(Direction::Response, "string", sentence, json!({}));
    }
    check_as(
        Direction::Response,
        "string",
        "[DEPRECATED] UUID of the widget",
        json!({"deprecated": true}),
    );
}

#[test]
fn each_rule_finds_its_own_example() {
    for rule in RULES {
        let schema = Map::from_iter([("type".to_owned(), json!(rule.of_type.unwrap_or("number")))]);
        // The example of a default names no number.
        let text = rule.looks_for.replace("default: X", "default: 3");
        assert!(!(rule.find)(&text, &schema).is_empty(), "{text}");
    }
}

#[test]
fn odd_text_is_harmless() {
    for text in [
        "",
        "İdefault: ",
        "“",
        "type:",
        "É type: ü or “",
        "\u{1f980} in milliseconds",
    ] {
        let schema = Map::from_iter([("type".to_owned(), json!("string"))]);
        let found = mine(text, Direction::Request, &schema);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
