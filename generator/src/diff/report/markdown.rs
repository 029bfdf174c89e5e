//! A table for an issue or a pull request.

use super::{one_line, summary};
use crate::diff::Change;

/// How many spots a row lists before it only counts them.
const LISTED: usize = 5;

/// The summary and a table with a row for each change.
pub(super) fn render(changes: &[Change]) -> String {
    let mut text = format!("**{}**\n", summary(changes));
    if changes.is_empty() {
        return text;
    }
    text.push_str("\n| Level | Where | Change | Rule |\n|---|---|---|---|\n");
    for change in changes {
        let mut spots: Vec<String> = change
            .spots
            .iter()
            .take(LISTED)
            .map(|spot| inline(&spot.to_string()))
            .collect();
        let more = change.spots.len().saturating_sub(LISTED);
        if more > 0 {
            spots.push(format!("and {more} more"));
        }
        let row = format!(
            "| {} | {} | {} | `{}` |\n",
            change.rule.level.word(),
            spots.join("<br>"),
            inline(&one_line(&change.message)),
            change.rule.id
        );
        text.push_str(&row);
    }
    text
}

/// Text of ours and of a document as inline Markdown: code spans stay, all else is escaped, so
/// that no document can put a link, a picture, a mention or markup into the report.
fn inline(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    let code = |index: usize| index % 2 == 1;
    let balanced = pieces.len() % 2 == 1;
    let filled = pieces
        .iter()
        .enumerate()
        .all(|(index, piece)| !code(index) || !piece.trim().is_empty());
    if !balanced || !filled {
        return escape(text);
    }
    let span = |(index, piece): (usize, &&str)| match code(index) {
        true => format!("`{}`", piece.replace('|', "\\|")),
        false => escape(piece),
    };
    pieces.iter().enumerate().map(span).collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                escaped.extend(['\\', c])
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // What follows an empty character is no mention and no link.
            '@' => escaped.push_str("@\u{200b}"),
            ':' => escaped.push_str(":\u{200b}"),
            c => escaped.push(c),
        }
    }
    // A colon between words needs no care; one before `//` would make a link.
    escaped.replace(":\u{200b} ", ": ")
}
