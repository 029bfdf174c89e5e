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
    /// Types with a name of their own never come here, and what stands inline in a type has been
    /// unified before the type itself, so equal structure means equal ids.
    pub fn unify(&mut self, types: &mut Vec<Type>, id: TypeId) -> TypeId {
        let Some(ty) = types.get(id.0 as usize) else {
            return id;
        };
        if matches!(ty.origin, Origin::Component(_)) && !matches!(ty.kind, Kind::Nullable(_)) {
            return id;
        }
        let key = structure(ty);
        match self.seen.get(&key) {
            Some(first) => {
                if id.0 as usize + 1 == types.len() {
                    types.pop();
                }
                *first
            }
            None => {
                self.seen.insert(key, id);
                id
            }
        }
    }
}

/// A text that two types share if they are built alike: places, descriptions and names left out.
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
    format!("{direction:?} {kind:?} {:?}", ty.rules)
}
