//! What stays of an object, and what goes.

use super::*;

#[track_caller]
fn check(object: Object, value: Value, expect: Value) {
    let mut walk = Walk {
        descriptions: Descriptions::Drop,
        line: &|_| None,
        diagnostics: Vec::new(),
    };
    assert_eq!(walk.object(object, value, &Pointer::root()), expect);
}

#[test]
fn a_property_named_description_stays() {
    check(
        Object::Schema,
        json!({
            "description": "words",
            "properties": {
                "description": {"type": "string", "description": "words"},
                "summary": {"items": {"description": "words", "type": "string"}},
                "x-internal": {"type": "string"},
            },
            "required": ["description"],
            "default": {"description": "kept"},
            "enum": [{"summary": "kept"}],
            "const": {"description": "kept"},
            "example": {"description": "kept"},
            "allOf": [{"description": "words"}],
            "title": "Widget",
            "x-note": "words",
            "x-enum-varnames": ["A"],
        }),
        json!({
            "properties": {
                "description": {"type": "string"},
                "summary": {"items": {"type": "string"}},
                "x-internal": {"type": "string"},
            },
            "required": ["description"],
            "default": {"description": "kept"},
            "enum": [{"summary": "kept"}],
            "const": {"description": "kept"},
            "example": {"description": "kept"},
            "allOf": [{}],
            "title": "Widget",
            "x-enum-varnames": ["A"],
        }),
    );
}

#[test]
fn maps_keep_their_keys() {
    check(
        Object::Operation,
        json!({
            "summary": "words",
            "parameters": [{"name": "description", "in": "query", "description": "words"}],
            "responses": {
                "200": {
                    "description": "words",
                    "headers": {"description": {"description": "words", "schema": {}}},
                    "content": {"application/json": {"examples": {"summary": {"summary": "words", "value": {"summary": 1}}}}},
                },
                "404": {"$ref": "#/components/responses/description", "description": "words"},
                "x-note": {},
            },
            "callbacks": {"description": {"{$request.body#/url}": {"post": {"description": "words"}}}},
        }),
        json!({
            "parameters": [{"name": "description", "in": "query"}],
            "responses": {
                "200": {
                    "description": "",
                    "headers": {"description": {"schema": {}}},
                    "content": {"application/json": {"examples": {"summary": {"value": {"summary": 1}}}}},
                },
                "404": {"$ref": "#/components/responses/description"},
            },
            "callbacks": {"description": {"{$request.body#/url}": {"post": {}}}},
        }),
    );
}

#[test]
fn names_stay_and_sentences_go() {
    check(
        Object::Document,
        json!({
            "openapi": "3.0.0",
            "info": {"title": "The Acme Widgets API of 2026", "description": "words", "contact": {"name": "A"}, "license": {"name": "MIT"}},
            "tags": [{"name": "Widgets", "description": "words"}],
            "servers": [{"url": "https://acme.dev", "description": "words", "variables": {"description": {"default": "a", "description": "words"}}}],
            "unknown": "a sentence of many words",
            "mispelt": "word",
            "components": {"schemas": {"description": {"title": "A title of many words", "minLenght": 3}}},
        }),
        json!({
            "openapi": "3.0.0",
            "info": {"title": "The Acme Widgets API of 2026", "license": {"name": "MIT"}},
            "tags": [{"name": "Widgets"}],
            "servers": [{"url": "https://acme.dev", "variables": {"description": {"default": "a"}}}],
            "mispelt": "word",
            "components": {"schemas": {"description": {"minLenght": 3}}},
        }),
    );
}

#[test]
fn values_of_the_wrong_type_are_left_alone() {
    for object in [Object::Document, Object::Schema, Object::Response] {
        for value in [json!(null), json!(3), json!("a"), json!([[1], "b"])] {
            check(object, value.clone(), value);
        }
    }
    check(
        Object::Schema,
        json!({"properties": [1], "allOf": 3}),
        json!({"properties": [1], "allOf": 3}),
    );
}
