//! Which operations are wanted: a part of a large document.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place, Severity};
use crate::document::{Document, Operation};
use crate::resolve::keywords::nearest;

/// Which operations are wanted. Both lists empty: all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Operations and webhooks with one of these tags.
    pub tags: Vec<String>,
    /// Those with one of these names: an `operationId`; of an operation also its method and path,
    /// such as `GET /widgets`; of a webhook also its key under `webhooks`.
    pub operations: Vec<String>,
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_all(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty()
    }

    /// Leaves in `document` what is wanted, webhooks included. A callback goes with its operation.
    pub fn apply(&self, document: &mut Document) {
        if !self.is_all() {
            let operations = &mut document.operations;
            operations.retain(|operation| self.wants(operation, &line(operation)));
            let webhooks = &mut document.webhooks;
            webhooks.retain(|webhook| self.wants(webhook, &webhook.path));
        }
    }

    /// `name` is what it is called where it has no id.
    fn wants(&self, operation: &Operation, name: &str) -> bool {
        let id = operation.operation_id.as_deref();
        let called = |wanted: &String| wanted == name || id == Some(wanted);
        operation.tags.iter().any(|tag| self.tags.contains(tag))
            || self.operations.iter().any(called)
    }
}

/// The method and the path, as in `GET /widgets`.
fn line(operation: &Operation) -> String {
    format!("{} {}", operation.method.0, operation.path)
}

/// The tags and names that the documents have, for the case that one is asked for that none has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    tags: Vec<String>,
    ids: Vec<String>,
    /// Those of operations and webhooks that have an id, too.
    names: Vec<String>,
}

impl Known {
    /// Takes note of those of `document`.
    pub fn note(&mut self, document: &Document) {
        for operation in document.operations.iter().chain(&document.webhooks) {
            self.tags.extend(operation.tags.iter().cloned());
            self.ids.extend(operation.operation_id.clone());
        }
        self.names.extend(document.operations.iter().map(line));
        let webhooks = document.webhooks.iter();
        self.names
            .extend(webhooks.map(|webhook| webhook.path.clone()));
    }

    /// Says which tags and names nothing has: whoever misspells one must not get an empty crate.
    pub fn report_misses(&self, filter: &Filter, diagnostics: &mut Diagnostics) {
        for tag in filter.tags.iter().filter(|tag| !self.tags.contains(tag)) {
            diagnostics.push(miss("tag", tag, &self.tags, &[]));
        }
        for name in &filter.operations {
            if !self.ids.contains(name) && !self.names.contains(name) {
                diagnostics.push(miss("id", name, &self.ids, &self.names));
            }
        }
    }
}

/// What is said of a document, one of several, of which nothing is wanted.
pub fn nothing_left() -> Diagnostic {
    let message = "nothing in this document is asked for, so that its module is empty";
    let place = Place::root(FileId::default());
    let mut diagnostic = Diagnostic::new(Code::NotSelected, &place, message);
    diagnostic.severity = Severity::Warning;
    diagnostic.help("leave the document out, or ask for one of its tags, too")
}

fn miss(kind: &str, name: &str, known: &[String], others: &[String]) -> Diagnostic {
    let message = format!("no operation has the {kind} `{name}`");
    let diagnostic = Diagnostic::nowhere(Code::NotSelected, message);
    let all = || known.iter().chain(others).map(String::as_str);
    let path_of = |line: &&str| line.split_once(' ').is_some_and(|(_, path)| path == name);
    let near = all().find(path_of).or_else(|| nearest(name, all()));
    diagnostic.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() && others.is_empty() => "the document has none".to_owned(),
        None if known.is_empty() => few("operations", others),
        None => few(&format!("{kind}s"), known),
    })
}

/// The first names that there are, each once.
fn few(kinds: &str, known: &[String]) -> String {
    const MOST: usize = 10;
    let mut shown: Vec<&str> = Vec::new();
    for name in known.iter().map(String::as_str) {
        if !shown.contains(&name) {
            shown.push(name);
        }
        if shown.len() > MOST {
            break;
        }
    }
    let more = if shown.len() > MOST { " and more" } else { "" };
    shown.truncate(MOST);
    format!("there are the {kinds} `{}`{more}", shown.join("`, `"))
}

#[cfg(test)]
mod tests {
    use super::{Filter, Known};
    use crate::diagnostic::Diagnostics;
    use crate::pipeline;

    const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Acme Widgets, version: '1'}
paths:
  /widgets:
    get: {operationId: listWidgets, tags: [widgets], responses: {'204': {description: none}}}
  /gears:
    get: {operationId: listGears, tags: [gears], responses: {'204': {description: none}}}
webhooks:
  widgetMade: {post: {operationId: widgetMade, tags: [widgets], responses: {'204': {description: seen}}}}
  gearMade: {post: {operationId: gearMade, tags: [gears], responses: {'204': {description: seen}}}}
  untold: {post: {responses: {'204': {description: seen}}}}
";

    fn filter(tags: &[&str], operations: &[&str]) -> Filter {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Filter {
            tags: owned(tags),
            operations: owned(operations),
        }
    }

    #[test]
    fn what_is_asked_for_is_kept_webhooks_included() {
        for (filter, expect) in [
            (
                filter(&[], &[]),
                "/widgets /gears | widgetMade gearMade untold",
            ),
            (filter(&["widgets"], &[]), "/widgets | widgetMade"),
            (filter(&[], &["listGears"]), "/gears | "),
            (
                filter(&["widgets"], &["gearMade"]),
                "/widgets | widgetMade gearMade",
            ),
            (filter(&[], &["GET /gears", "untold"]), "/gears | untold"),
        ] {
            let mut diagnostics = Diagnostics::default();
            let reading = pipeline::read_text("acme.yaml", DOCUMENT, None, &mut diagnostics);
            let document = reading.document.expect("a document");
            let api = pipeline::understand(&document, &filter, &mut diagnostics);
            let list = |operations: &[crate::api::Operation]| {
                let paths = operations
                    .iter()
                    .map(|operation| operation.template.as_str());
                paths.collect::<Vec<_>>().join(" ")
            };
            let kept = format!("{} | {}", list(&api.operations), list(&api.webhooks));
            assert_eq!(kept, expect, "{filter:?}");
        }
    }

    #[test]
    fn the_nearest_name_is_told() {
        for (filter, expect) in [
            (
                filter(&["widget"], &[]),
                "no operation has the tag `widget`: did you mean `widgets`?",
            ),
            (
                filter(&[], &["ListGears"]),
                "no operation has the id `ListGears`: did you mean `listGears`?",
            ),
            (
                filter(&[], &["widgetmad"]),
                "no operation has the id `widgetmad`: did you mean `widgetMade`?",
            ),
            (
                filter(&["bolts"], &[]),
                "no operation has the tag `bolts`: there are the tags `widgets`, `gears`",
            ),
            (
                filter(&[], &["/gears"]),
                "no operation has the id `/gears`: did you mean `GET /gears`?",
            ),
            (
                filter(&[], &["GET /gaers"]),
                "no operation has the id `GET /gaers`: did you mean `GET /gears`?",
            ),
            (
                filter(&["gears"], &["listGears", "GET /widgets", "untold"]),
                "",
            ),
        ] {
            let mut diagnostics = Diagnostics::default();
            let reading = pipeline::read_text("acme.yaml", DOCUMENT, None, &mut diagnostics);
            let document = reading.document.expect("a document");
            let mut diagnostics = Diagnostics::default();
            let mut known = Known::default();
            known.note(&document);
            known.report_misses(&filter, &mut diagnostics);
            let said = diagnostics.iter().map(|one| {
                format!(
                    "{}: {}",
                    one.message,
                    one.help.as_deref().unwrap_or_default()
                )
            });
            assert_eq!(said.collect::<Vec<_>>().join("\n"), expect);
        }
    }
}
