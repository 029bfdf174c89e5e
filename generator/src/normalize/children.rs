//! Discriminators that speak of the schemas that extend theirs.

use super::flatten::stands_for;
use crate::document::{Document, Schema, SchemaId};
use std::collections::{HashMap, HashSet};

/// For each schema with a discriminator and no arms: the schemas that extend it, with the value
/// that tells them. One that extends it by way of others is among them, unless one on the way has
/// a discriminator of its own.
pub fn find(document: &Document) -> HashMap<SchemaId, Vec<(String, SchemaId)>> {
    let mut children: HashMap<SchemaId, Vec<(String, SchemaId)>> = HashMap::new();
    let parents: HashSet<SchemaId> = (0..)
        .map(SchemaId)
        .zip(&document.schemas)
        .filter(|(_, node)| is_parent(&node.schema))
        .map(|(id, _)| id)
        .collect();
    if parents.is_empty() {
        return children;
    }
    for (name, child) in &document.component_schemas {
        if is_alias(document, *child) {
            continue;
        }
        let mut met = HashSet::from([*child]);
        let mut open: Vec<SchemaId> = parts(document, *child).collect();
        while let Some(id) = open.pop() {
            if !met.insert(id) {
                continue;
            }
            if parents.contains(&id) {
                let child = (name.clone(), *child);
                children.entry(id).or_default().push(child);
            } else {
                open.extend(parts(document, id));
            }
        }
    }
    children
}

fn is_parent(schema: &Schema) -> bool {
    match schema {
        Schema::Keywords(keywords) => {
            keywords.one_of.is_empty()
                && keywords.any_of.is_empty()
                && keywords.discriminator.is_some()
        }
        Schema::Bool(_) => false,
    }
}

/// The schemas that a schema is put together from: those in its `allOf`, and what it refers to.
fn parts(document: &Document, id: SchemaId) -> impl Iterator<Item = SchemaId> + '_ {
    let keywords = match &document.schema(id).schema {
        Schema::Keywords(keywords) => Some(keywords),
        Schema::Bool(_) => None,
    };
    keywords.into_iter().flat_map(|keywords| {
        let referred = keywords.reference.as_ref().and_then(|it| it.target);
        keywords.all_of.iter().copied().chain(referred)
    })
}

/// Whether the schema is another name of the one that it refers to.
fn is_alias(document: &Document, id: SchemaId) -> bool {
    match &document.schema(id).schema {
        Schema::Keywords(keywords) => {
            keywords.reference.is_some() && stands_for(keywords).is_some()
        }
        Schema::Bool(_) => false,
    }
}
