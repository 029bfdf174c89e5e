//! The whole way on one screen: from the file of a description to the files of a crate.
//!
//! ```text
//! text --parse--> Document --resolve--> Catalog --normalize--> Api --name--> Names
//! Api + Names --lower--> RustModel --emit--> token streams --render--> files
//! ```

use crate::api::{Api, TypeId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Operation};
use crate::lower::{self, DateTime};
use crate::name::{self, Names};
use crate::render::{self, FileMap};
use crate::resolve;
use crate::rust::{Crate, RustModel};
use crate::source::Sources;
use crate::template::{self, Templates};
use crate::{emit, normalize};
use std::collections::HashSet;
use std::path::PathBuf;

/// The files that describe one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The description.
    pub document: PathBuf,
    /// What corrects it.
    pub overlay: Option<PathBuf>,
}

/// Which operations are wanted. Both empty: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Operations with one of these tags.
    pub tags: Vec<String>,
    /// Operations with one of these ids.
    pub operations: Vec<String>,
}

/// An API and what it is called in the crate.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedApi {
    /// The module and the feature: `acme_widgets`.
    pub module: String,
    /// What the description means.
    pub api: Api,
}

/// What the user decides about the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The name of the crate.
    pub name: String,
    /// What it was made from, for the header of each file.
    pub source: String,
    /// The type of dates.
    pub date_time: DateTime,
}

/// Reads a description and applies its overlay. The sources are there even when the document is
/// not: diagnostics are shown in them.
pub fn read(spec: &Spec, diagnostics: &mut Diagnostics) -> (Sources, Option<Document>) {
    resolve::read_document(&spec.document, spec.overlay.as_deref(), diagnostics)
}

/// What the selected part of `document` means.
pub fn api(
    mut document: Document,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    if selection == &Selection::default() {
        return Some(normalize::normalize(&document, diagnostics));
    }
    for operation in &document.operations {
        select_seen(operation, selection);
    }
    let missing = missing(&document, selection);
    if !missing.is_empty() {
        for message in missing {
            diagnostics.push(Diagnostic::nowhere(Code::NotSelected, message));
        }
        return None;
    }
    document
        .operations
        .retain(|operation| select_seen(operation, selection));
    document.webhooks.clear();
    let mut api = normalize::normalize(&document, diagnostics);
    keep_reachable(&mut api);
    Some(api)
}

/// The names and the Rust of one API.
pub fn model(
    named: &NamedApi,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Names, RustModel) {
    let names = name::assign(&named.api, diagnostics);
    let options = lower::Options {
        module: named.module.clone(),
        date_time: options.date_time,
    };
    let model = lower::lower(&named.api, &names, &options, diagnostics);
    (names, model)
}

/// The files of a crate with all of `apis`, by path.
pub fn files(
    apis: &[NamedApi],
    options: &Options,
    templates: &Templates,
    diagnostics: &mut Diagnostics,
) -> FileMap {
    let models = apis
        .iter()
        .map(|named| model(named, options, diagnostics).1);
    let krate = Crate {
        name: options.name.clone(),
        version: "0.1.0".to_owned(),
        source: options.source.clone(),
        apis: models.collect(),
    };
    let header = format!(
        "// @generated from {} by `cargo xtask codegen`. Do not edit.\n",
        options.source
    );
    let mut files = template::frame(&krate, templates, &header);
    let mut put = |path: String, module: &emit::Module, diagnostics: &mut Diagnostics| {
        let text = render::render(&header, module, diagnostics);
        files.insert(path, text.into_bytes());
    };
    put("src/lib.rs".to_owned(), &emit::emit_lib(&krate), diagnostics);
    for model in &krate.apis {
        let folder = format!("src/{}", model.module.trim_start_matches("r#"));
        put(format!("{folder}/mod.rs"), &emit::emit_api(model), diagnostics);
        put(format!("{folder}/types.rs"), &emit::emit_types(model), diagnostics);
    }
    files
}

/// Whether the selection asks for the operation.
fn select_seen(operation: &Operation, selection: &Selection) -> bool {
    let tagged = |tag: &String| selection.tags.contains(tag);
    operation.tags.iter().any(tagged)
        || operation
            .operation_id
            .as_ref()
            .is_some_and(|id| selection.operations.contains(id))
}

/// What was asked for and is not there.
fn missing(document: &Document, selection: &Selection) -> Vec<String> {
    let operations = &document.operations;
    let has_tag = |tag: &&String| operations.iter().any(|operation| operation.tags.contains(tag));
    let has_id = |id: &&String| {
        let mut ids = operations.iter().filter_map(|operation| operation.operation_id.as_ref());
        ids.any(|own| own == *id)
    };
    let tags = selection.tags.iter().filter(|tag| !has_tag(tag));
    let ids = selection.operations.iter().filter(|id| !has_id(id));
    tags.map(|tag| format!("no operation has the tag `{tag}`"))
        .chain(ids.map(|id| format!("no operation has the id `{id}`")))
        .collect()
}

/// Forgets the components that no selected operation needs.
fn keep_reachable(api: &mut Api) {
    let components = std::mem::take(&mut api.components);
    let mut seen: HashSet<TypeId> = HashSet::new();
    let mut work = api.roots();
    while let Some(id) = work.pop() {
        if seen.insert(id) {
            work.extend(api.ty(id).kind.children());
        }
    }
    api.components = components.into_iter().filter(|(_, id)| seen.contains(id)).collect();
}
