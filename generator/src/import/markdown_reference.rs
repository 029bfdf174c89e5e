//! The form `markdown-reference`: Markdown headings, and bullets that nest.
//!
//! ```text
//! ## POST `/v1/widgets`
//! **Endpoint:** `https://api.acme.dev/v1/widgets`
//! ### Authentication
//! **KeyAuth** - API Key in `header` header `x-key` OR **Bearer** - HTTP Bearer
//! ### Request Body
//! - `name` (string) *(required)*: text
//! #### 201 - text
//! ```

use super::curl::Curl;
use super::cursor::{Cursor, Line};
use super::facts::{Body, Location, Node, Operation, Page, Parameter, Response, Stands};
use super::fence::Fence;
use super::types::{Stated, parse_type};
use super::words::{self, Section};

mod blocks;
mod bullets;
mod security;

/// Whether a heading holds a method and a path, and a section or a bullet follows.
pub(super) fn is_form(cursor: &Cursor<'_>) -> bool {
    let mut lines = cursor.all().iter();
    let operation =
        lines.any(|line| heading(line).is_some_and(|h| words::method_and_path(h).is_some()));
    operation
        && lines.any(|line| {
            heading(line).is_some_and(|text| words::section(&plain(text)).is_some())
                || bullets::is_bullet(line)
        })
}

/// Reads the page.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Page {
    let mut page = Page::default();
    let mut part = Part::Intro;
    while let Some(line) = cursor.peek().cloned() {
        if let Some(text) = heading(&line) {
            cursor.advance(1);
            part = open(&mut page, cursor, &line, text, part);
            continue;
        }
        let Some(operation) = page.operations.last_mut() else {
            cursor.advance(1);
            continue;
        };
        if let Some(fence) = Fence::open(&line) {
            let block = fence.read(cursor);
            blocks::apply(operation, cursor, part, &block);
        } else if bullets::is_bullet(&line) {
            apply_bullets(operation, cursor, part, line.number);
        } else {
            cursor.advance(1);
            apply_line(operation, cursor, part, &line);
        }
    }
    page.operations.iter_mut().for_each(finish);
    page
}

/// The part of an operation that the last heading opened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Intro,
    Security,
    Parameters(Option<Location>),
    Body,
    Responses,
    /// Below a heading with a status.
    Response,
    /// A heading that says nothing: samples and the like.
    Other,
}

/// A heading opens a part of the operation, or a new operation.
fn open(
    page: &mut Page,
    cursor: &mut Cursor<'_>,
    line: &Line<'_>,
    text: &str,
    before: Part,
) -> Part {
    if let Some((method, path, _)) = words::method_and_path(text) {
        page.operations.push(Operation {
            method: method.to_owned(),
            path,
            line: line.number,
            ..Operation::default()
        });
        return Part::Intro;
    }
    let Some(operation) = page.operations.last_mut() else {
        return Part::Intro;
    };
    let text = plain(text);
    let (head, tail) = text
        .find([' ', ':', '-'])
        .and_then(|end| text.split_at_checked(end))
        .unwrap_or((&text, ""));
    let in_responses = matches!(before, Part::Responses | Part::Response);
    if let (Some(status), true) = (words::status(head), in_responses) {
        operation.responses.push(Response {
            line: line.number,
            status: Some(status),
            prose: sentence(tail),
            ..Response::default()
        });
        return Part::Response;
    }
    // `Request Body (required)` and the like: the name is what stands before the bracket.
    let (name, flags) = text.split_once('(').unwrap_or((&text, ""));
    match words::section(name) {
        Some(Section::Security) => Part::Security,
        Some(Section::Parameters(location)) => Part::Parameters(location),
        Some(Section::Body) => {
            let body = operation.body.get_or_insert_with(|| Body {
                line: line.number,
                ..Body::default()
            });
            for flag in flags.trim_end_matches(')').split(',').map(str::trim) {
                match flag {
                    "required" => body.required = Some(true),
                    "optional" => body.required = Some(false),
                    other if words::is_media_type(other) => {
                        body.media_type = Some(other.to_owned())
                    }
                    _ => {}
                }
            }
            Part::Body
        }
        Some(Section::Responses) => Part::Responses,
        None if in_responses && level(line) > 3 => {
            cursor.report(
                line.number,
                "a heading among the responses that has no status; what follows is left out",
            );
            Part::Other
        }
        None => Part::Other,
    }
}

/// Every operation ends here: a sample's server counts where no endpoint is stated.
fn finish(operation: &mut Operation) {
    if let Some(body) = &mut operation.body
        && body.schema.is_none()
        && body.example.is_none()
        && body.media_type.is_none()
    {
        // A heading with nothing below it states a body of no known shape.
        body.schema = Some(Node {
            line: body.line,
            ..Node::default()
        });
    }
}

fn apply_line(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: &Line<'_>) {
    let text = line.trimmed();
    if text.is_empty() || text == "---" {
        return;
    }
    let (label, value) = label(text).unwrap_or_default();
    match (label.to_ascii_lowercase().as_str(), part) {
        ("endpoint", _) => {
            let curl = Curl {
                url: Some(unticked(value).to_owned()),
                ..Curl::default()
            };
            match curl.base(&operation.path) {
                Some(text) => operation.servers.push(Stands {
                    text,
                    line: line.number,
                }),
                None => cursor.report(
                    line.number,
                    "the endpoint does not end with the operation's path",
                ),
            }
        }
        ("content-type" | "content type" | "media type", Part::Body | Part::Response) => {
            let media_type = unticked(value).to_owned();
            match (part, operation.responses.last_mut()) {
                (Part::Response, Some(response)) => response.media_type = Some(media_type),
                _ => {
                    if let Some(body) = &mut operation.body {
                        body.media_type = Some(media_type);
                    }
                }
            }
        }
        ("schema" | "response schema" | "request schema", Part::Body | Part::Response) => {
            root_type(operation, cursor, part, line.number, unticked(value));
        }
        (_, Part::Security) => security::apply(operation, cursor, line.number, text),
        (
            "documentation" | "example" | "example response" | "example request" | "summary"
            | "schema",
            _,
        ) => {
            if label.eq_ignore_ascii_case("summary") {
                operation.prose.push(value.to_owned());
            }
        }
        (_, Part::Intro) => operation.prose.push(text.to_owned()),
        (_, Part::Response) => {
            if let Some(response) = operation.responses.last_mut() {
                response.prose.push(text.to_owned());
            }
        }
        (_, Part::Body) => {
            if let Some(body) = &mut operation.body {
                body.prose.push(text.to_owned());
            }
        }
        (_, Part::Parameters(_) | Part::Responses) => {
            if !label.is_empty() {
                cursor.report(
                    line.number,
                    format!("the label `{label}` is not known here"),
                );
            }
        }
        (_, Part::Other) => {}
    }
}

/// `**Response Schema:** array<object>` says what the whole body is; with nothing behind the colon
/// the bullets below are an object's.
fn root_type(
    operation: &mut Operation,
    cursor: &mut Cursor<'_>,
    part: Part,
    line: usize,
    text: &str,
) {
    if text.is_empty() {
        return;
    }
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let stated = parse_type(text);
    if stated.is_none() {
        cursor.report(line, "the type of the body is not understood");
    }
    *schema_of(operation, part) = Some(Node {
        line,
        stated,
        ..Node::default()
    });
}

/// The schema that bullets in this part belong to.
fn schema_of(operation: &mut Operation, part: Part) -> &mut Option<Node> {
    match (part, operation.responses.last_mut()) {
        (Part::Response, Some(response)) => &mut response.schema,
        _ => &mut operation.body.get_or_insert_default().schema,
    }
}

fn apply_bullets(operation: &mut Operation, cursor: &mut Cursor<'_>, part: Part, line: usize) {
    match part {
        Part::Body | Part::Response => {
            let schema = schema_of(operation, part);
            let root = schema.get_or_insert_with(|| Node {
                line,
                stated: Some(Stated::Simple("object", None)),
                ..Node::default()
            });
            bullets::parse(cursor, root);
        }
        Part::Parameters(location) => {
            let mut root = Node::default();
            bullets::parse(cursor, &mut root);
            let found = root
                .properties
                .into_iter()
                .map(|property| Parameter { location, property });
            operation.parameters.extend(found);
        }
        Part::Security => {
            let Some(line) = cursor.take() else { return };
            let text = line.trimmed().trim_start_matches(['-', '*', '+']).trim();
            let text = if line.trimmed().starts_with("**") {
                line.trimmed()
            } else {
                text
            };
            security::apply(operation, cursor, line.number, text);
        }
        Part::Intro | Part::Other => cursor.advance(1),
        Part::Responses => {
            cursor.report(line, "a bullet outside any response");
            cursor.advance(1);
        }
    }
}

/// How many marks a heading has.
fn level(line: &Line<'_>) -> usize {
    line.trimmed()
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count()
}

/// The text of a Markdown heading.
fn heading<'a>(line: &'a Line<'_>) -> Option<&'a str> {
    let text = line.text.trim_start();
    let level = level(line);
    let rest = text.get(level..)?;
    ((1..=6).contains(&level) && line.indent() < 4 && rest.starts_with(' ')).then(|| rest.trim())
}

/// `**Label:** value`.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.strip_prefix("**")?.split_once("**")?;
    let (label, value) = match label.strip_suffix(':') {
        Some(label) => (label, value),
        None => (label, value.strip_prefix(':')?),
    };
    Some((label.trim(), value.trim()))
}

/// A heading without the marks of emphasis and code.
fn plain(text: &str) -> String {
    text.replace(['*', '`'], "").trim().to_owned()
}

fn unticked(text: &str) -> &str {
    text.trim().trim_matches('`').trim()
}

fn sentence(text: &str) -> Vec<String> {
    let text = text.trim_start_matches([' ', '-', '–', '—', ':']).trim();
    if text.is_empty() {
        Vec::new()
    } else {
        vec![text.to_owned()]
    }
}
