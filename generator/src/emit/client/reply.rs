//! How an answer is read.

use super::super::moved::moved;
use super::ident;
use super::items::payload_type;
use super::operation::output_type;
use crate::document::Status;
use crate::rust::client::{Answer, Framing, Operation, Outcome, Output, Payload, Reply};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// How the success of an operation is read: the type that does it, and its impl where that is the
/// operation itself.
pub(super) fn emit_success(op: &Operation) -> (TokenStream, Option<TokenStream>) {
    if let [reply] = &*op.replies
        && let Some(usual) = emit_usual(reply)
    {
        return (usual, None);
    }
    let (name, output) = (ident(&op.ty), output_type(&op.output));
    let arms = op.replies.iter().map(|reply| moved(emit_arm(op, reply)));
    let own = quote! {
        impl rt::Success<#output> for #name {
            fn read<E: rt::ApiError>(reply: rt::Reply) -> Result<#output, rt::Error<E>> {
                match reply.status() {
                    #(#arms)*
                    _ => Err(reply.failure()),
                }
            }
        }
    };
    (quote! { Self }, Some(own))
}

/// The type of the runtime that reads a success, where it is one of the usual ones.
fn emit_usual(reply: &Reply) -> Option<TokenStream> {
    let Outcome::Output(Answer { payload, headers }) = &reply.outcome else {
        return None;
    };
    let statuses = match reply.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { #code }
        }
        Status::Range(digit) => {
            let [from, to] = bounds(digit);
            quote! { #from, #to }
        }
        Status::Default => return None,
    };
    let body = match payload {
        Payload::Json(_) => quote! { rt::Json<#statuses> },
        Payload::Empty => quote! { rt::Empty<#statuses> },
        _ => return None,
    };
    Some(match headers {
        Some(_) => quote! { rt::Headed<#body> },
        None => body,
    })
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
pub(super) fn emit_reader(payload: &Payload) -> TokenStream {
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
        Outcome::Raw => quote! { Ok(reply.into_raw()) },
    };
    quote! { #status => #value, }
}

/// The pattern of a status.
pub(super) fn emit_status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { #code }
        }
        Status::Range(digit) => {
            let [from, to] = bounds(digit);
            quote! { #from..=#to }
        }
        Status::Default => quote! { _ },
    }
}

/// The first and the last status of a range.
fn bounds(digit: u8) -> [Literal; 2] {
    let from = u16::from(digit) * 100;
    [from, from + 99].map(Literal::u16_unsuffixed)
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
    match answer.headers {
        Some(_) => {
            quote! { rt::WithHeaders { headers: rt::Headers::of(reply.headers()), body: #body } }
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
