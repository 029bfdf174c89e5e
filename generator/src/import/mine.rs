//! The rules by which facts are mined from sentences. The list is fixed: a rule that guesses is
//! worse than a hole. What they find is marked `x-mined`, so that a person can review it.

use serde_json::{Map, Value, json};

use super::facts::Direction;

/// One rule.
struct Rule {
    /// What it looks for, as documented.
    #[cfg_attr(not(test), allow(dead_code))]
    looks_for: &'static str,
    /// A rule that narrows what is valid never applies to a response: a page's sentence must not
    /// make a response unreadable.
    narrows: bool,
    /// The JSON type that the schema must have.
    of_type: Option<&'static str>,
    find: fn(&str, &Map<String, Value>) -> Vec<Found>,
}

/// A keyword with its value.
pub(super) type Found = (&'static str, Value);

const RULES: &[Rule] = &[
    Rule {
        looks_for: "4-30 characters",
        narrows: true,
        of_type: Some("string"),
        find: length_range,
    },
    Rule {
        looks_for: "minimum 1 character",
        narrows: true,
        of_type: Some("string"),
        find: least_length,
    },
    Rule {
        looks_for: "up to 500 characters",
        narrows: true,
        of_type: Some("string"),
        find: most_length,
    },
    Rule {
        looks_for: "alphanumeric, spaces, and hyphens only",
        narrows: true,
        of_type: Some("string"),
        find: letters_spaces_hyphens,
    },
    Rule {
        looks_for: "Must be one of: a, b, or c",
        narrows: true,
        of_type: Some("string"),
        find: must_be_one_of,
    },
    Rule {
        looks_for: "Connection type: direct or proxy",
        narrows: true,
        of_type: Some("string"),
        find: type_is_a_or_b,
    },
    Rule {
        looks_for: "Currently only \"http\" is supported",
        narrows: true,
        of_type: Some("string"),
        find: only_supported,
    },
    Rule {
        looks_for: "UUID of …",
        narrows: true,
        of_type: Some("string"),
        find: uuid_of,
    },
    Rule {
        looks_for: "default: X",
        narrows: false,
        of_type: None,
        find: default_is,
    },
    Rule {
        looks_for: "[DEPRECATED]",
        narrows: false,
        of_type: None,
        find: deprecated,
    },
    Rule {
        looks_for: "in milliseconds",
        narrows: false,
        of_type: None,
        find: milliseconds,
    },
];

/// What the rules find in `sentence` about a schema. A keyword that the schema has already stays.
pub(super) fn mine(
    sentence: &str,
    direction: Direction,
    schema: &Map<String, Value>,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for rule in RULES {
        let applies = !(rule.narrows && direction == Direction::Response)
            && rule.of_type.is_none_or(|name| has_type(schema, name));
        if !applies {
            continue;
        }
        for (keyword, value) in (rule.find)(sentence, schema) {
            let known = schema.contains_key(keyword) || found.iter().any(|(k, _)| *k == keyword);
            if !known {
                found.push((keyword, value));
            }
        }
    }
    found
}

/// Whether the schema's only type beside null is `name`.
fn has_type(schema: &Map<String, Value>, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(found)) => found == name,
        Some(Value::Array(names)) => {
            names.iter().any(|found| found == name)
                && names.iter().all(|found| found == name || found == "null")
        }
        _ => false,
    }
}

fn length_range(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    let words = words(sentence);
    words
        .windows(2)
        .find_map(|pair| match pair {
            [range, unit] if is_characters(unit) => {
                let (least, most) = range.split_once(['-', '–'])?;
                let (least, most) = (count(least)?, count(most)?);
                (least <= most)
                    .then(|| vec![("minLength", json!(least)), ("maxLength", json!(most))])
            }
            _ => None,
        })
        .unwrap_or_default()
}

fn least_length(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    length_after(sentence, &["minimum"], "minLength")
}

fn most_length(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    length_after(sentence, &["up", "to"], "maxLength")
}

fn length_after(sentence: &str, before: &[&str], keyword: &'static str) -> Vec<Found> {
    let words = words(sentence);
    words
        .windows(before.len() + 2)
        .find_map(|window| {
            let (lead, tail) = window.split_at_checked(before.len())?;
            let leads = lead
                .iter()
                .zip(before)
                .all(|(word, want)| word.eq_ignore_ascii_case(want));
            match tail {
                [number, unit] if leads && is_characters(unit) => {
                    Some(vec![(keyword, json!(count(number)?))])
                }
                _ => None,
            }
        })
        .unwrap_or_default()
}

fn letters_spaces_hyphens(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    match after(sentence, "alphanumeric, spaces, and hyphens only") {
        Some(_) => vec![("pattern", json!("^[A-Za-z0-9 -]*$"))],
        None => Vec::new(),
    }
}

fn must_be_one_of(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    after(sentence, "must be one of:")
        .and_then(|rest| list(clause(rest)))
        .map(|values| vec![("enum", json!(values))])
        .unwrap_or_default()
}

/// Only at the end of the sentence, and only between two words or more: "Grant type: the …" is no
/// list.
fn type_is_a_or_b(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    let Some(rest) = after(sentence, " type:") else {
        return Vec::new();
    };
    let rest = rest.trim().trim_end_matches('.');
    if !rest.contains(" or ") {
        return Vec::new();
    }
    list(rest)
        .map(|values| vec![("enum", json!(values))])
        .unwrap_or_default()
}

fn only_supported(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    let value = after(sentence, "currently only ").and_then(|rest| {
        let word = rest.split_whitespace().next()?;
        let supported = rest
            .get(word.len()..)?
            .trim_start()
            .starts_with("is supported");
        supported.then(|| quoted(word)).flatten()
    });
    value
        .map(|value| vec![("enum", json!([value]))])
        .unwrap_or_default()
}

fn uuid_of(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    if sentence.starts_with("UUID of ") {
        vec![("format", json!("uuid"))]
    } else {
        Vec::new()
    }
}

fn default_is(sentence: &str, schema: &Map<String, Value>) -> Vec<Found> {
    after(sentence, "default:")
        .and_then(|rest| {
            let rest = rest.trim_start();
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, ')' | ',' | ';' | ']'))
                .unwrap_or(rest.len());
            let word = rest.get(..end)?.trim_end_matches('.');
            typed(quoted(word).unwrap_or(word), schema)
        })
        .map(|value| vec![("default", value)])
        .unwrap_or_default()
}

fn deprecated(sentence: &str, _: &Map<String, Value>) -> Vec<Found> {
    if sentence.contains("[DEPRECATED]") {
        vec![("deprecated", json!(true))]
    } else {
        Vec::new()
    }
}

fn milliseconds(sentence: &str, schema: &Map<String, Value>) -> Vec<Found> {
    let number = has_type(schema, "number") || has_type(schema, "integer");
    if number && after(sentence, "in milliseconds").is_some() {
        vec![("x-unit", json!("ms"))]
    } else {
        Vec::new()
    }
}

/// A word as a value of the schema's type; nothing where it is none.
pub(super) fn typed(word: &str, schema: &Map<String, Value>) -> Option<Value> {
    if word.is_empty() {
        return None;
    }
    if has_type(schema, "string") {
        return Some(json!(word));
    }
    let value: Value = serde_json::from_str(word).ok()?;
    let fits = match &value {
        Value::Bool(_) => has_type(schema, "boolean"),
        Value::Number(_) => has_type(schema, "number") || has_type(schema, "integer"),
        Value::Null => schema
            .get("type")
            .and_then(Value::as_array)
            .is_some_and(|names| names.iter().any(|name| name == "null")),
        Value::Array(_) => has_type(schema, "array"),
        Value::Object(_) => has_type(schema, "object"),
        Value::String(_) => false,
    };
    let untyped = !schema.contains_key("type");
    (fits || untyped).then_some(value)
}

/// What follows `needle` (ASCII, any case) in `text`.
fn after<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
    let at = text
        .to_ascii_lowercase()
        .find(&needle.to_ascii_lowercase())?;
    text.get(at + needle.len()..)
}

/// The text to the end of its clause: a closing bracket, or a full stop before a space or the end.
fn clause(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(index, c)| {
            let next = text
                .get(index + c.len_utf8()..)
                .and_then(|t| t.chars().next());
            matches!(c, ')' | ']' | ';') || (*c == '.' && next.is_none_or(char::is_whitespace))
        })
        .map_or(text.len(), |(index, _)| index);
    text.get(..end).unwrap_or(text)
}

/// `a, b, or c` as its words. Nothing where one of them is more than a word.
pub(super) fn list(text: &str) -> Option<Vec<&str>> {
    let mut values = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let part = part.strip_prefix("or ").unwrap_or(part);
        for value in part.split(" or ") {
            let value = value.trim();
            let value = quoted(value).unwrap_or(value);
            let is_word = |c: char| c.is_alphanumeric() || "-_.+/:".contains(c);
            if value.is_empty() || !value.chars().all(is_word) {
                return None;
            }
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    Some(values)
}

/// The text between a pair of quotation marks of any kind.
pub(super) fn quoted(text: &str) -> Option<&str> {
    const PAIRS: &[(char, char)] = &[('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];
    PAIRS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

fn words(sentence: &str) -> Vec<&str> {
    sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | '.' | ';' | ':')))
        .collect()
}

fn is_characters(word: &str) -> bool {
    word.eq_ignore_ascii_case("characters") || word.eq_ignore_ascii_case("character")
}

fn count(word: &str) -> Option<u64> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
