//! Which documented choice makes the typed door decide otherwise than the oracle.

use super::choice::CHOICES;
use super::oracle::{self, Oracle};
use super::probe::Subject;
use jsonschema::Validator;
use serde_json::Value;
use std::cell::OnceCell;

/// The lifted document, and what each choice makes of it; last what all of them make of it.
pub struct Readings {
    documents: Vec<(&'static str, Value)>,
}

/// The oracles of one document.
pub struct Oracles<'d> {
    /// The one that takes schemas as they are written.
    pub strict: Oracle<'d>,
    chosen: Vec<(&'static str, Oracle<'d>)>,
}

/// What decides about one type.
pub struct Judges<'o, 'd> {
    oracles: &'o Oracles<'d>,
    subject: &'o Subject,
    /// Takes the schema as it is written.
    pub strict: Validator,
    chosen: Vec<OnceCell<Option<Validator>>>,
}

impl Readings {
    /// Takes each choice.
    pub fn new(lifted: &Value) -> Self {
        let mut documents = Vec::new();
        let mut all = lifted.clone();
        for choice in CHOICES {
            let mut document = lifted.clone();
            (choice.take)(&mut document);
            (choice.take)(&mut all);
            documents.push((choice.about, document));
        }
        documents.push(("several choices together", all));
        Self { documents }
    }

    /// The oracles.
    ///
    /// # Errors
    ///
    /// A document refers to what is not there.
    pub fn oracles<'d>(&'d self, lifted: &'d Value) -> Result<Oracles<'d>, String> {
        let chosen = self.documents.iter();
        let chosen = chosen.map(|(about, document)| Ok((*about, Oracle::new(document)?)));
        Ok(Oracles {
            strict: Oracle::new(lifted)?,
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
        })
    }
}

impl Judges<'_, '_> {
    fn chosen(&self) -> impl Iterator<Item = (&'static str, &Validator)> {
        let oracles = self.oracles.chosen.iter();
        oracles
            .zip(&self.chosen)
            .filter_map(|((about, oracle), cell)| {
                let validator = cell.get_or_init(|| oracle.validator(self.subject).ok());
                Some((*about, validator.as_ref()?))
            })
    }

    /// The choice after which `value` is valid, or is not.
    pub fn choice(&self, value: &Value, valid: bool) -> Option<&'static str> {
        let mut chosen = self.chosen();
        let found = chosen.find(|(_, validator)| validator.is_valid(value) == valid);
        found.map(|(about, _)| about)
    }

    /// What is wrong with `value` whatever is chosen.
    pub fn errors(&self, value: &Value) -> Vec<oracle::Error> {
        let last = self.chosen().last();
        let validator = last.map_or(&self.strict, |(_, validator)| validator);
        oracle::errors(validator, value)
    }
}
