//! The words by which pages state a type, one grammar for every form of page.

use serde_json::{Map, Value, json};

/// How deep `array<array<…>>` may go.
const DEPTH: usize = 16;

/// A type as a page states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stated {
    /// `any`: stated, and nothing is refused.
    Any,
    /// A JSON type by its name, with a format where one is stated.
    Simple(&'static str, Option<String>),
    /// An array; the type of its items where it is stated.
    Array(Option<Box<Stated>>),
    /// A literal such as `"asc"`.
    Literal(String),
    /// One of several, such as `string | null`.
    Union(Vec<Stated>),
}

impl Stated {
    /// Whether a value of this type may be an object with properties, or an array of such.
    pub fn holds_object(&self) -> bool {
        match self {
            Stated::Simple(name, _) => *name == "object",
            Stated::Array(items) => items.as_deref().is_none_or(Stated::holds_object),
            Stated::Union(arms) => arms.iter().any(Stated::holds_object),
            Stated::Any | Stated::Literal(_) => false,
        }
    }

    /// The JSON type of its values where there is one beside null.
    pub fn json_type(&self) -> Option<&'static str> {
        match self {
            Stated::Simple(name, _) => Some(name),
            Stated::Array(_) => Some("array"),
            Stated::Literal(_) => Some("string"),
            Stated::Any => None,
            Stated::Union(arms) => {
                let mut names = arms
                    .iter()
                    .map(Stated::json_type)
                    .filter(|name| *name != Some("null"));
                let first = names.next()?;
                if names.all(|name| name == first) {
                    first
                } else {
                    None
                }
            }
        }
    }

    /// The schema (JSON Schema 2020-12) that says as much.
    pub fn schema(&self) -> Map<String, Value> {
        let mut schema = Map::new();
        match self {
            Stated::Any => {}
            Stated::Simple(name, format) => {
                schema.insert("type".into(), json!(name));
                if let Some(format) = format {
                    schema.insert("format".into(), json!(format));
                }
            }
            Stated::Array(items) => {
                schema.insert("type".into(), json!("array"));
                if let Some(items) = items {
                    schema.insert("items".into(), Value::Object(items.schema()));
                }
            }
            Stated::Literal(text) => {
                schema.insert("const".into(), json!(text));
            }
            Stated::Union(arms) => return union_schema(arms),
        }
        schema
    }
}

/// Reads a type such as `string`, `string | null`, `array<object>`, `object[]`, `string<uuid>`,
/// `string format: date-time` or `"asc" | "desc"`. Nothing where a word is not known.
pub(super) fn parse_type(text: &str) -> Option<Stated> {
    parse(text, DEPTH)
}

fn parse(text: &str, depth: usize) -> Option<Stated> {
    let depth = depth.checked_sub(1)?;
    let arms = split_outside(text.trim(), '|');
    match arms.as_slice() {
        [one] => parse_arm(one.trim(), depth),
        several => several
            .iter()
            .map(|arm| parse_arm(arm.trim(), depth))
            .collect::<Option<Vec<_>>>()
            .map(Stated::Union),
    }
}

fn parse_arm(text: &str, depth: usize) -> Option<Stated> {
    if let Some(literal) = unquote(text) {
        return Some(Stated::Literal(literal.to_owned()));
    }
    if let Some(items) = text.strip_suffix("[]") {
        return Some(Stated::Array(Some(Box::new(parse(items, depth)?))));
    }
    if let Some((base, format)) = text.split_once("format:") {
        let format = format.trim();
        let one_word = !format.is_empty() && !format.contains(char::is_whitespace);
        return match simple(base.trim())? {
            Stated::Simple(name, None) if one_word => {
                Some(Stated::Simple(name, Some(format.to_owned())))
            }
            _ => None,
        };
    }
    if let Some((outer, inner)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        return match outer.trim().to_ascii_lowercase().as_str() {
            "array" | "list" => Some(Stated::Array(Some(Box::new(parse(inner, depth)?)))),
            "enum" => parse(inner, depth),
            base => match simple(base)? {
                Stated::Simple(name, None) if is_format(inner) => {
                    Some(Stated::Simple(name, Some(inner.to_owned())))
                }
                _ => None,
            },
        };
    }
    simple(text)
}

fn simple(word: &str) -> Option<Stated> {
    let name = match word.to_ascii_lowercase().as_str() {
        "string" | "enum" => "string",
        "integer" | "int" => "integer",
        "number" => "number",
        "boolean" | "bool" => "boolean",
        "object" => "object",
        "null" => "null",
        "array" | "list" => return Some(Stated::Array(None)),
        "any" => return Some(Stated::Any),
        "file" | "binary" => return Some(Stated::Simple("string", Some("binary".into()))),
        _ => return None,
    };
    Some(Stated::Simple(name, None))
}

fn is_format(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// `"text"` or `'text'` without its quotes.
fn unquote(text: &str) -> Option<&str> {
    ['"', '\'']
        .iter()
        .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
}

/// The parts of `text` between separators that stand outside brackets and double quotes.
pub(super) fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut level, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (index, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' | '(' | '[' if !quoted => level += 1,
            '>' | ')' | ']' if !quoted => level = level.saturating_sub(1),
            _ if c == separator && level == 0 && !quoted => {
                parts.push(text.get(start..index).unwrap_or_default());
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// A type array where only null is added to one type, an enum of literals, or `anyOf`.
fn union_schema(arms: &[Stated]) -> Map<String, Value> {
    let null = Stated::Simple("null", None);
    let others: Vec<&Stated> = arms.iter().filter(|arm| **arm != null).collect();
    let nullable = others.len() < arms.len();
    let literals: Option<Vec<Value>> = others
        .iter()
        .map(|arm| match arm {
            Stated::Literal(text) => Some(json!(text)),
            _ => None,
        })
        .collect();
    if let Some(mut values) = literals.filter(|values| !values.is_empty()) {
        if nullable {
            values.push(Value::Null);
        }
        return Map::from_iter([("enum".to_owned(), Value::Array(values))]);
    }
    if let ([one], true) = (others.as_slice(), nullable) {
        let mut schema = one.schema();
        if let Some(name) = schema.get("type").cloned() {
            schema.insert("type".into(), json!([name, "null"]));
        }
        return schema;
    }
    let all_plain = arms
        .iter()
        .all(|arm| matches!(arm, Stated::Simple(_, None)));
    let schemas: Vec<Value> = arms.iter().map(|arm| Value::Object(arm.schema())).collect();
    if all_plain {
        let names: Vec<Value> = schemas
            .iter()
            .filter_map(|schema| schema.get("type").cloned())
            .collect();
        return Map::from_iter([("type".to_owned(), Value::Array(names))]);
    }
    Map::from_iter([("anyOf".to_owned(), Value::Array(schemas))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, schema: Value) {
        let found = parse_type(text).map(|stated| Value::Object(stated.schema()));
        assert_eq!(found, Some(schema), "{text}");
    }

    #[test]
    fn types_become_schemas() {
        check("string", json!({"type": "string"}));
        check("string | null", json!({"type": ["string", "null"]}));
        check("null | object", json!({"type": ["object", "null"]}));
        check("string | integer", json!({"type": ["string", "integer"]}));
        check(
            "string format: date-time",
            json!({"type": "string", "format": "date-time"}),
        );
        check("string<uuid>", json!({"type": "string", "format": "uuid"}));
        check("enum<string>", json!({"type": "string"}));
        check("any", json!({}));
        check("array", json!({"type": "array"}));
        let strings = json!({"type": "array", "items": {"type": "string"}});
        check("array<string>", strings.clone());
        check("Array<string>", strings.clone());
        check("string[]", strings.clone());
        check(
            "array<array<string>>",
            json!({"type": "array", "items": strings}),
        );
        check(
            "array<string | null>",
            json!({"type": "array", "items": {"type": ["string", "null"]}}),
        );
        check("\"asc\" | \"desc\"", json!({"enum": ["asc", "desc"]}));
        check(
            "array<string> | string",
            json!({"anyOf": [strings, {"type": "string"}]}),
        );
    }

    #[test]
    fn other_words_are_no_type() {
        for text in [
            "",
            "strnig",
            "map<string>",
            "string |",
            "<>",
            "array<",
            "[]",
        ] {
            assert_eq!(parse_type(text), None, "{text}");
        }
        assert_eq!(parse_type(&"array<".repeat(10_000)), None);
        assert_eq!(parse_type(&format!("string{}", "[]".repeat(10_000))), None);
    }
}
