//! Structs whose fields are the parts of a body.

use super::super::doc::deprecated;
use super::super::ident::bare;
use super::super::{Module, rules, ty};
use super::request::emit_spelt;
use super::{docs, ident};
use crate::rust::Position;
use crate::rust::client::{Form, FormField, FormValue};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The struct, how it is made, what makes it valid, and how it is sent.
pub(super) fn emit_form(form: &Form) -> Module {
    let (name, form_docs) = (ident(&form.name), docs(&form.docs));
    let fields = form.fields.iter().map(|field| {
        let (ident, docs) = (ident(&field.ident), docs(&field.docs));
        let deprecated = deprecated(field.deprecated);
        let ty = field_type(field);
        quote! { #docs #deprecated pub #ident: #ty }
    });
    let additional = form.additional.as_ref().map(|value| {
        let ty = value_type(value);
        quote! {
            /// Parts beside the ones above.
            pub additional_properties: ::std::collections::BTreeMap<String, #ty>,
        }
    });
    let methods = emit_methods(form);
    let parts = emit_parts(form);
    vec![
        quote! {
            #form_docs
            #[derive(Debug, Clone, PartialEq)]
            pub struct #name { #(#fields,)* #additional }
        },
        quote! { impl #name { #methods } },
        quote! {
            impl #name {
                fn parts(&self) -> Result<rt::Multipart, rt::BuildRequestError> { #parts }
            }
        },
        emit_validate(form),
    ]
}

fn emit_methods(form: &Form) -> TokenStream {
    let required = form.fields.iter().filter(|field| field.required);
    let arguments = required.map(|field| {
        let (ident, ty) = (ident(&field.ident), value_type(&field.value));
        match field.into {
            true => quote! { #ident: impl Into<#ty> },
            false => quote! { #ident: #ty },
        }
    });
    let fields = form.fields.iter().map(|field| {
        let ident = ident(&field.ident);
        match (field.required, field.into) {
            (true, true) => quote! { #ident: #ident.into() },
            (true, false) => quote! { #ident },
            (false, _) => quote! { #ident: None },
        }
    });
    let additional = form.additional.as_ref().map(|_| {
        quote! { additional_properties: ::std::collections::BTreeMap::new(), }
    });
    let setters = form.fields.iter().filter(|field| !field.required);
    let setters = setters.map(|field| {
        let (name, docs) = (ident(&field.ident), docs(&field.docs));
        let setter = format_ident!("with_{}", bare(&field.ident));
        let deprecated = deprecated(field.deprecated);
        let ty = value_type(&field.value);
        let (argument, value) = match field.into {
            true => (quote! { impl Into<#ty> }, quote! { value.into() }),
            false => (ty, quote! { value }),
        };
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #setter(mut self, value: #argument) -> Self {
                self.#name = Some(#value);
                self
            }
        }
    });
    quote! {
        /// Parts of which only those that must be there are set.
        #[allow(clippy::new_without_default, reason = "a form without files is rare")]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #additional }
        }

        #(#setters)*
    }
}

fn emit_parts(form: &Form) -> TokenStream {
    let fields = form.fields.iter().map(|field| {
        let ident = ident(&field.ident);
        if field.required {
            return emit_part(&field.value, &field_name(field), &quote! { &self.#ident });
        }
        let send = emit_part(&field.value, &field_name(field), &quote! { value });
        quote! { if let Some(value) = &self.#ident { #send } }
    });
    let additional = form.additional.as_ref().map(|value| {
        let send = emit_part(value, &quote! { name }, &quote! { value });
        quote! { for (name, value) in &self.additional_properties { #send } }
    });
    if form.fields.is_empty() && form.additional.is_none() {
        return quote! { Ok(rt::Multipart::new()) };
    }
    quote! {
        let mut parts = rt::Multipart::new();
        #(#fields)*
        #additional
        Ok(parts)
    }
}

fn field_name(field: &FormField) -> TokenStream {
    let wire = &field.wire;
    quote! { #wire }
}

fn emit_part(value: &FormValue, name: &TokenStream, reference: &TokenStream) -> TokenStream {
    match value {
        FormValue::Value(_, spelt) => {
            let spelt = emit_spelt(spelt);
            quote! { parts.value(#name, #reference, #spelt)?; }
        }
        FormValue::File(media_types) => {
            quote! { parts.file(#name, #reference, &[#(#media_types),*])?; }
        }
        FormValue::Files(media_types) => {
            quote! { for file in #reference { parts.file(#name, file, &[#(#media_types),*])?; } }
        }
    }
}

fn emit_validate(form: &Form) -> TokenStream {
    let name = ident(&form.name);
    let fields = form.fields.iter();
    let fields = fields.filter(|field| !field.checks.is_empty());
    let fields: Vec<_> = fields.map(emit_field_checks).collect();
    if fields.is_empty() {
        return quote! { impl rt::Validate for #name {} };
    }
    quote! {
        impl rt::Validate for #name {
            fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                rt::fields(at, sink) #(#fields)* .done()
            }
        }
    }
}

fn emit_field_checks(field: &FormField) -> TokenStream {
    let (ident, wire) = (ident(&field.ident), &field.wire);
    let rules = rules(&field.checks, Position::Outside);
    quote! { .field(#wire, &self.#ident, #rules) }
}

fn field_type(field: &FormField) -> TokenStream {
    let ty = value_type(&field.value);
    match field.required {
        true => ty,
        false => quote! { Option<#ty> },
    }
}

/// The type of a value that is there.
fn value_type(value: &FormValue) -> TokenStream {
    match value {
        FormValue::Value(rust, _) => ty(rust, Position::Outside),
        FormValue::File(_) => quote! { rt::Upload },
        FormValue::Files(_) => quote! { Vec<rt::Upload> },
    }
}
