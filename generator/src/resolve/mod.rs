//! Values to [`Document`]: the one reader, for both dialects under any version line.
//!
//! A malformed spot is reported, and left out or widened; the rest is read. Every `$ref` gets its
//! target here: those of schemas as ids, all others by putting what they lead to in their place.

mod body;
mod discriminator;
mod formats;
mod info;
pub mod keywords;
mod operation;
mod parameter;
mod reader;
mod reference;
mod response;
mod schema;
mod schema_reference;
mod security;
#[cfg(test)]
mod tests;
mod unused;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place};
use crate::document::{Document, Operation, Version};
use crate::overlay;
use crate::source::Sources;
use keywords::Kind;
use reader::{Node, Object, Reader};
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

/// Reads the description whose files are `sources`.
///
/// `None` only where the root file is no OpenAPI 3 description at all, which is reported as an
/// error: it could not be read, is no object, or is of another version.
pub fn resolve(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let place = Place::root(FileId::default());
    let value = sources.root()?;
    let version = read_version(value, &place, diagnostics)?;
    let mut reader = Reader::new(sources, version, diagnostics);
    let root = reader.object(&Node { place, value }, Kind::Root)?;
    let document = reader.document(&root);
    Some(document)
}

impl<'a> Reader<'a> {
    fn document(mut self, root: &Object<'a>) -> Document {
        let info = self.info(root);
        let servers = self.servers(root).unwrap_or_default();
        let tags = self.tags(root);
        let security = self.security(root);
        let components = root.child("components");
        let components = components.and_then(|node| self.object(&node, Kind::Components));
        let mut security_schemes = indexmap::IndexMap::new();
        let mut component_schemas = indexmap::IndexMap::new();
        if let Some(components) = &components {
            for (name, node) in self.entries(components, "schemas") {
                component_schemas.insert(name.to_owned(), self.schema(node));
            }
            for (name, node) in self.entries(components, "securitySchemes") {
                if let Some(scheme) = self.security_scheme(node) {
                    security_schemes.insert(name.to_owned(), scheme);
                }
            }
        }
        let operations = self.path_items(root, "paths");
        let mut webhooks = self.path_items(root, "webhooks");
        if !root.map.contains_key("webhooks") {
            // What 3.0 has for them, by common consent.
            webhooks = self.path_items(root, "x-webhooks");
        }
        security_schemes.extend(std::mem::take(&mut self.linked_schemes));
        self.check_ids(&operations);
        self.read_waiting_schemas();
        self.cut_cycles();
        if operations.is_empty() && webhooks.is_empty() && component_schemas.is_empty() {
            let message = "there is no operation, webhook or schema here, so nothing comes of it";
            self.report(Code::Malformed, &root.place, message);
        }
        Document {
            version: self.version,
            info,
            servers,
            tags,
            security,
            security_schemes,
            operations,
            webhooks,
            component_schemas,
            schemas: self.schemas,
        }
    }
}

impl<'a> Reader<'a> {
    /// Reports each `operationId` that another operation has.
    fn check_ids(&mut self, operations: &[Operation]) {
        let mut known = HashSet::new();
        for operation in operations {
            if let Some(id) = &operation.operation_id
                && !known.insert(id)
            {
                let message = format!("another operation is called `{id}`, too");
                let place = operation.place.key("operationId");
                self.report(Code::Malformed, &place, message);
            }
        }
    }
}

fn read_version(value: &Value, place: &Place, diagnostics: &mut Diagnostics) -> Option<Version> {
    let mut refuse = |place: &Place, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(Code::UnsupportedVersion, place, message).help(help));
    };
    let help = "it begins with a line such as `openapi: 3.1.0`";
    let Some(map) = value.as_object() else {
        let found = reader::describe(value);
        let message = format!("an OpenAPI description is an object, this is {found}");
        refuse(place, message, help);
        return None;
    };
    if let Some(swagger) = map.get("swagger") {
        let version = version_text(swagger);
        let message = format!("this is Swagger (OpenAPI) {version}; 3.0, 3.1 and 3.2 are read");
        let help = "convert it once, for example with swagger2openapi, and keep the result";
        refuse(&place.key("swagger"), message, help);
        return None;
    }
    let Some(openapi) = map.get("openapi") else {
        refuse(
            place,
            "there is no `openapi` with a version".to_owned(),
            help,
        );
        return None;
    };
    let text = version_text(openapi);
    let mut numbers = text.split(['.', '-', ' ']);
    let version = match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Version::V3_0,
        (Some("3"), Some("1")) => Version::V3_1,
        (Some("3"), Some("2")) => Version::V3_2,
        _ => {
            let message = format!("OpenAPI `{text}` is not read; 3.0, 3.1 and 3.2 are");
            refuse(&place.key("openapi"), message, help);
            return None;
        }
    };
    if !openapi.is_string() {
        let message = "`openapi` must be a string; put the version in quotes";
        diagnostics.report(Code::Malformed, &place.key("openapi"), message);
    }
    Some(version)
}

fn version_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// Reads the description at `path`, applies `overlay` to it, and reads the files that it refers
/// to. The sources are there even when the description is not: diagnostics are shown in them.
pub fn read_document(
    path: &Path,
    overlay: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> (Sources, Option<Document>) {
    let mut sources = Sources::open(path, diagnostics);
    if let Some(overlay) = overlay {
        overlay::apply_file(&mut sources, overlay, diagnostics);
    }
    sources.load_references();
    let document = resolve(&sources, diagnostics);
    (sources, document)
}
