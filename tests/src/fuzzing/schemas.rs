//! The JSON door on any schema and any value.

use serde_json::Value;
use specloom::tables::{Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema};

/// Compiles the schema, under either dialect, and holds it against the value.
///
/// # Panics
///
/// Where `is_valid` and `check` say different things.
pub fn check(schema: &Value, value: &Value) {
    for dialect in [Dialect::Draft2020, Dialect::OpenApi] {
        let mut library = Library::default();
        let root = library.add("https://acme.example/s", schema, dialect);
        let compiled = compile(&library, &[root], &Settings::default());
        let Some(id) = compiled.roots.first().copied() else {
            return;
        };
        let flat = compiled.flatten();
        let borrowed = flat.borrowed();
        let tables = flat.tables(&borrowed);
        let checked = Schema::new(&tables, id);
        let told = checked.check(value, &Options::DEFAULT);
        let valid = checked.is_valid(value, &Options::DEFAULT);
        assert_eq!(valid, told.is_ok(), "{schema} {value}");
        if let Err(violations) = told {
            assert!(violations.iter().count() > 0, "{schema} {value}");
            assert!(!violations.to_string().is_empty(), "{schema} {value}");
        }
    }
}
