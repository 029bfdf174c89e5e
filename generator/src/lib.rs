//! Specloom reads API descriptions and emits Rust types, validators and clients.

pub mod api;
pub mod diagnostic;
pub mod document;
pub mod name;
pub mod normalize;
pub mod resolve;
pub mod source;
pub mod tables;
