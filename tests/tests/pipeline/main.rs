//! The whole pipeline on fixtures of our own, one feature each: what is written for them, and that
//! it compiles and behaves.

mod emitted;
mod snapshots;

use std::path::{Path, PathBuf};

/// The fixtures by the name of their module, sorted.
fn fixtures() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/features");
    let entries = std::fs::read_dir(folder).expect("the fixtures");
    let mut found: Vec<_> = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            (stem.replace('-', "_"), path)
        })
        .collect();
    found.sort();
    found
}
