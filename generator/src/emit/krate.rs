//! The frame of a crate.

use super::client::{any_feature, emit_client, emit_module};
use super::webhook::emit_webhooks;
use super::{Emission, Module, emit_type_files, ident, inner_docs};
use crate::rust::{Crate, RustModel};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, HashMap};

/// How many types may stand in each other before rustc's own limit must be raised.
const USUAL_DEPTH: usize = 50;

/// The file of an API's schemas: a text, beside the module that reads it.
const TABLES: &str = "tables.txt";

/// `lib.rs`.
pub fn emit_lib(krate: &Crate) -> Module {
    let intro = inner_docs(&lib_docs(krate));
    let limit = recursion_limit(krate);
    let capitals = krate.name.contains(|c: char| c.is_ascii_uppercase());
    let capitals = capitals.then(
        || quote!(#![allow(non_snake_case, reason = "who generated the crate has named it")]),
    );
    let head = quote! {
        #intro
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![forbid(unsafe_code)]
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "the description decides what things are called"
        )]
        #capitals
        #limit
    };
    std::iter::once(head).chain(emit_modules(krate)).collect()
}

/// What is in `lib.rs` below its head.
pub fn emit_modules(krate: &Crate) -> Module {
    // The module is there with the feature of any of its tags.
    let gated = |api: &RustModel| {
        let features: Vec<_> = api.features().into_iter().map(|(name, _)| name).collect();
        (any_feature(&features), ident(&api.module))
    };
    let apis = krate.apis.iter().map(|api| {
        let (gate, name) = gated(api);
        quote! {
            #gate
            #[rustfmt::skip]
            pub mod #name;
        }
    });
    // By `self`: an API may have a tag, and so a module, that is called like itself, like the
    // runtime, or like a crate.
    let only = match krate.apis.as_slice() {
        [api] => {
            let (gate, name) = gated(api);
            Some(quote! {
                #gate
                pub use self::#name::*;
            })
        }
        _ => None,
    };
    // What is emitted is compared byte by byte, so nobody's rustfmt may touch it.
    let runtime = quote! {
        #[rustfmt::skip]
        pub mod runtime;
    };
    let face = quote! {
        pub use self::runtime::{Base64Bytes, Maybe, Secret, Validate, Violation, Violations};
        #[cfg(feature = "schema")]
        pub use self::runtime::schema::CheckJson;
        #[cfg(feature = "client")]
        pub use self::runtime::{
            Body, CallOptions, Download, Error, Failure, Items, MediaBody, Multipart, RawResponse,
            Retry, Strictness, Upload
        };
    };
    apis.chain([runtime, face]).chain(only).collect()
}

/// The files of an API. `path` is where users find it, for the example in the documentation.
pub fn emit_api(model: &RustModel, path: String) -> Vec<Emission<'_>> {
    let mut files = vec![Emission::new("mod.rs", move || emit_module(model, &path))];
    files.extend(emit_tables(model));
    files.extend(emit_client(model));
    files.extend(emit_webhooks(model));
    files.extend(emit_type_files(model));
    files
}

/// The files of an API that are no Rust, by their names in its folder.
pub fn emit_texts(model: &RustModel) -> Option<(&'static str, String)> {
    let tables = model.doors.tables.as_ref()?;
    Some((TABLES, tables.text()))
}

/// The JSON door.
fn emit_tables(model: &RustModel) -> Option<Emission<'_>> {
    let emission = Emission::new("tables.rs", || emit_doors(model));
    model.doors.tables.is_some().then_some(emission)
}

/// A line for each item that the schemas describe, in a list for those that the same features
/// switch on.
fn emit_doors(model: &RustModel) -> Module {
    let in_part = (!model.tag_features.is_empty()).then(|| {
        quote! {
            #![allow(dead_code, unused_imports, reason = "a tag may have no type of its own")]
        }
    });
    let head = quote! {
        //! The schemas of the types: tables that one engine reads, and each type's place in them.

        #![allow(deprecated, reason = "what is deprecated can still be checked")]
        #in_part

        use super::types;
        use crate::runtime as rt;

        static TABLES: rt::schema::StoredTables =
            rt::schema::StoredTables::new(include_str!(#TABLES));

        fn tables() -> &'static rt::schema::Tables<'static> {
            TABLES.get()
        }
    };
    let gates: HashMap<&str, &[String]> = model
        .type_files
        .iter()
        .flat_map(|file| {
            let items = file
                .items
                .iter()
                .filter_map(|index| model.items.get(*index));
            items.map(|item| (item.head().name.as_str(), file.features.as_slice()))
        })
        .collect();
    let mut lists: BTreeMap<&[String], Vec<TokenStream>> = BTreeMap::new();
    for (name, node) in &model.doors.items {
        let features = gates.get(name.as_str()).copied().unwrap_or_default();
        let (name, node) = (ident(name), Literal::u32_unsuffixed(*node));
        let line = quote!(#name(#node),);
        lists.entry(features).or_default().push(line);
    }
    let lists = lists.into_iter().map(|(features, lines)| {
        let gate = any_feature(features);
        quote!(#gate rt::schema::doors! { #(#lines)* })
    });
    std::iter::once(head).chain(lists).collect()
}

fn lib_docs(krate: &Crate) -> Vec<String> {
    let title = |api: &RustModel| crate::lower::docs::tame(&api.title).join(" ");
    if let [api] = krate.apis.as_slice() {
        let module = &api.module;
        return vec![
            format!("A typed client for {}.", title(api)),
            String::new(),
            format!("What is in the module `{module}` is at the root, too."),
        ];
    }
    let mut lines = vec![
        "Typed clients, one module for each API:".to_owned(),
        String::new(),
    ];
    lines.extend(krate.apis.iter().map(|api| {
        let (module, feature) = (&api.module, api.feature());
        format!("* `{module}` (feature `{feature}`): {}", title(api))
    }));
    lines
}

/// A chain of types that hold each other is followed to its end when rustc checks how values are
/// dropped, and no chain is longer than there are types.
fn recursion_limit(krate: &Crate) -> Option<TokenStream> {
    let longest = krate
        .apis
        .iter()
        .map(|api| api.items.len())
        .max()
        .unwrap_or(0);
    let limit = longest.saturating_mul(4).next_power_of_two().to_string();
    (longest > USUAL_DEPTH).then(|| quote!(#![recursion_limit = #limit]))
}

#[cfg(test)]
mod tests {
    use super::emit_modules;
    use crate::rust::{Crate, RustModel};

    /// The root of a crate of these modules; each has the features of two tags.
    fn root(modules: &[&str]) -> String {
        let apis = modules.iter().map(|module| RustModel {
            module: (*module).to_owned(),
            tag_features: vec![format!("{module}-one"), format!("{module}-two")],
            ..RustModel::default()
        });
        let krate = Crate {
            apis: apis.collect(),
            ..Crate::default()
        };
        let pieces = emit_modules(&krate).into_iter();
        pieces.map(|piece| piece.to_string()).collect()
    }

    #[test]
    fn the_only_api_is_at_the_root_with_any_of_its_features() {
        let one = root(&["acme"]);
        assert!(one.contains("pub use self :: acme :: *"), "{one}");
        assert_eq!(one.matches("feature = \"acme-two\"").count(), 2, "{one}");
        assert!(!root(&["acme", "gears"]).contains(":: *"));
    }
}
