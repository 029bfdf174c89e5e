//! The folders of the repository, and the specifications in them.

use specloom::diagnostic::{Code, Diagnostic};
use specloom::import::source::Source;
use specloom::pipeline::{self, Spec};
use std::fs;
use std::path::{Path, PathBuf};

/// Where things stand.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`; without one that of this program's own sources, as seen from the
    /// current folder where that is possible.
    pub fn new(root: Option<PathBuf>) -> Self {
        let root = root.unwrap_or_else(|| {
            let own = Path::new(env!("CARGO_MANIFEST_DIR"));
            let own = own.parent().unwrap_or(own).to_path_buf();
            match std::env::current_dir() {
                Ok(here) if here == own => PathBuf::new(),
                _ => own,
            }
        });
        Self { root }
    }

    /// The workspace itself, as a folder to run programs in.
    pub fn root(&self) -> &Path {
        if self.root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.root
        }
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
            Box::new(Diagnostic::nowhere(Code::Io, message))
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
            return Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)));
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
