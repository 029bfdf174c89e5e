//! A JSON value as YAML.

use serde_json::{Map, Value};

/// The document as YAML, in block style. Reading it gives the same value.
pub(super) fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => mapping(&mut text, map, 0),
        Value::Array(items) if !items.is_empty() => list(&mut text, items, 0),
        other => {
            text.push_str(&inline(other));
            text.push('\n');
        }
    }
    text
}

fn mapping(text: &mut String, map: &Map<String, Value>, indent: usize) {
    for (index, (key, value)) in map.iter().enumerate() {
        // The first key of a mapping in a list stands behind the dash.
        if index > 0 || !text.ends_with("- ") {
            text.extend(std::iter::repeat_n(' ', indent));
        }
        text.push_str(&string(key));
        text.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                text.push('\n');
                mapping(text, inner, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                text.push('\n');
                list(text, items, indent + 2);
            }
            other => {
                text.push(' ');
                text.push_str(&inline(other));
                text.push('\n');
            }
        }
    }
}

fn list(text: &mut String, items: &[Value], indent: usize) {
    for item in items {
        text.extend(std::iter::repeat_n(' ', indent));
        match item {
            Value::Object(map) if !map.is_empty() => {
                text.push_str("- ");
                mapping(text, map, indent + 2);
            }
            Value::Array(inner) if !inner.is_empty() => {
                text.push_str("-\n");
                list(text, inner, indent + 2);
            }
            other => {
                text.push_str("- ");
                text.push_str(&inline(other));
                text.push('\n');
            }
        }
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => string(text),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
    }
}

/// A string without quotes where nothing else could be read from it.
fn string(text: &str) -> String {
    let control = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if text.chars().any(control) {
        return double_quoted(text);
    }
    if is_plain(text) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

fn is_plain(text: &str) -> bool {
    // YAML 1.1 readers take these for booleans.
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off"];
    let start =
        text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '$' | '^' | '('));
    // `3.1.0` and the like: a reader of any version finds text there.
    let version = text.matches('.').count() >= 2
        && text.chars().all(|c| c.is_ascii_digit() || c == '.')
        && text.starts_with(|c: char| c.is_ascii_digit());
    let unclear = text.contains(": ")
        || text.contains(" #")
        || text.ends_with([':', ' '])
        || WORDS.contains(&text.to_ascii_lowercase().as_str());
    (start || version) && !unclear && matches!(serde_yaml::from_str(text), Ok(Value::String(_)))
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_back() {
        let big: Value =
            serde_json::from_str("[123456789012345678901234567890, 1.5, -0.0]").expect("JSON");
        let value = json!({
            "openapi": "3.1.0", "200": {"description": ""}, "+1": [[], {}, [[1], {"a": [null]}]],
            "on": "yes", "null": "null", "a: b": "#c", " x ": "x #y", "n": "~", "e": "1e3", "d": "2026-11-21",
            "multi": "a\nb\t\"c\"\u{7}\u{2028}", "quote": "it's", "dash": "- a", "star": "*a", "pattern": "^[a-z]*$",
            "tail:": "tail:", "": "é🦀", "numbers": big, "t": [true, false, null],
            "list": [{"a": 1, "b": [2]}, {"c": {"d": "e"}}],
        });
        let text = write(&value);
        let mut said = Diagnostics::default();
        let read = Sources::from_text("written.yaml", &text, &mut said);
        assert_eq!(read.root(), Some(&value), "{text}\n{said:?}");
        assert!(text.contains("123456789012345678901234567890"), "{text}");
    }
}
