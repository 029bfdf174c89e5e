//! What a struct is made of: a row for each field, from which the runtime reads, writes, compares
//! and shows it.

use super::{ident, ty};
use crate::rust::{Field, Position, Presence, RustType, Struct};
use proc_macro2::TokenStream;
use quote::quote;

/// The most parts of a tuple that has `Default`.
const WIDEST: usize = 12;

/// `impl rt::Object`, and what follows from it.
pub(super) fn emit_object(item: &Struct) -> TokenStream {
    let name = ident(&item.head.name);
    let wires = item.fields.iter().map(|field| &field.wire);
    let fields = item.fields.iter().map(|field| ident(&field.ident));
    let others = item
        .additional
        .as_ref()
        .map(|_| ident("additional_properties"));
    let fields: Vec<_> = fields.chain(others).collect();
    let rows = tuple(&rows(item));
    let values = tuple(&fields.iter().map(|name| quote!(#name)).collect::<Vec<_>>());
    let parts: Vec<_> = fields.iter().map(|name| quote!(&self.#name)).collect();
    let parts = tuple(&parts);
    let eq = item.derives.eq.then(|| quote!(, Eq));
    quote! {
        impl rt::Object for #name {
            type Rows = #rows;

            const NAMES: &'static [&'static str] = &[#(#wires),*];

            fn build(#values: rt::Values<Self>) -> Self {
                Self { #(#fields),* }
            }

            fn parts(&self) -> rt::Parts<'_, Self> {
                #parts
            }
        }

        rt::object!(#name #eq);
    }
}

/// The kind of each field.
fn rows(item: &Struct) -> Vec<TokenStream> {
    let fields = item.fields.iter().map(row);
    let others = item.additional.as_ref().map(|additional| {
        let map = RustType::Map(Box::new(additional.ty.clone()));
        ty(&map, Position::Types)
    });
    fields.chain(others).collect()
}

fn row(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Required | Presence::RequiredNullable => {
            let ty = ty(&field.full_type(), Position::Types);
            quote!(rt::Must<#ty>)
        }
        // `null` is one of the values.
        Presence::OptionalAny => {
            let ty = ty(&field.ty, Position::Types);
            quote!(rt::Any<#ty>)
        }
        Presence::Optional | Presence::OptionalNullable => ty(&field.full_type(), Position::Types),
    }
}

/// A tuple, or a tuple of tuples.
fn tuple(parts: &[TokenStream]) -> TokenStream {
    if parts.len() <= WIDEST {
        return quote!((#(#parts,)*));
    }
    // The least power of twelve that makes the tuple wide enough.
    let mut size = WIDEST;
    while size * WIDEST < parts.len() {
        size *= WIDEST;
    }
    let groups = parts.chunks(size).map(tuple);
    quote!((#(#groups,)*))
}
