//! Paths, webhooks and callbacks: path items and their operations.

use super::keywords::Kind;
use super::parameter::add_parameters;
use super::reader::{Node, Object, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Callback, Method, Operation, Parameter, Server, Version};
use std::collections::HashSet;

/// The keys of a path item that hold operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// How deep `$ref`s of path items may lead while their siblings are kept.
const MAX_ITEMS: usize = 16;

/// Whether an operation's callbacks are read. Those of a callback are not: they could go on for
/// ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Callbacks {
    Read,
    LeaveOut,
}

/// What a path item says for all its operations.
struct Shared {
    parameters: Vec<Parameter>,
    servers: Option<Vec<Server>>,
    summary: Option<String>,
    description: Option<String>,
    callbacks: Callbacks,
}

impl<'a> Reader<'a> {
    /// The operations of `paths` or `webhooks`.
    pub(super) fn path_items(&mut self, root: &Object<'a>, key: &str) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, node) in self.entries(root, key) {
            if !path.starts_with("x-") {
                if key == "paths" && !path.starts_with('/') {
                    let message = format!("a path begins with `/`; this is read as `/{path}`");
                    self.report(Code::Malformed, &node.place, message);
                }
                self.path_item(path, node, Callbacks::Read, &mut operations);
            }
        }
        operations
    }

    fn path_item(
        &mut self,
        path: &str,
        node: Node<'a>,
        callbacks: Callbacks,
        operations: &mut Vec<Operation>,
    ) {
        // A path item may have siblings beside its `$ref`; what stands nearer wins.
        let mut layers: Vec<Object<'a>> = Vec::new();
        let mut next = Some(node);
        while let Some(node) = next.take() {
            let Some(object) = self.object(&node, Kind::PathItem) else {
                break;
            };
            if layers.iter().any(|layer| layer.map.is(object.map)) || layers.len() >= MAX_ITEMS {
                let message = "this path item leads back to itself";
                self.report(Code::CyclicReference, &node.place.key("$ref"), message);
                break;
            }
            if let Some(text) = self.text(&object, "$ref") {
                next = self.target(&text, &object.place, "$ref");
            }
            layers.push(object);
        }
        let shared = self.shared(&layers, callbacks);
        let mut known = HashSet::new();
        for layer in &layers {
            let mut found: Vec<(String, Node<'a>)> = METHODS
                .iter()
                .filter_map(|key| Some((key.to_ascii_uppercase(), layer.child(key)?)))
                .collect();
            let more = self.entries(layer, "additionalOperations");
            found.extend(more.into_iter().map(|(name, node)| (name.to_owned(), node)));
            for (method, node) in found {
                if known.insert(method.clone()) {
                    operations.extend(self.operation(path, Method(method), &node, &shared));
                } else {
                    let message = format!("{method} has two operations here; the first is read");
                    self.report(Code::Malformed, &node.place, message);
                }
            }
        }
    }

    fn shared(&mut self, layers: &[Object<'a>], callbacks: Callbacks) -> Shared {
        let mut shared = Shared {
            parameters: Vec::new(),
            servers: None,
            summary: None,
            description: None,
            callbacks,
        };
        for layer in layers {
            let parameters = self.parameters(layer);
            add_parameters(&mut shared.parameters, &parameters);
            let servers = self.servers(layer);
            shared.servers = shared.servers.or(servers);
            shared.summary = shared.summary.or_else(|| self.text(layer, "summary"));
            shared.description = shared
                .description
                .or_else(|| self.text(layer, "description"));
        }
        shared
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        node: &Node<'a>,
        shared: &Shared,
    ) -> Option<Operation> {
        let object = self.object(node, Kind::Operation)?;
        let mut parameters = self.parameters(&object);
        add_parameters(&mut parameters, &shared.parameters);
        self.query_strings(&mut parameters);
        let operation_id = self.text(&object, "operationId");
        if operation_id.as_deref() == Some("") {
            self.wrong(&object, "operationId", "a string with at least one letter");
        }
        // Since 3.1 an operation may leave them out.
        let needed = self.version == Version::V3_0 && shared.callbacks == Callbacks::Read;
        if needed && !object.map.contains_key("responses") {
            self.report(
                Code::Malformed,
                &object.place,
                "an operation needs `responses`",
            );
        }
        self.external_docs(&object);
        Some(Operation {
            path: path.to_owned(),
            method,
            operation_id: operation_id.filter(|id| !id.is_empty()),
            tags: self.texts(&object, "tags"),
            summary: self
                .text(&object, "summary")
                .or_else(|| shared.summary.clone()),
            description: self
                .text(&object, "description")
                .or_else(|| shared.description.clone()),
            deprecated: self.flag(&object, "deprecated").unwrap_or_default(),
            parameters,
            request_body: self.request_body(&object),
            responses: self.responses(&object),
            servers: self.servers(&object).or_else(|| shared.servers.clone()),
            security: self.security(&object),
            callbacks: self.callbacks(&object, shared.callbacks),
            extensions: self.extensions(&object),
            place: object.place,
        })
    }

    fn callbacks(&mut self, operation: &Object<'a>, callbacks: Callbacks) -> Vec<Callback> {
        let entries = self.entries(operation, "callbacks");
        if callbacks == Callbacks::LeaveOut && !entries.is_empty() {
            let place = operation.place.key("callbacks");
            let message = "the callbacks of a callback are not read";
            self.push(Diagnostic::new(Code::UnsupportedKeyword, &place, message));
            return Vec::new();
        }
        let mut read = Vec::new();
        for (name, node) in entries {
            if name.starts_with("x-") {
                continue;
            }
            let Some(node) = self.follow(node) else {
                continue;
            };
            let Some(object) = self.map(&node, "a callback") else {
                continue;
            };
            let mut operations = Vec::new();
            for (expression, node) in object.children() {
                if !expression.starts_with("x-") {
                    self.path_item(expression, node, Callbacks::LeaveOut, &mut operations);
                }
            }
            read.push(Callback {
                name: name.to_owned(),
                operations,
            });
        }
        read
    }
}
