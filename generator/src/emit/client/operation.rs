//! An operation: its method, what is sent, the setters, the checks and the protocol.

use super::super::doc::deprecated;
use super::super::moved::moved;
use super::super::{Module, ty};
use super::api::emit_servers;
use super::items::{emit_item, payload_type};
use super::reply::{answer_type, emit_success};
use super::request::{emit_body, emit_visit};
use super::{docs, ident};
use crate::rust::client::{
    Group, MediaArm, Operation, Output, Parameter, Payload, RequestBody, RequestContent,
};
use crate::rust::{Position, RustType};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The method of the group.
pub(super) fn emit_method(op: &Operation) -> TokenStream {
    let docs = moved(docs(&op.docs));
    let deprecated = deprecated(op.deprecated);
    let method = ident(&op.method);
    let ty_name = ident(&op.ty);
    let required = op.parameters.iter().filter(|parameter| parameter.required);
    let arguments = required.map(|parameter| {
        let name = ident(&parameter.ident);
        let argument = moved(argument_type(parameter));
        moved(quote! { #name: #argument })
    });
    let body_argument = op.body.as_ref().map(|body| {
        let argument = moved(body_argument(body));
        moved(quote! { body: #argument })
    });
    let arguments = arguments.chain(body_argument);
    let fields = op.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        if !parameter.required {
            quote! { #name: None }
        } else if parameter.into {
            quote! { #name: #name.into() }
        } else {
            quote! { #name }
        }
    });
    let body_field = op.body.as_ref().map(|body| {
        if body_is_into(body) {
            quote! { body: body.into() }
        } else {
            quote! { body }
        }
    });
    let fields: Vec<_> = fields.chain(body_field).collect();
    let fields = (!fields.is_empty()).then(|| quote! { { #(#fields),* } });
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#arguments),*) -> rt::Call<'c, #ty_name> {
            rt::Call::new(self.core, #ty_name #fields)
        }
    }
}

/// What stands in the module for an operation.
pub(super) fn emit_operation(group: &Group, op: &Operation) -> Module {
    let mut items = vec![emit_struct(group, op)];
    items.extend(emit_setters(op));
    items.push(emit_protocol(op));
    items.extend(op.items.iter().flat_map(emit_item));
    items
}

fn emit_struct(group: &Group, op: &Operation) -> TokenStream {
    let ty_name = ident(&op.ty);
    let method = op.method.trim_start_matches("r#");
    let ty_docs = docs(&[format!("What [`{}::{method}`] sends.", group.ty)]);
    let fields = op.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        let docs = moved(docs(&parameter.docs));
        let ty = moved(field_type(parameter));
        moved(quote! { #docs pub #name: #ty })
    });
    let body = op.body.as_ref().map(|body| {
        let ty = body_type(body);
        let ty = if body.required {
            ty
        } else {
            quote! { Option<#ty> }
        };
        moved(quote! { #[doc = " The body."] pub body: #ty })
    });
    let fields: Vec<_> = fields.chain(body).collect();
    let fields = if fields.is_empty() {
        quote! { ; }
    } else {
        quote! { { #(#fields),* } }
    };
    quote! {
        #ty_docs
        #[derive(Clone)]
        pub struct #ty_name #fields
    }
}

fn emit_setters(op: &Operation) -> Option<TokenStream> {
    let ty_name = ident(&op.ty);
    let optional = op.parameters.iter().filter(|parameter| !parameter.required);
    let setters = optional.map(|parameter| {
        let docs = moved(docs(&parameter.docs));
        let deprecated = deprecated(parameter.deprecated);
        let name = ident(&parameter.ident);
        // A text is often the cursor of another answer, which may have none.
        let (argument, value) = if parameter.ty == RustType::String {
            (
                quote! { impl Into<rt::OptionalText> },
                quote! { value.into().into_option() },
            )
        } else if parameter.into {
            (argument_type(parameter), quote! { Some(value.into()) })
        } else {
            (argument_type(parameter), quote! { Some(value) })
        };
        let (argument, value) = (moved(argument), moved(value));
        moved(quote! {
            #docs
            #deprecated
            pub fn #name(mut self, value: #argument) -> Self {
                self.op.#name = #value;
                self
            }
        })
    });
    let setters: Vec<_> = setters.collect();
    (!setters.is_empty()).then(|| {
        quote! { impl rt::Call<'_, #ty_name> { #(#setters)* } }
    })
}

fn emit_protocol(op: &Operation) -> TokenStream {
    let ty_name = ident(&op.ty);
    let output = output_type(&op.output);
    let error = match &op.error {
        Some(name) => {
            let name = ident(name);
            quote! { #name }
        }
        None => quote! { ::std::convert::Infallible },
    };
    let (id, template) = (&op.id, &op.template);
    let verb = &op.verb;
    let security = op.security.iter().map(|alternative| {
        let indices = alternative
            .iter()
            .map(|index| Literal::usize_unsuffixed(*index));
        quote! { &[#(#indices),*] }
    });
    let security = (!op.security.is_empty()).then(|| {
        quote! { const SECURITY: &'static [&'static [usize]] = &[#(#security),*]; }
    });
    let servers = (!op.servers.is_empty()).then(|| {
        let servers = emit_servers(&op.servers);
        quote! { const SERVERS: &'static [rt::Server] = #servers; }
    });
    let redirects = (!op.follows_redirects).then(|| {
        quote! { const FOLLOW_REDIRECTS: bool = false; }
    });
    let streamed = op.streamed.iter().map(|entry| {
        let (from, to) = entry.statuses;
        let from = Literal::u16_unsuffixed(from);
        let to = Literal::u16_unsuffixed(to);
        let media_types = &entry.media_types;
        quote! { rt::Streamed { from: #from, to: #to, media: &[#(#media_types),*] } }
    });
    let streamed = (!op.streamed.is_empty()).then(|| {
        quote! { const STREAMED: &'static [rt::Streamed] = &[#(#streamed),*]; }
    });
    let visit = moved(emit_visit(op));
    let body = op.body.as_ref().and_then(emit_body).map(moved);
    let (success, own) = emit_success(op);
    quote! {
        impl rt::Operation for #ty_name {
            type Output = #output;
            type Success = #success;
            type Error = #error;
            const ID: &'static str = #id;
            const METHOD: &'static str = #verb;
            const PATH: &'static str = #template;
            #security
            #servers
            #redirects
            #streamed

            fn visit<V: rt::Visit>(&self, to: V) -> V {
                #visit
            }

            #body
        }

        #own

        rt::operation!(#ty_name);
    }
}

/// The type of what a success gives.
pub(super) fn output_type(output: &Output) -> TokenStream {
    match output {
        Output::One(answer) => answer_type(answer),
        Output::Many(name) => {
            let name = ident(name);
            quote! { #name }
        }
        Output::Raw => quote! { rt::RawResponse },
    }
}

fn field_type(parameter: &Parameter) -> TokenStream {
    let ty = ty(&parameter.ty, Position::Outside);
    if parameter.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

fn argument_type(parameter: &Parameter) -> TokenStream {
    let tokens = ty(&parameter.ty, Position::Outside);
    if parameter.into {
        quote! { impl Into<#tokens> }
    } else {
        tokens
    }
}

fn body_type(body: &RequestBody) -> TokenStream {
    match &body.content {
        RequestContent::One(arm) => payload_type(&arm.payload),
        RequestContent::Many(name) => {
            let name = ident(name);
            quote! { #name }
        }
    }
}

fn body_argument(body: &RequestBody) -> TokenStream {
    let ty = body_type(body);
    if !body.required {
        quote! { impl Into<Option<#ty>> }
    } else if body_is_into(body) {
        quote! { impl Into<#ty> }
    } else {
        ty
    }
}

/// Whether the argument is converted: to an `Option`, to an enum of media types, from a `&str`.
fn body_is_into(body: &RequestBody) -> bool {
    !body.required || body.into
}

/// The type of what an arm of a request holds.
pub(super) fn arm_type(arm: &MediaArm) -> Option<RustType> {
    match &arm.payload {
        Payload::Json(ty) | Payload::Text(ty) | Payload::Form(ty) | Payload::Lines(ty, _) => {
            Some(ty.clone())
        }
        Payload::Bytes => Some(RustType::Bytes),
        Payload::Multipart(name) => Some(RustType::Named(name.clone())),
        Payload::Empty
        | Payload::Body
        | Payload::MediaBody
        | Payload::Parts
        | Payload::Items(..)
        | Payload::Media { .. } => None,
    }
}
