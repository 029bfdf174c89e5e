//! `drift`: the vendors' pages as they are now, against `specs`.

use crate::diff::{ReportArguments, exit, locate, understand};
use crate::fetch;
use crate::import::read_page;
use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::Args;
use serde_json::{Map, Value, json};
use specloom::api::Api;
use specloom::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use specloom::diff::report::{self, Format, Location, Side};
use specloom::diff::{self};
use specloom::import::source::Source;
use specloom::import::{Form, Options};
use specloom::pipeline::{self, Filter, Spec};
use specloom::source::Sources;
use specloom::{overlay, resolve};
use std::path::PathBuf;
use std::process::ExitCode;

/// Imports each page again and compares its facts with those in `specs`.
///
/// Exit status: 1 drift at or above --fail-on or an overlay that no longer fits, whatever became
/// of other pages; 0 none, 2 usage, 3 a page cannot be had, 4 a page or a specification cannot be
/// read. Without --upstream, pages that curl cannot fetch are passed over with a note.
#[derive(Debug, Args)]
pub struct Drift {
    /// Compare only this specification. May be given again.
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
    /// The folder with the pages, each as `file` in its source.toml says. Without it, curl fetches
    /// the `page` that stands there.
    #[arg(long, value_name = "DIR")]
    upstream: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArguments,
}

/// What came of one specification.
struct Outcome {
    api: String,
    report: String,
    exit: Exit,
}

/// A page, read again.
struct Upstream {
    /// What diagnostics and reports call it.
    name: String,
    sources: Sources,
    api: Api,
    /// Whether the overlay still fits.
    fits: bool,
    /// Whether the page has the bytes that were imported.
    same_bytes: bool,
}

impl Drift {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.compare_all(workspace, shell);
        shell.finish(exit).into()
    }

    fn compare_all(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let specs = match workspace.specs_of(&self.api) {
            Ok(specs) => specs,
            Err(diagnostic) => {
                shell.error(*diagnostic);
                return Exit::Usage;
            }
        };
        if self.report.format == Format::Html && specs.len() != 1 {
            let message = "a page of HTML is about one specification";
            shell.error(Diagnostic::nowhere(Code::Usage, message).help("name it with `--api`"));
            return Exit::Usage;
        }
        let mut worst = Exit::Done;
        let mut outcomes = Vec::new();
        let mut passed_over = 0;
        for (name, spec) in &specs {
            // Who asks for it by name hears why there is nothing to compare.
            if self.api.is_empty() && self.is_passed_over(name, workspace, shell) {
                passed_over += 1;
                continue;
            }
            match self.compare(name, spec, workspace, shell) {
                Ok(outcome) => {
                    worst = worse(worst, outcome.exit);
                    outcomes.push(outcome);
                }
                Err(exit) => worst = worse(worst, exit),
            }
        }
        shell.print(&combine(self.report.format, outcomes));
        if passed_over == specs.len() && passed_over > 0 {
            let message = "no page can be fetched, so nothing was compared";
            let help = format!(
                "save the pages and run `{}`",
                workspace.command("drift --upstream DIR")
            );
            shell.error(Diagnostic::nowhere(Code::Io, message).help(help));
            return Exit::Unreachable;
        }
        worst
    }

    /// Whether the page is none to fetch, which is said.
    fn is_passed_over(&self, name: &str, workspace: &Workspace, shell: &mut Shell) -> bool {
        let Ok(source) = workspace.source(name) else {
            return false;
        };
        let why = match &source.page {
            _ if self.upstream.is_some() => return false,
            None => "its source.toml has no `page` to fetch",
            Some(_) if is_rendered(&source) => "its page is the text that a browser shows",
            Some(_) => return false,
        };
        shell.note(format!("{name}: {why}; passed over"));
        true
    }

    /// Compares one specification. What stands in the way has been printed where there is an error.
    fn compare(
        &self,
        name: &str,
        spec: &Spec,
        workspace: &Workspace,
        shell: &mut Shell,
    ) -> Result<Outcome, Exit> {
        let source = workspace.source(name).map_err(|diagnostic| {
            shell.error(*diagnostic);
            Exit::Unreadable
        })?;
        let mut diagnostics = Diagnostics::default();
        let reading = pipeline::read(spec, &mut diagnostics);
        let failed = shell.report_errors(&reading.sources, diagnostics);
        let old = understand(&reading)
            .filter(|_| !failed)
            .ok_or(Exit::Unreadable)?;
        let new = self.upstream(name, spec, &source, workspace, shell)?;
        let changes = diff::diff(&old, &new.api);
        let locate = |side: Side, place: &Place| match side {
            Side::Old => locate(&reading.sources, place),
            Side::New => line_of_page(&new, place).or_else(|| locate(&new.sources, place)),
        };
        let mut report = report::render(self.report.format, &changes, &locate);
        if self.report.format == Format::Text && changes.is_empty() && !new.same_bytes {
            report = "no change (the page has changed, its facts have not)\n".to_owned();
        }
        let exit = match exit(&changes, self.report.fail_on) {
            Exit::Done if !new.fits => Exit::Failed,
            exit => exit,
        };
        Ok(Outcome {
            api: name.to_owned(),
            report,
            exit,
        })
    }

    fn upstream(
        &self,
        name: &str,
        spec: &Spec,
        source: &Source,
        workspace: &Workspace,
        shell: &mut Shell,
    ) -> Result<Upstream, Exit> {
        let (page, bytes) = self.page(name, source, workspace).map_err(|diagnostic| {
            shell.error(*diagnostic);
            Exit::Unreachable
        })?;
        let options = Options {
            form: Some(source.format),
            keep_descriptions: false,
        };
        let read = read_page(&page, bytes, &options);
        let same_bytes = read.sha256 == source.sha256;
        let failed = shell.report(&read.sources, read.diagnostics);
        let imported = read.imported.filter(|_| !failed).ok_or(Exit::Unreadable)?;
        let mut diagnostics = Diagnostics::default();
        let facts = format!("{page} (facts)");
        let mut sources = Sources::from_text(&facts, &imported.to_yaml(), &mut diagnostics);
        if let Some(path) = &spec.overlay {
            overlay::apply_file(&mut sources, path, &mut diagnostics);
        }
        sources.load_references();
        let document = resolve::resolve(&sources, &mut diagnostics);
        let (fits, diagnostics) = soften(diagnostics);
        shell.report(&sources, diagnostics);
        let document = document.ok_or(Exit::Unreadable)?;
        let api = pipeline::understand(&document, &Filter::default(), &mut Diagnostics::default());
        Ok(Upstream {
            name: page,
            sources,
            api,
            fits,
            same_bytes,
        })
    }

    /// The page's name and its bytes.
    fn page(
        &self,
        name: &str,
        source: &Source,
        workspace: &Workspace,
    ) -> Result<(String, Vec<u8>), Box<Diagnostic>> {
        let unreachable = |message: String| Box::new(Diagnostic::nowhere(Code::Io, message));
        if let Some(folder) = &self.upstream {
            let shown = folder.join(&source.file).display().to_string();
            let bytes = fetch::from_folder(folder, &source.file).map_err(unreachable)?;
            return Ok((shown, bytes));
        }
        let help = format!(
            "save the page as DIR/{} and run `{}`",
            source.file,
            workspace.command("drift --upstream DIR")
        );
        match &source.page {
            Some(url) if !is_rendered(source) => {
                let bytes = fetch::from_web(url).map_err(unreachable)?;
                Ok((url.clone(), bytes))
            }
            Some(_) => {
                let message = format!("{name}: its page is the text that a browser shows");
                Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)))
            }
            None => {
                let message = format!("{name}: its source.toml has no `page` to fetch");
                Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)))
            }
        }
    }
}

/// An overlay that no longer fits is what the page's change made of it: it is told, and the facts
/// are compared nevertheless. Whether it fits, and what there is to tell.
fn soften(diagnostics: Diagnostics) -> (bool, Diagnostics) {
    let mut fits = true;
    let mut told = Diagnostics::default();
    for mut diagnostic in diagnostics.into_vec() {
        match diagnostic.code {
            Code::OverlayMiss | Code::OverlayStale => {
                fits = false;
                diagnostic.severity = Severity::Warning;
                told.push(diagnostic);
            }
            _ if diagnostic.severity == Severity::Error => told.push(diagnostic),
            _ => {}
        }
    }
    (fits, told)
}

/// The line of the page: `x-source` of what stands at `place`, or of what is around it.
fn line_of_page(upstream: &Upstream, place: &Place) -> Option<Location> {
    let mut at = Some(place.pointer.clone());
    while let Some(pointer) = at {
        let here = Place {
            file: place.file,
            pointer,
        };
        let source = upstream
            .sources
            .value_at(&here)
            .and_then(|value| value.get("x-source"));
        let line = source.and_then(|line| line.as_str()?.strip_prefix('L')?.parse().ok());
        if let Some(line) = line {
            return Some(Location {
                file: upstream.name.clone(),
                line,
                column: 1,
            });
        }
        at = here.pointer.parent();
    }
    None
}

/// One text of all reports.
fn combine(format: Format, outcomes: Vec<Outcome>) -> String {
    let values = || {
        outcomes
            .iter()
            .map(|outcome| serde_json::from_str(&outcome.report))
    };
    match format {
        Format::Json => {
            let names = outcomes.iter().map(|outcome| outcome.api.clone());
            let reports: Map<String, Value> =
                names.zip(values().map(Result::unwrap_or_default)).collect();
            format!("{:#}\n", Value::Object(reports))
        }
        Format::Sarif => {
            let mut whole = json!({});
            let mut runs = Vec::new();
            for mut report in values().filter_map(Result::<Value, _>::ok) {
                if let Some(Value::Array(own)) = report.get_mut("runs").map(Value::take) {
                    runs.extend(own);
                }
                whole = report;
            }
            if let Value::Object(whole) = &mut whole {
                whole.insert("runs".to_owned(), Value::Array(runs));
            }
            format!("{whole:#}\n")
        }
        Format::Text => outcomes
            .iter()
            .map(|outcome| {
                let lines = outcome.report.lines();
                lines
                    .map(|line| format!("{}: {line}\n", outcome.api))
                    .collect::<String>()
            })
            .collect(),
        Format::Markdown => {
            let reports = outcomes.iter();
            reports
                .map(|outcome| format!("## {}\n\n{}\n", outcome.api, outcome.report))
                .collect()
        }
        Format::Github | Format::Html => outcomes
            .iter()
            .map(|outcome| outcome.report.as_str())
            .collect(),
    }
}

/// Whether the page is text that only a browser makes.
fn is_rendered(source: &Source) -> bool {
    matches!(source.format, Form::MintlifyText | Form::StarlightText)
}

/// Drift outranks what cannot be read, and that what cannot be had: a page that is away for a day
/// hides no drift of another.
fn worse(one: Exit, other: Exit) -> Exit {
    let rank = |exit| match exit {
        Exit::Done => 0,
        Exit::Unreachable => 1,
        Exit::Failed => 3,
        _ => 2,
    };
    if rank(other) > rank(one) { other } else { one }
}
