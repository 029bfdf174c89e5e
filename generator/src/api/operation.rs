//! Operations, and what they are made of.

use super::{Docs, TypeId};
use crate::diagnostic::Place;
use crate::document::{Method, ParameterIn, Spelling, Status};
use serde_json::Value;

/// A request that the client sends, or one that arrives.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// `operationId`.
    pub id: Option<String>,
    /// The first is its group; none: the group is the API itself.
    pub tags: Vec<String>,
    /// `x-specloom-name`: a name chosen by the overlay.
    pub rename: Option<String>,
    /// `x-specloom-group`: a group chosen by the overlay.
    pub group: Option<String>,
    /// The method, upper case.
    pub method: Method,
    /// The path template as the document spells it (of a webhook: its name).
    pub template: String,
    /// The template, taken apart. Every parameter in it exists.
    pub path: Vec<PathPart>,
    /// Pairs that stand in the path key itself after a `?`, sent as they are.
    pub fixed_query: Vec<(String, String)>,
    /// Summary and description.
    pub docs: Docs,
    /// Parameters, in order: path, then required, then optional ones keep the document's order.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<Body>,
    /// Responses, in order.
    pub responses: Vec<Response>,
    /// Servers of the operation or its path, where it has its own.
    pub servers: Option<Vec<Server>>,
    /// Alternatives, any one of which will do. Empty: nothing is sent.
    pub security: Vec<SecurityAlternative>,
}

impl Operation {
    /// The types of its parameters, bodies and headers.
    pub fn types(&self) -> Vec<TypeId> {
        let mut types: Vec<_> = self
            .parameters
            .iter()
            .map(|parameter| parameter.ty)
            .collect();
        let bodies = self.body.iter().flat_map(|body| &body.contents);
        let responses = self.responses.iter();
        let contents = bodies.chain(responses.clone().flat_map(|response| &response.contents));
        types.extend(contents.filter_map(|content| content.kind.ty()));
        let headers = responses.flat_map(|response| &response.headers);
        types.extend(headers.map(|header| header.ty));
        types
    }
}

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// Text, sent as it is.
    Literal(String),
    /// The parameter of this index in [`Operation::parameters`].
    Parameter(usize),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// Its name, as it is sent.
    pub name: String,
    /// Where it goes.
    pub location: ParameterIn,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub ty: TypeId,
    /// How it is spelt.
    pub form: ParameterForm,
    /// How the properties of a whole query that is a form are sent.
    pub parts: Vec<Part>,
    /// `default` of its schema.
    pub default: Option<Value>,
    /// What is said about it.
    pub docs: Docs,
    /// `x-specloom-name`: a name chosen by the overlay.
    pub rename: Option<String>,
}

/// How a value is spelt in a path, query, header or cookie; a whole query by no style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterForm {
    /// By a style.
    Styled(Spelling),
    /// As JSON text (`content` with a JSON media type).
    Json,
    /// As the pairs of a form, which are a whole query; [`Parameter::parts`] say how each is spelt.
    Form,
    /// As bare text: a whole query of a media type that is neither form nor JSON.
    Text,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Where it stands.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// The media types it can have, in order; at least one.
    pub contents: Vec<Content>,
}

/// A body of one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Where it stands.
    pub place: Place,
    /// The media type or range, such as `application/json` or `text/*`.
    pub media_type: String,
    /// What is in it.
    pub kind: ContentKind,
}

/// What is in a body.
#[derive(Debug, Clone, PartialEq)]
pub enum ContentKind {
    /// JSON, `+json` included.
    Json(TypeId),
    /// Text; the type is a string or something with a text form.
    Text(TypeId),
    /// `application/x-www-form-urlencoded`, an object; parts say how each property is spelt.
    Form(TypeId, Vec<Part>),
    /// `multipart/*`, an object; parts say how each property is sent.
    Multipart(TypeId, Vec<Part>),
    /// JSON values, one after the other: `text/event-stream`, `application/jsonl` and their like.
    Stream(TypeId),
    /// Anything else: bytes.
    Bytes,
}

impl ContentKind {
    /// The type of what is in it, unless that is bytes.
    pub fn ty(&self) -> Option<TypeId> {
        match self {
            ContentKind::Json(ty)
            | ContentKind::Text(ty)
            | ContentKind::Form(ty, _)
            | ContentKind::Multipart(ty, _)
            | ContentKind::Stream(ty) => Some(*ty),
            ContentKind::Bytes => None,
        }
    }
}

/// How a property of a form or multipart body is sent. Properties without one use the defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The property.
    pub property: String,
    /// `contentType`, one or more.
    pub content_types: Vec<String>,
    /// How it is spelt, where `encoding` says so.
    pub spelling: Option<Spelling>,
    /// Whether it is a file: a binary string, or a list of them.
    pub file: bool,
    /// The headers that its part can have, by name, and whether it must.
    pub headers: Vec<(String, bool)>,
}

/// A response.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// The statuses it is for.
    pub status: Status,
    /// `description`.
    pub description: Option<String>,
    /// Headers.
    pub headers: Vec<Header>,
    /// The media types it can have, in order; empty: no body, or one that nobody describes.
    pub contents: Vec<Content>,
}

/// A response header.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub ty: TypeId,
    /// How it is spelt.
    pub form: ParameterForm,
    /// What is said about it.
    pub docs: Docs,
}

/// A server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub place: Place,
    /// The URL template.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// Its variables, in order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// `default`.
    pub default: String,
    /// `enum`; empty: any value.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Place,
    /// Its key under `components/securitySchemes`.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// What it is.
    pub kind: SecurityKind,
}

/// The kinds of security schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where.
        location: ParameterIn,
        /// Under which name.
        name: String,
    },
    /// `Authorization: Basic`.
    Basic,
    /// `Authorization: Bearer`: http bearer, oauth2 and openIdConnect.
    Bearer {
        /// `bearerFormat`, such as JWT.
        format: Option<String>,
    },
    /// `Authorization:` with another scheme's name; the user gives what follows it.
    OtherHttp {
        /// The name.
        scheme: String,
    },
    /// A client certificate, which the user gives to the HTTP client.
    MutualTls,
}

/// One way to be let in: all of these schemes. Empty: nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityAlternative {
    /// Index into [`super::Api::security_schemes`], and the scopes.
    pub schemes: Vec<(usize, Vec<String>)>,
}
