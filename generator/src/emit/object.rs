//! What a struct is made of: a row for each field, from which the runtime reads, writes, checks,
//! compares and shows it.

use super::{check, ident, rule, ty};
use crate::rust::{Additional, Field, Position, Presence, RustType, Struct};
use proc_macro2::{Literal, TokenStream};
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
    // A pattern of all values would cost a compiler more: it proves that none is left out.
    let whole = match fields.len() {
        0 => quote!(_),
        _ => quote!(values),
    };
    let values = (0..fields.len()).map(|index| part(&whole, index, fields.len()));
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

            fn build(rt::Values(#whole): rt::Values<Self>) -> Self {
                Self { #(#fields: #values),* }
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
    match group(parts.len()) {
        1 => quote!((#(#parts,)*)),
        size => {
            let groups = parts.chunks(size).map(tuple);
            quote!((#(#groups,)*))
        }
    }
}

/// How many parts stand in each place of the tuple of `count`: the least power of eight that makes
/// the tuple no wider than eight.
fn group(count: usize) -> usize {
    let mut size = 1;
    while size * WIDEST < count {
        size *= WIDEST;
    }
    size
}

/// The part at `index` of the tuple of `count` that `whole` is: `values.0.3`.
fn part(whole: &TokenStream, index: usize, count: usize) -> TokenStream {
    let size = group(count);
    let place = index / size;
    let at = Literal::usize_unsuffixed(place);
    let part_of = quote!(#whole.#at);
    match size {
        1 => part_of,
        _ => part(&part_of, index % size, size.min(count - place * size)),
    }
}
