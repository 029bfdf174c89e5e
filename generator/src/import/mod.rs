//! Importers: a documentation page in, facts as an OpenAPI document out.
//!
//! ```text
//! text --recognise--> Form --parse--> Page --write--> document + holes
//! ```
//!
//! Each form has a small total parser over lines: any text gives a document with diagnostics, or
//! an error that says why there is none. Facts only are written: names, types, constraints, status
//! codes, values of examples, each with its line in the page (`x-source`). What a listed rule took
//! from a sentence is marked (`x-mined`); what the page does not state is a [`Hole`].

mod curl;
mod cursor;
mod facts;
mod fence;
mod hosts;
mod markdown_reference;
mod mine;
mod mintlify_text;
mod openapi;
mod prose;
mod samples;
mod schemas;
pub mod source;
mod starlight_text;
mod types;
mod words;
mod write;
mod yaml;

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place, Pointer};
use cursor::Cursor;

/// The forms of pages that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// An OpenAPI document as it is.
    OpenApi,
    /// A Markdown page with an OpenAPI document in a fenced block.
    OpenapiMarkdown,
    /// Markdown headings and nested bullets: a name, (a type), *(required)*: text.
    MarkdownReference,
    /// The text of a page that Mintlify rendered: a name, a type, flags, a sentence, one a line.
    MintlifyText,
    /// The text of a page that Starlight rendered: a name, `required`, a sentence, a type.
    StarlightText,
}

/// What the caller decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The form of the page; recognised where it is not given.
    pub form: Option<Form>,
    /// Whether the page's own sentences are written as descriptions. Only for a page whose words
    /// the user may copy.
    pub keep_descriptions: bool,
}

/// A fact that the page does not state and an overlay must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Where in the document the fact belongs.
    pub pointer: Pointer,
    /// What is missing, in one clause of ours.
    pub what: String,
    /// The line of the page where it should have been said, from 1.
    pub line: Option<usize>,
}

/// What an import gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The form that was given or recognised.
    pub form: Form,
    /// The facts as an OpenAPI document. Its `x-holes` are [`Self::holes`].
    pub document: Value,
    /// What the page does not state, in the document's order.
    pub holes: Vec<Hole>,
    /// Lines that were not understood, and the like. Holes are not among them.
    pub diagnostics: Vec<Diagnostic>,
    descriptions: Descriptions,
}

/// Whether the page's sentences are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Descriptions {
    Drop,
    Keep,
}

/// Reads a page. Its lines are those of `FileId(0)` in the diagnostics.
///
/// # Errors
///
/// [`Code::NotText`] for an empty text, [`Code::UnknownForm`] where no form fits or nothing of the
/// form that was given is in it, [`Code::Syntax`] and [`Code::UnsupportedVersion`] for an embedded
/// document that cannot be read.
pub fn import(text: &str, options: &Options) -> Result<Imported, Diagnostics> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(failed(page_error(Code::NotText, "the page is empty")));
    }
    if is_html(text) {
        let help = "save what it was made of: many sites have a page's Markdown where `.md` is \
                    added to its URL; else the text that a browser shows";
        let html = page_error(Code::UnknownForm, "the page is HTML, which is not read");
        return Err(failed(html.help(help)));
    }
    let form = match options.form.or_else(|| recognise(text)) {
        Some(form) => form,
        None => {
            return Err(failed(unknown_form(
                "the form of the page is not recognised",
            )));
        }
    };
    let descriptions = if options.keep_descriptions {
        Descriptions::Keep
    } else {
        Descriptions::Drop
    };
    let parse: fn(&mut Cursor<'_>) -> facts::Page = match form {
        Form::OpenApi => return openapi::import_document(text, descriptions),
        Form::OpenapiMarkdown => return openapi::import_markdown(text, descriptions),
        Form::MarkdownReference => markdown_reference::parse,
        Form::MintlifyText => mintlify_text::parse,
        Form::StarlightText => starlight_text::parse,
    };
    let mut cursor = Cursor::new(text);
    let page = parse(&mut cursor);
    if page.operations.is_empty() {
        return Err(failed(unknown_form(format!(
            "the page has no operation in the form `{form}`"
        ))));
    }
    let (document, writer) = write::write(&page, descriptions);
    let mut diagnostics = cursor.diagnostics;
    diagnostics.extend(writer.diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.position);
    let mut imported = Imported::new(form, document, writer.holes, diagnostics);
    imported.descriptions = descriptions;
    Ok(imported)
}

/// The form of a page, told from how it is laid out and never from who wrote it.
pub fn recognise(text: &str) -> Option<Form> {
    let cursor = Cursor::new(text);
    if openapi::is_document(text) {
        Some(Form::OpenApi)
    } else if openapi::is_markdown(&cursor) {
        Some(Form::OpenapiMarkdown)
    } else if markdown_reference::is_form(&cursor) {
        Some(Form::MarkdownReference)
    } else if mintlify_text::is_form(&cursor) {
        Some(Form::MintlifyText)
    } else if starlight_text::is_form(&cursor) {
        Some(Form::StarlightText)
    } else {
        None
    }
}

impl Imported {
    fn new(
        form: Form,
        mut document: Value,
        holes: Vec<Hole>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        if let (Value::Object(document), false) = (&mut document, holes.is_empty()) {
            let listed = holes.iter().map(Hole::to_json).collect();
            document.insert("x-holes".into(), Value::Array(listed));
        }
        Self {
            form,
            document,
            holes,
            diagnostics,
            descriptions: Descriptions::Drop,
        }
    }

    /// The text of `openapi.yaml`: a header that says what the file is, and the document. The same
    /// import always gives the same bytes.
    pub fn to_yaml(&self) -> String {
        let mut text = format!(
            "# Written by `specloom import` from a page of the form `{}`. Do not edit: corrections,\n\
             # names and descriptions belong in overlay.yaml.\n\
             # It holds {}. `x-source` is the line in the page; `x-mined` lists what was taken\n\
             # from a sentence by a fixed rule; `x-holes` lists what the page does not state.\n",
            self.form,
            match self.descriptions {
                Descriptions::Drop => "facts only",
                Descriptions::Keep => "facts and the page's own words",
            }
        );
        if !self.holes.is_empty() {
            text.push_str("#\n# Holes, for the overlay to fill:\n");
        }
        for hole in &self.holes {
            text.push_str(&format!("#   {hole}\n"));
        }
        text.push_str(&yaml::write(&self.document));
        text
    }
}

impl Hole {
    /// The hole as a diagnostic at its line of the page.
    pub fn diagnostic(&self) -> Diagnostic {
        let message = format!("{}: {}", self.pointer, self.what);
        let diagnostic = match self.line {
            Some(line) => cursor::diagnostic(Code::Hole, line, message),
            None => Diagnostic::nowhere(Code::Hole, message),
        };
        diagnostic.help("state it in overlay.yaml")
    }

    fn to_json(&self) -> Value {
        let mut hole = json!({"pointer": self.pointer.as_str(), "what": self.what});
        if let (Value::Object(hole), Some(line)) = (&mut hole, self.line) {
            hole.insert("line".into(), json!(line));
        }
        hole
    }
}

impl fmt::Display for Hole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "L{line} ")?;
        }
        write!(f, "{}: {}", self.pointer, self.what)
    }
}

impl Form {
    /// Every form, in the order in which they are tried.
    pub const ALL: &'static [Form] = &[
        Form::OpenApi,
        Form::OpenapiMarkdown,
        Form::MarkdownReference,
        Form::MintlifyText,
        Form::StarlightText,
    ];

    /// The name that `--format` takes and `source.toml` holds.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::OpenApi => "openapi",
            Form::OpenapiMarkdown => "openapi-markdown",
            Form::MarkdownReference => "markdown-reference",
            Form::MintlifyText => "mintlify-text",
            Form::StarlightText => "starlight-text",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Form::ALL
            .iter()
            .find(|form| form.as_str() == name)
            .copied()
            .ok_or_else(|| format!("unknown form `{name}`; the forms are {}", names()))
    }
}

fn names() -> String {
    let names: Vec<&str> = Form::ALL.iter().map(|form| form.as_str()).collect();
    names.join(", ")
}

/// Whether the text is a page as a browser gets it.
fn is_html(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html"].iter().any(|start| {
        let own = text.as_bytes().get(..start.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
    })
}

fn unknown_form(message: impl Into<String>) -> Diagnostic {
    page_error(Code::UnknownForm, message).help(format!(
        "`import --format` names the form; the forms are {}",
        names()
    ))
}

/// Why nothing is read of the page as a whole: whoever has several hears which.
fn page_error(code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, &Place::root(FileId::default()), message)
}

fn failed(diagnostic: Diagnostic) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(diagnostic);
    diagnostics
}
