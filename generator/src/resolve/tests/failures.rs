//! One failure a file: each file of `bad/` is read, and what is said about it is a snapshot.

use super::{fixtures, read_document, rendered};
use crate::diagnostic::Diagnostics;
use std::path::PathBuf;

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(fixtures().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn check(name: &str, path: PathBuf, overlay: Option<PathBuf>) {
    let mut diagnostics = Diagnostics::default();
    let (sources, document) = read_document(&path, overlay.as_deref(), &mut diagnostics);
    let read = match &document {
        Some(document) => format!(
            "{} operations, {} schemas",
            document.operations.len(),
            document.schemas.len()
        ),
        None => "nothing".to_owned(),
    };
    let text = format!("{}\n\nread: {read}", rendered(&sources, &diagnostics));
    insta::assert_snapshot!(name.replace('.', "-"), text);
}

#[test]
fn each_failure_is_said_where_it_is() {
    for path in files("bad") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check(&name, path, None);
    }
}

#[test]
fn each_failure_of_an_overlay_is_said_where_it_is() {
    for overlay in files("overlay") {
        let name = overlay.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("with-") {
            let path = fixtures().join("overlay/widgets.yaml");
            check(&format!("overlay-{name}"), path, Some(overlay));
        }
    }
}

#[test]
fn several_files_are_read_as_one() {
    check("files", fixtures().join("files/root.yaml"), None);
}

#[test]
fn a_file_that_is_not_there_and_a_folder_are_said() {
    check("no-such-file", fixtures().join("no-such-file.yaml"), None);
    check("folder", fixtures().join("files"), None);
}

#[test]
fn an_overlay_changes_what_it_says() {
    let mut diagnostics = Diagnostics::default();
    let path = fixtures().join("overlay/widgets.yaml");
    let overlay = fixtures().join("overlay/with-good.yaml");
    let (_, document) = read_document(&path, Some(&overlay), &mut diagnostics);
    let operation = &document.unwrap().operations[0];
    assert_eq!(operation.operation_id.as_deref(), Some("listWidgets"));
    assert_eq!(operation.tags, ["a", "b"]);
    let names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["first", "third", "fourth"]);
    assert_eq!(
        operation.responses[0].description.as_deref(),
        Some("The widgets.")
    );
}
