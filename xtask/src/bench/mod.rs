//! `bench`: figures beside those of other programs, in one run.

mod bare;
mod check;
mod generate;
mod process;
mod program;
mod report;

use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::{Args, Subcommand};
use program::{Kind, Program};
use specloom::diagnostic::{Code, Diagnostic};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Measures time and memory beside other programs, as docs/BENCHMARKS.md tells.
#[derive(Debug, Args)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Validators beside hand-written checks and other crates; in the repository of Specloom only.
    Validate(Validate),
    /// Generating a crate, from start to end, beside other generators.
    Generate(Common),
    /// `cargo check` of the crates, dependencies warm, beside those of other generators.
    Check(Check),
}

#[derive(Debug, Args)]
struct Validate {
    /// A type of a document at hand, of which a value is made: its validators beside `jsonschema`,
    /// and nothing else. Only what the operation uses is emitted. May be given again.
    #[arg(long, value_name = "DOCUMENT,OPERATION,TYPE")]
    body: Vec<String>,
    /// A folder with the documents that docs/BENCHMARKS.md names: the bodies from these that
    /// somebody wrote checks for, beside those checks, `garde`, `validator` and `jsonschema`.
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Where the crates are put, and what rustc makes of them.
    #[arg(long, value_name = "DIR", default_value = "target/bench-bodies")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    common: Common,
    /// The tag whose feature is checked alone; the first in the manifest unless given.
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
}

/// What both ways of measuring generators take.
#[derive(Debug, Args)]
struct Common {
    /// The documents; of a folder every `.json`, `.yaml` and `.yml`.
    #[arg(value_name = "DIR|FILE", required = true)]
    documents: Vec<PathBuf>,
    /// How often each is run; the median counts.
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// The folder with the other generators, before those on the path.
    #[arg(long, value_name = "DIR")]
    peers: Option<PathBuf>,
    /// Where the crates are put, and what rustc makes of them.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    out: PathBuf,
    /// Also put the table into docs/BENCHMARKS.md.
    #[arg(long)]
    write: bool,
    /// Measure this build, though it is no release.
    #[arg(long)]
    as_built: bool,
}

/// Why there are no figures.
#[derive(Debug)]
enum Failure {
    /// A file, or a program that cannot be started.
    Io(String),
    /// Ctrl-C.
    Stopped,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

impl Bench {
    /// Whether it measures programs of this repository, not documents.
    pub fn at_home(&self) -> bool {
        matches!(self.what, What::Validate(_))
    }

    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self
            .measure(workspace, shell)
            .unwrap_or_else(|failure| match failure {
                Failure::Io(message) => shell.error(Diagnostic::nowhere(Code::Io, message)),
                Failure::Stopped => Exit::Stopped,
            });
        shell.finish(exit).into()
    }

    fn measure(&self, workspace: &Workspace, shell: &mut Shell) -> Result<Exit, Failure> {
        let (section, common) = match &self.what {
            What::Validate(wanted) => return validate(wanted, workspace),
            What::Generate(common) => ("generate", common),
            What::Check(check) => ("check", &check.common),
        };
        let documents = common.documents()?;
        if cfg!(debug_assertions) && !common.as_built {
            shell.status("a debug build says nothing about speed: once more in release");
            return in_release(workspace);
        }
        for kind in common.missing() {
            let name = kind.name();
            shell.status(&format!(
                "{name} is not installed; docs/BENCHMARKS.md tells how"
            ));
        }
        let body = match &self.what {
            What::Check(check) => check::run(common, check.tag.as_deref(), &documents, shell)?,
            _ => generate::run(common, &documents, shell)?,
        };
        let text = format!("{}\n\n{body}", common.heading());
        shell.print(&text);
        if common.write {
            let path = workspace.root().join("docs").join("BENCHMARKS.md");
            let old = std::fs::read_to_string(&path)?;
            let new = report::replace(&old, section, &text).ok_or_else(|| {
                let path = path.display();
                Failure::Io(format!("{path} has no marks `<!-- bench {section} -->`"))
            })?;
            std::fs::write(&path, new)?;
        }
        Ok(Exit::Done)
    }
}

impl Common {
    /// The files, those of a folder sorted.
    fn documents(&self) -> Result<Vec<PathBuf>, Failure> {
        let mut documents = Vec::new();
        for given in &self.documents {
            let unreadable =
                |error| Failure::Io(format!("{} cannot be read: {error}", given.display()));
            if std::fs::metadata(given).map_err(unreadable)?.is_file() {
                documents.push(std::path::absolute(given)?);
                continue;
            }
            let mut found = Vec::new();
            for entry in std::fs::read_dir(given).map_err(unreadable)? {
                let path = std::path::absolute(entry.map_err(unreadable)?.path())?;
                let kind = path.extension().and_then(|kind| kind.to_str());
                if matches!(kind, Some("json" | "yaml" | "yml")) {
                    found.push(path);
                }
            }
            found.sort();
            documents.append(&mut found);
        }
        Ok(documents)
    }

    /// Our own program, and the peers that are installed.
    fn programs(&self) -> io::Result<Vec<Program>> {
        let peers = Kind::PEERS.into_iter();
        let found = peers.filter_map(|kind| Program::find(kind, self.peers.as_deref()));
        Ok(std::iter::once(Program::own()?).chain(found).collect())
    }

    fn missing(&self) -> Vec<Kind> {
        let mut peers = Kind::PEERS.to_vec();
        peers.retain(|kind| Program::find(*kind, self.peers.as_deref()).is_none());
        peers
    }

    /// What one must know to read the table.
    fn heading(&self) -> String {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let build = if cfg!(debug_assertions) {
            ", a debug build of ours"
        } else {
            ""
        };
        let missing: Vec<&str> = self.missing().into_iter().map(Kind::name).collect();
        let missing = match missing.as_slice() {
            [] => String::new(),
            names => format!("; not installed: {}", names.join(", ")),
        };
        format!(
            "Median of {}, programs in turn, {cores} cores{build}{missing}.",
            self.runs
        )
    }
}

/// The crate that times validators is a program of its own: it alone needs the other validators.
fn validate(wanted: &Validate, workspace: &Workspace) -> Result<Exit, Failure> {
    let mut command = cargo();
    command
        .args(["run", "--quiet"])
        .current_dir(workspace.root());
    if wanted.body.is_empty() && wanted.corpus.is_none() {
        command.args(["--release", "--package", "specloom-bench"]);
        command.args(["--features", "peers"]);
    } else {
        // The program runs in another folder.
        let here = std::env::current_dir()?;
        if let Some(corpus) = &wanted.corpus
            && !corpus.is_dir()
        {
            return Err(Failure::Io(format!("{} is no folder", corpus.display())));
        }
        let bodies = wanted.body.iter().map(|body| here.join(body));
        let bodies = bodies.chain(wanted.corpus.iter().map(|corpus| here.join(corpus)));
        command.args(["--package", "specloom-tests", "--bin", "bodies", "--"]);
        command.arg(here.join(&wanted.out)).args(bodies);
    }
    pass_on(&mut command)
}

/// This command again, by a release build of this program.
fn in_release(workspace: &Workspace) -> Result<Exit, Failure> {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--release", "--package", "xtask"])
        .arg("--manifest-path")
        .arg(workspace.root().join("Cargo.toml"))
        .arg("--")
        .args(std::env::args_os().skip(1));
    pass_on(&mut command)
}

fn pass_on(command: &mut Command) -> Result<Exit, Failure> {
    let status = command.status();
    let status = status.map_err(|error| Failure::Io(format!("cargo cannot be run: {error}")))?;
    Ok(if status.success() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// The cargo that runs this program.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Makes `folder` an empty one.
fn fresh(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)
}
