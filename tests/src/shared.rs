//! Documents of others that lie beside the repository and are no part of it. Tests of several crates
//! take this file in by its path.

use std::env;
use std::path::{Path, PathBuf};

/// What lies at `path` in the folder of `SPECLOOM_SHARED`, or in `shared` beside the repository.
/// `None`, which is said, where there is none.
///
/// # Panics
///
/// Where that variable names a folder that is not there: whoever sets it wants the tests.
pub fn shared(path: &str) -> Option<PathBuf> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = manifest.ancestors();
    let repository = above.find(|folder| folder.join("deny.toml").is_file())?;
    let folder = match env::var_os("SPECLOOM_SHARED").filter(|folder| !folder.is_empty()) {
        Some(folder) => {
            let folder = repository.join(folder);
            let shown = folder.display();
            assert!(folder.is_dir(), "SPECLOOM_SHARED: {shown} is no folder");
            folder
        }
        None => repository.parent()?.join("shared"),
    };
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: {} is not here", found.display());
    None
}
