//! RustModel becomes token streams. Nothing is decided here: each function writes one kind of
//! item, in the shape that it will have.

pub mod client;

mod check;
mod doc;
mod enums;
mod expr;
mod ident;
mod krate;
mod moved;
mod object;
mod pattern;
mod rule;
mod strukt;
mod ty;
mod types;
mod union;
mod webhook;

#[cfg(test)]
mod compiled;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

pub use check::rules;
pub use client::emit_example;
pub use doc::{docs, inner_docs};
pub use expr::expr;
pub use ident::ident;
pub use krate::{emit_api, emit_lib, emit_modules, emit_texts};
pub use ty::ty;
pub use types::{emit_type_files, emit_types};

use crate::rust::{Alias, Item, Position, SharedChecks};
use proc_macro2::TokenStream;
use quote::quote;
use std::fmt;

/// A file of Rust, in pieces that can be parsed and formatted one by one.
pub type Module = Vec<TokenStream>;

/// A file that is yet to be emitted. Tokens stay on one thread, so each thread makes its own.
pub struct Emission<'m> {
    /// The path in the folder of the API.
    pub path: String,
    /// Emits it.
    pub emit: Box<dyn Fn() -> Module + Send + Sync + 'm>,
}

impl<'m> Emission<'m> {
    fn new(path: impl Into<String>, emit: impl Fn() -> Module + Send + Sync + 'm) -> Self {
        Self {
            path: path.into(),
            emit: Box::new(emit),
        }
    }
}

impl fmt::Debug for Emission<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Emission").field(&self.path).finish()
    }
}

fn emit_item(item: &Item) -> Module {
    match item {
        Item::Struct(item) => strukt::emit_struct(item),
        Item::StringEnum(item) => vec![enums::emit_string_enum(item)],
        Item::ValueEnum(item) => vec![enums::emit_value_enum(item)],
        Item::Union(item) => vec![union::emit_union(item)],
        Item::Alias(item) => vec![emit_alias(item)],
    }
}

fn emit_alias(alias: &Alias) -> TokenStream {
    let outer = doc::head(&alias.head);
    let name = ident(&alias.head.name);
    let ty = ty(&alias.ty, Position::Types);
    quote! {
        #outer
        pub type #name = #ty;
    }
}

fn emit_shared_checks(shared: &SharedChecks) -> TokenStream {
    let name = ident(&shared.name);
    let rules = rules(&shared.checks, Position::Types);
    quote!(pub(super) const #name: rt::Rules = #rules;)
}
