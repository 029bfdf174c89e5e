//! Names of groups, operations, parameters and security schemes.

use super::ident::{joined, module, pascal, snake};
use super::scope::Scope;
use super::{Group, Names, OperationNames};
use crate::api::{Api, Operation, SecurityKind};
use crate::diagnostic::{Code, Diagnostics};
use heck::ToSnakeCase;
use std::collections::HashMap;

/// Modules that every API has, and what a client has of its own.
const MODULES: &[&str] = &[
    "builder", "types", "tables", "client", "runtime", "webhooks",
];

/// Types that the emitted code of a group names without a path, and those of the client.
const TYPES: &[&str] = &[
    "Box", "Call", "Client", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Self",
    "Some", "String", "Vec",
];

/// What a call has of its own.
const CALL_WORDS: &[&str] = &[
    "body",
    "new",
    "send",
    "send_with",
    "send_full",
    "send_full_blocking",
    "send_download",
    "send_download_blocking",
    "send_blocking",
    "send_blocking_with",
    "self_",
    "into_future",
];

/// What the client builder has of its own.
const BUILDER_WORDS: &[&str] = &[
    "base",
    "base_url",
    "basic_credential",
    "build",
    "check_credentials",
    "check_variables",
    "connect_timeout",
    "credential",
    "default_header",
    "http_client",
    "make",
    "new",
    "retry",
    "server",
    "server_variable",
    "strictness",
    "timeout",
    "user_agent",
    "max_response_bytes",
];

/// Suffixes of the types that belong to an operation.
pub const DERIVED: &[&str] = &["", "Error", "Body", "ErrorBody", "Output", "Headers"];

/// Names groups, operations, their parameters, and security schemes.
pub fn assign_operations(api: &Api, names: &mut Names, diagnostics: &mut Diagnostics) {
    let mut by_module: HashMap<String, usize> = HashMap::new();
    let mut scopes: Vec<(Scope, Scope)> = Vec::new();
    let webhooks = api.webhooks.iter().map(|operation| (operation, true));
    let all = api.operations.iter().map(|operation| (operation, false));
    for (index, (operation, arrives)) in all.chain(webhooks).enumerate() {
        let (tag, words) = group_of(operation);
        let key = match arrives {
            true => "webhooks".to_owned(),
            false => free_module(&words),
        };
        let group = *by_module.entry(key.clone()).or_insert_with(|| {
            let ty = pascal(&words, "Operations");
            let ty = match TYPES.contains(&ty.as_str()) {
                true => joined(&ty, "Operations"),
                false => ty,
            };
            let mut types = Scope::with(TYPES);
            types.take(&ty);
            scopes.push((Scope::default(), types));
            names.groups.push(Group {
                tag: tag.clone(),
                module: key,
                ty,
                operations: Vec::new(),
            });
            names.groups.len() - 1
        });
        names.groups[group].operations.push(index);
        let (methods, types) = &mut scopes[group];
        let wish = match arrives {
            true => webhook_of(operation),
            false => method_of(operation, &words),
        };
        let method = methods.numbered(&wish);
        if method != wish {
            diagnostics.report(
                Code::NameClash,
                &operation.place,
                format!("`{wish}` is taken in `{words}`; this one is called `{method}`"),
            );
        }
        let ty = type_of_operation(&method, types);
        names.operations.push(OperationNames {
            method,
            ty,
            parameters: parameters(operation),
        });
    }
    names.groups.retain(|group| group.module != "webhooks");
    names.schemes = schemes(api);
}

/// A module name that no module of our own has.
fn free_module(words: &str) -> String {
    let name = module(words, "operations");
    if MODULES.contains(&name.as_str()) {
        format!("{name}_api")
    } else {
        name
    }
}

/// The tag of the group and the words that name it: the overlay's wish, the first tag, the first
/// telling piece of the path.
fn group_of(operation: &Operation) -> (Option<String>, String) {
    if let Some(group) = &operation.group {
        return (operation.tags.first().cloned(), group.clone());
    }
    if let Some(tag) = operation.tags.first().filter(|tag| !tag.trim().is_empty()) {
        return (Some(tag.clone()), tag.clone());
    }
    // What a query or a fragment in the key says is not where the operation belongs.
    let path = operation.template.split(['?', '#']).next();
    let path = path.unwrap_or_default().trim_end_matches(['{', '/']);
    let telling = path
        .split('/')
        .find(|piece| !piece.is_empty() && !piece.contains('{') && !is_prefix(piece));
    (None, telling.unwrap_or("operations").to_owned())
}

/// `api`, `rest`, `v1`, `2024-01-01`: what a path begins with and nobody means.
fn is_prefix(piece: &str) -> bool {
    let version = piece.trim_start_matches(['v', 'V']);
    matches!(piece, "api" | "rest")
        || (!version.is_empty()
            && version
                .chars()
                .all(|c| c.is_ascii_digit() || c == '.' || c == '-' || c == '_'))
}

/// A webhook without an id goes by its name, a callback by its method and URL.
fn webhook_of(operation: &Operation) -> String {
    let named = operation.rename.is_some() || operation.id.is_some();
    match named || operation.template.contains(['{', '/']) {
        true => method_of(operation, "webhooks"),
        false => snake(&operation.template, "event"),
    }
}

fn method_of(operation: &Operation, group: &str) -> String {
    if let Some(name) = &operation.rename {
        return snake(name, "call");
    }
    let wish = match operation.id.as_deref().filter(|id| !id.trim().is_empty()) {
        Some(id) => {
            let words = id.to_snake_case();
            let prefix = format!("{}_", group.to_snake_case());
            match words.strip_prefix(&prefix) {
                Some(rest) if !rest.is_empty() => rest.to_owned(),
                _ => id.to_owned(),
            }
        }
        None => words_of_path(operation),
    };
    snake(&wish, "call")
}

/// `GET /pets/{id}` without an id of its own: `get_pets_by_id`.
fn words_of_path(operation: &Operation) -> String {
    let mut words = vec![operation.method.0.to_lowercase()];
    for piece in operation
        .template
        .split('/')
        .filter(|piece| !piece.is_empty())
    {
        match piece.strip_prefix('{') {
            Some(name) => words.push(format!("by_{}", name.trim_end_matches('}'))),
            None if is_prefix(piece) => {}
            None => words.push(piece.to_owned()),
        }
    }
    words.join(" ")
}

/// A type name such that every name derived from it is free.
fn type_of_operation(method: &str, scope: &mut Scope) -> String {
    let base = pascal(method, "Call");
    let base = match base.ends_with('_') {
        true => joined(&base, "Call"),
        false => base,
    };
    let mut number = 1_u32;
    loop {
        // The group itself may be called so: `login().login()` sends a `LoginCall`.
        let ty = match number {
            1 => base.clone(),
            2 => format!("{base}Call"),
            _ => format!("{base}{}", number - 1),
        };
        let derived: Vec<String> = DERIVED
            .iter()
            .map(|suffix| format!("{ty}{suffix}"))
            .collect();
        if scope.take_all(&derived) {
            return ty;
        }
        number += 1;
    }
}

fn parameters(operation: &Operation) -> Vec<String> {
    let mut scope = Scope::with(CALL_WORDS);
    operation
        .parameters
        .iter()
        .map(|parameter| {
            let wish = snake(
                parameter.rename.as_deref().unwrap_or(&parameter.name),
                "parameter",
            );
            let place = format!("{:?}", parameter.location).to_snake_case();
            let told = format!(
                "{}_{place}",
                wish.trim_start_matches("r#").trim_end_matches('_')
            );
            scope.first_free(&[wish, told])
        })
        .collect()
}

/// `bearer_auth`, `basic_auth`, `api_key` where there is one of the kind, else the scheme's name.
fn schemes(api: &Api) -> Vec<String> {
    let usual = |kind: &SecurityKind| match kind {
        SecurityKind::ApiKey { .. } => Some("api_key"),
        SecurityKind::Basic => Some("basic_auth"),
        SecurityKind::Bearer { .. } => Some("bearer_auth"),
        SecurityKind::OtherHttp { .. } | SecurityKind::MutualTls => None,
    };
    let mut scope = Scope::with(BUILDER_WORDS);
    api.security_schemes
        .iter()
        .map(|scheme| {
            let name = usual(&scheme.kind);
            let alone = api
                .security_schemes
                .iter()
                .filter(|other| usual(&other.kind) == name)
                .count()
                == 1;
            match name.filter(|_| alone) {
                Some(name) => scope.numbered(name),
                None => {
                    let own = snake(&scheme.name, "credential");
                    let told = joined(own.trim_start_matches("r#"), "_auth");
                    scope.first_free(&[own, told])
                }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{BUILDER_WORDS, CALL_WORDS};
    use crate::render::templates::RUNTIME;

    /// The methods in the `impl` that begins with `head`, private ones among them: a setter that
    /// is emitted beside them must have another name.
    fn methods(file: &str, head: &str) -> Vec<String> {
        let text = RUNTIME.iter().find(|(path, _)| *path == file);
        let text = text.expect("a file of the runtime").1;
        let block = text.split(head).nth(1).expect("an impl");
        let block = block.split("\n}").next().unwrap_or_default();
        let starts = block.lines().filter_map(|line| line.split_once("fn "));
        let names =
            starts.filter(|(before, _)| before.starts_with("    ") && !before.contains('/'));
        let names = names.filter_map(|(_, rest)| rest.split(['(', '<']).next());
        names.map(str::to_owned).collect()
    }

    #[test]
    fn the_runtime_has_no_method_that_is_not_reserved() {
        let cases = [
            (
                "client/call.rs",
                "impl<'c, O: Operation> Call<'c, O> {",
                CALL_WORDS,
            ),
            (
                "client/builder.rs",
                "impl<A: Api> ClientBuilder<A> {",
                BUILDER_WORDS,
            ),
        ];
        for (file, head, reserved) in cases {
            let methods = methods(file, head);
            assert!(methods.len() > 5, "{file}: {methods:?}");
            let free = methods
                .iter()
                .filter(|name| !reserved.contains(&name.as_str()));
            assert_eq!(free.collect::<Vec<_>>(), Vec::<&String>::new(), "{file}");
        }
    }
}
