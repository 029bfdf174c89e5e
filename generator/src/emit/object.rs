//! How a struct is read and written: tables with one-line arms.

use super::{ident, ty};
use crate::rust::{Field, Position, Presence, RustType, Struct};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The most parts of a tuple that has `Default`.
const WIDEST: usize = 12;

/// `impl rt::Object`, and what follows from it.
pub(super) fn emit_object(item: &Struct) -> TokenStream {
    let name = ident(&item.head.name);
    let names = item.fields.iter().map(|field| &field.wire);
    let slots = slots(item);
    let draft = draft(&slots);
    let read = emit_read(item, slots.len());
    let build = emit_build(item);
    let write = emit_write(item);
    let others = emit_others(item, slots.len());
    quote! {
        impl rt::Object for #name {
            type Draft = #draft;

            const NAMES: &'static [&'static str] = &[#(#names),*];

            #read

            #build

            #write

            #others
        }

        rt::object!(#name);
    }
}

/// The types of what is held while reading.
fn slots(item: &Struct) -> Vec<TokenStream> {
    let fields = item.fields.iter().map(|field| {
        let full = field.full_type();
        let slot = match field.presence {
            Presence::Required | Presence::RequiredNullable => RustType::Option(Box::new(full)),
            _ => full,
        };
        ty(&slot, Position::Types)
    });
    let additional = item.additional.as_ref().map(|additional| {
        ty(
            &RustType::Map(Box::new(additional.ty.clone())),
            Position::Types,
        )
    });
    fields.chain(additional).collect()
}

/// The slots in tuples of tuples.
fn draft(slots: &[TokenStream]) -> TokenStream {
    if slots.len() <= WIDEST {
        return quote!((#(#slots,)*));
    }
    let groups = slots.chunks(group_size(slots.len())).map(draft);
    quote!((#(#groups,)*))
}

/// The place of a slot in [`draft`].
fn slot(index: usize, count: usize) -> TokenStream {
    let mut path = quote!(draft);
    let (mut index, mut count) = (index, count);
    while count > WIDEST {
        let size = group_size(count);
        let group = Literal::usize_unsuffixed(index / size);
        path = quote!(#path.#group);
        count = size.min(count - (index / size) * size);
        index %= size;
    }
    let index = Literal::usize_unsuffixed(index);
    quote!(#path.#index)
}

/// How many slots go into each part of a tuple: the least power of twelve that makes it wide
/// enough.
fn group_size(count: usize) -> usize {
    let mut size = WIDEST;
    while size * WIDEST < count {
        size *= WIDEST;
    }
    size
}

fn emit_read(item: &Struct, count: usize) -> TokenStream {
    let arms = item.fields.iter().enumerate().map(|(index, field)| {
        let function = ident(match field.presence {
            // `null` is one of the values of an `OptionalAny`.
            Presence::Required | Presence::RequiredNullable | Presence::OptionalAny => "must",
            Presence::Optional => "put",
            Presence::OptionalNullable => "maybe",
        });
        let slot = slot(index, count);
        let index = Literal::usize_unsuffixed(index);
        quote!(#index => rt::#function(&mut #slot, map),)
    });
    let body = if item.fields.is_empty() {
        quote!(let _ = (draft, field); rt::skip(map))
    } else {
        quote!(match field { #(#arms)* _ => rt::skip(map) })
    };
    quote! {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            draft: &mut Self::Draft,
            field: usize,
            map: &mut A,
        ) -> Result<(), A::Error> {
            #body
        }
    }
}

/// One pattern takes the draft apart: a `?` for each field would be a branch for each of them.
fn emit_build(item: &Struct) -> TokenStream {
    let names = item.fields.iter().map(|field| ident(&field.ident));
    let additional = item
        .additional
        .as_ref()
        .map(|_| ident("additional_properties"));
    let names: Vec<_> = names.chain(additional).collect();
    let slots: Vec<_> = (names.iter().enumerate())
        .map(|(index, name)| match item.fields.get(index) {
            Some(field) if is_required(field) => quote!(Some(#name)),
            _ => quote!(#name),
        })
        .collect();
    let pattern = draft(&slots);
    let otherwise = (item.fields.iter().any(is_required)).then(|| quote!(else { return None }));
    let required: Vec<_> = (0..)
        .zip(&item.fields)
        .filter(|(_, field)| is_required(field))
        .map(|(index, _)| Literal::usize_unsuffixed(index))
        .collect();
    let required = (!required.is_empty())
        .then(|| quote!(const REQUIRED: &'static [usize] = &[#(#required),*];));
    quote! {
        #required

        fn build(draft: Self::Draft) -> Option<Self> {
            let #pattern = draft #otherwise;
            Some(Self { #(#names),* })
        }
    }
}

fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

fn emit_write(item: &Struct) -> TokenStream {
    let arms = item
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| emit_entry(index, field));
    let body = if item.fields.is_empty() {
        quote!(let _ = (field, map); Ok(()))
    } else {
        quote!(match field { #(#arms)* _ => Ok(()) })
    };
    quote! {
        fn write<M: ::serde::ser::SerializeMap>(
            &self,
            field: usize,
            map: &mut M,
        ) -> Result<(), M::Error> {
            #body
        }
    }
}

fn emit_entry(index: usize, field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let function = ident(match field.presence {
        Presence::Required | Presence::RequiredNullable => "entry",
        Presence::Optional | Presence::OptionalAny => "entry_some",
        Presence::OptionalNullable => "entry_maybe",
    });
    let index = Literal::usize_unsuffixed(index);
    quote!(#index => rt::#function(map, #wire, &self.#name),)
}

fn emit_others(item: &Struct, count: usize) -> Option<TokenStream> {
    item.additional.as_ref()?;
    let slot = slot(item.fields.len(), count);
    Some(quote! {
        fn read_other<'de, A: ::serde::de::MapAccess<'de>>(
            draft: &mut Self::Draft,
            key: String,
            map: &mut A,
        ) -> Result<(), A::Error> {
            rt::other(&mut #slot, key, map)
        }

        fn write_other<M: ::serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
            rt::extend(map, Self::NAMES, &self.additional_properties)
        }
    })
}
