//! Bounds that no value keeps.

use super::Normalizer;
use super::flat::{Flat, Numeric, Types};
use super::merge::compare;
use crate::diagnostic::{Code, Place};
use crate::document::TypeName;
use serde_json::Number;
use std::cmp::Ordering;

impl Normalizer<'_> {
    /// Reports bounds that exclude each other: the type is made as if one value could keep them, and
    /// its validator refuses all.
    pub fn check_bounds(&mut self, flat: &Flat, place: &Place) {
        for message in contradictions(flat) {
            self.report(Code::Unsatisfiable, place, message);
        }
    }
}

/// Which bounds exclude each other, as sentences.
pub(super) fn contradictions(flat: &Flat) -> Vec<String> {
    let mut found = Vec::new();
    let lengths = [
        (TypeName::String, "Length", flat.min_length, flat.max_length),
        (TypeName::Array, "Items", flat.min_items, flat.max_items),
        (
            TypeName::Object,
            "Properties",
            flat.min_properties.max(most_required(flat)),
            flat.max_properties,
        ),
    ];
    for (name, what, min, max) in lengths {
        if let (Some(min), Some(max)) = (min, max)
            && min > max
            && flat.types.has(name)
        {
            let asks = match flat.min_properties.is_some_and(|own| own == min) {
                false if name == TypeName::Object => format!("{min} are `required`"),
                _ => format!("`min{what}` is {min}"),
            };
            let message = format!("nothing can satisfy this: {asks} and `max{what}` is {max}");
            found.push(message);
        }
    }
    let types = flat.types;
    if (types.has(TypeName::Number) || types.has(TypeName::Integer))
        && let Some(why) = empty(&flat.numeric, types)
    {
        let message = format!("no number can satisfy this: {why}");
        found.push(message);
    }
    found
}

/// How many properties every value has, where one more than none is allowed at all.
fn most_required(flat: &Flat) -> Option<u64> {
    let count = flat
        .required
        .iter()
        .filter(|name| !flat.lacking.contains(*name));
    u64::try_from(count.count()).ok().filter(|count| *count > 0)
}

/// Why no number is within the bounds.
fn empty(numeric: &Numeric, types: Types) -> Option<String> {
    let lower = [
        ("minimum", &numeric.minimum, true),
        ("exclusiveMinimum", &numeric.exclusive_minimum, false),
    ];
    let upper = [
        ("maximum", &numeric.maximum, true),
        ("exclusiveMaximum", &numeric.exclusive_maximum, false),
    ];
    for (low_name, low, low_in) in lower {
        for (high_name, high, high_in) in upper {
            let (Some(low), Some(high)) = (low, high) else {
                continue;
            };
            let apart = match compare(low, high) {
                Ordering::Greater => true,
                Ordering::Equal => !(low_in && high_in),
                Ordering::Less => {
                    !types.has(TypeName::Number) && !has_integer(low, low_in, high, high_in)
                }
            };
            if apart {
                return Some(format!("`{low_name}` is {low} and `{high_name}` is {high}"));
            }
        }
    }
    None
}

/// Whether an integer lies between; `true` where floats are too coarse to tell.
fn has_integer(low: &Number, low_in: bool, high: &Number, high_in: bool) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let (Some(low), Some(high)) = (low.as_f64(), high.as_f64()) else {
        return true;
    };
    if low.abs() >= EXACT || high.abs() >= EXACT {
        return true;
    }
    let first = match low.fract() == 0.0 && !low_in {
        true => low + 1.0,
        false => low.ceil(),
    };
    if high_in { first <= high } else { first < high }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Diagnostics};
    use crate::pipeline::{Filter, read_text, understand};

    #[test]
    fn bounds_that_exclude_each_other_are_reported() {
        for (schema, message) in [
            ("type: string, minLength: 2, maxLength: 2", None),
            (
                "type: string, minLength: 5, maxLength: 2",
                Some("nothing can satisfy this: `minLength` is 5 and `maxLength` is 2"),
            ),
            (
                "type: array, items: {}, minItems: 3, maxItems: 1",
                Some("nothing can satisfy this: `minItems` is 3 and `maxItems` is 1"),
            ),
            (
                "allOf: [{minimum: 5}, {maximum: 2}], type: integer",
                Some("no number can satisfy this: `minimum` is 5 and `maximum` is 2"),
            ),
            (
                "type: object, required: [a, b], maxProperties: 1",
                Some("nothing can satisfy this: 2 are `required` and `maxProperties` is 1"),
            ),
            ("type: number, minimum: 1, exclusiveMaximum: 1.5", None),
            (
                "type: number, minimum: 1, exclusiveMaximum: 1",
                Some("no number can satisfy this: `minimum` is 1 and `exclusiveMaximum` is 1"),
            ),
            (
                "type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2",
                Some(
                    "no number can satisfy this: `exclusiveMinimum` is 1 and `exclusiveMaximum` is 2",
                ),
            ),
            // Of strings it says nothing.
            ("type: string, minimum: 5, maximum: 2", None),
        ] {
            let text = format!(
                "openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths: {{}}\n\
                 components: {{schemas: {{Widget: {{{schema}}}}}}}\n"
            );
            let mut diagnostics = Diagnostics::default();
            let reading = read_text("acme.yaml", &text, None, &mut diagnostics);
            let document = reading.document.as_ref().expect("a document");
            understand(document, &Filter::default(), &mut diagnostics);
            let said: Vec<_> = diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.code == Code::Unsatisfiable)
                .map(|diagnostic| diagnostic.message.as_str())
                .collect();
            assert_eq!(said, message.into_iter().collect::<Vec<_>>(), "{schema}");
        }
    }
}
