//! What comes back: statuses, bodies, headers.

use super::body::Payload;
use crate::api::ParameterForm;
use crate::document::Status;
use crate::rust::RustType;

/// What a success gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A body, and the struct of the documented headers.
    One(Answer),
    /// One of several statuses: the enum of this name.
    Many(String),
    /// No success is documented: the whole answer.
    Raw,
}

/// A body and the struct of the documented headers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The body.
    pub payload: Payload,
    /// The struct of headers.
    pub headers: Option<String>,
}

/// What a status means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The statuses.
    pub status: Status,
    /// What it is read as.
    pub outcome: Outcome,
}

/// What an answer is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The output itself.
    Output(Answer),
    /// A variant of the output's enum.
    OutputVariant(String, Answer),
    /// The whole answer, as output.
    Raw,
}

/// What is handed over while it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// The statuses, first and last.
    pub statuses: (u16, u16),
    /// The media types or ranges; none: it is collected.
    pub media_types: Vec<String>,
}

/// Answers by status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEnum {
    /// Its name.
    pub name: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its variants.
    pub variants: Vec<StatusVariant>,
}

/// The answers of one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusVariant {
    /// The statuses.
    pub status: Status,
    /// The variant.
    pub ident: String,
    /// Body and headers.
    pub answer: Answer,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
}

/// The documented headers of an answer. Each is optional: an answer is read leniently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// Its name.
    pub name: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its fields.
    pub fields: Vec<HeaderField>,
}

/// A documented header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderField {
    /// The field.
    pub ident: String,
    /// The header.
    pub name: String,
    /// The type of a value that is there.
    pub ty: RustType,
    /// How it is spelt.
    pub form: ParameterForm,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
}
