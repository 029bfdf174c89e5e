//! Specloom reads API descriptions and emits Rust types, validators and clients.

pub mod diagnostic;
pub mod document;
pub mod overlay;
pub mod resolve;
pub mod source;
