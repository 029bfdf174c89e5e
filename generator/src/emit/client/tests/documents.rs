//! What is emitted for media types as documents describe them, and what is said about them.

use super::fixture::of_text;
use crate::emit::Emission;

/// The client of `operation`, which stands at `POST /widgets` in YAML's flow style, without white
/// space; and what was said, a line each.
fn emit(operation: &str) -> (String, String) {
    of(
        &format!("/widgets: {{post: {{operationId: make, {operation}}}}}"),
        "",
    )
}

/// The same of these paths, and of what else the document has.
fn of(paths: &str, others: &str) -> (String, String) {
    let (model, diagnostics) = of_text(paths, others);
    let all = crate::emit::emit_api(&model, "generated::acme".to_owned());
    let code: String = all
        .iter()
        .map(|Emission { emit, .. }| {
            crate::render::render("", emit, &mut crate::diagnostic::Diagnostics::default())
        })
        .collect();
    let said = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.place.clone().unwrap_or_default();
        let pointer = place.pointer.to_string();
        let inside = pointer
            .trim_start_matches("/paths/~1widgets/post")
            .to_owned();
        format!("{} {inside}: {}\n", diagnostic.severity, diagnostic.message)
    });
    (bare(&code), said.collect())
}

/// Lines are broken where they are long, which says nothing.
fn bare(code: &str) -> String {
    code.split_whitespace().collect()
}

#[track_caller]
fn has(code: &str, part: &str) {
    assert!(code.contains(&bare(part)), "{part}\nis not in\n{code}");
}

fn body(media_type: &str, content: &str) -> String {
    format!(
        "requestBody: {{required: true, content: {{{media_type}: {{{content}}}}}}}, responses: {{}}"
    )
}

const FORM: &str = "application/x-www-form-urlencoded";

/// OpenAPI 3.2, "Encoding Object": any of the three says that a value goes by a style.
#[test]
fn one_field_of_an_encoding_is_enough_to_style_a_property() {
    let (code, said) = emit(&body(
        FORM,
        "schema: {type: object, properties: {a: {type: array, items: {type: string}}, \
         u: {type: string}, o: {type: object, properties: {k: {type: string}}}}}, \
         encoding: {a: {explode: false}, u: {allowReserved: true}, \
         o: {allowReserved: false, contentType: application/json}}",
    ));
    has(&code, r#"("a", rt::Spelt::Style(rt::Style::FORM))"#);
    has(
        &code,
        r#"("u", rt::Spelt::Style(rt::Style::FORM.exploded().reserved()))"#,
    );
    has(
        &code,
        r#"("o", rt::Spelt::Style(rt::Style::FORM.exploded()))"#,
    );
    assert_eq!(said, "");
}

/// A whole query of OpenAPI 3.2 is a form like that of a body.
#[test]
fn a_query_string_is_a_form() {
    let content = "schema: {type: object, properties: {a: {type: array, items: {type: string}}, \
                   b: {type: array, items: {type: string}}}}, encoding: {b: {explode: false}}";
    let parameter = |name: &str| {
        format!("{{in: querystring, name: {name}, content: {{{FORM}: {{{content}}}}}}}")
    };
    let q = parameter("q");
    let (code, said) = emit(&format!("parameters: [{q}], responses: {{}}"));
    has(
        &code,
        r#".query_form_if("q", &self.q, const { &[("b", rt::Spelt::Style(rt::Style::FORM))] }, "#,
    );
    assert_eq!(said, "");
    let (_, said) = emit(&format!(
        "parameters: [{q}, {}, {{in: query, name: x, schema: {{type: string}}}}], responses: {{}}",
        parameter("r")
    ));
    assert_eq!(
        said,
        "warning /parameters/1: an operation has one query string; `r` is left out\n\
         warning /parameters/0: a query string stands beside the query parameter `x`; both are sent\n"
    );
    let plain =
        "{in: querystring, name: q, schema: {type: object, properties: {a: {type: string}}}}";
    let (code, said) = emit(&format!("parameters: [{plain}], responses: {{}}"));
    has(&code, r#".query_form_if("q", &self.q, &[], "#);
    assert_eq!(
        said,
        "warning /parameters/0/schema: a query string has `content`, no `schema`; it is taken as a form\n"
    );
}

/// OpenAPI 3.1 and later, "Working with Binary Data": what has a media type and no encoding is raw.
#[test]
fn a_content_media_type_makes_a_part_a_file() {
    let (code, said) = emit(&body(
        "multipart/form-data",
        "schema: {type: object, required: [file, page], properties: {\
         file: {type: string, contentMediaType: application/octet-stream}, \
         img: {contentMediaType: image/png}, \
         all: {type: array, items: {contentMediaType: image/png}}, \
         page: {type: string, contentMediaType: text/html}, \
         gif: {type: string, contentMediaType: image/gif, contentEncoding: base64}, \
         any: {}}}",
    ));
    has(&code, "pub file: rt::Upload, ");
    has(&code, "pub img: Option<rt::Upload>, ");
    has(&code, "pub all: Option<Vec<rt::Upload>>, ");
    has(&code, "pub page: String, ");
    has(&code, "pub gif: Option<rt::Base64Bytes>, ");
    has(&code, r#"parts.file("file", &self.file, &[])"#);
    has(&code, r#"parts.file("img", value, &["image/png"])"#);
    assert_eq!(
        said,
        "note /requestBody/content/multipart~1form-data/schema/properties/any: \
         the part `any` has no type: it is sent as text or JSON, not as a file\n"
    );
}

fn answer(media_type: &str, content: &str) -> String {
    format!(
        "responses: {{'200': {{description: Fine., content: {{{media_type}: {{{content}}}}}}}}}"
    )
}

const WIDGETS: &str =
    "{type: array, items: {title: Widget, type: object, properties: {a: {type: string}}}}";

/// OpenAPI 3.2, "Sequential Media Types".
#[test]
fn the_schema_of_a_stream_is_the_list_of_its_values() {
    for media_type in [
        "application/jsonl",
        "application/x-ndjson",
        "application/json-seq",
        "application/geo+json-seq",
    ] {
        let (code, said) = emit(&answer(media_type, &format!("schema: {WIDGETS}")));
        has(&code, "type Output = rt::Items<types::Widget>;");
        let (code, _) = emit(&body(media_type, &format!("schema: {WIDGETS}")));
        has(&code, "pub body: Vec<types::Widget>,");
        assert_eq!(said, "");
    }
    let limited = WIDGETS.replacen("type", "maxItems: 2, type", 1);
    let (_, said) = emit(&answer("application/jsonl", &format!("schema: {limited}")));
    assert_eq!(
        said,
        "warning /responses/200/content/application~1jsonl/schema: limits of the list as a whole are \
         not checked of values that come one after the other\n"
    );
}

#[test]
fn one_json_value_has_no_items() {
    let (code, said) = emit(&answer(
        "application/json",
        &format!("itemSchema: {WIDGETS}"),
    ));
    has(&code, "type Output = rt::Items<Vec<types::Widget>>;");
    assert_eq!(
        said,
        "warning /responses/200/content/application~1json/itemSchema: this media type is one value; \
         a value on each line is read and written\n"
    );
    let both = format!("schema: {WIDGETS}, itemSchema: {{type: string}}");
    let (code, said) = emit(&answer("application/json", &both));
    has(&code, "type Output = Vec<types::Widget>;");
    assert_eq!(
        said,
        "note /responses/200/content/application~1json/itemSchema: `schema` is used: this media \
         type is one value\n"
    );
}

/// The example of OpenAPI 3.2, "Server-Sent Event Streams": events told apart by `event`.
#[test]
fn events_of_several_kinds_are_whole_events() {
    let event = "type: object, required: [data], properties: {data: {type: string}, \
                 event: {type: string}, id: {type: string}, retry: {type: integer}}";
    let kinds = "{properties: {event: {const: add}}}, {properties: {event: {const: remove}}}";
    let told = format!("itemSchema: {{{event}, required: [event], oneOf: [{kinds}]}}").replacen(
        "required: [data], ",
        "",
        1,
    );
    let ping = "{type: object, required: [event], properties: {event: {const: ping}}}";
    let either = format!("itemSchema: {{oneOf: [{{{event}}}, {ping}]}}");
    for item in [&told, &either] {
        let (code, _) = emit(&answer("text/event-stream", item));
        has(&code, "rt::Framing::WholeEvents");
    }
    // An arm with a field that no event has is what the data is.
    let (code, _) = emit(&answer(
        "text/event-stream",
        &either.replace("ping", "ping}, x: {type: string"),
    ));
    has(&code, "rt::Framing::Events");
}

#[test]
fn a_form_that_is_no_object_is_text_or_reported() {
    let (code, said) = emit(&body(FORM, "schema: {type: string}"));
    has(&code, "pub body: String,");
    has(
        &code,
        r#"request.text_value("application/x-www-form-urlencoded", &self.body)"#,
    );
    assert_eq!(said, "");
    let (code, said) = emit(&body(FORM, "schema: {type: array, items: {type: string}}"));
    has(&code, "pub body: rt::Body,");
    assert_eq!(
        said,
        "warning /requestBody/content/application~1x-www-form-urlencoded: a form is an object, \
         which this is not: it is given as bytes\n"
    );
    let text =
        format!("{{in: querystring, name: q, content: {{{FORM}: {{schema: {{type: string}}}}}}}}");
    let (code, said) = emit(&format!("parameters: [{text}], responses: {{}}"));
    has(&code, r#".whole_query_if("q", &self.q, "#);
    assert_eq!(
        said,
        "warning /parameters/0: a form is an object, which this is not: it is sent as encoded text\n"
    );
}

#[test]
fn a_parameter_in_a_form_that_nobody_writes_is_a_warning() {
    for media_type in [FORM, "application/xml"] {
        let content = format!(
            "{{{media_type}: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}"
        );
        let (code, said) = emit(&format!(
            "parameters: [{{in: query, name: q, content: {content}}}], responses: {{}}"
        ));
        has(&code, r#".query_if("q", &self.q, rt::Style::FORM.json(), "#);
        let expected = format!(
            "warning /parameters/0: nothing reads or writes `{media_type}`: the value is taken as JSON text\n"
        );
        assert_eq!(said, expected);
    }
}

#[test]
fn an_encoding_of_no_property_is_reported() {
    let (_, said) = emit(&body(
        "multipart/form-data",
        "schema: {type: object, properties: {a: {type: string}}}, encoding: {b: {explode: true}}",
    ));
    assert_eq!(
        said,
        "warning /requestBody/content/multipart~1form-data/encoding/b: no property `b` is sent, so \
         its encoding says nothing\n"
    );
}

/// RFC 9110, section 6.4.1.
#[test]
fn an_answer_that_has_no_content_in_http_has_none() {
    let content = "content: {application/json: {schema: {type: string}}}";
    let (code, said) = emit(&format!(
        "responses: {{'204': {{description: Done., {content}}}}}"
    ));
    has(&code, "type Output = ();");
    assert_eq!(
        said,
        "warning /responses/204/content: an answer of this status has no content; it is left out\n"
    );
}

#[test]
fn what_cannot_be_sent_as_it_is_named_is_reported() {
    let (_, said) = of(
        "'/widgets/{id': {get: {responses: {}}}",
        "components: {securitySchemes: {key: {type: apiKey, in: header, name: 'X Key'}, \
         query: {type: apiKey, in: query, name: 'a key'}}}",
    );
    assert_eq!(
        said,
        "warning /paths/~1widgets~1{id/get: a `{` of the path is not closed; it is sent as it \
         stands\nwarning /components/securitySchemes/key: \"X Key\" is no name of a header or \
         cookie: the key cannot be sent\n"
    );
}
