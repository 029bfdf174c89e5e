//! The JSON door, on cases of our own: what it allows, what it says, and that the tables that are
//! written out are those that were tested in memory.

mod bounds;
#[rustfmt::skip]
mod emitted;
mod oracle;
mod whole;

use serde_json::Value;
use specloom::tables::{Compiled, Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema, Tables};
use std::fmt::Write as _;
use std::path::Path;

const CASES: &str = include_str!("../../fixtures/json-door/cases.json");

fn cases() -> Vec<Value> {
    serde_json::from_str(CASES).expect("the cases are JSON")
}

/// All cases in one set of tables, as the schemas of one API are.
fn compiled(cases: &[Value]) -> Compiled {
    let mut library = Library::default();
    let mut roots = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let dialect = match case.get("dialect") {
            Some(_) => Dialect::OpenApi,
            None => Dialect::Draft2020,
        };
        let uri = format!("https://acme.example/cases/{index}");
        roots.push(library.add(&uri, &case["schema"], dialect));
    }
    let compiled = compile(&library, &roots, &Settings::default());
    assert_eq!(compiled.unresolved, []);
    compiled
}

/// What each instance of each case comes to.
fn run(cases: &[Value], tables: &Tables<'_>, roots: &[u32]) -> String {
    let mut said = String::new();
    let options = Options::DEFAULT;
    for (case, root) in cases.iter().zip(roots) {
        let about = case["about"]
            .as_str()
            .expect("a case says what it is about");
        let schema = Schema::new(tables, *root);
        for instance in case["valid"].as_array().into_iter().flatten() {
            assert_eq!(
                schema.check(instance, &options),
                Ok(()),
                "{about}: {instance}"
            );
            assert!(schema.is_valid(instance, &options), "{about}: {instance}");
        }
        writeln!(said, "# {about}").expect("a string takes all");
        for refused in case["invalid"].as_array().into_iter().flatten() {
            let (instance, wanted) = refused.as_array().unwrap().split_first().unwrap();
            let violations = schema.check(instance, &options).expect_err(about);
            assert!(!schema.is_valid(instance, &options), "{about}: {instance}");
            let places = violations.iter();
            let places: Vec<_> = places
                .map(|v| format!("{} {}", v.pointer, v.keyword))
                .collect();
            assert_eq!(places, *wanted, "{about}: {instance}");
            writeln!(said, "{instance}\n{violations}").expect("a string takes all");
        }
    }
    said
}

#[test]
fn own_cases() {
    let cases = cases();
    let compiled = compiled(&cases);
    let flat = compiled.flatten();
    let borrowed = flat.borrowed();
    let said = run(&cases, &flat.tables(&borrowed), &compiled.roots);
    insta::assert_snapshot!("messages", said);
}

#[test]
fn what_is_written_is_what_was_tested() {
    let cases = cases();
    let compiled = compiled(&cases);
    let items = compiled.emit(&quote::quote!(specloom_runtime::schema));
    let file = syn::parse2(items).expect("the tables are Rust");
    let text = format!(
        "//! Written by the test `what_is_written_is_what_was_tested` with `UPDATE=1`.\n\n{}",
        prettyplease::unparse(&file)
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/json_door/emitted.rs");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "stale: run this test with UPDATE=1");
    run(&cases, &emitted::TABLES, &compiled.roots);
}
