//! What is emitted for media types as documents describe them, and what is said about them.

use super::fixture::of_text;
use crate::emit::Emission;

/// The client of `operation`, which stands at `POST /widgets` in YAML's flow style, without white
/// space; and what was said, a line each.
fn emit(operation: &str) -> (String, String) {
    let (model, diagnostics) = of_text(operation);
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
