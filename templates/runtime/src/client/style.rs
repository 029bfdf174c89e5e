//! How parameters are spelt: the styles of OpenAPI 3 ("Parameter Object", "Style Values").

use super::super::{Wire, to_value};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// How a parameter is spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    pub(super) reserved: bool,
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    Deep,
    Cookie,
}

impl Style {
    /// `simple`, not exploded: the default of path and header.
    pub const SIMPLE: Self = Self::of(Kind::Simple);
    /// `label`, not exploded.
    pub const LABEL: Self = Self::of(Kind::Label);
    /// `matrix`, not exploded.
    pub const MATRIX: Self = Self::of(Kind::Matrix);
    /// `form`, not exploded. The default of query and cookie is `FORM.exploded()`.
    pub const FORM: Self = Self::of(Kind::Form);
    /// `spaceDelimited`, not exploded.
    pub const SPACE_DELIMITED: Self = Self::of(Kind::Space);
    /// `pipeDelimited`, not exploded.
    pub const PIPE_DELIMITED: Self = Self::of(Kind::Pipe);
    /// `deepObject`.
    pub const DEEP_OBJECT: Self = Self::of(Kind::Deep);

    /// `cookie` (OpenAPI 3.2), not exploded: as `form`, but nothing is encoded.
    pub const COOKIE: Self = Self::of(Kind::Cookie);

    const fn of(kind: Kind) -> Self {
        Self {
            kind,
            explode: false,
            reserved: false,
            json: false,
        }
    }

    /// Of the value as JSON text: the parameter has a media type (`content`).
    #[must_use]
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }

    /// With `explode: true`.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// With `allowReserved: true`: reserved characters stay, and what is encoded already (RFC 6570,
    /// section 3.2.3). Characters that would end the value, or a path, are still encoded.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }

    fn encode(self, text: &str, reserved: &'static AsciiSet, usual: &'static AsciiSet) -> String {
        match self.reserved {
            true => partly(text, reserved),
            false => utf8_percent_encode(text, usual).to_string(),
        }
    }
}

/// A value as parameters see it.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// One text.
    Scalar(String),
    /// Texts in order.
    List(Vec<String>),
    /// Names and values; a value may be deep, for `deepObject`.
    Object(Vec<(String, Value)>),
}

impl Param {
    /// The parameter that a value makes. Whatever no style can spell, such as a list in a list, is
    /// written as JSON.
    ///
    /// # Errors
    ///
    /// Where the value cannot be written, such as a number that is not finite.
    pub fn of<T: Wire>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self::of_value(to_value(value)?))
    }

    pub(super) fn of_value(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.iter().map(text).collect()),
            Value::Object(map) => Self::Object(map.into_iter().collect()),
            scalar => Self::Scalar(text(&scalar)),
        }
    }
}

/// `unreserved` of RFC 3986, section 2.3, stays; all else is encoded.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Reserved characters stay, but for those that end a value or mean a space in a query.
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What may stand in a path (RFC 3986, section 3.3).
const LITERAL: &AsciiSet = &RESERVED
    .add(b'?')
    .add(b'[')
    .add(b']')
    .remove(b'&')
    .remove(b'+');

/// What may stand in a cookie (RFC 6265, section 4.1.1), but for the percent sign.
const COOKIE: &AsciiSet = &RESERVED
    .add(b',')
    .add(b';')
    .remove(b'#')
    .remove(b'&')
    .remove(b'+')
    .remove(b'<')
    .remove(b'>')
    .remove(b'^')
    .remove(b'`')
    .remove(b'{')
    .remove(b'|')
    .remove(b'}');

/// The value as it stands in a path.
pub(super) fn path(name: &str, param: &Param, style: Style) -> String {
    let encode = |text: &str| style.encode(text, LITERAL, STRICT);
    let name = strict(name);
    let joined = |separator: &str, pair: &str| join(param, separator, pair, encode);
    // RFC 6570, section 3.2.7: without a value there is no sign of one.
    let matrix = |(name, value): (String, String)| match value.is_empty() {
        true => format!(";{name}"),
        false => format!(";{name}={value}"),
    };
    match (style.kind, style.explode, param) {
        (Kind::Label, true, _) => format!(".{}", joined(".", "=")),
        (Kind::Label, false, _) => format!(".{}", joined(",", ",")),
        (Kind::Matrix, true, Param::List(items)) => {
            let pairs = items.iter().map(|item| (name.clone(), encode(item)));
            pairs.map(matrix).collect()
        }
        (Kind::Matrix, true, Param::Object(entries)) => {
            let pairs = entries.iter();
            let pairs = pairs.map(|(name, value)| (encode(name), encode(&text(value))));
            pairs.map(matrix).collect()
        }
        (Kind::Matrix, _, _) => matrix((name, joined(",", ","))),
        (_, explode, _) => joined(",", if explode { "=" } else { "," }),
    }
}

/// The pairs that the value adds to a query, encoded.
pub(super) fn query(name: &str, param: &Param, style: Style) -> Vec<(String, String)> {
    let encode = |text: &str| style.encode(text, RESERVED, STRICT);
    let key = strict(name);
    if style.kind == Kind::Deep {
        let mut pairs = Vec::new();
        if let Param::Object(entries) = param {
            entries
                .iter()
                .for_each(|(inner, value)| deep(name, inner, value, &encode, &mut pairs));
            return pairs;
        }
    }
    match (param, style.explode) {
        (Param::List(items), true) => items
            .iter()
            .map(|item| (key.clone(), encode(item)))
            .collect(),
        (Param::Object(entries), true) => entries
            .iter()
            .map(|(name, value)| (strict(name), encode(&text(value))))
            .collect(),
        (Param::List(items), false) if items.is_empty() => Vec::new(),
        (Param::Object(entries), false) if entries.is_empty() => Vec::new(),
        _ => {
            let separator = match style.kind {
                Kind::Space => "%20",
                Kind::Pipe => "%7C",
                _ => ",",
            };
            vec![(key, join(param, separator, separator, encode))]
        }
    }
}

/// The value as it stands in a header; what may not stand there is found when it is set.
pub(super) fn header(param: &Param, style: Style) -> String {
    join(
        param,
        ",",
        if style.explode { "=" } else { "," },
        str::to_owned,
    )
}

/// The pairs that the value adds to the cookies, encoded.
pub(super) fn cookie(name: &str, param: &Param, style: Style) -> Vec<(String, String)> {
    let plain = style.kind == Kind::Cookie;
    let encode = |text: &str| match plain {
        true => text.to_owned(),
        false => style.encode(text, COOKIE, COOKIE),
    };
    let key = if plain { name.to_owned() } else { strict(name) };
    match (param, style.explode) {
        (Param::List(items), true) => items
            .iter()
            .map(|item| (key.clone(), encode(item)))
            .collect(),
        (Param::Object(entries), true) => entries
            .iter()
            .map(|(name, value)| {
                let key = if plain { name.clone() } else { strict(name) };
                (key, encode(&text(value)))
            })
            .collect(),
        _ if plain => vec![(key, join(param, ",", ",", encode))],
        // A bare comma may not stand in a cookie.
        _ => vec![(key, join(param, "%2C", "%2C", encode))],
    }
}

/// Whether a pair may stand in the header `cookie` as it is. RFC 6265, section 4.1.1, allows less,
/// but lists and quotes are common; what matters is that no value begins another cookie.
pub(super) fn is_cookie(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic() && b != b';')
}

/// A fixed part of a path or of a query.
pub(super) fn literal(text: &str) -> String {
    partly(text, LITERAL)
}

/// Encodes what is not encoded already: a percent sign stays before two hexadecimal digits.
fn partly(text: &str, set: &'static AsciiSet) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default();
    let mut encoded = utf8_percent_encode(first, set).to_string();
    for part in parts {
        let digits = part.as_bytes().get(..2);
        let octet = digits.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if octet { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(part, set));
    }
    encoded
}

/// Everything but unreserved characters encoded.
pub(super) fn strict(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

/// The text before it was encoded.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A value as text: a string bare, anything else as JSON.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn join(param: &Param, separator: &str, pair: &str, encode: impl Fn(&str) -> String) -> String {
    match param {
        Param::Scalar(text) => encode(text),
        Param::List(items) => items
            .iter()
            .map(|item| encode(item))
            .collect::<Vec<_>>()
            .join(separator),
        Param::Object(entries) => entries
            .iter()
            .map(|(name, value)| format!("{}{pair}{}", encode(name), encode(&text(value))))
            .collect::<Vec<_>>()
            .join(separator),
    }
}

/// `name[inner]=value`, deeper where the value is deeper. JSON that came through a reader is at
/// most 128 levels deep; what a caller builds deeper is written as JSON from there on.
fn deep(
    name: &str,
    inner: &str,
    value: &Value,
    encode: &impl Fn(&str) -> String,
    pairs: &mut Vec<(String, String)>,
) {
    let key = format!("{name}[{inner}]");
    match value {
        Value::Object(map) if name.matches('[').count() < 64 => {
            map.iter()
                .for_each(|(inner, value)| deep(&key, inner, value, encode, pairs));
        }
        Value::Array(items) => {
            pairs.extend(items.iter().map(|item| (strict(&key), encode(&text(item)))));
        }
        scalar => pairs.push((strict(&key), encode(&text(scalar)))),
    }
}
