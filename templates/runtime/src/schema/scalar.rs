//! Rules about strings and numbers, and those that list values.

use super::super::base64_bytes::is_base64;
use super::super::validate::check::{self, Numeric, Text, ensure, holds, listed, shorten};
use super::super::validate::{Decimal, Flow, PASS, Path, Violation};
use super::constant::{is_constant, shown_constant};
use super::engine::Engine;
use super::reasons::{Listener, shown};
use super::tables::{Bound, Rule, Span};
use serde_json::Value;
use std::cmp::Ordering;

impl<'t> Engine<'t> {
    /// `enum`, `const`, `false`.
    pub(super) fn value<L: Listener>(
        &self,
        rule: &Rule,
        value: &Value,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let found = || shown(value, self.secret);
        match *rule {
            Rule::Constants(span) => {
                let constants = span.of(self.tables.constants);
                let known = |constant| is_constant(self.tables, constant, value);
                ensure(constants.iter().any(known), at, out, || {
                    let shown = constants.iter().map(|c| shown_constant(self.tables, c));
                    one_of(shown, found())
                })
            }
            Rule::Words(span) => {
                let words = span.of(self.tables.names);
                let known = value.as_str().is_some_and(|text| words.contains(&text));
                ensure(known, at, out, || {
                    one_of(words.iter().map(|word| shorten(word)), found())
                })
            }
            _ => out.report(at, || Violation::new("false", "nothing", found())),
        }
    }

    /// A rule about strings.
    pub(super) fn string<L: Listener>(
        &self,
        rule: &Rule,
        value: &Value,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let seen = self.seen(value);
        match *rule {
            Rule::MinLength(min) => check::length(&seen, size(min), None, at, out),
            Rule::MaxLength(max) => check::length(&seen, 0, Some(size(max)), at, out),
            Rule::Pattern(index) => match self.tables.patterns.get(index as usize) {
                Some(pattern) => ensure(pattern.matches(seen.text()), at, out, || {
                    Violation::new("pattern", pattern.expected(), Text::shown(&seen))
                }),
                None => PASS,
            },
            Rule::Format(format) if self.options.formats => check::format(&seen, format, at, out),
            Rule::Base64 if self.options.formats => ensure(is_base64(seen.text()), at, out, || {
                Violation::new("format", "format byte (Base64)", Text::shown(&seen))
            }),
            _ => PASS,
        }
    }

    /// A rule about numbers.
    pub(super) fn number<L: Listener>(
        &self,
        rule: &Rule,
        value: &Value,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let seen = self.seen(value);
        let bound = |index| self.bound(index);
        match *rule {
            Rule::Minimum(index) => {
                bound(index).map_or(PASS, |bound| check::minimum(&seen, bound, at, out))
            }
            Rule::Maximum(index) => {
                bound(index).map_or(PASS, |bound| check::maximum(&seen, bound, at, out))
            }
            Rule::Above(index) => bound(index).map_or(PASS, |bound| {
                check::exclusive_minimum(&seen, bound, at, out)
            }),
            Rule::Below(index) => bound(index).map_or(PASS, |bound| {
                check::exclusive_maximum(&seen, bound, at, out)
            }),
            Rule::MultipleOf(index) => {
                bound(index).map_or(PASS, |step| check::multiple_of(&seen, step, at, out))
            }
            Rule::NumberFormat(low, high, name) if self.options.formats => {
                let low = bound(low).is_none_or(|low| holds(&seen, &low, Ordering::is_ge));
                let high = bound(high).is_none_or(|high| holds(&seen, &high, Ordering::is_le));
                ensure(low && high, at, out, || {
                    let name = self.tables.names.get(name as usize);
                    let expected = format!("format {}", name.unwrap_or(&""));
                    Violation::new("format", expected, Numeric::shown(&seen))
                })
            }
            _ => PASS,
        }
    }

    fn seen<'v>(&self, value: &'v Value) -> Seen<'v> {
        Seen(value, self.secret)
    }

    fn bound(&self, index: u32) -> Option<Bound<'t>> {
        self.tables.bounds.get(index as usize).copied()
    }

    /// The names of a span.
    pub(super) fn names(&self, span: Span) -> &'t [&'t str] {
        span.of(self.tables.names)
    }
}

/// One value is named `const`, several are listed.
fn one_of(mut shown: impl ExactSizeIterator<Item = String>, found: String) -> Violation {
    match shown.len() {
        1 => Violation::new("const", shown.next().unwrap_or_default(), found),
        _ => Violation::new("enum", listed(shown), found),
    }
}

/// A string or a number as the checks look at it, and whether it is a secret.
struct Seen<'v>(&'v Value, bool);

impl Text for Seen<'_> {
    fn text(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }

    fn shown(&self) -> String {
        shown(self.0, self.1)
    }
}

impl Numeric for Seen<'_> {
    fn decimal(&self) -> Option<Decimal> {
        self.0.as_number()?.decimal()
    }

    fn integer(&self) -> Option<i128> {
        self.0.as_number()?.integer()
    }

    fn shown(&self) -> String {
        shown(self.0, self.1)
    }
}

/// A length of the tables; what no `usize` holds is longer than anything.
pub(super) fn size(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
