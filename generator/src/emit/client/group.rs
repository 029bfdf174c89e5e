//! The module of a group of operations.

use super::super::Module;
use super::super::moved::moved;
use super::operation::{emit_method, emit_operation};
use super::{docs, ident, inner_docs, names_module};
use crate::rust::client::Group;
use quote::quote;

/// The file of a group.
pub(super) fn emit_group(group: &Group) -> Module {
    let head = moved(inner_docs(&group.docs));
    let ty = ident(&group.ty);
    let module = ident(&group.module);
    let ty_docs = docs(&group.docs);
    let methods = group.operations.iter().map(emit_method).map(moved);
    let face = quote! {
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
    };
    let mut body = vec![face];
    body.extend(
        group
            .operations
            .iter()
            .flat_map(|op| emit_operation(group, op)),
    );
    let types = body
        .iter()
        .any(|tokens| names_module("types", tokens))
        .then(|| quote! { use super::types; });
    body.insert(0, quote! {
        #head

        #![allow(deprecated, reason = "what is deprecated can still be sent")]
        #![allow(
            clippy::approx_constant,
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::match_overlapping_arm,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "the description decides what is sent, what comes back and what it is called"
        )]

        #types
        use crate::runtime as rt;
    });
    body
}
