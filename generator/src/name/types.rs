//! Names of types, fields and variants.

use super::Names;
use super::ident::{joined, pascal, snake};
use super::scope::Scope;
use crate::api::{Api, Direction, EnumKind, Homes, Kind, Origin, Selection, TypeId, UnionKind};
use crate::diagnostic::{Code, Diagnostics};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Names that the prelude or the emitted modules use without a path.
const RESERVED: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "FnMut",
    "FnOnce",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Vec",
];

/// Names every type that becomes an item: components first, so that what stands inline never
/// takes their names; then what has a title; then the others, in the order of their homes, so that
/// what is added later takes no name away.
pub fn assign_types(api: &Api, names: &mut Names, diagnostics: &mut Diagnostics) {
    let mut namer = Namer {
        api,
        scope: Scope::with(RESERVED),
        chosen: HashMap::new(),
        operation_words: operation_words(api, names),
    };
    let mut order = api.reachable();
    namer.components(&order, names, diagnostics);
    let homes = Homes::of(api);
    order.sort_by_cached_key(|id| homes.rank(*id, |_| true));
    order.retain(|id| api.ty(*id).kind.is_item());
    for id in &order {
        if !names.types.contains_key(id)
            && let Some(title) = title(api, *id)
            && namer.scope.take(&title)
        {
            namer.chosen.insert(*id, title.clone());
            names.types.insert(*id, title);
        }
    }
    for id in &order {
        if !names.types.contains_key(id) {
            let name = namer.name(*id);
            let name = namer.scope.numbered(&name);
            namer.chosen.insert(*id, name.clone());
            names.types.insert(*id, name);
        }
    }
    for id in order {
        match &api.ty(id).kind {
            Kind::Object(_) => fields(api, id, names),
            Kind::Enum(list) => values(id, list, names),
            Kind::Union(union) => arms(api, id, union, names),
            _ => {}
        }
    }
}

struct Namer<'a> {
    api: &'a Api,
    scope: Scope,
    chosen: HashMap<TypeId, String>,
    operation_words: Vec<String>,
}

impl Namer<'_> {
    /// Types of `components/schemas` and others that have a name in the document.
    fn components(&mut self, order: &[TypeId], names: &mut Names, diagnostics: &mut Diagnostics) {
        let mut ways: HashMap<&str, HashSet<Direction>> = HashMap::new();
        for id in order {
            let ty = self.api.ty(*id);
            if let Origin::Component(name) = &ty.origin {
                ways.entry(name).or_default().insert(ty.direction);
            }
        }
        let mut by_component: Vec<(&str, TypeId)> = order
            .iter()
            .filter_map(|id| match &self.api.ty(*id).origin {
                Origin::Component(name) if !matches!(self.api.ty(*id).kind, Kind::Nullable(_)) => {
                    Some((name.as_str(), *id))
                }
                _ => None,
            })
            .collect();
        let position: HashMap<&str, usize> = self
            .api
            .components
            .iter()
            .enumerate()
            .map(|(index, (name, _))| (name.as_str(), index))
            .collect();
        by_component.sort_by_key(|(name, _)| position.get(name).copied().unwrap_or(usize::MAX));
        for (name, id) in by_component {
            let ty = self.api.ty(id);
            let both = ways.get(name).is_some_and(|ways| ways.len() > 1);
            let suffix = match ty.direction {
                Direction::Request if both => "Request",
                _ => "",
            };
            let wish = joined(&pascal(name, "Type"), suffix);
            let given = self.scope.numbered(&wish);
            if given != wish {
                diagnostics.report(
                    Code::NameClash,
                    &ty.place,
                    format!("`{wish}` is taken; `{name}` is called `{given}`"),
                );
            }
            self.chosen.insert(id, given.clone());
            names.types.insert(id, given);
        }
        for (name, id) in &self.api.components {
            let (id, nullable) = self.api.non_null(*id);
            let same = matches!(&self.api.ty(id).origin, Origin::Component(own) if own == name);
            if !same && !nullable {
                names
                    .aliases
                    .push((self.scope.numbered(&pascal(name, "Type")), id));
            }
        }
    }

    /// What an inline type is called, made of where it is at home.
    fn name(&self, id: TypeId) -> String {
        self.name_for(id, self.api.ty(id).direction, 0)
    }

    /// What `id` is called in the name of a type that travels one way, or both. What is the same
    /// both ways must not be called after the one in which it was met.
    fn name_for(&self, id: TypeId, way: Direction, depth: usize) -> String {
        let ty = self.api.ty(id);
        let foreign = way != Direction::Request && ty.direction == Direction::Request;
        if let Some(name) = self.chosen.get(&id).filter(|_| !foreign) {
            return name.clone();
        }
        if depth > 24 {
            return "Nested".to_owned();
        }
        let above = |of: &TypeId| self.name_for(*of, way, depth + 1);
        match &ty.origin {
            Origin::Component(name) => pascal(name, "Type"),
            Origin::Property { of, name } => joined(&above(of), &pascal(name, "Field")),
            Origin::Element { of } => match self.api.ty(*of).kind {
                Kind::Map(_) | Kind::Object(_) => joined(&above(of), "Value"),
                _ => joined(&above(of), "Item"),
            },
            Origin::NonNull { of } => above(of),
            Origin::Arm { of, index } => {
                let role = match &self.api.ty(*of).kind {
                    Kind::Union(union) => arm_words(self.api, union, *index),
                    _ => "Variant".to_owned(),
                };
                let above = above(of);
                match role.starts_with(&above) && role != above {
                    true => role,
                    false => joined(&above, &role),
                }
            }
            Origin::Parameter { operation, name } | Origin::ResponseHeader { operation, name } => {
                joined(self.operation(*operation), &pascal(name, "Parameter"))
            }
            Origin::RequestBody { operation } => joined(self.operation(*operation), "Request"),
            Origin::ResponseBody { operation, status } => {
                let role = match status.starts_with('2') {
                    true => "Response",
                    false => "ErrorResponse",
                };
                joined(self.operation(*operation), role)
            }
        }
    }

    fn operation(&self, index: usize) -> &str {
        self.operation_words
            .get(index)
            .map_or("Operation", String::as_str)
    }
}

/// What the types of an operation begin with: unique in the API as the method is in its group.
fn operation_words(api: &Api, names: &Names) -> Vec<String> {
    let all = api.operations.iter().chain(&api.webhooks);
    all.enumerate()
        .map(|(index, operation)| {
            let method = names
                .operations
                .get(index)
                .map_or("", |names| &names.method);
            let group = names
                .groups
                .iter()
                .find(|group| group.operations.contains(&index))
                .map_or("", |group| &group.ty);
            match (&operation.rename, &operation.id) {
                (Some(name), _) => pascal(&format!("{name} {}", singular(group)), "Operation"),
                (None, Some(id)) => pascal(id, "Operation"),
                (None, None) => pascal(method, "Operation"),
            }
        })
        .collect()
}

/// The singular of an English plural, as far as its ending tells.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.ends_with('u') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

fn fields(api: &Api, id: TypeId, names: &mut Names) {
    let Kind::Object(object) = &api.ty(id).kind else {
        return;
    };
    let mut scope = Scope::with(&["additional_properties"]);
    let wishes: Vec<(&str, String)> = object
        .properties
        .iter()
        .map(|property| {
            let wish = property.rename.as_deref().unwrap_or(&property.name);
            (wish, snake(wish, "field"))
        })
        .collect();
    // A property that is spelt as its field goes before those that only come to be.
    for exact in [true, false] {
        for (index, (wish, name)) in wishes.iter().enumerate() {
            if (name.trim_start_matches("r#") == *wish) == exact {
                names.fields.insert((id, index), scope.numbered(name));
            }
        }
    }
}

fn values(id: TypeId, list: &EnumKind, names: &mut Names) {
    let mut scope = Scope::with(&["Unknown"]);
    for (index, value) in list.values.iter().enumerate() {
        let wish = match (&value.name, &value.value) {
            (Some(name), _) => pascal(name, "Value"),
            (None, Value::String(text)) if text.is_empty() => "Empty".to_owned(),
            (None, Value::String(text)) if text.chars().all(char::is_whitespace) => {
                "Blank".to_owned()
            }
            (None, Value::String(text)) => pascal(text, "Value"),
            (None, Value::Number(number)) => {
                let text = number.to_string();
                match text.strip_prefix('-') {
                    Some(rest) => pascal(&format!("minus {rest}"), "Value"),
                    None => pascal(&format!("value {text}"), "Value"),
                }
            }
            (None, Value::Bool(flag)) => pascal(&flag.to_string(), "Value"),
            (None, _) => "Value".to_owned(),
        };
        let name = scope.numbered(&wish);
        names.variants.insert((id, index), name);
    }
}

fn arms(api: &Api, id: TypeId, union: &UnionKind, names: &mut Names) {
    let mut scope = Scope::with(&["Unknown"]);
    for index in 0..union.arms.len() {
        let name = scope.numbered(&arm_words(api, union, index));
        names.variants.insert((id, index), name);
    }
}

/// What an arm is called: its own name, the value that tells it, or what it looks like.
fn arm_words(api: &Api, union: &UnionKind, index: usize) -> String {
    let Some(arm) = union.arms.get(index) else {
        return "Variant".to_owned();
    };
    let ty = api.ty(arm.ty);
    if let Origin::Component(name) = &ty.origin {
        return pascal(name, "Variant");
    }
    if let Some(name) = arm.name.as_deref().filter(|name| is_short(name)) {
        return pascal(name, "Variant");
    }
    if let Selection::Tag { arms, .. } = &union.selection {
        let mut tags = arms.iter().filter(|tag| tag.arm == index);
        if let (Some(tag), None) = (tags.next(), tags.next()) {
            return pascal(&tag.value, "Variant");
        }
    }
    match &ty.kind {
        Kind::Any => "Any".to_owned(),
        Kind::Never => "Never".to_owned(),
        Kind::Null => "Null".to_owned(),
        Kind::Boolean => "Boolean".to_owned(),
        Kind::Integer(_) => "Integer".to_owned(),
        Kind::Number(_) => "Number".to_owned(),
        Kind::String(string) => match &string.format {
            Some(format) => pascal(format, "String"),
            None => "String".to_owned(),
        },
        Kind::Enum(list) => match list.values.as_slice() {
            [one] => pascal(one.value.as_str().unwrap_or("constant"), "Constant"),
            _ => "Enum".to_owned(),
        },
        Kind::Array(array) => match &api.ty(array.items).origin {
            Origin::Component(name) => joined(&pascal(name, "Item"), "List"),
            _ => list_words(&api.ty(array.items).kind).to_owned(),
        },
        Kind::Tuple(_) => "Tuple".to_owned(),
        Kind::Map(_) => "Map".to_owned(),
        Kind::Object(object) => match object.properties.iter().find(|p| p.required) {
            Some(property) => format!("With{}", pascal(&property.name, "Field")),
            None => "Object".to_owned(),
        },
        Kind::Union(_) => "Nested".to_owned(),
        Kind::Nullable(_) => "Nullable".to_owned(),
    }
}

/// What a list is called by its elements, so that lists of several types keep their names apart.
fn list_words(items: &Kind) -> &'static str {
    match items {
        Kind::Boolean => "Booleans",
        Kind::Integer(_) => "Integers",
        Kind::Number(_) => "Numbers",
        Kind::String(_) => "Strings",
        Kind::Array(_) | Kind::Tuple(_) => "Lists",
        Kind::Map(_) => "Maps",
        _ => "List",
    }
}

/// What an inline type is called by its title, where that is a name and more than the property's
/// again. An arm's is the name of its variant.
fn title(api: &Api, id: TypeId) -> Option<String> {
    let ty = api.ty(id);
    let origin = match &ty.origin {
        Origin::NonNull { of } => &api.ty(*of).origin,
        origin => origin,
    };
    let place = match origin {
        Origin::Property { name, .. }
        | Origin::Parameter { name, .. }
        | Origin::ResponseHeader { name, .. } => name.as_str(),
        Origin::Element { .. } | Origin::RequestBody { .. } | Origin::ResponseBody { .. } => "",
        Origin::Component(_) | Origin::Arm { .. } | Origin::NonNull { .. } => return None,
    };
    let mut title = ty.docs.title.as_deref().map(str::trim)?;
    // What kind of thing it is goes without saying.
    if let Some((rest, "schema" | "Schema" | "object" | "Object")) = title.rsplit_once(' ') {
        title = rest.trim_end();
    }
    let is_name = is_short(title)
        && title.split_whitespace().count() <= 3
        && title.starts_with(char::is_alphabetic)
        && !title.ends_with(['.', '!', '?', ':']);
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    if !is_name || letters(title) == letters(place) {
        return None;
    }
    let name = pascal(title, "");
    match ty.direction {
        _ if name.is_empty() => None,
        Direction::Request if !name.ends_with("Request") => Some(joined(&name, "Request")),
        _ => Some(name),
    }
}

/// Whether a title is a name and not a sentence.
fn is_short(title: &str) -> bool {
    !title.trim().is_empty() && title.len() <= 40 && title.split_whitespace().count() <= 4
}
