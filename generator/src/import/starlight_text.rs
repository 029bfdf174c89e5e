//! The form `starlight-text`: the text of a page that Starlight rendered.
//!
//! ```text
//! POST /v1/widgets - …    object             A sentence about the response
//!                         name
//! POST                    required           A sentence about its schema
//! /v1/widgets
//!                         A sentence         object
//! A sentence                                 id
//!                         string             …
//! object …                Example
//!                         Blue widget
//! ```
//!
//! A property is a name, flags, a gap, sentences, a gap, a type, and what bounds the type. The next
//! name follows without a gap; a sentence behind a gap opens the next body.

use serde_json::Value;

use super::cursor::{Cursor, Line};
use super::facts::{Body, Location, Node, Operation, Page, Parameter, Response};
use super::facts::{Scheme, SchemeKind};
use super::samples::take_json;
use super::types::parse_type;
use super::words::{self, Section};

mod properties;
mod tags;

/// How many paragraphs may stand before a body: one for it, one for its schema.
const PARAGRAPHS: usize = 2;

/// Whether a method stands alone on a line and its whole path on the next.
pub(super) fn is_form(cursor: &Cursor<'_>) -> bool {
    let lines: Vec<&str> = cursor
        .all()
        .iter()
        .map(Line::trimmed)
        .filter(|line| !line.is_empty())
        .collect();
    lines.windows(2).any(|pair| match pair {
        [method, path] => words::method(method).is_some() && is_whole_path(path),
        _ => false,
    })
}

/// Reads the page.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Page {
    let mut page = Page::default();
    let mut state = State::default();
    while let Some(line) = cursor.peek().cloned() {
        if line.is_blank() {
            cursor.advance(1);
        } else if let Some(operation) = page.operations.last_mut() {
            read(operation, &mut state, cursor, &line);
        } else {
            page.operations.extend(take_operation(cursor));
        }
    }
    if let Some(operation) = page.operations.last_mut() {
        state.end(operation, cursor);
    }
    page
}

/// What stood before a body.
#[derive(Debug, Default)]
struct State {
    part: Part,
    /// Sentences with their lines.
    paragraphs: Vec<(usize, String)>,
    /// Statuses that were listed and have no body yet.
    statuses: Vec<(usize, String)>,
    media_type: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Part {
    /// No heading says what the next body is: it is told by the method and by what came before.
    #[default]
    Unsaid,
    Security,
    Parameters(Option<Location>),
    Body,
    Responses,
}

/// The operation, once its method and path are at the cursor; else the cursor moves one line on.
fn take_operation(cursor: &mut Cursor<'_>) -> Option<Operation> {
    let line = cursor.take()?;
    let method = words::method(line.trimmed())?;
    let gap = cursor
        .rest()
        .iter()
        .take_while(|line| line.is_blank())
        .count();
    let path = cursor.ahead(gap).map(|line| line.trimmed().to_owned())?;
    if !is_whole_path(&path) {
        return None;
    }
    cursor.advance(gap + 1);
    Some(Operation {
        method: method.to_owned(),
        path: words::parse_path(&path)?,
        line: line.number,
        ..Operation::default()
    })
}

fn is_whole_path(text: &str) -> bool {
    text.len() > 1 && words::parse_path(text).is_some()
}

fn read(operation: &mut Operation, state: &mut State, cursor: &mut Cursor<'_>, line: &Line<'_>) {
    let text = line.trimmed();
    if let Some(section) = words::section(text) {
        cursor.advance(1);
        state.open(operation, cursor, section, line.number);
    } else if let Some(status) = words::status(text) {
        cursor.advance(1);
        state.statuses.push((line.number, status));
        state.part = Part::Responses;
    } else if let Some(media_type) = media_type(text) {
        cursor.advance(1);
        if !media_type.is_empty() {
            state.media_type = Some(media_type.to_owned());
        }
    } else if matches!(text, "Examplegenerated" | "Example generated") {
        // The renderer made it up: it states nothing.
        cursor.advance(1);
        cursor.skip_blank();
        take_json(cursor);
    } else if text == "Example" {
        cursor.advance(1);
        cursor.skip_blank();
        let value = take_json(cursor);
        put_example(operation, state.part, value);
    } else if let Part::Parameters(location) = state.part
        && words::is_name(text)
    {
        let property = properties::take_property(cursor);
        let found = property.map(|property| Parameter { location, property });
        operation.parameters.extend(found);
    } else if state.part == Part::Security {
        cursor.advance(1);
        security(operation, cursor, line);
    } else if let Some(stated) = parse_type(text) {
        let node = properties::take_schema(cursor, stated, line.number);
        state.close(operation, cursor, node);
    } else {
        cursor.advance(1);
        state.paragraphs.push((line.number, text.to_owned()));
    }
}

impl State {
    fn open(
        &mut self,
        operation: &mut Operation,
        cursor: &mut Cursor<'_>,
        section: Section,
        line: usize,
    ) {
        self.end(operation, cursor);
        self.part = match section {
            Section::Security => Part::Security,
            Section::Parameters(location) => Part::Parameters(location),
            Section::Body => {
                operation.body.get_or_insert_with(|| Body {
                    line,
                    ..Body::default()
                });
                Part::Body
            }
            Section::Responses => Part::Responses,
        };
    }

    /// A body is complete: it is the request's or a response's.
    fn close(&mut self, operation: &mut Operation, cursor: &mut Cursor<'_>, node: Node) {
        let paragraphs = std::mem::take(&mut self.paragraphs);
        if let (Some((line, _)), true) = (paragraphs.first(), paragraphs.len() > PARAGRAPHS) {
            cursor.report(*line, "more sentences than one body has: a response without a body may be lost among them");
        }
        let line = paragraphs.first().map_or(node.line, |(line, _)| *line);
        let prose: Vec<String> = paragraphs.into_iter().map(|(_, text)| text).collect();
        let media_type = self.media_type.take();
        let sends = !matches!(
            operation.method.as_str(),
            "GET" | "HEAD" | "DELETE" | "OPTIONS" | "TRACE"
        );
        let is_request = match self.part {
            Part::Body => true,
            Part::Unsaid => sends && operation.body.is_none() && operation.responses.is_empty(),
            _ => false,
        };
        if is_request {
            let body = operation.body.get_or_insert_default();
            if body.schema.is_some() {
                cursor.report(line, "a second body of the request; it is left out");
                return;
            }
            body.line = line;
            body.schema = Some(node);
            body.media_type = media_type;
            body.prose = prose;
            return;
        }
        let status = (!self.statuses.is_empty()).then(|| self.statuses.remove(0));
        operation.responses.push(Response {
            line: status.as_ref().map_or(line, |(at, _)| *at),
            status: status.map(|(_, text)| text),
            schema: Some(node),
            media_type,
            prose,
            ..Response::default()
        });
    }

    /// What is left when a part ends: statuses whose response has no body, and stray sentences.
    fn end(&mut self, operation: &mut Operation, cursor: &mut Cursor<'_>) {
        for (line, status) in self.statuses.drain(..) {
            operation.responses.push(Response {
                line,
                status: Some(status),
                ..Response::default()
            });
        }
        let known = operation.body.is_some() || !operation.responses.is_empty();
        for (line, text) in self.paragraphs.drain(..) {
            if known {
                cursor.report(line, "a sentence that no body follows: a response without a body, if it is one, is lost");
            } else {
                operation.prose.push(text);
            }
        }
        self.media_type = None;
    }
}

/// `Media type application/json`, or the media type alone; empty for the label alone.
fn media_type(text: &str) -> Option<&str> {
    let rest = match text.get(..10) {
        Some(label) if label.eq_ignore_ascii_case("media type") => text.get(10..)?.trim(),
        _ => return words::is_media_type(text).then_some(text),
    };
    (rest.is_empty() || words::is_media_type(rest)).then_some(rest)
}

fn put_example(operation: &mut Operation, part: Part, value: Option<Value>) {
    match (part, operation.responses.last_mut()) {
        (Part::Body, _) | (Part::Unsaid, None) => {
            if let Some(body) = &mut operation.body {
                body.example = body.example.take().or(value);
            }
        }
        (_, Some(response)) => response.example = response.example.take().or(value),
        (_, None) => {}
    }
}

/// A line below the heading of authorisation.
fn security(operation: &mut Operation, cursor: &mut Cursor<'_>, line: &Line<'_>) {
    let text = line.trimmed();
    let lower = text.to_ascii_lowercase();
    if lower == "none" {
        operation.security.get_or_insert_default();
        return;
    }
    let kind = if lower.contains("http") && lower.contains("bearer") {
        SchemeKind::Http("bearer")
    } else if lower.contains("http") && lower.contains("basic") {
        SchemeKind::Http("basic")
    } else {
        if !words::is_name(text) {
            cursor.report(line.number, "a way to be authorised that is not understood");
        }
        return;
    };
    let name = match kind {
        SchemeKind::Http("bearer") => "bearerAuth",
        _ => "basicAuth",
    };
    let alternatives = operation.security.get_or_insert_default();
    alternatives.push(vec![Scheme {
        name: name.to_owned(),
        line: line.number,
        kind,
        mined: true,
    }]);
}
