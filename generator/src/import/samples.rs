//! Samples among the lines of a rendered page: the curl command, and JSON.

use serde_json::Value;

use super::curl::{Curl, parse_curl};
use super::cursor::Cursor;

/// The curl command at the cursor; the cursor moves behind it.
pub(super) fn take_curl(cursor: &mut Cursor<'_>) -> Option<Curl> {
    let (curl, lines) = parse_curl(cursor.rest().iter().map(|line| line.raw))?;
    cursor.advance(lines);
    Some(curl)
}

/// Whether the line at the cursor starts a JSON object or array.
pub(super) fn at_json(cursor: &Cursor<'_>) -> bool {
    cursor
        .peek()
        .is_some_and(|line| line.trimmed().starts_with(['{', '[']))
}

/// The JSON value at the cursor, which may go on over lines and ends with a line. Where it is not
/// JSON, the cursor stays.
pub(super) fn take_json(cursor: &mut Cursor<'_>) -> Option<Value> {
    if !at_json(cursor) {
        return None;
    }
    let lines: Vec<&str> = cursor.rest().iter().map(|line| line.raw).collect();
    let text = lines.join("\n");
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let (read, after) = text.split_at_checked(values.byte_offset())?;
    let ends = after
        .chars()
        .take_while(|c| *c != '\n')
        .all(char::is_whitespace);
    if !ends {
        return None;
    }
    cursor.advance(read.matches('\n').count() + 1);
    Some(value)
}
