//! The JSON door: the whole of JSON Schema 2020-12 on untyped JSON, from tables that are data.
//!
//! A generated module has its [`Tables`] as a text, which is read when it is first needed, and
//! each of its types says which node of them is its schema ([`CheckJson`]).

mod array;
mod constant;
mod engine;
mod number;
mod object;
mod reasons;
mod scalar;
mod tables;
mod text;
mod unevaluated;
mod union;
mod unique;

pub use super::validate::{Format, Pattern};
pub use tables::{
    Anchor, Bound, Constant, Dependent, Entry, Marks, Matcher, NONE, Node, NodeId, ObjectRule,
    Property, Rule, Span, Tables, Types,
};
pub use text::{StoredTables, read_tables};

use super::validate::{Path, Probe, Violations};
use super::{ReadError, Wire, from_slice, from_value};
use engine::{Engine, Scope};
use reasons::Reasons;
use serde_json::Value;
use std::fmt;

/// How far a check goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many violations are kept.
    pub limit: usize,
    /// Whether `format` is an assertion; without it, it says nothing.
    pub formats: bool,
    /// How many schemas may be within each other. A value that is deeper breaks the rule `depth`.
    pub depth: u32,
    /// How many times a schema may meet a value. A check that takes longer breaks the rule
    /// `effort`.
    pub effort: u64,
}

impl Options {
    /// 64 violations, formats, 400 levels, ten million steps.
    pub const DEFAULT: Self = Self {
        limit: Violations::LIMIT,
        formats: true,
        depth: 400,
        effort: 10_000_000,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A schema: one node of the tables of its API.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'t> {
    tables: &'t Tables<'t>,
    root: NodeId,
}

impl<'t> Schema<'t> {
    /// The schema at `root`.
    pub const fn new(tables: &'t Tables<'t>, root: NodeId) -> Self {
        Self { tables, root }
    }

    /// Says every violation at once, in the order of the rules.
    ///
    /// # Errors
    ///
    /// Where there is at least one.
    pub fn check(&self, value: &Value, options: &Options) -> Result<(), Violations> {
        let mut engine = Engine::new(self.tables, options);
        let mut reasons = Reasons::new(options.limit);
        let _ = engine.check(self.root, value, &Path::root(), &Scope::ROOT, &mut reasons);
        engine.report_limits(&mut reasons);
        reasons.finish()
    }

    /// Whether there is no violation. It stops at the first; it allocates only for arrays with
    /// `uniqueItems`, and what has unevaluated parts, of more than a few dozen items.
    pub fn is_valid(&self, value: &Value, options: &Options) -> bool {
        let mut engine = Engine::new(self.tables, options);
        let flow = engine.check(self.root, value, &Path::root(), &Scope::ROOT, &mut Probe);
        flow.is_continue() && !engine.is_exhausted()
    }
}

/// Gives types of the module `types` their schemas: nodes of the `tables` beside. Not every API
/// has such types.
#[allow(unused_macros, reason = "an API may have no such type")]
macro_rules! doors {
    ($($ty:ident($node:literal),)*) => {
        $(impl rt::schema::CheckJson for types::$ty {
            const SCHEMA: rt::schema::Stored = rt::schema::Stored(tables, $node);
        })*
    };
}
#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use doors;

/// A node of stored tables.
#[derive(Debug)]
#[doc(hidden)]
pub struct Stored(pub fn() -> &'static Tables<'static>, pub NodeId);

/// A type whose schema can be held against untyped JSON.
pub trait CheckJson: Wire {
    /// Where the schema of the type is.
    #[doc(hidden)]
    const SCHEMA: Stored;

    /// The schema of the type.
    fn schema() -> Schema<'static> {
        let Stored(tables, node) = Self::SCHEMA;
        Schema::new(tables(), node)
    }

    /// Says every way in which `value` is not what the description allows.
    ///
    /// # Errors
    ///
    /// Where there is at least one.
    fn check_json(value: &Value) -> Result<(), Violations> {
        Self::schema().check(value, &Options::DEFAULT)
    }

    /// Whether `value` is what the description allows.
    fn is_valid_json(value: &Value) -> bool {
        Self::schema().is_valid(value, &Options::DEFAULT)
    }

    /// Reads a value that is what the description allows.
    ///
    /// # Errors
    ///
    /// The bytes are no JSON, or not what the description allows, or (for what JSON Schema allows
    /// and the type does not hold) cannot be read as the type.
    fn from_json_checked(json: &[u8]) -> Result<Self, CheckError> {
        let value: Value = from_slice(json).map_err(CheckError::Syntax)?;
        Self::check_json(&value).map_err(CheckError::Invalid)?;
        from_value(value).map_err(CheckError::Read)
    }
}

/// Why bytes are not read as a type.
#[derive(Debug)]
pub enum CheckError {
    /// They are no JSON.
    Syntax(serde_json::Error),
    /// They are not what the description allows.
    Invalid(Violations),
    /// They are, but the type cannot hold them.
    Read(ReadError),
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Invalid(violations) => violations.fmt(f),
            Self::Read(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CheckError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Syntax(error) => Some(error),
            Self::Invalid(violations) => Some(violations),
            Self::Read(error) => Some(error),
        }
    }
}
