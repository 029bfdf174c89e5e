//! `test`: everything that can be tested without a network.

use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::Args;
use specloom::diagnostic::{Code, Diagnostic};
use std::ffi::OsString;
use std::process::{Command, ExitCode, Stdio};

/// Runs all tests of the repository of Specloom, and the examples in the documentation.
///
/// With nextest where it is installed.
#[derive(Debug, Args)]
pub struct Test {
    /// Further arguments for the test runner, such as a part of a test's name.
    #[arg(
        value_name = "ARGUMENT",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    rest: Vec<String>,
}

impl Test {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let nextest = Command::new(cargo())
            .args(["nextest", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        let mut steps: Vec<Vec<&str>> = Vec::new();
        if nextest {
            steps.push(vec!["nextest", "run", "--workspace"]);
            if self.rest.is_empty() {
                steps.push(vec!["test", "--workspace", "--doc"]);
            }
        } else {
            steps.push(vec!["test", "--workspace"]);
        }
        if let Some(first) = steps.first_mut() {
            first.extend(self.rest.iter().map(String::as_str));
        }
        for step in steps {
            shell.status(&format!("cargo {}", step.join(" ")));
            let mut command = Command::new(cargo());
            match command.args(&step).current_dir(workspace.root()).status() {
                Ok(status) if status.success() => {}
                Ok(_) => return Exit::Failed.into(),
                Err(error) => {
                    let message = format!("cargo cannot be started: {error}");
                    return shell.error(Diagnostic::nowhere(Code::Io, message)).into();
                }
            }
        }
        Exit::Done.into()
    }
}

/// Runs a program of the crate `specloom-tests`, which does what the command line could do only
/// with what tests alone need.
pub fn run_own(
    program: &str,
    arguments: impl IntoIterator<Item = OsString>,
    workspace: &Workspace,
    shell: &mut Shell,
) -> ExitCode {
    let status = Command::new(cargo())
        .args(["run", "--quiet", "--package", "specloom-tests"])
        .args(["--bin", program, "--"])
        .args(arguments)
        .current_dir(workspace.root())
        .status();
    match status {
        Ok(status) if status.success() => Exit::Done.into(),
        Ok(_) => Exit::Failed.into(),
        Err(error) => {
            let message = format!("cargo cannot be started: {error}");
            shell.error(Diagnostic::nowhere(Code::Io, message)).into()
        }
    }
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
