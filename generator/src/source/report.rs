//! Diagnostics for people and for programs.

use super::files::Sources;
use super::location::{Location, Spot};
use crate::diagnostic::{Code, Diagnostic, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::ops::Range;

/// How much of a long line stands before and after the spot, in bytes. Whole documents are
/// written in one line.
const LINE_CONTEXT: usize = 400;

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
        .primary_title(tame(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    match location(sources, diagnostic) {
        Some(location) => group = group.elements(shown(sources, &location)),
        None => {
            let file = diagnostic.place.as_ref().map(|place| place.file);
            let path = file.map(|file| Origin::path(tame(sources.name(file))));
            group = group.elements(path);
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(tame(help)));
    }
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The path and the line, with the spot underlined.
fn shown(sources: &Sources, location: &Location) -> Vec<Element<'static>> {
    let path = tame(sources.name(location.file));
    let origin = Origin::path(path.clone())
        .line(location.line)
        .char_column(location.column);
    let Some(excerpt) = excerpt(sources, location) else {
        return vec![origin.into()];
    };
    let snippet = Snippet::source(excerpt.text)
        .line_start(location.line)
        .annotation(AnnotationKind::Primary.span(excerpt.span));
    if excerpt.is_cut {
        // The renderer would count the column from where the excerpt begins.
        vec![origin.into(), snippet.into()]
    } else {
        vec![snippet.path(path).into()]
    }
}

/// `diagnostic` as data: `code`, `severity`, `message`, and where they are known `file`,
/// `pointer`, `line`, `column` (both from 1) and `help`.
pub fn to_json(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let location = location(sources, diagnostic);
    let file = location.as_ref().map(|at| at.file);
    let file = file.or(diagnostic.place.as_ref().map(|place| place.file));
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": file.map(|file| sources.name(file)),
        "pointer": diagnostic.place.as_ref().map(|place| place.pointer.as_str()),
        "line": location.as_ref().map(|at| at.line),
        "column": location.as_ref().map(|at| at.column),
    })
}

/// Where `diagnostic` stands, unless it stands in no file or in one that could not be read.
pub fn location(sources: &Sources, diagnostic: &Diagnostic) -> Option<Location> {
    let place = diagnostic.place.as_ref()?;
    if let Some((line, column)) = diagnostic.position {
        return Some(sources.at_position(place.file, line, column));
    }
    if sources.text(place.file).is_empty() {
        return None;
    }
    let spot = match diagnostic.code {
        Code::UnknownKeyword | Code::UnsupportedKeyword | Code::DuplicateKey => Spot::Key,
        _ => Spot::Value,
    };
    Some(sources.locate(place, spot))
}

/// A line, or the part of it around a spot.
struct Excerpt {
    text: String,
    span: Range<usize>,
    /// Whether it begins in the middle of the line.
    is_cut: bool,
}

/// The line of `location` with the spot in it.
fn excerpt(sources: &Sources, location: &Location) -> Option<Excerpt> {
    let text = sources.text(location.file);
    let range = &location.range;
    // A line may be the whole file: no more of it is looked at than is shown, and a byte.
    let least = range.start.saturating_sub(LINE_CONTEXT + 1);
    let most = text.len().min(range.start + 2 * LINE_CONTEXT + 1);
    let is_end = |byte: &u8| *byte == b'\n';
    let before = text.as_bytes().get(least..range.start)?;
    let line_start = before.iter().rposition(is_end).map(|at| least + at + 1);
    let line_start = line_start.unwrap_or(least);
    let after = text.as_bytes().get(range.start..most)?;
    let line_end = after.iter().position(is_end);
    let line_end = line_end.map_or(most, |length| range.start + length);
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
    Some(Excerpt {
        text: format!("{before}{}{after}", text.get(start..end)?),
        span,
        is_cut: start > line_start,
    })
}

/// A sentence may quote the document: something very long, or what a terminal would act upon.
fn tame(text: &str) -> String {
    const MOST: usize = 400;
    let mut tamed: String = text.chars().take(MOST).map(visible).collect();
    if text.chars().nth(MOST).is_some() {
        tamed.push_str("...");
    }
    tamed
}

/// Control characters and those that turn the direction of writing, as the replacement character.
fn visible(c: char) -> char {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns {
        '\u{fffd}'
    } else {
        c
    }
}
