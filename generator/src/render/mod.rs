//! Token streams become files: formatted, gathered in memory, written only where they differ.

mod dates;
mod format;
mod krate;
mod parse;
pub(crate) mod templates;
mod tuples;
mod write;

pub use format::render;
pub use krate::{files, make_includable};
pub(crate) use templates::MANIFEST;
pub use tuples::with_lengths_of;
pub use write::{LIST, StaleFile, Staleness, Written, check, listed, refusal, write};

use std::collections::BTreeMap;

/// Files by their path relative to the output folder, with `/` between its parts.
pub type FileMap = BTreeMap<String, Vec<u8>>;
