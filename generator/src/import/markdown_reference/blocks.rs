//! What the fenced blocks of a reference say.

use super::super::curl::{Curl, parse_curl};
use super::super::cursor::Cursor;
use super::super::facts::{Operation, Stands};
use super::super::fence::Block;
use super::super::samples::parse_json;
use super::Part;

/// The fenced blocks hold examples, or the curl sample.
pub(super) fn apply(
    operation: &mut Operation,
    cursor: &mut Cursor<'_>,
    part: Part,
    block: &Block<'_>,
) {
    if block.unclosed {
        cursor.report(block.line, "the fenced block is not closed");
    }
    if let Some((curl, _)) = parse_curl(block.lines.iter().copied()) {
        apply_curl(operation, cursor, block.line + 1, &curl);
        return;
    }
    // Without a language it may be anything.
    let is_json = ["json", "jsonc", "json5"].contains(&&*block.language);
    let may_be_json = is_json || block.language.is_empty();
    if !may_be_json || !matches!(part, Part::Body | Part::Response) {
        return;
    }
    let Some(value) = parse_json(&block.lines) else {
        if is_json {
            cursor.report(block.line, "the example is not JSON");
        }
        return;
    };
    if operation.media_type.is_none() {
        operation.media_type = Some(Stands {
            text: "application/json".to_owned(),
            line: block.line,
        });
    }
    let example = match (part, operation.responses.last_mut()) {
        (Part::Response, Some(response)) => &mut response.example,
        _ => &mut operation.body.get_or_insert_default().example,
    };
    if example.is_some() {
        cursor.report(block.line, "a second example; the first is read");
    } else {
        *example = Some(value);
    }
}

fn apply_curl(operation: &mut Operation, cursor: &mut Cursor<'_>, line: usize, curl: &Curl) {
    if curl.method != operation.method {
        cursor.report(line, "the sample's method is not the operation's");
    }
    match curl.base(&operation.path) {
        Some(text) if operation.servers.is_empty() => {
            operation.servers.push(Stands { text, line });
        }
        Some(_) => {}
        None => cursor.report(
            line,
            "the sample's URL does not end with the operation's path",
        ),
    }
    if let (Some(media_type), Some(body)) = (curl.media_type(), &mut operation.body)
        && body.media_type.is_none()
    {
        body.media_type = Some(media_type.to_owned());
    }
}
