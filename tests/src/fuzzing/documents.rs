//! A document through the whole pipeline in memory, and what must hold of what comes out.

use proc_macro2::{TokenStream, TokenTree};
use specloom::diagnostic::{Diagnostic, Diagnostics, Severity};
use specloom::lower::Options;
use specloom::pipeline::{self, Filter};
use specloom::render::{self, FileMap};
use specloom::rust::Crate;

/// A word in no style that the namer writes: as an identifier it is text that escaped.
pub const MARK: &str = "zZmark_Q";

/// The files that a document becomes, and what was said about it. Where an error was said, there
/// are none.
pub fn generate(text: &str) -> (FileMap, Vec<Diagnostic>) {
    let mut said = Diagnostics::default();
    let reading = pipeline::read_text("hostile.json", text, None, &mut said);
    let mut files = FileMap::new();
    if let Some(document) = reading.document.as_ref().filter(|_| !said.has_errors()) {
        let api = pipeline::understand(document, &Filter::default(), &mut said);
        let options = Options {
            module: "hostile".to_owned(),
            ..Options::default()
        };
        let (_, model) = pipeline::model(&reading.sources, &api, &options, &mut said);
        let krate = Crate {
            name: "hostile".to_owned(),
            version: "0.1.0".to_owned(),
            source: "hostile.json".to_owned(),
            mend: "specloom codegen".to_owned(),
            apis: vec![model],
        };
        files = render::files(&krate, &mut said);
    }
    (files, said.into_vec())
}

/// Checks everything that must hold: each file is Rust without a word of the document but in
/// literals, the manifest is TOML, and each thing that was said has a place.
///
/// # Panics
///
/// Where it does not.
pub fn check(text: &str) -> (FileMap, Vec<Diagnostic>) {
    let (files, said) = generate(text);
    for diagnostic in &said {
        let located = diagnostic.place.is_some() || diagnostic.position.is_some();
        assert!(located, "without a place: {}", diagnostic.message);
    }
    let refused = said.iter().any(|said| said.severity == Severity::Error);
    assert!(refused != files.contains_key("src/lib.rs"), "{said:?}");
    for (path, bytes) in &files {
        let text = std::str::from_utf8(bytes).expect("text");
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            let parsed = syn::parse_file(text);
            assert!(parsed.is_ok(), "{path}: {:?}\n{text}", parsed.err());
            let tokens = text.parse::<TokenStream>().expect("tokens");
            let escaped = escaped(tokens);
            assert!(escaped.is_empty(), "{path}: {escaped:?}\n{text}");
        } else if path == "Cargo.toml" {
            let manifest = toml::from_str::<toml::Table>(text);
            assert!(manifest.is_ok(), "{path}: {:?}\n{text}", manifest.err());
        }
    }
    (files, said)
}

/// Identifiers and lifetimes that are the mark as the document spells it.
fn escaped(tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => waiting.push(group.stream()),
                TokenTree::Ident(name) if name.to_string().contains(MARK) => {
                    found.push(name.to_string());
                }
                _ => {}
            }
        }
    }
    found
}

/// The oracle can say no.
#[test]
fn a_word_that_escaped_is_found() {
    let tokens = format!("/// {MARK}\nmod a {{ const A: &str = \"{MARK}\"; fn {MARK}() {{}} }}");
    assert_eq!(escaped(tokens.parse().expect("tokens")), [MARK]);
}
