//! The programs that are timed: this one, and the other generators that are installed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of every crate that is made.
pub const CRATE: &str = "measured";

/// A generator.
#[derive(Debug, Clone)]
pub struct Program {
    /// Which.
    pub kind: Kind,
    /// Where it is.
    pub path: PathBuf,
}

/// A generator that can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// This program.
    Own,
    /// `oas3-gen`.
    Oas3Gen,
    /// `openapi-to-rust`.
    OpenapiToRust,
    /// `cargo-progenitor`.
    Progenitor,
}

impl Kind {
    /// All but our own.
    pub const PEERS: [Self; 3] = [Self::Oas3Gen, Self::OpenapiToRust, Self::Progenitor];

    /// The name of the executable, and the one in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "specloom",
            Self::Oas3Gen => "oas3-gen",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Progenitor => "cargo-progenitor",
        }
    }
}

impl Program {
    /// This program.
    ///
    /// # Errors
    ///
    /// Where the system does not tell where it is.
    pub fn own() -> io::Result<Self> {
        Ok(Self {
            kind: Kind::Own,
            path: std::env::current_exe()?,
        })
    }

    /// The peer in `folder`, or else on the path.
    pub fn find(kind: Kind, folder: Option<&Path>) -> Option<Self> {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let folders = folder.map(Path::to_path_buf).into_iter();
        let name = format!("{}{}", kind.name(), std::env::consts::EXE_SUFFIX);
        let path = folders
            .chain(std::env::split_paths(&paths))
            .map(|folder| folder.join(&name))
            .find(|path| path.is_file())?;
        Some(Self { kind, path })
    }

    /// The command that makes a crate of `document` in `folder`: types and client, everything else
    /// as the program has it.
    pub fn generate(&self, document: &Path, folder: &Path) -> Command {
        let mut command = Command::new(&self.path);
        match self.kind {
            Kind::Own => command
                .args(["--quiet", "codegen", "--name", CRATE, "--spec"])
                .arg(document)
                .arg("--out")
                .arg(folder),
            Kind::Oas3Gen => command
                .args(["generate", "--quiet", "--workspace", "--input"])
                .arg(document)
                .arg("--output")
                .arg(folder)
                .arg("client-mod"),
            Kind::OpenapiToRust => command
                .args(["generate", "--quiet"])
                .arg(document)
                .arg("--output-dir")
                .arg(folder.join("src")),
            Kind::Progenitor => command
                .args(["progenitor", "--name", CRATE, "--version", "0.1.0"])
                .arg("--input")
                .arg(document)
                .arg("--output")
                .arg(folder),
        };
        command
    }

    /// Adds what cargo wants and the program leaves to its user.
    ///
    /// # Errors
    ///
    /// Those of reading and writing.
    pub fn finish(&self, folder: &Path) -> io::Result<()> {
        let manifest = folder.join("Cargo.toml");
        if self.kind == Kind::OpenapiToRust {
            let source = folder.join("src");
            let package =
                format!("[package]\nname = \"{CRATE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
            let dependencies = fs::read_to_string(source.join("REQUIRED_DEPS.toml"))?;
            fs::write(&manifest, format!("{package}\n{dependencies}"))?;
            fs::rename(source.join("mod.rs"), source.join("lib.rs"))?;
        }
        let text = fs::read_to_string(&manifest)?;
        if text.lines().all(|line| line.trim() != "[workspace]") {
            fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
        }
        Ok(())
    }
}
