//! Api and Names become [`RustModel`]: every decision about Rust is made here.

pub mod client;
pub mod docs;

mod boxing;
mod checks;
mod conversions;
mod enums;
mod facts;
mod files;
mod literal;
mod number;
mod rules;
mod size;
mod strukt;
mod tags;
mod tame;
#[cfg(test)]
pub(crate) mod testing;
mod types;
mod union;
mod webhook;

pub use crate::rust::DateTime;
pub use types::TypeMap;

use crate::api::{Api, Content, ContentKind, Kind, TypeId};
use crate::diagnostic::Diagnostics;
use crate::name::Names;
use crate::rust::{Alias, Doors, Head, Item, RustModel, RustType};
use rayon::prelude::*;
use std::collections::HashSet;

/// What the user can choose about the Rust that is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The module of the API, a valid identifier: `acme_widgets`.
    pub module: String,
    /// What dates are.
    pub date_time: DateTime,
}

/// Whether a value of the type can be that number; a type that is no integer can be any.
pub(crate) fn holds_integer(ty: &RustType, number: &serde_json::Number) -> bool {
    number::type_range(ty).is_none_or(|(min, max)| {
        number::integer(number).is_some_and(|value| (min..=max).contains(&value))
    })
}

/// Lowers one API.
pub fn lower(
    api: &Api,
    names: &Names,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> RustModel {
    let types = TypeMap::new(api, names, options, diagnostics);
    let ids = (0u32..).map(TypeId).take(api.types.len());
    let idle = idle_types(api);
    let named = ids.filter(|id| names.types.contains_key(id) && !idle.contains(id));
    let named: Vec<TypeId> = named.collect();
    let lower_items = || -> Vec<_> {
        let named = named.par_iter();
        let lowered = named.map(|id| {
            let mut found = Diagnostics::default();
            (lower_item(&types, *id, &mut found), *id, found)
        });
        lowered.collect()
    };
    let mut beyond = Diagnostics::default();
    let lower_operations = || {
        let webhooks = webhook::lower_webhooks(api, names, &types, &mut beyond);
        let client = client::lower_client(api, names, &types, &mut beyond);
        (webhooks, client)
    };
    let (lowered, (webhooks, client)) = rayon::join(lower_items, lower_operations);
    let (mut items, mut ids) = (Vec::new(), Vec::new());
    for (item, id, found) in lowered {
        diagnostics.extend(found.into_vec());
        ids.extend(item.is_some().then_some(id));
        items.extend(item);
    }
    diagnostics.extend(beyond.into_vec());
    for (name, id) in &names.aliases {
        items.push(lower_alias(&types, name, *id));
        ids.push(*id);
    }
    let mut model = RustModel {
        module: options.module.clone(),
        title: api.title.clone(),
        version: api.version.clone(),
        docs: docs::module_lines(api),
        type_files: Vec::new(),
        items,
        date_time: options.date_time,
        tuples: types::tuple_lengths(api),
        patterns: types.patterns().to_vec(),
        doors: Doors::default(),
        shared_checks: types.shared_checks(),
        webhooks,
        client,
        tag_features: Vec::new(),
    };
    conversions::mark_unions(&mut model);
    files::assign_files(api, names, &mut model, &ids);
    model
}

/// The types that only bodies of parts lead to, where each is a struct of the client instead.
pub(crate) fn idle_types(api: &Api) -> HashSet<TypeId> {
    let is_form = |content: &&Content| {
        matches!(content.kind, ContentKind::Multipart(id, _)
            if matches!(api.ty(api.non_null(id).0).kind, Kind::Object(_)))
    };
    let operations = || api.operations.iter().chain(&api.webhooks);
    let bodies = operations().filter_map(|operation| operation.body.as_ref());
    let mut contents = bodies.flat_map(|body| &body.contents);
    if !contents.any(|content| is_form(&content)) {
        return HashSet::new();
    }
    let mut roots: Vec<TypeId> = api.components.iter().map(|(_, id)| *id).collect();
    for operation in operations() {
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let forms: Vec<TypeId> = bodies
            .filter(is_form)
            .filter_map(|content| content.kind.ty())
            .collect();
        let mut types = operation.types();
        for form in forms {
            // The same type may be somebody's JSON as well.
            if let Some(at) = types.iter().position(|ty| *ty == form) {
                types.swap_remove(at);
            }
            roots.extend(api.ty(api.non_null(form).0).kind.children());
        }
        roots.extend(types);
    }
    let needed: HashSet<TypeId> = api.closure(roots).into_iter().collect();
    let all = api.reachable().into_iter();
    all.filter(|id| !needed.contains(id)).collect()
}

/// The item of a type that has a name.
fn lower_item(types: &TypeMap<'_>, id: TypeId, diagnostics: &mut Diagnostics) -> Option<Item> {
    let ty = types.api().ty(id);
    match &ty.kind {
        Kind::Object(object) => {
            let strukt = strukt::lower_struct(types, id, object, diagnostics);
            Some(Item::Struct(strukt))
        }
        Kind::Enum(list) => Some(enums::lower_enum(types, id, list)),
        Kind::Union(union) => Some(Item::Union(union::lower_union(types, id, union))),
        _ => types.name(id).map(|_| {
            Item::Alias(Alias {
                head: head(types, id),
                ty: types.rust_type(id),
            })
        }),
    }
}

/// A component that only refers to another one: a second name for its type.
fn lower_alias(types: &TypeMap<'_>, name: &str, id: TypeId) -> Item {
    let ty = types.rust_type(id);
    let docs = match &ty {
        RustType::Named(target) => vec![format!("Another name for [`{target}`].")],
        _ => Vec::new(),
    };
    let head = Head {
        name: name.to_owned(),
        docs,
        deprecated: false,
    };
    Item::Alias(Alias { head, ty })
}

/// Name and documentation of the item `id`.
fn head(types: &TypeMap<'_>, id: TypeId) -> Head {
    let ty = types.api().ty(id);
    let mut lines = docs::lines(&ty.docs);
    docs::append(&mut lines, facts::of_type(types.api(), id));
    Head {
        name: types.item_name(id),
        docs: lines,
        deprecated: ty.docs.deprecated,
    }
}
