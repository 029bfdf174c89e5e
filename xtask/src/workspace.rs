//! The folders of the repository, and the specifications in them.

use specloom::diagnostic::{Code, Diagnostic, Diagnostics};
use specloom::document::Document;
use specloom::import::source::Source;
use specloom::pipeline::Spec;
use specloom::source::Sources;
use std::path::{Path, PathBuf};
use std::{fs, io};

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
        if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root }
    }

    /// The specifications.
    pub fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    /// The emitted crate.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The hand-written half of emitted crates.
    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The files of one specification.
    pub fn spec(&self, api: &str) -> Spec {
        let folder = self.specs().join(api);
        let overlay = folder.join("overlay.yaml");
        Spec {
            document: folder.join("openapi.yaml"),
            overlay: overlay.exists().then_some(overlay),
        }
    }

    /// The names of all specifications, sorted; of those in `only`, if it names any.
    ///
    /// # Errors
    ///
    /// [`Code::Io`] where `specs` cannot be read, or has no such specification.
    pub fn apis(&self, only: &[String]) -> Result<Vec<String>, Box<Diagnostic>> {
        let folder = self.specs();
        let failed = |error: io::Error| {
            let message = format!("{} cannot be read: {error}", folder.display());
            Box::new(Diagnostic::nowhere(Code::Io, message))
        };
        let mut all = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.path().is_dir() {
                all.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        all.sort();
        if let Some(missing) = only.iter().find(|name| !all.contains(name)) {
            let message = format!("there is no specification `{missing}` in {}", folder.display());
            let help = format!("there are {}", all.join(", "));
            return Err(Box::new(Diagnostic::nowhere(Code::Io, message).help(help)));
        }
        all.retain(|name| only.is_empty() || only.contains(name));
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
            let at = error.position.map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
            let message = format!("{}{at}: {}", path.display(), error.message);
            Box::new(Diagnostic::nowhere(error.code, message))
        })
    }
}

/// A description with what was said about it.
pub struct Read {
    /// The files, for excerpts.
    pub sources: Sources,
    /// Nothing where there is no description.
    pub document: Option<Document>,
    /// What was said.
    pub diagnostics: Diagnostics,
}

/// Reads the description of `spec`.
pub fn read(spec: &Spec) -> Read {
    let mut diagnostics = Diagnostics::default();
    let (sources, document) = specloom::pipeline::read(spec, &mut diagnostics);
    Read { sources, document, diagnostics }
}
