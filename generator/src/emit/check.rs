//! Checks: straight-line statements over the runtime.

use super::{expr, ident, ty};
use crate::rust::{Bound, Check, Position, RustType};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The most values that a violation lists.
const LISTED: usize = 12;

/// What is checked.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A place that owns the value: `self.name`.
    Owned(TokenStream),
    /// An expression that is a reference already: `value`.
    Borrowed(TokenStream),
}

impl Subject {
    /// The value, borrowed.
    fn reference(&self) -> TokenStream {
        match self {
            Self::Owned(place) => quote!(&#place),
            Self::Borrowed(value) => value.clone(),
        }
    }

    /// The value before a dot.
    fn place(&self) -> &TokenStream {
        match self {
            Self::Owned(place) | Self::Borrowed(place) => place,
        }
    }
}

/// Statements that check a value of the type `ty` and end in `?;`. `at` is of the type
/// `&rt::Path`; `sink` is in scope.
pub fn checks(
    checks: &[Check],
    ty: &RustType,
    value: &Subject,
    at: &TokenStream,
    position: Position,
) -> TokenStream {
    let statements = checks
        .iter()
        .map(|check| statement(check, ty, value, at, position));
    quote!(#(#statements)*)
}

/// The checks as calls in a chain of `rt::fields`; `None` where one of them is none. `place` is
/// the field, which holds a `ty` if it holds anything.
pub(super) fn links(
    checks: &[Check],
    ty: &RustType,
    wire: &str,
    place: &TokenStream,
    position: Position,
) -> Option<TokenStream> {
    let link = |check: &Check| {
        Some(match check {
            Check::Nested => quote!(.nested(#wire, &#place)),
            Check::Length { min, max } => {
                let (min, max) = range(*min, *max);
                quote!(.length(#wire, &#place, #min, #max))
            }
            Check::Pattern(name) => {
                let pattern = item(name, position);
                quote!(.pattern(#wire, &#place, &#pattern))
            }
            Check::Format(name) => {
                let name = ident(name);
                quote!(.format(#wire, &#place, rt::Format::#name))
            }
            Check::Minimum(of) => {
                let of = bound(of);
                quote!(.minimum(#wire, &#place, #of))
            }
            Check::Maximum(of) => {
                let of = bound(of);
                quote!(.maximum(#wire, &#place, #of))
            }
            Check::Items { min, max } => {
                let (min, max) = range(*min, *max);
                quote!(.items(#wire, &#place, #min, #max))
            }
            Check::Each(inner, list) => {
                let each = ident(match ty {
                    RustType::Map(_) => "each_value",
                    _ => "each",
                });
                let element = Subject::Borrowed(quote!(value));
                let body = flow(list, inner, &element, &quote!(at), position);
                quote!(.#each(#wire, &#place, |value, at, sink| #body))
            }
            _ => return None,
        })
    };
    checks.iter().map(link).collect()
}

/// An expression of the type `rt::Flow` that makes all of `list`.
pub(super) fn flow(
    list: &[Check],
    ty: &RustType,
    value: &Subject,
    at: &TokenStream,
    position: Position,
) -> TokenStream {
    if let [only] = list
        && let Some(call) = call(only, ty, value, at, position)
    {
        return call;
    }
    let statements = checks(list, ty, value, at, position);
    quote!({ #statements rt::PASS })
}

fn statement(
    check: &Check,
    ty: &RustType,
    value: &Subject,
    at: &TokenStream,
    position: Position,
) -> TokenStream {
    let inner_value = Subject::Borrowed(quote!(value));
    match check {
        Check::Inside(inner, list) => {
            let some = value.reference();
            let (bind, at) = bound_path(list, at);
            let body = checks(list, inner, &inner_value, &at, position);
            quote!(if let Some(value) = #some { #bind #body })
        }
        Check::Element(index, inner, list) => {
            let place = value.place();
            if matches!(ty, RustType::Tuple(_)) {
                let index = Literal::usize_unsuffixed(*index);
                let element = Subject::Owned(quote!(#place.#index));
                let body = checks(list, inner, &element, &quote!(at), position);
                return quote!({ let at = #at; let at = &at.index(#index); #body });
            }
            let index = Literal::usize_unsuffixed(*index);
            let body = checks(list, inner, &inner_value, &quote!(at), position);
            quote!(if let Some(value) = #place.get(#index) {
                let at = #at;
                let at = &at.index(#index);
                #body
            })
        }
        _ => match call(check, ty, value, at, position) {
            Some(call) => quote!(#call?;),
            None => TokenStream::new(),
        },
    }
}

/// A name for the path where several checks use it.
pub(super) fn bound_path(list: &[Check], at: &TokenStream) -> (TokenStream, TokenStream) {
    if list.len() > 1 && at.to_string() != "at" {
        (quote!(let at = #at;), quote!(at))
    } else {
        (TokenStream::new(), at.clone())
    }
}

/// A check that is one call; `None` for those that are blocks.
fn call(
    check: &Check,
    ty: &RustType,
    value: &Subject,
    at: &TokenStream,
    position: Position,
) -> Option<TokenStream> {
    let it = value.reference();
    let place = value.place();
    Some(match check {
        Check::Length { min, max } => {
            let (min, max) = range(*min, *max);
            quote!(rt::check::length(#it, #min, #max, #at, sink))
        }
        Check::Pattern(name) => {
            let pattern = item(name, position);
            quote!(rt::check::pattern(#it, &#pattern, #at, sink))
        }
        Check::Format(name) => {
            let name = ident(name);
            quote!(rt::check::format(#it, rt::Format::#name, #at, sink))
        }
        Check::Minimum(bound) => number("minimum", &it, bound, at),
        Check::Maximum(bound) => number("maximum", &it, bound, at),
        Check::Above(bound) => number("exclusive_minimum", &it, bound, at),
        Check::Below(bound) => number("exclusive_maximum", &it, bound, at),
        Check::MultipleOf(bound) => number("multiple_of", &it, bound, at),
        Check::Items { min, max } => {
            let (min, max) = range(*min, *max);
            quote!(rt::check::items(#it, #min, #max, #at, sink))
        }
        Check::Unique => match ty {
            RustType::Vec(inner) if **inner == RustType::Value => {
                quote!(rt::check::unique_values(#it, #at, sink))
            }
            _ => quote!(rt::check::unique(#it, #at, sink)),
        },
        Check::Properties { min, max } => {
            let (min, max) = range(*min, *max);
            quote!(rt::check::properties(#place.len(), #min, #max, #at, sink))
        }
        Check::Each(inner, list) => {
            let each = if matches!(ty, RustType::Map(_)) {
                "each_value"
            } else {
                "each"
            };
            let each = ident(each);
            let element = Subject::Borrowed(quote!(value));
            let body = flow(list, inner, &element, &quote!(at), position);
            quote!(rt::check::#each(#it, #at, sink, |value, at, sink| #body))
        }
        Check::Keys(list) => {
            let key = Subject::Borrowed(quote!(value));
            let body = flow(list, &RustType::String, &key, &quote!(at), position);
            quote!(rt::check::each_key(#it, #at, sink, |value, at, sink| #body))
        }
        Check::Listed(values) => listed(values, &it, at),
        Check::Nested => quote!(rt::Validate::check(#it, #at, sink)),
        Check::Call(name) => {
            let name = item(name, position);
            quote!(#name(#it, #at, sink))
        }
        Check::Never => quote!(rt::check::never(#it, #at, sink)),
        Check::Inside(..) | Check::Element(..) => return None,
    })
}

fn item(name: &str, position: Position) -> TokenStream {
    ty::named(name, position)
}

/// A range of lengths as arguments.
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

fn number(function: &str, it: &TokenStream, bound: &Bound, at: &TokenStream) -> TokenStream {
    let function = ident(function);
    let bound = self::bound(bound);
    quote!(rt::check::#function(#it, #bound, #at, sink))
}

fn bound(bound: &Bound) -> TokenStream {
    match bound {
        Bound::Integer(value) => expr::suffixed(*value),
        Bound::Float(value) => expr::float(*value),
        Bound::Text(text) => quote!(rt::check::Exact(#text)),
    }
}

fn listed(values: &[String], it: &TokenStream, at: &TokenStream) -> TokenStream {
    let shown: Vec<_> = values
        .iter()
        .take(LISTED)
        .map(|value| format!("{value:?}"))
        .collect();
    let more = values.len().saturating_sub(LISTED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let expected = format!("one of {}{more}", shown.join(", "));
    quote!(rt::check::ensure(matches!(#it, #(#values)|*), #at, sink, || {
        rt::Violation::new("enum", #expected, format!("{:?}", #it))
    }))
}
