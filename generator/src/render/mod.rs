//! Token streams become files: formatted, gathered in memory, written only where they differ.

mod files;
mod format;

pub use files::{FileMap, MANIFEST, StaleFile, State, Written, check, write};
pub use format::render;
