//! The part of a client that does not know its API.

use super::super::Secret;
use super::auth::{self, Credentials};
use super::builder::HttpClients;
use super::exchange::{Answer, Prepared, Streaming};
use super::request::{Request, header_of, joined};
use super::server::Base;
use super::stream::{Live, Source};
use super::tls::HttpClient;
use super::trace::Span;
use super::visit::Build;
use super::{
    Body, BuildRequestError, CallOptions, Error, Operation, Reply, Retry, Scheme, Server,
    Strictness,
};
use http::header::{CONTENT_LENGTH, COOKIE};
use http::{HeaderMap, HeaderValue, Method};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The part of a client that does not know its API. Clones share connections.
#[derive(Clone)]
pub struct Core {
    parts: Arc<Parts>,
    #[cfg(feature = "blocking")]
    blocking: Arc<std::sync::OnceLock<super::blocking::Blocking>>,
}

/// What a core is made of.
pub(super) struct Parts {
    pub(super) api: &'static str,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: Credentials,
    pub(super) base: Option<Base>,
    pub(super) base_given: bool,
    pub(super) servers: &'static [Server],
    pub(super) server: usize,
    pub(super) variables: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) async_client: HttpClient,
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only blocking asks again")
    )]
    pub(super) http: HttpClients,
    pub(super) settings: Settings,
}

/// What one call may have otherwise.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) timeout: Duration,
    pub(super) retry: Retry,
    pub(super) strictness: Strictness,
    pub(super) max_response_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            retry: Retry::default(),
            strictness: Strictness::default(),
            max_response_bytes: 64 * 1024 * 1024,
        }
    }
}

impl Core {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
            #[cfg(feature = "blocking")]
            blocking: Arc::default(),
        }
    }

    /// Where requests go, unless an operation has servers of its own.
    pub fn base_url(&self) -> Option<&str> {
        self.parts.base.as_ref().map(Base::as_str)
    }

    pub(super) fn async_client(&self) -> &reqwest::Client {
        self.parts.async_client.get()
    }

    pub(super) fn strictness(&self, options: &CallOptions) -> Strictness {
        options.strictness.unwrap_or(self.parts.settings.strictness)
    }

    /// The client for calls that block, with a runtime of its own.
    #[cfg(feature = "blocking")]
    pub(super) fn blocking(&self) -> Result<&super::blocking::Blocking, BuildRequestError> {
        if let Some(blocking) = self.blocking.get() {
            return Ok(blocking);
        }
        let client = self.parts.http.make();
        let client = client.map_err(|error| BuildRequestError::new("client", error.to_string()))?;
        let made = super::blocking::Blocking::new(client)?;
        Ok(self.blocking.get_or_init(|| made))
    }

    /// Everything that happens before a byte is sent.
    pub(super) fn prepare<O: Operation>(
        &self,
        op: &O,
        options: &CallOptions,
        streaming: Streaming,
    ) -> Result<Prepared, Error<O::Error>> {
        if !options.unchecked {
            op.validate()?;
        }
        let mut request = Request::default();
        op.visit(Build(&mut request));
        let body = op.body(&mut request);
        request.finish()?;
        body?;
        let is_given = |index: &usize| self.is_given(*index, &request, options);
        let schemes = auth::choose(O::SECURITY, self.parts.schemes, &is_given)
            .map_err(Error::MissingCredentials)?;
        self.authorize(schemes, &mut request)?;
        let span = Span::new(O::ID, O::METHOD, O::PATH);
        let method = Method::from_bytes(O::METHOD.as_bytes());
        let method =
            method.map_err(|_| BuildRequestError::new("method", "is no method of HTTP"))?;
        let mut prepared = self.finish(method, O::SERVERS, request, options, span)?;
        // A stream can be sent once.
        let stream = prepared.body.as_ref().is_some_and(Body::is_stream);
        prepared.follow = O::FOLLOW_REDIRECTS && !stream;
        if stream {
            prepared.retry = Retry::none();
        }
        prepared.streaming = streaming;
        Ok(prepared)
    }

    /// The reply of an answer, with what its body needs to be read on.
    pub(super) fn reply(&self, answer: Answer, options: &CallOptions) -> Reply {
        let Answer { raw, live } = answer;
        let source = match live {
            Some(response) => Source::Response(Box::new(response)),
            None => Source::Whole(raw.body.clone()),
        };
        Reply::new(raw, self.live(source, options))
    }

    pub(super) fn live(&self, source: Source, options: &CallOptions) -> Live {
        let settings = &self.parts.settings;
        Live {
            source,
            idle: options.timeout.unwrap_or(settings.timeout),
            limit: options
                .max_response_bytes
                .unwrap_or(settings.max_response_bytes),
            strictness: self.strictness(options),
            core: self.clone(),
        }
    }

    /// Whether there is a credential for the scheme, or the header that it would be in.
    fn is_given(&self, index: usize, request: &Request, options: &CallOptions) -> bool {
        let parts = &self.parts;
        let scheme = parts.schemes.get(index);
        let header = scheme.and_then(|scheme| auth::header_name(scheme.kind));
        let own = |name: &str| {
            let mut options = options.headers.iter();
            parts.headers.contains_key(name)
                || request.headers.contains_key(name)
                || options.any(|(given, _)| given.eq_ignore_ascii_case(name))
        };
        matches!(parts.credentials.get(index), Some(Some(_))) || header.is_some_and(own)
    }

    fn authorize(&self, schemes: &[usize], request: &mut Request) -> Result<(), BuildRequestError> {
        for index in schemes {
            let credential: Option<&Secret> =
                self.parts.credentials.get(*index).and_then(Option::as_ref);
            if let (Some(scheme), Some(credential)) = (self.parts.schemes.get(*index), credential) {
                auth::apply(scheme, credential, request)?;
            }
        }
        Ok(())
    }

    fn finish(
        &self,
        method: Method,
        servers: &'static [Server],
        mut request: Request,
        options: &CallOptions,
        span: Span,
    ) -> Result<Prepared, BuildRequestError> {
        let target = request.target()?;
        let url = self.base(servers)?.join(&target);
        let url = url.ok_or_else(|| BuildRequestError::new("path", "makes no URL"))?;
        let mut headers = self.parts.headers.clone();
        let own = std::mem::take(&mut request.headers);
        // `extend` keeps several values of one header, and replaces those of the client.
        headers.extend(own);
        for (name, value) in &options.headers {
            let (name, value) = header_of(name, value.expose())?;
            headers.insert(name, value);
        }
        if !request.cookies.is_empty() {
            let mut pairs: Vec<_> = headers
                .get(COOKIE)
                .map(|given| String::from_utf8_lossy(given.as_bytes()).into_owned())
                .into_iter()
                .collect();
            pairs.extend(
                request
                    .cookies
                    .iter()
                    .map(|pair| joined(std::slice::from_ref(pair))),
            );
            let (name, value) = header_of("cookie", &pairs.join("; "))?;
            headers.insert(name, value);
        }
        if request.body.as_ref().is_some_and(Body::is_spent) {
            let reason = "is a stream that has been sent before";
            return Err(BuildRequestError::new("body", reason));
        }
        // RFC 9110, section 8.6: of a method that is about its content. The HTTP client says it of
        // content alone.
        let length = request.body.as_ref().map_or(Some(0), Body::length);
        if length == Some(0) && matches!(method.as_str(), "POST" | "PUT" | "PATCH" | "QUERY") {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let settings = &self.parts.settings;
        Ok(Prepared {
            span,
            method,
            url,
            headers,
            body: request.body,
            follow: true,
            streaming: Streaming::Described(&[]),
            timeout: options.timeout.unwrap_or(settings.timeout),
            retry: options
                .retry
                .clone()
                .unwrap_or_else(|| settings.retry.clone()),
            limit: options
                .max_response_bytes
                .unwrap_or(settings.max_response_bytes),
        })
    }

    /// Where an operation goes: what the user gave, else its own servers, else the API's.
    fn base(&self, servers: &'static [Server]) -> Result<Base, BuildRequestError> {
        let own = if self.parts.base_given || servers == self.parts.servers {
            None
        } else {
            servers.get(self.parts.server).or_else(|| servers.first())
        };
        if let Some(server) = own {
            return Base::of_server(server, &self.parts.variables)
                .map_err(|error| BuildRequestError::new("server", error.to_string()));
        }
        let base = self.parts.base.clone();
        base.ok_or_else(|| BuildRequestError::new("server", "is not known; use `.base_url(…)`"))
    }
}

/// Names of what is set, no values; of the base URL the origin, for its path may hold a key.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.parts;
        let set = |(scheme, credential): (&Scheme, &Option<Secret>)| {
            credential.as_ref().map(|_| scheme.name)
        };
        let credentials: Vec<_> = parts
            .schemes
            .iter()
            .zip(&parts.credentials)
            .filter_map(set)
            .collect();
        f.debug_struct("Core")
            .field("api", &parts.api)
            .field("origin", &parts.base.as_ref().map(Base::origin))
            .field("credentials", &credentials)
            .field("headers", &parts.headers.keys().collect::<Vec<_>>())
            .field("settings", &parts.settings)
            .finish_non_exhaustive()
    }
}
