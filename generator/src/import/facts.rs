//! What a documentation page states, before it is written as OpenAPI. Types only.

use serde_json::{Map, Value};

use super::types::Stated;

/// Which way a schema's values travel. A fact from a sentence constrains requests only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// A text with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stands {
    pub text: String,
    pub line: usize,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Default)]
pub(super) struct Operation {
    /// Upper case, as in `POST`.
    pub method: String,
    /// As OpenAPI writes it: `/things/{id}`.
    pub path: String,
    pub line: usize,
    /// The page's own words; written only where descriptions are kept.
    pub prose: Vec<String>,
    /// Base URLs that the page states.
    pub servers: Vec<Stands>,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// Samples of responses that stand apart from them, with their lines.
    pub samples: Vec<(usize, Value)>,
    /// Alternatives, each of which needs all its schemes. `None`: the page does not say.
    pub security: Option<Vec<Vec<Scheme>>>,
    /// Where the page says that bodies are of this media type.
    pub media_type: Option<Stands>,
}

/// Where a parameter goes, by OpenAPI's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter. `location` is `None` where the page does not say it.
#[derive(Debug)]
pub(super) struct Parameter {
    pub location: Option<Location>,
    pub property: Property,
}

/// A request body.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub line: usize,
    pub schema: Option<Node>,
    /// `None`: the page does not say whether it may be left out.
    pub required: Option<bool>,
    pub media_type: Option<String>,
    pub example: Option<Value>,
    pub prose: Vec<String>,
}

/// A response.
#[derive(Debug, Default)]
pub(super) struct Response {
    pub line: usize,
    /// `None`: the text lost it.
    pub status: Option<String>,
    pub schema: Option<Node>,
    pub media_type: Option<String>,
    pub example: Option<Value>,
    pub prose: Vec<String>,
}

/// A named property of an object, or the named schema of a parameter.
#[derive(Debug)]
pub(super) struct Property {
    pub name: String,
    pub required: bool,
    pub node: Node,
}

/// A schema.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub line: usize,
    /// `None`: the page states no type that is known.
    pub stated: Option<Stated>,
    /// Keywords that the page states as such: a default, allowed values, an example, bounds.
    pub facts: Map<String, Value>,
    /// The page's own words about it, for the mining rules.
    pub prose: Vec<String>,
    /// Of the object that it is, or that its innermost items are.
    pub properties: Vec<Property>,
    /// Of a map: what each value is.
    pub additional: Option<Box<Node>>,
}

/// A way to be authorised.
#[derive(Debug, Clone)]
pub(super) struct Scheme {
    /// Its name in the page, or one that we give.
    pub name: String,
    pub line: usize,
    pub kind: SchemeKind,
    /// Taken from a sentence or a sample and not from a statement.
    pub mined: bool,
}

/// The kinds of schemes that pages state in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SchemeKind {
    /// OpenAPI's `apiKey`: where, and under which name.
    ApiKey { location: Location, name: String },
    /// OpenAPI's `http` with this scheme.
    Http(&'static str),
}

impl Location {
    /// Its word in OpenAPI.
    pub fn as_str(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    }

    /// The location by OpenAPI's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Path, Self::Query, Self::Header, Self::Cookie]
            .into_iter()
            .find(|location| location.as_str() == word)
    }
}

impl Node {
    /// The property `name`, where there is one.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// The prose as one text.
    pub fn sentence(&self) -> String {
        self.prose.join(" ")
    }
}
