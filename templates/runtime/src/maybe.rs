//! A property that may be absent, null, or a value; and what may be passed for an optional text.

use std::ops::Deref;

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

    /// The same state, dereferenced: `Maybe<&str>` of a `Maybe<String>`, and an `Option<&str>` by
    /// `as_deref().into_value()`.
    pub fn as_deref(&self) -> Maybe<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
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

/// The value, where there is one.
impl<T> From<Maybe<T>> for Option<T> {
    fn from(maybe: Maybe<T>) -> Self {
        maybe.into_value()
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

/// What a caller passes for an optional text: a text, or an `Option` or a [`Maybe`] of one, such as
/// the cursor that the page before has brought. Without a value nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionalText(Option<String>);

impl OptionalText {
    /// The text, where there is one.
    pub fn into_option(self) -> Option<String> {
        self.0
    }
}

macro_rules! texts {
    ($($text:ty),* $(,)?) => {$(
        impl From<$text> for OptionalText {
            fn from(text: $text) -> Self {
                Self(Some(text.into()))
            }
        }

        impl From<Option<$text>> for OptionalText {
            fn from(text: Option<$text>) -> Self {
                Self(text.map(Into::into))
            }
        }

        impl From<Maybe<$text>> for OptionalText {
            fn from(text: Maybe<$text>) -> Self {
                text.into_value().into()
            }
        }
    )*};
}

texts!(
    String,
    &str,
    &String,
    Box<str>,
    std::borrow::Cow<'_, str>,
    char
);

#[cfg(test)]
mod tests {
    use super::{Maybe, OptionalText};

    #[test]
    fn a_cursor_is_passed_on_as_it_came() {
        let check = |given: OptionalText, expected: Option<&str>| {
            assert_eq!(given.into_option().as_deref(), expected);
        };
        let next = Maybe::Value("c".to_owned());
        check("c".into(), Some("c"));
        check(Some("c").into(), Some("c"));
        check(next.as_deref().into(), Some("c"));
        check(next.clone().into(), Some("c"));
        check(Maybe::<String>::Null.into(), None);
        check(None::<String>.into(), None);
        assert_eq!(next.as_deref().into_value(), Some("c"));
        assert_eq!(Option::from(next), Some("c".to_owned()));
        assert_eq!(Option::<u8>::from(Maybe::Absent), None);
    }

    /// The loop that the README of an emitted crate shows, whatever the page's cursor is.
    #[test]
    fn pages_are_asked_for_one_after_the_other() {
        struct Page<C> {
            next_cursor: C,
        }
        macro_rules! check {
            ($($next:expr),*) => {$(
                let mut pages = vec![$next(None), $next(Some("c".to_owned()))];
                let mut asked = Vec::new();
                let mut list = |cursor: OptionalText| {
                    asked.push(cursor.into_option());
                    let next_cursor = pages.pop().unwrap_or_default();
                    Page { next_cursor }
                };
                let mut cursor: Option<String> = None;
                loop {
                    let page = list(cursor.into());
                    cursor = page.next_cursor.into();
                    if cursor.is_none() {
                        break;
                    }
                }
                assert_eq!(asked, [None, Some("c".to_owned())]);
            )*};
        }
        check!(
            Maybe::<String>::from,
            std::convert::identity::<Option<String>>
        );
    }
}
