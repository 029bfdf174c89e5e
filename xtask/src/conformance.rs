//! `conformance`: the JSON-Schema-Test-Suite through the validators.

use crate::shell::Shell;
use crate::test::run_own;
use crate::workspace::Workspace;
use clap::Args;
use specloom::diagnostic::{Code, Diagnostic};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the JSON-Schema-Test-Suite and prints how many cases pass; in the repository of Specloom.
#[derive(Debug, Args)]
pub struct Conformance {
    /// The suite: the folder that holds `tests` and `remotes`.
    #[arg(value_name = "DIR")]
    suite: PathBuf,
    /// Where crates with a type for each schema are emitted and built, so that both doors of
    /// emitted types are asked too; it takes a minute.
    #[arg(long, value_name = "DIR")]
    emit: Option<PathBuf>,
}

impl Conformance {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let fail = |shell: &mut Shell, message: String| {
            let diagnostic = Diagnostic::nowhere(Code::Io, message);
            ExitCode::from(shell.error(diagnostic))
        };
        // The program runs in another folder.
        let suite = match std::path::absolute(&self.suite) {
            Ok(suite) if suite.join("tests").is_dir() => suite,
            _ => {
                let message = format!("{} is no test suite", self.suite.display());
                return fail(shell, message);
            }
        };
        let emit = self.emit.as_ref().map(std::path::absolute).transpose();
        let emit = match emit {
            Ok(emit) => emit,
            Err(error) => return fail(shell, error.to_string()),
        };
        let arguments = [suite].into_iter().chain(emit);
        run_own(
            "conformance",
            arguments.map(PathBuf::into_os_string),
            workspace,
            shell,
        )
    }
}
