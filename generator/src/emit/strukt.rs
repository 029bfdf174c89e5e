//! Structs.

use super::ident::bare;
use super::moved::moved;
use super::{Module, doc, expr, ident, object, ty};
use crate::rust::{Additional, Expr, Field, Position, Presence, RustType, Struct};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::HashSet;

/// A struct, how it is made, how it is read and written, and what makes it valid.
pub(super) fn emit_struct(item: &Struct) -> Module {
    let outer = moved(doc::head(&item.head));
    let default = item.derives.default.then(|| quote!(#[derive(Default)]));
    let name = ident(&item.head.name);
    let fields = item.fields.iter().map(emit_field).map(moved);
    let additional = item.additional.as_ref().map(emit_additional);
    let methods = moved(emit_methods(item));
    let head = quote! {
        #outer
        #default
        pub struct #name {
            #(#fields,)*
            #additional
        }

        impl #name { #methods }
    };
    let mut pieces = vec![head];
    pieces.extend(emit_default_impl(item));
    pieces.push(object::emit_object(item));
    pieces
}

fn emit_field(field: &Field) -> TokenStream {
    let docs = moved(doc::docs(&field.docs));
    let deprecated = doc::deprecated(field.deprecated);
    let name = ident(&field.ident);
    let ty = moved(ty(&field.full_type(), Position::Types));
    quote!(#docs #deprecated pub #name: #ty)
}

fn emit_additional(additional: &Additional) -> TokenStream {
    let ty = ty(&map(additional), Position::Types);
    quote! {
        /// Properties beside the ones above.
        pub additional_properties: #ty,
    }
}

fn map(additional: &Additional) -> RustType {
    RustType::Map(Box::new(additional.ty.clone()))
}

fn emit_methods(item: &Struct) -> TokenStream {
    let new = moved(emit_new(item));
    let optional = |field: &&Field| !is_required(field);
    let setters = item.fields.iter().filter(optional);
    let setters = setters.map(emit_setter).map(moved);
    let names: HashSet<_> = item
        .fields
        .iter()
        .map(|field| format!("with_{}", bare(&field.ident)))
        .collect();
    let defaults = item.fields.iter().filter_map(|field| {
        // `self_` has its `_` only where it stands alone.
        let stem = bare(&field.ident).trim_end_matches('_');
        let name = format!("{stem}_or_default");
        // A property may be called so that its setter has the name already.
        let default = field.default.as_ref().filter(|_| !names.contains(&name))?;
        Some(moved(emit_default(field, &name, default)))
    });
    let others = item.additional.as_ref().map(|additional| {
        let ty = ty(&map(additional), Position::Types);
        quote! {
            /// Sets the properties beside the ones that have a setter.
            #[must_use]
            pub fn with_additional_properties(mut self, value: #ty) -> Self {
                self.additional_properties = value;
                self
            }
        }
    });
    quote!(#new #(#setters)* #others #(#defaults)*)
}

fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

fn emit_new(item: &Struct) -> TokenStream {
    if item.derives.default {
        return quote! {
            /// A value in which nothing is set.
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let arguments = item
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .map(|field| {
            let name = ident(&field.ident);
            let ty = match field.presence {
                Presence::RequiredNullable => ty(&field.full_type(), Position::Types),
                _ => ty::argument(&field.ty, field.into),
            };
            moved(quote!(#name: #ty))
        });
    let fields = item.fields.iter().map(|field| {
        let name = ident(&field.ident);
        let value = initial(field);
        moved(if name == value.to_string() {
            quote!(#name)
        } else {
            quote!(#name: #value)
        })
    });
    let additional = item
        .additional
        .as_ref()
        .map(|_| quote!(additional_properties: ::std::collections::BTreeMap::new(),));
    quote! {
        /// A value in which only what must be there is set.
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #additional }
        }
    }
}

/// `Default` for a struct whose required properties have one value each.
fn emit_default_impl(item: &Struct) -> Option<TokenStream> {
    let name = ident(&item.head.name);
    let given = item.fields.iter().any(is_argument);
    (!given && !item.derives.default).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

/// Whether `new` takes the field as an argument.
fn is_argument(field: &Field) -> bool {
    is_required(field) && field.constant.is_none()
}

/// What `new` puts into a field.
fn initial(field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    match (field.presence, &field.constant) {
        (_, Some(constant)) => expr(constant, Position::Types),
        (Presence::Required, None) => ty::from_argument(&field.ty, field.into, quote!(#name)),
        (Presence::RequiredNullable, None) => quote!(#name),
        (Presence::OptionalNullable, None) => quote!(rt::Maybe::Absent),
        (Presence::Optional | Presence::OptionalAny, None) => quote!(None),
    }
}

fn emit_setter(field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let setter = format_ident!("with_{}", bare(&field.ident));
    let docs = moved(doc::docs(&[format!("Sets {}.", code(&field.wire))]));
    let deprecated = doc::deprecated(field.deprecated);
    let (argument, value) = match field.presence {
        Presence::OptionalNullable => {
            let ty = ty(&field.full_type(), Position::Types);
            (quote!(impl Into<#ty>), quote!(value.into()))
        }
        _ => {
            let value = ty::from_argument(&field.ty, field.into, quote!(value));
            (ty::argument(&field.ty, field.into), quote!(Some(#value)))
        }
    };
    let (argument, value) = (moved(argument), moved(value));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, value: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn code(wire: &str) -> String {
    crate::lower::docs::code(wire)
}

/// The method that reads an optional property or says what its absence means.
fn emit_default(field: &Field, method: &str, default: &Expr) -> TokenStream {
    let name = ident(&field.ident);
    let method = ident(method);
    let docs = doc::docs(&[format!(
        "What {} is, its default where it is absent.",
        code(&field.wire)
    )]);
    let bare = match &field.ty {
        RustType::Boxed(inner) => inner,
        other => other,
    };
    let value = expr(default, Position::Types);
    let unboxed = if bare == &field.ty {
        quote!(value.clone())
    } else {
        quote!((**value).clone())
    };
    let ty = ty(bare, Position::Types);
    let (ty, body) = match (field.presence, default) {
        (Presence::OptionalNullable, _) => {
            let held = if bare.is_copy() {
                quote!(*value)
            } else {
                unboxed
            };
            let body = quote!(match &self.#name {
                rt::Maybe::Absent => Some(#value),
                rt::Maybe::Null => None,
                rt::Maybe::Value(value) => Some(#held),
            });
            (quote!(Option<#ty>), body)
        }
        (_, Expr::String(text)) => (quote!(&str), quote!(self.#name.as_deref().unwrap_or(#text))),
        _ if bare.is_copy() => (ty, quote!(self.#name.unwrap_or(#value))),
        _ => {
            let body = quote!(match &self.#name {
                Some(value) => #unboxed,
                None => #value,
            });
            (ty, body)
        }
    };
    quote! {
        #docs
        pub fn #method(&self) -> #ty {
            #body
        }
    }
}
