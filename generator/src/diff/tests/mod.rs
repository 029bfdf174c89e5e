//! Tests of the drift check: documents in, changes out.

mod history;
mod operations;
mod same;
mod table;
mod types;

use super::{Change, diff};
use crate::api::Api;
use crate::diagnostic::Diagnostics;
use crate::normalize::normalize;
use crate::resolve::resolve;
use crate::source::Sources;

/// The API that `text` describes.
pub(super) fn api(text: &str) -> Api {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("widgets.yaml", text, &mut diagnostics);
    let Some(document) = resolve(&sources, &mut diagnostics) else {
        panic!("{text}\n{:?}", diagnostics.into_vec());
    };
    normalize(&document, &mut diagnostics)
}

/// The changes from the document `old` to `new`.
pub(super) fn changes(old: &str, new: &str) -> Vec<Change> {
    diff(&api(old), &api(new))
}

/// A change on one line: level, rule, spots, message.
pub(super) fn line(change: &Change) -> String {
    let spots: Vec<String> = change.spots.iter().map(ToString::to_string).collect();
    format!(
        "{} {} | {} | {}",
        change.rule.level.as_str(),
        change.rule.id,
        spots.join("; "),
        change.message
    )
}

/// A whole document with these `paths` (and what follows them, at the root).
pub(super) fn document(paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: Acme Widgets, version: '1'}}\npaths: {paths}\n")
}
