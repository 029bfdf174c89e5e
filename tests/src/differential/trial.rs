//! One type being tried: what the doors say, beside what the oracle says.

use super::cause;
use super::explain::{Judges, is_within, steady};
use super::instance::Instance;
use super::lost::Lost;
use super::oracle;
use super::probe::{Described, Probe, Subject};
use super::report::{self, Report, Side};
use serde_json::Value;
use specloom_runtime::same_json;

/// A value that is tried, and what is known of it.
pub struct Case<'d> {
    /// What schemas say of its places.
    pub instance: Instance<'d>,
    /// Whether it stands in the document.
    pub is_example: bool,
    /// Whether it is valid, where somebody knows better than the oracle.
    pub wanted: Option<bool>,
}

/// What was said of a value.
pub struct Verdict {
    /// Whether it is valid.
    pub wanted: bool,
    /// Whether the typed door accepts it.
    pub typed: bool,
    /// Whether the JSON door does, where there is one.
    pub json: Option<bool>,
}

/// One type being tried.
pub struct Trial<'t> {
    /// Document and type.
    pub label: String,
    /// The document.
    pub described: &'t Described,
    /// The type.
    pub subject: &'t Subject,
    /// What decides.
    pub judges: &'t Judges<'t, 't>,
    /// Where it is counted.
    pub report: &'t mut Report,
}

impl Trial<'_> {
    /// Tries some values; `index` is that of the type in the program.
    ///
    /// # Errors
    ///
    /// The program has ended.
    pub fn run(
        &mut self,
        index: usize,
        cases: &[Case<'_>],
        probe: &mut Probe,
    ) -> std::io::Result<Vec<Verdict>> {
        let texts: Vec<_> = cases
            .iter()
            .map(|case| (index, case.instance.value.to_string()))
            .collect();
        let answers = probe.ask(&texts)?;
        let mut verdicts = Vec::with_capacity(cases.len());
        for (case, answer) in cases.iter().zip(answers) {
            let oracle = || self.judges.strict.is_valid(&case.instance.value);
            let accepted = case.wanted.unwrap_or_else(oracle);
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
            let typed = &answer["typed"];
            verdicts.push(Verdict {
                wanted: accepted,
                typed: typed.get("unread").is_none() && keywords(typed).is_empty(),
                json: self
                    .subject
                    .door
                    .then(|| keywords(&answer["json"]).is_empty()),
            });
        }
        Ok(verdicts)
    }

    fn note(&mut self, side: Side, cause: String, case: &Case<'_>, more: &str) {
        let label = &self.label;
        let short = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        let sample = || {
            let text = case.instance.value.to_string();
            format!("{label}: {} -> {}", short(&text, 600), short(more, 400))
        };
        self.report.note(side, cause, sample);
    }

    fn typed(&mut self, case: &Case<'_>, answer: &Value, accepted: bool) {
        let broken = keywords(answer);
        let read = answer["unread"].as_str().is_none();
        if read && (answer["is_valid"] == true) != broken.is_empty() {
            let cause = format!("typed: {broken}");
            self.note(Side::Modes, cause, case, &answer.to_string());
        }
        match (accepted, read && broken.is_empty()) {
            (true, true) => self.round_trip(case, answer),
            (true, false) => self.refused(case, answer),
            (false, true) => self.taken(case, answer),
            (false, false) => {}
        }
    }

    fn changes(&self, case: &Case<'_>, back: &Value) -> Vec<cause::Change> {
        let value = &case.instance.value;
        // The oracle is asked only where something is gone.
        if same_json(value, back) {
            return Vec::new();
        }
        let lost = Lost::new(
            &case.instance.places,
            &self.judges.strict,
            self.judges.root(),
            value,
        );
        cause::changes(value, back, &lost)
    }

    fn round_trip(&mut self, case: &Case<'_>, answer: &Value) {
        let changes = match answer.get("back") {
            Some(back) => self.changes(case, back),
            None => vec![cause::Change {
                kind: "it cannot be written",
                at: String::new(),
            }],
        };
        self.report.trips.0 += usize::from(changes.is_empty());
        self.report.trips.1 += 1;
        for change in changes {
            let cause::Change { kind, at } = change;
            let open = report::choice(Side::RoundTrip, kind).is_none();
            // What a choice takes as invalid is valid only as it is written.
            let chosen = || self.judges.refuses(&case.instance.value, &[at.as_str()]);
            let cause = match open.then(chosen).flatten() {
                Some(choice) => format!("choice: {choice}"),
                None => kind.to_owned(),
            };
            let more = format!("{at} {answer}");
            self.note(Side::RoundTrip, cause, case, &more);
        }
    }

    /// The typed door refuses what is valid.
    fn refused(&mut self, case: &Case<'_>, answer: &Value) {
        let broken = answer["broken"].as_array().into_iter().flatten();
        let broken = broken.filter_map(|pair| pair[1].as_str());
        let near: Vec<&str> = broken.chain(answer["at"].as_str()).collect();
        let cause = match self.judges.refuses(&case.instance.value, &near) {
            Some(choice) => format!("choice: {choice}"),
            None => match answer["unread"].as_str() {
                Some(error) => format!("not read: {}", cause::general(error)),
                None => keywords(answer),
            },
        };
        let more = match answer.get("unread") {
            Some(unread) => unread.to_string(),
            None => answer["broken"].to_string(),
        };
        self.note(Side::TypedRefuses, cause, case, &more);
    }

    /// The typed door accepts what is not valid.
    fn taken(&mut self, case: &Case<'_>, answer: &Value) {
        let value = &case.instance.value;
        let back = answer.get("back").unwrap_or(&Value::Null);
        let mut more = String::new();
        let changes = self.changes(case, back);
        let cause = if self.judges.strict.is_valid(back) && !changes.is_empty() {
            let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
            format!("read leniently: {}", kinds.join(", "))
        } else if let Some(choice) = self.judges.accepts(value) {
            format!("choice: {choice}")
        } else if let Some(choice) = self.judges.accepts(back) {
            format!("read leniently, and choice: {choice}")
        } else {
            let errors = self.judges.errors(back);
            let told = errors.iter().map(ToString::to_string);
            more = told.collect::<Vec<_>>().join("; ");
            // Of what no choice would refuse somebody knows better than the oracle.
            let about = |at: &String| self.subject.schemas.iter().any(|own| is_within(at, own));
            let all_reported = |errors: &[oracle::Error]| {
                !errors.is_empty() && errors.iter().all(|error| self.is_reported(error))
            };
            let reported = match errors.is_empty() {
                true => self.described.reported.iter().any(about),
                // A choice that is not taken here may add to what is wrong.
                false => {
                    let written = || oracle::errors(&self.judges.strict, back);
                    all_reported(&errors) || all_reported(&written())
                }
            };
            let keywords = oracle::keywords(&errors);
            match reported {
                true => format!("reported: {keywords}"),
                false => format!("not checked: {keywords}"),
            }
        };
        self.note(Side::TypedAccepts, cause, case, &format!("{more} {back}"));
    }

    /// Whether the generator has said of the schema, of one that it stands in, of the keyword, or
    /// of one that goes with it, that the type is not all of it; of a union that fits nowhere, of
    /// one of its arms.
    fn is_reported(&self, error: &oracle::Error) -> bool {
        let reported = &self.described.reported;
        error.all().iter().any(|error| {
            let keyword = steady(&format!("{}/{}/", error.schema, error.keyword));
            let says = |pointer: &String| {
                let pointer = steady(&format!("{pointer}/"));
                is_within(&error.schema, pointer.trim_end_matches('/'))
                    || pointer.starts_with(&keyword)
                    || goes_with(&keyword, &pointer)
            };
            reported.iter().any(says)
        })
    }

    fn json(&mut self, case: &Case<'_>, answer: &Value, accepted: bool) {
        let broken = keywords(answer);
        let said = answer.to_string();
        if (answer["is_valid"] == true) != broken.is_empty() {
            self.note(Side::Modes, format!("JSON: {broken}"), case, &said);
        }
        match (accepted, broken.is_empty()) {
            (true, false) => self.note(Side::JsonRefuses, broken, case, &said),
            (false, true) => {
                let errors = oracle::errors(&self.judges.strict, &case.instance.value);
                let told = errors.iter().map(ToString::to_string);
                let told = told.collect::<Vec<_>>().join("; ");
                self.note(Side::JsonAccepts, oracle::keywords(&errors), case, &told);
            }
            _ => {}
        }
    }
}

/// Keywords that say one thing together: what is reported of one is said of all.
const TOGETHER: &[&[&str]] = &[
    &["if", "then", "else", "not"],
    &["dependentRequired", "dependentSchemas", "dependencies"],
    &["additionalProperties", "patternProperties"],
    &["items", "prefixItems", "additionalItems"],
];

/// Whether both pointers lead below such keywords of the same schema.
fn goes_with(one: &str, other: &str) -> bool {
    TOGETHER.iter().any(|group| {
        let owner = |pointer: &str| {
            let found = group
                .iter()
                .filter_map(|key| pointer.rfind(&format!("/{key}/")));
            found
                .max()
                .and_then(|end| pointer.get(..end))
                .map(str::to_owned)
        };
        owner(one).is_some_and(|schema| owner(other) == Some(schema))
    })
}

/// The keywords of the violations, each once.
fn keywords(answer: &Value) -> String {
    let broken = answer["broken"].as_array().into_iter().flatten();
    let mut keywords: Vec<&str> = broken.filter_map(|pair| pair[0].as_str()).collect();
    keywords.sort_unstable();
    keywords.dedup();
    keywords.join(", ")
}
