//! A long JSON text in parts, which are read on every core.
//!
//! What is not as it nearly always is (a key that stands twice, a mistake) is left to the parser of
//! the whole, which says where it stands.

use super::value::Builder;
use rayon::prelude::*;
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

/// A text that is shorter is read at once.
const LONG: usize = 1 << 20;

/// How many objects are taken apart, one in another: `components`, `schemas`, and there are the
/// schemas.
const LEVELS: usize = 3;

/// How deep a part may be: less than the parser of the whole allows, so that it alone refuses.
const DEEPEST: usize = 100;

/// What a long JSON text holds, and whether a key in it begins with `$` and is not `$ref`.
pub(super) fn read(text: &str) -> Option<(Value, bool)> {
    if text.len() < LONG {
        return None;
    }
    let mut leaves = Vec::new();
    let mut scanner = Scanner { text, at: 0 };
    scanner.space();
    let shape = scanner.shape(LEVELS, &mut leaves)?;
    scanner.space();
    if scanner.at < text.len() {
        return None;
    }
    let leaves = leaves.into_par_iter().with_min_len(16);
    let read: Option<Vec<(Value, bool)>> = leaves.map(leaf).collect();
    let read = read?;
    let identifies = read.iter().any(|(_, identifies)| *identifies) || shape.identifies();
    let mut values = read.into_iter().map(|(value, _)| value);
    Some((shape.fill(&mut values)?, identifies))
}

/// A value, as far as it is taken apart.
enum Shape {
    /// The next of the parts.
    Leaf,
    Object(Vec<(String, Shape)>),
}

impl Shape {
    fn identifies(&self) -> bool {
        match self {
            Self::Leaf => false,
            Self::Object(members) => {
                let mut members = members.iter();
                members.any(|(key, shape)| Builder::is_identifying(key) || shape.identifies())
            }
        }
    }

    fn fill(self, values: &mut impl Iterator<Item = Value>) -> Option<Value> {
        let Self::Object(members) = self else {
            return values.next();
        };
        let count = members.len();
        let mut map = Map::with_capacity(count);
        for (key, shape) in members {
            map.insert(key, shape.fill(values)?);
        }
        // Otherwise a key stands twice.
        (map.len() == count).then_some(Value::Object(map))
    }
}

fn leaf(text: &str) -> Option<(Value, bool)> {
    let builder = Builder::new(text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = builder.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    let identifies = builder.identifies();
    builder
        .into_duplicates()
        .is_empty()
        .then_some((value, identifies))
}

/// Finds where values end, without looking what is in them.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// Takes the value apart that stands here; `levels` tells how often.
    fn shape(&mut self, levels: usize, leaves: &mut Vec<&'t str>) -> Option<Shape> {
        if levels == 0 || self.peek()? != b'{' {
            leaves.push(self.value()?);
            return Some(Shape::Leaf);
        }
        self.take(b'{')?;
        let mut members = Vec::new();
        while self.peek()? != b'}' {
            if !members.is_empty() {
                self.take(b',')?;
            }
            let key = serde_json::from_str(self.string()?).ok()?;
            self.space();
            self.take(b':')?;
            members.push((key, self.shape(levels - 1, leaves)?));
            self.space();
        }
        self.at += 1;
        Some(Shape::Object(members))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes a sign, and the space after it.
    fn take(&mut self, sign: u8) -> Option<()> {
        (self.peek()? == sign).then(|| self.at += 1)?;
        self.space();
        Some(())
    }

    fn string(&mut self) -> Option<&'t str> {
        let start = self.at;
        (self.peek()? == b'"').then(|| self.at += 1)?;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        self.text.get(start..self.at)
    }

    /// Everything up to the end of the value that begins here.
    fn value(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut depth = 0;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                // Behind a number or a word.
                b'}' | b']' | b',' | b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => break,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth > DEEPEST {
                return None;
            }
            if depth == 0 {
                break;
            }
        }
        self.text.get(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONG, read};
    use serde_json::Value;

    /// An object that is long enough, with `text` as its first members.
    fn long(text: &str) -> String {
        format!("{{{text}\"filling\": \"{}\"}}\n", "x".repeat(LONG))
    }

    #[test]
    fn what_is_read_in_parts_is_what_is_read_at_once() {
        for (text, identifies) in [
            (
                r#""a": {"b": {"c": {"d": [1.50, -2e3, "\"}\\", null]}, "e/~\n": {}}}, "#,
                false,
            ),
            (
                r#""a":[{"$ref":"x"},[[]]],"b":true,"c":{"d":{},"e":{"f":[]}},"#,
                false,
            ),
            (r#""a": {"$id": 1}, "#, true),
            (r#""a": {"b": {"c": {"d": {"$anchor": 1}}}}, "#, true),
        ] {
            let text = long(text);
            let whole: Value = serde_json::from_str(&text).expect("JSON");
            let (value, found) = read(&text).expect("long");
            assert_eq!(value.to_string(), whole.to_string());
            assert_eq!(found, identifies);
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_the_parser_of_the_whole() {
        let deep = format!(r#""a": {}{}, "#, "[".repeat(120), "]".repeat(120));
        for text in [
            r#""a": 1, "a": 2, "#,
            r#""a": {"b": {"c": {"d": {"e": 1, "e": 2}}}}, "#,
            r#""a": 1,, "#,
            r#""a" 1, "#,
            r#""a": [1}, "#,
            r#""a": , "#,
            r#""a": nul, "#,
            r#""a": 1 2, "#,
            r#"a: 1, "#,
            &deep,
        ] {
            assert_eq!(read(&long(text)), None, "{text}");
        }
        assert_eq!(read(&format!("{} 1", long(""))), None);
        assert_eq!(read(&long("")[..LONG]), None);
        assert_eq!(read("{}"), None);
    }
}
