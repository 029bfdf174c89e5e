//! Documentation comments, a line each.

use super::tame;
use crate::api::{Api, Docs};

/// Title and description, fit for rustdoc. A title that the description repeats is left out.
pub fn lines(docs: &Docs) -> Vec<String> {
    let description = docs.description.as_deref().map(tame).unwrap_or_default();
    let title = docs.title.as_deref().map(tame).unwrap_or_default();
    let repeated = description.first().is_some_and(|first| {
        title
            .first()
            .is_some_and(|title| first.starts_with(title.trim_end_matches('.')))
    });
    if repeated || title.is_empty() {
        return description;
    }
    let mut lines = title;
    // Longer ones have their own punctuation, and what ends a line there may be code or a list.
    if let [line] = lines.as_mut_slice()
        && !line.ends_with(['.', '!', '?', ':'])
    {
        line.push('.');
    }
    append(&mut lines, description);
    lines
}

/// A text of the document as Markdown that rustdoc takes without a warning, a line each.
pub fn tame(text: &str) -> Vec<String> {
    tame::tame(text)
}

/// Inline code.
pub fn code(text: &str) -> String {
    tame::code(text)
}

/// Adds a paragraph, or the lines of several, if there are any.
pub fn append(lines: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    let mut more = more.into_iter().peekable();
    if !lines.is_empty() && more.peek().is_some() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// What the module of an API says about it.
pub(super) fn module_lines(api: &Api) -> Vec<String> {
    let mut lines = tame(&api.title);
    if let Some(description) = &api.description {
        append(&mut lines, tame(description));
    }
    let version = tame::code(&api.version);
    append(
        &mut lines,
        Some(format!("Version {version} of the description.")),
    );
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::api::Docs;

    #[test]
    fn a_title_of_one_line_is_a_sentence() {
        for (title, expect) in [
            ("Makes a widget", &["Makes a widget.", "", "And more."][..]),
            ("Why?", &["Why?", "", "And more."]),
            (
                "Makes\na widget:\n```\nx\n```",
                &[
                    "Makes",
                    "a widget:",
                    "",
                    "```text",
                    "x",
                    "```",
                    "",
                    "And more.",
                ],
            ),
        ] {
            let docs = Docs {
                title: Some(title.to_owned()),
                description: Some("And more.".to_owned()),
                ..Docs::default()
            };
            assert_eq!(lines(&docs), expect);
        }
    }
}
