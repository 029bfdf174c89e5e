//! The files of one description: their text, their values, and where in them something stands.
//!
//! The root file is read first; [`Sources::load_references`] then reads every file that a
//! relative `$ref` names, but none outside the folder of the root file and none from a network.

mod changes;
mod files;
mod locate;
mod location;
mod parse;
mod parts;
mod paths;
pub mod report;
#[cfg(test)]
mod tests;
mod value;

pub use files::{Input, LinkFailure, Sources};
pub use location::{Location, Spot};
pub use parse::Format;
pub(crate) use paths::{is_link, scheme};
