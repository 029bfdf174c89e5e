//! What a struct is made of: a row for each field, from which the runtime reads, writes, checks,
//! compares and shows it.

use super::{check, ident, rule, ty};
use crate::rust::{Additional, Field, Position, Presence, RustType, Struct};
use proc_macro2::TokenStream;
use quote::quote;

/// The most parts of a tuple that the runtime has `Rows` for.
const WIDEST: usize = 8;

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
    let rules = emit_field_rules(item);
    let others_rules = item.additional.as_ref().and_then(emit_others_rules);
    let size = item.properties.map(|(min, max)| {
        let (min, max) = check::range(min, max);
        quote!(const SIZE: (usize, Option<usize>) = (#min, #max);)
    });
    let conditions = emit_conditions(item);
    let eq = item.derives.eq.then(|| quote!(, Eq));
    quote! {
        impl rt::Object for #name {
            type Rows = #rows;

            const NAMES: &'static [&'static str] = &[#(#wires),*];

            #rules

            #others_rules

            #size

            fn build(rt::Values(#values): rt::Values<Self>) -> Self {
                Self { #(#fields),* }
            }

            fn parts(&self) -> rt::Parts<'_, Self> {
                rt::Parts(#parts)
            }

            #conditions
        }

        rt::object!(#name #eq);
    }
}

fn emit_field_rules(item: &Struct) -> Option<TokenStream> {
    let fields = item.fields.iter();
    let fields = fields.filter(|field| check::has_rules(&field.checks));
    let fields = fields.map(|field| {
        let wire = &field.wire;
        let rules = check::rules(&field.checks, Position::Types);
        quote!((#wire, #rules))
    });
    let fields: Vec<_> = fields.collect();
    (!fields.is_empty()).then(|| quote!(const RULES: rt::FieldRules = &[#(#fields),*];))
}

fn emit_others_rules(additional: &Additional) -> Option<TokenStream> {
    check::has_rules(&additional.checks).then(|| {
        let rules = check::rules(&additional.checks, Position::Types);
        quote!(const OTHERS: rt::Rules = #rules;)
    })
}

fn emit_conditions(item: &Struct) -> Option<TokenStream> {
    (!item.rules.is_empty()).then(|| {
        let rules = rule::emit_rules(&item.rules);
        quote! {
            fn conditions<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                #rules
                rt::PASS
            }
        }
    })
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
    // The least power of eight that makes the tuple wide enough.
    let mut size = WIDEST;
    while size * WIDEST < parts.len() {
        size *= WIDEST;
    }
    let groups = parts.chunks(size).map(tuple);
    quote!((#(#groups,)*))
}
