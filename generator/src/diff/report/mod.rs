//! Reports of changes: one file a format, each a function from changes to text.

mod github;
mod html;
mod json;
mod markdown;
mod sarif;
#[cfg(test)]
mod tests;
mod text;

use super::{Change, Level, Spot};
use crate::diagnostic::Place;
use std::fmt;
use std::str::FromStr;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines for a terminal.
    Text,
    /// One JSON object.
    Json,
    /// A table for an issue or a pull request.
    Markdown,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A page that stands alone.
    Html,
}

impl Format {
    /// Every format with its name on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("markdown", Self::Markdown),
        ("github", Self::Github),
        ("sarif", Self::Sarif),
        ("html", Self::Html),
    ];
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, format)| *format);
        found.ok_or_else(|| {
            format!(
                "unknown format `{text}`; known: {}",
                Self::ALL.map(|(name, _)| name).join(", ")
            )
        })
    }
}

/// Which of the two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What was.
    Old,
    /// What is.
    New,
}

/// A position in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Its path, as it is to be shown.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// Looks up where a place is.
pub type Locate<'a> = &'a dyn Fn(Side, &Place) -> Option<Location>;

/// A [`Locate`] that knows no file.
pub fn nowhere(_: Side, _: &Place) -> Option<Location> {
    None
}

/// Reports `changes` in `format`; `locate` finds lines, where the format shows them. The text ends
/// with a line feed.
pub fn render(format: Format, changes: &[Change], locate: Locate<'_>) -> String {
    match format {
        Format::Text => text::render(changes, locate),
        Format::Json => json::render(changes, locate),
        Format::Markdown => markdown::render(changes),
        Format::Github => github::render(changes, locate),
        Format::Sarif => sarif::render(changes, locate),
        Format::Html => html::render(changes),
    }
}

/// How many changes there are of each level, worst first.
fn counts(changes: &[Change]) -> [(Level, usize); 3] {
    [Level::Err, Level::Warn, Level::Info].map(|level| {
        (
            level,
            changes
                .iter()
                .filter(|change| change.rule.level == level)
                .count(),
        )
    })
}

/// The last line: how many changes there are.
fn summary(changes: &[Change]) -> String {
    let plural = |count: usize, word: &str| {
        if count == 1 {
            format!("1 {word}")
        } else {
            format!("{count} {word}s")
        }
    };
    if changes.is_empty() {
        return "no change".to_owned();
    }
    let [(_, errors), (_, warnings), (_, infos)] = counts(changes);
    format!(
        "{}: {}, {}, {infos} info",
        plural(changes.len(), "change"),
        plural(errors, "error"),
        plural(warnings, "warning")
    )
}

/// Where a change shows, as far as the new document has it, else in the old one.
fn location(change: &Change, locate: Locate<'_>) -> Option<Location> {
    let new = change
        .new_place
        .as_ref()
        .and_then(|place| locate(Side::New, place));
    new.or_else(|| {
        change
            .old_place
            .as_ref()
            .and_then(|place| locate(Side::Old, place))
    })
}

/// Text of a document on one line: control characters are spelt out, so that no document can
/// write a line of its own into a report.
fn one_line(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(shown).collect()
}

/// A spot on one line: `POST /widgets, request body /name`.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = one_line(&self.subject);
        match &self.operation {
            None => f.write_str(&subject),
            Some(key) => {
                write!(f, "{} {}", one_line(&key.method), one_line(&key.path))?;
                if subject.is_empty() {
                    Ok(())
                } else {
                    write!(f, ", {subject}")
                }
            }
        }
    }
}

/// The first spot, and how many more there are.
fn first_spot(change: &Change) -> (String, usize) {
    let first = change
        .spots
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    (first, change.spots.len().saturating_sub(1))
}

/// Spot, how many more, and message, on one line.
fn sentence(change: &Change) -> String {
    let (spot, more) = first_spot(change);
    let more = match more {
        0 => String::new(),
        1 => " (and 1 more place)".to_owned(),
        more => format!(" (and {more} more places)"),
    };
    format!("{spot}: {}{more}", one_line(&change.message))
}
