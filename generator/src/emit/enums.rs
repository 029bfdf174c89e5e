//! Lists of values.

use super::{doc, expr, ident};
use crate::rust::{StringEnum, ValueEnum, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// An enum of strings.
pub(super) fn emit_string_enum(item: &StringEnum) -> TokenStream {
    let outer = doc::head(&item.head);
    let name = ident(&item.head.name);
    let variants = item.variants.iter().map(emit_variant);
    let all = item.variants.iter().map(|variant| ident(&variant.ident));
    let idents = item.variants.iter().map(|variant| ident(&variant.ident));
    let values = item.variants.iter().map(|variant| &variant.value);
    let open = open(item.open);
    quote! {
        #outer
        #[derive(Clone)]
        pub enum #name {
            #(#variants,)*
            /// A value that the description does not list, kept as it came.
            Unknown(String),
        }

        impl #name {
            /// The values that the description lists.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];

            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        rt::string_enum!(#name #open);
    }
}

/// An enum of values that are not all strings.
pub(super) fn emit_value_enum(item: &ValueEnum) -> TokenStream {
    let outer = doc::head(&item.head);
    let name = ident(&item.head.name);
    let variants = item.variants.iter().map(emit_variant);
    let all = item.variants.iter().map(|variant| ident(&variant.ident));
    let idents = item.variants.iter().map(|variant| ident(&variant.ident));
    let values = item
        .variants
        .iter()
        .map(|variant| expr::json_value(&variant.value));
    let open = open(item.open);
    quote! {
        #outer
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name {
            #(#variants,)*
            /// A value that the description does not list, kept as it came.
            Unknown(::serde_json::Value),
        }

        impl #name {
            /// The values that the description lists.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];

            /// The value as it is sent.
            pub fn to_value(&self) -> ::serde_json::Value {
                match self {
                    #(Self::#idents => #values,)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        rt::value_enum!(#name #open);
    }
}

fn emit_variant<T>(variant: &Variant<T>) -> TokenStream {
    let docs = doc::docs(&variant.docs);
    let name = ident(&variant.ident);
    quote!(#docs #name)
}

/// The word that lets the validator accept what the description does not list.
fn open(open: bool) -> TokenStream {
    if open {
        quote!(, open)
    } else {
        TokenStream::new()
    }
}
