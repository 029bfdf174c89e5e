//! The intersection of what two schemas say.

use super::Normalizer;
use super::flat::{Flat, Numeric, Types};
use crate::decimal::{Decimal, canonical_value};
use crate::diagnostic::{Code, Place};
use crate::document::{Keywords, SchemaId, TypeName};
use indexmap::IndexMap;
use serde_json::{Number, Value};
use std::cmp::Ordering;
use std::collections::HashSet;

impl Normalizer<'_> {
    /// What `a` and `b` say together. Where they contradict each other, it is said at `at`.
    pub fn merge(&mut self, a: Flat, b: Flat, at: SchemaId) -> Flat {
        let place = self.place(at).clone();
        self.tell_unbound((&a, &b), &place);
        let null = nulls(&a) && nulls(&b);
        let types = a.types.and(b.types);
        if types.is_empty() && !a.types.is_empty() && !b.types.is_empty() && !null {
            self.report(
                Code::Unsatisfiable,
                &place,
                "the schemas of this `allOf` have no type in common",
            );
        }
        let enumeration = self.merge_values(a.enumeration, b.enumeration, &place);
        let format = self.merge_format(a.format, b.format, &place);
        let denied = self.merge_denied(
            (&a.properties, &a.additional),
            (&b.properties, &b.additional),
            &place,
        );
        let additional = match denied {
            true => a.additional.filter(|all| self.denies(all)).or(b.additional),
            false => merge_lists(a.additional, b.additional),
        };
        Flat {
            types,
            typed: a.typed || b.typed,
            // What allows null beside arms that do not list it goes on to do so.
            null_added: null && (a.null_added || b.null_added || !types.has(TypeName::Null)),
            enumeration,
            numeric: self.merge_numeric(a.numeric, b.numeric, &place),
            min_length: a.min_length.max(b.min_length),
            max_length: least(a.max_length, b.max_length),
            patterns: union_of(a.patterns, b.patterns),
            format,
            content_encoding: a.content_encoding.or(b.content_encoding),
            content_media_type: a.content_media_type.or(b.content_media_type),
            prefix_items: merge_prefixes((&a.prefix_items, &a.items), (&b.prefix_items, &b.items)),
            items: union_of(a.items, b.items),
            min_items: a.min_items.max(b.min_items),
            max_items: least(a.max_items, b.max_items),
            unique_items: a.unique_items || b.unique_items,
            properties: merge_maps(a.properties, b.properties),
            required: a.required.into_iter().chain(b.required).collect(),
            lacking: a.lacking.into_iter().chain(b.lacking).collect(),
            additional,
            pattern_properties: merge_maps(a.pattern_properties, b.pattern_properties),
            property_names: union_of(a.property_names, b.property_names),
            min_properties: a.min_properties.max(b.min_properties),
            max_properties: least(a.max_properties, b.max_properties),
            groups: a.groups.into_iter().chain(b.groups).collect(),
            rules: union_of(a.rules, b.rules),
            discriminator: a.discriminator.or(b.discriminator),
            docs: crate::api::Docs {
                title: a.docs.title.or(b.docs.title),
                description: a.docs.description.or(b.docs.description),
                examples: match a.docs.examples.is_empty() {
                    true => b.docs.examples,
                    false => a.docs.examples,
                },
                deprecated: a.docs.deprecated || b.docs.deprecated,
            },
            default: a.default.or(b.default),
            write_only: a.write_only || b.write_only,
            value_names: first_full(a.value_names, b.value_names),
            value_docs: first_full(a.value_docs, b.value_docs),
        }
    }

    /// Whether one side denies what the other side's properties need. JSON Schema would then allow
    /// no value with such a property; what was meant is the merged object.
    fn merge_denied(
        &mut self,
        a: (&IndexMap<String, Vec<SchemaId>>, &Option<Vec<SchemaId>>),
        b: (&IndexMap<String, Vec<SchemaId>>, &Option<Vec<SchemaId>>),
        place: &Place,
    ) -> bool {
        let mut denied = false;
        for (closed, open) in [(a, b), (b, a)] {
            let Some(additional) = closed.1 else { continue };
            if !self.denies(additional) {
                continue;
            }
            denied = true;
            if let Some(name) = open.0.keys().find(|name| !closed.0.contains_key(*name)) {
                self.report(
                    Code::Unsatisfiable,
                    place,
                    format!(
                        "one part has `additionalProperties: false`, another the property `{name}`; \
                         taken as an object that has the properties of both and no others"
                    ),
                );
            }
        }
        denied
    }

    /// Says where `additionalProperties` of one side speak of properties of the other. As an
    /// object that has the properties of both is meant, they are not held against it.
    fn tell_unbound(&mut self, (a, b): (&Flat, &Flat), place: &Place) {
        for (one, other) in [(a, b), (b, a)] {
            let says = |id: &SchemaId| {
                let keywords = self.keywords(*id);
                keywords.is_some_and(|keywords| *keywords != Keywords::default())
            };
            if !one.additional.iter().flatten().any(says) {
                continue;
            }
            let own = |name: &String| one.properties.contains_key(name);
            let name = other.properties.keys().find(|name| !own(name));
            let Some(name) = name else { continue };
            let message = format!(
                "`additionalProperties` of one part say more of the property `{name}` of another \
                 than its type holds"
            );
            self.report(Code::Unchecked, place, message);
        }
    }

    /// Whether a schema of `additionalProperties` is `false`.
    pub fn denies(&self, schemas: &[SchemaId]) -> bool {
        use crate::document::Schema;
        schemas
            .iter()
            .any(|id| matches!(self.document.schema(*id).schema, Schema::Bool(false)))
    }

    /// The values that are in both lists, or those of the one that is there.
    pub fn merge_values(
        &mut self,
        a: Option<Vec<Value>>,
        b: Option<Vec<Value>>,
        place: &Place,
    ) -> Option<Vec<Value>> {
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (a, b) => return a.or(b),
        };
        let theirs: HashSet<String> = b.iter().map(canonical_value).collect();
        let is_theirs = |value: &Value| theirs.contains(&canonical_value(value));
        let both: Vec<Value> = a.into_iter().filter(is_theirs).collect();
        if both.is_empty() {
            self.report(
                Code::Unsatisfiable,
                place,
                "no value is in all lists that hold here (`enum`, `const`)",
            );
        }
        Some(both)
    }

    fn merge_format(
        &mut self,
        a: Option<String>,
        b: Option<String>,
        place: &Place,
    ) -> Option<String> {
        if let (Some(a), Some(b)) = (&a, &b)
            && a != b
        {
            self.report(
                Code::Unchecked,
                place,
                format!("two formats, `{a}` and `{b}`; `{b}` is not checked"),
            );
        }
        a.or(b)
    }

    fn merge_numeric(&mut self, a: Numeric, b: Numeric, place: &Place) -> Numeric {
        let multiple_of = match (a.multiple_of, b.multiple_of) {
            (Some(a), Some(b)) if a != b => {
                let both = common_multiple(&a, &b);
                if both.is_none() {
                    let message = format!("`multipleOf` twice, {a} and {b}; {b} is not checked");
                    self.report(Code::Unchecked, place, message);
                }
                both.or(Some(a))
            }
            (a, b) => a.or(b),
        };
        Numeric {
            minimum: pick(a.minimum, b.minimum, Ordering::Greater),
            maximum: pick(a.maximum, b.maximum, Ordering::Less),
            exclusive_minimum: pick(a.exclusive_minimum, b.exclusive_minimum, Ordering::Greater),
            exclusive_maximum: pick(a.exclusive_maximum, b.exclusive_maximum, Ordering::Less),
            multiple_of,
        }
    }
}

fn nulls(flat: &Flat) -> bool {
    flat.null_added || flat.types.has(TypeName::Null)
}

/// The one that is `wanted` compared with the other.
fn pick(a: Option<Number>, b: Option<Number>, wanted: Ordering) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) if compare(&b, &a) == wanted => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}

/// Compares two numbers, exactly; one with an absurd exponent is like any other.
pub(super) fn compare(a: &Number, b: &Number) -> Ordering {
    let both = Decimal::of(a).zip(Decimal::of(b));
    both.map_or(Ordering::Equal, |(a, b)| a.cmp(&b))
}

/// The least number that is a multiple of both; `None` where their decimals are too long for that.
fn common_multiple(a: &Number, b: &Number) -> Option<Number> {
    let decimals = |number: &Number| match number.to_string().split_once('.') {
        Some((_, decimals)) => decimals.len(),
        None => 0,
    };
    let places = u32::try_from(decimals(a).max(decimals(b))).ok()?;
    let scaled = |number: &Number| -> Option<u128> {
        let text = number.to_string();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let missing = usize::try_from(places).ok()?.checked_sub(rest.len())?;
        format!("{whole}{rest}{}", "0".repeat(missing)).parse().ok()
    };
    let (x, y) = (scaled(a)?, scaled(b)?);
    let (mut divisor, mut rest) = (x, y);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    let multiple = x.checked_div(divisor)?.checked_mul(y)?;
    let unit = 10_u128.checked_pow(places)?;
    let (whole, fraction) = (multiple / unit, multiple % unit);
    let text = match fraction {
        0 => whole.to_string(),
        _ => format!("{whole}.{fraction:0width$}", width = places as usize),
    };
    text.parse().ok()
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What is in one of the lists, each once.
pub fn union_of<T: PartialEq>(mut a: Vec<T>, b: Vec<T>) -> Vec<T> {
    for item in b {
        if !a.contains(&item) {
            a.push(item);
        }
    }
    a
}

fn merge_lists<T: PartialEq>(a: Option<Vec<T>>, b: Option<Vec<T>>) -> Option<Vec<T>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(union_of(a, b)),
        (a, b) => a.or(b),
    }
}

fn merge_maps(
    mut a: IndexMap<String, Vec<SchemaId>>,
    b: IndexMap<String, Vec<SchemaId>>,
) -> IndexMap<String, Vec<SchemaId>> {
    for (name, schemas) in b {
        let slot = a.entry(name).or_default();
        *slot = union_of(std::mem::take(slot), schemas);
    }
    a
}

/// Prefixes with what the schema of the other elements says where one of them is longer.
fn merge_prefixes(
    a: (&[Vec<SchemaId>], &[SchemaId]),
    b: (&[Vec<SchemaId>], &[SchemaId]),
) -> Vec<Vec<SchemaId>> {
    let at = |(prefix, rest): (&[Vec<SchemaId>], &[SchemaId]), index: usize| {
        let own = prefix.get(index).map_or(rest, Vec::as_slice);
        own.to_vec()
    };
    let count = a.0.len().max(b.0.len());
    let both = (0..count).map(|index| union_of(at(a, index), at(b, index)));
    both.collect()
}

fn first_full<T>(a: Vec<T>, b: Vec<T>) -> Vec<T> {
    if a.is_empty() { b } else { a }
}

impl Types {
    /// Whether only `name` is in it, null aside.
    pub fn is_only(self, name: TypeName) -> bool {
        let rest = self.without(TypeName::Null);
        rest == Types::one(name) || (name == TypeName::Integer && rest.names() == [name])
    }
}
