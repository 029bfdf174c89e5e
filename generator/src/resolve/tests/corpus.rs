//! The reader on real descriptions, where they are.

use super::read_document;
use crate::diagnostic::Diagnostics;
use crate::shared::shared;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

/// The documents of the corpus; `None` where it is not there.
fn corpus() -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(shared("corpus/specs")?).expect("readable");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Some(paths)
}

#[test]
#[ignore = "all of the corpus: run it with --release"]
fn every_document_of_the_corpus_is_read() {
    if let Some(all) = corpus() {
        assert!(read_all(all) > 50);
    }
}

/// A few of each kind; all of them take long without `--release`.
#[test]
fn some_documents_of_the_corpus_are_read() {
    let some = [
        "swagger-petstore.yaml",
        "museum.yaml",
        "train-travel.yaml",
        "mcp-registry.yaml",
        "redocly-cafe-3.2.yaml",
        "ollama.yaml",
        "uspto-learn.yaml",
        "nexmo-messages.yaml",
        "supabase-auth.yaml",
        "oxide-gateway.json",
        "ag-exoapi.dev.json",
        "ag-polygon.io.json",
    ];
    if let Some(all) = corpus() {
        let read = read_all(all.into_iter().filter(|path| {
            path.file_name()
                .is_some_and(|name| some.iter().any(|some| name == *some))
        }));
        assert_eq!(read, some.len());
    }
}

/// How many were read.
fn read_all(paths: impl IntoIterator<Item = PathBuf>) -> usize {
    let mut codes = BTreeMap::new();
    let mut count = 0;
    for path in paths {
        let start = Instant::now();
        let mut diagnostics = Diagnostics::default();
        let (sources, document) = read_document(&path, None, &mut diagnostics);
        let document = document.unwrap_or_else(|| panic!("{path:?}: {diagnostics:?}"));
        assert!(!diagnostics.has_errors(), "{path:?}: {diagnostics:?}");
        println!(
            "{:4} ms {:6} schemas {:5} operations {:5} diagnostics {}",
            start.elapsed().as_millis(),
            document.schemas.len(),
            document.operations.len() + document.webhooks.len(),
            diagnostics.iter().count(),
            sources
                .name(Default::default())
                .rsplit('/')
                .next()
                .unwrap_or_default(),
        );
        for diagnostic in diagnostics.iter() {
            *codes.entry(diagnostic.code).or_insert(0) += 1;
            if std::env::var("SHOW").is_ok() {
                let place = diagnostic.place.clone().unwrap_or_default();
                println!(
                    "   {} {} {} ({:?})",
                    diagnostic.code, place.pointer, diagnostic.message, diagnostic.help
                );
            }
        }
        count += 1;
    }
    println!("{count} documents; {codes:?}");
    count
}
