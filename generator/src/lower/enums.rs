//! Lists of values.

use super::types::TypeMap;
use super::{docs, head};
use crate::api::{EnumKind, EnumValue, TypeId};
use crate::rust::{Item, StringEnum, ValueEnum, Variant};
use serde_json::Value;

/// An enum of strings where all values are, else an enum of values.
pub(super) fn lower_enum(types: &TypeMap<'_>, id: TypeId, list: &EnumKind) -> Item {
    let head = head(types, id);
    let open = list.open;
    let variant = |(index, value): (usize, &EnumValue)| Variant {
        ident: types.variant_name(id, index),
        value: value.value.clone(),
        docs: value
            .description
            .as_deref()
            .map(docs::tame)
            .unwrap_or_default(),
    };
    let variants: Vec<Variant<Value>> = list.values.iter().enumerate().map(variant).collect();
    let strings: Option<Vec<_>> = variants.iter().map(string_variant).collect();
    match strings {
        Some(variants) => Item::StringEnum(StringEnum {
            head,
            variants,
            open,
        }),
        None => Item::ValueEnum(ValueEnum {
            head,
            variants,
            open,
        }),
    }
}

fn string_variant(variant: &Variant<Value>) -> Option<Variant<String>> {
    Some(Variant {
        ident: variant.ident.clone(),
        value: variant.value.as_str()?.to_owned(),
        docs: variant.docs.clone(),
    })
}
