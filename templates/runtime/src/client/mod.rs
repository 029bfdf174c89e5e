//! The HTTP half: what every client has in common.

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod builder;
mod call;
mod content;
mod core;
mod error;
mod exchange;
mod form;
mod frames;
mod headers;
#[cfg(feature = "stream")]
mod item_stream;
pub mod media;
mod multipart;
mod reply;
mod request;
mod retry;
mod server;
mod stream;
mod style;
mod success;
mod tls;
mod trace;
mod transport;
mod visit;

pub use api::{Api, Operation, Scheme, SchemeKind, Server, ServerVariable};
pub use body::{Body, MediaBody};
pub use builder::{BuildError, ClientBuilder};
pub use call::{Call, CallOptions, Strictness};
pub use core::Core;
#[allow(unused_imports, reason = "an API may document no failure")]
pub(crate) use error::api_error;
pub use error::{
    AnyFailure, ApiError, BuildRequestError, DecodeError, Error, Failure, FailureParts,
    MissingCredentials,
};
pub use frames::Framing;
pub use headers::WithHeaders;
#[allow(unused_imports, reason = "an API may document none")]
pub(crate) use headers::headers;
pub use http::{HeaderMap, Method, StatusCode};
#[cfg(feature = "stream")]
pub use item_stream::ItemStream;
pub use multipart::{Multipart, Upload};
pub use reply::{RawParts, RawResponse, Reply, Response};
pub use request::Request;
pub use retry::Retry;
pub use stream::{Download, Items, StreamError};
pub use success::{Empty, Headed, Json, Success};
pub use tls::http_builder;
pub use transport::TransportError;

#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use visit::operation;

// What emitted code is made of, and nobody else names.
#[doc(hidden)]
pub use {
    api::Streamed,
    content::{json_text, plain_text},
    form::Spelt,
    headers::{Headers, header, header_json},
    reply::Reader,
    style::{Param, Style},
    visit::{Place, Visit, check_operation, show_operation},
};
