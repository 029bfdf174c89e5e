//! What goes to the terminal: results to standard output, everything else to standard error.

use clap::ValueEnum;
use specloom::diagnostic::{Diagnostic, Diagnostics, Severity};
use specloom::source::Sources;
use specloom::source::report::{self, Color};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the place in the source underlined.
    Text,
    /// One JSON object a line.
    Json,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done,
    /// It found errors, or what it checks is not so.
    Failed,
    /// It was called in a way that makes no sense.
    Usage,
    /// A page or a document that was to be compared cannot be had.
    Unreachable,
    /// A page or a document that was to be compared cannot be read.
    Unreadable,
    /// Ctrl-C.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Unreachable => 3,
            Exit::Unreadable => 4,
            Exit::Stopped => 130,
        })
    }
}

/// The two streams, and what the user wants to see on them.
#[derive(Debug)]
pub struct Shell {
    format: MessageFormat,
    strict: bool,
    quiet: bool,
    color: Color,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Shell {
    /// A shell that has said nothing yet.
    pub fn new(format: MessageFormat, strict: bool, quiet: bool) -> Self {
        let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            format,
            strict,
            quiet,
            color: if color { Color::Always } else { Color::Never },
            errors: 0,
            warnings: 0,
            notes: 0,
        }
    }

    /// Prints what was asked for. A reader that has gone away wants no more.
    pub fn print(&mut self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Says what is being done, unless quiet is wanted.
    pub fn status(&mut self, line: &str) {
        if !self.quiet && self.format == MessageFormat::Text {
            self.say(line);
        }
    }

    /// Prints diagnostics and counts them. Whether one of them is an error.
    pub fn report(&mut self, sources: &Sources, diagnostics: Diagnostics) -> bool {
        let mut failed = false;
        for diagnostic in diagnostics.into_vec() {
            failed |= self.report_one(sources, diagnostic) == Severity::Error;
        }
        failed
    }

    /// Prints only those that are errors. Whether there is one.
    pub fn report_errors(&mut self, sources: &Sources, diagnostics: Diagnostics) -> bool {
        let mut errors = Diagnostics::default();
        let all = diagnostics.into_vec().into_iter();
        errors.extend(all.filter(|diagnostic| diagnostic.severity == Severity::Error));
        self.report(sources, errors)
    }

    /// Prints a diagnostic that stands in no file.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Exit {
        self.report_one(&Sources::default(), diagnostic);
        Exit::Failed
    }

    /// Prints the counts, if there is anything to count. Whether there were errors.
    pub fn finish(&mut self, exit: Exit) -> Exit {
        let plural = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let counts = [
            plural(self.errors, "error"),
            plural(self.warnings, "warning"),
            plural(self.notes, "note"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        if !counts.is_empty() {
            let summary = counts.join(", ");
            if self.errors > 0 && self.format == MessageFormat::Text {
                self.say(&summary);
            } else {
                self.status(&summary);
            }
        }
        match exit {
            Exit::Done if self.errors > 0 => Exit::Failed,
            exit => exit,
        }
    }

    fn report_one(&mut self, sources: &Sources, mut diagnostic: Diagnostic) -> Severity {
        if self.strict && diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
        if diagnostic.severity == Severity::Error || !self.quiet {
            let text = match self.format {
                MessageFormat::Text => report::render_text(sources, &diagnostic, self.color),
                MessageFormat::Json => report::to_json(sources, &diagnostic).to_string(),
            };
            self.say(&text);
        }
        diagnostic.severity
    }

    fn say(&self, line: &str) {
        let mut err = io::stderr().lock();
        let _ = writeln!(err, "{line}");
    }
}
