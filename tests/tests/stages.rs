//! Each fixture through the stages: what it means, what it is called, what was said about it, and
//! the Rust that is written. One subject a fixture; the traps of real documents among them.

use specloom::render;
use specloom_tests::stages::{Stages, stages};
use specloom_tests::standalone::{Standalone, files};
use std::fs;
use std::path::{Path, PathBuf};

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
    let models = fixtures().into_iter().map(|(_, stages)| stages.model);
    let krate = Standalone::write(env!("CARGO_TARGET_TMPDIR"), "fixtures", models.collect());
    krate.cargo(&["clippy"], &krate.features());
    krate.cargo(&["check"], "calls,names,rules,unions");
    krate.cargo(&["doc", "--no-deps"], &krate.features());
}

fn emitted() -> render::FileMap {
    let models = fixtures().into_iter().map(|(_, stages)| stages.model);
    files("fixtures", models.collect())
}
