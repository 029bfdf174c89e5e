//! `codegen`: specifications to files.

use crate::interrupt;
use crate::shell::{Exit, Shell};
use crate::workspace::{Workspace, read};
use clap::{Args, ValueEnum};
use specloom::diagnostic::{Code, Diagnostic, Diagnostics};
use specloom::lower::DateTime;
use specloom::name;
use specloom::pipeline::{self, NamedApi, Options, Selection, Spec};
use specloom::render::{self, Difference, FileMap, WriteError};
use specloom::source::Sources;
use specloom::template::Templates;
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

/// A description that is to be read, and what it will be called.
struct Wanted {
    module: String,
    spec: Spec,
    selection: Selection,
}

/// The folder of a crate and how it got there, for messages.
struct Target {
    folder: PathBuf,
    command: String,
}

impl Codegen {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.generate(workspace, shell);
        shell.finish(exit).into()
    }

    fn generate(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let templates = match Templates::read(&workspace.templates()) {
            Ok(templates) => templates,
            Err(diagnostic) => return shell.error(*diagnostic),
        };
        let planned = match (&self.spec, &self.out) {
            (Some(spec), Some(out)) => self.plan_one(spec, out),
            _ => self.plan_all(workspace),
        };
        let (wanted, options, target) = match planned {
            Ok(planned) => planned,
            Err(diagnostic) => return shell.error(*diagnostic),
        };
        let mut apis = Vec::new();
        for wanted in &wanted {
            match load(wanted, shell) {
                Some(api) => apis.push(api),
                None => continue,
            }
        }
        if apis.len() < wanted.len() {
            return Exit::Failed;
        }
        let mut diagnostics = Diagnostics::default();
        let mut files = pipeline::files(&apis, &options, &templates, &mut diagnostics);
        if shell.report(&Sources::default(), diagnostics) {
            return Exit::Failed;
        }
        if !self.api.is_empty() {
            keep_others(&mut files, &target.folder, &self.api, &apis);
        }
        if self.check {
            check(&files, &target, shell)
        } else {
            write(&files, &target.folder, shell)
        }
    }

    fn plan_all(&self, workspace: &Workspace) -> Result<(Vec<Wanted>, Options, Target), Box<Diagnostic>> {
        workspace.apis(&self.api)?;
        let wanted = workspace.apis(&[])?.into_iter().map(|api| Wanted {
            module: name::snake(&api, "api"),
            spec: workspace.spec(&api),
            selection: Selection::default(),
        });
        let options = Options {
            name: "generated".to_owned(),
            source: "specs/".to_owned(),
            date_time: self.date_time.into(),
        };
        let target = Target {
            folder: workspace.generated(),
            command: "cargo xtask codegen".to_owned(),
        };
        Ok((wanted.collect(), options, target))
    }

    fn plan_one(&self, spec: &Path, out: &Path) -> Result<(Vec<Wanted>, Options, Target), Box<Diagnostic>> {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => folder_name(out),
        };
        if !is_crate_name(&name) {
            let message = format!("`{name}` cannot be the name of a crate");
            let help = "give one with `--name`: letters, digits, `-` and `_`, a letter first";
            return Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)));
        }
        let file = spec.file_name().map(|name| name.to_string_lossy().into_owned());
        let options = Options {
            source: file.unwrap_or_default(),
            date_time: self.date_time.into(),
            name: name.clone(),
        };
        let target = Target {
            command: format!("cargo xtask codegen --spec {} --out {}", spec.display(), out.display()),
            folder: out.to_path_buf(),
        };
        let wanted = Wanted {
            module: name::snake(&name, "api"),
            spec: Spec { document: spec.to_path_buf(), overlay: self.overlay.clone() },
            selection: Selection {
                tags: self.include_tag.clone(),
                operations: self.include_operation.clone(),
            },
        };
        Ok((vec![wanted], options, target))
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
fn load(wanted: &Wanted, shell: &mut Shell) -> Option<NamedApi> {
    let mut read = read(&wanted.spec);
    let api = match read.document {
        Some(document) if !read.diagnostics.has_errors() => {
            pipeline::api(document, &wanted.selection, &mut read.diagnostics)
        }
        _ => None,
    };
    let failed = shell.report(&read.sources, read.diagnostics);
    let api = api.filter(|_| !failed)?;
    Some(NamedApi { module: wanted.module.clone(), api })
}

/// Puts what is on the disk in the place of the modules of `apis` that are not in `only`.
fn keep_others(files: &mut FileMap, folder: &Path, only: &[String], apis: &[NamedApi]) {
    let chosen: Vec<String> = only.iter().map(|name| name::snake(name, "api")).collect();
    for api in apis.iter().filter(|api| !chosen.contains(&api.module)) {
        let module = format!("src/{}/", api.module.trim_start_matches("r#"));
        for (path, bytes) in files.iter_mut().filter(|(path, _)| path.starts_with(&module)) {
            if let Ok(found) = std::fs::read(folder.join(path)) {
                *bytes = found;
            }
        }
    }
}

fn check(files: &FileMap, target: &Target, shell: &mut Shell) -> Exit {
    let differences = match render::check(files, &target.folder) {
        Ok(differences) => differences,
        Err(diagnostic) => return shell.error(*diagnostic),
    };
    for (path, difference) in &differences {
        let path = target.folder.join(path);
        let message = match difference {
            Difference::Stale => format!("{} is stale", path.display()),
            Difference::Missing => format!("{} is missing", path.display()),
            Difference::Orphaned => format!("{} is orphaned: nothing emits it", path.display()),
        };
        let diagnostic = Diagnostic::nowhere(Code::Stale, message);
        shell.error(diagnostic.help(format!("run `{}`", target.command)));
    }
    if differences.is_empty() {
        shell.status(&format!("{} files are fresh", files.len()));
        Exit::Done
    } else {
        Exit::Failed
    }
}

fn write(files: &FileMap, folder: &Path, shell: &mut Shell) -> Exit {
    match interrupt::while_writing(|go_on| render::write(files, folder, go_on)) {
        Ok(done) => {
            shell.status(&format!(
                "{}: {} written, {} unchanged, {} removed",
                folder.display(),
                done.written,
                done.unchanged,
                done.removed
            ));
            Exit::Done
        }
        Err(WriteError::Stopped) => {
            shell.status("stopped; nothing was written");
            Exit::Stopped
        }
        Err(WriteError::Failed(diagnostic)) => shell.error(*diagnostic),
    }
}

/// The last part of the path, also of `.` and the like.
fn folder_name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = absolute.components().next_back();
    name.map_or(String::new(), |name| name.as_os_str().to_string_lossy().into_owned())
}

/// Whether Cargo takes the name: no keyword, and not that of its own test harness.
fn is_crate_name(name: &str) -> bool {
    let mut signs = name.chars();
    signs.next().is_some_and(|first| first.is_ascii_alphabetic())
        && signs.all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
        && !name::snake(name, "api").starts_with("r#")
        && name != "test"
}
