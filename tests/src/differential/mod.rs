//! The differential: both doors of emitted types beside the crate `jsonschema`, on values made
//! from the schemas and on mutations of them; and the round trip of the valid ones.

mod apart;
mod cause;
mod choice;
mod explain;
mod instance;
mod lift;
mod mutate;
mod oracle;
mod probe;
mod report;
mod text;
mod trial;

pub use report::{Cause, Report, Side};

use explain::Readings;
use instance::{Instance, Maker};
use probe::{Described, Subject};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use trial::{Case, Trial};

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
}

/// Tries the types of one document.
///
/// # Errors
///
/// The document cannot be read, or its crate does not compile.
pub fn differential(path: &Path, settings: &Settings) -> Result<Report, String> {
    let described = probe::describe(path)?;
    let mut report = Report {
        documents: 1,
        ..Report::default()
    };
    if described.without > 0 {
        let why = "no schema says the same as the type".to_owned();
        report.untried.insert(why, described.without);
    }
    let lifted = lift::lift(&described.document);
    if described.subjects.is_empty() {
        return Ok(report);
    }
    let readings = Readings::new(&lifted);
    let oracles = readings.oracles(&lifted)?;
    let mut probe = described.start(settings).map_err(|error| error.to_string())?;
    let each = settings.cases.div_ceil(described.subjects.len()).max(1);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for (index, subject) in described.subjects.iter().enumerate() {
        let judges = match oracles.judges(subject) {
            Ok(judges) => judges,
            Err(error) => {
                let why = format!("the oracle does not take the schema: {}", cause::general(&error));
                *report.untried.entry(why).or_default() += 1;
                continue;
            }
        };
        report.types.0 += 1;
        report.types.1 += usize::from(subject.component);
        report.without_door += usize::from(!subject.door);
        let mut trial = Trial {
            label: format!("{name} {}", subject.name),
            described: &described,
            subject,
            judges: &judges,
            report: &mut report,
        };
        let cases = cases(&described, &lifted, subject, each, settings.seed);
        for batch in cases.chunks(256) {
            trial
                .run(index, batch, &mut probe)
                .map_err(|error| error.to_string())?;
        }
    }
    Ok(report)
}

/// The examples of a type, then values from its schema, each with mutations of it.
fn cases<'d>(
    described: &Described,
    lifted: &'d Value,
    subject: &Subject,
    count: usize,
    seed: u64,
) -> Vec<Case<'d>> {
    let mut hasher = DefaultHasher::new();
    (seed, &subject.name).hash(&mut hasher);
    let mut maker = Maker::new(lifted, hasher.finish());
    let schemas = subject.schemas.iter();
    let schemas: Vec<&Value> = schemas.filter_map(|at| lifted.pointer(at)).collect();
    let mut cases: Vec<Case<'d>> = examples(described, subject)
        .into_iter()
        .map(|value| Case {
            instance: Instance {
                value,
                places: Vec::new(),
            },
            is_example: true,
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
            });
        }
    }
    cases
}

/// What the document itself gives as examples of the type.
fn examples(described: &Described, subject: &Subject) -> Vec<Value> {
    let [schema] = subject.schemas.as_slice() else {
        return Vec::new();
    };
    let schema = described.document.pointer(schema);
    let one = schema.and_then(|schema| schema.get("example"));
    let many = schema.and_then(|schema| schema.get("examples")?.as_array());
    one.into_iter().chain(many.into_iter().flatten()).cloned().collect()
}
