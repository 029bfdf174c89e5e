//! The reader on descriptions of our own, and on real ones where they are.

mod corpus;
mod failures;
mod references;
mod schemas;
mod support;

use super::{read_document, resolve};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Document, Keywords, Schema, SchemaId};
use crate::source::Sources;
use crate::source::report::{Color, render_text};
use std::path::{Path, PathBuf};

/// `tests/fixtures/read` of the workspace.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/read")
}

/// Everything that is said about a description, as a person sees it.
fn rendered(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let texts = diagnostics
        .iter()
        .map(|diagnostic| render_text(sources, diagnostic, Color::Never));
    let text = texts.collect::<Vec<_>>().join("\n\n");
    text.replace(&format!("{}/", fixtures().display()), "")
}

/// Reads the text of a description, which must be one.
fn read(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::from_text("openapi.yaml", text, &mut diagnostics);
    sources.load_references();
    let document = resolve(&sources, &mut diagnostics);
    let said = rendered(&sources, &diagnostics);
    (document.unwrap_or_else(|| panic!("{said}")), diagnostics)
}

/// Reads a description whose components are `schemas`, indented by four.
fn read_schemas(schemas: &str) -> (Document, Diagnostics) {
    read(&format!(
        "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
         components:\n  schemas:\n{schemas}"
    ))
}

/// The keywords of a schema that has some.
fn keywords(document: &Document, id: SchemaId) -> &Keywords {
    match &document.schema(id).schema {
        Schema::Keywords(keywords) => keywords,
        other => panic!("{other:?}"),
    }
}

/// The keywords of the component `name`.
fn component<'d>(document: &'d Document, name: &str) -> &'d Keywords {
    keywords(document, document.component_schemas[name])
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}
