//! Each fixture through the stages: what it means, what it is called, what was said about it, and
//! the Rust that is written. One subject a fixture; the traps of real documents among them.

use specloom::diagnostic::Diagnostics;
use specloom::render;
use specloom::rust::Crate;
use specloom_tests::stages::{Stages, stages};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures() -> Vec<(String, Stages)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/specs");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .collect();
    paths.sort();
    let read = paths.iter().map(|path| {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let text = fs::read_to_string(path).expect("text");
        (name.to_owned(), stages(name, &text))
    });
    read.collect()
}

#[test]
fn what_each_fixture_means() {
    for (name, stages) in fixtures() {
        let text = format!("{}\n{}", stages.outline(), stages.said);
        insta::assert_snapshot!(format!("means_{name}"), text);
    }
}

/// Two runs give the same bytes, whatever the hash seeds.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (emitted(), emitted());
    assert!(first == second);
    assert!(first.len() > 60);
}

/// All fixtures as one crate: no warning from rustc, clippy or rustdoc.
#[test]
fn every_fixture_compiles_without_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let mut diagnostics = Diagnostics::default();
    let mut files = emitted();
    // The folder lies in this workspace's target, and the crate is none of its members.
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.extend_from_slice(b"\n[workspace]\n");
    }
    render::write(&folder, &files, &mut diagnostics);
    assert_eq!(diagnostics.into_vec(), []);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("a lock file");
    for arguments in [
        &["clippy", "--features", "blocking,tracing"][..],
        &[
            "check",
            "--no-default-features",
            "--features",
            "calls,names,rules,unions",
        ],
        &["doc", "--no-deps"],
    ] {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
    }
}

fn emitted() -> render::FileMap {
    let mut diagnostics = Diagnostics::default();
    let krate = Crate {
        name: "fixtures".to_owned(),
        version: "0.1.0".to_owned(),
        source: "tests/fixtures/specs".to_owned(),
        apis: fixtures()
            .into_iter()
            .map(|(_, stages)| stages.model)
            .collect(),
    };
    let files = render::files(&krate, &mut diagnostics);
    assert_eq!(diagnostics.into_vec(), []);
    files
}
