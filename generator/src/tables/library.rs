//! [`Library`]: the documents that schemas stand in, and what a reference in them leads to.

use super::dialect::{Dialect, Language, subschemas};
use crate::diagnostic::{FileId, Place, Pointer};
use crate::source::Sources;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use url::Url;

/// Documents, and every resource and anchor in them.
#[derive(Debug, Clone, Default)]
pub struct Library<'a> {
    documents: Vec<&'a Value>,
    sources: Option<&'a Sources>,
    /// Where each resource stands, by absolute URI without fragment.
    resources: HashMap<String, Place>,
    /// What stands at the places of resources.
    at: HashMap<Place, Resource>,
    /// Anchors, by the place of their resource and their name.
    anchors: HashMap<(Place, String), Place>,
    /// Which of them are dynamic.
    dynamic: Vec<(Place, String, Place)>,
}

/// A schema with its place.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    pub(super) place: Place,
    pub(super) value: &'a Value,
}

impl<'a> Spot<'a> {
    /// What stands under `key` of it, whose value that is.
    pub(super) fn child(&self, key: impl fmt::Display, value: &'a Value) -> Self {
        let place = self.place.key(key);
        Self { place, value }
    }
}

/// A schema resource (core, section 4.3.5), or a document.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    pub(super) uri: String,
    pub(super) language: Language,
}

impl<'a> Library<'a> {
    /// The files of an API description. References go where [`Sources`] lets them.
    pub fn of_sources(sources: &'a Sources) -> Self {
        let mut library = Self {
            sources: Some(sources),
            ..Self::default()
        };
        for file in sources.ids() {
            let value = sources.value(file).unwrap_or(&Value::Null);
            let place = library.put(&format!("file:///{}", file.0), value, Dialect::OpenApi);
            if sources.identifies() {
                library.index_document(&place, value);
            }
        }
        library
    }

    /// Adds a document that was found at `uri`. Without a `$schema` its dialect is `dialect`.
    pub fn add(&mut self, uri: &str, document: &'a Value, dialect: Dialect) -> Place {
        let place = self.put(uri, document, dialect);
        self.index_document(&place, document);
        place
    }

    fn put(&mut self, uri: &str, document: &'a Value, dialect: Dialect) -> Place {
        let place = Place::root(FileId(self.documents.len() as u32));
        self.documents.push(document);
        let uri = join("", uri.trim_end_matches('#'));
        let resource = Resource {
            uri: uri.clone(),
            language: Language::of(dialect),
        };
        self.resources.entry(uri).or_insert_with(|| place.clone());
        self.at.insert(place.clone(), resource);
        place
    }

    /// Notes every resource and anchor in a document.
    fn index_document(&mut self, place: &Place, document: &'a Value) {
        if document.get("openapi").is_some() {
            self.index_description(place, document);
        } else {
            self.index(place, place, document);
        }
    }

    /// What stands at `place`.
    pub fn value(&self, place: &Place) -> Option<&'a Value> {
        let document = self.documents.get(place.file.0 as usize)?;
        place.pointer.find(document)
    }

    /// The schema at `place`, if something stands there.
    pub(super) fn spot(&self, place: Place) -> Option<Spot<'a>> {
        let value = self.value(&place)?;
        Some(Spot { place, value })
    }

    /// The resource around `place` and where it stands.
    pub(super) fn resource(&self, place: &Place) -> Option<(Place, &Resource)> {
        if self.at.len() == self.documents.len() {
            // No document has a resource in it.
            let root = Place::root(place.file);
            return self.at.get(&root).map(|resource| (root, resource));
        }
        let mut around = place.clone();
        loop {
            if let Some(resource) = self.at.get(&around) {
                return Some((around, resource));
            }
            around.pointer = around.pointer.parent()?;
        }
    }

    /// Every dynamic anchor: its resource, its name, its place.
    pub(super) fn dynamic_anchors(&self) -> &[(Place, String, Place)] {
        &self.dynamic
    }

    /// The schema that `reference`, written at `place`, leads to.
    pub(super) fn find(&self, reference: &str, place: &Place) -> Option<Spot<'a>> {
        let (own, resource) = self.resource(place)?;
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let root = if uri.is_empty() {
            own
        } else {
            let absolute = join(&resource.uri, uri);
            match self.resources.get(&absolute) {
                Some(root) => root.clone(),
                None => Place::root(self.sources?.linked(place.file, uri).ok()?),
            }
        };
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let name = fragment.into_owned();
            return self.spot(self.anchors.get(&(root, name))?.clone());
        }
        let inside = |root: &Place| {
            let pointer = Pointer::from_encoded(format!("{}{fragment}", root.pointer.as_str()));
            let file = root.file;
            self.spot(Place { file, pointer })
        };
        // References that ignore the `$id` around them are common.
        inside(&root).or_else(|| inside(&Place::root(root.file)))
    }

    /// Goes through an API description, which is no schema but has schemas.
    fn index_description(&mut self, root: &Place, document: &'a Value) {
        let mut waiting = vec![(root.clone(), document)];
        while let Some((place, value)) = waiting.pop() {
            let Value::Object(map) = value else {
                if let Value::Array(items) = value {
                    let items = items.iter().enumerate();
                    waiting.extend(items.map(|(index, item)| (place.key(index), item)));
                }
                continue;
            };
            let in_components = place.pointer.as_str() == "/components";
            for (key, value) in map {
                let place = place.key(key);
                match (key.as_str(), value) {
                    ("schema" | "itemSchema", _) => self.index(root, &place, value),
                    ("schemas", Value::Object(schemas)) if in_components => {
                        for (name, schema) in schemas {
                            self.index(root, &place.key(name), schema);
                        }
                    }
                    ("example" | "examples" | "default" | "value", _) => {}
                    _ => waiting.push((place, value)),
                }
            }
        }
    }

    /// Goes through a schema: notes resources and anchors.
    fn index(&mut self, root: &Place, start: &Place, schema: &'a Value) {
        let mut waiting = vec![(root.clone(), start.clone(), schema)];
        while let Some((mut around, place, value)) = waiting.pop() {
            let Some(resource) = self.at.get(&around).cloned() else {
                continue;
            };
            let own = self.own_resource(value, &place, &resource);
            let language = own.as_ref().unwrap_or(&resource).language;
            if let Some(own) = own {
                self.resources
                    .entry(own.uri.clone())
                    .or_insert_with(|| place.clone());
                self.at.insert(place.clone(), own);
                around = place.clone();
            }
            self.note_anchors(value, language, &around, &place);
            for (pointer, child) in subschemas(value, language) {
                let pointer = format!("{}{pointer}", place.pointer.as_str());
                let place = Place {
                    file: place.file,
                    pointer: Pointer::from_encoded(pointer),
                };
                waiting.push((around.clone(), place, child));
            }
        }
    }

    /// The resource that begins with this schema, if one does.
    fn own_resource(&self, value: &Value, place: &Place, around: &Resource) -> Option<Resource> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let language = text("$schema").and_then(|uri| self.language(uri, around));
        let language = language.unwrap_or(around.language);
        let id = text(language.dialect.id()).filter(|id| !id.starts_with('#'));
        let alone = language.dialect.references_stand_alone() && value.get("$ref").is_some();
        match id.filter(|_| !alone) {
            Some(id) => Some(Resource {
                uri: join(&around.uri, id.trim_end_matches('#')),
                language,
            }),
            None if self.at.contains_key(place) => Some(Resource {
                uri: around.uri.clone(),
                language,
            }),
            None => None,
        }
    }

    /// What a `$schema` means: a draft, or a metaschema in this library with its vocabularies.
    fn language(&self, uri: &str, around: &Resource) -> Option<Language> {
        if let Some(dialect) = Dialect::of_uri(uri) {
            return Some(Language::of(dialect));
        }
        let place = self.resources.get(uri.trim_end_matches('#'))?;
        let metaschema = self.value(place)?;
        let dialect = metaschema.get("$schema").and_then(Value::as_str);
        let dialect = dialect.and_then(Dialect::of_uri);
        let mut language = Language::of(dialect.unwrap_or(around.language.dialect));
        if let Some(Value::Object(vocabulary)) = metaschema.get("$vocabulary") {
            let has = |name: &str| vocabulary.keys().any(|uri| uri.ends_with(name));
            language.validation = has("/vocab/validation");
            language.applicator = has("/vocab/applicator");
            // `format`, `format-annotation`, `format-assertion`: whether it asserts is an option.
            language.format = vocabulary.keys().any(|uri| uri.contains("/vocab/format"));
        }
        Some(language)
    }

    fn note_anchors(&mut self, value: &Value, language: Language, around: &Place, place: &Place) {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let mut note = |name: &str| {
            let key = (around.clone(), name.to_owned());
            self.anchors.entry(key).or_insert_with(|| place.clone());
        };
        if let Some(name) = text("$anchor").filter(|_| language.knows("$anchor")) {
            note(name);
        }
        if language.dialect.has_fragment_ids()
            && let Some(name) = text(language.dialect.id()).and_then(|id| id.strip_prefix('#'))
        {
            note(name);
        }
        if let Some(name) = text("$dynamicAnchor").filter(|_| language.knows("$dynamicAnchor")) {
            note(name);
            let anchor = (around.clone(), name.to_owned(), place.clone());
            self.dynamic.push(anchor);
        }
    }
}

/// `reference` relative to `base`; itself where `base` is no absolute URI.
fn join(base: &str, reference: &str) -> String {
    let joined = match Url::parse(base) {
        Ok(base) => base.join(reference),
        Err(_) => Url::parse(reference),
    };
    joined.map_or_else(|_| reference.to_owned(), String::from)
}
