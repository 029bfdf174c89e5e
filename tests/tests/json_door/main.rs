//! The JSON door, on cases of our own: what it allows, what it says, and that the tables that are
//! written out are those that were tested in memory.

mod bounds;
mod oracle;
mod whole;

use serde_json::Value;
use specloom::tables::{Compiled, Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema, StoredTables, Tables, read_tables};
use std::fmt::Write as _;

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
    let text: &'static str = compiled.text().leak();
    insta::assert_snapshot!("tables", text);
    let read = read_tables(text).expect("the text is one of tables");
    let flat = compiled.flatten();
    let borrowed = flat.borrowed();
    let expected = flat.tables(&borrowed);
    assert_eq!(format!("{read:?}"), format!("{expected:?}"));
    run(&cases, &read, &compiled.roots);
}

#[test]
fn a_text_that_is_no_text_of_tables_allows_nothing() {
    let cases = cases();
    let text = compiled(&cases).text();
    let broken = [
        String::new(),
        text.replacen("rules", "nodes", 1),
        text.replacen("MinLength 2", "MinLength", 1),
        text.replacen("MinLength 2", "MinLength 2 3", 1),
        text.replacen("MinLength 2", "LeastLength 2", 1),
        text.lines().take(9).collect::<Vec<_>>().join("\n"),
    ];
    for broken in broken {
        let stored = StoredTables::new(broken.leak());
        let schema = Schema::new(stored.get(), 0);
        assert!(schema.check(&Value::Null, &Options::DEFAULT).is_err());
        assert!(!schema.is_valid(&Value::Null, &Options::DEFAULT));
    }
}
