//! YAML (and JSON, which is YAML) to a JSON value with the line of each key, and back.
//!
//! The events of the parser are read here and not through serde, for two reasons: an importer needs
//! the lines, and a number must come out as it was written.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::{Map, Number, Value};

use crate::diagnostic::Pointer;

/// How deep a document may nest; the same bound as serde_json's.
const DEPTH: usize = 128;

/// How many values aliases may add up to.
const VALUES: usize = 1_000_000;

/// A document with the line (from 1) where each value stands: of its key, or of the list's item.
#[derive(Debug)]
pub(super) struct Marked {
    pub value: Value,
    pub lines: HashMap<Pointer, usize>,
    /// Keys that a mapping has twice, with the line of the second. The first is read.
    pub twice: Vec<(String, usize)>,
}

/// Why a text is no document: a sentence, and the line and column (from 1).
#[derive(Debug)]
pub(super) struct Refused {
    pub message: String,
    pub line: usize,
    pub column: usize,
}

/// Reads the first document of `text`.
pub(super) fn read(text: &str) -> Result<Marked, Refused> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Refused {
            message: error.info().to_owned(),
            line: error.marker().line(),
            column: error.marker().col() + 1,
        })?;
        let line = span.start.line();
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        reader.event(event, line).map_err(|message| Refused {
            message,
            line,
            column: span.start.col() + 1,
        })?;
    }
    Ok(Marked {
        value: reader.root.unwrap_or(Value::Null),
        lines: reader.lines,
        twice: reader.twice,
    })
}

#[derive(Default)]
struct Reader {
    root: Option<Value>,
    open: Vec<Frame>,
    at: Vec<Pointer>,
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
    lines: HashMap<Pointer, usize>,
    twice: Vec<(String, usize)>,
}

/// A list or mapping that is not complete.
struct Frame {
    anchor: usize,
    /// The values read before it, to tell its size.
    before: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Value>),
    Mapping(Map<String, Value>, Option<String>),
}

impl Reader {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if self.wants_key() {
                    self.key(text.into_owned(), line);
                    return Ok(());
                }
                let value = scalar(&text, style, tag.as_deref());
                self.enter(line);
                self.count(1)?;
                self.leave(value, anchor, 1);
            }
            Event::SequenceStart(anchor, _) => self.start(anchor, Kind::List(Vec::new()), line)?,
            Event::MappingStart(anchor, _) => {
                self.start(anchor, Kind::Mapping(Map::new(), None), line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    let value = match frame.kind {
                        Kind::List(items) => Value::Array(items),
                        Kind::Mapping(map, _) => Value::Object(merged(map)),
                    };
                    let size = self.values - frame.before;
                    self.leave(value, frame.anchor, size);
                }
            }
            Event::Alias(anchor) => {
                if self.wants_key() {
                    return Err("an alias as a key is not supported".to_owned());
                }
                let (value, size) = self
                    .anchors
                    .get(&anchor)
                    .cloned()
                    .ok_or("an alias to something that is not complete")?;
                self.enter(line);
                self.count(size)?;
                self.leave(value, 0, size);
            }
            _ => {}
        }
        Ok(())
    }

    fn wants_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Frame {
                kind: Kind::Mapping(_, None),
                ..
            })
        )
    }

    fn key(&mut self, text: String, line: usize) {
        let here = self.at.last().cloned().unwrap_or_default();
        if let Some(Frame {
            kind: Kind::Mapping(map, key),
            ..
        }) = self.open.last_mut()
        {
            if map.contains_key(&text) {
                self.twice.push((text.clone(), line));
            } else {
                self.lines.insert(here.key(&text), line);
            }
            *key = Some(text);
        }
    }

    fn start(&mut self, anchor: usize, kind: Kind, line: usize) -> Result<(), String> {
        if self.wants_key() {
            return Err("a list or mapping as a key is not supported".to_owned());
        }
        if self.open.len() >= DEPTH {
            return Err(format!("nested deeper than {DEPTH}"));
        }
        self.enter(line);
        let before = self.values;
        self.count(1)?;
        self.open.push(Frame {
            anchor,
            before,
            kind,
        });
        Ok(())
    }

    /// The pointer of the value that starts now.
    fn enter(&mut self, line: usize) {
        let here = self.at.last().cloned().unwrap_or_default();
        let pointer = match self.open.last() {
            None => Pointer::root(),
            Some(Frame {
                kind: Kind::List(items),
                ..
            }) => {
                let pointer = here.key(items.len());
                self.lines.insert(pointer.clone(), line);
                pointer
            }
            Some(Frame {
                kind: Kind::Mapping(_, key),
                ..
            }) => here.key(key.as_deref().unwrap_or_default()),
        };
        self.at.push(pointer);
    }

    fn count(&mut self, size: usize) -> Result<(), String> {
        self.values = self.values.saturating_add(size);
        if self.values > VALUES {
            return Err(format!("aliases add up to more than {VALUES} values"));
        }
        Ok(())
    }

    fn leave(&mut self, value: Value, anchor: usize, size: usize) {
        self.at.pop();
        if anchor != 0 {
            self.anchors.insert(anchor, (value.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Frame {
                kind: Kind::List(items),
                ..
            }) => items.push(value),
            Some(Frame {
                kind: Kind::Mapping(map, key),
                ..
            }) => {
                if let Some(key) = key.take() {
                    map.entry(key).or_insert(value);
                }
            }
        }
    }
}

/// The mapping with what `<<` (YAML 1.1) brings in; its own keys go first.
fn merged(mut map: Map<String, Value>) -> Map<String, Value> {
    let sources = match map.get("<<") {
        Some(Value::Object(_)) => map.shift_remove("<<").into_iter().collect(),
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => {
            match map.shift_remove("<<") {
                Some(Value::Array(items)) => items,
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    for source in sources {
        if let Value::Object(source) = source {
            for (key, value) in source {
                map.entry(key).or_insert(value);
            }
        }
    }
    map
}

/// A scalar by the core schema of YAML 1.2.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    if style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str") {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// A number exactly as written, in JSON's spelling.
fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).ok().map(Number::from);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at_checked(at)?,
        None => (digits, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(fraction) => format!(".{fraction}"),
    };
    serde_json::from_str(&format!("{sign}{whole}{fraction}{exponent}")).ok()
}

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
    (start || version)
        && !unclear
        && matches!(scalar(text, ScalarStyle::Plain, None), Value::String(_))
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
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_back() {
        let big: Value =
            serde_json::from_str("[123456789012345678901234567890, 1.10, 1e400, -0.0]")
                .expect("JSON");
        let value = json!({
            "openapi": "3.1.0", "200": {"description": ""}, "+1": [[], {}, [[1], {"a": [null]}]],
            "on": "yes", "null": "null", "a: b": "#c", " x ": "x #y", "n": "~", "e": "1e3", "d": "2026-11-21",
            "multi": "a\nb\t\"c\"\u{7}\u{2028}", "quote": "it's", "dash": "- a", "star": "*a", "pattern": "^[a-z]*$",
            "tail:": "tail:", "": "é🦀", "numbers": big, "t": [true, false, null],
            "list": [{"a": 1, "b": [2]}, {"c": {"d": "e"}}],
        });
        let text = write(&value);
        let read = read(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        assert_eq!(read.value, value, "{text}");
        assert!(text.contains("123456789012345678901234567890"), "{text}");
        assert!(text.contains("1.10"), "{text}");
    }

    #[test]
    fn scalars_by_the_core_schema() {
        let value = read("a: [0x1F, 0o17, 012, +1, 1., .5, 1_0, 1.2.3, No, ~, 'on', .inf, 1e5]\n200: x\ntrue: y\nbig: 18446744073709551616")
            .expect("YAML")
            .value;
        let number = |text: &str| serde_json::from_str::<Value>(text).expect("a number");
        assert_eq!(
            value,
            json!({
                "a": [31, 15, 12, 1, number("1.0"), number("0.5"), "1_0", "1.2.3", "No", null, "on", ".inf", number("1e5")],
                "200": "x", "true": "y", "big": number("18446744073709551616"),
            })
        );
    }

    #[test]
    fn lines_are_those_of_the_keys() {
        let marked = read("a:\n  b: 1\n  c:\n    - d\n    - e: 2\n").expect("YAML");
        let line = |pointer: &str| marked.lines.get(&Pointer::from_encoded(pointer)).copied();
        assert_eq!(
            [line("/a"), line("/a/b"), line("/a/c/0"), line("/a/c/1/e")],
            [Some(1), Some(2), Some(4), Some(5)]
        );
    }

    #[test]
    fn hostile_documents_are_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for n in 1..10 {
            let alias = format!("*a{}, ", n - 1).repeat(9);
            bomb.push_str(&format!("a{n}: &a{n} [{alias}]\n"));
        }
        assert!(read(&bomb).is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
        assert!(read(&"- ".repeat(100_000)).is_err());
        assert!(read("a: [1, 2").is_err());
        assert!(read("? [a]\n: b").is_err());
        assert!(read("").is_ok_and(|marked| marked.value.is_null()));
    }

    #[test]
    fn merge_keys_bring_in_what_is_not_there() {
        let text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4}]}\nd: {<<: 5}\n";
        let value = read(text).expect("YAML").value;
        assert_eq!(
            [&value["b"], &value["c"], &value["d"]],
            [
                &json!({"y": 3, "x": 1}),
                &json!({"x": 1, "y": 2, "z": 4}),
                &json!({"<<": 5})
            ]
        );
    }

    #[test]
    fn the_first_of_two_keys_is_read() {
        let marked = read("a: 1\na: 2\n").expect("YAML");
        assert_eq!(marked.value, json!({"a": 1}));
        assert_eq!(marked.twice, [("a".to_owned(), 2)]);
    }
}
