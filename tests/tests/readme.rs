//! What the README shows is what is compiled.

use std::path::Path;

#[test]
fn the_example_in_the_readme_is_the_one_that_is_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let example = include_str!("../examples/create_mcp_server.rs");
    let program = example
        .lines()
        .skip_while(|line| line.starts_with("//!") || line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let block = format!("```rust\n{program}\n```\n");
    assert!(readme.contains(&block), "README.md must contain:\n{block}");
}

/// What a caller makes or holds need not be looked for in the runtime.
#[test]
fn what_a_caller_names_is_at_the_root_of_a_crate() {
    use generated::{Body, Download, Items, MediaBody, Multipart, Upload};
    fn held(_: Option<(Items<u8>, Download, MediaBody)>) {}
    held(None);
    let _ = (Upload::new(Body::from("text")), Multipart::new());
}
