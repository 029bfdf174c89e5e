//! The runtime, included as a module and used under the name `rt`: as an emitted crate has it.

// No test uses all of it, and in a test binary nothing is public.
#[allow(dead_code, unused_imports)]
#[path = "../../src/lib.rs"]
mod runtime;

#[cfg(feature = "client")]
mod acme;
#[cfg(feature = "client")]
mod again;
#[cfg(feature = "client")]
mod bodies;
mod checks;
#[cfg(feature = "client")]
mod exchange;
#[cfg(feature = "client")]
mod headers;
mod manifest;
mod sample;
#[cfg(feature = "client")]
mod sending;
#[path = "../../../../tests/src/shared.rs"]
mod shared;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "client")]
mod streams;
#[cfg(feature = "client")]
mod urls;
mod values;
