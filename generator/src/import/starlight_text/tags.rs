//! What stands behind a type: bounds, a default, allowed values, an example.

use serde_json::{Map, Value, json};

use super::super::cursor::Cursor;
use super::super::facts::Node;
use super::super::mine::typed;
use super::super::samples::take_json;
use super::super::types::Stated;

/// Reads the lines behind a type into `node`.
pub(super) fn take(cursor: &mut Cursor<'_>, node: &mut Node) {
    while let Some(line) = cursor.peek().cloned() {
        let text = line.trimmed();
        if text == "Example" && cursor.ahead(1).is_some_and(|next| !next.is_blank()) {
            cursor.advance(1);
            take_example(cursor, node);
            continue;
        }
        if text == "nullable" {
            if let Some(stated) = node.stated.take() {
                node.stated = Some(Stated::Union(vec![stated, Stated::Simple("null", None)]));
            }
        } else if let Some(value) = text.strip_prefix("Allowed value:") {
            let values = values(node, std::iter::once(value.trim()));
            insert(node, "enum", values);
        } else if let Some(values_text) = text.strip_prefix("Allowed values:") {
            let values = values(node, values_text.split_whitespace());
            insert(node, "enum", values);
        } else if !bounds(node, text) {
            break;
        }
        cursor.advance(1);
    }
}

fn insert(node: &mut Node, keyword: &str, value: Option<Value>) {
    if let Some(value) = value {
        node.facts.insert(keyword.to_owned(), value);
    }
}

fn values<'a>(node: &Node, words: impl Iterator<Item = &'a str>) -> Option<Value> {
    let schema = schema(node);
    let found: Vec<Value> = words
        .map(|word| typed(word, &schema).unwrap_or_else(|| json!(word)))
        .collect();
    (!found.is_empty()).then(|| json!(found))
}

/// The value on the line behind `Example`: text for a string, JSON for what is not one.
fn take_example(cursor: &mut Cursor<'_>, node: &mut Node) {
    let is_text = node.stated.as_ref().and_then(Stated::json_type) == Some("string");
    if let (false, Some(value)) = (is_text, take_json(cursor)) {
        node.facts.insert("examples".into(), json!([value]));
        return;
    }
    let Some(line) = cursor.take() else { return };
    let text = line.trimmed();
    let value = typed(text, &schema(node)).unwrap_or_else(|| json!(text));
    node.facts.insert("examples".into(), json!([value]));
}

/// A line of bounds such as `>= 1 characters <= 255 characters`; the line is read whole or not.
fn bounds(node: &mut Node, text: &str) -> bool {
    let mut found: Map<String, Value> = Map::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((keyword, value, after)) = bound(node, rest) else {
            return false;
        };
        found.insert(keyword.to_owned(), value);
        rest = after.trim_start();
    }
    let any = !found.is_empty();
    node.facts.extend(found);
    any
}

fn bound<'a>(node: &Node, text: &'a str) -> Option<(&'static str, Value, &'a str)> {
    if let Some(rest) = text.strip_prefix("default: ") {
        return Some(("default", typed(rest, &schema(node))?, ""));
    }
    if let Some(rest) = text.strip_prefix("unique items") {
        return Some(("uniqueItems", json!(true), rest));
    }
    if let Some(rest) = text.strip_prefix("format: ") {
        let (word, rest) = word(rest)?;
        return Some(("format", json!(word), rest));
    }
    if let Some(rest) = text.strip_prefix("multiple of ") {
        let (number, rest) = word(rest)?;
        return Some(("multipleOf", parse_number(number)?, rest));
    }
    if let Some(pattern) = text.strip_prefix('/') {
        let (pattern, rest) = pattern.rsplit_once('/')?;
        return Some(("pattern", json!(pattern), rest));
    }
    let (sign, rest) = word(text)?;
    let (number, rest) = word(rest.trim_start())?;
    let number = parse_number(number)?;
    let unit = rest.trim_start();
    for (name, least, most) in [
        ("characters", "minLength", "maxLength"),
        ("items", "minItems", "maxItems"),
    ] {
        if let Some(rest) = unit.strip_prefix(name) {
            return match sign {
                ">=" => Some((least, number, rest)),
                "<=" => Some((most, number, rest)),
                _ => None,
            };
        }
    }
    let keyword = match sign {
        ">=" => "minimum",
        "<=" => "maximum",
        ">" => "exclusiveMinimum",
        "<" => "exclusiveMaximum",
        _ => return None,
    };
    Some((keyword, number, rest))
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end)
        .filter(|(word, _)| !word.is_empty())
}

fn parse_number(text: &str) -> Option<Value> {
    serde_json::from_str::<serde_json::Number>(text)
        .ok()
        .map(Value::Number)
}

fn schema(node: &Node) -> Map<String, Value> {
    node.stated.as_ref().map(Stated::schema).unwrap_or_default()
}
