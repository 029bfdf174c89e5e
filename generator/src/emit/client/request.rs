//! How a request is built.

use super::ident;
use crate::document::Style;
use crate::rust::client::{
    FormField, MediaArm, Operation, Parameter, ParameterPlace, PathPart, Payload, RequestContent,
    Spelling,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The statements of `build`.
pub(super) fn emit_build(op: &Operation) -> TokenStream {
    let path = op.path.iter().filter_map(|part| match part {
        PathPart::Literal(text) => Some(quote! { request.literal(#text); }),
        PathPart::Parameter(index) => op.parameters.get(*index).map(emit_parameter),
    });
    let fixed = op.fixed_query.iter().map(|(name, value)| {
        quote! { request.fixed_query(#name, #value); }
    });
    let others = op.parameters.iter().filter(|parameter| parameter.place != ParameterPlace::Path);
    let others = others.map(|parameter| {
        let send = emit_parameter(parameter);
        if parameter.required {
            return send;
        }
        let field = ident(&parameter.ident);
        quote! { if let Some(value) = &self.#field { #send } }
    });
    let accept = op.accept.as_ref().map(|accept| quote! { request.accept(#accept); });
    let body = op.body.as_ref().map(|body| {
        let value = if body.required { quote! { &self.body } } else { quote! { body } };
        let send = match &body.content {
            RequestContent::One(arm) => emit_payload(arm, &value),
            RequestContent::Many(_) if body.required => quote! { self.body.send(request)?; },
            RequestContent::Many(_) => quote! { body.send(request)?; },
        };
        if body.required {
            send
        } else {
            quote! { if let Some(body) = &self.body { #send } }
        }
    });
    quote! { #(#path)* #(#fixed)* #(#others)* #accept #body }
}

/// The statement that sends a body; `value` is a reference to it.
pub(super) fn emit_payload(arm: &MediaArm, value: &TokenStream) -> TokenStream {
    let media_type = arm.media_types.first().map_or("", String::as_str);
    match &arm.payload {
        Payload::Json(_) => quote! { request.json(#media_type, #value)?; },
        Payload::Text(_) => quote! { request.text(#media_type, #value)?; },
        Payload::Form(_, fields) => {
            let fields = fields.iter().map(emit_field);
            quote! { request.form(#value, &[#(#fields),*])?; }
        }
        Payload::Multipart(_, fields) => {
            let fields = fields.iter().map(emit_field);
            quote! { request.multipart(#value, &[#(#fields),*])?; }
        }
        Payload::Bytes => quote! { request.bytes(#media_type, #value); },
        Payload::Empty | Payload::Media(_) => TokenStream::new(),
    }
}

/// A variant of `rt::Style`.
pub(super) fn emit_style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote! { rt::Style::Simple },
        Style::Label => quote! { rt::Style::Label },
        Style::Matrix => quote! { rt::Style::Matrix },
        Style::Form => quote! { rt::Style::Form },
        Style::SpaceDelimited => quote! { rt::Style::SpaceDelimited },
        Style::PipeDelimited => quote! { rt::Style::PipeDelimited },
        Style::DeepObject => quote! { rt::Style::DeepObject },
        Style::Cookie => quote! { rt::Style::Cookie },
    }
}

/// The statement that sends a parameter that is there.
fn emit_parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let field = ident(&parameter.ident);
    let value = if parameter.required { quote! { &self.#field } } else { quote! { value } };
    match (parameter.place, &parameter.spelling) {
        (ParameterPlace::Path, Spelling::Json) => quote! { request.path_json(#name, #value)?; },
        (ParameterPlace::Query, Spelling::Json) => quote! { request.query_json(#name, #value)?; },
        (ParameterPlace::Header, Spelling::Json) => quote! { request.header_json(#name, #value)?; },
        (ParameterPlace::Cookie, Spelling::Json) => quote! { request.cookie_json(#name, #value)?; },
        (ParameterPlace::QueryString, Spelling::Json) => {
            quote! { request.query_string_json(#value)?; }
        }
        (place, Spelling::Styled { style, explode, allow_reserved }) => {
            let style = emit_style(*style);
            match place {
                ParameterPlace::Path => quote! { request.path(#name, #value, #style, #explode)?; },
                ParameterPlace::Query => {
                    quote! { request.query(#name, #value, #style, #explode, #allow_reserved)?; }
                }
                ParameterPlace::QueryString => quote! { request.query_string(#value)?; },
                ParameterPlace::Header => quote! { request.header(#name, #value, #explode)?; },
                ParameterPlace::Cookie => {
                    quote! { request.cookie(#name, #value, #style, #explode)?; }
                }
            }
        }
    }
}

fn emit_field(field: &FormField) -> TokenStream {
    let name = &field.name;
    let json = field.json;
    let (style, explode) = field.spelling.unwrap_or((Style::Form, true));
    let style = emit_style(style);
    quote! { rt::Field { name: #name, style: #style, explode: #explode, json: #json } }
}
