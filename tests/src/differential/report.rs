//! What a run has shown.

use std::collections::BTreeMap;
use std::fmt;

/// How many examples of a cause are kept.
const KEPT: usize = 3;

/// Who disagrees with the oracle, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The typed door refuses what the oracle accepts.
    TypedRefuses,
    /// The typed door accepts what the oracle refuses.
    TypedAccepts,
    /// The JSON door refuses what the oracle accepts.
    JsonRefuses,
    /// The JSON door accepts what the oracle refuses.
    JsonAccepts,
    /// `is_valid` and `validate`, or `is_valid_json` and `check_json`, say different things.
    Modes,
    /// A valid value is not written back as it was read.
    RoundTrip,
}

/// How often something happened, and where.
#[derive(Debug, Clone, Default)]
pub struct Cause {
    /// How often.
    pub count: usize,
    /// Some of the cases: document, type, value.
    pub samples: Vec<String>,
}

/// What a run has shown.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Documents.
    pub documents: usize,
    /// Types that were tried, and how many of them are components.
    pub types: (usize, usize),
    /// Types without a JSON door.
    pub without_door: usize,
    /// Types, by why they were not tried.
    pub untried: BTreeMap<String, usize>,
    /// Values that were tried, and how many of them the oracle accepts.
    pub cases: (usize, usize),
    /// Examples of the documents that the oracle accepts, and all of them.
    pub examples: (usize, usize),
    /// Valid values that were read, and how many were written back the same.
    pub trips: (usize, usize),
    /// Disagreements by cause.
    pub causes: BTreeMap<(Side, String), Cause>,
}

/// Causes that are choices, by how they begin, with where they are documented.
const CHOICES: &[(Side, &str, &str)] = &[
    (
        Side::TypedAccepts,
        "read leniently: ",
        "reading is lenient: null in an optional field is absent, unknown fields are ignored",
    ),
    (
        Side::TypedAccepts,
        "reported: ",
        "the generator says so when it reads the document",
    ),
    (Side::TypedAccepts, "choice: ", "docs/SUPPORT.md"),
    (
        Side::TypedAccepts,
        "read leniently, and choice: ",
        "docs/SUPPORT.md",
    ),
    (Side::TypedRefuses, "choice: ", "docs/SUPPORT.md"),
    (Side::RoundTrip, "choice: ", "docs/SUPPORT.md"),
    (
        Side::RoundTrip,
        "an undeclared property is ignored",
        "unknown fields are ignored",
    ),
    (
        Side::RoundTrip,
        "a property that travels the other way",
        "readOnly is left out of requests, writeOnly of responses",
    ),
    (
        Side::RoundTrip,
        "null is read as absent in the arm",
        "reading is lenient, and of a union the first arm that reads and validates is taken",
    ),
    (
        Side::RoundTrip,
        "a property that another arm",
        "a union is read as one of its arms, whose unknown fields are ignored",
    ),
    (
        Side::RoundTrip,
        "a property that only a condition declares",
        "conditions are checked where they speak of presence and constants, else reported",
    ),
    (
        Side::RoundTrip,
        "a date-time is written in UTC",
        "a date-time is a point in time: its offset is not kept",
    ),
    (
        Side::RoundTrip,
        "a UUID is written in small letters",
        "a UUID is a number: its spelling is not kept",
    ),
];

impl Report {
    /// Counts a disagreement.
    pub fn note(&mut self, side: Side, cause: String, sample: impl FnOnce() -> String) {
        let cause = self.causes.entry((side, cause)).or_default();
        cause.count += 1;
        if cause.samples.len() < KEPT {
            cause.samples.push(sample());
        }
    }

    /// Adds what another run has shown.
    pub fn add(&mut self, other: Report) {
        let sum = |a: &mut (usize, usize), b: (usize, usize)| *a = (a.0 + b.0, a.1 + b.1);
        self.documents += other.documents;
        self.without_door += other.without_door;
        sum(&mut self.types, other.types);
        sum(&mut self.cases, other.cases);
        sum(&mut self.examples, other.examples);
        sum(&mut self.trips, other.trips);
        for (why, count) in other.untried {
            *self.untried.entry(why).or_default() += count;
        }
        for (key, cause) in other.causes {
            let own = self.causes.entry(key).or_default();
            own.count += cause.count;
            let room = KEPT.saturating_sub(own.samples.len());
            own.samples.extend(cause.samples.into_iter().take(room));
        }
    }

    /// The causes that are no documented choice, with examples.
    pub fn open(&self) -> String {
        let causes = self.causes.iter();
        let open = causes.filter(|((side, cause), _)| choice(*side, cause).is_none());
        let lines = open.map(|((side, about), cause)| {
            let samples = cause.samples.iter().map(|sample| format!("\n    {sample}"));
            let samples: String = samples.collect();
            format!("{side:?}: {} × {about}{samples}\n", cause.count)
        });
        lines.collect()
    }

    /// Disagreements that are no documented choice.
    pub fn unexplained(&self) -> usize {
        let causes = self.causes.iter();
        let open = causes.filter(|((side, cause), _)| choice(*side, cause).is_none());
        open.map(|(_, cause)| cause.count).sum()
    }
}

/// What reading may change because it is lenient.
const LENIENT: [&str; 9] = [
    "a UUID is written with its hyphens",
    "base64 is written with its padding and without white space",
    "null is read as absent",
    "null is read as absent in the arm that is read first",
    "an undeclared property is ignored",
    "a property that another arm of the union declares is ignored",
    "a property that travels the other way is ignored",
    "a UUID is written in small letters",
    "a date-time is written in UTC",
];

/// What is documented about a cause.
pub fn choice(side: Side, cause: &str) -> Option<&'static str> {
    let found = CHOICES
        .iter()
        .find(|(known, begins, _)| *known == side && cause.starts_with(begins));
    let (_, _, why) = found?;
    let changes = cause.strip_prefix("read leniently: ").unwrap_or_default();
    let mut changes = changes.split(", ").filter(|change| !change.is_empty());
    changes
        .all(|change| LENIENT.contains(&change))
        .then_some(*why)
}

/// Counts, then each cause, the open ones with examples.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (types, components) = self.types;
        let (cases, valid) = self.cases;
        writeln!(
            f,
            "{} documents, {types} types ({components} components)",
            self.documents
        )?;
        writeln!(f, "{} types have no JSON door", self.without_door)?;
        for (why, count) in &self.untried {
            writeln!(f, "{count} types were not tried: {why}")?;
        }
        writeln!(f, "{cases} values, {valid} of them valid")?;
        let (good, all) = self.examples;
        writeln!(f, "{all} examples, {good} of them valid")?;
        let (same, read) = self.trips;
        writeln!(
            f,
            "{same} of {read} valid values are written back as they were read"
        )?;
        writeln!(
            f,
            "{} disagreements are no documented choice",
            self.unexplained()
        )?;
        for ((side, cause), Cause { count, .. }) in &self.causes {
            if let Some(why) = choice(*side, cause) {
                writeln!(f, "{side:?}: {count} × {cause} ({why})")?;
            }
        }
        write!(f, "{}", self.open())
    }
}
