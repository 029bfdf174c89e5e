//! Why two doors disagree, and why what is written back is not what was read.

use super::lost::Lost;
use serde_json::Value;
use specloom_runtime::same_json;

/// A kind of change, and where the first of its kind is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What happened to a value.
    pub kind: &'static str,
    /// A pointer to the value.
    pub at: String,
}

/// What differs between what was read and what was written: kinds of changes, each once.
pub fn changes(read: &Value, back: &Value, lost: &Lost<'_, '_>) -> Vec<Change> {
    let mut found = Vec::new();
    walk(read, back, "", lost, &mut found);
    found.sort_unstable();
    found.dedup_by_key(|change| change.kind);
    found
}

fn walk(read: &Value, back: &Value, at: &str, lost: &Lost<'_, '_>, found: &mut Vec<Change>) {
    match (read, back) {
        (Value::Object(read), Value::Object(back)) => {
            for (name, value) in read {
                let below = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                match back.get(name) {
                    Some(back) => walk(value, back, &below, lost, found),
                    None => note(found, lost.why(name, value, at), &below),
                }
            }
            if back.keys().any(|name| !read.contains_key(name)) {
                note(found, "a property that was not there is written", at);
            }
        }
        (Value::Array(read), Value::Array(back)) => {
            if read.len() != back.len() {
                note(found, "a list has another length", at);
            }
            for (index, (read, back)) in read.iter().zip(back).enumerate() {
                walk(read, back, &format!("{at}/{index}"), lost, found);
            }
        }
        (Value::String(read), Value::String(back)) if read != back => {
            note(found, respelt(read, back), at);
        }
        (Value::Number(left), Value::Number(right)) => {
            if !same_json(read, back) {
                let near = left.as_f64().zip(right.as_f64());
                let near = near.is_some_and(|(l, r)| (l - r).abs() <= l.abs() * 1e-15);
                let kind = match near {
                    true => "a number has more digits than its type holds",
                    false => "a number changed",
                };
                note(found, kind, at);
            }
        }
        (read, back) if read == back => {}
        (Value::Null, _) => note(found, "null became something", at),
        _ => note(found, "a value became one of another type", at),
    }
}

fn note(found: &mut Vec<Change>, kind: &'static str, at: &str) {
    found.push(Change {
        kind,
        at: at.to_owned(),
    });
}

/// How a string changed.
fn respelt(read: &str, back: &str) -> &'static str {
    let instant = |text: &str| text.parse::<jiff::Timestamp>().ok();
    if let (Some(read), Some(back)) = (instant(read), instant(back)) {
        return match read == back {
            true => "a date-time is written in UTC",
            false => "a date-time changed",
        };
    }
    if read.eq_ignore_ascii_case(back) && read.len() == 36 {
        return "a UUID is written in small letters";
    }
    let hexadecimal = |text: &str| {
        let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
        let kept = text.chars().filter(|c| !matches!(c, '-' | '{' | '}'));
        kept.collect::<String>().to_ascii_lowercase()
    };
    if back.len() == 36 && hexadecimal(read) == hexadecimal(back) {
        return "a UUID is written with its hyphens";
    }
    let letters = |text: &str| {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '=');
        kept.collect::<String>().replace('-', "+").replace('_', "/")
    };
    if back.len().is_multiple_of(4) && letters(read) == letters(back) {
        return "base64 is written with its padding and without white space";
    }
    "a string changed"
}

/// A message without what is particular to a value.
pub fn general(message: &str) -> String {
    let mut out = String::new();
    let mut quoted = None;
    let mut last = ' ';
    for letter in message.chars() {
        match quoted {
            Some(end) if letter == end => {
                quoted = None;
                out.push('…');
                out.push(letter);
            }
            Some(_) => {}
            None if matches!(letter, '`' | '"') => {
                quoted = Some(letter);
                out.push(letter);
            }
            None if letter.is_ascii_digit() => {
                if !last.is_ascii_digit() {
                    out.push('0');
                }
            }
            None => out.push(letter),
        }
        last = letter;
    }
    let cut = out.find(" at line ").unwrap_or(out.len());
    out.truncate(cut);
    out
}
