//! The HTTP half: what every client has in common.

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod content;
mod core;
mod error;
mod exchange;
mod headers;
pub mod media;
mod reply;
mod request;
mod retry;
mod server;
mod style;
mod tls;
mod trace;

pub use api::{Api, Operation, Scheme, SchemeKind, Server, ServerVariable};
pub use builder::{BuildError, ClientBuilder};
pub use call::{Call, CallOptions, Strictness};
pub use content::json_text;
pub use core::Core;
pub use error::{BuildRequestError, DecodeError, Error, Failure, FailureParts, MissingCredentials};
pub use headers::{WithHeaders, header, header_json};
pub use http::{HeaderMap, Method, StatusCode};
pub use reply::{RawParts, RawResponse, Reader, Reply};
pub use request::Request;
pub use retry::Retry;
pub use style::{Param, Style};
pub use tls::http_builder;
