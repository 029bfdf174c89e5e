//! Which documented choice makes the typed door decide otherwise than the oracle.
//!
//! That the oracle decides otherwise after a choice is taken everywhere in a document is not
//! enough. The choice is taken once more where the value meets it and the doors part, and nowhere
//! else; only where the oracle changes its mind even then the choice is the cause.

use super::choice::{CHOICES, Ground, Places, Told};
use super::lift::decoded;
use super::oracle::{self, Error, Oracle};
use super::probe::Subject;
use jsonschema::Validator;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The lifted document, and what each choice makes of it; last what all of them make of it.
pub struct Readings<'d> {
    ground: Ground<'d>,
    documents: Vec<Reading>,
}

/// A document with choices taken everywhere.
struct Reading {
    choices: Vec<usize>,
    document: Value,
    changed: Places,
}

/// The oracles of one document.
pub struct Oracles<'d> {
    /// The one that takes schemas as they are written.
    pub strict: Oracle<'d>,
    readings: &'d Readings<'d>,
    chosen: Vec<Oracle<'d>>,
}

/// What decides about one type.
pub struct Judges<'o, 'd> {
    oracles: &'o Oracles<'d>,
    subject: &'o Subject,
    /// Takes the schema as it is written.
    pub strict: Validator,
    chosen: Vec<OnceCell<Option<Validator>>>,
    narrow: RefCell<HashMap<Places, Option<Rc<Validator>>>>,
}

impl<'d> Readings<'d> {
    /// Takes each choice.
    pub fn new(lifted: &'d Value, told: &'d BTreeMap<String, Told>) -> Self {
        let ground = Ground::new(lifted, told);
        let each = (0..CHOICES.len()).map(|index| vec![index]);
        let all = std::iter::once((0..CHOICES.len()).collect());
        let documents = each.chain(all).map(|choices: Vec<usize>| {
            let (document, changed) = ground.take(&choices, None);
            Reading {
                choices,
                document,
                changed,
            }
        });
        let documents = documents.collect();
        Self { ground, documents }
    }

    /// The oracles.
    ///
    /// # Errors
    ///
    /// A document refers to what is not there.
    pub fn oracles(&'d self, lifted: &'d Value) -> Result<Oracles<'d>, String> {
        let chosen = self.documents.iter();
        let chosen = chosen.map(|reading| Oracle::new(&reading.document));
        Ok(Oracles {
            strict: Oracle::new(lifted)?,
            readings: self,
            chosen: chosen.collect::<Result<_, String>>()?,
        })
    }
}

impl<'d> Oracles<'d> {
    /// What decides about a type.
    ///
    /// # Errors
    ///
    /// The oracle does not take the schema.
    pub fn judges<'o>(&'o self, subject: &'o Subject) -> Result<Judges<'o, 'd>, String> {
        Ok(Judges {
            oracles: self,
            subject,
            strict: self.strict.validator(subject)?,
            chosen: self.chosen.iter().map(|_| OnceCell::new()).collect(),
            narrow: RefCell::default(),
        })
    }
}

impl Judges<'_, '_> {
    /// The choice because of which `value` is not valid for the typed door, which says so `near`
    /// some places in it.
    pub fn refuses(&self, value: &Value, near: &[&str]) -> Option<String> {
        self.choice(value, false, &|chosen| {
            let errors = oracle::errors(chosen, value);
            let errors = errors.iter().flat_map(Error::all);
            let met = errors.filter(|error| near.iter().any(|at| are_akin(at, &error.at)));
            met.flat_map(|error| self.steps(error)).collect()
        })
    }

    /// The choice because of which `value` is valid for the typed door.
    pub fn accepts(&self, value: &Value) -> Option<String> {
        let met = OnceCell::new();
        self.choice(value, true, &|_| {
            let met: &BTreeSet<String> = met.get_or_init(|| {
                let errors = oracle::errors(&self.strict, value);
                let errors = errors.iter().flat_map(Error::all);
                errors.flat_map(|error| self.steps(error)).collect()
            });
            met.clone()
        })
    }

    /// The document, as schemas of 2020-12.
    pub fn root(&self) -> &Value {
        self.oracles.readings.ground.root
    }

    /// What is wrong with `value` whatever is chosen.
    pub fn errors(&self, value: &Value) -> Vec<Error> {
        let last = self.chosen.len().checked_sub(1);
        let validator = last.and_then(|last| self.chosen(last));
        oracle::errors(validator.unwrap_or(&self.strict), value)
    }

    fn chosen(&self, index: usize) -> Option<&Validator> {
        let oracle = self.oracles.chosen.get(index)?;
        let cell = self.chosen.get(index)?;
        let validator = cell.get_or_init(|| oracle.validator(self.subject).ok());
        validator.as_ref()
    }

    /// The choice after which `value` is valid, or is not, where it is taken only at what was
    /// `met`; several, where no one will do: those that cannot be left out.
    fn choice(
        &self,
        value: &Value,
        valid: bool,
        met: &dyn Fn(&Validator) -> BTreeSet<String>,
    ) -> Option<String> {
        for (index, reading) in self.oracles.readings.documents.iter().enumerate() {
            let Some(chosen) = self.chosen(index) else {
                continue;
            };
            if chosen.is_valid(value) != valid {
                continue;
            }
            let met = met(chosen);
            let mut places = Places::new();
            for choice in &reading.choices {
                let changed = reading.changed.get(choice).into_iter().flatten();
                let here = changed.filter(|at| self.is_met(at, &met));
                let here: BTreeSet<String> = here.cloned().collect();
                if !here.is_empty() {
                    places.insert(*choice, here);
                }
            }
            if !self.decides(&places, value, valid) {
                continue;
            }
            for choice in &reading.choices {
                let mut fewer = places.clone();
                if places.len() > 1
                    && fewer.remove(choice).is_some()
                    && self.decides(&fewer, value, valid)
                {
                    places = fewer;
                }
            }
            let names = places.keys().filter_map(|index| CHOICES.get(*index));
            let names: Vec<&str> = names.map(|choice| choice.about).collect();
            return Some(names.join("; and "));
        }
        None
    }

    /// Whether a change was met at `at`: there, or where a reference led from there.
    fn is_met(&self, at: &str, met: &BTreeSet<String>) -> bool {
        let target = self
            .root()
            .pointer(at)
            .and_then(|map| map.get("$ref")?.as_str());
        let target = target.and_then(|target| target.strip_prefix('#'));
        met.contains(&steady(at)) || target.is_some_and(|target| met.contains(&steady(target)))
    }

    /// Whether the oracle decides so with the choices taken at these places only.
    fn decides(&self, places: &Places, value: &Value, valid: bool) -> bool {
        if places.is_empty() {
            return false;
        }
        let mut narrow = self.narrow.borrow_mut();
        let validator = narrow.entry(places.clone()).or_insert_with(|| {
            let choices: Vec<usize> = places.keys().copied().collect();
            let ground = &self.oracles.readings.ground;
            let (document, _) = ground.take(&choices, Some(places));
            let oracle = Oracle::new(&document).ok()?;
            oracle.validator(self.subject).ok().map(Rc::new)
        });
        let validator = validator.as_ref();
        validator.is_some_and(|validator| validator.is_valid(value) == valid)
    }

    /// The schemas that an error stands in: its own, and those around it; of a union of which
    /// several arms hold, the arms.
    fn steps(&self, error: &Error) -> Vec<String> {
        let mut steps = Vec::new();
        let mut rest = error.schema.as_str();
        loop {
            steps.push(steady(rest));
            // The rules of a parent's children are a choice about the parent.
            if let Some(name) = rest.strip_prefix("/x-unions/") {
                steps.push(format!("/components/schemas/{name}"));
            }
            match rest.rsplit_once('/') {
                Some((before, _)) => rest = before,
                None => break,
            }
        }
        steps.extend(self.passed(error));
        if error.keyword == "oneOf (several)" {
            let arms = self
                .root()
                .pointer(&error.schema)
                .and_then(|map| map.get("oneOf"));
            let arms = arms.and_then(Value::as_array).into_iter().flatten();
            for (index, arm) in arms.enumerate() {
                steps.push(steady(&format!("{}/oneOf/{index}", error.schema)));
                let target = arm.get("$ref").and_then(Value::as_str);
                let target = target.and_then(|target| target.strip_prefix('#'));
                steps.extend(target.map(steady));
            }
        }
        steps
    }
}

impl Judges<'_, '_> {
    /// The schemas that led to an error, through references.
    fn passed(&self, error: &Error) -> Vec<String> {
        let mut steps = error.path.split('/').skip(1);
        let part = steps.next().filter(|step| *step == "allOf");
        let part = part.and_then(|_| steps.next()?.parse::<usize>().ok());
        let start = part.and_then(|part| self.subject.schemas.get(part));
        let Some(mut at) = start.filter(|_| steps.next() == Some("$ref")).cloned() else {
            return Vec::new();
        };
        let mut passed = vec![steady(&at)];
        for step in steps {
            if step == "$ref" {
                let map = self.root().pointer(&at);
                let target = map.and_then(|map| map.get("$ref")?.as_str()?.strip_prefix('#'));
                match target {
                    Some(target) => at = decoded(target),
                    None => break,
                }
            } else {
                at.push('/');
                at.push_str(step);
            }
            passed.push(steady(&at));
        }
        passed
    }
}

/// Whether one of two places lies in the other.
fn are_akin(one: &str, other: &str) -> bool {
    is_within(one, other) || is_within(other, one)
}

/// Whether `inner` is `outer`, or lies in it.
pub fn is_within(inner: &str, outer: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A pointer that is the same whether several arms are allowed or not.
pub fn steady(pointer: &str) -> String {
    pointer.replace("/oneOf/", "/anyOf/")
}
