//! The form `mintlify-text`: the text of a page that Mintlify rendered, one thing a line.
//!
//! ```text
//! POST            Request Body        Response
//! /               name                widgetId
//! v1              string              string
//! /               required            Id of the new widget
//! widgets         Name of the widget
//! curl …          color
//! {…}             string
//!                 default:"red"
//!                 Color type: red or blue
//! ```

use super::cursor::{Cursor, Line};
use super::facts::{Location, Node, Operation, Page, Parameter, Property, Response};
use super::samples::{at_json, take_curl, take_json};
use super::types::{Stated, parse_type};
use super::words::{self, Section};
use properties::Found;

mod calls;
mod properties;

/// Whether a method stands alone on a line with a path split over the next lines; or whole, but
/// then with a type right behind a name.
pub(super) fn is_form(cursor: &Cursor<'_>) -> bool {
    let lines: Vec<&str> = cursor.all().iter().map(Line::trimmed).collect();
    lines.iter().enumerate().any(|(index, line)| {
        let next = lines.get(index + 1).copied().unwrap_or_default();
        words::method(line).is_some()
            && (next == "/" || (next.starts_with('/') && has_property(&lines)))
    })
}

/// A name, a type and a flag or a sentence, in lines without a gap below a heading.
fn has_property(lines: &[&str]) -> bool {
    lines
        .windows(2)
        .enumerate()
        .any(|(index, pair)| match pair {
            [name, ty] => {
                let before = index
                    .checked_sub(1)
                    .and_then(|at| lines.get(at).copied())
                    .unwrap_or_default();
                let opens = before.is_empty() || words::section(before).is_some();
                opens
                    && words::is_name(name)
                    && parse_type(name).is_none()
                    && parse_type(ty).is_some()
            }
            _ => false,
        })
}

/// Reads the page.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Page {
    let mut page = Page::default();
    let mut part = Part::Intro;
    while let Some(line) = cursor.peek().cloned() {
        if line.is_blank() {
            cursor.advance(1);
        } else if page.operations.is_empty() {
            match take_operation(cursor) {
                Some(operation) => page.operations.push(operation),
                None => cursor.advance(1),
            }
        } else if let Some(operation) = page.operations.last_mut() {
            part = apply(operation, cursor, part, &line);
        }
    }
    for operation in &mut page.operations {
        calls::place_samples(operation, cursor);
    }
    page
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Intro,
    Security,
    Parameters(Option<Location>),
    Body,
    Response,
}

/// `POST`, `/`, `v1`, `/`, `widgets`; or `POST` and the whole path.
fn take_operation(cursor: &mut Cursor<'_>) -> Option<Operation> {
    let line = cursor.peek()?.number;
    let method = words::method(cursor.peek()?.trimmed())?;
    let mut path = String::new();
    let mut count = 1;
    while let Some(piece) = cursor.ahead(count).map(|line| line.trimmed()) {
        let takes = if piece == "/" {
            !path.ends_with('/')
        } else if piece.starts_with('/') {
            path.is_empty()
        } else {
            path.ends_with('/') && is_segment(piece)
        };
        if !takes {
            break;
        }
        path.push_str(piece);
        count += 1;
    }
    let path = words::parse_path(&path)?;
    cursor.advance(count);
    Some(Operation {
        method: method.to_owned(),
        path,
        line,
        ..Operation::default()
    })
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn apply(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: &Line<'_>) -> Part {
    let text = line.trimmed();
    // `Authorization` may be a heading or a header: with a type below it, it is a header.
    if !properties::is_at(cursor, 0)
        && let Some(opened) = open(operation, part, line)
    {
        cursor.advance(1);
        return opened;
    }
    if let Some(curl) = take_curl(cursor) {
        calls::curl(operation, cursor, line.number, &curl);
        cursor.skip_blank();
        let at = cursor.peek().map_or(line.number, |line| line.number);
        if let Some(example) = take_json(cursor) {
            operation.samples.push((at, example));
        }
        return part;
    }
    if at_json(cursor) {
        let value = take_json(cursor);
        if value.is_none() {
            cursor.advance(1);
        }
        match (value, part) {
            (Some(value), Part::Response | Part::Intro) => {
                operation.samples.push((line.number, value));
            }
            (Some(value), Part::Body) => {
                operation
                    .body
                    .get_or_insert_default()
                    .example
                    .get_or_insert(value);
            }
            _ => cursor.report(
                line.number,
                "text in brackets that is no JSON of a known place",
            ),
        }
        return part;
    }
    if part == Part::Intro {
        operation.prose.push(text.to_owned());
        cursor.advance(1);
        return part;
    }
    match properties::take(cursor) {
        Some(found) => put(operation, cursor, part, found),
        None => {
            cursor.advance(1);
            stray(operation, cursor, part, line);
        }
    }
    part
}

/// A heading, a status or a media type opens a part, or says more about the one that is open.
fn open(operation: &mut Operation, part: Part, line: &Line<'_>) -> Option<Part> {
    let text = line.trimmed();
    if let Some(section) = words::section(text) {
        return Some(match section {
            Section::Security => Part::Security,
            Section::Parameters(location) => Part::Parameters(location),
            Section::Body => {
                operation.body.get_or_insert_default().line = line.number;
                Part::Body
            }
            Section::Responses => {
                operation.responses.push(Response {
                    line: line.number,
                    ..Response::default()
                });
                Part::Response
            }
        });
    }
    let media_type = words::is_media_type(text).then(|| text.to_owned());
    match part {
        Part::Body => {
            operation.body.get_or_insert_default().media_type = Some(media_type?);
            Some(part)
        }
        Part::Response => {
            // `200 - application/json`, or each on its own line.
            let mut words = text.split(" - ").map(str::trim);
            let first = words.next().unwrap_or_default();
            let status = words::status(first);
            let media_type = media_type.or_else(|| {
                words
                    .next()
                    .filter(|word| words::is_media_type(word))
                    .map(str::to_owned)
            });
            if status.is_none() && media_type.is_none() {
                return None;
            }
            let fresh = operation
                .responses
                .last()
                .is_some_and(|response| response.status.is_none() && response.schema.is_none());
            if status.is_some() && !fresh {
                operation.responses.push(Response {
                    line: line.number,
                    ..Response::default()
                });
            }
            if let Some(response) = operation.responses.last_mut() {
                response.status = status.or(response.status.take());
                response.media_type = media_type.or(response.media_type.take());
            }
            Some(part)
        }
        _ => None,
    }
}

/// Puts a property where the open part says.
fn put(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, found: Found) {
    let line = found.property.node.line;
    match part {
        Part::Security => calls::security(operation, cursor, &found),
        Part::Parameters(location) => operation.parameters.push(Parameter {
            location: location.or(found.location),
            property: found.property,
        }),
        Part::Body => {
            let body = operation.body.get_or_insert_default();
            let root = body.schema.get_or_insert_with(|| object(line));
            add(cursor, root, found.property);
        }
        Part::Response => {
            if let Some(response) = operation.responses.last_mut() {
                let root = response.schema.get_or_insert_with(|| object(line));
                add(cursor, root, found.property);
            }
        }
        Part::Intro => {}
    }
}

fn object(line: usize) -> Node {
    Node {
        line,
        stated: Some(Stated::Simple("object", None)),
        ..Node::default()
    }
}

/// A dotted name belongs to the object whose name stands before the dot.
fn add(cursor: &mut Cursor<'_>, root: &mut Node, mut property: Property) {
    let mut holder = root;
    while let Some((first, rest)) = property.name.split_once('.') {
        let first = first.trim_end_matches("[]");
        let at = holder.properties.iter().position(|known| {
            known.name == first && known.node.stated.as_ref().is_some_and(Stated::holds_object)
        });
        let Some(index) = at else { break };
        let rest = rest.to_owned();
        let Some(parent) = holder.properties.get_mut(index) else {
            return;
        };
        holder = &mut parent.node;
        property.name = rest;
    }
    if holder.property(&property.name).is_some() {
        let message = format!("`{}` is stated twice; the first is read", property.name);
        cursor.report(property.node.line, message);
    } else {
        holder.properties.push(property);
    }
}

/// A line that is neither a property nor known otherwise.
fn stray(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: &Line<'_>) {
    let text = line.trimmed();
    if words::is_name(text) {
        cursor.report(line.number, "a name without a type; it is left out");
        return;
    }
    match part {
        Part::Body => {
            let body = operation.body.get_or_insert_default();
            body.prose.push(text.to_owned());
        }
        Part::Response => {
            if let Some(response) = operation.responses.last_mut() {
                response.prose.push(text.to_owned());
            }
        }
        _ => {}
    }
}
