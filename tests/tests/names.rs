//! What types are called: by their titles, by the component they are at home in, and as before
//! where a document grows.

use specloom_tests::stages::stages;
use std::collections::BTreeSet;

/// A document of some paths and some schemas, each of them a block of YAML.
fn document(paths: &[&str], schemas: &[&str]) -> String {
    let block = |parts: &[&str], indent: &str| -> String {
        let lines = parts.iter().flat_map(|part| part.lines());
        lines.map(|line| format!("{indent}{line}\n")).collect()
    };
    format!(
        "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\n\
         servers: [{{url: 'https://api.acme.example'}}]\npaths:\n{}components:\n  schemas:\n{}",
        block(paths, "  "),
        block(schemas, "    ")
    )
}

/// The names of all types.
fn types(text: &str) -> BTreeSet<String> {
    let names = stages("acme", text).names;
    let aliases = names.aliases.into_iter().map(|(name, _)| name);
    names.types.into_values().chain(aliases).collect()
}

const LIST: &str = "\
/widgets:
  get:
    operationId: listWidgets
    parameters:
      - {name: state, in: query, schema: {title: State, type: string, enum: [new, used]}}
      - {name: order, in: query, schema: {title: Sort Order, type: string, enum: [up, down]}}
    responses:
      '200':
        description: done
        content:
          application/json:
            schema:
              title: Widget Page
              type: object
              properties:
                maker: {title: Widget Maker Object, type: object, properties: {name: {type: string}}}
                parts: {type: array, items: {title: Part, type: object, properties: {size: {type: number}}}}
                next: {title: Where the next page is to be found, type: object, properties: {at: {type: string}}}
                gear: {title: Gear, type: object, properties: {teeth: {type: integer}}}
                shape:
                  oneOf:
                    - {title: Round, type: object, required: [radius], properties: {radius: {type: number}}}
                    - {title: Square, type: object, required: [side], properties: {side: {type: number}}}";

#[test]
fn a_title_is_a_name_where_it_is_one() {
    let gear = "Gear: {type: object, properties: {weight: {type: number}}}";
    let types = types(&document(&[LIST], &[gear]));
    let expected = [
        // The component has this name; what is titled so is called by its property.
        "Gear",
        "WidgetPageGear",
        // The property again says nothing more, and a sentence is no name.
        "ListWidgetsState",
        "WidgetPageNext",
        "SortOrder",
        "WidgetPage",
        "WidgetMaker",
        "Part",
        // The title of an arm is its variant's.
        "WidgetPageShape",
        "WidgetPageShapeRound",
        "WidgetPageShapeSquare",
    ];
    assert_eq!(types, expected.map(str::to_owned).into());
}

const SCHEMAS: [&str; 4] = [
    "Gear: {allOf: [{$ref: '#/components/schemas/Widget'}, {type: object, properties: {teeth: {type: integer}}}]}",
    "Widget: {type: object, properties: {state: {type: string, enum: [new, used]}, maker: {type: object, properties: {name: {type: string}}}}}",
    "Wheel: {type: object, properties: {state: {type: string, enum: [new, used]}, sizes: {type: array, items: {type: object, properties: {width: {type: number}}}}}}",
    "Order: {type: object, properties: {wheels: {type: array, items: {$ref: '#/components/schemas/Wheel'}}, lines: {type: object, properties: {state: {type: string, enum: [new, used]}}}}}",
];

const ORDERS: &str = "/orders: {get: {operationId: listOrders, parameters: [{name: state, in: query, schema: {type: string, enum: [new, used]}}], responses: {'200': {description: done, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}}";
const GEARS: &str = "/gears: {get: {operationId: listGears, responses: {'200': {description: done, content: {application/json: {schema: {$ref: '#/components/schemas/Gear'}}}}}}}";

/// Operations and a component that extends another meet inline types first; they are at home in
/// the component that describes them all the same, and in the first of several.
#[test]
fn an_inline_type_is_called_by_the_component_it_is_at_home_in() {
    let types = types(&document(&[ORDERS, GEARS], &SCHEMAS));
    let expected = [
        "Gear",
        "Order",
        "OrderLines",
        "Widget",
        "WidgetMaker",
        "WidgetState",
        "Wheel",
        "WheelSizesItem",
    ];
    assert_eq!(types, expected.map(str::to_owned).into());
}

/// Wherever something is added: a schema with inline types of its own, one that extends others or
/// is extended, an operation, or one more use of a type that is there.
#[test]
fn a_document_that_grows_renames_nothing() {
    let schemas = [
        "Cog: {type: object, properties: {state: {type: string, enum: [on, off]}, maker: {type: object, properties: {cog: {type: string}}}}}",
        "Cog: {allOf: [{$ref: '#/components/schemas/Wheel'}, {$ref: '#/components/schemas/Widget'}]}",
        "Cog: {oneOf: [{$ref: '#/components/schemas/Wheel'}, {type: string, enum: [none]}]}",
    ];
    let paths = [
        "/cogs: {get: {operationId: listCogs, parameters: [{name: state, in: query, schema: {type: string, enum: [new, used]}}], responses: {'200': {description: done, content: {application/json: {schema: {type: object, properties: {maker: {type: object, properties: {name: {type: string}}}, gear: {$ref: '#/components/schemas/Gear'}}}}}}}}}",
        "/cogs: {post: {operationId: makeCog, requestBody: {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Order'}, {type: object, properties: {lines: {type: object}}}]}}}}, responses: {'204': {description: done}}}}",
    ];
    let before = types(&document(&[ORDERS, GEARS], &SCHEMAS));
    let check = |text: &str| {
        let after = types(text);
        let lost: Vec<_> = before.difference(&after).collect();
        assert!(lost.is_empty(), "{lost:?} of\n{text}");
    };
    for schema in schemas {
        for position in 0..=SCHEMAS.len() {
            let mut grown = SCHEMAS.to_vec();
            grown.insert(position, schema);
            check(&document(&[ORDERS, GEARS], &grown));
        }
    }
    for path in paths {
        for position in 0..=2 {
            let mut grown = vec![ORDERS, GEARS];
            grown.insert(position, path);
            check(&document(&grown, &SCHEMAS));
        }
    }
    // What is built as an inline type that is there takes its name only where it comes earlier.
    let again = "Cog: {type: object, properties: {state: {type: string, enum: [new, used]}}}";
    let mut grown = SCHEMAS.to_vec();
    grown.push(again);
    check(&document(&[ORDERS, GEARS], &grown));
}

/// A pet is sent without its id, and received with it: two types. What it has both ways is called
/// after it, whichever way was met first, and an element is its list's, whoever extends that.
#[test]
fn what_is_the_same_both_ways_is_called_after_neither() {
    let pet = "Pet: {type: object, properties: {id: {type: string, readOnly: true}, mode: {type: string, enum: [in, out]}}}";
    let prices = "Prices: {type: object, additionalProperties: {type: object, properties: {cents: {type: integer}}}}";
    let unused = "Owner: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}";
    let more = "More: {allOf: [{$ref: '#/components/schemas/Prices'}]}";
    let get = "/pet: {get: {operationId: getPet, responses: {'200': {description: done, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}";
    let post = "/pets: {post: {operationId: makePet, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: done}}}}";
    let expected = |more: &[&str]| -> BTreeSet<String> {
        let always = ["Pet", "PetMode", "Prices", "PricesValue"];
        always
            .iter()
            .chain(more)
            .map(|name| (*name).to_owned())
            .collect()
    };
    let schemas = [pet, prices];
    assert_eq!(types(&document(&[get], &schemas)), expected(&[]));
    for paths in [[get, post], [post, get]] {
        let both = expected(&["PetRequest"]);
        assert_eq!(types(&document(&paths, &schemas)), both);
        let owned = types(&document(&paths, &[unused, pet, prices]));
        assert_eq!(owned, expected(&["PetRequest", "Owner"]));
    }
    for schemas in [[more, pet, prices], [pet, prices, more]] {
        assert_eq!(types(&document(&[get], &schemas)), expected(&["More"]));
    }
}
