//! Each stage's value for each fixture.

use crate::fixtures;
use specloom_tests::outline;
use specloom_tests::standalone::{Stages, files, stages};
use std::fmt::Write as _;

#[test]
fn what_each_stage_makes_of_a_feature() {
    for (name, path) in fixtures() {
        let Stages {
            api,
            names,
            diagnostics,
            ..
        } = stages(&name, &path);
        let mut text = String::new();
        for diagnostic in diagnostics {
            let (severity, code) = (diagnostic.severity, diagnostic.code);
            let message = diagnostic.message;
            let pointer = diagnostic.place.map(|place| place.pointer.to_string());
            let pointer = pointer.unwrap_or_default();
            writeln!(text, "{severity}[{code}] {pointer}: {message}").expect("to a string");
        }
        let (api_text, names_text) = (outline::api(&api), outline::names(&api, &names));
        let text = format!("{text}== api\n{api_text}== names\n{names_text}");
        insta::assert_snapshot!(format!("stages__{name}"), text);
    }
}

#[test]
fn what_is_emitted_for_a_feature() {
    for (name, path) in fixtures() {
        let Stages { model, .. } = stages(&name, &path);
        let operations = !model.client.groups.is_empty();
        let mut text = String::new();
        for (path, bytes) in files("acme", vec![model]) {
            let own = path.starts_with(&format!("src/{name}/"));
            // The client is the same for all fixtures but those with servers and security.
            let wanted = match path.rsplit('/').next() {
                Some("mod.rs") => false,
                Some("client.rs") => operations,
                Some("types.rs") => true,
                _ => operations,
            };
            if own && wanted {
                let code = String::from_utf8(bytes).expect("text");
                write!(text, "// {path}\n{}\n", without_heads(&code)).expect("to a string");
            }
        }
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
