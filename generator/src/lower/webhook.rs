//! Requests that arrive: webhooks and callbacks.

use super::docs::{self, code};
use super::types::TypeMap;
use crate::api::{Api, ContentKind, Operation};
use crate::diagnostic::{Code, Diagnostics};
use crate::name::{Names, Scope};
use crate::rust::Webhook;

/// A function for each JSON body of a request that arrives. Bodies of other kinds are reported.
pub(super) fn lower_webhooks(
    api: &Api,
    names: &Names,
    types: &TypeMap<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Webhook> {
    let named = names.operations.iter().skip(api.operations.len());
    let named: Vec<_> = api.webhooks.iter().zip(named).collect();
    let methods: Vec<&str> = named.iter().map(|(_, names)| &*names.method).collect();
    let mut taken = Scope::with(&methods);
    let mut webhooks = Vec::new();
    for (operation, names) in named {
        let mut first = true;
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        for content in contents {
            let ContentKind::Json(id) = &content.kind else {
                let message = format!(
                    "a body of type {} that arrives is not read: only JSON is",
                    content.media_type
                );
                diagnostics.report(Code::SkippedPart, &content.place, message);
                continue;
            };
            let function = match first {
                true => names.method.clone(),
                false => taken.numbered_after(&names.method, "_"),
            };
            first = false;
            webhooks.push(Webhook {
                function,
                docs: webhook_docs(operation, &content.media_type),
                deprecated: operation.docs.deprecated,
                ty: types.rust_type(*id),
            });
        }
    }
    webhooks
}

fn webhook_docs(operation: &Operation, media_type: &str) -> Vec<String> {
    let mut lines = docs::lines(&operation.docs);
    let request = code(&format!("{} {}", operation.method.0, operation.template));
    let media_type = code(media_type);
    let what = format!("Reads the body of {request}, which is {media_type}.");
    docs::append(&mut lines, Some(what));
    let parameters = operation.parameters.iter();
    let parameters: Vec<String> = parameters.map(|p| code(&p.name)).collect();
    let with = format!("It comes with the parameters {}.", parameters.join(", "));
    docs::append(&mut lines, (!parameters.is_empty()).then_some(with));
    let errors = "Where the body is no JSON, or no such value.";
    docs::append(&mut lines, Some("# Errors".to_owned()));
    docs::append(&mut lines, Some(errors.to_owned()));
    lines
}
