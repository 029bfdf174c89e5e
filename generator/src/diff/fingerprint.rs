//! A number for each type that equal types share, wherever and in whichever document they stand.
//!
//! It is found by refinement: a type's own facts first, then again and again with the numbers of
//! its parts, until no round tells more types apart. So recursive types end, and two types with
//! the same number can be unrolled side by side for ever without a difference.

use super::describe::canonical_condition;
use super::view::{self, Rest};
use crate::api::{Api, Kind, NumberKind, Selection, StringKind, Type, TypeId};
use crate::decimal::{canonical_number, canonical_value};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The numbers of all types of two APIs.
pub(super) struct Fingerprints {
    old: Vec<u64>,
    new: Vec<u64>,
}

/// A type's own facts, and its parts. Parts with the same label are a bag, without an order.
struct Shape {
    facts: Vec<String>,
    parts: Vec<(String, TypeId)>,
}

impl Fingerprints {
    pub(super) fn of(old: &Api, new: &Api) -> Self {
        let shapes: [Vec<Shape>; 2] =
            [old, new].map(|api| api.types.iter().map(|ty| shape(api, ty)).collect());
        let mut prints: [Vec<u64>; 2] = [0, 1].map(|side: usize| {
            shapes
                .get(side)
                .into_iter()
                .flatten()
                .map(|shape| hash(&shape.facts))
                .collect()
        });
        let mut classes = count(&prints);
        loop {
            let next: [Vec<u64>; 2] =
                [0, 1].map(|side: usize| match (shapes.get(side), prints.get(side)) {
                    (Some(shapes), Some(prints)) => refine(shapes, prints),
                    _ => Vec::new(),
                });
            let found = count(&next);
            prints = next;
            if found <= classes {
                break;
            }
            classes = found;
        }
        let [old, new] = prints;
        Self { old, new }
    }

    /// Whether no fact differs between the old type and the new one, to any depth.
    pub(super) fn same(&self, old: TypeId, new: TypeId) -> bool {
        match (self.old.get(old.0 as usize), self.new.get(new.0 as usize)) {
            (Some(old), Some(new)) => old == new,
            _ => false,
        }
    }
}

fn refine(shapes: &[Shape], prints: &[u64]) -> Vec<u64> {
    let print = |id: &TypeId| prints.get(id.0 as usize).copied().unwrap_or(0);
    shapes
        .iter()
        .zip(prints)
        .map(|(shape, own)| {
            let mut parts: Vec<(&str, u64)> = shape
                .parts
                .iter()
                .map(|(label, id)| (label.as_str(), print(id)))
                .collect();
            parts.sort_unstable();
            hash(&(own, parts))
        })
        .collect()
}

fn count(prints: &[Vec<u64>; 2]) -> usize {
    prints.iter().flatten().collect::<HashSet<_>>().len()
}

fn hash(value: &impl Hash) -> u64 {
    // The keys of `DefaultHasher::new` are fixed, so two runs agree.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn shape(api: &Api, ty: &Type) -> Shape {
    let mut shape = Shape {
        facts: Vec::new(),
        parts: Vec::new(),
    };
    shape
        .facts
        .push(format!("deprecated {}", ty.docs.deprecated));
    shape.facts.extend(ty.rules.iter().map(canonical_condition));
    shape.facts.sort_unstable();
    let facts = &mut shape.facts;
    match &ty.kind {
        Kind::Any => facts.push("any".to_owned()),
        Kind::Never => facts.push("never".to_owned()),
        Kind::Null => facts.push("null".to_owned()),
        Kind::Boolean => facts.push("boolean".to_owned()),
        Kind::Integer(number) => facts.push(number_facts("integer", number)),
        Kind::Number(number) => facts.push(number_facts("number", number)),
        Kind::String(string) => facts.push(string_facts(string)),
        Kind::Enum(list) => {
            let mut values: Vec<String> = list
                .values
                .iter()
                .map(|value| canonical_value(&value.value))
                .collect();
            values.sort_unstable();
            facts.push(format!("enum {values:?} {}", list.open));
        }
        Kind::Array(_) | Kind::Tuple(_) => list_shape(api, ty, &mut shape),
        Kind::Map(_) | Kind::Object(_) => object_shape(api, ty, &mut shape),
        Kind::Union(union) => {
            facts.push(format!("union {:?}", union.mode));
            shape
                .parts
                .extend(union.arms.iter().map(|arm| ("arm".to_owned(), arm.ty)));
            if let Selection::Tag {
                property,
                arms,
                default,
                ..
            } = &union.selection
            {
                let default = default.and_then(|arm| union.arms.get(arm));
                let default = default.map(|arm| ("default".to_owned(), arm.ty));
                shape.parts.extend(default);
                facts.push(format!("tag {property:?}"));
                let tagged = arms.iter().filter_map(|tag| {
                    Some((format!("tag {}", tag.value), union.arms.get(tag.arm)?.ty))
                });
                shape.parts.extend(tagged);
            }
        }
        Kind::Nullable(inner) => {
            facts.push("nullable".to_owned());
            shape.parts.push(("inner".to_owned(), *inner));
        }
    }
    shape
}

fn number_facts(name: &str, number: &NumberKind) -> String {
    let bounds = [
        &number.minimum,
        &number.maximum,
        &number.exclusive_minimum,
        &number.exclusive_maximum,
        &number.multiple_of,
    ]
    .map(|bound| bound.as_ref().map(canonical_number));
    format!("{name} {:?} {bounds:?}", number.format)
}

fn string_facts(string: &StringKind) -> String {
    let mut patterns: Vec<&String> = string.patterns.iter().collect();
    patterns.sort_unstable();
    format!(
        "string {:?} {:?} {:?} {:?} {:?} {patterns:?}",
        string.format,
        string.content_encoding,
        string.content_media_type,
        string.min_length,
        string.max_length
    )
}

fn list_shape(api: &Api, ty: &Type, shape: &mut Shape) {
    let Some(list) = view::list(api, &ty.kind) else {
        return;
    };
    shape.facts.push(format!(
        "list {:?} {:?} {}",
        list.min, list.max, list.unique
    ));
    shape.parts.extend(
        list.prefix
            .iter()
            .enumerate()
            .map(|(index, id)| (index.to_string(), *id)),
    );
    rest_shape(list.rest, shape);
}

fn object_shape(api: &Api, ty: &Type, shape: &mut Shape) {
    let Some(object) = view::object(api, &ty.kind) else {
        return;
    };
    shape
        .facts
        .push(format!("object {:?} {:?}", object.min, object.max));
    let mut properties: Vec<String> = Vec::new();
    for property in object.properties {
        let default = property.default.as_ref().map(canonical_value);
        let (name, required, deprecated) =
            (&property.name, property.required, property.docs.deprecated);
        properties.push(format!(
            "property {name:?} {required} {deprecated} {default:?}"
        ));
        shape.parts.push((format!("property {name}"), property.ty));
    }
    properties.sort_unstable();
    shape.facts.extend(properties);
    shape.parts.extend(
        object
            .patterns
            .iter()
            .map(|(pattern, id)| (format!("pattern {pattern}"), *id)),
    );
    shape
        .parts
        .extend(object.keys.map(|id| ("keys".to_owned(), id)));
    rest_shape(object.rest, shape);
}

fn rest_shape(rest: Rest, shape: &mut Shape) {
    match rest {
        Rest::Open => shape.facts.push("open".to_owned()),
        Rest::Closed => shape.facts.push("closed".to_owned()),
        Rest::Typed(id) => shape.parts.push(("rest".to_owned(), id)),
    }
}
