//! Bodies, by media type, and the parts of forms.

use crate::document::Spelling;
use crate::rust::{Check, RustType};

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestBody {
    /// Whether it must be there.
    pub required: bool,
    /// Whether the argument is `impl Into` of what is sent.
    pub into: bool,
    /// What is sent.
    pub content: RequestContent,
}

/// What the body of a request can be.
#[derive(Debug, Clone, PartialEq)]
pub enum RequestContent {
    /// One media type.
    One(MediaArm),
    /// One of several: the enum of this name.
    Many(String),
}

/// A body of one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaArm {
    /// The variant, where it stands in an enum.
    pub ident: String,
    /// The variant's documentation, a line each.
    pub docs: Vec<String>,
    /// The media types that lead here; the first is the one that is sent.
    pub media_types: Vec<String>,
    /// What it holds.
    pub payload: Payload,
    /// Properties of a form that are sent in their own way.
    pub spelt: Vec<(String, Spelt)>,
    /// Whether `From` can be written: no arm before holds the same type.
    pub from: bool,
    /// Checks of what it holds, where it is sent.
    pub checks: Vec<Check>,
}

/// What a body is in Rust.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Payload {
    /// `()`
    Empty,
    /// A value, as JSON.
    Json(RustType),
    /// A value with a text form.
    Text(RustType),
    /// A struct, as pairs.
    Form(RustType),
    /// `bytes::Bytes`, of an answer.
    Bytes,
    /// `rt::Body`: bytes or a stream, of a request.
    Body,
    /// `rt::MediaBody`: the same, of a media type that the caller names.
    MediaBody,
    /// A struct of parts, by its name.
    Multipart(String),
    /// `rt::Multipart`: parts that the caller puts together.
    Parts,
    /// A list of values that are sent one after the other.
    Lines(RustType, Framing),
    /// `rt::Items`: values that arrive one after the other.
    Items(RustType, Framing),
    /// An enum of media types, by its name.
    Media {
        /// The name.
        name: String,
        /// Whether one of them is [`Payload::Items`].
        streams: bool,
    },
}

impl Payload {
    /// Whether it is still arriving when it is given, so that it cannot be cloned.
    pub fn streams(&self) -> bool {
        matches!(self, Self::Items(..) | Self::Media { streams: true, .. })
    }
}

/// How the values of a stream are told apart; see `rt::Framing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Framing {
    /// Events, whose data is the value.
    Events,
    /// Events, which are the values.
    WholeEvents,
    /// A value on each line.
    Lines,
    /// A value after each record separator.
    Records,
}

/// How a property of a form or a multipart body is spelt; see `rt::Spelt`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Spelt {
    /// As is usual for its type.
    Usual,
    /// As this media type.
    Media(String),
    /// By a style.
    Styled(Spelling),
}

/// A struct whose fields are the parts of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// What parts beside them are.
    pub additional: Option<FormValue>,
}

/// A part, or several of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct FormField {
    /// The field.
    pub ident: String,
    /// The name that is sent.
    pub wire: String,
    /// What it is.
    pub value: FormValue,
    /// Whether arguments and setters take `impl Into` of it.
    pub into: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Checks of a value that is there.
    pub checks: Vec<Check>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub enum FormValue {
    /// A value.
    Value(RustType, Spelt),
    /// `rt::Upload`, with the media types or ranges that it can have; none: any.
    File(Vec<String>),
    /// A list of them.
    Files(Vec<String>),
}

/// Bodies by media type.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaEnum {
    /// Its name.
    pub name: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// At least two.
    pub arms: Vec<MediaArm>,
}
