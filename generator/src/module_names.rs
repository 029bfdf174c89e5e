//! Names that a user gives: of a crate and of its modules, which are features, too.

use crate::name;
use crate::render::MANIFEST;

/// Features that every emitted crate has, and its one module that is no API.
const TAKEN: &[&str] = &[
    "blocking",
    "client",
    "default",
    "native_tls",
    "runtime",
    "rustls",
    "schema",
    "stream",
    "tracing",
];

/// The module of an API that is called `text`.
pub fn module(text: &str) -> String {
    let module = name::snake(text, "api");
    if TAKEN.contains(&module.as_str()) {
        format!("{module}_api")
    } else {
        module
    }
}

/// Names that no crate can have, or none that a program could tell from what Rust has itself: the
/// words that lead a path, and the crates that are always there.
const LEADING: &[&str] = &[
    "Self", "alloc", "core", "crate", "self", "std", "super", "test",
];

/// Whether Cargo takes `name` for a crate, and a program can name it: no keyword, not that of
/// Cargo's own test harness, and not that of a crate which the emitted one needs.
pub fn is_crate(name: &str) -> bool {
    let mut signs = name.chars();
    signs
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && signs.all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
        && !name::snake(name, "api").starts_with("r#")
        && !LEADING.contains(&name)
        && !dependencies().any(|needed| needed.replace('-', "_") == name.replace('-', "_"))
}

/// The crates that an emitted crate needs.
fn dependencies() -> impl Iterator<Item = &'static str> {
    let lines = MANIFEST
        .lines()
        .skip_while(|line| *line != "[dependencies]");
    let lines = lines.skip(1).take_while(|line| !line.is_empty());
    lines.filter_map(|line| Some(line.split_once(" = ")?.0))
}

#[cfg(test)]
mod tests {
    use super::{TAKEN, dependencies, is_crate, module};
    use crate::render::MANIFEST;

    #[test]
    fn a_module_is_no_feature_of_every_crate() {
        for (text, expect) in [
            ("Acme Widgets", "acme_widgets"),
            ("client", "client_api"),
            ("native-tls", "native_tls_api"),
            ("runtime", "runtime_api"),
            ("type", "r#type"),
            ("+", "plus"),
        ] {
            assert_eq!(module(text), expect);
        }
        let features = MANIFEST.split("[features]").nth(1).expect("features");
        let features = features.split("{{features}}").next().expect("ours");
        for line in features.lines().filter(|line| line.contains(" = ")) {
            let name = line.split(" = ").next().expect("a name").replace('-', "_");
            assert!(TAKEN.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn a_crate_is_called_like_none_that_it_needs() {
        assert!(dependencies().any(|name| name == "uuid"));
        for (name, expect) in [
            ("acme-client", true),
            ("acme_2", true),
            ("2-acme", false),
            ("", false),
            ("a b", false),
            ("type", false),
            ("test", false),
            ("crate", false),
            ("self", false),
            ("Self", false),
            ("super", false),
            ("std", false),
            ("url", false),
            ("http-body", false),
            ("http_body", false),
        ] {
            assert_eq!(is_crate(name), expect, "{name}");
        }
    }
}
