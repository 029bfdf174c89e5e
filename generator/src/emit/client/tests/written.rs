//! What small documents become, as text.

use crate::diagnostic::Diagnostics;
use crate::lower::Options;
use crate::pipeline::{Filter, model, read_text, understand};
use crate::render;
use crate::rust::Crate;

/// Enums and unions as arguments.
const POINTS: &str = "
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

/// The files of the crate of a document, each on one line, and what was said.
fn written(text: &str) -> (render::FileMap, String) {
    let mut diagnostics = Diagnostics::default();
    let reading = read_text("acme.yaml", text, None, &mut diagnostics);
    let document = reading.document.as_ref().expect("a document");
    let api = understand(document, &Filter::default(), &mut diagnostics);
    let options = Options {
        module: "acme".to_owned(),
        ..Options::default()
    };
    let (_, model) = model(&reading.sources, &api, &options, &mut diagnostics);
    let krate = Crate {
        name: "acme-client".to_owned(),
        version: "0.1.0".to_owned(),
        source: "tests".to_owned(),
        mend: String::new(),
        apis: vec![model],
    };
    let files = render::files(&krate, &mut diagnostics);
    let said = diagnostics.iter();
    let said = said.map(|one| format!("{}[{}] {}\n", one.severity, one.code, one.message));
    (files, said.collect())
}

/// The text of the files below `folder`, each run of spaces as one.
fn text(files: &render::FileMap, folder: &str) -> String {
    let files = files.iter().filter(|(path, _)| path.starts_with(folder));
    let text: String = files
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(text: &str, wanted: &[&str], unwanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    for unwanted in unwanted {
        assert!(!text.contains(unwanted), "{unwanted} is in {text}");
    }
}

#[test]
fn arguments_take_what_becomes_an_enum_or_a_union() {
    let (files, _) = written(POINTS);
    let wanted = [
        "point: impl Into<types::PointId>, body: impl Into<Option<types::Points>>",
        "point: impl Into<types::PointId>, body: impl Into<types::Points>",
        "pub fn shade(mut self, value: impl Into<types::Shade>)",
        "pub fn new(all: bool, shade: impl Into<Shade>)",
        "impl From<All> for Option<Points>",
        "impl From<i64> for rt::Maybe<PointId>",
        "impl From<&str> for rt::Maybe<PointId>",
    ];
    // Where nothing asks for it, it costs nothing.
    let unwanted = ["for rt::Maybe<Points>", "for Option<PointId>"];
    check(&text(&files, "src/acme"), &wanted, &unwanted);
}

/// Names that would be numbered, a body of parts, limits of a parameter, a header nobody fills.
const LOGIN: &str = "
openapi: 3.0.3
info: {title: Acme Login, version: '1'}
servers: [{url: 'https://acme.example'}]
components:
  securitySchemes: {cert: {type: mutualTLS}, token: {type: http, scheme: bearer}}
  schemas:
    Scopes: {anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
paths:
  /login/{realm}#old:
    post:
      tags: [login]
      operationId: login
      security: [{cert: []}, {token: []}]
      parameters:
      - {name: realm, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
      responses: {'204': {description: done}}
  /pictures:
    post:
      tags: [pictures]
      operationId: addPicture
      parameters: [{name: Authorization, in: header, required: true, schema: {type: string}}]
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}, of: {type: object, properties: {x: {type: integer}}}}}
      responses: {'204': {description: done}}
x-webhooks:
  left:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {who: {type: string}}}}}}
      responses: {'200': {description: ok}}
";

#[test]
fn a_document_is_written_as_its_reader_would_have_it() {
    let (files, said) = written(LOGIN);
    let wanted = [
        "rt::Call<'c, LoginCall>",
        "Strings(Vec<String>), Integers(Vec<i64>)",
        "/// 1 to 100.",
        "pub struct AddPictureForm",
        "pub struct AddPictureRequestOf",
        "pub fn left(",
    ];
    let unwanted = [
        "Login2",
        "pub struct AddPictureRequest {",
        "AddPictureRequest(",
        "List2",
    ];
    check(&text(&files, "src/acme"), &wanted, &unwanted);
    let wanted = [
        "note[not-used] `#old` of the path is left out: no request has it",
        "warning[skipped-part] the required header Authorization is not sent",
    ];
    check(&said, &wanted, &[]);
    let wanted = [
        "async fn example(realm: String) ->",
        "Client::builder().bearer_auth(",
        "`client` (default)",
        "cargo add --path",
        // As the test of `Maybe` in the runtime has it compiled.
        "let mut cursor: Option<String> = None;",
        "cursor = page.next_cursor.into();",
    ];
    check(&text(&files, "README.md"), &wanted, &["{{"]);
}

#[test]
fn a_document_of_types_alone_has_no_client() {
    let (files, _) = written(
        "{openapi: 3.1.0, info: {title: Acme, version: '1'}, \
         components: {schemas: {Widget: {type: object, properties: {a: {type: string}}}}}}",
    );
    check(
        &text(&files, "README.md"),
        &["Types of Acme", "types and validators."],
        &["Client", "rustls", "client.", "{{"],
    );
    check(
        &text(&files, "Cargo.toml"),
        &["default = [\"schema\", \"acme\"]"],
        &["{{"],
    );
}

/// A server that is no whole URL: what the user must give is said, and shown.
#[test]
fn a_server_without_a_host_is_given_one() {
    let cases = [
        ("/hub/api/", Some("https://api.example.com/hub/api")),
        ("./v1", Some("https://api.example.com/v1")),
        ("/", Some("https://api.example.com")),
        ("//acme.example/v1", Some("https://acme.example/v1")),
        ("acme.example/v1", Some("https://acme.example/v1")),
        ("YOUR_HOST", Some("https://api.example.com")),
        ("https://acme.example/v1", None),
        ("{scheme}://acme.example", None),
    ];
    for (url, shown) in cases {
        let document = POINTS.replace("https://points.acme.example", url);
        let docs = text(&written(&document).0, "src/acme/mod.rs");
        let chain = shown.map(|shown| format!("Client::builder().base_url(\"{shown}\").build()?"));
        let chain = chain.unwrap_or_else(|| "Client::builder().build()?".to_owned());
        let said = shown.map(|shown| format!("[`ClientBuilder::base_url`], such as `{shown}`."));
        let said = said.unwrap_or_else(|| format!("* `{url}`"));
        check(&docs, &[&chain, &said], &[]);
    }
}
