//! Schemas to drafts. Places get their numbers first and are read later, so that neither depth
//! nor cycles matter.

use super::dialect::Language;
use super::draft::{Draft, Part};
use super::library::{Library, Spot};
use super::turn::Ways;
use super::{Root, Settings};
use crate::diagnostic::Place;
use serde_json::{Map, Value};
use specloom_runtime::schema::{Marks, NodeId, Types};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// Drafts of every schema that was asked for, and of those that they lead to.
pub(super) struct Compiler<'a, 'l> {
    library: &'l Library<'a>,
    settings: &'l Settings,
    /// By the address of the value.
    ids: HashMap<usize, NodeId>,
    waiting: VecDeque<(NodeId, Spot<'a>)>,
    pub(super) drafts: Vec<Draft>,
    /// The numbers of the resources that have dynamic anchors.
    scopes: HashMap<Place, u16>,
    /// Names of properties that hold secrets.
    pub(super) secrets: BTreeSet<String>,
    /// References that lead nowhere: where they stand, and what they say.
    pub(super) unresolved: Vec<(Place, String)>,
    /// What differs by direction.
    pub(super) ways: Ways,
}

/// One schema object that is being read.
pub(super) struct Reading<'a> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) spot: Spot<'a>,
    pub(super) language: Language,
    pub(super) draft: Draft,
    /// Its number.
    id: NodeId,
    /// Keywords that are left out.
    skip: &'a [Value],
}

impl<'a, 'l> Compiler<'a, 'l> {
    pub(super) fn new(library: &'l Library<'a>, settings: &'l Settings) -> Self {
        let mut scopes = HashMap::new();
        for (resource, _, _) in library.dynamic_anchors() {
            let next = u16::try_from(scopes.len() + 1).unwrap_or(u16::MAX);
            scopes.entry(resource.clone()).or_insert(next);
        }
        Self {
            library,
            settings,
            ids: HashMap::new(),
            waiting: VecDeque::new(),
            drafts: Vec::new(),
            scopes,
            secrets: BTreeSet::new(),
            unresolved: Vec::new(),
            ways: Ways::default(),
        }
    }

    /// The node of what satisfies some schemas.
    pub(super) fn root(&mut self, root: Root) -> NodeId {
        let Root { places, only, .. } = root;
        let mut ids: Vec<NodeId> = places
            .into_iter()
            .map(|place| match self.library.spot(place) {
                Some(spot) => self.node(spot),
                None => self.any(),
            })
            .collect();
        ids.dedup();
        let part = match ids.as_slice() {
            [one] if only == Types::ALL => return *one,
            [one] => Part::Same(*one),
            _ => Part::All(ids),
        };
        let id = self.drafts.len() as NodeId;
        self.drafts.push(Draft {
            types: only,
            parts: vec![part],
            ..Draft::any()
        });
        id
    }

    /// The node of a schema, which is read later if it has not been.
    pub(super) fn node(&mut self, spot: Spot<'a>) -> NodeId {
        let address = std::ptr::from_ref(spot.value) as usize;
        if let Some(id) = self.ids.get(&address) {
            return *id;
        }
        let id = self.any();
        self.ids.insert(address, id);
        self.waiting.push_back((id, spot));
        id
    }

    /// A node of its own that allows everything.
    fn any(&mut self) -> NodeId {
        self.drafts.push(Draft::any());
        self.drafts.len() as NodeId - 1
    }

    /// Reads every schema that has a number, and those that they lead to. Returns the dynamic
    /// anchors: scope, name, node.
    pub(super) fn run(&mut self) -> Vec<(u16, String, NodeId)> {
        self.read_waiting();
        let mut anchors = Vec::new();
        let dynamic = self.drafts.iter().flat_map(|draft| &draft.parts);
        if dynamic
            .clone()
            .any(|part| matches!(part, Part::Dynamic(..)))
        {
            for (resource, name, place) in self.library.dynamic_anchors().to_vec() {
                let scope = self.scopes.get(&resource).copied().unwrap_or_default();
                let node = match self.library.spot(place) {
                    Some(spot) => self.node(spot),
                    None => self.any(),
                };
                anchors.push((scope, name, node));
            }
        }
        self.read_waiting();
        anchors
    }

    fn read_waiting(&mut self) {
        while let Some((id, spot)) = self.waiting.pop_front() {
            let mined = mined(spot.value);
            if !mined.is_empty() {
                let draft = self.read(id, spot.clone(), mined);
                self.ways.note_unmined(id, draft);
            }
            let draft = self.read(id, spot, &[]);
            if let Some(slot) = self.drafts.get_mut(id as usize) {
                *slot = draft;
            }
        }
    }

    /// The documents.
    pub(super) fn library(&self) -> &'l Library<'a> {
        self.library
    }

    fn read(&mut self, id: NodeId, spot: Spot<'a>, skip: &'a [Value]) -> Draft {
        let map = match spot.value {
            Value::Object(map) => map,
            Value::Bool(false) => return Draft::never(),
            _ => return Draft::any(),
        };
        let Some((around, resource)) = self.library.resource(&spot.place) else {
            return Draft::any();
        };
        let scope = self.scopes.get(&around).copied().unwrap_or_default();
        let mut reading = Reading {
            map,
            spot,
            language: resource.language,
            draft: Draft {
                scope,
                ..Draft::any()
            },
            id,
            skip,
        };
        self.read_references(&mut reading);
        let alone = reading.language.dialect.references_stand_alone();
        if !(alone && map.contains_key("$ref")) {
            if reading.language.validation {
                self.read_types(&mut reading);
                self.read_values(&mut reading);
                self.read_limits(&mut reading);
            }
            if reading.language.format {
                self.read_formats(&mut reading);
            }
            if reading.language.applicator {
                self.read_arrays(&mut reading);
                self.read_in_place(&mut reading);
            }
            self.read_objects(&mut reading);
        }
        reading.draft.parts.sort_by_key(Part::rank);
        reading.draft
    }

    fn read_references(&mut self, reading: &mut Reading<'a>) {
        if let Some(Value::String(text)) = reading.map.get("$ref")
            && let Some(id) = self.reference(text, "$ref", reading)
        {
            reading.draft.parts.push(Part::Same(id.0));
        }
        if let Some(Value::String(text)) = reading.get("$recursiveRef") {
            let anchor = self.recursive_anchor(&reading.spot.place);
            let id = match anchor {
                Some(spot) => Some(self.node(spot)),
                None => self
                    .reference(text, "$recursiveRef", reading)
                    .map(|(id, _)| id),
            };
            reading.draft.parts.extend(id.map(Part::Same));
        }
        if let Some(Value::String(text)) = reading.get("$dynamicRef")
            && let Some((id, target)) = self.reference(text, "$dynamicRef", reading)
        {
            let name = text.split_once('#').map_or("", |(_, name)| name);
            let anchors = self.library.dynamic_anchors();
            let is_dynamic =
                |anchor: &(Place, String, Place)| anchor.1 == name && anchor.2 == target;
            let part = if anchors.iter().any(is_dynamic) {
                Part::Dynamic(name.to_owned(), id)
            } else {
                Part::Same(id)
            };
            reading.draft.parts.push(part);
        }
    }

    /// The nearest schema around `place`, or itself, that says `$recursiveAnchor: true`, as the
    /// types have it; none where the reference leads to the root.
    fn recursive_anchor(&self, place: &Place) -> Option<Spot<'a>> {
        let mut place = place.clone();
        loop {
            let spot = self.library.spot(place.clone())?;
            if spot.value.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                return Some(spot);
            }
            place.pointer = place.pointer.parent()?;
        }
    }

    fn reference(
        &mut self,
        text: &str,
        keyword: &str,
        reading: &Reading<'a>,
    ) -> Option<(NodeId, Place)> {
        let Some(target) = self.library.find(text, &reading.spot.place) else {
            let place = reading.spot.place.key(keyword);
            self.unresolved.push((place, text.to_owned()));
            return None;
        };
        let place = target.place.clone();
        Some((self.node(target), place))
    }

    fn read_types(&mut self, reading: &mut Reading<'a>) {
        if let Some(types) = reading.map.get("type") {
            reading.draft.types = types_of(types);
        }
        let marks = &mut reading.draft.marks;
        let flag = |key: &str| reading.map.get(key) == Some(&Value::Bool(true));
        let nullable = reading.language.knows("nullable") && flag("nullable");
        if nullable {
            *marks = marks.or(Marks::NULLABLE);
            reading.draft.types = reading.draft.types.or(Types::NULL);
        }
        let password = reading.map.get("format").and_then(Value::as_str) == Some("password");
        if flag("writeOnly") || password {
            *marks = marks.or(Marks::SECRET);
        }
    }

    /// The node of the schema under a keyword, if one stands there.
    pub(super) fn child(&mut self, reading: &Reading<'a>, keyword: &str) -> Option<NodeId> {
        let value = reading.get(keyword)?;
        let is_schema = value.is_object() || value.is_boolean();
        is_schema.then(|| self.node(reading.spot.child(keyword, value)))
    }

    /// The nodes of the schemas in the list under a keyword.
    pub(super) fn children(&mut self, reading: &Reading<'a>, keyword: &str) -> Vec<NodeId> {
        let Some(value @ Value::Array(list)) = reading.get(keyword) else {
            return Vec::new();
        };
        let spot = reading.spot.child(keyword, value);
        let items = list.iter().enumerate();
        items
            .map(|(index, item)| self.node(spot.child(index, item)))
            .collect()
    }

    /// The nodes of the schemas by name under a keyword.
    pub(super) fn named(&mut self, reading: &Reading<'a>, keyword: &str) -> Vec<(String, NodeId)> {
        let spots = reading.spots(keyword).into_iter();
        spots
            .map(|(name, spot)| (name.to_owned(), self.node(spot)))
            .collect()
    }

    /// Notes a property whose name or schema says that it holds a secret.
    pub(super) fn note_secret(&mut self, name: &str, schema: &Value) {
        let says = |key: &str, wanted: &Value| schema.get(key) == Some(wanted);
        if (self.settings.is_secret)(name)
            || says("writeOnly", &Value::Bool(true))
            || says("format", &Value::from("password"))
        {
            self.secrets.insert(name.to_owned());
        }
    }
}

impl<'a> Reading<'a> {
    /// The value of a keyword, if the dialect has it.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        let skipped = self.skip.iter().any(|skipped| skipped == keyword);
        let value = self.map.get(keyword).filter(|_| !skipped);
        value.filter(|_| self.language.knows(keyword))
    }

    /// The schemas by name under a keyword.
    pub(super) fn spots(&self, keyword: &str) -> Vec<(&'a str, Spot<'a>)> {
        let Some(value @ Value::Object(map)) = self.get(keyword) else {
            return Vec::new();
        };
        let spot = self.spot.child(keyword, value);
        map.iter()
            .map(|(name, value)| (name.as_str(), spot.child(name, value)))
            .collect()
    }

    /// Its number.
    pub(super) fn node(&self) -> NodeId {
        self.id
    }
}

/// Keywords that were mined from prose.
fn mined(schema: &Value) -> &[Value] {
    let mined = schema.get("x-mined").and_then(Value::as_array);
    mined.map_or(&[], Vec::as_slice)
}

/// The types of a `type`. An unknown name allows more than the known ones beside it.
fn types_of(value: &Value) -> Types {
    let names = match value {
        Value::Array(names) => names.as_slice(),
        other => std::slice::from_ref(other),
    };
    let types = names.iter().map(|name| match name {
        Value::Null => Types::NULL,
        Value::String(name) => match name.to_lowercase().as_str() {
            "null" => Types::NULL,
            "boolean" => Types::BOOLEAN,
            "integer" => Types::INTEGER,
            "number" => Types::NUMBER,
            // `file` is OpenAPI 2.0's.
            "string" | "file" => Types::STRING,
            "array" => Types::ARRAY,
            "object" => Types::OBJECT,
            _ => Types::ALL,
        },
        _ => Types::ALL,
    });
    match types.fold(Types(0), Types::or) {
        Types(0) => Types::ALL,
        types => types,
    }
}
