//! What a validator checks of one value.

use super::RustType;

/// One check of a value whose Rust type is known where the check stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `minLength` and `maxLength`, in Unicode scalar values.
    Length {
        /// At least.
        min: u64,
        /// At most.
        max: Option<u64>,
    },
    /// `pattern`: the name of a static ([`Pattern::name`]).
    Pattern(String),
    /// `format`: a variant of `rt::Format`.
    Format(&'static str),
    /// `minimum`
    Minimum(Bound),
    /// `maximum`
    Maximum(Bound),
    /// `exclusiveMinimum`
    Above(Bound),
    /// `exclusiveMaximum`
    Below(Bound),
    /// `multipleOf`
    MultipleOf(Bound),
    /// `minItems` and `maxItems`
    Items {
        /// At least.
        min: u64,
        /// At most.
        max: Option<u64>,
    },
    /// `uniqueItems`
    Unique,
    /// `minProperties` and `maxProperties`
    Properties {
        /// At least.
        min: u64,
        /// At most.
        max: Option<u64>,
    },
    /// Checks of every element of a list or every value of a map.
    Each(RustType, Vec<Check>),
    /// Checks of every key of a map.
    Keys(Vec<Check>),
    /// Checks of the value inside an `Option`, where there is one.
    Inside(RustType, Vec<Check>),
    /// Checks of one element of a tuple.
    Element(usize, RustType, Vec<Check>),
    /// The string is one of these.
    Listed(Vec<String>),
    /// The type's own validator.
    Nested,
    /// A shared function ([`CheckFn::name`]).
    Call(String),
    /// No value is right.
    Never,
}

/// A bound as a Rust literal of the type of what it bounds.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// An integer that fits the integer type of the value.
    Integer(i128),
    /// A finite float.
    Float(f64),
    /// Digits, for `serde_json::Number`, and for bounds that no float hits.
    Text(String),
}

/// A pattern: a static of the module `types`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name of the static: `SLUG`.
    pub name: String,
    /// ECMA-262.
    pub source: String,
}

/// Checks that more than one place makes of a value of one type.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckFn {
    /// The name of the function: `check_widget_name`.
    pub name: String,
    /// What it checks.
    pub ty: RustType,
    /// The checks.
    pub checks: Vec<Check>,
}
