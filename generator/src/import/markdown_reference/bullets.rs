//! Nested bullets: `- `name` (type) *(required)*: text`.

use serde_json::{Map, Value, json};

use super::super::cursor::{Cursor, Line};
use super::super::facts::{Node, Property};
use super::super::mine::{list, quoted, typed};
use super::super::types::{Stated, parse_type, split_outside};
use super::heading;

/// How deep bullets may nest.
const DEPTH: usize = 48;

/// One bullet, before it has its children.
struct Bullet {
    indent: usize,
    name: String,
    /// `[key: string]`: the bullet is what each value of a map is.
    is_map: bool,
    required: bool,
    node: Node,
}

/// Whether the line is a bullet.
pub(super) fn is_bullet(line: &Line<'_>) -> bool {
    bullet_text(line).is_some()
}

/// Reads bullets into `root` until something that is neither a bullet nor goes on with one.
pub(super) fn parse(cursor: &mut Cursor<'_>, root: &mut Node) {
    let mut open: Vec<Bullet> = Vec::new();
    while let Some(line) = cursor.peek().cloned() {
        if line.is_blank() {
            let gap = cursor
                .rest()
                .iter()
                .take_while(|line| line.is_blank())
                .count();
            let goes_on = cursor
                .ahead(gap)
                .is_some_and(|next| is_bullet(next) || (next.indent() > 0 && !open.is_empty()));
            if !goes_on {
                break;
            }
            cursor.advance(gap);
            continue;
        }
        let Some(text) = bullet_text(&line) else {
            if line.indent() == 0 || heading(&line).is_some() {
                break;
            }
            cursor.advance(1);
            continue_sentence(cursor, &mut open, &line);
            continue;
        };
        cursor.advance(1);
        let indent = line.indent();
        close(cursor, root, &mut open, indent);
        if open.len() >= DEPTH {
            cursor.report(
                line.number,
                "the bullets nest too deep; this one is left out",
            );
            continue;
        }
        match parse_bullet(cursor, text, line.number, indent) {
            Some(bullet) => open.push(bullet),
            None => cursor.report(
                line.number,
                "the bullet does not start with a name in backticks",
            ),
        }
    }
    close(cursor, root, &mut open, 0);
}

/// A line that is indented and no bullet belongs to the sentence of the last bullet.
fn continue_sentence(cursor: &mut Cursor<'_>, open: &mut [Bullet], line: &Line<'_>) {
    match open.last_mut() {
        Some(bullet) => bullet.node.prose.push(line.trimmed().to_owned()),
        None => cursor.report(line.number, "a line among the bullets that belongs to none"),
    }
}

/// Closes every bullet that is not left of `indent`: each goes into the one that holds it.
fn close(cursor: &mut Cursor<'_>, root: &mut Node, open: &mut Vec<Bullet>, indent: usize) {
    while open.last().is_some_and(|bullet| bullet.indent >= indent) {
        let Some(bullet) = open.pop() else { return };
        let holder = match open.last_mut() {
            Some(parent) => &mut parent.node,
            None => &mut *root,
        };
        put(cursor, holder, bullet);
    }
}

fn put(cursor: &mut Cursor<'_>, holder: &mut Node, bullet: Bullet) {
    let line = bullet.node.line;
    if holder
        .stated
        .as_ref()
        .is_some_and(|stated| !stated.holds_object())
    {
        cursor.report(
            line,
            "a nested bullet below a type that holds no object; it is left out",
        );
    } else if bullet.is_map {
        if holder.additional.is_some() {
            cursor.report(
                line,
                "what the map holds is stated twice; the first is read",
            );
        } else {
            holder.additional = Some(Box::new(bullet.node));
        }
    } else if holder.property(&bullet.name).is_some() {
        cursor.report(
            line,
            format!("`{}` is stated twice; the first is read", bullet.name),
        );
    } else {
        holder.properties.push(Property {
            name: bullet.name,
            required: bullet.required,
            node: bullet.node,
        });
    }
}

/// The text behind the mark of a bullet.
fn bullet_text<'a>(line: &'a Line<'_>) -> Option<&'a str> {
    let text = line.trimmed();
    let rest = text.strip_prefix(['-', '*', '+'])?;
    rest.starts_with(' ').then(|| rest.trim())
}

fn parse_bullet(cursor: &mut Cursor<'_>, text: &str, line: usize, indent: usize) -> Option<Bullet> {
    let text = text.strip_prefix("**").unwrap_or(text);
    let (name, mut rest) = text.strip_prefix('`')?.split_once('`')?;
    rest = rest.strip_prefix("**").unwrap_or(rest).trim_start();
    let mut bullet = Bullet {
        indent,
        name: name.to_owned(),
        is_map: name.starts_with('[') && name.ends_with(']') && name.contains(':'),
        required: false,
        node: Node {
            line,
            ..Node::default()
        },
    };
    if bullet.name.is_empty() {
        return None;
    }
    let mut has_type = false;
    while let Some((inside, after)) = bracket(rest) {
        if has_type {
            flags(cursor, &mut bullet, inside, line);
        } else {
            type_and_flags(cursor, &mut bullet, inside, line);
            has_type = true;
        }
        rest = after.trim_start();
    }
    if !has_type {
        cursor.report(line, format!("no type is stated for `{name}`"));
    }
    let sentence = rest.trim_start_matches([':', ' ', '-', '–', '—']).trim();
    if !sentence.is_empty() {
        bullet.node.prose.push(sentence.to_owned());
    }
    allowed_values(cursor, &mut bullet.node);
    Some(bullet)
}

/// `(text)` or `*(text)*` at the start: what is inside, and what follows.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_start_matches(['*', '_']);
    let marks = text.len() - start.len();
    let inside = start.strip_prefix('(')?;
    let mut level = 1_usize;
    let end = inside.char_indices().find_map(|(index, c)| {
        match c {
            '(' => level += 1,
            ')' => level -= 1,
            _ => {}
        }
        (level == 0).then_some(index)
    })?;
    let after = inside.get(end + 1..)?;
    // As many marks close the emphasis as opened it.
    let closing: usize = after
        .chars()
        .take(marks)
        .take_while(|c| matches!(c, '*' | '_'))
        .count();
    Some((inside.get(..end)?, after.get(closing..)?))
}

/// `string`, or `string, required, default: 3`.
fn type_and_flags(cursor: &mut Cursor<'_>, bullet: &mut Bullet, text: &str, line: usize) {
    let parts = split_outside(text, ',');
    let (ty, rest) = parts.split_first().unwrap_or((&"", &[]));
    let ty = ty.trim().trim_matches('`');
    bullet.node.stated = parse_type(ty);
    if bullet.node.stated.is_none() {
        cursor.report(
            line,
            format!("the type of `{}` is not understood", bullet.name),
        );
    }
    if !rest.is_empty() {
        flags(cursor, bullet, &rest.join(","), line);
    }
}

/// `required`, `optional`, `nullable`, `deprecated`, `default: x`, `enum: a, b`.
fn flags(cursor: &mut Cursor<'_>, bullet: &mut Bullet, text: &str, line: usize) {
    let schema = schema(&bullet.node);
    let mut parts = text.split(',').map(str::trim);
    while let Some(part) = parts.next() {
        let (word, value) = part.split_once(':').unwrap_or((part, ""));
        let value = value.trim();
        match word.trim().to_ascii_lowercase().as_str() {
            "" | "optional" => {}
            "required" => bullet.required = true,
            "deprecated" => {
                bullet.node.facts.insert("deprecated".into(), json!(true));
            }
            "nullable" => make_nullable(&mut bullet.node),
            "default" => match typed(quoted(value).unwrap_or(value), &schema) {
                Some(value) => {
                    bullet.node.facts.insert("default".into(), value);
                }
                None => cursor.report(line, "the default is not a value of the type"),
            },
            "format" if !value.is_empty() => {
                bullet.node.facts.insert("format".into(), json!(value));
            }
            "enum" | "one of" | "allowed values" => {
                let words = std::iter::once(value).chain(parts.by_ref());
                let text: Vec<&str> = words.flat_map(|word| word.split('|')).collect();
                add_enum(cursor, &mut bullet.node, &text.join(","));
            }
            _ => cursor.report(line, format!("the flag `{part}` is not known")),
        }
    }
}

fn make_nullable(node: &mut Node) {
    if let Some(stated) = node.stated.take() {
        node.stated = Some(Stated::Union(vec![stated, Stated::Simple("null", None)]));
    }
}

/// `Allowed values: `a`, `b`` is a statement, wherever it stands in the text.
fn allowed_values(cursor: &mut Cursor<'_>, node: &mut Node) {
    let Some(text) = node.prose.first().cloned() else {
        return;
    };
    for label in ["Allowed values:", "Possible values:", "Enum:"] {
        let Some((_, rest)) = text.split_once(label) else {
            continue;
        };
        let ticked: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
        if !ticked.is_empty() {
            add_enum(cursor, node, &ticked.join(","));
        }
    }
}

fn add_enum(cursor: &mut Cursor<'_>, node: &mut Node, text: &str) {
    let schema = schema(node);
    let values: Option<Vec<Value>> =
        list(text).and_then(|words| words.into_iter().map(|word| typed(word, &schema)).collect());
    match values {
        Some(values) => {
            node.facts.insert("enum".into(), json!(values));
        }
        None => cursor.report(node.line, "the allowed values are not values of the type"),
    }
}

fn schema(node: &Node) -> Map<String, Value> {
    node.stated
        .as_ref()
        .map(|stated| stated.schema())
        .unwrap_or_default()
}
