//! One of several types.

use super::strukt::presence;
use super::types::TypeMap;
use super::{docs, head};
use crate::api::{Kind, Selection, TagArm, TypeId, UnionKind, UnionMode};
use crate::rust::{Arm, Derives, OwnTag, Reading, RustType, TaggedArm, Union};
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
            tag: tag(types, union, index),
            own_tag: own_tag(types, union, index),
        },
    });
    let arms: Vec<_> = arms.collect();
    let reading = match &union.selection {
        Selection::Tag {
            property,
            arms,
            plain,
            default,
        } => Reading::Tag {
            property: property.clone(),
            plain: plain.clone(),
            default: *default,
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
            || (arms.iter()).any(|arm| !arm.checks.is_empty() || arm.own_tag.is_some()),
        arms,
        reading,
        in_option: false,
        in_maybe: false,
    }
}

/// An arm that leads back to the union itself, which could be read for ever: it holds the value
/// as it came.
fn endless_arm(types: &TypeMap<'_>, id: TypeId, union: &UnionKind, index: usize) -> Arm {
    let value = RustType::Value;
    let tag = tag(types, union, index);
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
        own_tag: None,
    }
}

/// A type without an item has its documentation only where it is used.
fn arm_docs(types: &TypeMap<'_>, id: TypeId) -> Vec<String> {
    match types.api().ty(id).kind {
        Kind::Object(_) | Kind::Union(_) | Kind::Enum(_) => Vec::new(),
        _ => docs::lines(&types.api().ty(id).docs),
    }
}

/// The tags of an arm that does not always write one itself.
fn tag(types: &TypeMap<'_>, union: &UnionKind, index: usize) -> Option<(String, Vec<String>)> {
    let (property, tagged, default) = tags_of(union, index)?;
    let arm = union.arms.get(index)?.ty;
    let nested = matches!(types.api().ty(arm).kind, Kind::Union(_));
    let writes = types
        .tag_field(arm, property)
        .map_or(nested, |(_, field)| field.required);
    let carried = tagged.iter().all(|tagged| tagged.carried);
    let values = tagged.iter().map(|tagged| tagged.value.clone()).collect();
    // Any other value, or none, leads to the default: it needs no tag.
    let writes = default || (carried && writes);
    (!writes).then(|| (property.to_owned(), values))
}

/// The property by which a union is read, the values that lead to an arm, and whether the arm is
/// the default: then the values that lead to others.
fn tags_of(union: &UnionKind, index: usize) -> Option<(&str, Vec<&TagArm>, bool)> {
    let Selection::Tag {
        property,
        arms,
        default,
        ..
    } = &union.selection
    else {
        return None;
    };
    let own = |tagged: &&TagArm| tagged.arm == index;
    if *default == Some(index) {
        let is_own = |value: &str| arms.iter().filter(own).any(|tagged| tagged.value == value);
        let others = arms.iter().filter(|tagged| !is_own(&tagged.value));
        return Some((property, others.collect(), true));
    }
    let tagged: Vec<_> = arms.iter().filter(own).collect();
    (!tagged.is_empty()).then_some((property, tagged, false))
}

/// The field of an arm's own type that tells it, unless that has no other value anyway.
fn own_tag(types: &TypeMap<'_>, union: &UnionKind, index: usize) -> Option<OwnTag> {
    let (property, tagged, default) = tags_of(union, index)?;
    let arm = union.arms.get(index)?.ty;
    let (position, field) = types.tag_field(arm, property)?;
    let (inner, nullable) = types.api().non_null(field.ty);
    let is_right = |value: &str| tagged.iter().any(|tagged| tagged.value == value) != default;
    match &types.api().ty(inner).kind {
        Kind::String(_) if types.rust_type(inner) == RustType::String => {}
        Kind::Enum(list) => {
            let mut texts = list.values.iter().map(|value| value.value.as_str());
            if texts.clone().any(|text| text.is_none()) {
                return None;
            }
            if !list.open && texts.all(|text| text.is_some_and(is_right)) {
                return None;
            }
        }
        _ => return None,
    }
    Some(OwnTag {
        ident: types.field_name(arm, position),
        property: property.to_owned(),
        presence: presence(types, field.required, nullable, inner),
        plain: matches!(types.api().ty(inner).kind, Kind::String(_)),
        values: tagged.iter().map(|tagged| tagged.value.clone()).collect(),
        default,
    })
}

/// `Box<ty>` where it must be.
pub(super) fn boxed(ty: RustType, boxed: bool) -> RustType {
    if boxed {
        RustType::Boxed(Box::new(ty))
    } else {
        ty
    }
}
