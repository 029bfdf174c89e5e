//! Why two doors disagree, and why what is written back is not what was read.

use super::way::LACKING;
use serde_json::{Map, Value};
use specloom_runtime::same_json;

/// What speaks of each place in a value.
type Places<'p, 'd> = &'p [(String, Vec<&'d Map<String, Value>>)];

/// What differs between what was read and what was written: kinds of changes, each once.
pub fn changes(read: &Value, back: &Value, places: Places<'_, '_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    walk(read, back, "", places, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn walk(
    read: &Value,
    back: &Value,
    at: &str,
    places: Places<'_, '_>,
    found: &mut Vec<&'static str>,
) {
    match (read, back) {
        (Value::Object(read), Value::Object(back)) => {
            for (name, value) in read {
                let below = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                match back.get(name) {
                    Some(back) => walk(value, back, &below, places, found),
                    None => found.push(lost(name, value, at, places)),
                }
            }
            if back.keys().any(|name| !read.contains_key(name)) {
                found.push("a property that was not there is written");
            }
        }
        (Value::Array(read), Value::Array(back)) => {
            if read.len() != back.len() {
                found.push("a list has another length");
            }
            for (index, (read, back)) in read.iter().zip(back).enumerate() {
                walk(read, back, &format!("{at}/{index}"), places, found);
            }
        }
        (Value::String(read), Value::String(back)) if read != back => {
            found.push(respelt(read, back))
        }
        (Value::Number(left), Value::Number(right)) => {
            if !same_json(read, back) {
                let near = left.as_f64().zip(right.as_f64());
                let near = near.is_some_and(|(l, r)| (l - r).abs() <= l.abs() * 1e-15);
                found.push(match near {
                    true => "a number has more digits than its type holds",
                    false => "a number changed",
                });
            }
        }
        (read, back) if read == back => {}
        (Value::Null, _) => found.push("null became something"),
        _ => found.push("a value became one of another type"),
    }
}

/// Why a property is not written back.
fn lost(name: &str, value: &Value, at: &str, places: Places<'_, '_>) -> &'static str {
    let maps = places.iter().filter(|(place, _)| place == at);
    let maps: Vec<_> = maps.flat_map(|(_, maps)| maps).collect();
    let declared = maps.iter().any(|map| {
        let properties = map.get("properties");
        properties.is_some_and(|properties| properties.get(name).is_some())
    });
    let union = maps.iter().any(|map| has_arms(map));
    let above = places.iter().filter(|(place, _)| at.starts_with(place));
    let in_arm = above.flat_map(|(_, maps)| maps).any(|map| has_arms(map));
    let lacking = maps.iter().any(|map| {
        let property = map.get("properties").and_then(|map| map.get(name));
        property.is_some_and(|property| property.get(LACKING).is_some())
    });
    if lacking {
        return "a property that travels the other way is ignored";
    }
    match (declared, value.is_null()) {
        (true, _) if union => "a property that another arm of the union declares is ignored",
        (true, true) if in_arm => "null is read as absent in the arm that is read first",
        (true, true) => "null is read as absent",
        (true, false) => "a declared property is lost",
        (false, _) => "an undeclared property is ignored",
    }
}

/// Whether a union stands there.
fn has_arms(map: &Map<String, Value>) -> bool {
    map.contains_key("oneOf") || map.contains_key("anyOf")
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
