//! What an emitted client says about itself: tables, no behaviour.

use super::super::{Collect, Path, Probe, Violations};
use super::{ApiError, BuildRequestError, Core, Request, Success, Visit, check_operation};
use std::fmt;

/// A client of one API.
pub trait Api: Sized {
    /// The name of the API, for errors.
    const NAME: &'static str;
    /// What the client calls itself unless told otherwise.
    const USER_AGENT: &'static str;
    /// The servers that the description lists; the first is the default.
    const SERVERS: &'static [Server];
    /// The names of the variables in the URLs of servers, those of single operations too.
    const SERVER_VARIABLES: &'static [&'static str] = &[];
    /// The security schemes.
    const SCHEMES: &'static [Scheme];
    /// Whether each operation brings servers of its own, so that none is needed here.
    const OPERATIONS_HAVE_SERVERS: bool = false;

    /// The client around its core.
    fn from_core(core: Core) -> Self;

    /// The core.
    fn core(&self) -> &Core;
}

/// One operation with all that it will send.
pub trait Operation: fmt::Debug + Sized {
    /// What a success gives.
    type Output;
    /// How it is read.
    type Success: Success<Self::Output>;
    /// What the documented failures give.
    type Error: ApiError;

    /// The name of the operation, for traces and errors.
    const ID: &'static str;
    /// The HTTP method, upper case.
    const METHOD: &'static str;
    /// The path as the description has it, for traces.
    const PATH: &'static str;
    /// Alternatives of schemes that are needed together, as indices in [`Api::SCHEMES`]. An empty
    /// alternative allows to send none; no alternative at all forbids to send any.
    const SECURITY: &'static [&'static [usize]] = &[];
    /// Servers of this operation alone; empty: those of the API.
    const SERVERS: &'static [Server] = &[];
    /// Whether redirects are followed: not where the description describes one, which is an answer
    /// then.
    const FOLLOW_REDIRECTS: bool = true;

    /// Answers that are handed over while they arrive. The first entry for a status holds.
    const STREAMED: &'static [Streamed] = &[];

    /// Shows all that is sent, in the order of the request.
    fn visit<V: Visit>(&self, to: V) -> V;

    /// Fills in the body, where `visit` does not: one that is neither JSON nor a form.
    ///
    /// # Errors
    ///
    /// Where it cannot be sent.
    fn body(&self, request: &mut Request) -> Result<(), BuildRequestError> {
        let _ = request;
        Ok(())
    }

    /// Says every way in which what will be sent is not what the description allows. A violation
    /// of a parameter is at `/#query/limit` and the like, one of the body at a pointer into it.
    ///
    /// # Errors
    ///
    /// Where there is at least one.
    fn validate(&self) -> Result<(), Violations> {
        let mut sink = Collect::default();
        let _ = check_operation(self, &Path::root(), &mut sink);
        sink.finish()
    }

    /// Whether the description allows what will be sent.
    fn is_valid(&self) -> bool {
        check_operation(self, &Path::root(), &mut Probe).is_continue()
    }
}

/// What is handed over while it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streamed {
    /// The lowest status.
    pub from: u16,
    /// The highest status.
    pub to: u16,
    /// The media types or ranges; none: an answer of this status is collected first.
    pub media: &'static [&'static str],
}

/// A server that the description lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// The URL, with `{variable}` where there are variables.
    pub url: &'static str,
    /// The variables.
    pub variables: &'static [ServerVariable],
}

/// A variable in the URL of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: &'static str,
    /// What stands there unless told otherwise.
    pub default: &'static str,
    /// What may stand there; empty: anything.
    pub values: &'static [&'static str],
}

/// A security scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// The name in the description.
    pub name: &'static str,
    /// How its credential is sent.
    pub kind: SchemeKind,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`; OAuth 2 and OpenID Connect tokens too.
    Bearer,
    /// `Authorization: Basic …` of `user:password`.
    Basic,
    /// `Authorization: <name> …` for any other HTTP scheme.
    Http(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
    /// A client certificate: nothing in the request; it belongs to the HTTP client that is given
    /// to the builder.
    MutualTls,
}
