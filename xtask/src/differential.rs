//! `differential`: emitted validators beside another program's, and the round trip.

use crate::shell::Shell;
use crate::test::run_own;
use crate::workspace::Workspace;
use clap::Args;
use specloom::diagnostic::{Code, Diagnostic};
use std::ffi::OsString;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tries the types of each document with values made from their schemas, and with mutations of
/// them: both doors must decide as the crate `jsonschema` does, and what is valid must be written
/// back as it was read. Prints what differs, by cause.
#[derive(Debug, Args)]
pub struct Differential {
    /// A document, or a folder of them: `.json`, `.yaml` and `.yml`.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// How many values in all; each document gets as many as the others.
    #[arg(long, value_name = "N", default_value = "100000")]
    cases: usize,
    /// The same seed gives the same values.
    #[arg(long, value_name = "SEED", default_value = "1")]
    seed: u64,
    /// Only documents whose file name contains this. May be given again.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Where the crates and what rustc makes of them are put.
    #[arg(long, value_name = "DIR", default_value = "target/differential")]
    out: PathBuf,
}

impl Differential {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let fail = |shell: &mut Shell, message: String| {
            ExitCode::from(shell.error(Diagnostic::nowhere(Code::Io, message)))
        };
        // The program runs in another folder.
        let found = documents(&self.path, &self.only);
        let (documents, out) =
            match found.and_then(|list| Ok((list, std::path::absolute(&self.out)?))) {
                Ok((documents, _)) if documents.is_empty() => {
                    let message = format!("{} has no such document", self.path.display());
                    return fail(shell, message);
                }
                Ok(found) => found,
                Err(error) => {
                    let message = format!("{} cannot be read: {error}", self.path.display());
                    return fail(shell, message);
                }
            };
        let numbers = [self.cases.to_string(), self.seed.to_string()];
        let arguments = iter::once(out.into_os_string())
            .chain(numbers.map(OsString::from))
            .chain(documents.into_iter().map(PathBuf::into_os_string));
        run_own("differential", arguments, workspace, shell)
    }
}

/// The documents at `path`, the smallest first: mistakes show early.
fn documents(path: &Path, only: &[String]) -> std::io::Result<Vec<PathBuf>> {
    let path = std::path::absolute(path)?;
    if path.is_file() {
        return Ok(vec![path]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&path)? {
        let path = entry?.path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let wanted = only.is_empty() || only.iter().any(|part| name.contains(part));
        if wanted && matches!(kind, Some("json" | "yaml" | "yml")) {
            found.push((std::fs::metadata(&path)?.len(), path));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}
