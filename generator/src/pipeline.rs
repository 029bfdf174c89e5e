//! The pipeline on one screen: each function is one arrow.
//!
//! ```text
//! Spec --read--> Reading (Sources, Document) --understand--> Api --model--> RustModel --files--> FileMap
//! ```

pub use crate::filter::Filter;

use crate::api::{Api, TypeId};
use crate::defaults;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::lower::{self, Options};
use crate::name::{self, Names};
use crate::normalize;
use crate::overlay;
use crate::resolve;
use crate::rust::{Doors, RustModel};
use crate::source::Sources;
use crate::tables::{self, Compiled, Library, Settings};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A description to read: a document, and perhaps corrections of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The document: YAML or JSON.
    pub document: PathBuf,
    /// Corrections to it.
    pub overlay: Option<PathBuf>,
}

impl Spec {
    /// The document without corrections.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            overlay: None,
        }
    }

    /// With the corrections in an overlay.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlay = Some(overlay.into());
        self
    }
}

impl From<PathBuf> for Spec {
    fn from(document: PathBuf) -> Self {
        Self::new(document)
    }
}

impl From<&Path> for Spec {
    fn from(document: &Path) -> Self {
        Self::new(document)
    }
}

impl From<&str> for Spec {
    fn from(document: &str) -> Self {
        Self::new(document)
    }
}

impl From<String> for Spec {
    fn from(document: String) -> Self {
        Self::new(document)
    }
}

/// What has been read. Diagnostics are printed with the sources at hand.
#[derive(Debug)]
pub struct Reading {
    /// The files.
    pub sources: Sources,
    /// The description; `None` where there is none to speak of, which was reported.
    pub document: Option<Document>,
}

/// Reads the document, applies the overlay, follows references.
pub fn read(spec: &Spec, diagnostics: &mut Diagnostics) -> Reading {
    let mut sources = Sources::open(&spec.document, diagnostics);
    if let Some(path) = &spec.overlay {
        overlay::apply_file(&mut sources, path, diagnostics);
    }
    finish(sources, diagnostics)
}

/// The same for a text in memory; it can refer to no other file.
pub fn read_text(
    name: &str,
    text: &str,
    overlay: Option<(&str, &str)>,
    diagnostics: &mut Diagnostics,
) -> Reading {
    let mut sources = Sources::from_text(name, text, diagnostics);
    if let Some((name, text)) = overlay {
        overlay::apply_text(&mut sources, name, text, diagnostics);
    }
    finish(sources, diagnostics)
}

fn finish(mut sources: Sources, diagnostics: &mut Diagnostics) -> Reading {
    sources.load_references();
    let readable = !diagnostics.has_errors();
    let document = readable
        .then(|| resolve::resolve(&sources, diagnostics))
        .flatten();
    Reading { sources, document }
}

/// What the document means, as far as the filter lets it through.
pub fn understand(document: &Document, filter: &Filter, diagnostics: &mut Diagnostics) -> Api {
    if filter.is_all() {
        return normalize::normalize(document, diagnostics);
    }
    let mut document = document.clone();
    filter.apply(&mut document);
    let mut api = normalize::normalize(&document, diagnostics);
    let components = std::mem::take(&mut api.components);
    let reached: HashSet<_> = api.reachable().into_iter().collect();
    api.components = components
        .into_iter()
        .filter(|(_, id)| reached.contains(id))
        .collect();
    api
}

/// Names, then everything that Rust has to know. The sources are those of the API.
pub fn model(
    sources: &Sources,
    api: &Api,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Names, RustModel) {
    let ((names, mut model), (doors, unfit)) = rayon::join(
        || {
            let names = name::assign(api, diagnostics);
            let model = lower::lower(api, &names, options, diagnostics);
            (names, model)
        },
        || rayon::join(|| doors(sources, api), || defaults::unfit(sources, api)),
    );
    model.doors = named(doors, &names);
    defaults::withdraw(api, &names, &unfit, &mut model, diagnostics);
    (names, model)
}

/// The tables of every item that schemas describe as a whole, and which those are.
fn doors(sources: &Sources, api: &Api) -> Option<(Vec<TypeId>, Compiled)> {
    let idle = lower::idle_types(api);
    let mut items = api.reachable();
    items.retain(|id| api.ty(*id).kind.is_item() && !idle.contains(id));
    items.sort();
    let wholes = items.iter();
    let wholes = wholes.filter_map(|id| Some((*id, api.ty(*id).schema.as_ref()?)));
    let (items, wholes): (Vec<_>, Vec<_>) = wholes.unzip();
    if items.is_empty() {
        return None;
    }
    let library = Library::of_sources(sources);
    let tables = tables::compile(&library, &wholes, &Settings::default());
    Some((items, tables))
}

/// The same, by the names that the items were given in the meantime.
fn named(doors: Option<(Vec<TypeId>, Compiled)>, names: &Names) -> Doors {
    let Some((items, tables)) = doors else {
        return Doors::default();
    };
    let roots = items.iter().zip(&tables.roots);
    let roots = roots.filter_map(|(id, root)| Some((names.types.get(id)?.clone(), *root)));
    Doors {
        items: roots.collect(),
        tables: Some(tables),
    }
}

/// The folders of `specs/`, by name, each with a document.
///
/// # Errors
///
/// When the folder cannot be listed.
pub fn find_specs(folder: &Path) -> std::io::Result<Vec<(String, Spec)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let document = path.join("openapi.yaml");
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if document.is_file() {
            let overlay = Some(path.join("overlay.yaml")).filter(|path| path.is_file());
            found.push((name.to_owned(), Spec { document, overlay }));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
