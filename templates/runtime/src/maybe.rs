//! A property that may be absent, null, or a value.

/// What a property that is both optional and nullable holds: what was read is written back the
/// same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Maybe<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there and is `null`.
    Null,
    /// The property is there and has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The same state, borrowed.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The value, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself, where there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the property is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same state with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`, for `Maybe::Absent` is what a new value holds anyway.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: super::StringEnum> From<&str> for Maybe<T> {
    fn from(value: &str) -> Self {
        Self::Value(T::of(value))
    }
}

impl From<&str> for Maybe<super::Secret> {
    fn from(value: &str) -> Self {
        Self::Value(value.into())
    }
}

impl From<String> for Maybe<super::Secret> {
    fn from(value: String) -> Self {
        Self::Value(value.into())
    }
}

impl<T> From<T> for Maybe<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}
