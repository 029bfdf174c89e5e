//! The frame of a crate.

use super::client::{emit_client, emit_module};
use super::webhook::emit_webhooks;
use super::{Emission, Module, emit_type_files, ident, inner_docs};
use crate::rust::{Crate, Doors, RustModel};
use crate::tables::Compiled;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// How many types may stand in each other before rustc's own limit must be raised.
const USUAL_DEPTH: usize = 50;

/// `lib.rs`.
pub fn emit_lib(krate: &Crate) -> Module {
    let intro = inner_docs(&lib_docs(krate));
    let limit = recursion_limit(krate);
    let head = quote! {
        #intro
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![forbid(unsafe_code)]
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "the description names things in whatever script"
        )]
        #limit
    };
    let apis = krate.apis.iter().map(|api| {
        let (feature, name) = (api.feature(), ident(&api.module));
        quote! {
            #[cfg(feature = #feature)]
            #[rustfmt::skip]
            pub mod #name;
        }
    });
    // What is emitted is compared byte by byte, so nobody's rustfmt may touch it.
    let runtime = quote! {
        #[rustfmt::skip]
        pub mod runtime;
    };
    let face = quote! {
        pub use runtime::{Base64Bytes, Maybe, Secret, Validate, Violation, Violations};
        #[cfg(feature = "schema")]
        pub use runtime::schema::CheckJson;
        #[cfg(feature = "client")]
        pub use runtime::{CallOptions, Error, Failure, RawResponse, Retry, Strictness};
    };
    std::iter::once(head)
        .chain(apis)
        .chain([runtime, face])
        .collect()
}

/// The files of an API. `krate` is the name of the crate, for the example in the documentation.
pub fn emit_api<'m>(model: &'m RustModel, krate: &'m str) -> Vec<Emission<'m>> {
    let mut files = vec![Emission::new("mod.rs", move || emit_module(model, krate))];
    // The longest first: no thread is left alone with it in the end.
    files.extend(emit_tables(&model.doors));
    files.extend(emit_client(model));
    files.extend(emit_webhooks(model));
    files.extend(emit_type_files(model));
    files
}

/// The JSON door: the schemas as tables, and a line for each item that they describe.
fn emit_tables(doors: &Doors) -> Option<Emission<'_>> {
    let tables = doors.tables.as_ref()?;
    Some(Emission::new("tables.rs", || emit_doors(doors, tables)))
}

fn emit_doors(doors: &Doors, tables: &Compiled) -> Module {
    let head = quote! {
        //! The schemas of the types, as tables that one engine reads.

        #![allow(deprecated, reason = "what is deprecated can still be checked")]

        use super::types;
        use crate::runtime as rt;
    };
    let lines = doors.items.iter().map(|(name, node)| {
        let (name, node) = (ident(name), Literal::u32_unsuffixed(*node));
        quote!(rt::schema::door!(types::#name, #node);)
    });
    let statics = tables.emit(&quote!(crate::runtime::schema));
    std::iter::once(head)
        .chain(lines)
        .chain([statics])
        .collect()
}

fn lib_docs(krate: &Crate) -> Vec<String> {
    let mut lines = vec![
        "Typed clients, one module for each API:".to_owned(),
        String::new(),
    ];
    lines.extend(krate.apis.iter().map(|api| {
        let title = crate::lower::docs::tame(&api.title).join(" ");
        format!("* `{}` (feature `{}`): {title}", api.module, api.feature())
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
