//! How a request is built.

use super::super::check;
use super::super::moved::moved;
use super::ident;
use super::operation::arm_type;
use super::reply::emit_framing;
use crate::api::ParameterForm;
use crate::document::{Spelling, Style};
use crate::rust::Position;
use crate::rust::client::{
    MediaArm, Operation, Parameter, ParameterPlace, PathPart, Payload, RequestBody, RequestContent,
    Spelt,
};
use proc_macro2::TokenStream;
use quote::quote;

/// How many calls are one chain. Who reads Rust goes one call deeper for each: a chain of thousands
/// overflows the stack of rustc, and of what formats it.
const LONGEST_CHAIN: usize = 256;

/// What is sent, as calls in a chain.
pub(super) fn emit_visit(op: &Operation) -> TokenStream {
    let path = op.path.iter().filter_map(|part| match part {
        PathPart::Literal(text) => Some(moved(quote! { .literal(#text) })),
        PathPart::Parameter(index) => {
            let parameter = op.parameters.get(*index);
            parameter.map(emit_parameter).map(moved)
        }
    });
    let fixed = op
        .fixed_query
        .iter()
        .map(|(name, value)| moved(quote! { .fixed(#name, #value) }));
    let others = op
        .parameters
        .iter()
        .filter(|parameter| parameter.place != ParameterPlace::Path)
        .map(emit_parameter)
        .map(moved);
    let accept = op
        .accept
        .as_ref()
        .map(|accept| moved(quote! { .accept(#accept) }));
    let body = op.body.as_ref().map(emit_visit_of_body).map(moved);
    let calls: Vec<_> = path
        .chain(fixed)
        .chain(others)
        .chain(accept)
        .chain(body)
        .collect();
    let mut chains = calls.chunks(LONGEST_CHAIN);
    let last = chains.next_back().unwrap_or_default();
    let earlier = chains.map(|calls| quote! { let to = to #(#calls)*; });
    quote! { #(#earlier)* to #(#last)* }
}

/// The call that shows the body: it says how it is sent too, where it is JSON or a form.
fn emit_visit_of_body(body: &RequestBody) -> TokenStream {
    let RequestContent::One(arm) = &body.content else {
        return quote! { .body(&self.body, &[]) };
    };
    if arm_type(arm).is_none() {
        return quote! { .raw_body(&self.body) };
    }
    let rules = check::rules(&arm.checks, Position::Outside);
    let (method, how) = match &arm.payload {
        Payload::Json(_) => {
            let media_type = media_type(arm);
            ("json", quote! { #media_type, })
        }
        Payload::Form(_) => {
            let spelt = emit_constant_spellings(&arm.spelt);
            ("form", quote! { #spelt, })
        }
        _ => return quote! { .body(&self.body, #rules) },
    };
    let method = match body.required {
        true => ident(method),
        false => ident(&format!("{method}_if")),
    };
    quote! { .#method(#how &self.body, #rules) }
}

fn media_type(arm: &MediaArm) -> &str {
    arm.media_types.first().map_or("", String::as_str)
}

/// A list that lives as long as the program. Calls, such as that of `exploded`, are made for a
/// constant only where it is said.
fn emit_constant_spellings(spelt: &[(String, Spelt)]) -> TokenStream {
    let list = emit_spellings(spelt);
    let styled = |(_, spelt): &(_, Spelt)| matches!(spelt, Spelt::Styled(_));
    match spelt.iter().any(styled) {
        true => quote! { const { &[#list] } },
        false => quote! { &[#list] },
    }
}

fn emit_spellings(spelt: &[(String, Spelt)]) -> TokenStream {
    let spelt = spelt.iter().map(|(name, spelt)| {
        let spelt = emit_spelt(spelt);
        quote! { (#name, #spelt) }
    });
    quote! { #(#spelt),* }
}

/// The expression that sends a body; `place` holds it, `reference` borrows it.
pub(super) fn emit_payload(
    arm: &MediaArm,
    place: &TokenStream,
    reference: &TokenStream,
) -> TokenStream {
    let media_type = media_type(arm);
    match &arm.payload {
        Payload::Json(_) if media_type == "application/json" => {
            quote! { request.json(#reference) }
        }
        Payload::Json(_) => quote! { request.json_as(#media_type, #reference) },
        Payload::Text(_) => quote! { request.text_value(#media_type, #reference) },
        Payload::Form(_) => {
            let spelt = emit_spellings(&arm.spelt);
            quote! { request.form(#reference, &[#spelt]) }
        }
        Payload::Body => quote! { request.body(#media_type, #place.clone()) },
        Payload::MediaBody => {
            let media_types = &arm.media_types;
            quote! { request.media_body(&[#(#media_types),*], #reference) }
        }
        Payload::Multipart(_) => {
            quote! { request.multipart(#media_type, &#place.parts()?) }
        }
        Payload::Parts => quote! { request.multipart(#media_type, #reference) },
        Payload::Lines(_, framing) => {
            let framing = emit_framing(*framing);
            quote! { request.lines(#media_type, #reference, #framing) }
        }
        Payload::Bytes | Payload::Empty | Payload::Items(..) | Payload::Media { .. } => {
            quote! { Ok(()) }
        }
    }
}

/// How a property of a form is spelt.
pub(super) fn emit_spelt(spelt: &Spelt) -> TokenStream {
    match spelt {
        Spelt::Usual => quote! { rt::Spelt::Usual },
        Spelt::Media(media_type) => quote! { rt::Spelt::Media(#media_type) },
        Spelt::Styled(spelling) => {
            let style = emit_style(*spelling);
            quote! { rt::Spelt::Style(#style) }
        }
    }
}

/// The method that fills in the body, where `visit` does not.
pub(super) fn emit_body(body: &RequestBody) -> Option<TokenStream> {
    if let RequestContent::One(arm) = &body.content
        && matches!(arm.payload, Payload::Json(_) | Payload::Form(_))
    {
        return None;
    }
    let (place, reference) = if body.required {
        (quote! { self.body }, quote! { &self.body })
    } else {
        (quote! { body }, quote! { body })
    };
    let send = match &body.content {
        RequestContent::One(arm) => emit_payload(arm, &place, &reference),
        RequestContent::Many(_) => quote! { #place.send(request) },
    };
    let send = if body.required {
        send
    } else {
        quote! { self.body.as_ref().map_or(Ok(()), |body| #send) }
    };
    Some(quote! {
        fn body(&self, request: &mut rt::Request) -> Result<(), rt::BuildRequestError> {
            #send
        }
    })
}

/// The call that shows a parameter.
fn emit_parameter(parameter: &Parameter) -> TokenStream {
    let (name, field) = (&parameter.name, ident(&parameter.ident));
    let form = parameter.form;
    let (method, how) = match (parameter.place, form) {
        (ParameterPlace::QueryString, ParameterForm::Form) => {
            ("query_form", emit_constant_spellings(&parameter.spelt))
        }
        (ParameterPlace::QueryString, _) => {
            let style = emit_bare(Style::Form);
            let json = (form == ParameterForm::Json).then(|| quote! { .json() });
            ("whole_query", quote! { #style #json })
        }
        (ParameterPlace::Path, _) => ("path", emit_spelling(form, Style::Simple)),
        (ParameterPlace::Query, _) => ("query", emit_spelling(form, Style::Form)),
        (ParameterPlace::Header, _) => ("header", emit_spelling(form, Style::Simple)),
        (ParameterPlace::Cookie, _) => ("cookie", emit_spelling(form, Style::Form)),
    };
    let method = match parameter.required || parameter.place == ParameterPlace::Path {
        true => ident(method),
        false => ident(&format!("{method}_if")),
    };
    let rules = check::rules(&parameter.checks, Position::Outside);
    quote! { .#method(#name, &self.#field, #how, #rules) }
}

/// How a value is spelt; without a style, as JSON.
fn emit_spelling(form: ParameterForm, bare: Style) -> TokenStream {
    match form {
        ParameterForm::Styled(spelling) => emit_style(spelling),
        ParameterForm::Json | ParameterForm::Text | ParameterForm::Form => {
            let style = emit_bare(bare);
            quote! { #style.json() }
        }
    }
}

fn emit_style(spelling: Spelling) -> TokenStream {
    let base = emit_bare(spelling.style);
    if spelling.style == Style::DeepObject {
        return base;
    }
    let explode = spelling.explode.then(|| quote! { .exploded() });
    let reserved = spelling.allow_reserved.then(|| quote! { .reserved() });
    quote! { #base #explode #reserved }
}

/// A style with nothing beside it.
fn emit_bare(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote! { rt::Style::SIMPLE },
        Style::Label => quote! { rt::Style::LABEL },
        Style::Matrix => quote! { rt::Style::MATRIX },
        Style::Form => quote! { rt::Style::FORM },
        Style::Cookie => quote! { rt::Style::COOKIE },
        Style::SpaceDelimited => quote! { rt::Style::SPACE_DELIMITED },
        Style::PipeDelimited => quote! { rt::Style::PIPE_DELIMITED },
        Style::DeepObject => quote! { rt::Style::DEEP_OBJECT },
    }
}
