//! Keywords that are known and make no difference to what is written, with the reason why: none
//! of them is dropped in silence. What only describes (`externalDocs`, `xml`, the `kind` of a tag)
//! is not here but in `docs/SUPPORT.md`.

use super::keywords::Kind;
use super::reader::{Object, Reader};
use crate::diagnostic::Code;
use serde_json::Value;

/// Dialects that are read as they are: 2020-12, and OpenAPI's own.
const DIALECTS: &[&str] = &[
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.2/dialect/",
];

impl<'a> Reader<'a> {
    /// Reports the keywords of `object` that make no difference though a reader of the description
    /// would think so.
    pub(super) fn report_unused(&mut self, object: &Object<'a>, kind: Kind) {
        for (key, value) in object.map.iter() {
            let Some((code, reason)) = unused(kind, key) else {
                continue;
            };
            if says_something(kind, key, value) {
                let message = format!("`{key}` is not used: {reason}");
                self.report(code, &object.place.key(key), message);
            }
        }
    }

    /// Reports that the flows of an OAuth scheme are the caller's to follow.
    pub(super) fn report_flows(&mut self, flows: &Object<'a>) {
        let names = flows.map.keys().filter(|key| Kind::Flows.knows(key));
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        if !names.is_empty() {
            let message = format!(
                "the client is given a token and fetches none itself: {} not used",
                match names.as_slice() {
                    [one] => format!("{one} is"),
                    several => format!("{} are", several.join(", ")),
                }
            );
            self.report(Code::NotUsed, &flows.place, message);
        }
    }
}

/// What is said of `key` where an object of `kind` has it. A warning where other bytes are sent
/// or something is not checked, a note otherwise.
fn unused(kind: Kind, key: &str) -> Option<(Code, &'static str)> {
    let part = "parts are encoded as usual";
    Some(match (kind, key) {
        (Kind::MediaType, "prefixEncoding" | "itemEncoding")
        | (Kind::Encoding, "encoding" | "prefixEncoding" | "itemEncoding") => {
            (Code::UnsupportedKeyword, part)
        }
        (Kind::Root, "jsonSchemaDialect") => (
            Code::NotUsed,
            "schemas are read as JSON Schema 2020-12 with the keywords of OpenAPI 3.0",
        ),
        (Kind::Parameter | Kind::Header, "allowEmptyValue") => (
            Code::NotUsed,
            "an empty text is sent like any other, a value of another type is never empty",
        ),
        (Kind::SecurityScheme, "oauth2MetadataUrl") => (
            Code::NotUsed,
            "the client is given a token and fetches none itself",
        ),
        (Kind::SecurityScheme, "deprecated") => {
            (Code::NotUsed, "the setter of the builder is not marked")
        }
        (Kind::Schema, "contentSchema") => (
            Code::NotUsed,
            "the text inside is not read, only the string",
        ),
        (Kind::Schema, "$recursiveAnchor") => (
            Code::NotUsed,
            "what refers to it is followed where it stands, not from the schema entered first",
        ),
        (Kind::Schema, "$vocabulary") => {
            (Code::NotUsed, "every keyword that is known is understood")
        }
        _ => return None,
    })
}

/// Whether the value differs from what would be read without the keyword.
fn says_something(kind: Kind, key: &str, value: &Value) -> bool {
    match (kind, key, value) {
        (_, "allowEmptyValue" | "deprecated" | "$recursiveAnchor", Value::Bool(false)) => false,
        (Kind::Root, "jsonSchemaDialect", Value::String(dialect)) => {
            !DIALECTS.iter().any(|known| dialect.starts_with(known))
        }
        _ => true,
    }
}
