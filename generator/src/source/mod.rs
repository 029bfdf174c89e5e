//! The files of one description: their text, their values, and where in them something stands.
//!
//! The root file is read first; [`Sources::load_references`] then reads every file that a
//! relative `$ref` names, but none outside the folder of the root file and none from a network.

mod files;
mod parse;
mod value;

pub(crate) use files::scheme;
pub use files::{LinkFailure, Sources};
pub use parse::Format;
