//! How a request is built.

use super::super::moved::moved;
use super::ident;
use super::reply::emit_framing;
use crate::document::Style;
use crate::rust::client::{
    MediaArm, Operation, Parameter, ParameterPlace, PathPart, Payload, RequestBody, RequestContent,
    Spelling, Spelt,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The statements of `build`.
pub(super) fn emit_build(op: &Operation) -> TokenStream {
    let path = op.path.iter().filter_map(|part| match part {
        PathPart::Literal(text) => Some(moved(quote! { request.path(#text); })),
        PathPart::Parameter(index) => {
            let parameter = op.parameters.get(*index);
            parameter.map(emit_parameter).map(moved)
        }
    });
    let fixed = op.fixed_query.iter().map(|(name, value)| {
        quote! { request.query(#name, &#value.to_owned(), rt::Style::FORM); }
    });
    let others = op
        .parameters
        .iter()
        .filter(|parameter| parameter.place != ParameterPlace::Path);
    let others = others.map(|parameter| {
        let send = moved(emit_parameter(parameter));
        if parameter.required {
            return send;
        }
        let field = ident(&parameter.ident);
        moved(quote! { if let Some(value) = &self.#field { #send } })
    });
    let accept = op
        .accept
        .as_ref()
        .map(|accept| quote! { request.accept(#accept); });
    let body = op.body.as_ref().map(emit_body).map(moved);
    quote! { #(#path)* #(#fixed)* #(#others)* #accept #body }
}

/// The statement that sends a body; `place` holds it, `reference` borrows it.
pub(super) fn emit_payload(
    arm: &MediaArm,
    place: &TokenStream,
    reference: &TokenStream,
) -> TokenStream {
    let media_type = arm.media_types.first().map_or("", String::as_str);
    match &arm.payload {
        Payload::Json(_) if media_type == "application/json" => {
            quote! { request.json(#reference)?; }
        }
        Payload::Json(_) => quote! { request.json_as(#media_type, #reference)?; },
        Payload::Text(_) => quote! { request.text_value(#media_type, #reference)?; },
        Payload::Form(_) if arm.spelt.is_empty() => quote! { request.form(#reference)?; },
        Payload::Form(_) => {
            let spelt = arm.spelt.iter().map(|(name, spelt)| {
                let spelt = emit_spelt(spelt);
                quote! { (#name, #spelt) }
            });
            quote! { request.form_with(#reference, &[#(#spelt),*])?; }
        }
        Payload::Body => quote! { request.body(#media_type, #place.clone())?; },
        Payload::MediaBody => {
            let media_types = &arm.media_types;
            quote! { request.media_body(&[#(#media_types),*], #reference)?; }
        }
        Payload::Multipart(_) => {
            quote! { request.multipart(#media_type, &#place.parts()?)?; }
        }
        Payload::Parts => quote! { request.multipart(#media_type, #reference)?; },
        Payload::Lines(_, framing) => {
            let framing = emit_framing(*framing);
            quote! { request.lines(#media_type, #reference, #framing)?; }
        }
        Payload::Bytes | Payload::Empty | Payload::Items(..) | Payload::Media { .. } => {
            TokenStream::new()
        }
    }
}

/// How a property of a form is spelt.
pub(super) fn emit_spelt(spelt: &Spelt) -> TokenStream {
    match spelt {
        Spelt::Usual => quote! { rt::Spelt::Usual },
        Spelt::Media(media_type) => quote! { rt::Spelt::Media(#media_type) },
        Spelt::Styled {
            style,
            explode,
            allow_reserved,
        } => {
            let style = emit_style(*style, *explode, *allow_reserved);
            quote! { rt::Spelt::Style(#style) }
        }
    }
}

fn emit_body(body: &RequestBody) -> TokenStream {
    let (place, reference) = if body.required {
        (quote! { self.body }, quote! { &self.body })
    } else {
        (quote! { body }, quote! { body })
    };
    let send = match &body.content {
        RequestContent::One(arm) => emit_payload(arm, &place, &reference),
        RequestContent::Many(_) => quote! { #place.send(request)?; },
    };
    if body.required {
        send
    } else {
        quote! { if let Some(body) = &self.body { #send } }
    }
}

/// The statement that sends a parameter that is there.
fn emit_parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let field = ident(&parameter.ident);
    let value = if parameter.required {
        quote! { &self.#field }
    } else {
        quote! { value }
    };
    let method = match parameter.place {
        ParameterPlace::Path => quote! { path_value },
        ParameterPlace::Query | ParameterPlace::QueryString => quote! { query },
        ParameterPlace::Header => quote! { header },
        ParameterPlace::Cookie => quote! { cookie },
    };
    if parameter.place == ParameterPlace::QueryString {
        match parameter.spelling {
            Spelling::Json => {
                return quote! { request.query_string(&rt::json_text(#name, #value)?); };
            }
            Spelling::Text => {
                return quote! { request.query_string(&rt::plain_text(#name, #value)?); };
            }
            Spelling::Styled { .. } => {}
        }
    }
    match parameter.spelling {
        Spelling::Json | Spelling::Text => {
            let style = match parameter.place {
                ParameterPlace::Path | ParameterPlace::Header => Style::Simple,
                _ => Style::Form,
            };
            let style = emit_style(style, false, false);
            quote! { request.#method(#name, &rt::json_text(#name, #value)?, #style); }
        }
        Spelling::Styled {
            style,
            explode,
            allow_reserved,
        } => {
            // A whole query is the pairs of an object: the name is not sent.
            let (style, explode) = match parameter.place {
                ParameterPlace::QueryString => (Style::Form, true),
                _ => (style, explode),
            };
            let style = emit_style(style, explode, allow_reserved);
            quote! { request.#method(#name, #value, #style); }
        }
    }
}

fn emit_style(style: Style, explode: bool, allow_reserved: bool) -> TokenStream {
    let base = match style {
        Style::Simple => quote! { rt::Style::SIMPLE },
        Style::Label => quote! { rt::Style::LABEL },
        Style::Matrix => quote! { rt::Style::MATRIX },
        Style::Form => quote! { rt::Style::FORM },
        Style::Cookie => quote! { rt::Style::COOKIE },
        Style::SpaceDelimited => quote! { rt::Style::SPACE_DELIMITED },
        Style::PipeDelimited => quote! { rt::Style::PIPE_DELIMITED },
        Style::DeepObject => return quote! { rt::Style::DEEP_OBJECT },
    };
    let explode = explode.then(|| quote! { .exploded() });
    let reserved = allow_reserved.then(|| quote! { .reserved() });
    quote! { #base #explode #reserved }
}
