//! Inline types that are built alike are one type.

use crate::api::{Direction, Kind, Origin, Type, TypeId};
use std::collections::HashMap;

/// What has been seen so far, by structure.
#[derive(Debug, Default)]
pub struct Shapes {
    seen: HashMap<String, TypeId>,
}

impl Shapes {
    /// The type that is built like `id` and was met first; `id` itself if there is none.
    ///
    /// Components never come here, and what stands inline in a type has been unified before the
    /// type itself, so equal structure means equal ids. The one that is given up stays in the
    /// list, and nothing refers to it.
    pub fn unify(&mut self, types: &[Type], id: TypeId) -> TypeId {
        match types.get(id.0 as usize) {
            Some(ty) => *self.seen.entry(structure(ty)).or_insert(id),
            None => id,
        }
    }
}

/// A text that two types share if they are built alike: places, descriptions and names left out,
/// but for a name that the overlay gave.
fn structure(ty: &Type) -> String {
    let mut kind = ty.kind.clone();
    let mut direction = Direction::Both;
    match &mut kind {
        Kind::Object(object) => {
            direction = ty.direction;
            for property in &mut object.properties {
                property.place = crate::diagnostic::Place::default();
                property.docs = crate::api::Docs {
                    deprecated: property.docs.deprecated,
                    ..crate::api::Docs::default()
                };
            }
        }
        Kind::Enum(list) => {
            for value in &mut list.values {
                value.description = None;
            }
        }
        Kind::Union(_) => direction = ty.direction,
        _ => {}
    }
    let name = match (&ty.origin, &kind) {
        (_, Kind::Nullable(_)) => "",
        (Origin::Component(name), _) => name,
        _ => "",
    };
    format!("{direction:?} {name} {kind:?} {:?}", ty.rules)
}
