//! Versions of real documents, where they are there: nothing panics, a version has no drift from
//! itself, and what one way adds the other way removes.

use super::super::{diff, report};
use crate::api::Api;
use crate::diagnostic::Diagnostics;
use crate::normalize::normalize;
use crate::resolve::read_document;
use crate::shared::shared;
use std::path::{Path, PathBuf};

fn versions(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}

fn api(path: &Path) -> Option<Api> {
    let mut diagnostics = Diagnostics::default();
    let (_, document) = read_document(path, None, &mut diagnostics);
    Some(normalize(&document?, &mut diagnostics))
}

#[test]
fn versions_of_real_documents() {
    let Some(history) = shared("corpus/history") else {
        return;
    };
    let mut compared = 0;
    for folder in versions(&history) {
        let mut last: Option<Api> = None;
        for path in versions(&folder) {
            let Some(new) = api(&path) else {
                panic!("{} cannot be read", path.display())
            };
            assert_eq!(diff(&new, &new), Vec::new(), "{}", path.display());
            if let Some(old) = &last {
                let changes = diff(old, &new);
                compared += 1;
                assert_eq!(
                    changes.is_empty(),
                    diff(&new, old).is_empty(),
                    "{}",
                    path.display()
                );
                for (_, format) in report::Format::ALL {
                    assert!(!report::render(format, &changes, &report::nowhere).is_empty());
                }
            }
            last = Some(new);
        }
    }
    assert!(compared > 3, "{compared}");
}
