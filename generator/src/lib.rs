//! Specloom reads API descriptions and emits Rust types, validators and clients.

pub mod api;
pub mod corpus;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod emit;
pub mod import;
pub mod lower;
pub mod name;
pub mod normalize;
pub mod overlay;
pub mod pipeline;
pub mod render;
pub mod resolve;
pub mod rust;
pub mod source;
pub mod tables;
