//! Specloom reads API descriptions and emits Rust types, validators and clients.

pub mod api;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod lower;
pub mod name;
pub mod rust;
