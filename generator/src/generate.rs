//! The face of the library: documents to a crate, in a few lines of a task runner or a build
//! script of one's own.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::filter::{self, Filter, Known};
use crate::lower::{DateTime, Options};
use crate::module_names;
use crate::pipeline::{self, Reading, Spec};
use crate::render::{self, FileMap, StaleFile, Written};
use crate::rust::{Crate, RustModel};
use crate::said::{Said, Wording};
use crate::source::{Input, Sources};
use std::fmt;
use std::path::Path;

/// What is to be generated: the name of a crate, its APIs, and what may be chosen.
///
/// ```no_run
/// use specloom::{Generator, Spec};
///
/// # fn main() -> Result<(), specloom::Failure> {
/// let generated = Generator::new("acme-client")
///     .api("widgets", "api/widgets.yaml")
///     .api("gears", Spec::new("api/gears.json").overlay("api/gears-overlay.yaml"))
///     .generate()?;
/// for message in &generated.said.messages {
///     eprintln!("{}", message.text);
/// }
/// generated.write("crates/acme-client")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    pub(crate) name: String,
    pub(crate) apis: Vec<(String, Spec)>,
    pub(crate) filter: Filter,
    pub(crate) date_time: DateTime,
    pub(crate) source: Option<String>,
    pub(crate) mend: String,
    pub(crate) wording: Wording,
    pub(crate) layout: Layout,
}

/// What the files are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A crate that stands alone.
    Crate,
    /// A part of another: `src/lib.rs` can be included.
    Include,
}

/// A crate in memory, and what was said on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The files by their path in the crate's folder, with `/` between its parts.
    pub files: FileMap,
    /// What was widened or left out, in words.
    pub said: Said,
    /// Every file that was read, or would have been if it were there.
    pub inputs: Vec<Input>,
    wording: Wording,
}

/// Nothing can be generated or written. Its text is all that was said.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// Why, in words; at least one error.
    pub said: Said,
    /// Every file that was read, or would have been if it were there.
    pub inputs: Vec<Input>,
}

impl Generator {
    /// Of a crate of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            apis: Vec::new(),
            filter: Filter::default(),
            date_time: DateTime::default(),
            source: None,
            mend: String::new(),
            wording: Wording::default(),
            layout: Layout::Crate,
        }
    }

    /// Adds an API: the name of its module and the document, or a [`Spec`]. The module is also a
    /// feature of the crate.
    #[must_use]
    pub fn api(mut self, module: impl AsRef<str>, spec: impl Into<Spec>) -> Self {
        let module = module_names::module(module.as_ref());
        self.apis.push((module, spec.into()));
        self
    }

    /// Takes operations and webhooks with this tag, and leaves out what is not asked for.
    #[must_use]
    pub fn include_tag(mut self, tag: impl Into<String>) -> Self {
        self.filter.tags.push(tag.into());
        self
    }

    /// Takes this operation or webhook, and leaves out what is not asked for: an `operationId`, a
    /// method and path such as `GET /widgets`, or the name of a webhook.
    #[must_use]
    pub fn include_operation(mut self, operation: impl Into<String>) -> Self {
        self.filter.operations.push(operation.into());
        self
    }

    /// What dates are.
    #[must_use]
    pub fn date_time(mut self, date_time: DateTime) -> Self {
        self.date_time = date_time;
        self
    }

    /// A warning is an error: nothing may be left out in silence.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.wording.strict = true;
        self
    }

    /// How diagnostics are put into words.
    #[must_use]
    pub fn wording(mut self, wording: Wording) -> Self {
        self.wording = wording;
        self
    }

    /// What the header of each file says that it was made from; the names of the documents unless
    /// given.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What the header of each file says that one types to have it written again; nothing unless
    /// given.
    #[must_use]
    pub fn mend(mut self, command: impl Into<String>) -> Self {
        self.mend = command.into();
        self
    }

    /// Reads the documents and makes the crate in memory.
    ///
    /// # Errors
    ///
    /// A document cannot be read or has errors, a name does not do, nothing has a wanted tag; with
    /// [`Generator::strict`] each warning.
    pub fn generate(&self) -> Result<Generated, Failure> {
        let mut run = Run {
            wording: self.wording,
            said: Said::default(),
            inputs: Vec::new(),
        };
        let mut diagnostics = Diagnostics::default();
        self.check_names(&mut diagnostics);
        run.add(&Sources::default(), diagnostics);
        // Who has to call it anew anyway need not wait for what there is to say of the documents.
        if run.said.errors > 0 {
            return Err(run.failure());
        }
        let mut known = Known::default();
        // Every document is read before the first failure counts: one run says everything.
        let apis: Vec<RustModel> = self
            .apis
            .iter()
            .filter_map(|(module, spec)| self.load(module, spec, &mut known, &mut run))
            .collect();
        let mut diagnostics = Diagnostics::default();
        if apis.len() == self.apis.len() {
            known.report_misses(&self.filter, &mut diagnostics);
        }
        run.add(&Sources::default(), diagnostics);
        if run.said.errors > 0 {
            return Err(run.failure());
        }
        let krate = Crate {
            name: self.name.clone(),
            version: "0.1.0".to_owned(),
            source: self.source.clone().unwrap_or_else(|| self.documents()),
            mend: self.mend.clone(),
            apis,
        };
        let mut diagnostics = Diagnostics::default();
        let mut files = render::files(&krate, &mut diagnostics);
        if self.layout == Layout::Include {
            render::make_includable(&krate, &mut files, &mut diagnostics);
        }
        discard(krate);
        run.add(&Sources::default(), diagnostics);
        if run.said.errors > 0 {
            return Err(run.failure());
        }
        Ok(Generated {
            files,
            said: run.said,
            inputs: run.inputs,
            wording: self.wording,
        })
    }

    fn load(
        &self,
        module: &str,
        spec: &Spec,
        known: &mut Known,
        run: &mut Run,
    ) -> Option<RustModel> {
        let mut diagnostics = Diagnostics::default();
        let reading = pipeline::read(spec, &mut diagnostics);
        let model = self.model(module, &reading, known, &mut diagnostics);
        run.inputs.extend_from_slice(reading.sources.inputs());
        run.add(&reading.sources, diagnostics);
        discard(reading);
        model
    }

    fn model(
        &self,
        module: &str,
        reading: &Reading,
        known: &mut Known,
        diagnostics: &mut Diagnostics,
    ) -> Option<RustModel> {
        let document = reading.document.as_ref()?;
        known.note(document);
        let api = pipeline::understand(document, &self.filter, diagnostics);
        let nothing = api.operations.is_empty() && api.webhooks.is_empty();
        if nothing && self.apis.len() > 1 && !self.filter.is_all() {
            diagnostics.push(filter::nothing_left());
        }
        let options = Options {
            module: module.to_owned(),
            date_time: self.date_time,
        };
        let (names, model) = pipeline::model(&reading.sources, &api, &options, diagnostics);
        discard((names, api));
        Some(model)
    }

    fn check_names(&self, diagnostics: &mut Diagnostics) {
        if !module_names::is_crate(&self.name) {
            let message = format!("`{}` cannot be the name of a crate", self.name);
            let help = "letters, digits, `-` and `_`, a letter first; no keyword, and not the name \
                        of a crate that it needs; on the command line `--name` gives it another \
                        name than its folder has";
            diagnostics.push(Diagnostic::nowhere(Code::Usage, message).help(help));
        }
        for (at, (module, _)) in self.apis.iter().enumerate() {
            if self
                .apis
                .iter()
                .take(at)
                .any(|(before, _)| before == module)
            {
                let message = format!("two documents would be the module `{module}`");
                let help = "give each a name of its own, on the command line by `--spec NAME=FILE`";
                diagnostics.push(Diagnostic::nowhere(Code::Usage, message).help(help));
            }
        }
    }

    /// The names of the documents without their folders: those differ from machine to machine.
    fn documents(&self) -> String {
        let names = self
            .apis
            .iter()
            .filter_map(|(_, spec)| spec.document.file_name());
        let names: Vec<String> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.join(", ")
    }
}

impl Generated {
    /// Writes the crate into `folder`: only the files that differ, and removes what an earlier run
    /// wrote and this one does not. The folder must be new, empty, or written by an earlier run.
    ///
    /// # Errors
    ///
    /// The folder is not ours, or the disk refuses.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Written, Failure> {
        let mut diagnostics = Diagnostics::default();
        let written = render::write(folder.as_ref(), &self.files, &mut diagnostics);
        written.ok_or_else(|| {
            let mut said = Said::default();
            said.add(&self.wording, &Sources::default(), diagnostics);
            Failure {
                said,
                inputs: self.inputs.clone(),
            }
        })
    }

    /// What [`Generated::write`] would do, without doing it; empty: nothing.
    pub fn check(&self, folder: impl AsRef<Path>) -> Vec<StaleFile> {
        render::check(folder.as_ref(), &self.files)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.said.messages {
            if message.severity == Severity::Error {
                writeln!(f, "{}", message.text)?;
            }
        }
        f.write_str(&self.said.summary())
    }
}

impl fmt::Debug for Failure {
    /// The same as `Display`: it is what a `main` that returns an error prints.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

/// Drops what is large and needed no more while the next stage is at work.
fn discard(value: impl Send + 'static) {
    rayon::spawn(move || drop(value));
}

/// What has come together so far.
struct Run {
    wording: Wording,
    said: Said,
    inputs: Vec<Input>,
}

impl Run {
    fn add(&mut self, sources: &Sources, diagnostics: Diagnostics) {
        self.said.add(&self.wording, sources, diagnostics);
    }

    fn failure(self) -> Failure {
        Failure {
            said: self.said,
            inputs: self.inputs,
        }
    }
}
