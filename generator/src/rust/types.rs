//! The Rust types that a field, a parameter or a body can have.

/// A Rust type, closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `serde_json::Number`, for integers beyond 64 bit.
    Number,
    /// `uuid::Uuid`
    Uuid,
    /// A moment, of the crate that was chosen: `jiff::Timestamp`.
    Timestamp(DateTime),
    /// A day: `jiff::civil::Date`.
    Date(DateTime),
    /// `rt::Base64Bytes`
    Base64,
    /// `bytes::Bytes`
    Bytes,
    /// `serde_json::Value`
    Value,
    /// `rt::Secret`
    Secret,
    /// `()`, which is written as `null`.
    Unit,
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `rt::Maybe<T>`
    Maybe(Box<RustType>),
    /// `Box<T>`
    Boxed(Box<RustType>),
    /// `(A, B)`
    Tuple(Vec<RustType>),
    /// An item of the module `types`.
    Named(String),
}

/// From where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// In the module `types`: items go by their bare names.
    Types,
    /// Outside of it, where `types` itself is in scope: `types::Widget`.
    Outside,
}

impl RustType {
    /// `Option<Self>`, unless it is one already.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            Self::Option(_) => self,
            other => Self::Option(Box::new(other)),
        }
    }

    /// Whether a value is copied rather than moved.
    pub fn is_copy(&self) -> bool {
        match self {
            Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F64
            | Self::Uuid
            | Self::Timestamp(_)
            | Self::Date(_)
            | Self::Unit => true,
            Self::Option(inner) | Self::Maybe(inner) => inner.is_copy(),
            Self::Tuple(parts) => parts.iter().all(Self::is_copy),
            _ => false,
        }
    }

    /// Whether a setter takes `impl Into<Self>`, because callers have something shorter at hand:
    /// a `&str` for a `String`, a value for a `Box`.
    pub fn takes_into(&self) -> bool {
        matches!(
            self,
            Self::String | Self::Secret | Self::Base64 | Self::Bytes | Self::Maybe(_) | Self::Value
        )
    }
}

/// The type of `format: date-time` and `format: date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DateTime {
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    #[default]
    Jiff,
    /// `chrono::DateTime<chrono::Utc>` and `chrono::NaiveDate`.
    Chrono,
    /// `time::OffsetDateTime` and `time::Date`.
    Time,
    /// `String`, checked by the validator.
    String,
}
