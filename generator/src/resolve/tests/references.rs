//! What references lead to.

use super::{codes, component, fixtures, keywords, read, read_document, read_schemas};
use crate::api::{Kind, Selection};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId};
use crate::document::{ParameterValue, Schema, SchemaId, TypeName};
use crate::pipeline::{Filter, understand};

/// The type of what the property `at` of `Start` refers to.
fn check(schemas: &str, expect: Option<TypeName>) {
    let (document, diagnostics) = read_schemas(schemas);
    let start = component(&document, "Start");
    let reference = start
        .reference
        .as_ref()
        .or(start.dynamic_reference.as_ref())
        .unwrap();
    let found = reference
        .target
        .and_then(|id| keywords(&document, id).types.as_ref())
        .and_then(|types| types.first().copied());
    assert_eq!(found, expect, "{schemas}\n{:?}", codes(&diagnostics));
    assert_eq!(
        codes(&diagnostics).contains(&Code::UnresolvedReference),
        expect.is_none(),
        "{schemas}"
    );
}

#[test]
fn references_of_all_kinds() {
    let string = Some(TypeName::String);
    check(
        "    Start: {$ref: '#/components/schemas/A'}\n    A: {type: string}",
        string,
    );
    check(
        "    Start: {$ref: '#/components/schemas/A/properties/b%20c'}\n    \
             A: {properties: {'b c': {type: string}}}",
        string,
    );
    check(
        "    Start: {$ref: '#/components/schemas/A~1b'}\n    'A/b': {type: string}",
        string,
    );
    // Through another reference.
    check(
        "    Start: {$ref: '#/components/schemas/A/properties/b'}\n    \
             A: {$ref: '#/components/schemas/B'}\n    B: {properties: {b: {type: string}}}",
        string,
    );
    check(
        "    Start: {$ref: '#here'}\n    A: {$anchor: here, type: string}",
        string,
    );
    check(
        "    Start: {$dynamicRef: '#here'}\n    A: {$dynamicAnchor: here, type: string}",
        string,
    );
    check(
        "    Start: {$ref: 'https://acme.example/a'}\n    \
             A: {$id: 'https://acme.example/a', type: string}",
        string,
    );
    // Relative to the `$id` around it.
    check(
        "    Start: {$id: 'https://acme.example/start', $ref: 'b'}\n    \
             A: {$id: 'https://acme.example/b', type: string}",
        string,
    );
    // Strictly this would be a pointer into `Start` itself.
    check(
        "    Start: {$id: 'https://acme.example/start', $ref: '#/components/schemas/A'}\n    \
             A: {type: string}",
        string,
    );
    check(
        "    Start: {$ref: '#/definitions/A', definitions: {A: {type: string}}}",
        None,
    );
    check("    Start: {$ref: '#'}", None);
    check("    Start: {$ref: '#nowhere'}", None);
    check("    Start: {$ref: 'A'}\n    A: {type: string}", None);
}

#[test]
fn a_place_is_read_once() {
    let (document, _) = read_schemas(
        "    A: {$ref: '#/components/schemas/C'}\n    B: {$ref: '#/components/schemas/C'}\n    \
             C: {properties: {self: {$ref: '#/components/schemas/C'}}}",
    );
    assert_eq!(document.schemas.len(), 4);
    let c = Some(document.component_schemas["C"]);
    for name in ["A", "B"] {
        let reference = component(&document, name).reference.as_ref().unwrap();
        assert_eq!(reference.target, c);
    }
}

#[test]
fn siblings_of_a_reference_stay() {
    let (document, _) = read_schemas(
        "    A: {$ref: '#/components/schemas/B', maxLength: 3}\n    B: {type: string}",
    );
    let a = component(&document, "A");
    assert!(a.reference.is_some());
    assert_eq!(a.max_length, Some(3));
}

#[test]
fn examples_identify_nothing() {
    let (document, diagnostics) = read_schemas(
        "    example: {$id: 'https://acme.example/part', type: string}\n    A: {$ref: 'https://acme.example/part'}\n\
         \x20   Z: {properties: {enum: {$anchor: way}}, example: {$id: 'https://acme.example/part', $anchor: way}}\n\
         \x20   B: {$ref: '#way'}",
    );
    let target = |name: &str| component(&document, name).reference.as_ref()?.target;
    assert_eq!(target("A"), Some(document.component_schemas["example"]));
    assert_eq!(
        target("B"),
        Some(component(&document, "Z").properties["enum"])
    );
    assert!(codes(&diagnostics).is_empty(), "{diagnostics:?}");
}

#[test]
fn recursion_of_2019_leads_to_the_anchor() {
    let (document, diagnostics) = read_schemas(
        "    A:\n      $recursiveAnchor: true\n      properties: {a: {items: {$recursiveRef: '#'}}}",
    );
    let a = component(&document, "A").properties["a"];
    let items = keywords(&document, keywords(&document, a).items.unwrap());
    let reference = items.dynamic_reference.as_ref().unwrap();
    assert_eq!(reference.target, Some(document.component_schemas["A"]));
    assert_eq!(codes(&diagnostics), [Code::NotUsed]);
}

#[test]
fn files_refer_to_each_other() {
    let mut diagnostics = Diagnostics::default();
    let path = fixtures().join("files/root.yaml");
    let (sources, document) = read_document(&path, None, &mut diagnostics);
    let document = document.unwrap();
    let operation = &document.operations[0];
    assert_eq!(
        sources.name(operation.place.file).rsplit('/').next(),
        Some("widgets.yaml")
    );
    assert_eq!(operation.parameters[0].name, "limit");
    let target = component(&document, "Widget")
        .reference
        .as_ref()
        .unwrap()
        .target
        .unwrap();
    let widget = keywords(&document, target);
    let part = keywords(&document, widget.properties["part"]);
    assert_eq!(part.reference.as_ref().unwrap().target, Some(target));
    let pet = component(&document, "Pet");
    assert_eq!(pet.mapping_targets["widget"].target, Some(target));
    assert_eq!(
        pet.mapping_targets["pet"].target,
        Some(document.component_schemas["Pet"])
    );
}

#[test]
fn names_in_other_files_are_those_of_the_description_that_is_read() {
    let mut diagnostics = Diagnostics::default();
    let path = fixtures().join("linked/root.yaml");
    let (_, document) = read_document(&path, None, &mut diagnostics);
    let document = document.unwrap();
    let schemas = document.schemas.iter().enumerate();
    let mut told = schemas.filter_map(|(index, node)| match &node.schema {
        Schema::Keywords(keywords) if !keywords.mapping_targets.is_empty() => {
            Some((SchemaId(index as u32), keywords))
        }
        _ => None,
    });
    let (_, fallback) = told.next().unwrap();
    let (widget, elsewhere) = told.next().unwrap();
    assert_ne!(document.schema(widget).place.file, FileId::default());
    let cog = Some(document.component_schemas["Cog"]);
    assert_eq!(elsewhere.mapping_targets["cog"].target, cog);
    assert_eq!(fallback.mapping_targets["cog"].target, cog);
    let default = fallback.default_mapping.as_ref().unwrap();
    assert_eq!(
        default.target,
        keywords(&document, fallback.one_of[1])
            .reference
            .as_ref()
            .unwrap()
            .target
    );
    assert!(default.target.is_some());

    let api = understand(&document, &Filter::default(), &mut diagnostics);
    let tags = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Union(union) => match &union.selection {
            Selection::Tag { arms, .. } => Some(
                arms.iter()
                    .map(|arm| arm.value.as_str())
                    .collect::<Vec<_>>(),
            ),
            _ => None,
        },
        _ => None,
    });
    let mut tags: Vec<_> = tags.collect();
    tags.sort();
    assert_eq!(tags, [vec!["cog"], vec!["cog", "Gear"]]);
    let lost = diagnostics
        .iter()
        .find(|said| said.message.contains("maps `lost`"))
        .unwrap();
    let pointer = lost.place.as_ref().unwrap().pointer.as_str();
    assert!(
        pointer.ends_with("/discriminator/mapping/lost"),
        "{pointer}"
    );
}

#[test]
fn a_security_scheme_may_be_a_reference() {
    let mut diagnostics = Diagnostics::default();
    let path = fixtures().join("linked/root.yaml");
    let (_, document) = read_document(&path, None, &mut diagnostics);
    let document = document.unwrap();
    let asked = document
        .security
        .iter()
        .flatten()
        .flat_map(|one| one.schemes.keys());
    let asked: Vec<_> = asked.map(String::as_str).collect();
    let lost = "access.yaml#/nowhere";
    assert_eq!(asked, ["Key", "Key", "Key2", "Door", lost, "Lost"]);
    let known: Vec<_> = document.security_schemes.keys().collect();
    assert_eq!(known, ["Key", "Key2", "Door"]);
    let unresolved = |said: &&Diagnostic| said.code == Code::UnresolvedReference;
    let pointers = diagnostics.iter().filter(unresolved);
    let pointers: Vec<_> = pointers
        .map(|said| said.place.as_ref().unwrap().pointer.as_str().to_owned())
        .collect();
    assert!(
        pointers
            .iter()
            .any(|one| one.starts_with("/security/4/access.yaml")),
        "{pointers:?}"
    );
}

#[test]
fn components_stand_where_they_are_used() {
    let (document, diagnostics) = read(
        "openapi: 3.2.0
info: {title: Acme, version: '1'}
paths:
  /widgets/{id}:
    $ref: '#/components/pathItems/Widget'
    summary: Widgets.
    query:
      responses: {'200': {description: Fine.}}
components:
  pathItems:
    Widget:
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
      get:
        parameters: [{$ref: '#/components/parameters/Q'}]
        responses: {'200': {$ref: '#/components/responses/Fine'}}
      additionalOperations: {LINK: {responses: {default: {description: Linked.}}}}
  parameters:
    Q: {name: q, in: query, content: {application/json: {schema: {type: integer}}}}
  responses:
    Fine: {$ref: '#/components/responses/Better'}
    Better:
      description: Better.
      headers: {X-Left: {$ref: '#/components/headers/Left'}, content-type: {schema: {}}}
      content: {application/json: {$ref: '#/components/mediaTypes/Json'}}
  headers: {Left: {schema: {type: integer}}}
  mediaTypes: {Json: {itemSchema: {type: string}, examples: {a: {$ref: '#/components/examples/A'}}}}
  examples: {A: {value: 5}}
",
    );
    assert_eq!(codes(&diagnostics), []);
    let methods: Vec<&str> = document
        .operations
        .iter()
        .map(|o| o.method.0.as_str())
        .collect();
    assert_eq!(methods, ["QUERY", "GET", "LINK"]);
    let get = &document.operations[1];
    assert_eq!(get.summary.as_deref(), Some("Widgets."));
    let names: Vec<&str> = get.parameters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["q", "id"]);
    assert!(matches!(
        get.parameters[0].value,
        ParameterValue::Content(_)
    ));
    let response = &get.responses[0];
    assert_eq!(
        response.place.pointer.as_str(),
        "/components/responses/Better"
    );
    assert_eq!(response.headers.len(), 1);
    let media_type = &response.content[0];
    assert!(media_type.item_schema.is_some());
    assert_eq!(
        media_type.examples[0].pointer.as_str(),
        "/components/examples/A/value"
    );
}

#[test]
fn a_cut_cycle_leads_nowhere() {
    let (document, diagnostics) = read_schemas(
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/C'}\n    \
             C: {$ref: '#/components/schemas/B'}\n    D: true",
    );
    assert_eq!(codes(&diagnostics), [Code::CyclicReference]);
    let mut at = document.component_schemas["A"];
    for _ in 0..document.schemas.len() {
        match component_target(&document, at) {
            Some(next) => at = next,
            None => return,
        }
    }
    panic!("the chain has no end");
}

fn component_target(
    document: &crate::document::Document,
    id: crate::document::SchemaId,
) -> Option<crate::document::SchemaId> {
    match &document.schema(id).schema {
        Schema::Keywords(keywords) => keywords.reference.as_ref()?.target,
        Schema::Bool(_) => None,
    }
}
