//! Which schemas differ between what is sent and what comes back.

use super::flatten::transparent;
use super::{DEPTH_LIMIT, Normalizer};
use crate::api::Direction;
use crate::document::{Document, Keywords, Schema, SchemaId};
use std::collections::HashSet;

impl Normalizer<'_> {
    /// Whether a property is part of what travels in `direction`. Of several that say `readOnly` one
    /// is enough (JSON Schema Validation, 9.4), wherever `$ref` and `allOf` lead to it.
    pub(super) fn travels(&self, schema: SchemaId, direction: Direction) -> bool {
        if direction == Direction::Both || !self.directional.contains(&schema) {
            return true;
        }
        let (mut read_only, mut write_only) = (false, false);
        let (mut seen, mut next) = (vec![schema], 0);
        while let Some(id) = seen.get(next).copied() {
            next += 1;
            let Some(keywords) = self.keywords(id) else {
                continue;
            };
            read_only |= keywords.read_only;
            write_only |= keywords.write_only;
            let reference = keywords.reference.iter().filter_map(|one| one.target);
            let parts = keywords.all_of.iter().copied();
            for part in reference.chain(parts).chain(transparent(keywords)) {
                if seen.len() < DEPTH_LIMIT && !seen.contains(&part) {
                    seen.push(part);
                }
            }
        }
        match direction {
            Direction::Request => !read_only || write_only,
            Direction::Response => !write_only || read_only,
            Direction::Both => true,
        }
    }
}

/// Whether a value travels one way only.
pub fn is_one_way(keywords: &Keywords) -> bool {
    keywords.read_only || keywords.write_only
}

/// Whether constraints were mined from prose, which hold for requests only.
pub fn is_mined(keywords: &Keywords) -> bool {
    keywords.extensions.contains_key("x-mined")
}

/// Schemas of which something is true, or of a schema that they hold or refer to.
pub fn find(document: &Document, is_so: impl Fn(&Keywords) -> bool) -> HashSet<SchemaId> {
    let mut parents: Vec<Vec<SchemaId>> = vec![Vec::new(); document.schemas.len()];
    let mut found = HashSet::new();
    let mut work = Vec::new();
    for (index, node) in document.schemas.iter().enumerate() {
        let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
        let Schema::Keywords(keywords) = &node.schema else {
            continue;
        };
        if is_so(keywords) {
            work.push(id);
        }
        for child in children(keywords) {
            if let Some(slot) = parents.get_mut(child.0 as usize) {
                slot.push(id);
            }
        }
    }
    while let Some(id) = work.pop() {
        if found.insert(id)
            && let Some(above) = parents.get(id.0 as usize)
        {
            work.extend(above.iter().copied());
        }
    }
    found
}

/// Every schema that a schema refers to or holds and that makes a difference to its type.
fn children(keywords: &Keywords) -> impl Iterator<Item = SchemaId> + '_ {
    let references = keywords.reference.iter().chain(&keywords.dynamic_reference);
    let maps = keywords.properties.values();
    let single = [
        keywords.items,
        keywords.additional_properties,
        keywords.property_names,
    ];
    references
        .filter_map(|reference| reference.target)
        .chain(maps.copied())
        .chain(keywords.pattern_properties.values().copied())
        .chain(single.into_iter().flatten())
        .chain(keywords.prefix_items.iter().copied())
        .chain(keywords.all_of.iter().copied())
        .chain(keywords.any_of.iter().copied())
        .chain(keywords.one_of.iter().copied())
}
