//! One operation.

use super::body::lower_request_body;
use super::parameter::lower_parameters;
use super::reply::{Replies, lower_replies};
use super::status;
use super::{Context, api, code, text};
use crate::api::{Operation, Response, SecurityAlternative};
use crate::lower::docs;
use crate::name::OperationNames;
use crate::rust::client::{self, Output};

/// Lowers an operation, or says why it cannot be sent.
pub(super) fn lower_operation(
    cx: &mut Context<'_>,
    op: &Operation,
    names: &OperationNames,
) -> Result<client::Operation, String> {
    cx.method.clone_from(&names.method);
    cx.ty.clone_from(&names.ty);
    if !text::is_token(&op.method.0) {
        return Err(format!("{:?} is no method of HTTP", op.method.0));
    }
    let (parameters, path) = lower_parameters(cx, op, &names.parameters)?;
    cx.scope.next_operation();
    let body = match op.body.as_ref().map(|body| lower_request_body(cx, body)) {
        None => None,
        Some(Ok(body)) => Some(body),
        Some(Err(reason)) => {
            cx.scope.forget_operation();
            return Err(reason);
        }
    };
    let Replies {
        output,
        error,
        replies,
        streamed,
    } = lower_replies(cx, op);
    let id = op
        .id
        .clone()
        .unwrap_or_else(|| format!("{} {}", op.method.0, op.template));
    Ok(client::Operation {
        id,
        method: names.method.clone(),
        ty: cx.ty.clone(),
        docs: operation_docs(cx, op, &parameters, error.as_deref(), &output),
        deprecated: op.docs.deprecated,
        verb: op.method.0.clone(),
        template: op.template.clone(),
        path,
        fixed_query: op
            .fixed_query
            .iter()
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect(),
        parameters,
        body,
        accept: accept(&op.responses),
        security: lower_security(&op.security),
        servers: op
            .servers
            .as_deref()
            .map_or_else(Vec::new, api::lower_servers),
        follows_redirects: !op.responses.iter().any(|r| status::is_redirect(r.status)),
        output,
        error,
        replies,
        streamed,
        items: Vec::new(),
    })
}

/// A piece of the query as the runtime takes it, which encodes it again.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

fn lower_security(alternatives: &[SecurityAlternative]) -> Vec<Vec<usize>> {
    let schemes = |alternative: &SecurityAlternative| {
        alternative
            .schemes
            .iter()
            .map(|(index, _)| *index)
            .collect()
    };
    alternatives.iter().map(schemes).collect()
}

/// The documented media types. Those that only errors have are said to be liked less, so that a
/// server does not choose one of them for a success.
fn accept(responses: &[Response]) -> Option<String> {
    let mut wanted: Vec<String> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let default_is_success = !responses.iter().any(|r| r.status.is_success());
    for response in responses {
        let success = response.status.is_success()
            || default_is_success && response.status == crate::document::Status::Default;
        for content in &response.contents {
            let media_type = content.media_type.trim();
            let printable = media_type.bytes().all(|b| (0x20..0x7f).contains(&b));
            let list = if success { &mut wanted } else { &mut others };
            if printable && !media_type.is_empty() && !list.iter().any(|seen| seen == media_type) {
                list.push(media_type.to_owned());
            }
        }
    }
    others.retain(|media_type| !wanted.contains(media_type));
    if !wanted.is_empty() {
        others
            .iter_mut()
            .for_each(|media_type| media_type.push_str(";q=0.5"));
    }
    wanted.extend(others);
    (!wanted.is_empty()).then(|| wanted.join(", "))
}

fn operation_docs(
    cx: &Context<'_>,
    op: &Operation,
    parameters: &[client::Parameter],
    error: Option<&str>,
    output: &Output,
) -> Vec<String> {
    let mut lines = docs::lines(&op.docs);
    let request = code(&format!("{} {}", op.method.0, op.template));
    docs::append(&mut lines, Some(format!("Sends {request}.")));
    let setters: Vec<String> = parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| code(parameter.ident.trim_start_matches("r#")))
        .collect();
    if !setters.is_empty() {
        let setters = text::enumerate(&setters, "and");
        let text = format!("Set on the call if wanted: {setters}; see [`{}`].", cx.ty);
        docs::append(&mut lines, Some(text));
    }
    let old = parameters
        .iter()
        .filter(|parameter| parameter.required && parameter.deprecated);
    let old: Vec<String> = old
        .map(|parameter| code(parameter.ident.trim_start_matches("r#")))
        .collect();
    if !old.is_empty() {
        let old = text::enumerate(&old, "and");
        docs::append(
            &mut lines,
            Some(format!("Required, and deprecated: {old}.")),
        );
    }
    docs::append(&mut lines, api::access_docs(cx, &op.security));
    if *output == Output::Raw {
        let text = "The description names no success: the whole answer is returned.";
        docs::append(&mut lines, Some(text.to_owned()));
    }
    docs::append(&mut lines, Some("# Errors".to_owned()));
    let errors = match error {
        Some(error) => format!(
            "[`Error::Api`](rt::Error::Api) with a [`{error}`] for the errors that are documented, \
             another [`Error`](rt::Error) for everything else."
        ),
        None => "[`Error`](rt::Error); no status is documented as an error.".to_owned(),
    };
    docs::append(&mut lines, Some(errors));
    lines
}
