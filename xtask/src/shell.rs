//! What goes to the terminal: results to standard output, everything else to standard error.

use clap::ValueEnum;
use specloom::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use specloom::source::Sources;
use specloom::{Color, Form, Said, Wording};
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
    wording: Wording,
    quiet: bool,
    /// Whether somebody looks on: there is a line on the terminal that says what is going on.
    watched: bool,
    /// Whether that line is there now.
    busy: bool,
    /// What was said so far; the words have been printed.
    counts: Said,
}

/// How much of a line of progress is shown; the terminal must not break it.
const WIDTH: usize = 78;

/// Goes to the beginning of the line and clears it.
const CLEAR: &str = "\r\u{1b}[2K";

impl Shell {
    /// A shell that has said nothing yet.
    pub fn new(format: MessageFormat, strict: bool, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let dumb = std::env::var_os("TERM").is_some_and(|kind| kind == "dumb");
        let color = terminal && std::env::var_os("NO_COLOR").is_none();
        let color = if color { Color::Always } else { Color::Never };
        Self {
            wording: Wording {
                form: match format {
                    MessageFormat::Text => Form::Text(color),
                    MessageFormat::Json => Form::Json,
                },
                least: if quiet {
                    Severity::Error
                } else {
                    Severity::Note
                },
                strict,
            },
            quiet,
            watched: terminal && !dumb && !quiet && format == MessageFormat::Text,
            busy: false,
            counts: Said::default(),
        }
    }

    /// How diagnostics are put into words.
    pub fn wording(&self) -> Wording {
        self.wording
    }

    /// Prints what was put into words elsewhere.
    pub fn said(&mut self, said: Said) {
        for message in &said.messages {
            self.say(&message.text);
        }
        self.counts.errors += said.errors;
        self.counts.warnings += said.warnings;
        self.counts.notes += said.notes;
    }

    /// Prints what was asked for. A reader that has gone away wants no more.
    pub fn print(&mut self, text: &str) {
        self.rest();
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Says what is going on, on a terminal only, until something else is said.
    pub fn progress(&mut self, text: &str) {
        if self.watched {
            let shown: String = text
                .chars()
                .filter(|c| !c.is_control())
                .take(WIDTH)
                .collect();
            let mut err = io::stderr().lock();
            let _ = write!(err, "{CLEAR}{shown}").and_then(|()| err.flush());
            self.busy = true;
        }
    }

    /// Clears the line of [`Shell::progress`].
    pub fn rest(&mut self) {
        if std::mem::take(&mut self.busy) {
            let _ = write!(io::stderr().lock(), "{CLEAR}");
        }
    }

    /// Says what was done, unless quiet is wanted.
    pub fn status(&mut self, line: &str) {
        if !self.quiet && self.wording.form != Form::Json {
            self.say(line);
        }
    }

    /// Prints diagnostics in the order of their places, and counts them. Whether one is an error.
    pub fn report(&mut self, sources: &Sources, diagnostics: Diagnostics) -> bool {
        let mut failed = false;
        for diagnostic in self.wording.in_order(sources, diagnostics) {
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

    /// Says something that is worth knowing and no fault.
    pub fn note(&mut self, message: String) {
        let mut diagnostic = Diagnostic::nowhere(Code::Io, message);
        diagnostic.severity = Severity::Note;
        self.report_one(&Sources::default(), diagnostic);
    }

    /// Prints the counts, if there is anything to count. Whether there were errors.
    pub fn finish(&mut self, exit: Exit) -> Exit {
        self.rest();
        let summary = self.counts.summary();
        if self.counts.errors > 0 && self.wording.form != Form::Json {
            self.say(&summary);
        } else if !summary.is_empty() {
            self.status(&summary);
        }
        match exit {
            Exit::Done if self.counts.errors > 0 => Exit::Failed,
            exit => exit,
        }
    }

    fn report_one(&mut self, sources: &Sources, diagnostic: Diagnostic) -> Severity {
        let (severity, message) = self.wording.put(sources, diagnostic);
        self.counts.count(severity);
        if let Some(message) = message {
            self.say(&message.text);
        }
        severity
    }

    fn say(&mut self, line: &str) {
        self.rest();
        let mut err = io::stderr().lock();
        let _ = writeln!(err, "{line}");
    }
}
