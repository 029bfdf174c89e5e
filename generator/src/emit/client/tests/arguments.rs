//! What callers may pass.

use crate::diagnostic::Diagnostics;
use crate::lower::Options;
use crate::pipeline::{Filter, model, read_text, understand};
use crate::render;
use crate::rust::Crate;

const API: &str = "
openapi: 3.1.0
info: {title: Acme Points, version: '1'}
servers: [{url: 'https://points.acme.example'}]
paths:
  /points/{point}:
    parameters:
    - {name: point, in: path, required: true, schema: {$ref: '#/components/schemas/PointId'}}
    - {name: shade, in: query, schema: {$ref: '#/components/schemas/Shade'}}
    put:
      operationId: putPoint
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Points'}}}}
      responses: {'204': {description: done}}
    post:
      operationId: addPoint
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Points'}}}}
      responses: {'204': {description: done}}
components:
  schemas:
    PointId: {anyOf: [{type: string}, {type: integer}]}
    Shade: {type: string, enum: [light, dark]}
    Points: {oneOf: [{$ref: '#/components/schemas/Some'}, {$ref: '#/components/schemas/All'}]}
    Some: {type: object, required: [ids], properties: {ids: {type: array, items: {type: integer}}}}
    All:
      type: object
      required: [all, shade]
      properties:
        all: {type: boolean}
        shade: {$ref: '#/components/schemas/Shade'}
        of: {anyOf: [{$ref: '#/components/schemas/PointId'}, {type: 'null'}]}
";

#[test]
fn arguments_take_what_becomes_an_enum_or_a_union() {
    let mut diagnostics = Diagnostics::default();
    let reading = read_text("points.yaml", API, None, &mut diagnostics);
    let document = reading.document.as_ref().expect("a document");
    let api = understand(document, &Filter::default(), &mut diagnostics);
    let options = Options {
        module: "points".to_owned(),
        ..Options::default()
    };
    let (_, model) = model(&reading.sources, &api, &options, &mut diagnostics);
    let krate = Crate {
        name: "acme".to_owned(),
        version: "0.1.0".to_owned(),
        source: "tests".to_owned(),
        mend: String::new(),
        apis: vec![model],
    };
    let files = render::files(&krate, &mut diagnostics).into_iter();
    let files = files.filter(|(path, _)| path.starts_with("src/points"));
    let text: String = files
        .map(|(_, bytes)| String::from_utf8(bytes).expect("text"))
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in [
        "point: impl Into<types::PointId>, body: impl Into<Option<types::Points>>",
        "point: impl Into<types::PointId>, body: impl Into<types::Points>",
        "pub fn shade(mut self, value: impl Into<types::Shade>)",
        "pub fn new(all: bool, shade: impl Into<Shade>)",
        "impl From<All> for Option<Points>",
        "impl From<i64> for rt::Maybe<PointId>",
        "impl From<&str> for rt::Maybe<PointId>",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    // Where nothing asks for it, it costs nothing.
    assert!(!text.contains("for rt::Maybe<Points>") && !text.contains("for Option<PointId>"));
}
