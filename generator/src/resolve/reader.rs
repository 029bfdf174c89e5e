//! What every part of the reader stands on: nodes with their places, and the tolerant reading of
//! single fields. A field of the wrong type is reported where it stands and counts as absent.

use super::keywords::Kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::document::{Schema, SchemaId, SchemaNode, SecurityScheme, Version};
use crate::source::Sources;
use indexmap::IndexMap;
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::collections::{HashMap, VecDeque};

/// What an object becomes takes about as many bytes.
const OBJECT: usize = 256;

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) place: Place,
    pub(super) value: &'a Value,
}

/// An object with its place.
#[derive(Debug, Clone)]
pub(super) struct Object<'a> {
    pub(super) place: Place,
    pub(super) map: Members<'a>,
}

/// The members of an object. Sixty keywords are looked for where four are there: what is not is
/// known by a bit, without hashing the key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Members<'a> {
    map: &'a Map<String, Value>,
    /// The bits of all keys.
    bits: u64,
}

impl<'a> Members<'a> {
    fn of(map: &'a Map<String, Value>) -> Self {
        let bits = map.keys().fold(0, |bits, key| bits | bit(key));
        Self { map, bits }
    }

    pub(super) fn get(self, key: &str) -> Option<&'a Value> {
        match self.bits & bit(key) {
            0 => None,
            _ => self.map.get(key),
        }
    }

    pub(super) fn contains_key(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn keys(self) -> impl Iterator<Item = &'a String> + use<'a> {
        self.map.keys()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.map.iter()
    }

    /// Whether both are the same object of the same file.
    pub(super) fn is(self, other: Self) -> bool {
        std::ptr::eq(self.map, other.map)
    }
}

/// One bit of sixty-four, which tells most keywords apart.
fn bit(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let at = |index: usize| bytes.get(index).copied().map_or(0, usize::from);
    let letters = at(0) + 27 * at(bytes.len() / 2) + 7 * at(bytes.len().wrapping_sub(1));
    1 << ((letters + 5 * bytes.len()) % 64)
}

impl<'a> Object<'a> {
    /// The object `map` at `place`.
    pub(super) fn new(place: Place, map: &'a Map<String, Value>) -> Self {
        let map = Members::of(map);
        Self { place, map }
    }

    /// The member `key`, whatever it is.
    pub(super) fn child(&self, key: &str) -> Option<Node<'a>> {
        self.map.get(key).map(|value| Node {
            place: self.place.key(key),
            value,
        })
    }

    /// All members.
    pub(super) fn children(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        let place = self.place.clone();
        self.map.iter().map(move |(key, value)| {
            let place = place.key(key);
            (key.as_str(), Node { place, value })
        })
    }

    /// The members whose keys begin with `x-`.
    pub(super) fn extensions(&self) -> IndexMap<String, Value> {
        self.map
            .iter()
            .filter(|(key, _)| key.starts_with("x-"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }
}

/// The state of reading one description.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    /// What the version line says; only what is *needed* depends on it.
    pub(super) version: Version,
    /// How much may still be made: components that use each other many times multiply.
    budget: u64,
    /// How many more names may be compared with misspelt ones: a document of mistakes must not
    /// take long.
    comparisons: Cell<usize>,
    pub(super) schemas: Vec<SchemaNode>,
    /// By the address of the value: each schema is read once.
    pub(super) ids: HashMap<usize, SchemaId>,
    /// Schemas that have an id and are not yet read; no recursion, however deep they nest.
    pub(super) waiting: VecDeque<(SchemaId, Node<'a>)>,
    pub(super) identifiers: super::reference::Identifiers<'a>,
    /// Security schemes that requirements refer to, beside those of the components.
    pub(super) linked_schemes: IndexMap<String, SecurityScheme>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        version: Version,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        const FREE: u64 = 64 << 20;
        // The smallest object, `"a":{},`, is paid for by its own bytes.
        const A_BYTE: u64 = OBJECT as u64 / 6;
        Self {
            sources,
            diagnostics,
            version,
            budget: FREE + A_BYTE * sources.size() as u64,
            comparisons: Cell::new(200_000),
            schemas: Vec::new(),
            ids: HashMap::new(),
            waiting: VecDeque::new(),
            identifiers: super::reference::Identifiers::collect(sources),
            linked_schemes: IndexMap::new(),
        }
    }

    /// Says `diagnostic`; once, though a component is read at each use.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn report(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        self.push(Diagnostic::new(code, place, message));
    }

    /// Takes `cost` from what may still be made. Once nothing is left, an error says so and
    /// every further object reads as absent.
    fn spend(&mut self, cost: usize, place: &Place) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget = self.budget.saturating_sub(cost as u64);
        if self.budget == 0 {
            let message = "the components of this description multiply to more than can be read";
            let mut diagnostic = Diagnostic::new(Code::Malformed, place, message);
            diagnostic.severity = crate::diagnostic::Severity::Error;
            self.push(diagnostic.help("one part is referred to from many places, again and again"));
        }
        self.budget > 0
    }

    /// Takes `count` from the comparisons that are left.
    pub(super) fn may_compare(&self, count: usize) -> bool {
        let left = self.comparisons.get();
        self.comparisons.set(left.saturating_sub(count));
        left >= count
    }

    /// `node` as an object of `kind`, its keys checked.
    pub(super) fn object(&mut self, node: &Node<'a>, kind: Kind) -> Option<Object<'a>> {
        let object = self.map(node, kind.name())?;
        self.check_keywords(&object, kind);
        self.report_unused(&object, kind);
        Some(object)
    }

    /// `node` as an object whose keys are names, `what` being what it should be.
    pub(super) fn map(&mut self, node: &Node<'a>, what: &str) -> Option<Object<'a>> {
        if !self.spend(OBJECT, &node.place) {
            return None;
        }
        match node.value {
            Value::Object(map) => Some(Object::new(node.place.clone(), map)),
            other => {
                let found = describe(other);
                let message = format!("{what} must be an object, not {found}");
                self.report(Code::Malformed, &node.place, message);
                None
            }
        }
    }

    pub(super) fn check_keywords(&mut self, object: &Object<'a>, kind: Kind) {
        for key in object.map.keys() {
            if kind.knows(key) || key.starts_with("x-") || key == "$ref" {
                continue;
            }
            let message = format!("`{key}` is no keyword of {}", kind.name());
            let mut said = Diagnostic::new(Code::UnknownKeyword, &object.place.key(key), message);
            let may_compare = self.may_compare(kind.keywords().len());
            let meant = may_compare.then(|| kind.suggest(key)).flatten();
            said.help = Some(match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("it is ignored; an extension would be called `x-{key}`"),
            });
            self.push(said);
        }
    }

    /// Reports what is wrong with a name, and which one was probably meant.
    pub(super) fn misspelt(&mut self, place: &Place, message: String, meant: Option<&str>) {
        let said = Diagnostic::new(Code::Malformed, place, message);
        self.push(match meant {
            Some(meant) => said.help(format!("did you mean `{meant}`?")),
            None => said,
        });
    }

    /// Reports that the member `key` of `object` is not `wanted`.
    pub(super) fn wrong(&mut self, object: &Object<'a>, key: &str, wanted: &str) {
        let found = object.map.get(key).map_or("nothing".to_owned(), quote);
        let message = format!("`{key}` must be {wanted}, not {found}");
        self.report(Code::Malformed, &object.place.key(key), message);
    }

    /// The same for a text that YAML takes for something else.
    fn unquoted(&mut self, object: &Object<'a>, key: &str, found: &dyn std::fmt::Display) {
        let place = object.place.key(key);
        let message = format!("`{key}` must be a string, not `{found}`");
        let said = Diagnostic::new(Code::Malformed, &place, message);
        self.push(said.help(format!("put it in quotes: \"{found}\"")));
    }

    /// A string. Other scalars count as the text that stands there: `version: 1.0`.
    pub(super) fn text(&mut self, object: &Object<'a>, key: &str) -> Option<String> {
        let value = object.map.get(key)?;
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                self.unquoted(object, key, number);
                number.to_string()
            }
            Value::Bool(flag) => {
                self.unquoted(object, key, flag);
                flag.to_string()
            }
            _ => {
                self.wrong(object, key, "a string");
                return None;
            }
        };
        self.spend(text.len(), &object.place).then_some(text)
    }

    /// A string that must be there; empty where it is not.
    pub(super) fn needed_text(&mut self, object: &Object<'a>, key: &str, kind: Kind) -> String {
        if !object.map.contains_key(key) {
            let message = format!("{} needs `{key}`", kind.name());
            self.report(Code::Malformed, &object.place, message);
        }
        self.text(object, key).unwrap_or_default()
    }

    pub(super) fn flag(&mut self, object: &Object<'a>, key: &str) -> Option<bool> {
        match object.map.get(key)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if text == "true" || text == "false" => {
                self.wrong(object, key, "true or false");
                Some(text == "true")
            }
            _ => {
                self.wrong(object, key, "true or false");
                None
            }
        }
    }

    /// A number that counts: 1 and 1.0, not -1 or 1.5.
    pub(super) fn count(&mut self, object: &Object<'a>, key: &str) -> Option<u64> {
        let count = match object.map.get(key)? {
            Value::Number(number) => whole(number),
            _ => None,
        };
        if count.is_none() {
            self.wrong(object, key, "a whole number that is not negative");
        }
        count
    }

    pub(super) fn number(&mut self, object: &Object<'a>, key: &str) -> Option<Number> {
        match object.map.get(key)? {
            Value::Number(number) => Some(number.clone()),
            _ => {
                self.wrong(object, key, "a number");
                None
            }
        }
    }

    /// A list; empty where it is not there.
    pub(super) fn list(&mut self, object: &Object<'a>, key: &str) -> Vec<Node<'a>> {
        match object.map.get(key) {
            None => Vec::new(),
            Some(Value::Array(list)) => {
                let place = object.place.key(key);
                let node = |(index, value)| Node {
                    place: place.key(index),
                    value,
                };
                list.iter().enumerate().map(node).collect()
            }
            Some(_) => {
                self.wrong(object, key, "a list");
                Vec::new()
            }
        }
    }

    /// A list of strings; what is none is reported and left out.
    pub(super) fn texts(&mut self, object: &Object<'a>, key: &str) -> Vec<String> {
        let nodes = self.list(object, key);
        self.only_texts(nodes, key)
    }

    pub(super) fn only_texts(&mut self, nodes: Vec<Node<'a>>, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for node in nodes {
            match node.value {
                Value::String(text) => {
                    if self.spend(text.len(), &node.place) {
                        texts.push(text.clone());
                    }
                }
                other => {
                    let found = describe(other);
                    let message = format!("`{key}` must be a list of strings, not of {found}");
                    self.report(Code::Malformed, &node.place, message);
                }
            }
        }
        texts
    }

    /// The members of the object `key`, whose keys are names.
    pub(super) fn entries(&mut self, object: &Object<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        let Some(node) = object.child(key) else {
            return Vec::new();
        };
        let Some(mut object) = self.map(&node, &format!("`{key}`")) else {
            return Vec::new();
        };
        if let Some(Value::String(_)) = object.map.get("$ref") {
            let message = format!("`{key}` cannot be a `$ref`; it is followed nevertheless");
            self.report(Code::Malformed, &object.place.key("$ref"), message);
            let target = self.follow(node);
            match target.and_then(|node| self.map(&node, &format!("`{key}`"))) {
                Some(target) => object = target,
                None => return Vec::new(),
            }
        }
        object.children().collect()
    }

    /// Keys that begin with `x-`, paid for.
    pub(super) fn extensions(&mut self, object: &Object<'a>) -> IndexMap<String, Value> {
        let extensions = object.extensions();
        let cost = extensions.values().map(weight).sum::<usize>();
        if self.spend(cost, &object.place) {
            extensions
        } else {
            IndexMap::new()
        }
    }

    /// A new id, to be filled with what the schema says.
    pub(super) fn reserve(&mut self, place: Place) -> SchemaId {
        let id = SchemaId(self.schemas.len() as u32);
        self.schemas.push(SchemaNode {
            place,
            schema: Schema::Bool(true),
        });
        id
    }
}

/// A number as a count. What is larger than 2^64 - 1 limits nothing and is taken for it.
fn whole(number: &Number) -> Option<u64> {
    if let Some(count) = number.as_u64() {
        return Some(count);
    }
    let text = number.to_string();
    if let Some((digits, zeros)) = text.split_once('.')
        && zeros.bytes().all(|byte| byte == b'0')
        && let Ok(count) = digits.parse()
    {
        return Some(count);
    }
    let float = number.as_f64()?;
    (float >= 0.0 && float.fract() == 0.0).then_some(float as u64)
}

/// A short scalar as it is, anything else by [`describe`].
fn quote(value: &Value) -> String {
    match value {
        Value::Number(_) | Value::Bool(_) => format!("`{value}`"),
        Value::String(text) if text.len() <= 40 => format!("{text:?}"),
        other => describe(other).to_owned(),
    }
}

/// What a value is, with its article.
pub(super) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// About how many bytes a copy of `value` takes. Values nest as deep as their parser allows.
fn weight(value: &Value) -> usize {
    32 + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(weight).sum(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| key.len() + weight(value))
            .sum(),
        _ => 0,
    }
}
