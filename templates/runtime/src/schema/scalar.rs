//! Rules about strings and numbers, and those that list values.

use super::super::base64_bytes::is_base64;
use super::super::validate::check::{ensure, listed, shorten};
use super::super::validate::{Flow, PASS, Path, Violation};
use super::constant::{is_constant, shown_constant};
use super::engine::Engine;
use super::number::{compare, is_multiple};
use super::reasons::{Listener, counted, shown};
use super::tables::{Bound, Rule, Span};
use serde_json::{Number, Value};
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
        text: &str,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let found = || match self.secret {
            true => "secret".to_owned(),
            false => shorten(text),
        };
        match *rule {
            Rule::MinLength(min) => ensure(is_at_least(text, min), at, out, || {
                let least = counted(min, "character", "characters");
                let count = text.chars().count();
                let count = counted(count, "character", "characters");
                Violation::new(
                    "minLength",
                    format!("at least {least}"),
                    format!("{} ({count})", found()),
                )
            }),
            Rule::MaxLength(max) => ensure(is_at_most(text, max), at, out, || {
                let most = counted(max, "character", "characters");
                let count = text.chars().count();
                let count = counted(count, "character", "characters");
                Violation::new(
                    "maxLength",
                    format!("at most {most}"),
                    format!("{} ({count})", found()),
                )
            }),
            Rule::Pattern(index) => match self.tables.patterns.get(index as usize) {
                Some(pattern) => ensure(pattern.matches(text), at, out, || {
                    Violation::new("pattern", pattern.expected(), found())
                }),
                None => PASS,
            },
            Rule::Format(format) if self.options.formats => {
                ensure(format.matches(text), at, out, || {
                    Violation::new("format", format!("format {}", format.name()), found())
                })
            }
            Rule::Base64 if self.options.formats => ensure(is_base64(text), at, out, || {
                Violation::new("format", "format byte (Base64)", found())
            }),
            _ => PASS,
        }
    }

    /// A rule about numbers.
    pub(super) fn number<L: Listener>(
        &self,
        rule: &Rule,
        number: &Number,
        value: &Value,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let orders: &[Ordering] = match rule {
            Rule::Minimum(_) => &[Ordering::Greater, Ordering::Equal],
            Rule::Maximum(_) => &[Ordering::Less, Ordering::Equal],
            Rule::Above(_) => &[Ordering::Greater],
            Rule::Below(_) => &[Ordering::Less],
            Rule::MultipleOf(index) => return self.multiple(*index, number, value, at, out),
            Rule::NumberFormat(low, high, name) if self.options.formats => {
                let low = self.compare(number, *low).is_none_or(Ordering::is_ge);
                let high = self.compare(number, *high).is_none_or(Ordering::is_le);
                return ensure(low && high, at, out, || {
                    let name = self.tables.names.get(*name as usize);
                    let expected = format!("format {}", name.unwrap_or(&""));
                    Violation::new("format", expected, shown(value, self.secret))
                });
            }
            _ => return PASS,
        };
        let (Rule::Minimum(index) | Rule::Maximum(index) | Rule::Above(index) | Rule::Below(index)) =
            rule
        else {
            return PASS;
        };
        let order = self.compare(number, *index);
        let pass = order.is_none_or(|order| orders.contains(&order));
        ensure(pass, at, out, || {
            let (keyword, words) = match rule {
                Rule::Minimum(_) => ("minimum", "at least"),
                Rule::Maximum(_) => ("maximum", "at most"),
                Rule::Above(_) => ("exclusiveMinimum", "more than"),
                _ => ("exclusiveMaximum", "less than"),
            };
            let bound = self.bound(*index);
            let bound = bound.map(|bound| bound.to_string()).unwrap_or_default();
            let expected = format!("{words} {bound}");
            Violation::new(keyword, expected, shown(value, self.secret))
        })
    }

    fn multiple<L: Listener>(
        &self,
        index: u32,
        number: &Number,
        value: &Value,
        at: &Path<'_>,
        out: &mut L,
    ) -> Flow {
        let Some(step) = self.bound(index) else {
            return PASS;
        };
        ensure(is_multiple(number, step), at, out, || {
            let expected = format!("a multiple of {step}");
            Violation::new("multipleOf", expected, shown(value, self.secret))
        })
    }

    fn bound(&self, index: u32) -> Option<Bound<'t>> {
        self.tables.bounds.get(index as usize).copied()
    }

    fn compare(&self, number: &Number, bound: u32) -> Option<Ordering> {
        compare(number, self.bound(bound)?)
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

/// Whether it has at least so many characters. They are counted only where bytes do not decide.
fn is_at_least(text: &str, min: u64) -> bool {
    let bytes = text.len() as u64;
    bytes >= min && (bytes / 4 >= min || text.chars().count() as u64 >= min)
}

/// Whether it has at most so many characters.
fn is_at_most(text: &str, max: u64) -> bool {
    let bytes = text.len() as u64;
    bytes <= max || (bytes / 4 <= max && text.chars().count() as u64 <= max)
}
