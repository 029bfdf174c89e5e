//! Token streams become files: formatted, gathered in memory, written only where they differ.

mod format;

pub use format::render;

use std::collections::BTreeMap;

/// Files by their path relative to the output folder, with `/` between its parts.
pub type FileMap = BTreeMap<String, Vec<u8>>;
