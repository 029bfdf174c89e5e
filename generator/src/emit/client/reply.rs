//! How an answer is read.

use super::super::moved::moved;
use super::ident;
use super::items::payload_type;
use crate::document::Status;
use crate::rust::client::{Answer, Framing, Operation, Outcome, Output, Payload, Reply};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The body of `read`.
pub(super) fn emit_read(op: &Operation) -> TokenStream {
    let arms = op.replies.iter().map(|reply| moved(emit_arm(op, reply)));
    let closed = op
        .replies
        .iter()
        .any(|reply| reply.status == Status::Default);
    let rest = (!closed).then(|| quote! { _ => Err(reply.unexpected()), });
    quote! {
        match reply.status() {
            #(#arms)*
            #rest
        }
    }
}

/// The type of an answer.
pub(super) fn answer_type(answer: &Answer) -> TokenStream {
    let payload = payload_type(&answer.payload);
    match &answer.headers {
        Some(headers) => {
            let headers = ident(headers);
            quote! { rt::WithHeaders<#payload, #headers> }
        }
        None => payload,
    }
}

/// Whether a variant for the answer holds nothing.
pub(super) fn is_unit(answer: &Answer) -> bool {
    answer.payload == Payload::Empty && answer.headers.is_none()
}

/// The expression that reads a body of `reply`, of the type `Result<_, rt::DecodeError>`.
pub(super) fn emit_read_of(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote! { reply.empty() },
        Payload::Json(_) => quote! { reply.json() },
        Payload::Text(_) => quote! { reply.text() },
        Payload::Items(_, framing) => {
            let framing = emit_framing(*framing);
            quote! { reply.items(#framing) }
        }
        Payload::Media { name, .. } => {
            let name = ident(name);
            quote! { #name::read(&reply) }
        }
        _ => quote! { reply.bytes() },
    }
}

/// The function that does the same.
fn emit_reader(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote! { rt::Reply::empty },
        Payload::Json(_) => quote! { rt::Reply::json },
        Payload::Text(_) => quote! { rt::Reply::text },
        Payload::Media { name, .. } => {
            let name = ident(name);
            quote! { #name::read }
        }
        _ => quote! { rt::Reply::bytes },
    }
}

/// How the values of a stream are told apart.
pub(super) fn emit_framing(framing: Framing) -> TokenStream {
    match framing {
        Framing::Events => quote! { rt::Framing::Events },
        Framing::WholeEvents => quote! { rt::Framing::WholeEvents },
        Framing::Lines => quote! { rt::Framing::Lines },
        Framing::Records => quote! { rt::Framing::Records },
    }
}

fn emit_arm(op: &Operation, reply: &Reply) -> TokenStream {
    let status = emit_status(reply.status);
    let value = match &reply.outcome {
        Outcome::Output(answer) => {
            let answer = emit_answer(answer);
            quote! { Ok(#answer) }
        }
        Outcome::OutputVariant(variant, answer) => {
            let (output, variant) = (output_name(op), ident(variant));
            let held = (!is_unit(answer)).then(|| {
                let answer = emit_answer(answer);
                quote! { (#answer) }
            });
            quote! { Ok(#output::#variant #held) }
        }
        Outcome::Error(variant, payload) => {
            let reader = emit_reader(payload);
            let (error, variant) = (error_name(op), ident(variant));
            quote! { Err(reply.api(#reader, #error::#variant)) }
        }
        Outcome::Raw => quote! { Ok(reply.into_raw()) },
        Outcome::Unexpected => quote! { Err(reply.unexpected()) },
    };
    quote! { #status => #value, }
}

fn emit_status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { #code }
        }
        Status::Range(digit) => {
            let from = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let to = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            quote! { #from..=#to }
        }
        Status::Default => quote! { _ },
    }
}

/// The value of an answer.
fn emit_answer(answer: &Answer) -> TokenStream {
    let body = match &answer.payload {
        Payload::Empty => quote! { () },
        payload => {
            let read = emit_read_of(payload);
            quote! { #read? }
        }
    };
    match &answer.headers {
        Some(headers) => {
            let headers = ident(headers);
            quote! { rt::WithHeaders { headers: #headers::read(reply.headers()), body: #body } }
        }
        None => body,
    }
}

fn output_name(op: &Operation) -> Ident {
    match &op.output {
        Output::Many(name) => ident(name),
        Output::One(_) | Output::Raw => ident("Self"),
    }
}

fn error_name(op: &Operation) -> Ident {
    ident(op.error.as_deref().unwrap_or("Self"))
}
