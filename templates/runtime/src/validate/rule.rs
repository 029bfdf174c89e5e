//! What a description demands beyond the type, as data: a compiler reads a table faster than code.

use super::super::Secret;
use super::kinds::{Exact, Numeric, Text, shorten};
use super::{Decimal, Flow, Format, PASS, Path, PatternAt, Sink, Validate, Violation, check};

/// One demand on a value. Where the value may be absent or null, it applies to what is there; a
/// rule for another type than the value's demands nothing.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `minLength` and `maxLength`, in Unicode scalar values.
    Length(usize, Option<usize>),
    /// `pattern`.
    Pattern(PatternAt),
    /// `format`, as an assertion.
    Format(Format),
    /// `enum`, of strings.
    OneOf(&'static [&'static str]),
    /// `minimum`.
    Minimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `exclusiveMinimum`.
    Above(Bound),
    /// `exclusiveMaximum`.
    Below(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// `minItems` and `maxItems`.
    Items(usize, Option<usize>),
    /// `uniqueItems`.
    Unique,
    /// The item at this index.
    Item(usize, Rules),
    /// `minProperties` and `maxProperties` of a map.
    Properties(usize, Option<usize>),
    /// Every key of a map (`propertyNames`).
    Keys(Rules),
    /// The values of a map by the patterns that their keys match (`patternProperties`); values
    /// whose key matches none (`additionalProperties`): `None` forbids them.
    Matching(&'static [(PatternAt, Rules)], Option<Rules>),
    /// Every item of an array or value of a map.
    Each(Rules),
    /// What several places demand.
    All(Rules),
    /// No value is right.
    Never,
}

/// Demands on a value, in the order in which they are held against it.
pub type Rules = &'static [Rule];

/// Demands on the fields of an object, by wire name, in the order of the fields.
pub type FieldRules = &'static [(&'static str, Rules)];

/// A bound of numbers.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// A number that an `f64` holds exactly.
    Float(f64),
    /// Any other, as the description spells it.
    Exact(&'static str),
}

impl Numeric for Bound {
    fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Integer(value) => value.decimal(),
            Self::Float(value) => value.decimal(),
            Self::Exact(text) => Exact(text).decimal(),
        }
    }

    #[inline]
    fn integer(&self) -> Option<i128> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    #[inline]
    fn float(&self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(*value),
            _ => None,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Integer(value) => value.shown(),
            Self::Float(value) => value.shown(),
            Self::Exact(text) => (*text).to_owned(),
        }
    }
}

/// Holds the rules against the value, and then what its own type demands.
#[inline]
pub fn hold<T: Validate + ?Sized, S: Sink>(
    value: &T,
    rules: Rules,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    hold_rules(value, rules, at, sink)?;
    value.check(at, sink)
}

/// Holds the rules against the value.
#[inline]
pub fn hold_rules<T: Validate + ?Sized, S: Sink>(
    value: &T,
    rules: Rules,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    for rule in rules {
        value.keep(rule, at, sink)?;
    }
    PASS
}

/// What a rule demands of a value of any type.
pub fn keep_any<T: Validate + ?Sized, S: Sink>(
    value: &T,
    rule: &Rule,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    match rule {
        Rule::All(rules) => hold_rules(value, rules, at, sink),
        Rule::Never => check::never(value, at, sink),
        _ => PASS,
    }
}

/// What the patterns that its key matches demand of a value of a map.
pub(super) fn keep_matching<T: Validate, S: Sink>(
    patterns: &[(PatternAt, Rules)],
    others: Option<Rules>,
    (key, value): (&str, &T),
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let mut matched = false;
    for (_, rules) in patterns.iter().filter(|(pattern, _)| pattern.matches(key)) {
        matched = true;
        hold_rules(value, rules, at, sink)?;
    }
    match others {
        _ if matched => PASS,
        Some(rules) => hold_rules(value, rules, at, sink),
        None => check::rule(
            false,
            at,
            sink,
            ["additionalProperties", "no such property", "one"],
        ),
    }
}

fn keep_text<T: Text + Validate, S: Sink>(
    value: &T,
    rule: &Rule,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    match rule {
        Rule::Length(min, max) => check::length(value, *min, *max, at, sink),
        Rule::Pattern(pattern) => check::pattern(value, *pattern, at, sink),
        Rule::Format(format) => check::format(value, *format, at, sink),
        Rule::OneOf(values) => check::ensure(values.contains(&value.text()), at, sink, || {
            let values = values.iter().map(|value| shorten(value));
            Violation::new("enum", check::listed(values), value.shown())
        }),
        _ => keep_any(value, rule, at, sink),
    }
}

fn keep_number<T: Numeric + Validate, S: Sink>(
    value: &T,
    rule: &Rule,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    match rule {
        Rule::Minimum(bound) => check::minimum(value, *bound, at, sink),
        Rule::Maximum(bound) => check::maximum(value, *bound, at, sink),
        Rule::Above(bound) => check::exclusive_minimum(value, *bound, at, sink),
        Rule::Below(bound) => check::exclusive_maximum(value, *bound, at, sink),
        Rule::MultipleOf(step) => check::multiple_of(value, *step, at, sink),
        _ => keep_any(value, rule, at, sink),
    }
}

macro_rules! kept {
    ($keep:ident: $($ty:ty),*) => {$(
        impl Validate for $ty {
            #[inline]
            fn keep<S: Sink>(&self, rule: &Rule, at: &Path<'_>, sink: &mut S) -> Flow {
                $keep(self, rule, at, sink)
            }
        }
    )*};
}

kept!(keep_text: String, Secret);
kept!(keep_number: i32, i64, u32, u64, f64, serde_json::Number);

/// Holds rules against the fields of what is no object of the description, until the sink breaks
/// off.
#[must_use = "the chain ends in `done`"]
pub struct Fields<'a, S> {
    at: &'a Path<'a>,
    sink: &'a mut S,
    flow: Flow,
}

/// Begins a chain of fields.
pub fn fields<'a, S: Sink>(at: &'a Path<'a>, sink: &'a mut S) -> Fields<'a, S> {
    Fields {
        at,
        sink,
        flow: PASS,
    }
}

impl<S: Sink> Fields<'_, S> {
    /// A field, and what its type demands.
    #[inline]
    pub fn field<T: Validate>(mut self, name: &str, value: &T, rules: Rules) -> Self {
        if self.flow.is_continue() {
            self.flow = hold(value, rules, &self.at.key(name), self.sink);
        }
        self
    }

    /// Whether to go on.
    #[inline]
    pub fn done(self) -> Flow {
        self.flow
    }
}
