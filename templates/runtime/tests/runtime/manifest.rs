//! The manifest of an emitted crate asks for the versions that the workspace is tested with.

use std::collections::BTreeMap;
use std::path::Path;

/// Each dependency of a manifest's section and its version.
fn versions(file: &str, section: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().skip_while(|line| *line != section).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| {
            let (name, rest) = line.split_once(" = ")?;
            let version = match rest.split_once("version = \"") {
                Some((_, version)) => version,
                None => rest.strip_prefix('"')?,
            };
            Some((name.to_owned(), version.split('"').next()?.to_owned()))
        })
        .collect()
}

#[test]
fn versions_agree() {
    let workspace = versions("../../Cargo.toml", "[workspace.dependencies]");
    let emitted = versions("../crate/Cargo.toml", "[dependencies]");
    assert!(emitted.len() > 15, "{emitted:?}");
    for (name, version) in emitted {
        assert_eq!(workspace.get(&name), Some(&version), "{name}");
    }
}

#[test]
fn dependencies_and_features_agree() {
    let read = |file: &str| {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
    };
    let (own, emitted) = (read("Cargo.toml"), read("../crate/Cargo.toml"));
    let names = |text: &str| -> Vec<String> {
        let section = text
            .split("[dependencies]")
            .nth(1)
            .unwrap()
            .split("\n[")
            .next()
            .unwrap();
        let name = |line: &str| Some(line.split([' ', '.']).next()?.to_owned());
        section
            .lines()
            .filter_map(name)
            .filter(|name| !name.is_empty())
            .collect()
    };
    assert_eq!(names(&own), names(&emitted));
    for feature in [
        "schema",
        "client",
        "blocking",
        "stream",
        "tracing",
        "rustls",
        "native-tls",
    ] {
        let line = |text: &str| {
            let start = format!("{feature} = [");
            text.lines()
                .find(|line| line.starts_with(&start))
                .map(str::to_owned)
        };
        assert!(line(&own).is_some());
        assert_eq!(line(&own), line(&emitted), "{feature}");
    }
}
