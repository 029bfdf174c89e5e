//! What checks look at: texts and numbers, whatever their type, and how an error shows them.

use super::super::Secret;
use super::Decimal;
use serde_json::{Number, Value};

/// Something that stands on the wire as a string.
pub trait Text {
    /// The string.
    fn text(&self) -> &str;

    /// How an error shows it.
    fn shown(&self) -> String {
        shorten(self.text())
    }
}

/// Something that stands on the wire as a number.
pub trait Numeric {
    /// Its exact value; `None` where it is not finite.
    fn decimal(&self) -> Option<Decimal>;

    /// The value where it is held as an integer: these are compared as they are.
    fn integer(&self) -> Option<i128> {
        None
    }

    /// The value where it is an `f64`: the shortest decimals of two are in the order of the two.
    fn float(&self) -> Option<f64> {
        None
    }

    /// How an error shows it.
    fn shown(&self) -> String;
}

/// A bound that no number type of Rust holds exactly, as the description spells it.
#[derive(Debug, Clone, Copy)]
pub struct Exact(pub &'static str);

impl Text for str {
    fn text(&self) -> &str {
        self
    }
}

impl Text for String {
    fn text(&self) -> &str {
        self
    }
}

impl<T: Text + ?Sized> Text for &T {
    fn text(&self) -> &str {
        T::text(self)
    }

    fn shown(&self) -> String {
        T::shown(self)
    }
}

/// Never the value.
impl Text for Secret {
    fn text(&self) -> &str {
        self.expose()
    }

    fn shown(&self) -> String {
        "secret".to_owned()
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Numeric for $ty {
            fn decimal(&self) -> Option<Decimal> {
                Some(Decimal::of_integer((*self).into()))
            }

            fn integer(&self) -> Option<i128> {
                Some((*self).into())
            }

            fn shown(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

integers!(i32, i64, u32, u64, i128);

impl Numeric for f64 {
    fn decimal(&self) -> Option<Decimal> {
        Decimal::of_float(*self)
    }

    fn float(&self) -> Option<f64> {
        self.is_finite().then_some(*self)
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Numeric for Number {
    fn decimal(&self) -> Option<Decimal> {
        Decimal::of_number(self)
    }

    fn integer(&self) -> Option<i128> {
        let wide = || self.as_u64().map(i128::from);
        self.as_i64().map(i128::from).or_else(wide)
    }

    fn shown(&self) -> String {
        cut(&self.to_string())
    }
}

impl Numeric for Exact {
    fn decimal(&self) -> Option<Decimal> {
        Decimal::of_text(self.0)
    }

    fn shown(&self) -> String {
        self.0.to_owned()
    }
}

impl<T: Numeric> Numeric for &T {
    fn decimal(&self) -> Option<Decimal> {
        T::decimal(self)
    }

    fn integer(&self) -> Option<i128> {
        T::integer(self)
    }

    fn float(&self) -> Option<f64> {
        T::float(self)
    }

    fn shown(&self) -> String {
        T::shown(self)
    }
}

/// The most that an error shows of a value, in characters.
const SHOWN: usize = 60;

/// The text in quotes, shortened.
pub(crate) fn shorten(text: &str) -> String {
    // `{:?}` also escapes control characters, which have no business in a log.
    format!("{:?}", cut(text))
}

/// The text, shortened.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// How a message shows a value: never what is within an array or object, for a secret may be.
pub(crate) fn shown(value: &Value, secret: bool) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(items) => format!("an array of {}", counted(items.len(), "item", "items")),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => {
            let properties = counted(map.len(), "property", "properties");
            format!("an object of {properties}")
        }
        _ if secret => "secret".to_owned(),
        Value::String(text) => shorten(text),
        other => cut(&other.to_string()),
    }
}

/// A number and its unit.
pub(crate) fn counted(number: impl Into<Count>, one: &str, many: &str) -> String {
    let Count(number) = number.into();
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A count, however wide.
pub(crate) struct Count(u64);

impl From<usize> for Count {
    fn from(value: usize) -> Self {
        Self(value as u64)
    }
}

impl From<u64> for Count {
    fn from(value: u64) -> Self {
        Self(value)
    }
}
