//! Every fact of a type at every place where a type can stand, both ways.

use super::{changes, document};

/// Where a type stands.
const PLACES: [(&str, &str); 7] = [
    (
        "parameter",
        "{/w: {get: {parameters: [{name: q, in: query, schema: @}], responses: {}}}}",
    ),
    (
        "parameter property",
        "{/w: {get: {parameters: [{name: q, in: query, style: deepObject, schema: {type: object, properties: {p: @}}}], responses: {}}}}",
    ),
    (
        "request body",
        "{/w: {post: {requestBody: {content: {application/json: {schema: @}}}, responses: {}}}}",
    ),
    (
        "request property",
        "{/w: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {p: @}}}}}, responses: {}}}}",
    ),
    (
        "response body",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: @}}}}}}}",
    ),
    (
        "response property",
        "{/w: {get: {responses: {200: {content: {application/json: {schema: {type: object, properties: {p: @}}}}}}}}}",
    ),
    (
        "response header",
        "{/w: {get: {responses: {200: {headers: {X-W: {schema: @}}}}}}}",
    ),
];

/// Facts: what was, what is.
const FACTS: &[(&str, &str)] = &[
    // Types and formats.
    ("{type: integer}", "{type: number}"),
    ("{type: integer}", "{type: string}"),
    ("{type: string}", "{type: [string, integer]}"),
    (
        "{type: [string, integer]}",
        "{type: [string, integer, boolean]}",
    ),
    ("{type: string}", "{}"),
    ("{type: string}", "{type: string, format: uuid}"),
    (
        "{type: string, format: date}",
        "{type: string, format: date-time}",
    ),
    (
        "{type: integer, format: int32}",
        "{type: integer, format: int64}",
    ),
    ("{type: string}", "{type: [string, 'null']}"),
    ("{type: 'null'}", "{type: [string, 'null']}"),
    ("{type: array, items: {type: string}}", "{type: object}"),
    ("{type: string}", "{type: string, contentEncoding: base16}"),
    (
        "{type: string}",
        "{type: string, contentMediaType: text/html}",
    ),
    // Values.
    (
        "{type: string, enum: [a, b]}",
        "{type: string, enum: [a, b, c]}",
    ),
    ("{type: string}", "{type: string, enum: [a, b]}"),
    ("{type: string}", "{const: a}"),
    ("{const: a}", "{const: b}"),
    (
        "{anyOf: [{enum: [a, b]}, {type: string}]}",
        "{anyOf: [{enum: [a, c]}, {type: string}]}",
    ),
    // Limits.
    ("{type: integer}", "{type: integer, minimum: 3}"),
    ("{type: integer, minimum: 2}", "{type: integer, minimum: 3}"),
    ("{type: integer}", "{type: integer, maximum: 3}"),
    ("{type: integer, maximum: 3}", "{type: integer, maximum: 4}"),
    ("{type: number}", "{type: number, exclusiveMinimum: 3}"),
    (
        "{type: number, exclusiveMinimum: 2}",
        "{type: number, exclusiveMinimum: 2.5}",
    ),
    ("{type: number}", "{type: number, exclusiveMaximum: 3}"),
    (
        "{type: number, exclusiveMaximum: 3}",
        "{type: number, exclusiveMaximum: 4}",
    ),
    ("{type: integer}", "{type: integer, multipleOf: 2}"),
    (
        "{type: integer, multipleOf: 2}",
        "{type: integer, multipleOf: 4}",
    ),
    (
        "{type: integer, multipleOf: 2}",
        "{type: integer, multipleOf: 3}",
    ),
    ("{type: string}", "{type: string, minLength: 2}"),
    (
        "{type: string, minLength: 2}",
        "{type: string, minLength: 3}",
    ),
    ("{type: string}", "{type: string, maxLength: 5}"),
    (
        "{type: string, maxLength: 5}",
        "{type: string, maxLength: 6}",
    ),
    ("{type: string}", "{type: string, pattern: '^a'}"),
    (
        "{type: string, pattern: '^a'}",
        "{type: string, pattern: '^b'}",
    ),
    // Lists.
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: string}, minItems: 1}",
    ),
    (
        "{type: array, items: {type: string}, minItems: 1}",
        "{type: array, items: {type: string}, minItems: 2}",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: string}, maxItems: 5}",
    ),
    (
        "{type: array, items: {type: string}, maxItems: 5}",
        "{type: array, items: {type: string}, maxItems: 6}",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: string}, uniqueItems: true}",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: integer}}",
    ),
    (
        "{type: array, prefixItems: [{type: string}], items: false}",
        "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
    ),
    // Objects.
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [b], properties: {a: {type: string}, b: {type: string, default: x}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [a], properties: {a: {type: string}}}",
    ),
    (
        "{type: object, properties: {a: {type: string, default: x}}}",
        "{type: object, required: [a], properties: {a: {type: string, default: x}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, default: x}}}",
    ),
    (
        "{type: object, properties: {a: {type: string, default: y}}}",
        "{type: object, properties: {a: {type: string, default: x}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, deprecated: true}}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
    ),
    (
        "{type: object, additionalProperties: {type: string}}",
        "{type: object, additionalProperties: {type: integer}}",
    ),
    (
        "{type: object, additionalProperties: true}",
        "{type: object, additionalProperties: {type: integer}}",
    ),
    (
        "{type: object, minProperties: 1}",
        "{type: object, minProperties: 2}",
    ),
    ("{type: object}", "{type: object, maxProperties: 2}"),
    (
        "{type: object}",
        "{type: object, propertyNames: {pattern: '^x'}}",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string}}}",
    ),
    // Conditions.
    (
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, dependentRequired: {a: [b]}}",
    ),
    (
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, dependentRequired: {a: [b]}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, dependentRequired: {a: [c]}}",
    ),
    (
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, if: {properties: {a: {const: x}}}, then: {required: [b]}}",
    ),
    (
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, not: {required: [a, b]}}",
    ),
    // Unions. A and B are below.
    ("{oneOf: [A, B]}", "{oneOf: [A, B, {type: boolean}]}"),
    ("{anyOf: [A, B]}", "{anyOf: [A, B, {type: boolean}]}"),
    ("A", "{oneOf: [A, B]}"),
    ("{oneOf: [A, B]}", "{anyOf: [A, B]}"),
    (
        "{oneOf: [A, B]}",
        "{oneOf: [A, B], discriminator: {propertyName: kind}}",
    ),
    (
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}}}",
        "{oneOf: [A, B], discriminator: {propertyName: sort, mapping: {a: A*, b: B*}}}",
    ),
    (
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}}}",
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*, c: B*}}}",
    ),
    (
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*, c: A*}}}",
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*, c: B*}}}",
    ),
    (
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}}}",
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}, defaultMapping: A*}}",
    ),
    (
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}, defaultMapping: A*}}",
        "{oneOf: [A, B], discriminator: {propertyName: kind, mapping: {a: A*, b: B*}, defaultMapping: B*}}",
    ),
];

const COMPONENTS: &str = "components: {schemas: {\
    A: {type: object, required: [kind, sort, x], properties: {kind: {type: string}, sort: {type: string}, x: {type: string}}}, \
    B: {type: object, required: [kind, sort, y], properties: {kind: {type: string}, sort: {type: string}, y: {type: integer}}}}}\n";

/// The document with `schema` at `place`; `A` and `B` are references, `A*` their text.
fn with(place: &str, schema: &str) -> String {
    let mut text = String::new();
    for piece in schema.split_inclusive(|c: char| !c.is_alphanumeric() && c != '*') {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
        let rest = piece.get(word.len()..).unwrap_or_default();
        match word {
            "A" | "B" => text.push_str(&format!("{{$ref: '#/components/schemas/{word}'}}{rest}")),
            "A*" | "B*" => text.push_str(&format!(
                "'#/components/schemas/{}'{rest}",
                word.trim_end_matches('*')
            )),
            _ => text.push_str(piece),
        }
    }
    document(&place.replace('@', &text)) + COMPONENTS
}

/// Every case with its changes, for the tests that count rules.
pub(super) fn all() -> Vec<(String, Vec<super::Change>)> {
    let mut found = Vec::new();
    for (old, new) in FACTS {
        for (from, to) in [(old, new), (new, old)] {
            for (name, place) in PLACES {
                let label = format!("{name}: {from} -> {to}");
                found.push((label, changes(&with(place, from), &with(place, to))));
            }
        }
    }
    found
}

/// For each fact the messages, then the rules at each place.
#[test]
fn each_fact_at_each_place() {
    let mut text = String::new();
    for cases in all().chunks(PLACES.len()) {
        for (index, (label, changes)) in cases.iter().enumerate() {
            assert!(!changes.is_empty(), "no change: {label}");
            let (place, fact) = label.split_once(": ").unwrap_or_default();
            if index == 0 {
                let messages: Vec<&str> = changes
                    .iter()
                    .map(|change| change.message.as_str())
                    .collect();
                text.push_str(&format!("{fact}\n  {}\n", messages.join("; ")));
            }
            let rule = |change: &super::Change| {
                format!("{} {}", change.rule.level.as_str(), change.rule.id)
            };
            let rules: Vec<String> = changes.iter().map(rule).collect();
            text.push_str(&format!("    {place}: {}\n", rules.join(", ")));
        }
    }
    insta::assert_snapshot!(text);
}
