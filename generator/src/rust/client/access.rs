//! How a caller is let in, and where requests go.

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
