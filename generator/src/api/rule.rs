//! Conditions between the properties of an object.
//!
//! They come from `if`/`then`/`else`, `dependentRequired`, `dependentSchemas`, `not`, and from
//! `anyOf`/`oneOf` whose arms only say which properties are there or what they equal.

use serde_json::Value;

/// Something that is true or false of an object.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Condition {
    /// The property is there (a null counts).
    Present(String),
    /// The property is not there, or equals one of the values.
    Equals {
        /// The property.
        property: String,
        /// The values.
        values: Vec<Value>,
    },
    /// All are true; none: always true.
    All(Vec<Condition>),
    /// At least one is true; none: never true.
    Any(Vec<Condition>),
    /// Exactly one is true.
    One(Vec<Condition>),
    /// It is not true.
    Not(Box<Condition>),
    /// Where `condition` is true, `then` is; else `otherwise` is.
    If {
        /// What decides.
        condition: Box<Condition>,
        /// What must hold then.
        then: Box<Condition>,
        /// What must hold otherwise; `All([])` where the document has no `else`.
        otherwise: Box<Condition>,
    },
}
