//! What unions can be made of where they stand in something else.

use crate::rust::client::{Operation, Payload, RequestContent};
use crate::rust::{Item, Presence, RustModel, RustType};
use std::collections::HashSet;

/// Notes of each union whether arguments take it in an `Option` (a body that may be left out) or in
/// a `Maybe` (a property that may be null, too): what becomes the union should become that.
pub(super) fn mark_unions(model: &mut RustModel) {
    let operations = model
        .client
        .groups
        .iter()
        .flat_map(|group| &group.operations);
    let in_option: HashSet<String> = operations.filter_map(optional_body).collect();
    let structs = model.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(&item.fields),
        _ => None,
    });
    let in_maybe: HashSet<String> = structs
        .flatten()
        .filter_map(|field| match (field.presence, &field.ty) {
            (Presence::OptionalNullable, RustType::Named(name)) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for item in &mut model.items {
        if let Item::Union(union) = item {
            union.in_option = in_option.contains(&union.head.name);
            union.in_maybe = in_maybe.contains(&union.head.name);
        }
    }
}

/// The type of a body that may be left out.
fn optional_body(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref().filter(|body| !body.required)?;
    match &body.content {
        RequestContent::One(arm) => match &arm.payload {
            Payload::Json(RustType::Named(name)) | Payload::Text(RustType::Named(name)) => {
                Some(name.clone())
            }
            _ => None,
        },
        RequestContent::Many(_) => None,
    }
}
