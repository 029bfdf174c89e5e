//! Functions that read what arrives.

use super::client::names_module;
use super::{Emission, Module, doc, docs, ident, ty};
use crate::rust::{Position, RustModel, Webhook};
use proc_macro2::TokenStream;
use quote::quote;

/// The file `webhooks.rs` of an API, where it has requests that arrive.
pub(super) fn emit_webhooks(model: &RustModel) -> Option<Emission<'_>> {
    let some = !model.webhooks.is_empty();
    some.then(|| Emission::new("webhooks.rs", || emit_functions(model)))
}

fn emit_functions(model: &RustModel) -> Module {
    let functions: Vec<_> = model.webhooks.iter().map(emit_webhook).collect();
    let types = functions
        .iter()
        .any(|tokens| names_module("types", tokens))
        .then(|| quote! { use super::types; });
    let head = quote! {
        //! Requests that arrive: webhooks and callbacks. Each function reads the body of one.
        //!
        //! What is read need not be valid: [`Validate::validate`](rt::Validate::validate) says
        //! every rule that is broken. Whether a request comes from whom it says is for the caller
        //! to find out.

        #![allow(deprecated, reason = "what is deprecated can still arrive")]

        #types
        use crate::runtime as rt;
    };
    std::iter::once(head).chain(functions).collect()
}

fn emit_webhook(webhook: &Webhook) -> TokenStream {
    let docs = docs(&webhook.docs);
    let deprecated = doc::deprecated(webhook.deprecated);
    let name = ident(&webhook.function);
    let ty = ty(&webhook.ty, Position::Outside);
    quote! {
        #docs
        #deprecated
        pub fn #name(body: &[u8]) -> Result<#ty, rt::ReadError> {
            rt::arrived(body)
        }
    }
}
