//! Specloom reads API descriptions and emits Rust types, validators and clients.

pub mod api;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod import;
pub mod name;
pub mod normalize;
pub mod overlay;
pub mod resolve;
pub mod source;
