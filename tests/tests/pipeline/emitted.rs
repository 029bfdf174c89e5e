//! What is emitted, compiled: all fixtures as one crate with a program that uses them, and whole
//! documents as crates that stand alone.

use crate::fixtures;
use specloom_tests::shared::shared;
use specloom_tests::standalone::{Standalone, model};
use std::path::Path;

/// Uses the types of the fixtures; it panics where one does not behave.
const EXERCISE: &str = include_str!("../../fixtures/features/exercise.rs");

/// Counts what the types of a fixture allocate.
const ALLOCATIONS: &str = include_str!("../../fixtures/features/allocations.rs");

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// A fixture of ours that is a whole, if small, API.
fn whole(name: &str) -> (String, std::path::PathBuf) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/features/whole");
    (name.to_owned(), folder.join(name).with_extension("yaml"))
}

/// Documents of the real world, where they are at hand.
fn corpus() -> Vec<(String, std::path::PathBuf)> {
    let Some(folder) = shared("corpus/specs") else {
        return Vec::new();
    };
    let names = ["swagger-petstore", "museum", "train-travel"];
    let paths = names.map(|name| {
        (
            name.replace('-', "_"),
            folder.join(name).with_extension("yaml"),
        )
    });
    paths.into_iter().collect()
}

#[test]
fn the_fixtures_compile_as_one_crate_and_behave() {
    let fixtures = fixtures();
    let models = fixtures.iter();
    let models = models.map(|(name, path)| model(name, path)).collect();
    let krate = Standalone::write(TEMPORARY, "acme-fixtures", models);
    let tests = krate.folder.join("tests");
    std::fs::create_dir_all(&tests).expect("a folder");
    std::fs::write(tests.join("exercise.rs"), EXERCISE).expect("written");
    std::fs::write(tests.join("allocations.rs"), ALLOCATIONS).expect("written");
    // An allocator that counts is unsafe by its nature; the library is safe code all the same.
    let manifest = krate.folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    let forbidden = "unsafe_code = \"forbid\"";
    assert!(text.contains(forbidden), "{text}");
    let text = text.replace(forbidden, "unsafe_code = \"allow\"");
    std::fs::write(&manifest, text).expect("written");
    // Without the client: what is tried here needs none, and is built in a few seconds.
    let modules: Vec<String> = fixtures
        .iter()
        .map(|(name, _)| name.replace('_', "-"))
        .collect();
    let said = krate.cargo(&["test", "--test", "exercise"], &modules.join(","));
    let count = EXERCISE.matches("#[test]").count();
    assert!(said.contains(&format!("{count} passed")), "{said}");
    let said = krate.cargo(&["test", "--test", "allocations"], "checks,schema");
    assert!(said.contains("1 passed"), "{said}");
    krate.cargo(&["check"], &krate.features());
}

#[test]
fn whole_documents_stand_alone_without_a_warning() {
    let all = std::iter::once(whole("petstore")).chain(corpus());
    for (name, path) in all {
        let model = model(&name, &path);
        let krate = Standalone::write(TEMPORARY, &name.replace('_', "-"), vec![model]);
        krate.cargo(&["check"], &krate.features());
        krate.cargo(&["check"], &name.replace('_', "-"));
        if name == "petstore" {
            krate.cargo(&["doc", "--no-deps"], &krate.features());
        }
    }
}

#[test]
fn a_crate_is_called_like_its_tags_or_modules_or_in_capitals_without_a_warning() {
    let (name, path) = whole("bazaar");
    for (module, krate) in [
        (&*name, "bazaar"),
        (&*name, "AcmeBazaar"),
        ("types", "types"),
    ] {
        let krate = Standalone::write(TEMPORARY, krate, vec![model(module, &path)]);
        krate.cargo(&["clippy"], &krate.features());
        krate.cargo(&["doc", "--no-deps"], &krate.features());
    }
}

#[test]
fn each_tag_of_a_long_api_compiles_alone() {
    let (name, path) = whole("workshop");
    let model = model(&name, &path);
    let mut parts = model.tag_features.clone();
    parts.sort();
    let expected = [
        "workshop-benches",
        "workshop-hand-tools",
        "workshop-i\u{307}",
        "workshop-ping",
        "workshop-type",
    ];
    assert_eq!(parts, expected);
    let krate = Standalone::write(TEMPORARY, &name, vec![model]);
    let two = "workshop-benches,workshop-type".to_owned();
    let sets = parts.into_iter().chain([two, name, String::new()]);
    for features in sets {
        krate.cargo(&["check"], &features);
        krate.cargo(&["check"], &format!("{features},client,rustls,schema"));
    }
}
