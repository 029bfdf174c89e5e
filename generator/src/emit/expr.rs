//! Values.

use super::{ident, ty::named};
use crate::rust::{Expr, Position};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// How deep a JSON value may be to be spelt as one; the macro recurses.
const DEEPEST_JSON: usize = 8;

/// An expression as it is spelt at `position`.
pub fn expr(value: &Expr, position: Position) -> TokenStream {
    let inner = |value: &Expr| expr(value, position);
    match value {
        Expr::Bool(value) => quote!(#value),
        Expr::Integer(value) => integer(*value),
        Expr::Float(value) => float(*value),
        Expr::String(text) => quote!(#text.to_owned()),
        Expr::Secret(text) => quote!(rt::Secret::from(#text)),
        Expr::Unit => quote!(()),
        Expr::None => quote!(None),
        Expr::Some(value) => {
            let value = inner(value);
            quote!(Some(#value))
        }
        Expr::Variant(ty, variant) => {
            let (ty, variant) = (named(ty, position), ident(variant));
            quote!(#ty::#variant)
        }
        Expr::Arm(ty, variant, value) => {
            let (ty, variant, value) = (named(ty, position), ident(variant), inner(value));
            quote!(#ty::#variant(#value))
        }
        Expr::Vec(items) if items.is_empty() => quote!(Vec::new()),
        Expr::Vec(items) => {
            let items = items.iter().map(inner);
            quote!(vec![#(#items),*])
        }
        Expr::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = inner(value);
                quote!((#key.to_owned(), #value))
            });
            quote!(::std::collections::BTreeMap::from([#(#entries),*]))
        }
        Expr::Tuple(parts) => {
            let parts = parts.iter().map(inner);
            quote!((#(#parts,)*))
        }
        Expr::Boxed(value) => {
            let value = inner(value);
            quote!(Box::new(#value))
        }
        Expr::Json(value) => json_value(value),
    }
}

/// An integer without a suffix where `i32`, which is what Rust takes it for, holds it.
pub(super) fn integer(value: i128) -> TokenStream {
    let digits = match value {
        _ if i32::try_from(value).is_ok() => Literal::u128_unsuffixed(value.unsigned_abs()),
        _ => match (i64::try_from(value), u64::try_from(value)) {
            (Ok(i64::MIN), _) => return quote!(i64::MIN),
            (Ok(value), _) => Literal::u64_unsuffixed(value.unsigned_abs()),
            (_, Ok(value)) => Literal::u64_unsuffixed(value),
            _ => Literal::u128_unsuffixed(value.unsigned_abs()),
        },
    };
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// A finite float.
pub(super) fn float(value: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// A `serde_json::Value`.
pub(super) fn json_value(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(::serde_json::Value::Null),
        Value::Bool(value) => quote!(::serde_json::Value::from(#value)),
        Value::String(text) => quote!(::serde_json::Value::from(#text)),
        Value::Number(_) => {
            let number = json(value);
            quote!(::serde_json::Value::from(#number))
        }
        Value::Array(_) | Value::Object(_) if depth(value) > DEEPEST_JSON => {
            let text = value.to_string();
            quote!(::serde_json::from_str(#text).unwrap_or_default())
        }
        Value::Array(_) | Value::Object(_) => {
            let value = json(value);
            quote!(::serde_json::json!(#value))
        }
    }
}

/// JSON as the tokens of `json!`.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::String(text) => quote!(#text),
        Value::Number(number) => {
            let wide = number
                .as_i64()
                .map(i128::from)
                .or(number.as_u64().map(i128::from));
            let exact = wide.map(suffixed);
            exact.unwrap_or_else(|| {
                float(
                    number
                        .as_f64()
                        .filter(|f| f.is_finite())
                        .unwrap_or(f64::MAX),
                )
            })
        }
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| {
                let value = json(value);
                quote!(#key: #value)
            });
            quote!({ #(#entries),* })
        }
    }
}

/// An integer with the suffix that it needs where nothing else says its type.
pub(super) fn suffixed(value: i128) -> TokenStream {
    let digits = match (
        i32::try_from(value),
        i64::try_from(value),
        u64::try_from(value),
    ) {
        (Ok(_), _, _) => return integer(value),
        (_, Ok(i64::MIN), _) => return quote!(i64::MIN),
        (_, Ok(value), _) => {
            let digits = Literal::i64_suffixed(value.saturating_abs());
            return if value < 0 {
                quote!(-#digits)
            } else {
                quote!(#digits)
            };
        }
        (_, _, Ok(value)) => Literal::u64_suffixed(value),
        _ => Literal::i128_suffixed(value.saturating_abs()),
    };
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
