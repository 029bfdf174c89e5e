//! The folders of the repository, and the specifications in them.

use specloom::cache::Cache;
use specloom::diagnostic::{Code, Diagnostic};
use specloom::import::source::Source;
use specloom::pipeline::{self, Spec};
use std::fs;
use std::path::{Path, PathBuf};

/// The program that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// `cargo xtask`, in the repository of Specloom.
    Xtask {
        /// That repository.
        repository: PathBuf,
    },
    /// `specloom`, as it is installed.
    Specloom,
}

impl Program {
    /// What a user types for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Xtask { .. } => XTASK,
            Self::Specloom => SPECLOOM,
        }
    }
}

const XTASK: &str = "cargo xtask";
const SPECLOOM: &str = "specloom";

/// Where things stand.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    /// Whether the user said where that is.
    named: bool,
    program: Program,
}

impl Workspace {
    /// The workspace at `root`; without one, the repository for `cargo xtask`, as seen from the
    /// current folder where that is possible, and the current folder for `specloom`.
    pub fn new(program: Program, root: Option<PathBuf>) -> Self {
        let named = root.is_some();
        let root = root.unwrap_or_else(|| match &program {
            Program::Xtask { repository } => match std::env::current_dir() {
                Ok(here) if here == *repository => PathBuf::new(),
                _ => repository.clone(),
            },
            Program::Specloom => PathBuf::new(),
        });
        Self {
            root,
            named,
            program,
        }
    }

    /// `command` of this program, as a user types it.
    pub fn command(&self, command: &str) -> String {
        let name = self.program.name();
        match self.named {
            true => format!("{name} --root {} {command}", self.root.display()),
            false => format!("{name} {command}"),
        }
    }

    /// `command` of the installed program, for whoever has a crate that it wrote.
    pub fn installed(command: &str) -> String {
        format!("in the folder of the crate, {SPECLOOM} {command}")
    }

    /// What to type to have `generated` written, for the header of each file there. It depends on
    /// the folder only, so that both programs write the same bytes.
    pub fn mend(&self) -> String {
        let program = if self.is_home() { XTASK } else { SPECLOOM };
        format!("{program} codegen")
    }

    /// Refuses `command` outside of the repository of Specloom.
    ///
    /// # Errors
    ///
    /// Where this is another folder.
    pub fn at_home(&self, command: &str) -> Result<(), Box<Diagnostic>> {
        if self.is_home() {
            return Ok(());
        }
        let message = format!(
            "`{command}` needs the sources of Specloom, which are not in {}",
            self.root().display()
        );
        let help = "run it in a clone of its repository, or name that with `--root`";
        Err(Box::new(
            Diagnostic::nowhere(Code::Usage, message).help(help),
        ))
    }

    /// Whether this is the repository of Specloom.
    fn is_home(&self) -> bool {
        let parts = ["xtask/src/lib.rs", "templates/runtime/Cargo.toml"];
        parts.iter().all(|part| self.root.join(part).is_file())
    }

    /// The workspace itself, as a folder to run programs in.
    pub fn root(&self) -> &Path {
        if self.root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.root
        }
    }

    /// Where it is noted what earlier runs made: below the folder of the build in the repository,
    /// else in `SPECLOOM_CACHE` or the user's folder for such things. `None`: there is no such
    /// folder.
    pub fn cache(&self) -> Option<Cache> {
        let variable = |name: &str| {
            let value = std::env::var_os(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        let folder = match self.program {
            Program::Xtask { .. } => {
                let target = variable("CARGO_TARGET_DIR");
                Some(target.unwrap_or_else(|| self.root.join("target")))
            }
            Program::Specloom => {
                if let Some(folder) = variable("SPECLOOM_CACHE") {
                    return Some(Cache::new(folder));
                }
                let home = || variable("HOME");
                if cfg!(windows) {
                    variable("LOCALAPPDATA")
                } else if cfg!(target_os = "macos") {
                    home().map(|home| home.join("Library/Caches"))
                } else {
                    variable("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
                }
            }
        };
        folder.map(|folder| Cache::new(folder.join("specloom")))
    }

    /// The specifications.
    pub fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    /// The emitted crate.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// All specifications by name, sorted; those in `only`, if it names any.
    ///
    /// # Errors
    ///
    /// [`Code::Io`] where `specs` cannot be read, or has no such specification.
    pub fn specs_of(&self, only: &[String]) -> Result<Vec<(String, Spec)>, Box<Diagnostic>> {
        let folder = self.specs();
        let mut all = pipeline::find_specs(&folder).map_err(|error| {
            let message = format!("{} cannot be read: {error}", folder.display());
            let help = "run it where that folder is, or name the place with `--root`; \
                        for one document there is `codegen --spec FILE --out DIR`";
            Box::new(Diagnostic::nowhere(Code::Io, message).help(help))
        })?;
        if let Some(missing) = only
            .iter()
            .find(|name| !all.iter().any(|(own, _)| own == *name))
        {
            let message = format!(
                "there is no specification `{missing}` in {}",
                folder.display()
            );
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            let help = format!("there are {}", names.join(", "));
            return Err(Box::new(
                Diagnostic::nowhere(Code::Usage, message).help(help),
            ));
        }
        all.retain(|(name, _)| only.is_empty() || only.contains(name));
        Ok(all)
    }

    /// The `source.toml` of a specification.
    ///
    /// # Errors
    ///
    /// Those of [`Source::parse`], and [`Code::Io`].
    pub fn source(&self, api: &str) -> Result<Source, Box<Diagnostic>> {
        let path = self.specs().join(api).join("source.toml");
        let text = fs::read_to_string(&path).map_err(|error| {
            let message = format!("{} cannot be read: {error}", path.display());
            Box::new(Diagnostic::nowhere(Code::Io, message))
        })?;
        Source::parse(&text).map_err(|error| {
            let at = error
                .position
                .map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
            let message = format!("{}{at}: {}", path.display(), error.message);
            Box::new(Diagnostic::nowhere(error.code, message))
        })
    }
}
