//! Two kinds that say the same in different words, seen alike.

use crate::api::{Additional, Api, Kind, Property, TypeId};

/// What an object may hold beside what it names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rest {
    /// Anything: `additionalProperties` or `items` absent, `true`, or a schema that allows all.
    Open,
    /// Nothing.
    Closed,
    /// Values of the type.
    Typed(TypeId),
}

/// An object or a map.
#[derive(Debug)]
pub(super) struct ObjectView<'a> {
    pub properties: &'a [Property],
    pub rest: Rest,
    pub patterns: &'a [(String, TypeId)],
    pub keys: Option<TypeId>,
    pub min: Option<u64>,
    pub max: Option<u64>,
}

/// A list or a tuple.
#[derive(Debug)]
pub(super) struct ListView<'a> {
    pub prefix: &'a [TypeId],
    pub rest: Rest,
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub unique: bool,
}

/// The object that `kind` is, if it is one.
pub(super) fn object<'a>(api: &'a Api, kind: &'a Kind) -> Option<ObjectView<'a>> {
    match kind {
        Kind::Object(object) => Some(ObjectView {
            properties: &object.properties,
            rest: match object.additional {
                Additional::Ignored => Rest::Open,
                Additional::Denied => Rest::Closed,
                Additional::Typed(ty) => rest(api, ty),
            },
            patterns: &object.pattern_properties,
            keys: object.keys,
            min: object.min_properties,
            max: object.max_properties,
        }),
        Kind::Map(map) => Some(ObjectView {
            properties: &[],
            rest: rest(api, map.values),
            patterns: &[],
            keys: map.keys,
            min: map.min_properties,
            max: map.max_properties,
        }),
        _ => None,
    }
}

/// The list that `kind` is, if it is one.
pub(super) fn list<'a>(api: &Api, kind: &'a Kind) -> Option<ListView<'a>> {
    match kind {
        Kind::Array(array) => Some(ListView {
            prefix: &[],
            rest: rest(api, array.items),
            min: array.min_items,
            max: array.max_items,
            unique: array.unique_items,
        }),
        Kind::Tuple(tuple) => Some(ListView {
            prefix: &tuple.prefix,
            rest: tuple.rest.map_or(Rest::Closed, |ty| rest(api, ty)),
            min: tuple.min_items,
            max: tuple.max_items,
            unique: tuple.unique_items,
        }),
        _ => None,
    }
}

fn rest(api: &Api, ty: TypeId) -> Rest {
    match api.ty(ty).kind {
        Kind::Any => Rest::Open,
        Kind::Never => Rest::Closed,
        _ => Rest::Typed(ty),
    }
}
