//! `Document`: an OpenAPI description as it was read, in the words of OpenAPI 3.1 and JSON Schema
//! 2020-12. Types only; [`crate::resolve`] makes it.
//!
//! References to parameters, responses, request bodies, headers, path items, examples and
//! security schemes have been followed: what was referred to stands where it is used, and its
//! [`Place`] is where it was written, so two uses of one component have the same place. Schemas
//! are in an arena and refer to each other by [`SchemaId`], so that cycles are nothing special.

mod schema;

pub use schema::{Keywords, RareKeywords, Reference, Schema, SchemaId, SchemaNode, TypeName};

use crate::diagnostic::Place;
use indexmap::IndexMap;
use serde_json::Value;

/// The version line, which decides nothing but what is said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x
    V3_2,
}

/// A whole description.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The version line.
    pub version: Version,
    /// `info`; title and version are empty where the document has none.
    pub info: openapiv3::Info,
    /// `servers`, empty where the document has none.
    pub servers: Vec<Server>,
    /// `tags`.
    pub tags: Vec<openapiv3::Tag>,
    /// `security` at the root; `None` where it is not there.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `components/securitySchemes`, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The operations of `paths`, in the order of the document.
    pub operations: Vec<Operation>,
    /// `webhooks`: the path is the webhook's name.
    pub webhooks: Vec<Operation>,
    /// `components/schemas`, by name, in order.
    pub component_schemas: IndexMap<String, SchemaId>,
    /// Every schema, wherever it stands. Index with [`SchemaId`].
    pub schemas: Vec<SchemaNode>,
}

impl Document {
    /// The schema `id`. Ids come from this document only, so there always is one; an id of another
    /// document gives the schema that allows everything.
    pub fn schema(&self, id: SchemaId) -> &SchemaNode {
        static ANY: std::sync::LazyLock<SchemaNode> = std::sync::LazyLock::new(SchemaNode::any);
        self.schemas.get(id.0 as usize).unwrap_or(&ANY)
    }
}

/// A server object. `url` may hold `{variables}`, be relative, or be no URL at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub place: Place,
    /// The object.
    pub server: openapiv3::Server,
}

/// One alternative: every scheme in it is needed. Empty: no credential.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub place: Place,
    /// Scheme name and scopes, in order.
    pub schemes: IndexMap<String, Vec<String>>,
}

/// A security scheme object.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: SecuritySchemeKind,
}

/// The kinds of security schemes.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a document has a handful")]
pub enum SecuritySchemeKind {
    /// What OpenAPI 3.0 has: apiKey, http, oauth2, openIdConnect. The flows of oauth2 have been
    /// checked and are left out.
    Known(openapiv3::SecurityScheme),
    /// `mutualTLS` (3.1).
    MutualTls {
        /// `description`.
        description: Option<String>,
    },
}

/// The HTTP methods that OpenAPI names, and 3.2's `query` and `additionalOperations`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Method(
    /// Upper case, as it is sent.
    pub String,
);

/// An operation object with what its path item adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// The key under `paths` or `webhooks`, or a callback's expression.
    pub path: String,
    /// The method.
    pub method: Method,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// `tags`, in order.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Parameters of the path item and the operation; the operation's win (name and place).
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// `responses`, in order.
    pub responses: Vec<Response>,
    /// `servers` of the operation, else of the path item; `None` where neither has any.
    pub servers: Option<Vec<Server>>,
    /// `security` of the operation; `None` means the root's, empty means none.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `callbacks`: requests that arrive at the caller. The path is the runtime expression.
    pub callbacks: Vec<Callback>,
    /// Keys that begin with `x-`.
    pub extensions: IndexMap<String, Value>,
}

/// A named callback.
#[derive(Debug, Clone, PartialEq)]
pub struct Callback {
    /// The key under `callbacks`.
    pub name: String,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterIn {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// The whole query string (3.2).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a value is spelt (`style`); the default of its place where the document has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 8] = [
        Self::Simple,
        Self::Label,
        Self::Matrix,
        Self::Form,
        Self::SpaceDelimited,
        Self::PipeDelimited,
        Self::DeepObject,
        Self::Cookie,
    ];

    /// How the specification spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }
}

/// How a value is spelt by a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spelling {
    /// `style`.
    pub style: Style,
    /// `explode`: whether lists and objects are spread over several pairs.
    pub explode: bool,
    /// `allowReserved`: whether reserved characters are sent as they are.
    pub allow_reserved: bool,
}

impl Spelling {
    /// What a style is without `explode` and `allowReserved` (OpenAPI 3.2, "Parameter Object").
    pub fn usual(style: Style) -> Self {
        Self {
            style,
            explode: matches!(style, Style::Form | Style::Cookie),
            allow_reserved: false,
        }
    }
}

/// How a parameter's or header's value is written.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// `schema` with `style`, `explode` and `allowReserved`, their defaults filled in.
    Styled {
        /// The schema.
        schema: SchemaId,
        /// The style with what stands beside it.
        spelling: Spelling,
    },
    /// `content`: one media type.
    Content(MediaType),
}

/// A parameter object.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// `name`, as it is sent.
    pub name: String,
    /// `in`.
    pub location: ParameterIn,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `description`.
    pub description: Option<String>,
    /// The value.
    pub value: ParameterValue,
    /// Where `example` and the values of `examples` stand: [`crate::source::Sources::value_at`].
    /// They are not copied, for a component's would be copied once for each use.
    pub examples: Vec<Place>,
}

/// A header object of a response or a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub place: Place,
    /// The key under `headers`.
    pub name: String,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `description`.
    pub description: Option<String>,
    /// The value.
    pub value: ParameterValue,
}

/// A request body object.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestBody {
    /// Where it stands.
    pub place: Place,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `content`, in order.
    pub content: Vec<MediaType>,
}

/// A media type object.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub place: Place,
    /// The key under `content`, such as `application/json` or `text/*`.
    pub name: String,
    /// `schema`; `itemSchema` of 3.2 is the other one.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2): what each element of a stream is.
    pub item_schema: Option<SchemaId>,
    /// `encoding`, by property.
    pub encoding: IndexMap<String, Encoding>,
    /// Where `example` and the values of `examples` stand: [`crate::source::Sources::value_at`].
    /// They are not copied, for a component's would be copied once for each use.
    pub examples: Vec<Place>,
}

/// An encoding object.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// Where it stands.
    pub place: Place,
    /// `contentType`: one or more, separated by commas.
    pub content_type: Option<String>,
    /// `headers`.
    pub headers: Vec<Header>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: Option<bool>,
}

/// Which statuses a response is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status, 100 to 599.
    Code(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl Status {
    /// The key of a response, as the specification spells it.
    pub fn text(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(digit) => format!("{digit}XX"),
            Self::Default => "default".to_owned(),
        }
    }

    /// Whether it is a success for sure; `default` may be one.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// A response object.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// The key under `responses`.
    pub status: Status,
    /// `description`.
    pub description: Option<String>,
    /// `headers`, without `Content-Type`.
    pub headers: Vec<Header>,
    /// `content`, in order.
    pub content: Vec<MediaType>,
}
