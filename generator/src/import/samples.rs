//! Samples among the lines of a rendered page: the curl command, and JSON.

use serde_json::Value;

use super::curl::{Curl, parse_curl};
use super::cursor::{Cursor, clean};

/// How many lines a sample may have.
const LINES: usize = 2_000;

/// The curl command at the cursor; the cursor moves behind it.
pub(super) fn take_curl(cursor: &mut Cursor<'_>) -> Option<Curl> {
    let (curl, lines) = parse_curl(cursor.rest().iter().map(|line| line.text.as_str()))?;
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
    let lines = || cursor.rest().iter().take(LINES);
    let raw: Vec<&str> = lines().map(|line| line.raw).collect();
    let clean: Vec<&str> = lines().map(|line| line.text.as_str()).collect();
    let (value, count) = first_json(&raw.join("\n")).or_else(|| first_json(&clean.join("\n")))?;
    cursor.advance(count);
    Some(value)
}

/// The one JSON value that the lines are: as they stand, or without what a copy left in them.
pub(super) fn parse_json(lines: &[&str]) -> Option<Value> {
    let text = lines.join("\n");
    serde_json::from_str(&text).ok().or_else(|| {
        let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
        serde_json::from_str(&lines.join("\n")).ok()
    })
}

/// The JSON value at the start of the text, if a line ends behind it, and how many lines it has.
fn first_json(text: &str) -> Option<(Value, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let (read, after) = text.split_at_checked(values.byte_offset())?;
    let ends = after
        .chars()
        .take_while(|c| *c != '\n')
        .all(char::is_whitespace);
    ends.then(|| (value, read.matches('\n').count() + 1))
}
