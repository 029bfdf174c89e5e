//! `codegen`: specifications to files.

mod command;

use crate::interrupt;
use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::{Args, ValueEnum};
use specloom::diagnostic::{Code, Diagnostic};
use specloom::{DateTime, Failure, Generated, Generator, Spec, Staleness, render};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes a crate: with --spec, of your documents; without, of those in `specs` into `generated`.
///
/// Exit status: 0 written (with --check: fresh), 1 not, 2 usage.
#[derive(Debug, Args)]
#[command(next_help_heading = "Your documents", after_help = EXAMPLES)]
pub struct Codegen {
    /// An OpenAPI document of your own. May be given again: each becomes a module, called NAME;
    /// without it like the file, or, where there is only one, like the crate.
    #[arg(long, value_name = "[NAME=]FILE", requires = "out")]
    spec: Vec<Named>,
    /// The folder of the crate: new, empty, or written by an earlier run.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Corrections of that document; of several documents, of the one that is called NAME.
    #[arg(long, value_name = "[NAME=]FILE", requires = "spec")]
    overlay: Vec<Named>,
    /// The name of the crate; that of the folder unless given.
    #[arg(long, value_name = "CRATE", requires = "spec")]
    name: Option<String>,
    /// Take operations and webhooks with this tag only. May be given again.
    #[arg(long, value_name = "TAG", requires = "spec")]
    include_tag: Vec<String>,
    /// Take this operation only: its operationId, `GET /path`, or the name of a webhook. May be
    /// given again.
    #[arg(long, value_name = "ID", requires = "spec")]
    include_operation: Vec<String>,
    /// The type of dates.
    #[arg(long, value_name = "TYPE", default_value = "jiff")]
    date_time: DateTimeArgument,
    /// Write nothing; fail if a file is stale, missing or orphaned.
    #[arg(long, help_heading = "What is done")]
    check: bool,
    /// Do the work even where nothing has changed since the last run.
    #[arg(long, help_heading = "What is done")]
    no_cache: bool,
    /// Leave the modules of all other specifications as they are. May be given again.
    #[arg(
        long,
        help_heading = "What is done",
        value_name = "NAME",
        conflicts_with = "spec"
    )]
    api: Vec<String>,
}

/// What the help ends with.
const EXAMPLES: &str = "\
Examples:
  codegen --spec openapi.yaml --out acme-client
  codegen --spec widgets.yaml --spec gears=other/openapi.json --out clients
  codegen --spec openapi.yaml --out acme-client --include-tag widgets
  codegen --spec openapi.yaml --out acme-client --check";

/// The values of `--date-time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateTimeArgument {
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    Jiff,
    /// `chrono::DateTime<chrono::Utc>` and `chrono::NaiveDate`.
    Chrono,
    /// `time::OffsetDateTime` and `time::Date`.
    Time,
    /// Strings that the validator checks.
    String,
}

/// A file, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    name: Option<String>,
    file: PathBuf,
}

impl From<&str> for Named {
    fn from(text: &str) -> Self {
        let plain = |name: &str| !name.is_empty() && !name.contains(['/', '\\', '.']);
        match text.split_once('=') {
            Some((name, file)) if plain(name) && !Path::new(text).exists() => Self {
                name: Some(name.to_owned()),
                file: PathBuf::from(file),
            },
            _ => Self {
                name: None,
                file: PathBuf::from(text),
            },
        }
    }
}

/// A crate that is to be written.
struct Plan {
    generator: Generator,
    /// Its folder.
    folder: PathBuf,
    /// What to type to have it written.
    command: String,
    /// The modules that are not to be touched.
    kept: Vec<String>,
}

impl Codegen {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.generate(workspace, shell);
        shell.finish(exit).into()
    }

    fn generate(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let plan = match &self.out {
            Some(out) => self.plan_own(out, workspace),
            None => self.plan_all(workspace),
        };
        let plan = match plan {
            Ok(plan) => plan,
            Err(diagnostic) => return shell.error(*diagnostic),
        };
        if let Some(refusal) = render::refusal(&plan.folder).filter(|_| !self.check) {
            return shell.error(refusal);
        }
        let generator = plan.generator.clone().wording(shell.wording());
        let generator = generator.date_time(self.date_time.into());
        // What is checked is made for real, and so is what depends on files that are there.
        let cached = !self.check && !self.no_cache && plan.kept.is_empty();
        let cache = workspace.cache().filter(|_| cached);
        let kept = cache.as_ref();
        if let Some(kept) = kept.and_then(|cache| cache.find(&generator, &plan.folder)) {
            shell.said(kept.said);
            let (folder, files) = (plan.folder.display(), kept.files);
            shell.status(&format!(
                "{folder}: 0 written, {files} unchanged, 0 removed; nothing has changed since the last run"
            ));
            return Exit::Done;
        }
        let mut generated = match generator.generate() {
            Ok(generated) => generated,
            Err(failure) => return failed(failure, shell),
        };
        shell.said(generated.said.clone());
        keep(&mut generated, &plan);
        if self.check {
            return check(&generated, &plan, shell);
        }
        let exit = write(&generated, &plan.folder, shell);
        if let Some(cache) = cache.filter(|_| exit == Exit::Done) {
            cache.keep(&generator, &plan.folder, &generated);
        }
        exit
    }

    fn plan_all(&self, workspace: &Workspace) -> Result<Plan, Box<Diagnostic>> {
        workspace.specs_of(&self.api)?;
        let generator = Generator::new("generated").source("specs/");
        let apis = self.api.iter().map(|name| command::quoted(name));
        let apis: String = apis.map(|name| format!(" --api {name}")).collect();
        let mut plan = Plan {
            generator: generator.mend(workspace.mend()),
            folder: workspace.generated(),
            command: workspace.command(&format!("codegen{apis}")),
            kept: Vec::new(),
        };
        for (name, spec) in workspace.specs_of(&[])? {
            if !self.api.is_empty() && !self.api.contains(&name) {
                plan.kept.push(specloom::module_name(&name));
            }
            plan.generator = plan.generator.api(name, spec);
        }
        Ok(plan)
    }

    fn plan_own(&self, out: &Path, workspace: &Workspace) -> Result<Plan, Box<Diagnostic>> {
        let name = self.name.clone().unwrap_or_else(|| folder_name(out));
        let mut generator = Generator::new(&name);
        let mut specs: Vec<(String, Spec)> = Vec::new();
        for spec in &self.spec {
            let own = spec.name.clone();
            let module = match self.spec.as_slice() {
                [_] => own.unwrap_or_else(|| name.clone()),
                _ => own.unwrap_or_else(|| file_name(&spec.file)),
            };
            specs.push((module, Spec::new(&spec.file)));
        }
        for overlay in &self.overlay {
            let wanted = |(name, spec): &&mut (String, Spec)| {
                let mine = overlay.name.as_ref().is_none_or(|of| of == name);
                mine && spec.overlay.is_none()
            };
            let alone = overlay.name.is_some() || self.spec.len() == 1;
            let spec = specs.iter_mut().find(wanted).filter(|_| alone);
            let spec = spec.ok_or_else(|| stray(overlay))?;
            spec.1.overlay = Some(overlay.file.clone());
        }
        for (module, spec) in specs {
            generator = generator.api(module, spec);
        }
        for tag in &self.include_tag {
            generator = generator.include_tag(tag);
        }
        for operation in &self.include_operation {
            generator = generator.include_operation(operation);
        }
        if let Some(command) = self.portable(out) {
            generator = generator.mend(Workspace::installed(&command));
        }
        Ok(Plan {
            generator,
            folder: out.to_path_buf(),
            command: workspace.command(&self.typed(out)),
            kept: Vec::new(),
        })
    }
}

impl From<DateTimeArgument> for DateTime {
    fn from(argument: DateTimeArgument) -> Self {
        match argument {
            DateTimeArgument::Jiff => DateTime::Jiff,
            DateTimeArgument::Chrono => DateTime::Chrono,
            DateTimeArgument::Time => DateTime::Time,
            DateTimeArgument::String => DateTime::String,
        }
    }
}

fn stray(overlay: &Named) -> Box<Diagnostic> {
    let message = format!(
        "it is not clear which document {} corrects",
        overlay.file.display()
    );
    let help =
        "of several documents each takes one: `--overlay NAME=FILE`, with the NAME of a `--spec`";
    Box::new(Diagnostic::nowhere(Code::Usage, message).help(help))
}

/// Says why nothing is generated.
fn failed(failure: Failure, shell: &mut Shell) -> Exit {
    shell.said(failure.said);
    Exit::Failed
}

/// Puts what is on the disk in the place of modules that are not to be touched.
fn keep(generated: &mut Generated, plan: &Plan) {
    for module in &plan.kept {
        let module = format!("src/{}/", module.trim_start_matches("r#"));
        let files = generated.files.iter_mut();
        for (path, bytes) in files.filter(|(path, _)| path.starts_with(&module)) {
            if let Ok(found) = std::fs::read(plan.folder.join(path)) {
                *bytes = found;
            }
        }
    }
    // They may have tuples that their descriptions no longer have.
    let path = "src/runtime/tuples.rs";
    let found = std::fs::read(plan.folder.join(path)).unwrap_or_default();
    if let Some(bytes) = generated
        .files
        .get_mut(path)
        .filter(|_| !plan.kept.is_empty())
    {
        let [new, old] = [&**bytes, &*found].map(String::from_utf8_lossy);
        *bytes = render::with_lengths_of(&new, &old).into_bytes();
    }
}

fn check(generated: &Generated, plan: &Plan, shell: &mut Shell) -> Exit {
    let stale = generated.check(&plan.folder);
    for (at, file) in (1..).zip(&stale) {
        let path = plan.folder.join(&file.path);
        let path = path.display();
        let message = match file.state {
            Staleness::Stale => format!("{path} is stale"),
            Staleness::Missing => format!("{path} is missing"),
            Staleness::Orphan => format!("{path} is orphaned: nothing emits it any more"),
        };
        let diagnostic = Diagnostic::nowhere(Code::Stale, message);
        shell.error(match at == stale.len() {
            true => diagnostic.help(format!("run `{}`", plan.command)),
            false => diagnostic,
        });
    }
    if stale.is_empty() {
        shell.status(&format!("{} files are fresh", generated.files.len()));
        Exit::Done
    } else {
        Exit::Failed
    }
}

fn write(generated: &Generated, folder: &Path, shell: &mut Shell) -> Exit {
    let written = match interrupt::finishing(|| generated.write(folder)) {
        Ok(written) => written,
        Err(failure) => return failed(failure, shell),
    };
    shell.status(&format!(
        "{}: {} written, {} unchanged, {} removed",
        folder.display(),
        written.changed.len(),
        written.same,
        written.removed.len()
    ));
    if written.same == 0 && written.removed.is_empty() {
        let readme = folder.join("README.md");
        let (folder, readme) = (folder.display(), readme.display());
        shell.status(&format!(
            "to use it: `cargo add --path {folder}`; {readme} says more"
        ));
    }
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

/// What a document is called by its file, or by its folder where every document is called so.
fn file_name(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    match stem.as_ref() {
        "openapi" | "swagger" | "api" | "spec" => {
            let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
            absolute.parent().map_or(stem.into_owned(), folder_name)
        }
        _ => stem.into_owned(),
    }
}
