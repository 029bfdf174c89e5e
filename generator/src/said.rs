//! What was said about documents, put into words: how, how much of it, and how bad it is.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use crate::source::report::{self, Color};

/// How diagnostics are put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// For people or for programs.
    pub form: Form,
    /// What is less bad is counted and not put into words.
    pub least: Severity,
    /// Whether a warning is as bad as an error.
    pub strict: bool,
}

/// For whom the words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people: several lines, with the place in the source underlined.
    Text(Color),
    /// For programs: a JSON object in one line.
    Json,
}

impl Default for Wording {
    /// Everything, without colours; warnings are warnings.
    fn default() -> Self {
        Self {
            form: Form::Text(Color::Never),
            least: Severity::Note,
            strict: false,
        }
    }
}

/// One diagnostic in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How bad it is.
    pub severity: Severity,
    /// The words, without a newline at the end.
    pub text: String,
}

/// All that was said, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// What was put into words.
    pub messages: Vec<Message>,
    /// How many errors there were.
    pub errors: usize,
    /// How many warnings there were.
    pub warnings: usize,
    /// How many notes there were.
    pub notes: usize,
}

impl Wording {
    /// How bad `diagnostic` is, and its words where they are wanted.
    pub fn put(
        &self,
        sources: &Sources,
        mut diagnostic: Diagnostic,
    ) -> (Severity, Option<Message>) {
        let severity = self.severity(&diagnostic);
        diagnostic.severity = severity;
        let message = (severity >= self.least).then(|| Message {
            severity,
            text: match self.form {
                Form::Text(color) => report::render_text(sources, &diagnostic, color),
                Form::Json => report::to_json(sources, &diagnostic).to_string(),
            },
        });
        (severity, message)
    }

    /// The diagnostics in the order in which their places stand in the files.
    pub fn in_order(&self, sources: &Sources, diagnostics: Diagnostics) -> Vec<Diagnostic> {
        let mut diagnostics = diagnostics.into_vec();
        diagnostics.sort_by_cached_key(|diagnostic| {
            let is_said = self.severity(diagnostic) >= self.least;
            let location = is_said.then(|| report::location(sources, diagnostic));
            location.flatten().map(|at| (at.file, at.line, at.column))
        });
        diagnostics
    }

    fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        match diagnostic.severity {
            Severity::Warning if self.strict => Severity::Error,
            severity => severity,
        }
    }
}

impl Said {
    /// Adds all of `diagnostics`, in the order in which their places stand in the files.
    pub fn add(&mut self, wording: &Wording, sources: &Sources, diagnostics: Diagnostics) {
        for diagnostic in wording.in_order(sources, diagnostics) {
            let (severity, message) = wording.put(sources, diagnostic);
            self.count(severity);
            self.messages.extend(message);
        }
    }

    /// Counts one without its words.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// The counts in a sentence, such as `1 error, 2 warnings`; empty where nothing was said.
    pub fn summary(&self) -> String {
        let counts = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let parts = counts.into_iter().filter_map(|(count, word)| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Said, Wording};
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place, Severity};
    use crate::source::Sources;
    use crate::source::report::Color;

    #[test]
    fn what_is_not_worded_is_counted() {
        let (form, note) = (Form::Json, Severity::Note);
        for (least, strict, expect, messages) in [
            (note, false, "1 error, 2 warnings, 1 note", 4),
            (note, true, "3 errors, 1 note", 4),
            (Severity::Error, false, "1 error, 2 warnings, 1 note", 1),
            (Severity::Error, true, "3 errors, 1 note", 3),
        ] {
            let wording = Wording {
                form,
                least,
                strict,
            };
            let mut diagnostics = Diagnostics::default();
            for (code, message) in [
                (Code::Io, "a"),
                (Code::Hole, "b"),
                (Code::Hole, "c"),
                (Code::Widened, "d"),
            ] {
                diagnostics.push(Diagnostic::nowhere(code, message));
            }
            let mut said = Said::default();
            said.add(&wording, &Sources::default(), diagnostics);
            assert_eq!(
                (said.summary().as_str(), said.messages.len()),
                (expect, messages)
            );
        }
        assert_eq!(Said::default().summary(), "");
    }

    #[test]
    fn what_stands_first_is_said_first() {
        let mut diagnostics = Diagnostics::default();
        let text = "a: 1\nb: 2\nc: 3\n";
        let sources = Sources::from_text("openapi.yaml", text, &mut diagnostics);
        for name in ["c", "a", "b"] {
            let place = Place::root(FileId(0)).key(name);
            diagnostics.report(Code::Hole, &place, name);
        }
        let wording = Wording {
            form: Form::Text(Color::Never),
            least: Severity::Note,
            strict: false,
        };
        let mut said = Said::default();
        said.add(&wording, &sources, diagnostics);
        let places = [":1:", ":2:", ":3:"];
        assert_eq!(said.messages.len(), places.len());
        for (message, place) in said.messages.iter().zip(places) {
            assert!(message.text.contains(place), "{}", message.text);
        }
    }
}
