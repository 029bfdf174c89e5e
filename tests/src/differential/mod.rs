//! The differential: both doors of emitted types beside the crate `jsonschema`, on values made
//! from the schemas and on mutations of them; and the round trip of the valid ones.

mod cause;
mod instance;
mod lift;
mod mutate;
mod oracle;
mod probe;
mod report;
mod text;

pub use report::{Cause, Report, Side};

use instance::{Instance, Maker};
use jsonschema::Validator;
use oracle::Oracle;
use probe::{Described, Probe, Subject};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// How far a run goes.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many values each document is tried with, divided among its types.
    pub cases: usize,
    /// The same seed gives the same values.
    pub seed: u64,
}

/// A value that is tried, and what is known of it.
struct Case<'d> {
    value: Value,
    instance: Instance<'d>,
    is_example: bool,
}

/// Tries the types of one document, with a crate emitted below `out`.
///
/// # Errors
///
/// The document cannot be read, or its crate does not compile.
pub fn differential(path: &Path, out: &Path, settings: &Settings) -> Result<Report, String> {
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
    let oracle = Oracle::new(&lifted)?;
    if described.subjects.is_empty() {
        return Ok(report);
    }
    let mut probe = described.start(out).map_err(|error| error.to_string())?;
    let each = settings.cases.div_ceil(described.subjects.len()).max(1);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for (index, subject) in described.subjects.iter().enumerate() {
        let validator = match oracle.validator(subject) {
            Ok(validator) => validator,
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
            subject,
            validator: &validator,
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
                value: value.clone(),
                places: Vec::new(),
            },
            value,
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
                value: Value::Null,
                places: made.places.clone(),
            };
            cases.push(Case {
                value,
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

/// One type being tried.
struct Trial<'t> {
    label: String,
    subject: &'t Subject,
    validator: &'t Validator,
    report: &'t mut Report,
}

impl Trial<'_> {
    fn run(&mut self, index: usize, cases: &[Case<'_>], probe: &mut Probe) -> std::io::Result<()> {
        let texts: Vec<_> = cases
            .iter()
            .map(|case| (index, case.value.to_string()))
            .collect();
        let answers = probe.ask(&texts)?;
        for (case, answer) in cases.iter().zip(answers) {
            let accepted = self.validator.is_valid(&case.value);
            if case.is_example {
                self.report.examples.0 += usize::from(accepted);
                self.report.examples.1 += 1;
            }
            self.report.cases.0 += 1;
            self.report.cases.1 += usize::from(accepted);
            self.typed(case, &answer["typed"], accepted);
            if self.subject.door {
                self.json(case, &answer["json"], accepted);
            }
        }
        Ok(())
    }

    fn note(&mut self, side: Side, cause: String, case: &Case<'_>, more: &Value) {
        let label = &self.label;
        let sample = || {
            let text = case.value.to_string();
            let text: String = text.chars().take(600).collect();
            format!("{label}: {text} -> {more}")
        };
        self.report.note(side, cause, sample);
    }

    fn typed(&mut self, case: &Case<'_>, answer: &Value, accepted: bool) {
        if let Some(error) = answer["unread"].as_str() {
            if accepted {
                let cause = format!("not read: {}", cause::general(error));
                self.note(Side::TypedRefuses, cause, case, answer);
            }
            return;
        }
        let broken = keywords(answer);
        if (answer["is_valid"] == true) != broken.is_empty() {
            self.note(Side::Modes, format!("typed: {broken}"), case, answer);
        }
        let back = answer.get("back");
        match (accepted, broken.is_empty()) {
            (true, true) => {
                let changes = back.map_or(vec!["it cannot be written"], |back| {
                    cause::changes(&case.value, back, &case.instance.places)
                });
                self.report.trips.0 += usize::from(changes.is_empty());
                self.report.trips.1 += 1;
                for change in changes {
                    self.note(Side::RoundTrip, change.to_owned(), case, answer);
                }
            }
            (true, false) => self.note(Side::TypedRefuses, broken, case, answer),
            (false, true) => {
                let back = back.unwrap_or(&Value::Null);
                let cause = if self.validator.is_valid(back) {
                    let changes = cause::changes(&case.value, back, &case.instance.places);
                    format!("read leniently: {}", changes.join(", "))
                } else {
                    format!("not checked: {}", oracle::reasons(self.validator, back))
                };
                self.note(Side::TypedAccepts, cause, case, answer);
            }
            (false, false) => {}
        }
    }

    fn json(&mut self, case: &Case<'_>, answer: &Value, accepted: bool) {
        let broken = keywords(answer);
        if (answer["is_valid"] == true) != broken.is_empty() {
            self.note(Side::Modes, format!("JSON: {broken}"), case, answer);
        }
        match (accepted, broken.is_empty()) {
            (true, false) => self.note(Side::JsonRefuses, broken, case, answer),
            (false, true) => {
                let cause = oracle::reasons(self.validator, &case.value);
                self.note(Side::JsonAccepts, cause, case, answer);
            }
            _ => {}
        }
    }
}

/// The keywords of the violations, each once.
fn keywords(answer: &Value) -> String {
    let broken = answer["broken"].as_array().into_iter().flatten();
    let mut keywords: Vec<&str> = broken.filter_map(|pair| pair[0].as_str()).collect();
    keywords.sort_unstable();
    keywords.dedup();
    keywords.join(", ")
}
