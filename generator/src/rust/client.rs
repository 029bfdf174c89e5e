//! The client half of [`super::RustModel`]: what is sent, what comes back, and by which method.

mod access;
mod answer;
mod body;

pub use access::{KeyPlace, Scheme, SchemeKind, Server, ServerVariable};
pub use answer::{
    Answer, HeaderField, Headers, Outcome, Output, Reply, StatusEnum, StatusVariant, Streamed,
};
pub use body::{
    Form, FormField, FormValue, Framing, MediaArm, MediaEnum, Payload, RequestBody, RequestContent,
    Spelt,
};

use super::{Check, RustType};
use crate::api::ParameterForm;

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
    /// Properties of a whole query that is a form, which are sent in their own way.
    pub spelt: Vec<(String, Spelt)>,
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
