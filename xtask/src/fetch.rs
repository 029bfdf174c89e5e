//! Getting a page: from a folder, or from the web by `curl`, which is wherever CI is. An HTTP
//! client of our own would double what this program is built of.

use std::path::Path;
use std::process::Command;

/// No page takes longer, in seconds.
const PATIENCE: &str = "60";

/// Reads `file` below `folder`.
///
/// # Errors
///
/// A sentence with the path.
pub fn from_folder(folder: &Path, file: &str) -> Result<Vec<u8>, String> {
    let path = folder.join(file);
    std::fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// Reads a page from the web.
///
/// # Errors
///
/// A sentence with what `curl` said.
pub fn from_web(url: &str) -> Result<Vec<u8>, String> {
    let output = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location"])
        .args([
            "--proto",
            "=http,https",
            "--max-time",
            PATIENCE,
            "--url",
            url,
        ])
        .output()
        .map_err(|error| format!("{url}: curl cannot be started: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!(
            "{url}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ))
    }
}
