//! One function for each keyword of JSON Schema's validation vocabulary. Emitted validators are
//! calls of these.

use super::super::json::{hash as hash_value, same as same_json};
use super::super::{StringEnum, ValueEnum, Wire, to_value};
pub use super::kinds::{Exact, Numeric, Text};
#[cfg_attr(
    not(feature = "schema"),
    allow(unused_imports, reason = "the other door says more")
)]
pub(crate) use super::kinds::{counted, cut, shorten, shown};
use super::{Flow, Format, PASS, Path, PatternAt, Sink, Violation};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::RandomState;

/// `minLength` and `maxLength`, counted in Unicode scalar values.
pub fn length<S: Sink>(
    value: &(impl Text + ?Sized),
    min: usize,
    max: Option<usize>,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let text = value.text();
    // Bytes are at least as many as characters, and at most four times as many.
    if text.len() / 4 >= min && text.len() <= max.unwrap_or(usize::MAX) {
        return PASS;
    }
    let length = text.chars().count();
    let rule = Range {
        keywords: ["minLength", "maxLength"],
        unit: ["character", "characters"],
        found: length,
        min,
        max,
    };
    rule.check(at, sink, || {
        format!("{} ({})", value.shown(), rule.count(length))
    })
}

/// `pattern`.
pub fn pattern<S: Sink>(
    value: &(impl Text + ?Sized),
    pattern: PatternAt,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    ensure(pattern.matches(value.text()), at, sink, || {
        Violation::new("pattern", pattern.expected(), value.shown())
    })
}

/// `format`, as an assertion.
pub fn format<S: Sink>(
    value: &(impl Text + ?Sized),
    format: Format,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    ensure(format.matches(value.text()), at, sink, || {
        Violation::new("format", format!("format {}", format.name()), value.shown())
    })
}

/// `minimum`.
pub fn minimum<S: Sink>(
    value: &impl Numeric,
    bound: impl Numeric,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let pass = holds(value, &bound, Ordering::is_ge);
    ensure(pass, at, sink, || {
        Violation::new(
            "minimum",
            format!("at least {}", bound.shown()),
            value.shown(),
        )
    })
}

/// `maximum`.
pub fn maximum<S: Sink>(
    value: &impl Numeric,
    bound: impl Numeric,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let pass = holds(value, &bound, Ordering::is_le);
    ensure(pass, at, sink, || {
        Violation::new(
            "maximum",
            format!("at most {}", bound.shown()),
            value.shown(),
        )
    })
}

/// `exclusiveMinimum`.
pub fn exclusive_minimum<S: Sink>(
    value: &impl Numeric,
    bound: impl Numeric,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let pass = holds(value, &bound, Ordering::is_gt);
    ensure(pass, at, sink, || {
        Violation::new(
            "exclusiveMinimum",
            format!("more than {}", bound.shown()),
            value.shown(),
        )
    })
}

/// `exclusiveMaximum`.
pub fn exclusive_maximum<S: Sink>(
    value: &impl Numeric,
    bound: impl Numeric,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let pass = holds(value, &bound, Ordering::is_lt);
    ensure(pass, at, sink, || {
        Violation::new(
            "exclusiveMaximum",
            format!("less than {}", bound.shown()),
            value.shown(),
        )
    })
}

/// `multipleOf`, exact for decimals.
pub fn multiple_of<S: Sink>(
    value: &impl Numeric,
    step: impl Numeric,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let pass = match (value.integer(), step.integer()) {
        (Some(value), Some(step)) => value.checked_rem(step) == Some(0),
        _ => value.decimal().is_some_and(|value| {
            step.decimal()
                .is_none_or(|step| value.is_multiple_of(&step))
        }),
    };
    ensure(pass, at, sink, || {
        Violation::new(
            "multipleOf",
            format!("a multiple of {}", step.shown()),
            value.shown(),
        )
    })
}

/// `minItems` and `maxItems`.
pub fn items<T, S: Sink>(
    value: &[T],
    min: usize,
    max: Option<usize>,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let rule = Range {
        keywords: ["minItems", "maxItems"],
        unit: ["item", "items"],
        found: value.len(),
        min,
        max,
    };
    rule.check(at, sink, || rule.count(rule.found))
}

/// `uniqueItems` for a typed array.
pub fn unique<T: PartialEq + Wire, S: Sink>(value: &[T], at: &Path<'_>, sink: &mut S) -> Flow {
    // Equal items are written as equal values.
    let hash =
        |item: &T, keys: &RandomState| to_value(item).map_or(0, |value| hash_value(&value, keys));
    unique_by(value, T::eq, hash, at, sink)
}

/// `uniqueItems` for untyped items: `1` and `1.0` are the same.
pub fn unique_values<S: Sink>(value: &[Value], at: &Path<'_>, sink: &mut S) -> Flow {
    unique_by(value, same_json, hash_value, at, sink)
}

/// `minProperties` and `maxProperties`, of an object that has `found` properties.
pub fn properties<S: Sink>(
    found: usize,
    min: usize,
    max: Option<usize>,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let rule = Range {
        keywords: ["minProperties", "maxProperties"],
        unit: ["property", "properties"],
        found,
        min,
        max,
    };
    rule.check(at, sink, || rule.count(found))
}

/// `required`, where a condition demands it: `at` is the object.
pub fn required<S: Sink>(present: bool, name: &str, at: &Path<'_>, sink: &mut S) -> Flow {
    ensure(present, at, sink, || {
        Violation::new("required", format!("property {}", shorten(name)), "none")
    })
}

/// A property that a condition forbids: `at` is the object.
pub fn forbidden<S: Sink>(present: bool, name: &str, at: &Path<'_>, sink: &mut S) -> Flow {
    ensure(!present, at, sink, || {
        Violation::new("not", format!("no property {}", shorten(name)), "one")
    })
}

/// `enum`, for an enum of strings: refuses what the description does not list.
pub fn known<T: StringEnum, S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
    ensure(!value.is_unknown(), at, sink, || {
        let expected = listed(T::ALL.iter().map(|known| shorten(known.as_ref())));
        Violation::new("enum", expected, shorten(value.as_ref()))
    })
}

/// `enum`, for an enum of values: refuses what the description does not list.
pub fn known_value<T: ValueEnum, S: Sink>(value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
    ensure(!value.is_unknown(), at, sink, || {
        let expected = listed(
            T::ALL
                .iter()
                .map(|known| cut(&known.to_value().to_string())),
        );
        Violation::new("enum", expected, cut(&value.to_value().to_string()))
    })
}

/// `const` on a string.
pub fn constant<S: Sink>(
    value: &(impl Text + ?Sized),
    expected: &str,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    ensure(value.text() == expected, at, sink, || {
        Violation::new("const", shorten(expected), value.shown())
    })
}

/// A place where no value is right.
pub fn never<T: ?Sized, S: Sink>(_value: &T, at: &Path<'_>, sink: &mut S) -> Flow {
    rule(false, at, sink, ["not", "no value", "one"])
}

/// The property by which a union tells its alternative, where it is there: one of `tags`.
pub fn tag<S: Sink>(
    found: Option<&str>,
    property: &str,
    tags: &[&str],
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let wrong = found.filter(|found| !tags.contains(found));
    no_tag(wrong, property, at, sink, || {
        listed(tags.iter().map(|tag| format!("{tag:?}")))
    })
}

/// The property by which a union tells its alternatives, of the one that is taken where it tells
/// none: not one of `tags`, which lead to others.
pub fn other_tag<S: Sink>(
    found: Option<&str>,
    property: &str,
    tags: &[&str],
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let wrong = found.filter(|found| tags.contains(found));
    no_tag(wrong, property, at, sink, || {
        "no value that tells another alternative".to_owned()
    })
}

fn no_tag<S: Sink>(
    wrong: Option<&str>,
    property: &str,
    at: &Path<'_>,
    sink: &mut S,
    expected: impl FnOnce() -> String,
) -> Flow {
    ensure(wrong.is_none(), &at.key(property), sink, || {
        Violation::new(
            "discriminator",
            expected(),
            shorten(wrong.unwrap_or_default()),
        )
    })
}

/// A condition between properties: the keyword, what was expected and what was found.
pub fn rule<S: Sink>(
    pass: bool,
    at: &Path<'_>,
    sink: &mut S,
    [keyword, expected, found]: [&'static str; 3],
) -> Flow {
    ensure(pass, at, sink, || Violation::new(keyword, expected, found))
}

/// A value that is of no arm of a union, where `tag` is the property that would tell.
pub fn no_arm<S: Sink>(
    value: &Value,
    tag: Option<&str>,
    at: &Path<'_>,
    sink: &mut S,
    [keyword, expected]: [&'static str; 2],
) -> Flow {
    match tag.zip(value.as_object()) {
        Some((tag, map)) => ensure(false, &at.key(tag), sink, || {
            let found = map
                .get(tag)
                .map_or("none".to_owned(), |tag| shown(tag, false));
            Violation::new(keyword, expected, found)
        }),
        None => ensure(false, at, sink, || {
            Violation::new(keyword, expected, shown(value, false))
        }),
    }
}

/// Any other rule.
pub fn ensure<S: Sink>(
    pass: bool,
    at: &Path<'_>,
    sink: &mut S,
    violation: impl FnOnce() -> Violation,
) -> Flow {
    if pass {
        PASS
    } else {
        sink.report(at, violation)
    }
}

/// Every item of an array.
pub fn each<T, S: Sink>(
    items: &[T],
    at: &Path<'_>,
    sink: &mut S,
    mut check: impl FnMut(&T, &Path<'_>, &mut S) -> Flow,
) -> Flow {
    for (index, item) in items.iter().enumerate() {
        check(item, &at.index(index), sink)?;
    }
    PASS
}

/// Every value of a map.
pub fn each_value<T, S: Sink>(
    map: &BTreeMap<String, T>,
    at: &Path<'_>,
    sink: &mut S,
    mut check: impl FnMut(&T, &Path<'_>, &mut S) -> Flow,
) -> Flow {
    for (key, value) in map {
        check(value, &at.key(key), sink)?;
    }
    PASS
}

/// Whether the value stands to the bound as is wanted. A value that is not finite never does.
pub(crate) fn holds(
    value: &impl Numeric,
    bound: &impl Numeric,
    wanted: impl Fn(Ordering) -> bool,
) -> bool {
    if let (Some(value), Some(bound)) = (value.integer(), bound.integer()) {
        return wanted(value.cmp(&bound));
    }
    if let (Some(value), Some(bound)) = (value.float(), bound.float()) {
        return value.partial_cmp(&bound).is_some_and(wanted);
    }
    value
        .decimal()
        .is_some_and(|value| bound.decimal().is_none_or(|b| wanted(value.cmp(&b))))
}

/// Up to so many items are compared with each other; more, with those that have the same hash.
const FEW: usize = 64;

fn unique_by<T, S: Sink>(
    items: &[T],
    same: impl Fn(&T, &T) -> bool,
    hash: impl Fn(&T, &RandomState) -> u64,
    at: &Path<'_>,
    sink: &mut S,
) -> Flow {
    let report = |index: usize, earlier: usize, sink: &mut S| {
        sink.report(&at.index(index), || {
            Violation::new(
                "uniqueItems",
                "no item twice",
                format!("item {earlier} again"),
            )
        })
    };
    if items.len() <= FEW {
        for (index, item) in items.iter().enumerate() {
            let mut before = items.iter().take(index);
            if let Some(earlier) = before.position(|other| same(other, item)) {
                report(index, earlier, sink)?;
            }
        }
        return PASS;
    }
    let keys = RandomState::new();
    let hashes = items.iter().enumerate();
    let mut hashes: Vec<_> = hashes
        .map(|(index, item)| (hash(item, &keys), index, item))
        .collect();
    hashes.sort_unstable_by_key(|(hash, index, _)| (*hash, *index));
    let mut again = Vec::new();
    for group in hashes.chunk_by(|left, right| left.0 == right.0) {
        for (position, (_, index, item)) in group.iter().enumerate() {
            let mut before = group.iter().take(position);
            if let Some((_, earlier, _)) = before.find(|(_, _, other)| same(other, item)) {
                again.push((*index, *earlier));
            }
        }
    }
    again.sort_unstable();
    again
        .into_iter()
        .try_for_each(|(index, earlier)| report(index, earlier, sink))
}

/// How many there are, and how many there may be.
struct Range {
    keywords: [&'static str; 2],
    unit: [&'static str; 2],
    found: usize,
    min: usize,
    max: Option<usize>,
}

impl Range {
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S, found: impl Fn() -> String) -> Flow {
        let [too_few, too_many] = self.keywords;
        ensure(self.found >= self.min, at, sink, || {
            Violation::new(
                too_few,
                format!("at least {}", self.count(self.min)),
                found(),
            )
        })?;
        let max = self.max.unwrap_or(usize::MAX);
        ensure(self.found <= max, at, sink, || {
            Violation::new(too_many, format!("at most {}", self.count(max)), found())
        })
    }

    fn count(&self, number: usize) -> String {
        let [one, many] = self.unit;
        format!("{number} {}", if number == 1 { one } else { many })
    }
}

/// The most values that an error lists.
const LISTED: usize = 12;

/// The values, as a list that is not too long.
pub(crate) fn listed(values: impl ExactSizeIterator<Item = String>) -> String {
    let more = values.len().saturating_sub(LISTED);
    let list: Vec<_> = values.take(LISTED).collect();
    let list = list.join(", ");
    if more == 0 {
        format!("one of {list}")
    } else {
        format!("one of {list} and {more} more")
    }
}
