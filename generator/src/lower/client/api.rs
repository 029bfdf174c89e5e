//! What operations share: servers, security schemes, the documentation of the module.

use super::{Context, code, docs, text};
use crate::api::{self, Api, SecurityAlternative, SecurityKind};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::ParameterIn;
use crate::name::Names;
use crate::rust::RustType;
use crate::rust::client::{
    Client, ClientItem, Example, KeyPlace, MediaArm, Operation, Payload, RequestContent, Scheme,
    SchemeKind, Server, ServerVariable,
};

/// Servers, in order.
pub(super) fn lower_servers(servers: &[api::Server]) -> Vec<Server> {
    let lower_variable = |variable: &api::ServerVariable| ServerVariable {
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
    };
    let lower = |server: &api::Server| Server {
        url: server.url.clone(),
        variables: server.variables.iter().map(lower_variable).collect(),
    };
    servers.iter().map(lower).collect()
}

/// Security schemes, in order.
pub(super) fn lower_schemes(
    api: &Api,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> Vec<Scheme> {
    let schemes = api.security_schemes.iter().enumerate();
    schemes
        .map(|(index, scheme)| {
            let kind = lower_kind(&scheme.kind);
            if let SchemeKind::ApiKey { place, name } = &kind
                && *place != KeyPlace::Query
                && !text::is_token(name)
            {
                let message =
                    format!("{name:?} is no name of a header or cookie: the key cannot be sent");
                diagnostics.report(Code::SkippedPart, &scheme.place, message);
            }
            let mut lines = vec![format!("Sets {}.", what_is_given(&kind))];
            if let SecurityKind::Bearer {
                format: Some(format),
            } = &scheme.kind
            {
                lines.push(format!("The token is a {}.", code(format)));
            }
            if let Some(description) = &scheme.description {
                docs::append(&mut lines, docs::tame(description));
            }
            Scheme {
                setter: setter(names, index),
                name: scheme.name.clone(),
                kind,
                docs: lines,
            }
        })
        .collect()
}

/// How a caller is let in and where requests go.
pub(super) fn client_docs(api: &Api, names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    if !api.security_schemes.is_empty() {
        lines.push("# Authentication".to_owned());
        lines.push(String::new());
        for (index, scheme) in api.security_schemes.iter().enumerate() {
            let kind = lower_kind(&scheme.kind);
            let what = what_is_given(&kind);
            let setter = match kind {
                SchemeKind::MutualTls => "http_client".to_owned(),
                _ => setter(names, index),
            };
            // rustdoc takes what follows a `#` for a place on a page, and a keyword as it is.
            let setter = setter.trim_start_matches("r#");
            lines.push(format!("* [`ClientBuilder::{setter}`]: {what}"));
        }
    }
    let mut paragraph = |title: &str| {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend([title.to_owned(), String::new()]);
    };
    match api.servers.as_slice() {
        [] => {
            paragraph("# Servers");
            lines.push("The description names none: give [`ClientBuilder::base_url`].".to_owned());
        }
        servers => {
            paragraph("# Servers");
            for server in servers {
                let mut line = format!("* {}", code(&server.url));
                let description = server.description.as_deref().map(docs::tame);
                if let Some(first) = description.as_ref().and_then(|lines| lines.first()) {
                    line.push_str(&format!(": {first}"));
                }
                lines.push(line);
                lines.extend(in_full(&server.url).map(|url| {
                    let url = code(&url);
                    format!(
                        "  That is no whole URL: give [`ClientBuilder::base_url`], such as {url}."
                    )
                }));
                lines.extend(server.variables.iter().filter_map(variable_line));
            }
        }
    }
    lines
}

/// A base URL that nobody has.
const EXAMPLE_HOST: &str = "https://api.example.com";

/// What the URL of a server may be in full, where it is none: a path of whichever host serves the
/// description (OpenAPI 3.1, section 4.8.5), a host without a scheme, or a word to be replaced.
fn in_full(url: &str) -> Option<String> {
    let bare = url.trim_start_matches(['.', '/']).trim_end_matches('/');
    let host = bare.split(['/', ':']).next().unwrap_or_default();
    if url.contains("://") || url.starts_with('{') {
        None
    } else if url.starts_with("//") || (url.starts_with(bare) && host.contains('.')) {
        Some(format!("https://{bare}"))
    } else if url.starts_with(['/', '.']) && !bare.is_empty() {
        Some(format!("{EXAMPLE_HOST}/{bare}"))
    } else {
        Some(EXAMPLE_HOST.to_owned())
    }
}

/// What a variable of a server's URL means, where somebody says it.
fn variable_line(variable: &api::ServerVariable) -> Option<String> {
    let said = docs::tame(variable.description.as_deref()?);
    let said = said.first().filter(|line| !line.is_empty())?;
    Some(format!("  * {}: {said}", code(&variable.name)))
}

/// The sentence that says what an operation needs.
pub(super) fn access_docs(
    cx: &Context<'_>,
    alternatives: &[SecurityAlternative],
) -> Option<String> {
    let describe = |alternative: &SecurityAlternative| {
        let schemes: Vec<String> = alternative
            .schemes
            .iter()
            .filter_map(|(index, scopes)| {
                let scheme = cx.api.security_schemes.get(*index)?;
                let mut one = code(&scheme.name);
                if !scopes.is_empty() {
                    let scopes: Vec<String> = scopes.iter().map(|s| code(s)).collect();
                    one.push_str(&format!(" (with {})", text::enumerate(&scopes, "and")));
                }
                Some(one)
            })
            .collect();
        if schemes.is_empty() {
            "nothing at all".to_owned()
        } else {
            text::enumerate(&schemes, "and")
        }
    };
    if alternatives.is_empty() {
        return None;
    }
    let described: Vec<String> = alternatives.iter().map(describe).collect();
    let described = text::enumerate(&described, "or");
    Some(format!("Authentication: {described}."))
}

/// A call for the module's documentation: the first that is not deprecated.
pub(super) fn example(client: &Client) -> Option<Example> {
    let calls = client.groups.iter();
    let mut calls = calls.flat_map(|group| group.operations.iter().map(move |op| (group, op)));
    let (group, op) = calls
        .clone()
        .find(|(_, op)| !op.deprecated && example_arguments(client, op).is_some())
        .or_else(|| calls.find(|(_, op)| example_arguments(client, op).is_some()))?;
    // A certificate is no credential that a setter takes: another way in, if there is one, is shown.
    let by_setter = |alternative: &&Vec<usize>| {
        let mut schemes = alternative
            .iter()
            .filter_map(|index| client.schemes.get(*index));
        schemes.all(|scheme| scheme.kind != SchemeKind::MutualTls)
    };
    let alternatives = &op.security;
    let alternative = alternatives.iter().find(by_setter).or(alternatives.first());
    let scheme = alternative.and_then(|alternative| alternative.first());
    Some(Example {
        group: group.module.clone(),
        method: op.method.clone(),
        arguments: example_arguments(client, op)?,
        credential: scheme
            .and_then(|index| client.schemes.get(*index))
            .map(|scheme| (scheme.setter.clone(), scheme.kind.clone())),
        base_url: match op.servers.first().or(client.servers.first()) {
            Some(server) => in_full(&server.url),
            None => Some(EXAMPLE_HOST.to_owned()),
        },
    })
}

/// `None` where the body is of a type that is no item of `types`.
fn example_arguments(client: &Client, op: &Operation) -> Option<Vec<(String, RustType)>> {
    let required = op.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments: Vec<_> = required
        .map(|parameter| (parameter.ident.clone(), parameter.ty.clone()))
        .collect();
    let arm = op.body.as_ref().and_then(|body| match &body.content {
        RequestContent::One(arm) => Some(arm),
        RequestContent::Many(name) => first_arm(client, name),
    });
    if let Some(arm) = arm {
        let ty = match &arm.payload {
            Payload::Json(ty) | Payload::Text(ty) | Payload::Form(ty) | Payload::Lines(ty, _) => {
                ty.clone()
            }
            Payload::Body => RustType::Bytes,
            _ => return None,
        };
        arguments.push(("body".to_owned(), ty));
    }
    Some(arguments)
}

/// The first arm of the enum of this name; a body of its type can stand for the enum.
fn first_arm<'a>(client: &'a Client, name: &str) -> Option<&'a MediaArm> {
    let operations = client.groups.iter().flat_map(|group| &group.operations);
    let mut items = operations.flat_map(|op| &op.items);
    items.find_map(|item| match item {
        ClientItem::RequestBody(item) if item.name == name => item.arms.first(),
        _ => None,
    })
}

fn setter(names: &Names, index: usize) -> String {
    names
        .schemes
        .get(index)
        .cloned()
        .unwrap_or_else(|| format!("credential_{index}"))
}

fn lower_kind(kind: &SecurityKind) -> SchemeKind {
    match kind {
        SecurityKind::ApiKey { location, name } => SchemeKind::ApiKey {
            place: match location {
                ParameterIn::Query | ParameterIn::QueryString => KeyPlace::Query,
                ParameterIn::Cookie => KeyPlace::Cookie,
                ParameterIn::Header | ParameterIn::Path => KeyPlace::Header,
            },
            name: name.clone(),
        },
        SecurityKind::Basic => SchemeKind::Basic,
        SecurityKind::Bearer { .. } => SchemeKind::Bearer,
        SecurityKind::OtherHttp { scheme } => SchemeKind::Http(scheme.clone()),
        SecurityKind::MutualTls => SchemeKind::MutualTls,
    }
}

fn what_is_given(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { place, name } => {
            let place = match place {
                KeyPlace::Header => "header",
                KeyPlace::Query => "query parameter",
                KeyPlace::Cookie => "cookie",
            };
            format!("the key that is sent as the {place} {}", code(name))
        }
        SchemeKind::Basic => "user name and password (`Authorization: Basic`)".to_owned(),
        SchemeKind::Bearer => "the token that is sent as `Authorization: Bearer`".to_owned(),
        SchemeKind::Http(scheme) => {
            format!("what follows {}", code(&format!("Authorization: {scheme}")))
        }
        SchemeKind::MutualTls => "a client certificate: give an HTTP client that has it".to_owned(),
    }
}
