//! How an answer is read.

use super::ident;
use super::items::payload_type;
use crate::document::Status;
use crate::rust::client::{Answer, Operation, Outcome, Payload, Reply};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The body of `read`.
pub(super) fn emit_read(op: &Operation) -> TokenStream {
    let arms = op.replies.iter().map(|reply| emit_arm(op, reply));
    let closed = op.replies.iter().any(|reply| reply.status == Status::Default);
    let rest = (!closed).then(|| quote! { _ => reply.unexpected(), });
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

fn emit_arm(op: &Operation, reply: &Reply) -> TokenStream {
    let status = match reply.status {
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
    };
    let value = match &reply.outcome {
        Outcome::Output(answer) => emit_answer(answer),
        Outcome::OutputVariant(variant, answer) => {
            let answer = emit_answer(answer);
            let (output, variant) = (output_name(op), ident(variant));
            if is_unit(reply) {
                quote! { #answer.map(|()| #output::#variant) }
            } else {
                quote! { #answer.map(#output::#variant) }
            }
        }
        Outcome::Error(variant, payload) => {
            let reader = emit_reader(payload);
            let error = ident(op.error.as_deref().unwrap_or_default());
            let variant = ident(variant);
            quote! { reply.api(#reader, #error::#variant) }
        }
        Outcome::Raw => quote! { Ok(reply.into_raw()) },
        Outcome::Unexpected => quote! { reply.unexpected() },
    };
    quote! { #status => #value, }
}

fn emit_answer(answer: &Answer) -> TokenStream {
    let reader = emit_reader(&answer.payload);
    if answer.headers.is_some() {
        quote! { reply.ok_with_headers(#reader) }
    } else {
        quote! { reply.ok(#reader) }
    }
}

/// The function of the runtime that reads a body.
pub(super) fn emit_reader(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote! { rt::body::none },
        Payload::Json(_) => quote! { rt::body::json },
        Payload::Text(_) => quote! { rt::body::text },
        Payload::Media(_) => quote! { rt::body::media },
        Payload::Form(..) | Payload::Multipart(..) | Payload::Bytes => quote! { rt::body::bytes },
    }
}

fn output_name(op: &Operation) -> proc_macro2::Ident {
    match &op.output {
        crate::rust::client::Output::Many(name) => ident(name),
        _ => ident("Self"),
    }
}

/// Whether the variant of a reply holds nothing.
fn is_unit(reply: &Reply) -> bool {
    matches!(
        &reply.outcome,
        Outcome::OutputVariant(_, Answer { payload: Payload::Empty, headers: None })
    )
}
