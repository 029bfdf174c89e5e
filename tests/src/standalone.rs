//! Emitted crates in folders of their own, and cargo on them.

use crate::stages::{Stages, stages};
use specloom::diagnostic::Diagnostics;
use specloom::render;
use specloom::rust::{Crate, RustModel};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate on the disk.
pub struct Standalone {
    /// Its folder.
    pub folder: PathBuf,
    target: PathBuf,
}

/// The Rust of a document.
///
/// # Panics
///
/// Where the document cannot be read, or has errors.
pub fn model(module: &str, document: &Path) -> RustModel {
    let shown = document.display();
    let text = fs::read_to_string(document).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let Stages { model, said, .. } = stages(module, &text);
    let mut lines = said.lines();
    assert!(
        !lines.any(|line| line.starts_with("error")),
        "{shown}:\n{said}"
    );
    model
}

/// The files of a crate.
pub fn files(name: &str, apis: Vec<RustModel>) -> render::FileMap {
    let krate = Crate {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        source: "fixtures".to_owned(),
        mend: "specloom codegen".to_owned(),
        apis,
    };
    let mut diagnostics = Diagnostics::default();
    let files = render::files(&krate, &mut diagnostics);
    assert_eq!(diagnostics.into_vec(), []);
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
        let mut files = files(name, apis);
        // The folder lies in this workspace's target, and the crate is none of its members.
        if let Some(manifest) = files.get_mut("Cargo.toml") {
            manifest.extend_from_slice(b"\n[workspace]\n");
        }
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
