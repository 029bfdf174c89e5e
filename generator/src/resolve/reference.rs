//! What a `$ref` means: a file, a resource in it, and a pointer or an anchor in that.

use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic, FileId, Place, Pointer};
use crate::source::{Sources, scheme};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::HashMap;
use url::Url;

/// How many `$ref`s a chain, or the way through a pointer, may have.
const MAX_HOPS: usize = 64;

/// Every `$id`, `$anchor` and `$dynamicAnchor` of the sources, and the documents' `$self`.
#[derive(Debug, Default)]
pub(super) struct Identifiers<'a> {
    /// By absolute (or merely relative) URI: where the resource stands.
    resources: HashMap<String, Place>,
    /// Where resources stand, with their URIs: what a reference in them is relative to.
    bases: HashMap<Place, String>,
    /// Names of anchors, with their places, in order.
    anchors: HashMap<&'a str, Vec<Place>>,
}

/// What stands under these is a value, and says of no schema what it is called.
const VALUES: &[&str] = &["const", "default", "enum", "example", "examples"];

/// Whether the keys of the object at `place` are names that somebody chose.
fn holds_names(place: &Place) -> bool {
    const MAPS: &[&str] = &[
        "$defs",
        "definitions",
        "dependentSchemas",
        "patternProperties",
        "properties",
    ];
    let pointer = place.pointer.as_str();
    let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
    MAPS.contains(&last) || (above == "/components" && last != "examples")
}

impl<'a> Identifiers<'a> {
    pub(super) fn collect(sources: &'a Sources) -> Self {
        let mut identifiers = Self::default();
        if sources.identifies() {
            for file in sources.ids() {
                if let Some(root) = sources.value(file) {
                    identifiers.collect_file(file, root);
                }
            }
        }
        identifiers
    }

    fn collect_file(&mut self, file: FileId, root: &'a Value) {
        let mut waiting = vec![(Place::root(file), String::new(), root)];
        while let Some((place, mut base, value)) = waiting.pop() {
            match value {
                Value::Array(list) => {
                    let nested = |(index, value)| (place.key(index), base.clone(), value);
                    waiting.extend(list.iter().enumerate().map(nested));
                }
                Value::Object(map) => {
                    for key in ["$id", "$self"] {
                        if let Some(Value::String(id)) = map.get(key)
                            && !id.starts_with('#')
                        {
                            base = join(&base, id.trim_end_matches('#'));
                            self.resources
                                .entry(base.clone())
                                .or_insert_with(|| place.clone());
                            self.bases.insert(place.clone(), base.clone());
                        }
                    }
                    for key in ["$anchor", "$dynamicAnchor"] {
                        if let Some(Value::String(name)) = map.get(key) {
                            self.anchors.entry(name).or_default().push(place.clone());
                        }
                    }
                    let named = holds_names(&place);
                    for (key, value) in map {
                        let holds = named || !VALUES.contains(&&**key);
                        if holds && (value.is_object() || value.is_array()) {
                            waiting.push((place.key(key), base.clone(), value));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether another schema of the same resource has the anchor: one of them is told.
    pub(super) fn is_taken(&self, anchor: &str, place: &Place) -> bool {
        let around = self.base(place).map(|(resource, _)| resource);
        let same = |other: &&Place| {
            other.file == place.file && self.base(other).map(|(resource, _)| resource) == around
        };
        let first = self
            .anchors
            .get(anchor)
            .and_then(|all| all.iter().find(same));
        first.is_some_and(|first| first != place)
    }

    /// The innermost resource around `place` and its URI.
    fn base(&self, place: &Place) -> Option<(Place, &String)> {
        if self.bases.is_empty() {
            return None;
        }
        let mut around = place.clone();
        loop {
            if let Some(base) = self.bases.get(&around) {
                return Some((around, base));
            }
            around.pointer = around.pointer.parent()?;
        }
    }
}

/// Why a reference leads nowhere.
struct Lost {
    code: Code,
    message: String,
    help: Option<String>,
}

impl<'a> Reader<'a> {
    /// The node that `node` is, or that its `$ref`s lead to. Reports a chain that ends nowhere.
    pub(super) fn follow(&mut self, node: Node<'a>) -> Option<Node<'a>> {
        let mut seen = Vec::new();
        let first = node.clone();
        let mut node = node;
        while let Some(Value::String(text)) = node.value.get("$ref") {
            let address = std::ptr::from_ref(node.value) as usize;
            if seen.contains(&address) || seen.len() >= MAX_HOPS {
                let message = format!("`{text}` leads back to itself");
                self.report(Code::CyclicReference, &node.place.key("$ref"), message);
                return None;
            }
            seen.push(address);
            node = self.target(text, &node.place, "$ref")?;
        }
        if !seen.is_empty() {
            self.check_siblings(&first, &node);
        }
        Some(node)
    }

    /// The description that stands beside a `$ref`; it wins over that of what is referred to.
    pub(super) fn nearer_description(&mut self, node: &Node<'a>) -> Option<String> {
        let map = node.value.as_object()?;
        if !map.contains_key("$ref") {
            return None;
        }
        let place = node.place.clone();
        self.text(&Object::new(place, map), "description")
    }

    /// Beside a `$ref` that is no schema's only a summary and a description mean something.
    /// Repeating what the target says does no harm.
    fn check_siblings(&mut self, node: &Node<'a>, target: &Node<'a>) {
        for (key, value) in node.value.as_object().into_iter().flatten() {
            let known = ["$ref", "summary", "description"].contains(&key.as_str())
                || target.value.get(key) == Some(value);
            if !known && !key.starts_with("x-") {
                let message = format!("`{key}` means nothing beside a `$ref` here");
                self.report(Code::UnsupportedKeyword, &node.place.key(key), message);
            }
        }
    }

    /// What the reference `text`, written under `key` of the object at `place`, leads to.
    pub(super) fn target(&mut self, text: &str, place: &Place, key: &str) -> Option<Node<'a>> {
        match self.find(text, place) {
            Ok(node) => Some(node),
            Err(lost) => {
                let mut said = Diagnostic::new(lost.code, &place.key(key), lost.message);
                said.help = lost.help;
                self.push(said);
                None
            }
        }
    }

    fn find(&self, text: &str, place: &Place) -> Result<Node<'a>, Lost> {
        if text.is_empty() {
            return Err(Lost {
                code: Code::UnresolvedReference,
                message: "the reference is empty".to_owned(),
                help: None,
            });
        }
        let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
        let resource = self.find_resource(text, uri, place)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let found = if fragment.is_empty() || fragment.starts_with('/') {
            // References that ignore the `$id` around them are common.
            self.find_pointer(&resource, &fragment)
                .or_else(|| self.find_pointer(&Place::root(resource.file), &fragment))
        } else {
            self.find_anchor(&resource, &fragment)
        };
        found.ok_or_else(|| Lost {
            code: Code::UnresolvedReference,
            message: format!("`{text}` leads nowhere"),
            help: self.suggest(text, &fragment, resource.file),
        })
    }

    /// The root of what the part before `#` names.
    fn find_resource(&self, text: &str, uri: &str, place: &Place) -> Result<Place, Lost> {
        let identifiers = &self.identifiers;
        let base = identifiers.base(place);
        if uri.is_empty() {
            let root = Place::root(place.file);
            return Ok(base.map_or(root, |(place, _)| place));
        }
        let joined = base.map(|(_, base)| join(base, uri));
        let known = joined
            .and_then(|joined| identifiers.resources.get(&joined))
            .or_else(|| identifiers.resources.get(uri));
        if let Some(place) = known {
            return Ok(place.clone());
        }
        if let Some(scheme) = scheme(uri) {
            return Err(Lost {
                code: Code::ForbiddenReference,
                message: format!("`{text}` is not read: only files are, no `{scheme}:`"),
                help: Some("save the file beside the description and refer to that".to_owned()),
            });
        }
        match self.sources.linked(place.file, uri) {
            Ok(file) => Ok(Place::root(file)),
            Err(failure) => Err(Lost {
                help: match failure.code {
                    Code::ForbiddenReference => {
                        Some("only files below the folder of the description are read".to_owned())
                    }
                    _ => self.suggest(text, uri, place.file),
                },
                code: failure.code,
                message: failure.message,
            }),
        }
    }

    /// What the pointer `fragment` leads to from `resource`, through `$ref`s where need be.
    fn find_pointer(&self, resource: &Place, fragment: &str) -> Option<Node<'a>> {
        let mut node = Node {
            place: resource.clone(),
            value: self.sources.value_at(resource)?,
        };
        let mut hops = 0;
        for segment in Pointer::from_encoded(fragment).segments() {
            loop {
                if let Some(inner) = step(&node, &segment) {
                    node = inner;
                    break;
                }
                let Some(Value::String(text)) = node.value.get("$ref") else {
                    return None;
                };
                hops += 1;
                if hops > MAX_HOPS {
                    return None;
                }
                node = self.find_directly(text, &node.place)?;
            }
        }
        Some(node)
    }

    /// A reference on the way of a pointer: plain pointers only, so that this cannot go deep.
    fn find_directly(&self, text: &str, place: &Place) -> Option<Node<'a>> {
        let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
        let resource = self.find_resource(text, uri, place).ok()?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let mut node = Node {
            place: resource.clone(),
            value: self.sources.value_at(&resource)?,
        };
        for segment in Pointer::from_encoded(fragment).segments() {
            node = step(&node, &segment)?;
        }
        Some(node)
    }

    fn find_anchor(&self, resource: &Place, name: &str) -> Option<Node<'a>> {
        let places = self.identifiers.anchors.get(name)?;
        let inside = places.iter().find(|place| contains(resource, place));
        let place = inside.or_else(|| places.iter().find(|place| place.file == resource.file))?;
        Some(Node {
            value: self.sources.value_at(place)?,
            place: place.clone(),
        })
    }

    /// What was probably meant: the same name where schemas stand, or one spelt like it.
    fn suggest(&self, text: &str, lost: &str, file: FileId) -> Option<String> {
        let root = self.sources.value(file)?;
        let (folder, name) = lost.rsplit_once('/').unwrap_or(("", lost));
        if !folder.starts_with('/') {
            let name = name.trim_start_matches('#');
            let is_schema = root.pointer("/components/schemas")?.get(name).is_some();
            return is_schema.then(|| format!("write `#/components/schemas/{name}`"));
        }
        let siblings = root.pointer(folder)?.as_object()?;
        if !self.may_compare(siblings.len()) {
            return None;
        }
        let meant = super::keywords::nearest(name, siblings.keys().map(String::as_str))?;
        let start = text.len().checked_sub(name.len())?;
        Some(format!("did you mean `{}{meant}`?", text.get(..start)?))
    }
}

fn step<'a>(node: &Node<'a>, segment: &str) -> Option<Node<'a>> {
    let value = match node.value {
        Value::Object(map) => map.get(segment)?,
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?)?,
        _ => return None,
    };
    Some(Node {
        place: node.place.key(segment),
        value,
    })
}

/// Whether `inner` is `outer` or stands in it.
fn contains(outer: &Place, inner: &Place) -> bool {
    let rest = inner.pointer.as_str().strip_prefix(outer.pointer.as_str());
    outer.file == inner.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `reference` relative to `base`; itself where `base` is no absolute URI.
fn join(base: &str, reference: &str) -> String {
    Url::parse(base)
        .and_then(|base| base.join(reference))
        .map_or_else(|_| reference.to_owned(), String::from)
}
