//! Writes what a page states as an OpenAPI 3.1 document, and lists what it does not state.

use serde_json::{Map, Value, json};

use super::facts::{Direction, Location, Node, Operation, Page, Parameter, Property, Response};
use super::facts::{Scheme, SchemeKind};
use super::{Descriptions, Hole, hosts, mine, schemas, words};
use crate::diagnostic::{Code, Diagnostic, Pointer};

/// A document in the making.
pub(super) struct Writer {
    pub descriptions: Descriptions,
    pub holes: Vec<Hole>,
    pub diagnostics: Vec<Diagnostic>,
    components: Components,
}

#[derive(Default)]
struct Components {
    responses: Map<String, Value>,
    schemes: Map<String, Value>,
}

/// The document that says what `page` says.
pub(super) fn write(page: &Page, descriptions: Descriptions) -> (Value, Writer) {
    let mut writer = Writer {
        descriptions,
        holes: Vec::new(),
        diagnostics: Vec::new(),
        components: Components::default(),
    };
    let mut document = Map::new();
    document.insert("openapi".into(), json!("3.1.0"));
    document.insert("info".into(), json!({"title": "", "version": ""}));
    writer.hole(
        Pointer::root().key("info"),
        None,
        "the name and the version of the API are not stated",
    );
    let servers = writer.servers(page);
    if !servers.is_empty() {
        document.insert("servers".into(), Value::Array(servers));
    }
    let mut paths: Map<String, Value> = Map::new();
    for operation in &page.operations {
        let method = operation.method.to_ascii_lowercase();
        let at = Pointer::root()
            .key("paths")
            .key(&operation.path)
            .key(&method);
        let item = paths
            .entry(operation.path.as_str())
            .or_insert_with(|| json!({}));
        let taken = item.get(&method).is_some();
        if taken {
            writer.report(
                operation.line,
                format!(
                    "{} {} is on the page twice; the first is read",
                    operation.method, operation.path
                ),
            );
            continue;
        }
        let written = writer.operation(operation, &at);
        if let Value::Object(item) = item {
            item.insert(method, Value::Object(written));
        }
    }
    document.insert("paths".into(), Value::Object(paths));
    let components = std::mem::take(&mut writer.components);
    let mut written = Map::new();
    for (key, map) in [
        ("responses", components.responses),
        ("securitySchemes", components.schemes),
    ] {
        if !map.is_empty() {
            written.insert(key.into(), Value::Object(map));
        }
    }
    if !written.is_empty() {
        document.insert("components".into(), Value::Object(written));
    }
    (Value::Object(document), writer)
}

impl Writer {
    /// Lists a fact that the page does not state.
    pub fn hole(&mut self, pointer: Pointer, line: Option<usize>, what: impl Into<String>) {
        self.holes.push(Hole {
            pointer,
            what: what.into(),
            line,
        });
    }

    /// Says that a line of the page does not fit.
    pub fn report(&mut self, line: usize, message: impl Into<String>) {
        self.diagnostics
            .push(super::cursor::diagnostic(Code::ImportLine, line, message));
    }

    /// The sentence as a description, where they are kept.
    pub fn describe(&self, object: &mut Map<String, Value>, prose: &[String]) {
        if self.descriptions == Descriptions::Keep && !prose.is_empty() {
            object.insert("description".into(), json!(prose.join("\n\n")));
        }
    }

    fn servers(&mut self, page: &Page) -> Vec<Value> {
        let (mut servers, mut known) = (Vec::new(), Vec::new());
        let (mut example, mut line) = (false, None);
        for server in page.operations.iter().flat_map(|o| &o.servers) {
            if hosts::is_callable(&server.text) {
                if !known.contains(&server.text) {
                    known.push(server.text.clone());
                    servers.push(json!({"url": server.text, "x-source": source(server.line)}));
                }
            } else {
                example = true;
                line = line.or(Some(server.line));
            }
        }
        if servers.is_empty() {
            let what = if example {
                "the base URL is not stated: the host on the page is an example or a placeholder"
            } else {
                "the base URL is not stated"
            };
            self.hole(Pointer::root().key("servers"), line, what);
        }
        servers
    }

    fn operation(&mut self, operation: &Operation, at: &Pointer) -> Map<String, Value> {
        let mut object = Map::new();
        self.describe(&mut object, &operation.prose);
        let parameters = self.parameters(operation, &at.key("parameters"));
        if !parameters.is_empty() {
            object.insert("parameters".into(), Value::Array(parameters));
        }
        if let Some(body) = self.body(operation, &at.key("requestBody")) {
            object.insert("requestBody".into(), Value::Object(body));
        }
        let responses = self.responses(operation, &at.key("responses"));
        object.insert("responses".into(), Value::Object(responses));
        match &operation.security {
            Some(alternatives) => {
                let security = self.security(alternatives);
                object.insert("security".into(), security);
            }
            None => self.hole(
                at.key("security"),
                Some(operation.line),
                "how a call is authorised is not stated",
            ),
        }
        object.insert("x-source".into(), json!(source(operation.line)));
        object
    }

    fn parameters(&mut self, operation: &Operation, at: &Pointer) -> Vec<Value> {
        let in_path = words::path_parameters(&operation.path);
        let mut written: Vec<Value> = Vec::new();
        let mut known: Vec<(Location, &str)> = Vec::new();
        for parameter in &operation.parameters {
            let name = parameter.property.name.as_str();
            let line = parameter.property.node.line;
            let pointer = at.key(written.len());
            let location = match parameter.location {
                Some(Location::Path) if !in_path.contains(&name) => {
                    self.report(
                        line,
                        format!("the path has no parameter `{name}`; it is left out"),
                    );
                    continue;
                }
                Some(location) => location,
                None if in_path.contains(&name) => Location::Path,
                None => {
                    self.hole(
                        pointer.key("in"),
                        Some(line),
                        "where the parameter goes is not stated; `query` is written",
                    );
                    Location::Query
                }
            };
            if known.contains(&(location, name)) {
                self.report(
                    line,
                    format!("the parameter `{name}` is stated twice; the first is read"),
                );
                continue;
            }
            known.push((location, name));
            written.push(self.parameter(parameter, location, &pointer));
        }
        for name in in_path {
            if known.contains(&(Location::Path, name)) {
                continue;
            }
            known.push((Location::Path, name));
            let pointer = at.key(written.len()).key("schema");
            let what = "the type of the path parameter is not stated";
            self.hole(pointer, Some(operation.line), what);
            written.push(json!({
                "name": name, "in": "path", "required": true, "schema": {},
                "x-source": source(operation.line),
            }));
        }
        written
    }

    fn parameter(&mut self, parameter: &Parameter, location: Location, at: &Pointer) -> Value {
        let Property {
            name,
            required,
            node,
        } = &parameter.property;
        let mut object = Map::new();
        object.insert("name".into(), json!(name));
        object.insert("in".into(), json!(location.as_str()));
        if *required || location == Location::Path {
            object.insert("required".into(), json!(true));
        }
        self.describe(&mut object, &node.prose);
        let mut schema = schemas::write(self, node, Direction::Request, &at.key("schema"));
        // A parameter has its own place for these two.
        for key in ["deprecated", "description"] {
            if let Some(value) = schema.remove(key) {
                object.insert(key.into(), value);
            }
        }
        object.insert("schema".into(), Value::Object(schema));
        object.insert("x-source".into(), json!(source(node.line)));
        Value::Object(object)
    }

    fn body(&mut self, operation: &Operation, at: &Pointer) -> Option<Map<String, Value>> {
        let body = operation.body.as_ref()?;
        let mut object = Map::new();
        self.describe(&mut object, &body.prose);
        match body.required {
            Some(required) => {
                object.insert("required".into(), json!(required));
            }
            None => self.hole(
                at.key("required"),
                Some(body.line),
                "whether the body may be left out is not stated",
            ),
        }
        let stated = body.media_type.as_deref();
        let content = Content {
            schema: body.schema.as_ref(),
            example: body.example.as_ref(),
            media_type: stated,
            line: body.line,
        };
        let content = self.content(operation, content, Direction::Request, &at.key("content"));
        object.insert("content".into(), Value::Object(content));
        object.insert("x-source".into(), json!(source(body.line)));
        Some(object)
    }

    fn responses(&mut self, operation: &Operation, at: &Pointer) -> Map<String, Value> {
        let mut responses = Map::new();
        if operation.responses.is_empty() {
            self.hole(at.clone(), Some(operation.line), "no response is stated");
        }
        for response in &operation.responses {
            match &response.status {
                Some(status) if responses.contains_key(status) => self.report(
                    response.line,
                    format!("the status {status} is stated twice; the first is read"),
                ),
                Some(status) => {
                    let written = self.response(operation, response, &at.key(status));
                    responses.insert(status.clone(), Value::Object(written));
                }
                None => {
                    let name = format!("Response{}", self.components.responses.len() + 1);
                    let pointer = Pointer::root()
                        .key("components")
                        .key("responses")
                        .key(&name);
                    self.hole(
                        at.clone(),
                        Some(response.line),
                        format!("the status of {pointer} is not stated"),
                    );
                    let written = self.response(operation, response, &pointer);
                    self.components
                        .responses
                        .insert(name, Value::Object(written));
                }
            }
        }
        responses
    }

    fn response(
        &mut self,
        operation: &Operation,
        response: &Response,
        at: &Pointer,
    ) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("description".into(), json!(""));
        self.describe(&mut object, &response.prose);
        if response.schema.is_some() || response.example.is_some() {
            let content = Content {
                schema: response.schema.as_ref(),
                example: response.example.as_ref(),
                media_type: response.media_type.as_deref(),
                line: response.line,
            };
            let content = self.content(operation, content, Direction::Response, &at.key("content"));
            object.insert("content".into(), Value::Object(content));
        }
        object.insert("x-source".into(), json!(source(response.line)));
        object
    }

    /// One media type with its schema. Where the page states no media type, JSON is written and
    /// that is a hole: once for the page, at the first body.
    fn content(
        &mut self,
        operation: &Operation,
        content: Content<'_>,
        direction: Direction,
        at: &Pointer,
    ) -> Map<String, Value> {
        const ASSUMED: &str =
            "the media type of the bodies is not stated; `application/json` is written";
        let page_wide = operation
            .media_type
            .as_ref()
            .map(|stated| stated.text.as_str());
        let media_type = content.media_type.or(page_wide);
        if media_type.is_none() && !self.holes.iter().any(|hole| hole.what == ASSUMED) {
            self.hole(at.clone(), Some(content.line), ASSUMED);
        }
        let media_type = media_type.unwrap_or("application/json");
        let mut object = Map::new();
        if let Some(node) = content.schema {
            let pointer = at.key(media_type).key("schema");
            let schema = schemas::write(self, node, direction, &pointer);
            object.insert("schema".into(), Value::Object(schema));
        } else {
            let pointer = at.key(media_type).key("schema");
            self.hole(
                pointer,
                Some(content.line),
                "what the body holds is not stated",
            );
        }
        if let Some(example) = content.example {
            object.insert("example".into(), example.clone());
        }
        Map::from_iter([(media_type.to_owned(), Value::Object(object))])
    }

    fn security(&mut self, alternatives: &[Vec<Scheme>]) -> Value {
        let written = alternatives
            .iter()
            .map(|schemes| {
                let names = schemes
                    .iter()
                    .map(|scheme| (self.scheme(scheme), json!([])));
                Value::Object(names.collect())
            })
            .collect();
        Value::Array(written)
    }

    /// The name under which the scheme is written; another scheme of that name is kept apart.
    fn scheme(&mut self, scheme: &Scheme) -> String {
        let mut object = match &scheme.kind {
            SchemeKind::ApiKey { location, name } => {
                json!({"type": "apiKey", "in": location.as_str(), "name": name})
            }
            SchemeKind::Http(scheme) => json!({"type": "http", "scheme": scheme}),
        };
        let facts = object.clone();
        if let Value::Object(object) = &mut object {
            if scheme.mined {
                let mined: Vec<String> = object.keys().cloned().collect();
                object.insert("x-mined".into(), json!(mined));
            }
            object.insert("x-source".into(), json!(source(scheme.line)));
        }
        let same = |found: &Value| {
            ["type", "in", "name", "scheme"]
                .iter()
                .all(|key| found.get(key) == facts.get(key))
        };
        let mut name: String = scheme
            .name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        while self
            .components
            .schemes
            .get(&name)
            .is_some_and(|found| !same(found))
        {
            name.push('_');
        }
        self.components
            .schemes
            .entry(name.clone())
            .or_insert(object);
        name
    }
}

struct Content<'a> {
    schema: Option<&'a Node>,
    example: Option<&'a Value>,
    media_type: Option<&'a str>,
    line: usize,
}

/// The text of `x-source` for a line of the page.
pub(super) fn source(line: usize) -> String {
    format!("L{line}")
}

/// The schema with what the rules find in its prose.
pub(super) fn add_mined(schema: &mut Map<String, Value>, prose: &str, direction: Direction) {
    let found = mine::mine(prose, direction, schema);
    if found.is_empty() {
        return;
    }
    let keywords: Vec<&str> = found.iter().map(|(keyword, _)| *keyword).collect();
    for (keyword, value) in &found {
        schema.insert((*keyword).to_owned(), value.clone());
    }
    schema.insert("x-mined".into(), json!(keywords));
}
