//! Which documented choice makes the typed door decide otherwise than the oracle.
//!
//! That the oracle decides otherwise after a choice is taken everywhere in a document is not
//! enough. The choice is taken once more where the value meets it and the doors part, and nowhere
//! else; only where the oracle changes its mind even then the choice is the cause.
//!
//! A schema that is met may be referred to from elsewhere too. Where what was taken at it makes
//! several arms of another `oneOf` fit, they may there as well.

mod met;
#[cfg(test)]
mod tests;

pub use met::{is_within, steady};

use super::choice::{CHOICES, Ground, ONE_ARM, Places, Told};
use super::oracle::{self, Error, Oracle, SEVERAL_FIT};
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
            let met = errors.filter(|error| near.iter().any(|at| met::are_akin(at, &error.at)));
            met.flat_map(|error| met::steps(error, self.root(), self.subject))
                .collect()
        })
    }

    /// The choice because of which `value` is valid for the typed door.
    pub fn accepts(&self, value: &Value) -> Option<String> {
        let met = OnceCell::new();
        self.choice(value, true, &|_| {
            let met: &BTreeSet<String> = met.get_or_init(|| {
                let errors = oracle::errors(&self.strict, value);
                let errors = errors.iter().flat_map(Error::all);
                errors
                    .flat_map(|error| met::steps(error, self.root(), self.subject))
                    .collect()
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
            if valid {
                self.allow_several(reading, &mut places, value);
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

    /// Where several arms fit only because of what was taken: that they may is taken there too.
    ///
    /// A schema that many refer to has changed for all of them. What was valid beside the spot
    /// where the doors part, through the one arm that fitted, is so again, and nothing more.
    fn allow_several(&self, reading: &Reading, places: &mut Places, value: &Value) {
        let about = |index: &usize| CHOICES.get(*index).map(|choice| choice.about);
        let mut changed = reading.changed.iter();
        let Some((one_arm, unions)) = changed.find(|(index, _)| about(index) == Some(ONE_ARM))
        else {
            return;
        };
        // The oracle does not tell all errors at once.
        while let Some(validator) = self.narrow(places) {
            let errors = oracle::errors(&validator, value);
            let errors = errors.iter().flat_map(Error::all);
            let several = errors.filter(|error| error.keyword == SEVERAL_FIT);
            let several: BTreeSet<String> = several.map(|error| steady(&error.schema)).collect();
            let taken = places.get(one_arm);
            let more = unions.iter().filter(|at| {
                several.contains(&steady(at)) && taken.is_none_or(|taken| !taken.contains(*at))
            });
            let more: BTreeSet<String> = more.cloned().collect();
            if more.is_empty() {
                return;
            }
            places.entry(*one_arm).or_default().extend(more);
        }
    }

    /// Whether the oracle decides so with the choices taken at these places only.
    fn decides(&self, places: &Places, value: &Value, valid: bool) -> bool {
        let validator = self.narrow(places);
        validator.is_some_and(|validator| validator.is_valid(value) == valid)
    }

    /// The oracle with the choices taken at these places only, where there are any.
    fn narrow(&self, places: &Places) -> Option<Rc<Validator>> {
        if places.is_empty() {
            return None;
        }
        let mut narrow = self.narrow.borrow_mut();
        let validator = narrow.entry(places.clone()).or_insert_with(|| {
            let choices: Vec<usize> = places.keys().copied().collect();
            let ground = &self.oracles.readings.ground;
            let (document, _) = ground.take(&choices, Some(places));
            let oracle = Oracle::new(&document).ok()?;
            oracle.validator(self.subject).ok().map(Rc::new)
        });
        validator.clone()
    }
}
