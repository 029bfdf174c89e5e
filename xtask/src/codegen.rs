//! `codegen`: specifications to files.

use crate::interrupt;
use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::{Args, ValueEnum};
use specloom::diagnostic::{Code, Diagnostic, Diagnostics};
use specloom::document::Document;
use specloom::lower::{DateTime, Options};
use specloom::name;
use specloom::pipeline::{self, Filter, Spec};
use specloom::render::{self, FileMap, Staleness};
use specloom::rust::{Crate, RustModel};
use specloom::source::Sources;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes the crate in `generated` from `specs`; or, with --spec, a crate that stands alone.
#[derive(Debug, Args)]
pub struct Codegen {
    /// Write nothing; fail if a file is stale, missing or orphaned.
    #[arg(long)]
    check: bool,
    /// Leave the modules of all other specifications as they are. May be given again.
    #[arg(long, value_name = "NAME", conflicts_with = "spec")]
    api: Vec<String>,
    /// An OpenAPI document of your own.
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// Corrections of that document.
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Option<PathBuf>,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of the crate; that of the folder unless given.
    #[arg(long, value_name = "CRATE", requires = "spec")]
    name: Option<String>,
    /// Take operations with this tag. May be given again.
    #[arg(long, value_name = "TAG", requires = "spec")]
    include_tag: Vec<String>,
    /// Take the operation with this id. May be given again.
    #[arg(long, value_name = "ID", requires = "spec")]
    include_operation: Vec<String>,
    /// The type of dates.
    #[arg(long, value_name = "TYPE", default_value = "jiff")]
    date_time: DateTimeArgument,
}

/// The values of `--date-time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateTimeArgument {
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    Jiff,
    /// Strings that the validator checks.
    String,
}

/// A crate that is to be written.
struct Plan {
    /// Its name.
    name: String,
    /// What it is made from, for the header of each file.
    source: String,
    /// Its folder.
    folder: PathBuf,
    /// What to type to have it written.
    command: String,
    /// Its modules and what they are made from.
    specs: Vec<(String, Spec)>,
    filter: Filter,
}

impl Codegen {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.generate(workspace, shell);
        shell.finish(exit).into()
    }

    fn generate(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let plan = match (&self.spec, &self.out) {
            (Some(spec), Some(out)) => self.plan_one(spec, out),
            _ => self.plan_all(workspace),
        };
        let plan = match plan {
            Ok(plan) => plan,
            Err(diagnostic) => return shell.error(*diagnostic),
        };
        let date_time = self.date_time.into();
        let models = plan.specs.iter();
        let models: Vec<Option<RustModel>> = models
            .map(|(module, spec)| load(module, spec, date_time, &plan.filter, shell))
            .collect();
        // Every description is read before the first failure counts: one run says everything.
        let Some(apis) = models.into_iter().collect::<Option<Vec<RustModel>>>() else {
            return Exit::Failed;
        };
        let krate = Crate {
            name: plan.name.clone(),
            version: "0.1.0".to_owned(),
            source: plan.source.clone(),
            apis,
        };
        let mut diagnostics = Diagnostics::default();
        let mut files = render::files(&krate, &mut diagnostics);
        if shell.report(&Sources::default(), diagnostics) {
            return Exit::Failed;
        }
        if !self.api.is_empty() {
            keep_others(&mut files, &plan.folder, &self.api, &krate.apis);
        }
        if self.check {
            check(&files, &plan, shell)
        } else {
            write(&files, &plan.folder, shell)
        }
    }

    fn plan_all(&self, workspace: &Workspace) -> Result<Plan, Box<Diagnostic>> {
        workspace.specs_of(&self.api)?;
        let specs = workspace.specs_of(&[])?;
        let modules = specs
            .into_iter()
            .map(|(name, spec)| (name::snake(&name, "api"), spec));
        Ok(Plan {
            name: "generated".to_owned(),
            source: "specs/".to_owned(),
            folder: workspace.generated(),
            command: "cargo xtask codegen".to_owned(),
            specs: modules.collect(),
            filter: Filter::default(),
        })
    }

    fn plan_one(&self, spec: &Path, out: &Path) -> Result<Plan, Box<Diagnostic>> {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => folder_name(out),
        };
        if !is_crate_name(&name) {
            let message = format!("`{name}` cannot be the name of a crate");
            let help = "give one with `--name`: letters, digits, `-` and `_`, a letter first";
            return Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)));
        }
        let file = spec
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let read = Spec {
            document: spec.to_path_buf(),
            overlay: self.overlay.clone(),
        };
        Ok(Plan {
            source: file.unwrap_or_default(),
            folder: out.to_path_buf(),
            command: format!(
                "cargo xtask codegen --spec {} --out {}",
                spec.display(),
                out.display()
            ),
            specs: vec![(name::snake(&name, "api"), read)],
            filter: Filter {
                tags: self.include_tag.clone(),
                operations: self.include_operation.clone(),
            },
            name,
        })
    }
}

impl From<DateTimeArgument> for DateTime {
    fn from(argument: DateTimeArgument) -> Self {
        match argument {
            DateTimeArgument::Jiff => DateTime::Jiff,
            DateTimeArgument::String => DateTime::String,
        }
    }
}

/// Reads one description. Nothing where there were errors, which have been printed.
fn load(
    module: &str,
    spec: &Spec,
    date_time: DateTime,
    filter: &Filter,
    shell: &mut Shell,
) -> Option<RustModel> {
    let mut diagnostics = Diagnostics::default();
    let reading = pipeline::read(spec, &mut diagnostics);
    let model = reading.document.as_ref().map(|document| {
        filter_misses(document, filter, &mut diagnostics);
        let api = pipeline::understand(document, filter, &mut diagnostics);
        let options = Options {
            module: module.to_owned(),
            date_time,
        };
        pipeline::model(&reading.sources, &api, &options, &mut diagnostics).1
    });
    let failed = shell.report(&reading.sources, diagnostics);
    model.filter(|_| !failed)
}

/// Says which tags and ids no operation has: whoever misspells one must not get an empty crate.
fn filter_misses(document: &Document, filter: &Filter, diagnostics: &mut Diagnostics) {
    let operations = &document.operations;
    let tags = filter.tags.iter().filter(|tag| {
        !operations
            .iter()
            .any(|operation| operation.tags.contains(tag))
    });
    let ids = filter.operations.iter().filter(|id| {
        let id = Some(id.as_str());
        !operations
            .iter()
            .any(|operation| operation.operation_id.as_deref() == id)
    });
    let messages = tags.map(|tag| format!("no operation has the tag `{tag}`"));
    for message in messages.chain(ids.map(|id| format!("no operation has the id `{id}`"))) {
        diagnostics.push(Diagnostic::nowhere(Code::NotSelected, message));
    }
}

/// Puts what is on the disk in the place of the modules of `apis` that are not in `only`.
fn keep_others(files: &mut FileMap, folder: &Path, only: &[String], apis: &[RustModel]) {
    let chosen: Vec<String> = only.iter().map(|name| name::snake(name, "api")).collect();
    for api in apis.iter().filter(|api| !chosen.contains(&api.module)) {
        let module = format!("src/{}/", api.module.trim_start_matches("r#"));
        for (path, bytes) in files
            .iter_mut()
            .filter(|(path, _)| path.starts_with(&module))
        {
            if let Ok(found) = std::fs::read(folder.join(path)) {
                *bytes = found;
            }
        }
    }
}

fn check(files: &FileMap, plan: &Plan, shell: &mut Shell) -> Exit {
    let stale = render::check(&plan.folder, files);
    for file in &stale {
        let path = plan.folder.join(&file.path);
        let path = path.display();
        let message = match file.state {
            Staleness::Stale => format!("{path} is stale"),
            Staleness::Missing => format!("{path} is missing"),
            Staleness::Orphan => format!("{path} is orphaned: nothing emits it any more"),
        };
        let diagnostic = Diagnostic::nowhere(Code::Stale, message);
        shell.error(diagnostic.help(format!("run `{}`", plan.command)));
    }
    if stale.is_empty() {
        shell.status(&format!("{} files are fresh", files.len()));
        Exit::Done
    } else {
        Exit::Failed
    }
}

fn write(files: &FileMap, folder: &Path, shell: &mut Shell) -> Exit {
    let mut diagnostics = Diagnostics::default();
    let written = interrupt::while_writing(|| render::write(folder, files, &mut diagnostics));
    shell.report(&Sources::default(), diagnostics);
    let Some(written) = written else {
        return Exit::Failed;
    };
    shell.status(&format!(
        "{}: {} written, {} unchanged, {} removed",
        folder.display(),
        written.changed.len(),
        written.same,
        written.removed.len()
    ));
    if interrupt::stopped() {
        Exit::Stopped
    } else {
        Exit::Done
    }
}

/// The last part of the path, also of `.` and the like.
fn folder_name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = absolute.components().next_back();
    name.map_or(String::new(), |name| {
        name.as_os_str().to_string_lossy().into_owned()
    })
}

/// Whether Cargo takes the name: no keyword, and not that of its own test harness.
fn is_crate_name(name: &str) -> bool {
    let mut signs = name.chars();
    signs
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && signs.all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
        && !name::snake(name, "api").starts_with("r#")
        && name != "test"
}
