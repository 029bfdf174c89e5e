//! The client half of [`super::RustModel`]: what is sent, what comes back, and by which method.

use super::{Check, RustType};
use crate::api::ParameterForm;
use crate::document::{Spelling, Status};

/// The client of one API: the module `client` and a module for each group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Client {
    /// What traces and errors call the API.
    pub name: String,
    /// How a caller is let in and where requests go, a line each, for the module's documentation.
    pub docs: Vec<String>,
    /// Servers of the whole API. Empty: the user must give a base URL.
    pub servers: Vec<Server>,
    /// Security schemes; [`Operation::security`] refers by index.
    pub schemes: Vec<Scheme>,
    /// Whether the API has no servers, and each operation has its own.
    pub operations_have_servers: bool,
    /// Groups of operations, in order.
    pub groups: Vec<Group>,
    /// A call for the module's documentation.
    pub example: Option<Example>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL template.
    pub url: String,
    /// Its variables, in order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// What it is unless the user says otherwise.
    pub default: String,
    /// What it can be; empty: anything.
    pub values: Vec<String>,
}

/// A security scheme and the setter of its credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The setter of the client builder.
    pub setter: String,
    /// The key in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// The setter's documentation, a line each.
    pub docs: Vec<String>,
}

/// The kinds of security schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where.
        place: KeyPlace,
        /// Under which name.
        name: String,
    },
    /// User name and password.
    Basic,
    /// A bearer token.
    Bearer,
    /// `Authorization:` with a scheme of this name.
    Http(String),
    /// A client certificate, which belongs to the HTTP client that the user gives.
    MutualTls,
}

/// Where an API key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// A group of operations: a module, a type in it, a method of the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The module, and the client's method.
    pub module: String,
    /// The type.
    pub ty: String,
    /// The Cargo features that the module needs, all of them.
    pub features: Vec<String>,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its operations, in order.
    pub operations: Vec<Operation>,
}

/// An operation: a method, and the type of what it sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId`, or method and path.
    pub id: String,
    /// The method of the group.
    pub method: String,
    /// The type of what is sent.
    pub ty: String,
    /// The method's documentation without its sections, a line each.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// The HTTP method, upper case.
    pub verb: String,
    /// The path template, for traces.
    pub template: String,
    /// The path, taken apart.
    pub path: Vec<PathPart>,
    /// Pairs of the query that are always sent.
    pub fixed_query: Vec<(String, String)>,
    /// Its parameters, those of the path first, then the required ones.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<RequestBody>,
    /// The value of `Accept`; `None`: nothing is documented.
    pub accept: Option<String>,
    /// Alternatives, each a list of indices into [`Client::schemes`].
    pub security: Vec<Vec<usize>>,
    /// Servers of its own; empty: those of the API.
    pub servers: Vec<Server>,
    /// Whether redirects are followed. They are not where the document describes one: it is an
    /// answer then.
    pub follows_redirects: bool,
    /// What a success gives.
    pub output: Output,
    /// The enum of documented errors.
    pub error: Option<String>,
    /// What each status of a success means, in the order in which they are tried.
    pub replies: Vec<Reply>,
    /// Answers that are handed over while they arrive; the first entry for a status holds.
    pub streamed: Vec<Streamed>,
    /// Items that stand beside it in the module.
    pub items: Vec<ClientItem>,
}

/// What is handed over while it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// The statuses, first and last.
    pub statuses: (u16, u16),
    /// The media types or ranges; none: it is collected.
    pub media_types: Vec<String>,
}

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// Text, sent as it is but for what no URL can hold.
    Literal(String),
    /// The parameter of this index in [`Operation::parameters`].
    Parameter(usize),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The field, the argument or setter.
    pub ident: String,
    /// The name that is sent.
    pub name: String,
    /// Where it goes.
    pub place: ParameterPlace,
    /// The type of a value that is there.
    pub ty: RustType,
    /// Whether arguments and setters take `impl Into<ty>`.
    pub into: bool,
    /// Whether it must be there: an argument, not a setter.
    pub required: bool,
    /// How it is spelt.
    pub form: ParameterForm,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Checks of a value that is there.
    pub checks: Vec<Check>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum ParameterPlace {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

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

/// An item beside an operation.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientItem {
    /// Bodies by media type, of a request.
    RequestBody(MediaEnum),
    /// Bodies by media type, of an answer; beside its arms it has `Other`.
    ReplyBody(MediaEnum),
    /// Successes by status.
    Output(StatusEnum),
    /// Errors by status.
    Error(StatusEnum),
    /// Headers of an answer.
    Headers(Headers),
    /// Parts of a body.
    Form(Form),
    /// Another name for an equal item of another operation.
    Alias {
        /// The name.
        name: String,
        /// The item.
        target: String,
        /// Its documentation, a line each.
        docs: Vec<String>,
    },
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

/// A call that stands in documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The client's method.
    pub group: String,
    /// The group's method.
    pub method: String,
    /// Names and types of the variables in it.
    pub arguments: Vec<(String, RustType)>,
    /// The setter of a credential that it needs, and how many values that takes.
    pub credential: Option<(String, SchemeKind)>,
    /// What the base URL may look like, where the user must give one.
    pub base_url: Option<String>,
}
