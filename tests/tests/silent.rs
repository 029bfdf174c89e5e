//! What is dropped in silence: each part of a document changes what is written or what is said, or
//! stands in the list beside the fixture. Some entries are right (examples, links, what nothing
//! uses), others are gaps to be closed; no entry may be added without notice.

use serde_json::Value;
use specloom_tests::silent::silent_pointers;
use std::fs;
use std::path::Path;

#[test]
fn what_makes_no_difference_is_listed() {
    let text = fixture("every-keyword.yaml");
    let document = document(&text);
    let silent = silent_pointers(&document).join("\n") + "\n";
    let list = fixture("every-keyword.txt");
    assert_eq!(silent, list, "found:\n{silent}");
}

/// A document as a value.
fn document(text: &str) -> Value {
    let mut diagnostics = specloom::diagnostic::Diagnostics::default();
    let sources = specloom::source::Sources::from_text("spec.yaml", text, &mut diagnostics);
    sources.root().cloned().expect("a document")
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/silent");
    fs::read_to_string(folder.join(name)).expect("the fixture")
}
