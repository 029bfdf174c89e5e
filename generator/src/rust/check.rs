//! What a validator checks of one value.

use specloom_runtime::Loops;

/// One check of a value; where the value may be absent or null, of what is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `minLength` and `maxLength`, in Unicode scalar values.
    Length {
        /// At least.
        min: u64,
        /// At most.
        max: Option<u64>,
    },
    /// `pattern`: the name of its constant ([`Pattern::name`]).
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
    Each(Vec<Check>),
    /// Checks of every key of a map.
    Keys(Vec<Check>),
    /// Checks of the values of a map whose keys match a pattern ([`Pattern::name`]), and of those
    /// whose keys match none: `None` where there must be none.
    Matching(Vec<(String, Vec<Check>)>, Option<Vec<Check>>),
    /// Checks of one element of a tuple.
    Element(usize, Vec<Check>),
    /// The string is one of these.
    Listed(Vec<String>),
    /// The type's own validator.
    Nested,
    /// Shared checks ([`SharedChecks::name`]).
    All(String),
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

/// A pattern: a constant of the module `types`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name of the constant: `SLUG_PATTERN`.
    pub name: String,
    /// ECMA-262.
    pub source: String,
    /// The loops that decide it, where it is simple: sequences of which one must fit. The runtime
    /// has taken it apart.
    pub loops: Option<Loops>,
}

/// Checks that more than one place makes: a constant of the module `types`.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedChecks {
    /// The name of the constant: `WIDGET_NAME`.
    pub name: String,
    /// The checks.
    pub checks: Vec<Check>,
}
