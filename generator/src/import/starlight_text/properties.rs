//! Schemas and properties: a name, flags, sentences, a type and what bounds it.

use serde_json::Value;

use super::super::cursor::Cursor;
use super::super::facts::{Node, Property};
use super::super::types::{Stated, parse_type};
use super::super::words;

/// The schema of a body, from its type on.
pub(super) fn take_schema(cursor: &mut Cursor<'_>, stated: Stated, line: usize) -> Node {
    cursor.advance(1);
    let mut root = Node {
        line,
        stated: Some(stated),
        ..Node::default()
    };
    super::tags::take(cursor, &mut root);
    if !root.stated.as_ref().is_some_and(Stated::holds_object) {
        return root;
    }
    while let Some(next) = cursor.peek().cloned() {
        // A gap ends the body, unless what follows is a name all the same.
        if next.is_blank() {
            let gap = cursor
                .rest()
                .iter()
                .take_while(|line| line.is_blank())
                .count();
            if !is_flagged_name(cursor, gap) {
                break;
            }
            cursor.advance(gap);
            continue;
        }
        let text = next.trimmed();
        let other = words::section(text).is_some()
            || words::status(text).is_some()
            || super::media_type(text).is_some();
        if !words::is_name(text) || (other && !is_flagged_name(cursor, 0)) {
            break;
        }
        if is_map_key(cursor, 0) {
            take_map(cursor, &mut root);
            continue;
        }
        let Some(property) = take_property(cursor) else {
            break;
        };
        if root.property(&property.name).is_some() {
            let message = format!(
                "`{}` is stated twice; the first is read (the second may belong to an object inside)",
                property.name
            );
            cursor.report(property.node.line, message);
            continue;
        }
        root.properties.push(property);
    }
    root
}

/// `key`, then `additional properties`.
fn is_map_key(cursor: &Cursor<'_>, ahead: usize) -> bool {
    cursor
        .ahead(ahead + 1)
        .is_some_and(|line| line.trimmed() == "additional properties")
}

/// A name with a flag on the next line is a name even behind a gap.
fn is_flagged_name(cursor: &Cursor<'_>, ahead: usize) -> bool {
    let name = cursor
        .ahead(ahead)
        .is_some_and(|line| words::is_name(line.trimmed()));
    let flag = cursor
        .ahead(ahead + 1)
        .is_some_and(|line| is_flag(line.trimmed()));
    name && flag
        && !cursor
            .ahead(ahead)
            .is_some_and(|line| is_flag(line.trimmed()))
}

fn is_flag(text: &str) -> bool {
    matches!(text, "required" | "deprecated" | "additional properties")
}

/// What each value of a map is: of the object right before it, or of the whole body.
fn take_map(cursor: &mut Cursor<'_>, root: &mut Node) {
    let Some(values) = take_property(cursor) else {
        return;
    };
    let line = values.node.line;
    let holder = match root.properties.last_mut() {
        Some(last) if is_open_object(&last.node) => &mut last.node,
        _ => root,
    };
    if holder.additional.is_some() {
        cursor.report(
            line,
            "what the map holds is stated twice; the first is read",
        );
    } else {
        holder.additional = Some(Box::new(values.node));
    }
}

fn is_open_object(node: &Node) -> bool {
    node.stated.as_ref().is_some_and(Stated::holds_object)
        && node.properties.is_empty()
        && node.additional.is_none()
}

/// A property, from its name on.
pub(super) fn take_property(cursor: &mut Cursor<'_>) -> Option<Property> {
    let name = cursor.take()?;
    let mut property = Property {
        name: name.trimmed().to_owned(),
        required: false,
        node: Node {
            line: name.number,
            ..Node::default()
        },
    };
    while let Some(text) = cursor.peek().map(|line| line.trimmed().to_owned()) {
        match text.as_str() {
            "required" => property.required = true,
            "deprecated" => {
                property
                    .node
                    .facts
                    .insert("deprecated".into(), Value::Bool(true));
            }
            "additional properties" => {}
            _ => break,
        }
        cursor.advance(1);
    }
    loop {
        cursor.skip_blank();
        let Some(line) = cursor.peek().cloned() else {
            break;
        };
        let text = line.trimmed();
        if let Some(stated) = parse_type(text) {
            cursor.advance(1);
            property.node.stated = Some(stated);
            break;
        }
        // One word behind a gap, then something that belongs to a type: a type we do not know.
        let unknown = words::is_name(text) && cursor.after_blank() && {
            let next = cursor
                .ahead(1)
                .map(|line| line.trimmed().to_owned())
                .unwrap_or_default();
            next == "Example" || next.starts_with("Allowed value") || is_flagged_name(cursor, 1)
        };
        if unknown {
            cursor.advance(1);
            break;
        }
        if is_flagged_name(cursor, 0) || words::section(text).is_some() {
            break;
        }
        cursor.advance(1);
        property.node.prose.push(text.to_owned());
    }
    if property.node.stated.is_none() {
        let message = format!("the type of `{}` is not understood", property.name);
        cursor.report(name.number, message);
    }
    super::tags::take(cursor, &mut property.node);
    Some(property)
}
