//! The module of a group of operations.

use super::operation::{emit_method, emit_operation};
use super::{docs, ident, inner_docs, names_types};
use crate::rust::client::Group;
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a group.
pub(super) fn emit_group(group: &Group) -> TokenStream {
    let head = inner_docs(&group.docs);
    let ty = ident(&group.ty);
    let module = ident(&group.module);
    let ty_docs = docs(&group.docs);
    let methods = group.operations.iter().map(emit_method);
    let operations = group.operations.iter().map(|op| emit_operation(group, op));
    let body = quote! {
        impl super::Client {
            #ty_docs
            pub fn #module(&self) -> #ty<'_> {
                #ty { core: rt::Api::core(self) }
            }
        }

        #ty_docs
        #[derive(Debug, Clone, Copy)]
        pub struct #ty<'c> {
            core: &'c rt::Core,
        }

        impl<'c> #ty<'c> {
            #(#methods)*
        }

        #(#operations)*
    };
    let types = names_types(&body).then(|| quote! { use super::types; });
    quote! {
        #head

        #types
        use crate::runtime as rt;

        #body
    }
}
