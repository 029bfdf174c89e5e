//! Inline types that are built alike are one type.

use crate::api::{Direction, Kind, ObjectKind, Origin, Type, TypeId};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// What has been seen so far, by structure.
#[derive(Debug, Default)]
pub struct Shapes {
    seen: HashMap<Vec<u8>, TypeId>,
    /// Which type was kept in the place of which.
    pub merged: Vec<(TypeId, TypeId)>,
}

impl Shapes {
    /// The type that is built like `id` and was met first; `id` itself if there is none.
    ///
    /// Components never come here, and what stands inline in a type has been unified before the
    /// type itself, so equal structure means equal ids. The one that is given up stays in the
    /// list, and nothing refers to it.
    pub fn unify(&mut self, types: &[Type], id: TypeId) -> TypeId {
        let Some(ty) = types.get(id.0 as usize) else {
            return id;
        };
        let kept = *self.seen.entry(structure(ty)).or_insert(id);
        if kept != id && ty.kind.is_item() {
            self.merged.push((kept, id));
        }
        kept
    }
}

/// What two types share if they are built alike: places, descriptions and names left out, but for
/// a name that the overlay gave.
fn structure(ty: &Type) -> Vec<u8> {
    let mut bytes = Bytes::default();
    let direction = match &ty.kind {
        Kind::Object(_) | Kind::Union(_) => ty.direction,
        _ => Direction::Both,
    };
    let name = match (&ty.origin, &ty.kind) {
        (_, Kind::Nullable(_)) => "",
        (Origin::Component(name), _) => name,
        _ => "",
    };
    (direction, name, &ty.rules).hash(&mut bytes);
    std::mem::discriminant(&ty.kind).hash(&mut bytes);
    match &ty.kind {
        Kind::Object(object) => {
            let rest = ObjectKind {
                properties: Vec::new(),
                pattern_properties: object.pattern_properties.clone(),
                ..*object
            };
            rest.hash(&mut bytes);
            for property in &object.properties {
                let (name, ty, rename) = (&property.name, property.ty, &property.rename);
                let (required, deprecated) = (property.required, property.docs.deprecated);
                (name, ty, required, &property.default, deprecated, rename).hash(&mut bytes);
            }
        }
        Kind::Enum(list) => {
            list.open.hash(&mut bytes);
            for value in &list.values {
                (&value.value, &value.name).hash(&mut bytes);
            }
        }
        kind => kind.hash(&mut bytes),
    }
    bytes.0
}

/// All that is hashed. What hashes derive is different for what differs.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
