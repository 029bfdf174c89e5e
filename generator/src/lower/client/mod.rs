//! Operations become methods, values that are sent, and enums of what comes back.

mod api;
mod body;
mod form;
mod operation;
mod parameter;
mod reply;
mod scope;
mod status;
mod text;

use super::tame::code;
use super::{TypeMap, docs};
use crate::api::Api;
use crate::diagnostic::{Code, Diagnostics};
use crate::name::{self, Names};
use crate::rust::client::{Client, Group};
use scope::Scope;

/// What the lowering of one group sees.
struct Context<'a> {
    api: &'a Api,
    types: &'a TypeMap<'a>,
    diagnostics: &'a mut Diagnostics,
    scope: Scope,
    /// The type of the group, for links in documentation.
    group: &'a str,
    /// The method of the present operation.
    method: String,
    /// The type of what the present operation sends, the beginning of the names of its items.
    ty: String,
}

impl Context<'_> {
    /// A link to the method, for documentation.
    fn link(&self) -> String {
        let method = self.method.trim_start_matches("r#");
        format!("[`{0}::{method}`]", self.group)
    }
}

/// Lowers the client of an API. What cannot be sent is left out with a diagnostic.
pub fn lower_client(
    api: &Api,
    names: &Names,
    types: &TypeMap<'_>,
    diagnostics: &mut Diagnostics,
) -> Client {
    let mut client = Client {
        name: api.title.clone(),
        docs: api::client_docs(api, names),
        servers: api::lower_servers(&api.servers),
        schemes: api::lower_schemes(api, names, diagnostics),
        operations_have_servers: false,
        groups: Vec::new(),
        example: None,
    };
    for group in &names.groups {
        let lowered = lower_group(api, names, types, group, diagnostics);
        if !lowered.operations.is_empty() {
            client.groups.push(lowered);
        }
    }
    let mut operations = client.groups.iter().flat_map(|group| &group.operations);
    client.operations_have_servers =
        client.servers.is_empty() && operations.all(|op| !op.servers.is_empty());
    client.example = api::example(&client);
    client
}

fn lower_group(
    api: &Api,
    names: &Names,
    types: &TypeMap<'_>,
    group: &name::Group,
    diagnostics: &mut Diagnostics,
) -> Group {
    let mut operations = Vec::new();
    let own = group
        .operations
        .iter()
        .filter_map(|index| Some((api.operations.get(*index)?, names.operations.get(*index)?)));
    let mut taken: Vec<&str> = own.clone().map(|(_, names)| &*names.ty).collect();
    taken.push(&group.ty);
    let mut cx = Context {
        api,
        types,
        diagnostics,
        scope: Scope::new(&taken),
        group: &group.ty,
        method: String::new(),
        ty: String::new(),
    };
    for (op, names) in own {
        match operation::lower_operation(&mut cx, op, names) {
            Ok(lowered) => operations.push(lowered),
            Err(reason) => cx.diagnostics.report(
                Code::SkippedOperation,
                &op.place,
                format!("{} {} is left out: {reason}", op.method.0, op.template),
            ),
        }
    }
    for (operation, items) in operations.iter_mut().zip(cx.scope.into_items()) {
        operation.items = items;
    }
    Group {
        module: group.module.clone(),
        ty: group.ty.clone(),
        features: vec!["client".to_owned()],
        docs: group_docs(api, group),
        operations,
    }
}

fn group_docs(api: &Api, group: &name::Group) -> Vec<String> {
    let title = match &group.tag {
        Some(tag) => format!("Operations of {}.", code(tag)),
        None => format!("Operations of {}.", code(&group.ty)),
    };
    let mut lines = vec![title];
    let described = api
        .tags
        .iter()
        .find(|(name, _)| Some(name) == group.tag.as_ref());
    if let Some((_, Some(description))) = described {
        docs::append(&mut lines, docs::tame(description));
    }
    lines
}
