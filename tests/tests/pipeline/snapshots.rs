//! What is written for each fixture.

use crate::fixtures;
use specloom_tests::standalone::{files, model};
use std::fmt::Write as _;

#[test]
fn what_is_emitted_for_a_feature() {
    for (name, path) in fixtures() {
        let model = model(&name, &path);
        let operations = !model.client.groups.is_empty();
        let mut text = String::new();
        for (path, bytes) in files("acme", vec![model]) {
            let own = path.starts_with(&format!("src/{name}/"));
            // The client is the same for all fixtures but those with servers and security.
            let wanted = match path.rsplit('/').next() {
                Some("mod.rs" | "tables.rs") => false,
                Some("client.rs") => operations,
                Some("types.rs") => true,
                _ => operations,
            };
            if own && wanted {
                let code = String::from_utf8(bytes).expect("text");
                write!(text, "// {path}\n{}\n", without_heads(&code)).expect("to a string");
            }
        }
        assert!(!text.is_empty(), "{name}: the types are in several files");
        insta::assert_snapshot!(format!("emitted__{name}"), text);
    }
}

/// The code without the lines that every file begins with.
fn without_heads(code: &str) -> &str {
    match code.find("use crate::runtime as rt;\n") {
        Some(at) => code.get(at..).unwrap_or(code),
        None => code,
    }
}
