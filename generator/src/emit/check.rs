//! Checks: tables of rules, which the runtime holds against values.

use super::{expr, ident, ty};
use crate::rust::{Bound, Check, Position};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The checks as `rt::Rules`. What the type of a value demands itself is no rule: the runtime asks
/// it anyway.
pub fn rules(checks: &[Check], position: Position) -> TokenStream {
    let rules = checks.iter().filter_map(|check| rule(check, position));
    quote!(&[#(#rules),*])
}

/// Whether there are rules among the checks.
pub(super) fn has_rules(checks: &[Check]) -> bool {
    checks.iter().any(|check| *check != Check::Nested)
}

/// An expression of the type `rt::Flow` that makes all checks. `value` is a reference, `at` of the
/// type `&rt::Path`; `sink` is in scope.
pub(super) fn flow(
    checks: &[Check],
    value: &TokenStream,
    at: &TokenStream,
    position: Position,
) -> TokenStream {
    if has_rules(checks) {
        let rules = rules(checks, position);
        quote!(rt::hold(#value, #rules, #at, sink))
    } else {
        quote!(rt::Validate::check(#value, #at, sink))
    }
}

fn rule(check: &Check, position: Position) -> Option<TokenStream> {
    Some(match check {
        Check::Nested => return None,
        Check::Length { min, max } => ranged("Length", *min, *max),
        Check::Pattern(name) => {
            let pattern = ty::named(name, position);
            quote!(rt::Rule::Pattern(#pattern))
        }
        Check::Format(name) => {
            let name = ident(name);
            quote!(rt::Rule::Format(rt::Format::#name))
        }
        Check::Listed(values) => quote!(rt::Rule::OneOf(&[#(#values),*])),
        Check::Minimum(bound) => bounded("Minimum", bound),
        Check::Maximum(bound) => bounded("Maximum", bound),
        Check::Above(bound) => bounded("Above", bound),
        Check::Below(bound) => bounded("Below", bound),
        Check::MultipleOf(bound) => bounded("MultipleOf", bound),
        Check::Items { min, max } => ranged("Items", *min, *max),
        Check::Unique => quote!(rt::Rule::Unique),
        Check::Element(index, list) => {
            let (index, rules) = (
                Literal::usize_unsuffixed(*index),
                some_rules(list, position)?,
            );
            quote!(rt::Rule::Item(#index, #rules))
        }
        Check::Properties { min, max } => ranged("Properties", *min, *max),
        Check::Keys(list) => {
            let rules = some_rules(list, position)?;
            quote!(rt::Rule::Keys(#rules))
        }
        Check::Matching(patterns, others) => {
            let patterns = patterns.iter().map(|(name, list)| {
                let (name, rules) = (ty::named(name, position), rules(list, position));
                quote!((#name, #rules))
            });
            let others = match others {
                Some(list) => {
                    let rules = rules(list, position);
                    quote!(Some(#rules))
                }
                None => quote!(None),
            };
            quote!(rt::Rule::Matching(&[#(#patterns),*], #others))
        }
        Check::Each(list) => {
            let rules = some_rules(list, position)?;
            quote!(rt::Rule::Each(#rules))
        }
        Check::All(name) => {
            let name = ty::named(name, position);
            quote!(rt::Rule::All(#name))
        }
        Check::Never => quote!(rt::Rule::Never),
    })
}

fn some_rules(checks: &[Check], position: Position) -> Option<TokenStream> {
    has_rules(checks).then(|| rules(checks, position))
}

fn ranged(rule: &str, min: u64, max: Option<u64>) -> TokenStream {
    let (rule, (min, max)) = (ident(rule), range(min, max));
    quote!(rt::Rule::#rule(#min, #max))
}

fn bounded(rule: &str, bound: &Bound) -> TokenStream {
    let rule = ident(rule);
    let bound = match bound {
        Bound::Integer(value) => {
            let (sign, digits) = (value.is_negative(), value.unsigned_abs());
            let (sign, digits) = (sign.then(|| quote!(-)), Literal::u128_unsuffixed(digits));
            quote!(Integer(#sign #digits))
        }
        Bound::Float(value) => {
            let value = expr::float(*value);
            quote!(Float(#value))
        }
        Bound::Text(text) => quote!(Exact(#text)),
    };
    quote!(rt::Rule::#rule(rt::Bound::#bound))
}

/// A range of lengths as two values.
pub(super) fn range(min: u64, max: Option<u64>) -> (TokenStream, TokenStream) {
    let max = max.map_or_else(
        || quote!(None),
        |max| {
            let max = length(max);
            quote!(Some(#max))
        },
    );
    (length(min), max)
}

/// A length, which must fit a `usize` of 32 bit.
fn length(length: u64) -> TokenStream {
    match u32::try_from(length) {
        Ok(length) => {
            let length = Literal::u32_unsuffixed(length);
            quote!(#length)
        }
        Err(_) => quote!(usize::MAX),
    }
}
