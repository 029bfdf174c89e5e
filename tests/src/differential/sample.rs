//! One value of a type, for whoever wants to do something else with it than to compare doors.

use super::explain::Readings;
use super::instance::Maker;
use super::oracle::encoded;
use super::probe::{self, Described};
use super::{lift, way};
use serde_json::{Value, json};
use specloom::pipeline::Filter;
use std::io;
use std::path::Path;

/// How many values are made to choose from.
const MADE: u64 = 400;

/// How many bytes the text of a value had best.
const WANTED: usize = 2048;

/// A type of an emitted crate, and a value of it.
pub struct Sample {
    /// The crate and its module.
    pub module: String,
    /// The text of the value.
    pub body: String,
    /// What describes the type, as one schema of 2020-12.
    pub schema: Value,
    described: Described,
}

/// A value of the type `ty` of a document of which only some operations are wanted.
///
/// # Errors
///
/// The document cannot be read, has no such type, or no valid value of it was made.
pub fn sample(path: &Path, filter: &Filter, ty: &str) -> Result<Sample, String> {
    let described = probe::describe(path, filter)?;
    let (body, schema) = choose(&described, ty)?;
    Ok(Sample {
        module: described.module().to_owned(),
        body,
        schema,
        described,
    })
}

/// The text of a value, and the schema of its type.
fn choose(described: &Described, ty: &str) -> Result<(String, Value), String> {
    let found = described.subjects.iter().find(|subject| subject.name == ty);
    let subject = found.filter(|subject| subject.door);
    let subject = subject.ok_or_else(|| {
        let names = described.subjects.iter().map(|subject| &*subject.name);
        let near: Vec<&str> = names.filter(|name| name.contains(ty)).collect();
        format!(
            "no type {ty} with both doors; there are: {}",
            near.join(", ")
        )
    })?;
    let lifted = way::travel(&lift::lift(&described.document), subject.way);
    let readings = Readings::new(&lifted, &described.told);
    let oracles = readings.oracles(&lifted)?;
    let judges = oracles.judges(subject)?;
    let schemas = subject.schemas.iter();
    let schemas: Vec<&Value> = schemas.filter_map(|at| lifted.pointer(at)).collect();
    let made = (0..MADE).map(|seed| Maker::new(&lifted, seed).make(&schemas).value);
    let valid = made.filter(|value| judges.strict.is_valid(value));
    let best = valid.min_by_key(|value| value.to_string().len().abs_diff(WANTED));
    let body = best.ok_or("no valid value was made")?.to_string();
    let parts = subject.schemas.iter();
    let parts: Vec<Value> = parts
        .map(|at| json!({"$ref": format!("#{}", encoded(at))}))
        .collect();
    let mut schema = lifted.clone();
    schema["allOf"] = json!(parts);
    Ok((body, schema))
}

impl Sample {
    /// Writes the crate.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        self.described.write(folder)
    }
}
