//! The client half of an emitted API: the module itself, the client, a module for each group.

mod api;
mod form;
mod group;
mod items;
mod operation;
mod reply;
mod request;

use super::ident::{file_of, path_of};
use super::{Emission, Module, docs, ident, inner_docs};
use crate::rust::RustModel;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The example of the module's documentation as a text of its own; nothing where there is none.
pub fn emit_example(model: &RustModel, path: &str) -> Option<String> {
    let lines = api::example_lines(model, path);
    let code = lines.iter().skip_while(|line| !line.starts_with("```"));
    let code = code.skip(1).take_while(|line| !line.starts_with("```"));
    let mut inside = false;
    let shown = code.map(|line| {
        // What rustdoc hides stands here: a reader must see where the variables come from.
        let bare = line.strip_prefix("# ").unwrap_or(line);
        inside &= bare != "}";
        let indent = if inside { "    " } else { "" };
        inside |= bare.starts_with("async fn");
        format!("{indent}{bare}\n")
    });
    let shown: String = shown.collect();
    (!shown.is_empty()).then_some(shown)
}

/// The file `mod.rs` of an API. `path` is where users find it, for the example.
pub fn emit_module(model: &RustModel, path: &str) -> Module {
    let client = &model.client;
    let mut lines = model.docs.clone();
    if !client.groups.is_empty() {
        lines.push(String::new());
        lines.extend(client.docs.iter().cloned());
        lines.extend(api::example_lines(model, path));
    }
    let docs = inner_docs(&lines);
    let tables = model.doors.tables.as_ref().map(|_| {
        quote! {
            #[cfg(feature = "schema")]
            mod tables;
        }
    });
    // What arrives belongs to no tag: it comes with the whole API.
    let whole = (!model.tag_features.is_empty()).then(|| any_feature(&[model.feature()]));
    let twice = |module: &str| {
        (module == model.module).then(|| {
            let reason = "the API is called so, too";
            quote! { #[allow(clippy::module_inception, reason = #reason)] }
        })
    };
    let webhooks = (!model.webhooks.is_empty()).then(|| {
        let twice = twice("webhooks");
        quote! { #twice #whole pub mod webhooks; }
    });
    let types = twice("types")
        .into_iter()
        .chain([quote! { pub mod types; }]);
    let types: TokenStream = types.collect();
    if client.groups.is_empty() {
        return vec![quote! { #docs #tables #types #webhooks }];
    }
    let groups = client.groups.iter().map(|group| {
        let module = ident(&group.module);
        let cfg = features(&group.features);
        let path = path_of(&group.module);
        let twice = twice(&group.module);
        quote! { #twice #cfg #path pub mod #module; }
    });
    vec![quote! {
        #docs
        #[cfg(feature = "client")]
        mod client;
        #(#groups)*
        #tables
        #types
        #webhooks

        #[cfg(feature = "client")]
        pub use client::{Client, ClientBuilder};
    }]
}

/// The files beside `mod.rs`: `client.rs`, and one for each group.
pub fn emit_client(model: &RustModel) -> Vec<Emission<'_>> {
    let client = &model.client;
    if client.groups.is_empty() {
        return Vec::new();
    }
    let mut files = vec![Emission::new("client.rs", || api::emit_api(model))];
    files.extend(client.groups.iter().map(|group| {
        Emission::new(format!("{}.rs", file_of(&group.module)), || {
            group::emit_group(group)
        })
    }));
    files
}

/// The condition under which a module is there.
fn features(features: &[String]) -> TokenStream {
    match features {
        [] => TokenStream::new(),
        [one] => quote! { #[cfg(feature = #one)] },
        several => quote! { #[cfg(all(#(feature = #several),*))] },
    }
}

/// The condition that one of the features is on; none are asked for: it always holds.
pub(super) fn any_feature(features: &[String]) -> TokenStream {
    gate(
        &std::iter::once(features)
            .filter(|list| !list.is_empty())
            .collect(),
    )
}

/// The condition that of each list one feature is on.
pub(super) fn gate(lists: &BTreeSet<&[String]>) -> TokenStream {
    let lists: Vec<_> = lists.iter().map(|list| one_of(list)).collect();
    match lists.as_slice() {
        [] => TokenStream::new(),
        [list] => quote! { #[cfg(#list)] },
        lists => quote! { #[cfg(all(#(#lists),*))] },
    }
}

fn one_of(features: &[String]) -> TokenStream {
    match features {
        [one] => quote! { feature = #one },
        several => quote! { any(#(feature = #several),*) },
    }
}

/// Whether tokens name an item of this module.
pub(super) fn names_module(module: &str, tokens: &TokenStream) -> bool {
    use proc_macro2::{Spacing, TokenTree};
    let mut after = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Group(inner) => {
                if names_module(module, &inner.stream()) {
                    return true;
                }
                after = false;
            }
            // One colon only: a field or an argument that is called so.
            TokenTree::Punct(punct)
                if after && punct.as_char() == ':' && punct.spacing() == Spacing::Joint =>
            {
                return true;
            }
            TokenTree::Ident(name) => after = name == module,
            _ => after = false,
        }
    }
    false
}

#[cfg(test)]
mod tests;
