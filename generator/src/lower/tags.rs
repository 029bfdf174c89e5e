//! What the unions of an API say of the types of their arms: the value by which each is told.

use super::types::TypeMap;
use crate::api::{Api, Kind, Property, Selection, TypeId};
use std::collections::HashMap;

/// The property of a type, and the one value that every union with the type among its arms reads
/// there; `None` where there are several, as of a default.
pub(super) type Tags<'a> = HashMap<(TypeId, &'a str), Option<&'a str>>;

/// Looks at every union.
pub(super) fn tags(api: &Api) -> Tags<'_> {
    let mut tags = Tags::new();
    for ty in &api.types {
        let Kind::Union(union) = &ty.kind else {
            continue;
        };
        let Selection::Tag {
            property,
            arms,
            default,
            ..
        } = &union.selection
        else {
            continue;
        };
        for tagged in arms {
            let Some(arm) = union.arms.get(tagged.arm) else {
                continue;
            };
            // The default has other values too.
            let value = (*default != Some(tagged.arm)).then_some(tagged.value.as_str());
            tags.entry((arm.ty, property))
                .and_modify(|known| *known = known.filter(|known| Some(*known) == value))
                .or_insert(value);
        }
    }
    tags
}

impl TypeMap<'_> {
    /// The property `name` of an object, and its position.
    pub(super) fn tag_field(&self, id: TypeId, name: &str) -> Option<(usize, &Property)> {
        let Kind::Object(object) = &self.api().ty(id).kind else {
            return None;
        };
        let mut properties = object.properties.iter().enumerate();
        properties.find(|(_, property)| property.name == name)
    }
}
