//! Items beside an operation: bodies by media type, outputs and errors by status, headers.

use super::super::{Module, check, ty};
use super::form::emit_form;
use super::operation::arm_type;
use super::reply::{answer_type, emit_read_of, emit_reader, emit_status, is_unit};
use super::request::emit_payload;
use super::{docs, ident};
use crate::api::ParameterForm;
use crate::document::Status;
use crate::rust::Position;
use crate::rust::client::{
    ClientItem, HeaderField, Headers, MediaArm, MediaEnum, Payload, StatusEnum, StatusVariant,
};
use proc_macro2::TokenStream;
use quote::quote;

/// An item beside an operation, with its impls.
pub(super) fn emit_item(item: &ClientItem) -> Module {
    match item {
        ClientItem::RequestBody(item) => emit_request_body(item),
        ClientItem::ReplyBody(item) => emit_reply_body(item),
        ClientItem::Output(item) => vec![emit_output(item)],
        ClientItem::Error(item) => vec![emit_error(item)],
        ClientItem::Headers(item) => emit_headers(item),
        ClientItem::Form(item) => emit_form(item),
        ClientItem::Alias {
            name,
            target,
            docs: lines,
        } => {
            let (name, target, docs) = (ident(name), ident(target), docs(lines));
            vec![quote! { #docs pub type #name = #target; }]
        }
    }
}

/// The type of a body.
pub(super) fn payload_type(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote! { () },
        Payload::Json(rust)
        | Payload::Text(rust)
        | Payload::Form(rust)
        | Payload::Lines(rust, _) => ty(rust, Position::Outside),
        Payload::Bytes => quote! { ::bytes::Bytes },
        Payload::Body => quote! { rt::Body },
        Payload::MediaBody => quote! { rt::MediaBody },
        Payload::Parts => quote! { rt::Multipart },
        Payload::Items(rust, _) => {
            let item = ty(rust, Position::Outside);
            quote! { rt::Items<#item> }
        }
        Payload::Media { name, .. } | Payload::Multipart(name) => {
            let name = ident(name);
            quote! { #name }
        }
    }
}

fn emit_request_body(item: &MediaEnum) -> Module {
    let (name, item_docs) = (ident(&item.name), docs(&item.docs));
    let variants = item.arms.iter().map(emit_media_variant);
    let sends = item.arms.iter().map(|arm| {
        let variant = ident(&arm.ident);
        let send = emit_payload(arm, &quote! { value }, &quote! { value });
        quote! { Self::#variant(value) => #send, }
    });
    let conversions = item.arms.iter().filter(|arm| arm.from).map(|arm| {
        let (variant, ty) = (ident(&arm.ident), payload_type(&arm.payload));
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(value)
                }
            }
        }
    });
    let mut items = vec![quote! {
        #item_docs
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name { #(#variants),* }

        impl #name {
            fn send(&self, request: &mut rt::Request) -> Result<(), rt::BuildRequestError> {
                match self { #(#sends)* }
            }
        }
    }];
    items.extend(conversions);
    items.push(emit_media_checks(item));
    items
}

fn emit_media_checks(item: &MediaEnum) -> TokenStream {
    let name = ident(&item.name);
    if item.arms.iter().all(|arm| arm.checks.is_empty()) {
        return quote! { impl rt::Validate for #name {} };
    }
    let arms = item.arms.iter().map(|arm| {
        let variant = ident(&arm.ident);
        if arm.checks.is_empty() || arm_type(arm).is_none() {
            return quote! { Self::#variant(_) => rt::PASS, };
        }
        let (value, at) = (quote! { value }, quote! { at });
        let flow = check::flow(&arm.checks, &value, &at, Position::Outside);
        quote! { Self::#variant(value) => #flow, }
    });
    quote! {
        impl rt::Validate for #name {
            fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                match self { #(#arms)* }
            }
        }
    }
}

fn emit_reply_body(item: &MediaEnum) -> Module {
    let (name, item_docs) = (ident(&item.name), docs(&item.docs));
    let variants = item.arms.iter().map(emit_media_variant);
    let readers = item.arms.iter().flat_map(|arm| {
        let variant = ident(&arm.ident);
        let read = emit_read_of(&arm.payload);
        arm.media_types.iter().map(move |media_type| {
            quote! { (#media_type, |reply| #read.map(Self::#variant)) }
        })
    });
    let derives = derives(item.arms.iter().any(|arm| arm.payload.streams()));
    vec![quote! {
        #item_docs
        #derives
        pub enum #name {
            #(#variants,)*
            /// Another media type than the documented ones, as it came.
            Other(::bytes::Bytes),
        }

        impl #name {
            fn read(reply: &rt::Reply) -> Result<Self, rt::DecodeError> {
                reply.choose(&[#(#readers),*], Self::Other)
            }
        }
    }]
}

fn emit_media_variant(arm: &MediaArm) -> TokenStream {
    let (variant, ty) = (ident(&arm.ident), payload_type(&arm.payload));
    let docs = docs(&arm.docs);
    quote! { #docs #variant(#ty) }
}

/// What is derived: what is still arriving can neither be cloned nor compared.
fn derives(streams: bool) -> TokenStream {
    match streams {
        true => quote! { #[derive(Debug)] },
        false => quote! { #[derive(Debug, Clone, PartialEq)] },
    }
}

fn emit_output(item: &StatusEnum) -> TokenStream {
    let (name, item_docs) = (ident(&item.name), docs(&item.docs));
    let variants = item.variants.iter().map(|variant| {
        let (ident, docs) = (ident(&variant.ident), docs(&variant.docs));
        if is_unit(&variant.answer) {
            return quote! { #docs #ident };
        }
        let ty = answer_type(&variant.answer);
        quote! { #docs #ident(#ty) }
    });
    let mut payloads = item.variants.iter().map(|variant| &variant.answer.payload);
    let derives = derives(payloads.any(Payload::streams));
    quote! {
        #item_docs
        #derives
        pub enum #name { #(#variants),* }
    }
}

fn emit_error(item: &StatusEnum) -> TokenStream {
    let (name, item_docs) = (ident(&item.name), docs(&item.docs));
    let read = emit_error_read(item);
    let variants = item.variants.iter().map(|variant| {
        let (ident, docs) = (ident(&variant.ident), docs(&variant.docs));
        let payload = payload_type(&variant.answer.payload);
        quote! { #docs #ident(rt::Failure<#payload>) }
    });
    let failures = item.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        quote! { Self::#ident(failure) => failure, }
    });
    quote! {
        #item_docs
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name { #(#variants),* }

        impl rt::ApiError for #name {
            fn read(reply: rt::Reply) -> rt::Error<Self> {
                #read
            }

            fn failure(&self) -> &dyn rt::AnyFailure {
                match self { #(#failures)* }
            }
        }

        rt::api_error!(#name);
    }
}

/// How a reply that is no success is read.
fn emit_error_read(item: &StatusEnum) -> TokenStream {
    let read = |variant: &StatusVariant| {
        let (ident, reader) = (ident(&variant.ident), emit_reader(&variant.answer.payload));
        quote! { reply.api(#reader, Self::#ident) }
    };
    if let [variant] = &*item.variants
        && variant.status == Status::Default
    {
        return read(variant);
    }
    let arms = item.variants.iter().map(|variant| {
        let (status, read) = (emit_status(variant.status), read(variant));
        quote! { #status => #read, }
    });
    let closed = item.variants.iter().any(|v| v.status == Status::Default);
    let rest = (!closed).then(|| quote! { _ => reply.unexpected(), });
    quote! {
        match reply.status() {
            #(#arms)*
            #rest
        }
    }
}

fn emit_headers(item: &Headers) -> Module {
    let (name, item_docs) = (ident(&item.name), docs(&item.docs));
    let fields = item.fields.iter().map(|field| {
        let (ident, docs) = (ident(&field.ident), docs(&field.docs));
        let ty = ty(&field.ty, Position::Outside);
        quote! { #docs pub #ident: Option<#ty> }
    });
    let reads = item.fields.iter().map(|field| {
        let ident = ident(&field.ident);
        let read = emit_header_read(field);
        quote! { #ident: #read }
    });
    vec![quote! {
        #item_docs
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name { #(#fields),* }

        impl #name {
            /// Reads them; one that is missing or cannot be read is `None`.
            pub fn read(headers: &rt::HeaderMap) -> Self {
                Self { #(#reads),* }
            }
        }

        rt::headers!(#name);
    }]
}

fn emit_header_read(field: &HeaderField) -> TokenStream {
    let name = &field.name;
    let explode = match field.form {
        ParameterForm::Json => return quote! { rt::header_json(headers, #name) },
        ParameterForm::Styled(spelling) => spelling.explode,
        ParameterForm::Text | ParameterForm::Form => false,
    };
    quote! { rt::header(headers, #name, #explode) }
}
