//! One of several types.

use super::types::TypeMap;
use super::{docs, head};
use crate::api::{Kind, Selection, TypeId, UnionKind, UnionMode};
use crate::rust::{Arm, Derives, Reading, RustType, TaggedArm, Union};
use std::collections::HashMap;

/// An enum with an arm for each type.
pub(super) fn lower_union(types: &TypeMap<'_>, id: TypeId, union: &UnionKind) -> Union {
    let rust: Vec<_> = union
        .arms
        .iter()
        .map(|arm| types.rust_type(arm.ty))
        .collect();
    let mut count: HashMap<&RustType, usize> = HashMap::new();
    for ty in &rust {
        *count.entry(ty).or_default() += 1;
    }
    let arms = union.arms.iter().zip(&rust).enumerate();
    let arms = arms.map(|(index, (arm, ty))| match types.is_endless(id, index) {
        true => endless_arm(types, id, union, index),
        false => Arm {
            ident: types.variant_name(id, index),
            ty: boxed(ty.clone(), types.is_boxed(id, index)),
            docs: arm_docs(types, arm.ty),
            from: count.get(ty) == Some(&1),
            checks: types.checks(arm.ty),
            tag: tag(union, index),
        },
    });
    let arms: Vec<_> = arms.collect();
    let reading = match &union.selection {
        Selection::Tag { property, arms } => Reading::Tag {
            property: property.clone(),
            arms: arms
                .iter()
                .map(|tagged| TaggedArm {
                    value: tagged.value.clone(),
                    arm: tagged.arm,
                })
                .collect(),
        },
        Selection::Shape(shapes) => Reading::Shape(shapes.clone()),
        Selection::InOrder => Reading::InOrder,
    };
    Union {
        head: head(types, id),
        derives: Derives {
            eq: types.has_eq(id),
            default: false,
        },
        keyword: match union.mode {
            UnionMode::OneOf => "oneOf",
            UnionMode::AnyOf => "anyOf",
        },
        checked: union.selection != Selection::InOrder
            || arms.iter().any(|arm| !arm.checks.is_empty()),
        arms,
        reading,
    }
}

/// An arm that leads back to the union itself, which could be read for ever: it holds the value
/// as it came.
fn endless_arm(types: &TypeMap<'_>, id: TypeId, union: &UnionKind, index: usize) -> Arm {
    let value = RustType::Value;
    let tag = tag(union, index);
    Arm {
        ident: types.variant_name(id, index),
        // What has a tag is an object.
        ty: if tag.is_some() {
            RustType::Map(Box::new(value))
        } else {
            value
        },
        docs: Vec::new(),
        from: false,
        checks: Vec::new(),
        tag,
    }
}

/// A type without an item has its documentation only where it is used.
fn arm_docs(types: &TypeMap<'_>, id: TypeId) -> Vec<String> {
    match types.api().ty(id).kind {
        Kind::Object(_) | Kind::Union(_) | Kind::Enum(_) => Vec::new(),
        _ => docs::lines(&types.api().ty(id).docs),
    }
}

/// The tag that an arm does not write itself.
fn tag(union: &UnionKind, index: usize) -> Option<(String, String)> {
    let Selection::Tag { property, arms } = &union.selection else {
        return None;
    };
    let tagged = arms
        .iter()
        .find(|tagged| tagged.arm == index && !tagged.carried)?;
    Some((property.clone(), tagged.value.clone()))
}

/// `Box<ty>` where it must be.
pub(super) fn boxed(ty: RustType, boxed: bool) -> RustType {
    if boxed {
        RustType::Boxed(Box::new(ty))
    } else {
        ty
    }
}
