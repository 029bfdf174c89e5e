//! A property: a name, a type, flags, sentences and labelled bounds, one a line.

use serde_json::{Map, Value, json};

use super::super::cursor::Cursor;
use super::super::facts::{Location, Node, Property};
use super::super::mine::{quoted, typed};
use super::super::samples::at_json;
use super::super::types::{Stated, parse_type};
use super::super::words;

/// A property, with the location behind its type where one is stated.
pub(super) struct Found {
    pub property: Property,
    pub location: Option<Location>,
}

/// A name and a type in two lines, and what belongs to them.
pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<Found> {
    if !is_at(cursor, 0) {
        return None;
    }
    let name = cursor.take()?;
    let ty = cursor.take()?;
    let mut node = Node {
        line: name.number,
        stated: parse_type(ty.trimmed()),
        ..Node::default()
    };
    if node.stated.is_none() {
        cursor.report(
            ty.number,
            format!("the type of `{}` is not understood", name.trimmed()),
        );
    }
    let mut found = Found {
        property: Property {
            name: name.trimmed().to_owned(),
            required: false,
            node: Node::default(),
        },
        location: None,
    };
    let mut in_sentence = false;
    while let Some(line) = cursor.peek().cloned() {
        let text = line.trimmed();
        if text.is_empty() {
            cursor.advance(1);
            in_sentence |= !node.prose.is_empty();
            continue;
        }
        let ends = ends_property(cursor, text);
        if ends {
            break;
        }
        cursor.advance(1);
        if !in_sentence && flag(&mut found, &mut node, text) {
            continue;
        }
        if labelled(cursor, &mut node, text) {
            continue;
        }
        if words::is_name(text) && !node.prose.is_empty() {
            cursor.report(
                line.number,
                "a single word behind a sentence; a name without a type is left out",
            );
            continue;
        }
        in_sentence = true;
        node.prose.push(text.to_owned());
    }
    found.property.node = node;
    Some(found)
}

/// Whether a property starts `ahead` lines from the cursor: a name, then a type, or a word where
/// the type should stand with a flag behind it.
pub(super) fn is_at(cursor: &Cursor<'_>, ahead: usize) -> bool {
    let text = |distance: usize| {
        cursor
            .ahead(ahead + distance)
            .map(|line| line.trimmed())
            .unwrap_or_default()
    };
    if !words::is_name(text(0)) || is_flag(text(0)) {
        return false;
    }
    parse_type(text(1)).is_some()
        || (words::is_name(text(1)) && is_flag(text(2)) && !is_flag(text(1)))
}

fn ends_property(cursor: &Cursor<'_>, text: &str) -> bool {
    words::section(text).is_some()
        || words::status(text).is_some()
        || words::is_media_type(text)
        || text.starts_with("curl ")
        || at_json(cursor)
        || is_at(cursor, 0)
}

fn is_flag(text: &str) -> bool {
    matches!(text, "required" | "deprecated" | "optional" | "nullable")
        || text.starts_with("default:")
}

/// A line right behind the type that states something.
fn flag(found: &mut Found, node: &mut Node, text: &str) -> bool {
    if let Some(location) = Location::from_word(text) {
        found.location = Some(location);
        return true;
    }
    match text {
        "required" => found.property.required = true,
        "optional" => {}
        "deprecated" => {
            node.facts.insert("deprecated".into(), json!(true));
        }
        "nullable" => {
            if let Some(stated) = node.stated.take() {
                node.stated = Some(Stated::Union(vec![stated, Stated::Simple("null", None)]));
            }
        }
        _ => {
            let Some(value) = text.strip_prefix("default:") else {
                return false;
            };
            let value = value.trim();
            let schema = schema(node);
            let value = typed(quoted(value).unwrap_or(value), &schema);
            let Some(value) = value else { return false };
            node.facts.insert("default".into(), value);
        }
    }
    true
}

/// The labels under which the rendered page states bounds: `Minimum string length: 1`.
const BOUNDS: &[(&str, &str)] = &[
    ("minimum string length:", "minLength"),
    ("maximum string length:", "maxLength"),
    ("minimum length:", "minLength"),
    ("maximum length:", "maxLength"),
    ("minimum array length:", "minItems"),
    ("maximum array length:", "maxItems"),
];

/// A line that states something by a label, wherever it stands in the property.
fn labelled(cursor: &mut Cursor<'_>, node: &mut Node, text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "show child attributes" | "hide child attributes"
    ) {
        return true;
    }
    for (label, keyword) in BOUNDS {
        let number = lower.strip_prefix(label).and_then(|rest| {
            rest.trim()
                .trim_end_matches("elements")
                .trim()
                .parse::<u64>()
                .ok()
        });
        if let Some(number) = number {
            node.facts.insert((*keyword).into(), json!(number));
            return true;
        }
    }
    if let Some(rest) = lower.strip_prefix("required string length:") {
        return length_range(node, rest);
    }
    if lower == "available options:" {
        let values = take_options(cursor, node);
        node.facts.insert("enum".into(), json!(values));
        return true;
    }
    if lower == "example:" || lower == "examples:" {
        let value = cursor.take().and_then(|line| {
            let text = line.trimmed().trim_end_matches(',').to_owned();
            serde_json::from_str::<Value>(&text).ok()
        });
        if let Some(value) = value {
            node.facts.insert("examples".into(), json!([value]));
        }
        return true;
    }
    false
}

fn length_range(node: &mut Node, text: &str) -> bool {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    let (Ok(least), Ok(most)) = (least.trim().parse::<u64>(), most.trim().parse::<u64>()) else {
        return false;
    };
    node.facts.insert("minLength".into(), json!(least));
    node.facts.insert("maxLength".into(), json!(most));
    true
}

/// `a,`, `b,`, `c`: each value on its own line, a comma behind all but the last.
fn take_options(cursor: &mut Cursor<'_>, node: &Node) -> Vec<Value> {
    let schema = schema(node);
    let mut values = Vec::new();
    loop {
        cursor.skip_blank();
        let Some(line) = cursor.peek() else { break };
        let text = line.trimmed();
        let more = text.ends_with(',');
        let line_values: Option<Vec<Value>> = text
            .trim_end_matches(',')
            .split(',')
            .map(|word| typed(quoted(word.trim()).unwrap_or(word.trim()), &schema))
            .collect();
        let Some(line_values) = line_values else {
            break;
        };
        values.extend(line_values);
        cursor.advance(1);
        if !more {
            break;
        }
    }
    values
}

fn schema(node: &Node) -> Map<String, Value> {
    node.stated.as_ref().map(Stated::schema).unwrap_or_default()
}
