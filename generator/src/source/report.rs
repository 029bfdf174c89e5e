//! Diagnostics for people and for programs.

use super::files::Sources;
use super::location::{Location, Spot};
use crate::diagnostic::{Code, Diagnostic, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

/// How much of a long line stands before and after the spot, in bytes. Whole documents are
/// written in one line.
const LINE_CONTEXT: usize = 60;

/// Whether the text has terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// ANSI escape codes.
    Always,
    /// None.
    Never,
}

/// `diagnostic` as text: its sentence, path, line and column, the excerpt with the spot
/// underlined, and the help. It ends without a newline.
pub fn render_text(sources: &Sources, diagnostic: &Diagnostic, color: Color) -> String {
    let renderer = match color {
        Color::Always => Renderer::styled(),
        Color::Never => Renderer::plain(),
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(shorten(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(location) = location(sources, diagnostic) {
        let path = sources.name(location.file).to_owned();
        group = group.element(
            Origin::path(path)
                .line(location.line)
                .char_column(location.column),
        );
        if let Some((excerpt, span)) = excerpt(sources, &location) {
            group = group.element(
                Snippet::source(excerpt)
                    .line_start(location.line)
                    .annotation(AnnotationKind::Primary.span(span)),
            );
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shorten(help)));
    }
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// `diagnostic` as data: `code`, `severity`, `message`, and where they are known `file`,
/// `pointer`, `line`, `column` (both from 1) and `help`.
pub fn to_json(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let location = location(sources, diagnostic);
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": location.as_ref().map(|at| sources.name(at.file)),
        "pointer": diagnostic.place.as_ref().map(|place| place.pointer.as_str()),
        "line": location.as_ref().map(|at| at.line),
        "column": location.as_ref().map(|at| at.column),
    })
}

/// Where `diagnostic` stands, unless it stands in no file.
pub fn location(sources: &Sources, diagnostic: &Diagnostic) -> Option<Location> {
    let place = diagnostic.place.as_ref()?;
    if let Some((line, column)) = diagnostic.position {
        return Some(sources.at_position(place.file, line, column));
    }
    let spot = match diagnostic.code {
        Code::UnknownKeyword | Code::UnsupportedKeyword | Code::DuplicateKey => Spot::Key,
        _ => Spot::Value,
    };
    Some(sources.locate(place, spot))
}

/// The line of `location`, or the part of it around the spot, with the spot in it.
fn excerpt(sources: &Sources, location: &Location) -> Option<(String, std::ops::Range<usize>)> {
    let text = sources.text(location.file);
    let range = &location.range;
    let line_start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(range.start..)?.find('\n');
    let line_end = line_end.map_or(text.len(), |length| range.start + length);
    let mut start = line_start.max(range.start.saturating_sub(LINE_CONTEXT));
    let mut end = line_end.min(range.start + 2 * LINE_CONTEXT);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end <= start {
        return None;
    }
    let (before, after) = (
        if start > line_start { "..." } else { "" },
        if end < line_end { "..." } else { "" },
    );
    let shift = |at: usize| at.min(end) - start + before.len();
    let span = shift(range.start)..shift(range.end);
    Some((format!("{before}{}{after}", text.get(start..end)?), span))
}

/// A sentence may quote the document; what is quoted may be very long.
fn shorten(text: &str) -> String {
    const MOST: usize = 400;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
