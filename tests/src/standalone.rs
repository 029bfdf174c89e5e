//! Emitted crates in folders of their own, and cargo on them.

use specloom::api::Api;
use specloom::diagnostic::{Diagnostic, Diagnostics, Severity};
use specloom::lower::Options;
use specloom::name::Names;
use specloom::pipeline::{self, Filter, Spec};
use specloom::render;
use specloom::rust::{Crate, RustModel};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every stage's value of one description.
pub struct Stages {
    /// What the description means.
    pub api: Api,
    /// What everything is called.
    pub names: Names,
    /// The Rust that will be written.
    pub model: RustModel,
    /// What there was to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// A crate on the disk.
pub struct Standalone {
    /// Its folder.
    pub folder: PathBuf,
    target: PathBuf,
}

/// Runs the pipeline on a document.
///
/// # Panics
///
/// Where the document has errors.
pub fn stages(module: &str, document: &Path) -> Stages {
    let spec = Spec {
        document: document.to_path_buf(),
        overlay: None,
    };
    let mut diagnostics = Diagnostics::default();
    let reading = pipeline::read(&spec, &mut diagnostics);
    let shown = document.display();
    let document = reading.document.as_ref();
    let document = document.unwrap_or_else(|| panic!("{shown}: {diagnostics:?}"));
    let api = pipeline::understand(document, &Filter::default(), &mut diagnostics);
    let options = Options {
        module: module.to_owned(),
        ..Options::default()
    };
    let (names, model) = pipeline::model(&api, &options, &mut diagnostics);
    let diagnostics = diagnostics.into_vec();
    let errors = diagnostics.iter();
    let mut errors = errors.filter(|diagnostic| diagnostic.severity == Severity::Error);
    assert!(errors.next().is_none(), "{shown}: {diagnostics:?}");
    Stages {
        api,
        names,
        model,
        diagnostics,
    }
}

/// The files of a crate.
pub fn files(name: &str, apis: Vec<RustModel>) -> render::FileMap {
    let krate = Crate {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        source: "fixtures".to_owned(),
        apis,
    };
    let mut diagnostics = Diagnostics::default();
    let files = render::files(&krate, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    files
}

impl Standalone {
    /// Writes a crate below `temporary` (`CARGO_TARGET_TMPDIR`), which outlives the test: a second
    /// run finds everything built. The dependencies are those of the workspace's lock file.
    ///
    /// # Panics
    ///
    /// Where the folder cannot be written.
    pub fn write(temporary: &str, name: &str, apis: Vec<RustModel>) -> Self {
        let folder = Path::new(temporary).join("standalone").join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let mut diagnostics = Diagnostics::default();
        let files = files(name, apis);
        render::write(&folder, &files, &mut diagnostics).expect("the crate is written");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
        Self {
            folder,
            // Where the generator's own tests build: what both need is built once.
            target: Path::new(temporary).join("../emitted"),
        }
    }

    /// All features but the second choice of TLS, which wants a library of the system's.
    ///
    /// # Panics
    ///
    /// Where the manifest cannot be read.
    pub fn features(&self) -> String {
        let manifest = fs::read_to_string(self.folder.join("Cargo.toml")).expect("a manifest");
        let features = manifest.split("[features]").nth(1).unwrap_or_default();
        let features = features.split("\n[").next().unwrap_or_default().lines();
        let names = features.filter_map(|line| line.split_once(" = "));
        let names = names.map(|(name, _)| name.trim_matches('"'));
        let names = names.filter(|name| *name != "native-tls" && !name.starts_with('#'));
        names.collect::<Vec<_>>().join(",")
    }

    /// Runs cargo offline; warnings are errors. What it printed.
    ///
    /// # Panics
    ///
    /// Where cargo fails, with what it said.
    pub fn cargo(&self, arguments: &[&str], features: &str) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--no-default-features"])
            .args(["--features", features])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let shown = self.folder.display();
        assert!(output.status.success(), "{arguments:?} in {shown}:\n{said}");
        assert!(
            !said.contains("warning"),
            "{arguments:?} in {shown}:\n{said}"
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
