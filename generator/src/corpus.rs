//! One document through the whole pipeline, with a clock at each stage: what `corpus` prints.

use crate::diagnostic::{Code, Diagnostics};
use crate::lower::Options;
use crate::name;
use crate::pipeline::{self, Filter, Spec};
use crate::render::{self, FileMap};
use crate::rust::Crate;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What became of a document.
#[derive(Debug, Default)]
pub struct Measured {
    /// The files of its crate; empty where it could not be read.
    pub files: FileMap,
    /// Each stage with the time that it took, in order.
    pub stages: Vec<(&'static str, Duration)>,
    /// Operations that have a method, without webhooks.
    pub operations: usize,
    /// Items of the module `types`.
    pub items: usize,
    /// How often each kind of diagnostic was reported.
    pub codes: BTreeMap<Code, usize>,
    /// The messages of those that are errors.
    pub errors: Vec<String>,
}

impl Measured {
    /// Lines of the emitted Rust, without the runtime, which is the same in every crate.
    pub fn lines(&self) -> usize {
        let own = self
            .files
            .iter()
            .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"));
        own.map(|(_, text)| text.iter().filter(|byte| **byte == b'\n').count())
            .sum()
    }
}

/// Generates a crate of the name `krate` in memory.
pub fn measure(spec: &Spec, krate: &str) -> Measured {
    let mut measured = Measured::default();
    let mut diagnostics = Diagnostics::default();
    let mut clock = Instant::now();
    let mut lap = |stages: &mut Vec<_>, stage| {
        stages.push((stage, clock.elapsed()));
        clock = Instant::now();
    };
    let reading = pipeline::read(spec, &mut diagnostics);
    lap(&mut measured.stages, "read");
    if let Some(document) = &reading.document {
        let api = pipeline::understand(document, &Filter::default(), &mut diagnostics);
        lap(&mut measured.stages, "normalize");
        let options = Options {
            module: name::snake(krate, "api"),
            ..Options::default()
        };
        let (_, model) = pipeline::model(&reading.sources, &api, &options, &mut diagnostics);
        measured.operations = api.operations.len();
        measured.items = model.items.len();
        lap(&mut measured.stages, "lower");
        let source = spec.document.file_name().unwrap_or_default();
        let krate = Crate {
            name: krate.to_owned(),
            version: "0.1.0".to_owned(),
            source: source.to_string_lossy().into_owned(),
            mend: "specloom codegen".to_owned(),
            apis: vec![model],
        };
        measured.files = render::files(&krate, &mut diagnostics);
        lap(&mut measured.stages, "emit");
    }
    for diagnostic in diagnostics.into_vec() {
        *measured.codes.entry(diagnostic.code).or_default() += 1;
        if diagnostic.severity == crate::diagnostic::Severity::Error {
            measured.errors.push(diagnostic.message);
        }
    }
    measured
}
