//! Objects.

use super::checks::each;
use super::types::TypeMap;
use super::union::boxed;
use super::{docs, facts, head, rules};
use crate::api::{Additional, Kind, ObjectKind, Property, TypeId};
use crate::diagnostic::{Code, Diagnostics};
use crate::rust::{self, Check, Derives, Expr, Field, Presence, RustType, Struct};

/// A struct with a field for each property.
pub(super) fn lower_struct(
    types: &TypeMap<'_>,
    id: TypeId,
    object: &ObjectKind,
    diagnostics: &mut Diagnostics,
) -> Struct {
    let properties = object.properties.iter().enumerate();
    let fields = properties.map(|(index, property)| lower_field(types, id, index, property));
    let fields: Vec<_> = fields.collect();
    let additional = lower_additional(types, id, object, diagnostics);
    if additional.is_none() {
        report_keys(types, id, object, diagnostics);
    }
    let rules = rules::lower_rules(types, id, object, diagnostics);
    let properties = property_count(object);
    let needs_nothing = |field: &Field| {
        !matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        )
    };
    Struct {
        head: head(types, id),
        derives: Derives {
            eq: types.has_eq(id),
            default: fields.iter().all(needs_nothing),
        },
        additional,
        properties,
        rules,
        fields,
    }
}

fn lower_field(types: &TypeMap<'_>, id: TypeId, index: usize, property: &Property) -> Field {
    let api = types.api();
    let (inner, nullable) = api.non_null(property.ty);
    let bare = types.rust_type(inner);
    let presence = presence(types, property.required, nullable, inner);
    let optional = !property.required;
    let default = property.default.as_ref().filter(|_| optional);
    let only = (presence == Presence::Required).then(|| constant(types, inner));
    let told = (presence == Presence::Required).then(|| tag(types, id, property, inner));
    let (only, told) = (only.flatten(), told.flatten());
    let mut docs = field_docs(types, property, inner);
    if let (None, Some(_), Some(value)) = (&only, &told, types.tag(id, &property.name)) {
        let words = "tells this type in unions; `new` fills it in.";
        docs::append(&mut docs, Some(format!("{} {words}", docs::code(value))));
    }
    Field {
        ident: types.field_name(id, index),
        wire: property.name.clone(),
        into: types.takes_into(inner),
        ty: boxed(bare.clone(), types.is_boxed(id, index)),
        presence,
        docs,
        deprecated: property.docs.deprecated,
        constant: only.or(told),
        default: default.and_then(|value| types.literal_as(inner, &bare, value)),
        checks: types.checks(inner),
    }
}

/// `propertyNames` is checked of names that only a value has. A property that is described and
/// whose name breaks it could never be there, which nothing checks.
fn report_keys(
    types: &TypeMap<'_>,
    id: TypeId,
    object: &ObjectKind,
    diagnostics: &mut Diagnostics,
) {
    let Some(keys) = object.keys.map(|keys| &types.api().ty(keys).kind) else {
        return;
    };
    let allows = |name: &str| match keys {
        Kind::String(kind) => {
            let length = name.chars().count() as u64;
            kind.min_length.is_none_or(|min| length >= min)
                && kind.max_length.is_none_or(|max| length <= max)
                && kind
                    .patterns
                    .iter()
                    .all(|source| specloom_runtime::Pattern::would_match(source, name))
        }
        Kind::Enum(list) => list.open || list.values.iter().any(|value| value.value == name),
        Kind::Never => false,
        _ => true,
    };
    let broken = object
        .properties
        .iter()
        .find(|property| !allows(&property.name));
    if let Some(property) = broken {
        let place = types.api().ty(id).place.key("propertyNames");
        let name = &property.name;
        let message =
            format!("this forbids the name of the property `{name}`, which is not checked");
        diagnostics.report(Code::Unchecked, &place, message);
    }
}

/// The table of DESIGN section 3.
pub(super) fn presence(
    types: &TypeMap<'_>,
    required: bool,
    nullable: bool,
    inner: TypeId,
) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, true) => Presence::OptionalNullable,
        (false, false) if types.accepts_null(inner) => Presence::OptionalAny,
        (false, false) => Presence::Optional,
    }
}

/// The documentation of a field: the property's own, else that of a type that is no item and so
/// is documented nowhere else; then what its type does not say by itself.
pub(super) fn field_docs(types: &TypeMap<'_>, property: &Property, inner: TypeId) -> Vec<String> {
    let ty = types.api().ty(inner);
    let mut lines = docs::lines(&property.docs);
    if lines.is_empty() && !super::types::is_item(types.api(), inner) {
        lines = docs::lines(&ty.docs);
    }
    docs::append(
        &mut lines,
        facts::of_property(types.api(), inner, property.default.as_ref()),
    );
    lines
}

/// The one value that a type has.
fn constant(types: &TypeMap<'_>, id: TypeId) -> Option<Expr> {
    match &types.api().ty(id).kind {
        Kind::Null => Some(Expr::Unit),
        Kind::Enum(list) if !list.open => match list.values.as_slice() {
            [only] => types.literal(id, &only.value),
            _ => None,
        },
        _ => None,
    }
}

/// The value by which unions tell the type `id`, where the property could hold others too.
fn tag(types: &TypeMap<'_>, id: TypeId, property: &Property, inner: TypeId) -> Option<Expr> {
    let tag = types.tag(id, &property.name)?;
    match (&types.api().ty(inner).kind, types.rust_type(inner)) {
        (Kind::String(_), RustType::String) | (Kind::Enum(_), _) => {
            types.literal(inner, &tag.into())
        }
        _ => None,
    }
}

/// `minProperties` and `maxProperties`, where they say more than `required` does.
pub(super) fn property_count(object: &ObjectKind) -> Option<(u64, Option<u64>)> {
    let required = object
        .properties
        .iter()
        .filter(|property| property.required)
        .count() as u64;
    let all = object.properties.len() as u64;
    let open = object.additional != Additional::Denied || !object.pattern_properties.is_empty();
    let min = object
        .min_properties
        .filter(|min| *min > required)
        .unwrap_or(0);
    let max = object.max_properties.filter(|max| open || *max < all);
    (min > 0 || max.is_some()).then_some((min, max))
}

/// Whether a property must match a pattern if it is none of the listed ones.
pub(super) fn patterns_only(object: &ObjectKind) -> bool {
    object.additional == Additional::Denied && !object.pattern_properties.is_empty()
}

/// The type of the values of `additional_properties`: the one that all of them have, else any.
fn additional_type(types: &TypeMap<'_>, object: &ObjectKind) -> Option<RustType> {
    let declared = match object.additional {
        Additional::Typed(ty) => Some(types.rust_type(ty)),
        Additional::Ignored if !object.pattern_properties.is_empty() => Some(RustType::Value),
        Additional::Ignored | Additional::Denied => None,
    };
    let patterns = object
        .pattern_properties
        .iter()
        .map(|(_, ty)| types.rust_type(*ty));
    let mut all = declared.into_iter().chain(patterns);
    let first = all.next()?;
    Some(if all.all(|ty| ty == first) {
        first
    } else {
        RustType::Value
    })
}

fn lower_additional(
    types: &TypeMap<'_>,
    id: TypeId,
    object: &ObjectKind,
    diagnostics: &mut Diagnostics,
) -> Option<rust::Additional> {
    let api = types.api();
    let ty = additional_type(types, object)?;
    let checks_of = |part: TypeId| {
        let same = types.rust_type(part) == ty;
        if same { types.checks(part) } else { Vec::new() }
    };
    let declared = match object.additional {
        Additional::Typed(part) => Some(part),
        Additional::Ignored | Additional::Denied => None,
    };
    let mut parts = object.pattern_properties.iter().map(|(_, part)| *part);
    if parts.any(|part| types.rust_type(part) != ty)
        || declared.is_some_and(|part| types.rust_type(part) != ty)
    {
        let message = "properties by pattern have several types, so they are kept as any value";
        diagnostics.report(Code::Unchecked, &api.ty(id).place, message);
    }
    let patterns = object.pattern_properties.iter();
    let patterns =
        patterns.filter_map(|(source, part)| Some((types.pattern(source)?, checks_of(*part))));
    let patterns: Vec<_> = patterns.collect();
    let others = declared.map(checks_of).unwrap_or_default();
    let keys = types.key_checks(object.keys);
    let mut checks = Vec::new();
    if !keys.is_empty() {
        checks.push(Check::Keys(keys));
    }
    // A pattern is asked where something follows from the answer.
    if patterns_only(object) {
        checks.push(Check::Matching(patterns, None));
    } else if patterns.iter().all(|(_, checks)| *checks == others) {
        checks.extend(each(others));
    } else {
        checks.push(Check::Matching(patterns, Some(others)));
    }
    Some(rust::Additional { ty, checks })
}
