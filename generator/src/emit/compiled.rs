//! What is emitted compiles without a warning and behaves. The samples become one crate, with
//! `fixtures/emitted/behaviour.rs` as its test.

use super::samples;
use crate::diagnostic::Diagnostics;
use crate::lower::{Options, lower};
use crate::render::{files, write};
use crate::rust::Crate;
use std::path::{Path, PathBuf};
use std::process::Command;

const BEHAVIOUR: &str = include_str!("../../fixtures/emitted/behaviour.rs");

/// The crate of all samples.
fn sample_crate(diagnostics: &mut Diagnostics) -> Crate {
    let apis = samples::ALL.iter().map(|(module, build)| {
        let (build, module) = (build(), (*module).to_owned());
        let options = Options {
            module,
            ..Options::default()
        };
        lower(&build.api, &build.names, &options, diagnostics)
    });
    Crate {
        name: "emitted-samples".into(),
        version: "0.1.0".into(),
        source: "samples".into(),
        mend: "specloom codegen".to_owned(),
        apis: apis.collect(),
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs cargo on the crate, with the dependencies of this workspace and a target folder that the
/// runs share.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace().join("target"), PathBuf::from);
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args([
            "--offline",
            "--quiet",
            "--no-default-features",
            "--features",
        ])
        .arg(
            samples::ALL
                .iter()
                .map(|(module, _)| module.replace('_', "-"))
                .collect::<Vec<_>>()
                .join(","),
        )
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target.join("emitted"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        Ok(())
    } else {
        Err(text.into_owned())
    }
}

#[test]
fn samples_compile_without_a_warning_and_behave() {
    let mut diagnostics = Diagnostics::default();
    let krate = sample_crate(&mut diagnostics);
    let files = files(&krate, &mut diagnostics);
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &files, &mut diagnostics).expect("written");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let tests = folder.path().join("tests");
    std::fs::create_dir(&tests).expect("a folder");
    std::fs::write(tests.join("behaviour.rs"), BEHAVIOUR).expect("written");
    std::fs::copy(
        workspace().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .expect("copied");
    for arguments in [&["test"][..], &["clippy", "--lib"], &["doc", "--no-deps"]] {
        if let Err(text) = cargo(folder.path(), arguments) {
            panic!("cargo {}:\n{text}", arguments.join(" "));
        }
    }
}
