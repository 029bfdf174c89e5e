//! The differential: both doors of emitted types beside the crate `jsonschema`, on values made
//! from the schemas and on mutations of them; and the round trip of the valid ones.

mod cause;
mod choice;
mod explain;
mod instance;
mod lift;
mod lost;
mod mutate;
mod oracle;
mod probe;
mod report;
mod sample;
mod suite;
mod text;
mod trial;
mod way;

pub use report::{Cause, Report, Side};
pub use sample::{Sample, sample};
pub use suite::{SuiteReport, suite};

use explain::{Judges, Readings};
use instance::{Instance, Maker};
use probe::{Described, Probe, Subject};
use serde_json::Value;
use specloom::pipeline::Filter;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use trial::{Case, Trial};
use way::Way;

/// How far a run goes.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many values each document is tried with, divided among its types.
    pub cases: usize,
    /// The same seed gives the same values.
    pub seed: u64,
    /// Where emitted crates are put.
    pub out: PathBuf,
    /// Where they are built.
    pub target: PathBuf,
    /// Whether what was built stays, for another run.
    pub keep: bool,
}

/// Tries the types of one document.
///
/// # Errors
///
/// The document cannot be read, or its crate does not compile.
pub fn differential(path: &Path, settings: &Settings) -> Result<Report, String> {
    let mut described = probe::describe(path, &Filter::default())?;
    let mut report = Report {
        documents: 1,
        ..Report::default()
    };
    if described.without > 0 {
        let why = "no schema says the same as the type".to_owned();
        report.untried.insert(why, described.without);
    }
    let lifted = lift::lift(&described.document);
    described.follow(&lifted);
    if described.subjects.is_empty() {
        return Ok(report);
    }
    let mut probe = described
        .start(settings)
        .map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for way in [Way::Both, Way::Request, Way::Response] {
        let subjects = described.subjects.iter().enumerate();
        let subjects: Vec<_> = subjects.filter(|(_, subject)| subject.way == way).collect();
        if subjects.is_empty() {
            continue;
        }
        let lifted = way::travel(&lifted, way);
        let mut run = Run {
            name: &name,
            described: &described,
            lifted: &lifted,
            settings,
            probe: &mut probe,
            report: &mut report,
        };
        run.all(&subjects)?;
    }
    drop(probe);
    if !settings.keep {
        described.clean(settings);
    }
    Ok(report)
}

/// The types of a document that travel one way.
struct Run<'r> {
    name: &'r str,
    described: &'r Described,
    lifted: &'r Value,
    settings: &'r Settings,
    probe: &'r mut Probe,
    report: &'r mut Report,
}

impl Run<'_> {
    fn all(&mut self, subjects: &[(usize, &Subject)]) -> Result<(), String> {
        let readings = Readings::new(self.lifted, &self.described.told);
        let oracles = readings.oracles(self.lifted)?;
        for (index, subject) in subjects {
            match oracles.judges(subject) {
                Ok(judges) => self.one(*index, subject, &judges)?,
                Err(error) => {
                    let error = cause::general(&error);
                    let why = format!("the oracle does not take the schema: {error}");
                    *self.report.untried.entry(why).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    fn one(
        &mut self,
        index: usize,
        subject: &Subject,
        judges: &Judges<'_, '_>,
    ) -> Result<(), String> {
        self.report.types.0 += 1;
        self.report.types.1 += usize::from(subject.component);
        self.report.without_door += usize::from(!subject.door);
        let types = self.described.subjects.len().max(1);
        let count = self.settings.cases.div_ceil(types).max(1);
        let cases = cases(self.lifted, subject, count, self.settings.seed);
        let mut trial = Trial {
            label: format!("{} {}", self.name, subject.name),
            described: self.described,
            subject,
            judges,
            report: self.report,
        };
        for batch in cases.chunks(256) {
            trial
                .run(index, batch, self.probe)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

/// The examples of a type, then values from its schema, each with mutations of it.
fn cases<'d>(lifted: &'d Value, subject: &Subject, count: usize, seed: u64) -> Vec<Case<'d>> {
    let mut hasher = DefaultHasher::new();
    (seed, &subject.name).hash(&mut hasher);
    let mut maker = Maker::new(lifted, hasher.finish());
    let schemas = subject.schemas.iter();
    let schemas: Vec<&Value> = schemas.filter_map(|at| lifted.pointer(at)).collect();
    let mut cases: Vec<Case<'d>> = examples(lifted, subject)
        .into_iter()
        .map(|value| Case {
            instance: Instance {
                value,
                places: Vec::new(),
            },
            is_example: true,
            wanted: None,
        })
        .collect();
    while cases.len() < count {
        let made = maker.make(&schemas);
        let mutations: Vec<Value> = (0..3)
            .filter_map(|_| mutate::mutate(&made, maker.rng()))
            .collect();
        for value in std::iter::once(made.value.clone()).chain(mutations) {
            let instance = Instance {
                value,
                places: made.places.clone(),
            };
            cases.push(Case {
                instance,
                is_example: false,
                wanted: None,
            });
        }
    }
    cases
}

/// What the document itself gives as examples of the type.
fn examples(lifted: &Value, subject: &Subject) -> Vec<Value> {
    let [schema] = subject.schemas.as_slice() else {
        return Vec::new();
    };
    let schema = lifted.pointer(schema);
    let one = schema.and_then(|schema| schema.get("example"));
    let many = schema.and_then(|schema| schema.get("examples")?.as_array());
    one.into_iter()
        .chain(many.into_iter().flatten())
        .cloned()
        .collect()
}
