//! Headers of a reply, read as the description types them.

use super::super::{Wire, from_value};
use http::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A body and the documented headers that came with it. It reads like the body. `Debug` does not show
/// the headers, for they may be secrets.
#[derive(Clone, PartialEq)]
pub struct WithHeaders<T, H> {
    /// The headers.
    pub headers: H,
    /// The body.
    pub body: T,
}

/// The documented headers of an answer.
pub trait Headers {
    /// Reads them; one that is missing or cannot be read is `None`.
    fn of(headers: &HeaderMap) -> Self;
}

/// `Headers` for a type that has the function `read`.
#[allow(unused_macros, reason = "an API may document none")]
macro_rules! headers {
    ($ty:ident) => {
        impl rt::Headers for $ty {
            fn of(headers: &rt::HeaderMap) -> Self {
                $ty::read(headers)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may document none")]
pub(crate) use headers;

impl<T, H> Deref for WithHeaders<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T: fmt::Debug, H> fmt::Debug for WithHeaders<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithHeaders")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl<T, H> DerefMut for WithHeaders<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}

/// A header in the style `simple`; `None` where it is missing or no such value. The same header
/// several times is one list (RFC 9110, section 5.3), but for `Set-Cookie`, of which each line stands
/// for itself (RFC 6265, section 3): of a single value it is the first.
pub fn header<T: Wire>(headers: &HeaderMap, name: &str, explode: bool) -> Option<T> {
    let lines = lines(headers, name);
    let all = joined(&lines)?;
    let (text, parts) = match name.eq_ignore_ascii_case("set-cookie") {
        true => (lines.first()?, lines.iter().map(String::as_str).collect()),
        false => (&all, items(&all)),
    };
    // The type alone knows what it is, so each reading is offered to it, the plainest first.
    let list =
        |read: fn(&str) -> Value| Value::Array(parts.iter().map(|part| read(part)).collect());
    let readings: [&dyn Fn() -> Option<Value>; 6] = [
        &|| Some(string(text)),
        &|| Some(scalar(text)),
        &|| Some(list(string)),
        &|| Some(list(scalar)),
        &|| object(&parts, explode, string),
        &|| object(&parts, explode, scalar),
    ];
    let mut readings = readings.iter().filter_map(|reading| reading());
    readings.find_map(|value| from_value(value).ok())
}

/// A header that holds JSON; `None` where it is missing or no such value.
pub fn header_json<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let value = serde_json::from_str(&joined(&lines(headers, name))?).ok()?;
    from_value(value).ok()
}

/// Each line of a header. What is no UTF-8 is Latin-1 (RFC 9110, section 5.5).
fn lines(headers: &HeaderMap, name: &str) -> Vec<String> {
    let line = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    let values = headers.get_all(name).iter();
    values.map(|value| line(value.as_bytes())).collect()
}

fn joined(lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// The items of a list. A comma between quotes ends none (RFC 9110, section 5.6.4), unless the quotes
/// are none: one is not closed.
fn items(text: &str) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let ends = |c: char| {
        let plain = !std::mem::take(&mut escaped);
        match c {
            '"' if plain => quoted = !quoted,
            '\\' if plain => escaped = quoted,
            _ => return c == ',' && !quoted,
        }
        false
    };
    let items: Vec<&str> = text.split(ends).map(str::trim).collect();
    match quoted {
        true => text.split(',').map(str::trim).collect(),
        false => items,
    }
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn scalar(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => string(text),
    }
}

fn object(parts: &[&str], explode: bool, read: fn(&str) -> Value) -> Option<Value> {
    let pair = |name: &str, value: &str| (name.to_owned(), read(value));
    let pairs: Option<serde_json::Map<String, Value>> = if explode {
        let pairs = parts.iter().map(|part| part.split_once('='));
        pairs
            .map(|found| found.map(|(name, value)| pair(name, value)))
            .collect()
    } else {
        let pairs = parts.chunks(2).map(|chunk| match chunk {
            [name, value] => Some(pair(name, value)),
            _ => None,
        });
        pairs.collect()
    };
    pairs.map(Value::Object)
}
