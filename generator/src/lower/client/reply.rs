//! Answers: which status is a success and which an error, and what each is in Rust.

use super::body::{Arrival, lower_reply_body, streamed_types};
use super::parameter::value_type;
use super::{Context, code, status, text};
use crate::api::{Operation, Response};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Status;
use crate::lower::docs;
use crate::name::Scope;
use crate::rust::client::{
    Answer, ClientItem, HeaderField, Headers, Outcome, Output, Payload, Reply, StatusEnum,
    StatusVariant, Streamed,
};
use std::collections::HashSet;

/// What comes back.
pub(super) struct Replies {
    pub(super) output: Output,
    pub(super) error: Option<String>,
    pub(super) replies: Vec<Reply>,
    pub(super) streamed: Vec<Streamed>,
}

/// The answers of an operation, sorted by what they mean.
struct Sorted<'a> {
    successes: Vec<&'a Response>,
    errors: Vec<&'a Response>,
}

/// Lowers the answers of an operation.
pub(super) fn lower_replies(cx: &mut Context<'_>, op: &Operation) -> Replies {
    let sorted = sort(cx, op);
    let bodies = op.method.0 != "HEAD";
    let (output, mut replies) = lower_successes(cx, &sorted.successes, bodies);
    let error = lower_errors(cx, &sorted.errors, bodies);
    replies.sort_by_key(|reply| turn(reply.status));
    let streamed = lower_streamed(&sorted.successes, &replies);
    Replies {
        output,
        error,
        replies,
        streamed,
    }
}

/// Which answers are handed over while they arrive, in the order in which statuses are tried.
fn lower_streamed(successes: &[&Response], replies: &[Reply]) -> Vec<Streamed> {
    let entry = |reply: &Reply| {
        let (Outcome::Output(answer) | Outcome::OutputVariant(_, answer)) = &reply.outcome else {
            return None;
        };
        let media_types = if answer.payload.streams() {
            let documented = successes.iter().find(|response| {
                response.status == reply.status || response.status == Status::Default
            });
            documented.map_or_else(Vec::new, |response| streamed_types(&response.contents))
        } else {
            Vec::new()
        };
        let statuses = match reply.status {
            Status::Code(code) => (code, code),
            Status::Range(digit) => (u16::from(digit) * 100, u16::from(digit) * 100 + 99),
            Status::Default => (200, 299),
        };
        Some(Streamed {
            statuses,
            media_types,
        })
    };
    let mut streamed: Vec<_> = replies.iter().filter_map(entry).collect();
    while streamed
        .last()
        .is_some_and(|last| last.media_types.is_empty())
    {
        streamed.pop();
    }
    streamed
}

fn sort<'a>(cx: &mut Context<'_>, op: &'a Operation) -> Sorted<'a> {
    let mut seen = HashSet::new();
    let mut sorted = Sorted {
        successes: Vec::new(),
        errors: Vec::new(),
    };
    for response in &op.responses {
        if !seen.insert(response.status) {
            continue;
        }
        match response.status {
            Status::Code(100..=199) | Status::Range(1) => {
                let message = "an informational status is no answer; the client waits for the next";
                cx.diagnostics.push(Diagnostic {
                    severity: Severity::Note,
                    ..Diagnostic::new(Code::SkippedPart, &response.place, message)
                });
            }
            status if status.is_success() => sorted.successes.push(response),
            _ => sorted.errors.push(response),
        }
    }
    // `default` stands for what is not listed. Where no success is listed, it is the success and
    // the errors; otherwise it is the errors.
    if sorted.successes.is_empty() {
        let default = sorted.errors.iter().find(|r| r.status == Status::Default);
        sorted.successes.extend(default.copied());
    }
    sorted
}

fn lower_successes(
    cx: &mut Context<'_>,
    successes: &[&Response],
    bodies: bool,
) -> (Output, Vec<Reply>) {
    let ty = cx.ty.clone();
    match successes {
        [] => (Output::Raw, vec![reply(Status::Range(2), Outcome::Raw)]),
        [one] => {
            let payload = lower_body(cx, one, bodies, Arrival::Streamed, &format!("{ty}Output"));
            let headers = lower_headers(cx, one, &format!("{ty}Headers"));
            let answer = Answer { payload, headers };
            let status = match one.status {
                Status::Default => Status::Range(2),
                status => status,
            };
            let outcome = Outcome::Output(answer.clone());
            (Output::One(answer), vec![reply(status, outcome)])
        }
        several => {
            let mut variants = Vec::new();
            let mut replies = Vec::new();
            for response in several {
                let variant = lower_variant(cx, response, bodies, Arrival::Streamed, None);
                let outcome = Outcome::OutputVariant(variant.ident.clone(), variant.answer.clone());
                replies.push(reply(response.status, outcome));
                variants.push(variant);
            }
            let docs = vec![format!("A success of {}, by its status.", cx.link())];
            let item = StatusEnum {
                name: String::new(),
                docs,
                variants,
            };
            let name = cx
                .scope
                .add(&format!("{ty}Output"), ClientItem::Output(item));
            (Output::Many(cx.scope.own_name(name)), replies)
        }
    }
}

fn lower_errors(cx: &mut Context<'_>, errors: &[&Response], bodies: bool) -> Option<String> {
    if errors.is_empty() {
        return None;
    }
    // Where every error has the same choice of media types, the enum of them is the error's body.
    let mut choices = errors.iter().filter(|r| r.contents.len() > 1);
    let shared = choices.next().is_some_and(|first| {
        choices.all(|r| {
            r.contents.len() == first.contents.len()
                && r.contents
                    .iter()
                    .zip(&first.contents)
                    .all(|(a, b)| a.media_type == b.media_type && a.kind == b.kind)
        })
    });
    let body_name = shared.then(|| format!("{}ErrorBody", cx.ty));
    let mut variants = Vec::new();
    for response in errors {
        let mut variant = lower_variant(cx, response, bodies, Arrival::Whole, body_name.as_deref());
        if variant.answer.payload == Payload::Empty
            && bodies
            && !status::is_bodiless(response.status)
        {
            // Nobody says that there is no body, and what an error says should not be lost.
            variant.answer.payload = Payload::Bytes;
        }
        variants.push(variant);
    }
    variants.sort_by_key(|variant| turn(variant.status));
    let docs = vec![format!(
        "An error that {} documents, by its status.",
        cx.link()
    )];
    let item = StatusEnum {
        name: String::new(),
        docs,
        variants,
    };
    let name = format!("{}Error", cx.ty);
    let name = cx.scope.add(&name, ClientItem::Error(item));
    Some(cx.scope.own_name(name))
}

fn lower_variant(
    cx: &mut Context<'_>,
    response: &Response,
    bodies: bool,
    arrival: Arrival,
    body_name: Option<&str>,
) -> StatusVariant {
    let ident = status::variant(response.status);
    let own = format!("{}{ident}", cx.ty);
    let body_name = body_name.map_or_else(|| format!("{own}Body"), str::to_owned);
    let payload = lower_body(cx, response, bodies, arrival, &body_name);
    let headers = lower_headers(cx, response, &format!("{own}Headers"));
    let mut lines = vec![format!("{}.", capital(&status::describe(response.status)))];
    if let Some(description) = &response.description {
        docs::append(&mut lines, docs::tame(description));
    }
    if let Some(headers) = headers.as_ref().filter(|_| !response.status.is_success()) {
        let line = format!("Its headers are read by [`{headers}::read`].");
        docs::append(&mut lines, Some(line));
    }
    StatusVariant {
        status: response.status,
        ident,
        answer: Answer { payload, headers },
        docs: lines,
    }
}

fn lower_body(
    cx: &mut Context<'_>,
    response: &Response,
    bodies: bool,
    arrival: Arrival,
    name: &str,
) -> Payload {
    if bodies && !status::is_bodiless(response.status) {
        lower_reply_body(cx, &response.contents, arrival, name)
    } else {
        Payload::Empty
    }
}

/// The struct of the documented headers, where there are any.
fn lower_headers(cx: &mut Context<'_>, response: &Response, name: &str) -> Option<String> {
    let mut taken = Scope::default();
    let mut fields = Vec::new();
    for header in &response.headers {
        if !text::is_token(&header.name) {
            let message = format!("{:?} is no name of a header", header.name);
            cx.diagnostics
                .report(Code::SkippedPart, &header.place, message);
            continue;
        }
        let mut lines = vec![format!("{}.", code(&header.name))];
        docs::append(&mut lines, docs::lines(&header.docs));
        let old = header.docs.deprecated.then(|| "Deprecated.".to_owned());
        docs::append(&mut lines, old);
        fields.push(HeaderField {
            ident: text::header_field(&header.name, &mut taken),
            name: header.name.clone(),
            ty: value_type(cx, header.ty, header.form),
            form: header.form,
            docs: lines,
        });
    }
    if fields.is_empty() {
        return None;
    }
    let docs = vec![format!("Headers of an answer to {}.", cx.link())];
    let item = Headers {
        name: String::new(),
        docs,
        fields,
    };
    Some(cx.scope.add(name, ClientItem::Headers(item)))
}

/// Exact statuses come before ranges, ranges before everything else.
fn turn(status: Status) -> u8 {
    match status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    }
}

fn reply(status: Status, outcome: Outcome) -> Reply {
    Reply { status, outcome }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
