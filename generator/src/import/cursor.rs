//! The lines of a page, cleaned once, and what an importer has to say about them.

use crate::diagnostic::{Code, Diagnostic, FileId, Place};

/// One line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its number in the page, from 1.
    pub number: usize,
    /// As it stands, without the line ending.
    pub raw: &'a str,
    /// Without marks that nobody sees: trailing and no-break spaces, tabs, zero-width characters.
    pub text: String,
}

impl Line<'_> {
    /// How many columns the text is indented.
    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The text without its indentation.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Whether nothing stands here.
    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }
}

/// A cursor over the lines of a page, with the diagnostics that reading them gave.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    lines: Vec<Line<'a>>,
    at: usize,
    /// What was not understood.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Cursor<'a> {
    /// The lines of `text`, from the first.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text
            .split('\n')
            .enumerate()
            .map(|(index, raw)| {
                let raw = raw.strip_suffix('\r').unwrap_or(raw);
                Line {
                    number: index + 1,
                    raw,
                    text: clean(raw),
                }
            })
            .collect();
        Self {
            lines,
            at: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The same lines from the first, with nothing said yet.
    pub fn rewound(&self) -> Self {
        Self {
            lines: self.lines.clone(),
            at: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The line at the cursor, or nothing at the end.
    pub fn peek(&self) -> Option<&Line<'a>> {
        self.ahead(0)
    }

    /// The line `distance` lines after the cursor.
    pub fn ahead(&self, distance: usize) -> Option<&Line<'a>> {
        self.lines.get(self.at.saturating_add(distance))
    }

    /// Whether the line before the cursor is blank, or there is none.
    pub fn after_blank(&self) -> bool {
        self.at
            .checked_sub(1)
            .and_then(|before| self.lines.get(before))
            .is_none_or(Line::is_blank)
    }

    /// The line at the cursor; the cursor moves on.
    pub fn take(&mut self) -> Option<Line<'a>> {
        let line = self.lines.get(self.at).cloned();
        if line.is_some() {
            self.at += 1;
        }
        line
    }

    /// Moves past blank lines.
    pub fn skip_blank(&mut self) {
        while self.peek().is_some_and(Line::is_blank) {
            self.at += 1;
        }
    }

    /// Moves past `count` lines.
    pub fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.lines.len());
    }

    /// Every line, whether read or not.
    pub fn all(&self) -> &[Line<'a>] {
        &self.lines
    }

    /// The lines from the cursor to the end.
    pub fn rest(&self) -> &[Line<'a>] {
        self.lines.get(self.at..).unwrap_or_default()
    }

    /// Says that a line is not understood.
    pub fn report(&mut self, line: usize, message: impl Into<String>) {
        self.diagnostics
            .push(diagnostic(Code::ImportLine, line, message));
    }
}

/// A diagnostic at the start of a line of the page.
pub(super) fn diagnostic(code: Code, line: usize, message: impl Into<String>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(code, &Place::root(FileId(0)), message);
    diagnostic.position = Some((line, 1));
    diagnostic
}

/// Spaces for tabs and no-break spaces; nothing for zero-width characters and at the end.
pub(super) fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\t' => text.push_str("    "),
            '\u{a0}' | '\u{202f}' => text.push(' '),
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\r' => {}
            _ => text.push(c),
        }
    }
    text.truncate(text.trim_end().len());
    text
}
