//! What is told of the arms of a union beside objects with a tag: of those that are no objects, and
//! of unions in it.

use super::Normalizer;
use super::selection::closed_strings;
use crate::api::{Arm, JsonType, Kind, TypeId};
use serde_json::Value;
use std::collections::HashSet;

/// How many unions may stand in each other where the tags or types of their arms are looked for.
const DEEPEST: usize = 8;

impl Normalizer<'_> {
    /// The arms that are no objects, with their types: together, where these do not tell them apart.
    pub(super) fn plain(&self, arms: &[Arm]) -> Vec<(Vec<usize>, Vec<JsonType>)> {
        let plain = arms.iter().enumerate().filter_map(|(index, arm)| {
            let types = self.plain_types(arm.ty, &mut HashSet::new(), 0)?;
            Some((index, types))
        });
        let plain: Vec<_> = plain.collect();
        let mut seen = HashSet::new();
        let apart = plain.iter().all(|(_, types)| {
            // An integer is a number.
            let kinds = types.iter().map(|ty| match ty {
                JsonType::Integer => JsonType::Number,
                other => *other,
            });
            let kinds: HashSet<_> = kinds.collect();
            let apart = kinds.is_disjoint(&seen);
            seen.extend(kinds);
            apart
        });
        if apart {
            let alone = plain.into_iter().map(|(index, types)| (vec![index], types));
            return alone.collect();
        }
        let (indexes, types): (Vec<_>, Vec<_>) = plain.into_iter().unzip();
        vec![(indexes, sorted(types.concat()))]
    }

    /// The types of JSON that a type may have, if it is never an object. A union that was `seen` has
    /// had its turn.
    fn plain_types(
        &self,
        id: TypeId,
        seen: &mut HashSet<TypeId>,
        depth: usize,
    ) -> Option<Vec<JsonType>> {
        if depth > DEEPEST {
            return None;
        }
        let types = match &self.ty_at(id)?.kind {
            Kind::Enum(list) => list.values.iter().map(|one| type_of(&one.value)).collect(),
            Kind::Union(union) => {
                if !seen.insert(id) {
                    return Some(Vec::new());
                }
                let arms = union.arms.iter();
                let types = arms.map(|arm| self.plain_types(arm.ty, seen, depth + 1));
                types.collect::<Option<Vec<_>>>()?.concat()
            }
            Kind::Nullable(inner) => {
                let mut types = self.plain_types(*inner, seen, depth + 1)?;
                types.push(JsonType::Null);
                types
            }
            _ => self.shape(id)?.types,
        };
        (!types.contains(&JsonType::Object)).then(|| sorted(types))
    }

    /// The values of a property by which the arms of a union, or of unions in it, are told.
    pub(super) fn nested_tags(&self, id: TypeId, property: &str) -> Option<Vec<String>> {
        self.tags_within(id, property, &mut HashSet::new(), 0)
    }

    fn tags_within(
        &self,
        id: TypeId,
        property: &str,
        seen: &mut HashSet<TypeId>,
        depth: usize,
    ) -> Option<Vec<String>> {
        let Kind::Union(union) = &self.ty_at(id)?.kind else {
            return None;
        };
        if depth > DEEPEST {
            return None;
        }
        if !seen.insert(id) {
            return Some(Vec::new());
        }
        let told = self.discriminators.get(&id);
        let told = told.filter(|told| told.property == property);
        let tags = union.arms.iter().enumerate().map(|(index, arm)| {
            let explicit = told.into_iter().flat_map(|told| &told.explicit);
            let explicit = explicit.filter(|(_, arm)| *arm == index);
            let explicit: Vec<_> = explicit.map(|(value, _)| value.clone()).collect();
            if !explicit.is_empty() {
                return Some(explicit);
            }
            let own = self.property(arm.ty, property);
            own.and_then(|own| closed_strings(&self.types, self.non_null(own)))
                .or_else(|| self.tags_within(arm.ty, property, seen, depth + 1))
                .or_else(|| {
                    let mut names = told?.implicit.iter();
                    let (_, name) = names.find(|(arm, _)| *arm == index)?;
                    Some(vec![name.clone()])
                })
        });
        let tags = tags.collect::<Option<Vec<_>>>()?;
        Some(tags.concat())
    }
}

fn sorted(mut types: Vec<JsonType>) -> Vec<JsonType> {
    types.sort_unstable();
    types.dedup();
    types
}

/// The type of a value.
fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if number.is_f64() => JsonType::Number,
        Value::Number(_) => JsonType::Integer,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}
