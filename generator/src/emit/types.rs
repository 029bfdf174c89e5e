//! The module `types`: one file, or a folder of files whose items are all named from `types`.

use super::client::{any_feature, names_module};
use super::ident::{file_of, path_of};
use super::pattern::emit_pattern;
use super::{Emission, Module, doc, emit_item, emit_shared_checks, ident};
use crate::rust::{Item, RustModel, TypeFile};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The files of the module `types`.
pub fn emit_type_files(model: &RustModel) -> Vec<Emission<'_>> {
    if model.type_files.is_empty() {
        return vec![Emission::new("types.rs", || emit_types(model))];
    }
    let mut files = vec![Emission::new("types/mod.rs", || emit_root(model))];
    let homes = Arc::new(homes(model));
    files.extend(model.type_files.iter().map(|file| {
        let path = format!("types/{}.rs", file_of(&file.module));
        let homes = Arc::clone(&homes);
        Emission::new(path, move || emit_file(model, file, &homes))
    }));
    files
}

/// The file that each item stands in.
fn homes(model: &RustModel) -> HashMap<&str, &str> {
    let homes = model.type_files.iter().flat_map(|file| {
        let items = file.items.iter();
        let items = items.filter_map(|index| model.items.get(*index));
        items.map(|item| (item.head().name.as_str(), file.module.as_str()))
    });
    homes.collect()
}

/// The file that gathers the others.
fn emit_root(model: &RustModel) -> Module {
    let modules: Vec<_> = model
        .type_files
        .iter()
        .map(|file| ident(&file.module))
        .collect();
    let paths = model.type_files.iter().map(|file| path_of(&file.module));
    let gates: Vec<_> = model
        .type_files
        .iter()
        .map(|file| any_feature(&file.features))
        .collect();
    let parts = quote! {
        #(#gates #paths mod #modules;)*
        #(#gates pub use #modules::*;)*
    };
    std::iter::once(head())
        .chain([parts])
        .chain(shared(model))
        .collect()
}

/// All items in one file.
pub fn emit_types(model: &RustModel) -> Module {
    let items = model.items.iter().flat_map(emit_item);
    std::iter::once(head())
        .chain(items)
        .chain(shared(model))
        .collect()
}

fn head() -> TokenStream {
    quote! {
        //! The types of the API and what makes them valid.

        #![allow(deprecated, reason = "deprecated fields are still read and written")]
        #![allow(missing_docs, reason = "not every description describes")]
        #![allow(dead_code, reason = "some checks are the client's")]
        #![allow(
            clippy::approx_constant,
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::self_named_constructors,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "the description decides what is in a type and what it is called"
        )]

        #[allow(unused_imports, reason = "an alias needs nothing of the runtime")]
        use crate::runtime as rt;
    }
}

/// What the items of several files refer to.
fn shared(model: &RustModel) -> impl Iterator<Item = TokenStream> + '_ {
    let checks = model.shared_checks.iter().map(emit_shared_checks);
    checks.chain(model.patterns.iter().map(emit_pattern))
}

/// A part of `types`. It imports what it mentions by name, and from where it stands: to go through
/// everything that `types` gathers takes rustc far longer.
fn emit_file(model: &RustModel, file: &TypeFile, homes: &HashMap<&str, &str>) -> Module {
    let items = file
        .items
        .iter()
        .filter_map(|index| model.items.get(*index));
    let items: Vec<&Item> = items.collect();
    let own: BTreeSet<&str> = items.iter().map(|item| item.head().name.as_str()).collect();
    let uses: BTreeSet<&str> = items.iter().flat_map(|item| item.uses()).collect();
    let mut foreign: BTreeMap<Option<&str>, Vec<_>> = BTreeMap::new();
    for name in uses.difference(&own) {
        let home = homes.get(name).copied();
        foreign.entry(home).or_default().push(ident(name));
    }
    let imports = foreign.iter().map(|(home, names)| {
        let home = home.map(ident).into_iter();
        quote!(use super #(::#home)* ::{#(#names),*};)
    });
    let has_more = items.iter().any(|item| !matches!(item, Item::Alias(_)));
    let items: Vec<TokenStream> = items.into_iter().flat_map(emit_item).collect();
    // Of aliases alone only a few need it: a `Secret`, say.
    let runtime = has_more || items.iter().any(|item| names_module("rt", item));
    let runtime = runtime.then(|| {
        quote!(
            use crate::runtime as rt;
        )
    });
    let intro = doc::inner_docs(&["Types of the API.".to_owned()]);
    let head = quote! {
        #intro
        #(#imports)*
        #runtime
    };
    std::iter::once(head).chain(items).collect()
}
