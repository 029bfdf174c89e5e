//! Headers of a reply, read as the description types them.

use super::super::{Wire, from_value};
use http::HeaderMap;
use serde_json::Value;
use std::ops::{Deref, DerefMut};

/// A body and the documented headers that came with it. It reads like the body.
#[derive(Debug, Clone, PartialEq)]
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

impl<T, H> DerefMut for WithHeaders<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}

/// A header in the style `simple`; `None` where it is missing or no such value. The same header
/// several times is one list (RFC 9110, section 5.3).
pub fn header<T: Wire>(headers: &HeaderMap, name: &str, explode: bool) -> Option<T> {
    let text = text_of(headers, name)?;
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    // The type alone knows what it is, so each reading is offered to it, the plainest first.
    let list =
        |read: fn(&str) -> Value| Value::Array(parts.iter().map(|part| read(part)).collect());
    let readings: [&dyn Fn() -> Option<Value>; 6] = [
        &|| Some(string(&text)),
        &|| Some(scalar(&text)),
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
    let value = serde_json::from_str(&text_of(headers, name)?).ok()?;
    from_value(value).ok()
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).iter();
    let texts: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
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
