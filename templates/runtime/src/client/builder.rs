//! How a client is made.

use super::super::Secret;
use super::auth::Credentials;
use super::core::{Core, Settings};
use super::error::root;
use super::request::{Request, header_of};
use super::server::Base;
use super::tls::HttpClient;
use super::{Api, Retry, Strictness, auth, http_builder};
use http::HeaderMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// Makes a client.
#[must_use]
pub struct ClientBuilder<A> {
    base_url: Option<String>,
    server: usize,
    variables: Vec<(String, String)>,
    credentials: Credentials,
    /// Basic schemes whose user has a colon.
    colons: Vec<usize>,
    headers: Vec<(String, Secret)>,
    user_agent: String,
    connect_timeout: Duration,
    http: Option<reqwest::Client>,
    settings: Settings,
    api: PhantomData<fn() -> A>,
}

/// Why a client cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The description names no server, so the user must.
    NoBaseUrl {
        /// The API.
        api: &'static str,
    },
    /// The base URL cannot be used. It is not shown, for it may hold a password.
    BaseUrl {
        /// Why not.
        reason: String,
    },
    /// A server of the description cannot be used as it stands.
    Server {
        /// The server's URL in the description.
        url: &'static str,
        /// Why not.
        reason: String,
    },
    /// The description lists fewer servers.
    NoSuchServer {
        /// The servers that there are.
        servers: Vec<&'static str>,
    },
    /// A variable of the server's URL has a value that the description does not allow.
    ServerVariable {
        /// The variable.
        name: &'static str,
        /// What it may be.
        values: &'static [&'static str],
    },
    /// No server's URL has a variable of this name.
    NoSuchVariable {
        /// The name that was given.
        name: String,
        /// The variables that there are.
        variables: &'static [&'static str],
    },
    /// A user name has a colon, which would end it (RFC 7617, section 2).
    User {
        /// The security scheme.
        scheme: &'static str,
    },
    /// A header cannot be sent. Its value is not shown.
    Header {
        /// The header.
        name: String,
    },
    /// A credential cannot be sent. Its value is not shown.
    Credential {
        /// The security scheme.
        scheme: &'static str,
    },
    /// TLS cannot be set up.
    Tls {
        /// Why not.
        reason: String,
    },
    /// The HTTP client cannot be set up.
    Http(reqwest::Error),
}

impl<A: Api> ClientBuilder<A> {
    /// A builder with the defaults: the description's first server, 10 seconds to connect, 60
    /// seconds for a call, two retries.
    pub fn new() -> Self {
        Self {
            base_url: None,
            server: 0,
            variables: Vec::new(),
            credentials: vec![None; A::SCHEMES.len()],
            colons: Vec::new(),
            headers: Vec::new(),
            user_agent: A::USER_AGENT.to_owned(),
            connect_timeout: Duration::from_secs(10),
            http: None,
            settings: Settings::default(),
            api: PhantomData,
        }
    }

    /// Where requests go, instead of the description's servers: scheme, host and maybe a path.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Which of the description's servers is used, from 0.
    pub fn server(mut self, index: usize) -> Self {
        self.server = index;
        self
    }

    /// A variable in the URL of the server. When the client is made, the name is checked, and that
    /// the value changes nothing but the part of the URL where it stands.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// How long one attempt may take, until its body is whole. Retries and the waiting between
    /// them come on top.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long a connection may take.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// When a call is tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.settings.retry = retry;
        self
    }

    /// How a response is read.
    pub fn strictness(mut self, strictness: Strictness) -> Self {
        self.settings.strictness = strictness;
        self
    }

    /// The longest body of a reply that is taken, in bytes; 64 MiB unless told otherwise. Of values
    /// that arrive one after the other it is the longest of them.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// A client of one's own, best made from `http_builder`: this one's settings for connecting and
    /// TLS are then the ones that count. It must not follow redirects by itself
    /// (`redirect(Policy::none())`, as `http_builder` has it): `reqwest` would send keys in headers
    /// of their own, cookies and bodies along to whatever host it is led to, while this crate
    /// follows redirects without them.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// A header of every request. It is checked when the client is made: those that frame the
    /// message, such as `content-length` and `connection`, are refused.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The credential of a scheme, by its index in [`Api::SCHEMES`]. Emitted builders have a
    /// method with a name for each.
    pub fn credential(mut self, scheme: usize, credential: impl Into<Secret>) -> Self {
        if let Some(slot) = self.credentials.get_mut(scheme) {
            *slot = Some(credential.into());
        }
        self
    }

    /// User and password of a scheme of kind `Basic`. The user can have no colon.
    pub fn basic_credential(mut self, scheme: usize, user: &str, password: &Secret) -> Self {
        self.colons.retain(|other| *other != scheme);
        if user.contains(':') {
            self.colons.push(scheme);
        }
        self.credential(scheme, format!("{user}:{}", password.expose()))
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Where it could not send anything: there is no base URL, or a header or a credential has a
    /// character that no header can hold. Where what was set means nothing: a variable that no
    /// server has.
    pub fn build(self) -> Result<A, BuildError> {
        self.check_variables()?;
        let base = self.base()?;
        self.check_credentials()?;
        let mut headers = HeaderMap::new();
        let agent = ("user-agent".to_owned(), Secret::from(self.user_agent));
        for (name, value) in std::iter::once(&agent).chain(&self.headers) {
            let (name, value) = header_of(name, value.expose())
                .map_err(|_| BuildError::Header { name: name.clone() })?;
            headers.insert(name, value);
        }
        let http = HttpClients {
            given: self.http.map(HttpClient::new),
            connect_timeout: self.connect_timeout,
        };
        Ok(A::from_core(Core::new(super::core::Parts {
            api: A::NAME,
            schemes: A::SCHEMES,
            credentials: self.credentials,
            base,
            base_given: self.base_url.is_some(),
            servers: A::SERVERS,
            server: self.server,
            variables: self.variables,
            headers,
            async_client: HttpClient::new(http.make()?),
            http,
            settings: self.settings,
        })))
    }

    fn base(&self) -> Result<Option<Base>, BuildError> {
        if let Some(url) = &self.base_url {
            return Base::parse(url).map(Some);
        }
        match A::SERVERS.get(self.server) {
            Some(server) => Base::of_server(server, &self.variables).map(Some),
            None if A::OPERATIONS_HAVE_SERVERS => Ok(None),
            None if A::SERVERS.is_empty() => Err(BuildError::NoBaseUrl { api: A::NAME }),
            None => {
                let servers = A::SERVERS.iter().map(|server| server.url).collect();
                Err(BuildError::NoSuchServer { servers })
            }
        }
    }

    fn check_variables(&self) -> Result<(), BuildError> {
        let variables = A::SERVER_VARIABLES;
        let mut names = self.variables.iter().map(|(name, _)| name);
        match names.find(|name| !variables.contains(&name.as_str())) {
            Some(name) => Err(BuildError::NoSuchVariable {
                name: name.clone(),
                variables,
            }),
            None => Ok(()),
        }
    }

    fn check_credentials(&self) -> Result<(), BuildError> {
        let mut colons = self
            .colons
            .iter()
            .filter_map(|index| A::SCHEMES.get(*index));
        if let Some(scheme) = colons.next() {
            return Err(BuildError::User {
                scheme: scheme.name,
            });
        }
        for (scheme, credential) in A::SCHEMES.iter().zip(&self.credentials) {
            let Some(credential) = credential else {
                continue;
            };
            auth::apply(scheme, credential, &mut Request::default()).map_err(|_| {
                BuildError::Credential {
                    scheme: scheme.name,
                }
            })?;
        }
        Ok(())
    }
}

/// Makes the HTTP clients of a core: one for async calls, one for blocking ones.
pub(super) struct HttpClients {
    given: Option<HttpClient>,
    connect_timeout: Duration,
}

impl HttpClients {
    pub(super) fn make(&self) -> Result<reqwest::Client, BuildError> {
        match &self.given {
            Some(client) => Ok(client.get().clone()),
            None => http_builder()?
                .connect_timeout(self.connect_timeout)
                .build()
                .map_err(BuildError::Http),
        }
    }
}

impl<A: Api> Default for ClientBuilder<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A: Api> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &A::NAME)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl { api } => {
                write!(
                    f,
                    "the description of {api} names no server; say where with `.base_url(…)`"
                )
            }
            Self::BaseUrl { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::Server { url, reason } => write!(
                f,
                "the server {url:?} of the description cannot be used: {reason}; \
                 say where with `.base_url(…)`"
            ),
            Self::NoSuchServer { servers } => {
                write!(
                    f,
                    "the description has only these servers: {}",
                    servers.join(", ")
                )
            }
            Self::ServerVariable { name, values } => {
                write!(
                    f,
                    "the server variable {name} must be one of: {}",
                    values.join(", ")
                )
            }
            Self::NoSuchVariable { name, variables } => match variables {
                [] => write!(f, "no server has the variable {name:?}, or any"),
                _ => write!(
                    f,
                    "no server has the variable {name:?}; there are: {}",
                    variables.join(", ")
                ),
            },
            Self::User { scheme } => {
                write!(f, "the user name of {scheme} has a colon, which ends it")
            }
            Self::Header { name } => write!(f, "the header {name:?} cannot be sent"),
            Self::Credential { scheme } => {
                write!(
                    f,
                    "the credential of {scheme} has a character that cannot be sent"
                )
            }
            Self::Tls { reason } => write!(f, "TLS cannot be set up: {reason}"),
            Self::Http(error) => {
                write!(f, "the HTTP client cannot be set up: {}", root(error))
            }
        }
    }
}

/// `Display` says the root cause, so there is no `source` to say it again.
impl std::error::Error for BuildError {}
