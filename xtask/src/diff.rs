//! `diff`: two documents of any versions, fact by fact.

use crate::shell::{Exit, Shell};
use clap::{Args, ValueEnum};
use specloom::api::Api;
use specloom::diagnostic::{Diagnostics, Place};
use specloom::diff::report::{self, Format, Location, Side};
use specloom::diff::{self, Change};
use specloom::pipeline::{self, Filter, Spec};
use specloom::source::{Sources, Spot};
use std::path::PathBuf;
use std::process::ExitCode;

/// Compares two OpenAPI documents.
///
/// Exit status: 0 no drift, 1 drift at or above --fail-on, 2 usage, 3 a document is not there, 4 a
/// document cannot be read.
#[derive(Debug, Args)]
pub struct Diff {
    /// The older document.
    old: PathBuf,
    /// The newer document.
    new: PathBuf,
    #[command(flatten)]
    report: ReportArguments,
}

/// How changes are reported; `diff` and `drift` share it.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// How the report is written: text, json, markdown, github, sarif or html.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Which changes make the command fail.
    #[arg(long, value_name = "CHANGES", default_value = "any")]
    pub fail_on: FailOnArgument,
}

/// The values of `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnArgument {
    /// Those that can break a program that works today.
    Breaking,
    /// All of them.
    Any,
}

impl From<FailOnArgument> for diff::FailOn {
    fn from(argument: FailOnArgument) -> Self {
        match argument {
            FailOnArgument::Breaking => diff::FailOn::Breaking,
            FailOnArgument::Any => diff::FailOn::Any,
        }
    }
}

impl Diff {
    /// Runs the command.
    pub fn run(&self, shell: &mut Shell) -> ExitCode {
        let exit = self.compare(shell);
        shell.finish(exit).into()
    }

    fn compare(&self, shell: &mut Shell) -> Exit {
        let read = [&self.old, &self.new].map(|path| {
            let mut diagnostics = Diagnostics::default();
            let spec = Spec {
                document: path.clone(),
                overlay: None,
            };
            let reading = pipeline::read(&spec, &mut diagnostics);
            let api = understand(&reading);
            // What else a document says badly is no business of a comparison.
            shell.report_errors(&reading.sources, diagnostics);
            (reading.sources, api)
        });
        let [(old_sources, Some(old)), (new_sources, Some(new))] = read else {
            let there = self.old.exists() && self.new.exists();
            return if there {
                Exit::Unreadable
            } else {
                Exit::Unreachable
            };
        };
        let changes = diff::diff(&old, &new);
        let locate = |side: Side, place: &Place| match side {
            Side::Old => locate(&old_sources, place),
            Side::New => locate(&new_sources, place),
        };
        shell.print(&report::render(self.report.format, &changes, &locate));
        exit(&changes, self.report.fail_on)
    }
}

/// Where `place` stands in `sources`.
pub fn locate(sources: &Sources, place: &Place) -> Option<Location> {
    let found = sources.locate(place, Spot::Value);
    Some(Location {
        file: sources.name(found.file).to_owned(),
        line: found.line,
        column: found.column,
    })
}

/// How a comparison ends.
pub fn exit(changes: &[Change], fail_on: FailOnArgument) -> Exit {
    match diff::FailOn::from(fail_on).exit_code(changes) {
        0 => Exit::Done,
        _ => Exit::Failed,
    }
}

/// The API that a document describes, for a comparison.
pub fn understand(reading: &pipeline::Reading) -> Option<Api> {
    let document = reading.document.as_ref()?;
    Some(pipeline::understand(
        document,
        &Filter::default(),
        &mut Diagnostics::default(),
    ))
}
