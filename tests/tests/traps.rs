//! What real documents do to generators: a fixture for each trap, in `fixtures/traps`, whose first
//! line says what it is. Traps that one vendor's page has are in `fixtures/pages` (`import`), YAML
//! alias bombs in `fixtures/read/bad`, and documents of many thousand schemas in `hostile`.

use specloom_tests::stages::{Stages, stages};
use specloom_tests::standalone::Standalone;
use std::fs;
use std::path::Path;

fn traps() -> Vec<(String, String, Stages)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .collect();
    paths.sort();
    let read = paths.iter().map(|path| {
        let stem = path.file_stem().and_then(|name| name.to_str());
        let name = stem.expect("a name").replace('-', "_");
        let text = fs::read_to_string(path).expect("text");
        let trap = text.lines().next().unwrap_or_default();
        let trap = trap.trim_start_matches("# ").to_owned();
        let stages = stages(&name, &text);
        (name, trap, stages)
    });
    read.collect()
}

/// What each trap is read as, and what is said about it.
#[test]
fn each_trap_is_read_as_what_was_meant() {
    let mut text = String::new();
    for (name, trap, stages) in traps() {
        let (outline, said) = (stages.outline(), stages.said);
        text += &format!("== {name}: {trap}\n{outline}{said}\n");
    }
    insta::assert_snapshot!("traps", text);
}

#[test]
fn every_trap_compiles_without_a_warning() {
    let models = traps().into_iter().map(|(_, _, stages)| stages.model);
    let krate = Standalone::write(env!("CARGO_TARGET_TMPDIR"), "traps", models.collect());
    krate.cargo(&["clippy"], &krate.features());
    krate.cargo(&["doc", "--no-deps"], &krate.features());
}
