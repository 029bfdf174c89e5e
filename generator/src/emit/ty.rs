//! Types.

use super::ident;
use crate::rust::{DateTime, Position, RustType};
use proc_macro2::TokenStream;
use quote::quote;

/// A type as it is spelt at `position`.
pub fn ty(rust: &RustType, position: Position) -> TokenStream {
    let inner = |inner: &RustType| ty(inner, position);
    match rust {
        RustType::String => quote!(String),
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::U32 => quote!(u32),
        RustType::U64 => quote!(u64),
        RustType::F64 => quote!(f64),
        RustType::Number => quote!(::serde_json::Number),
        RustType::Uuid => quote!(::uuid::Uuid),
        RustType::Timestamp(DateTime::Jiff) => quote!(::jiff::Timestamp),
        RustType::Timestamp(DateTime::Chrono) => quote!(::chrono::DateTime<::chrono::Utc>),
        RustType::Timestamp(DateTime::Time) => quote!(::time::OffsetDateTime),
        RustType::Date(DateTime::Jiff) => quote!(::jiff::civil::Date),
        RustType::Date(DateTime::Chrono) => quote!(::chrono::NaiveDate),
        RustType::Date(DateTime::Time) => quote!(::time::Date),
        RustType::Timestamp(DateTime::String) | RustType::Date(DateTime::String) => quote!(String),
        RustType::Base64 => quote!(rt::Base64Bytes),
        RustType::Bytes => quote!(::bytes::Bytes),
        RustType::Value => quote!(::serde_json::Value),
        RustType::Secret => quote!(rt::Secret),
        RustType::Unit => quote!(()),
        RustType::Vec(of) => {
            let of = inner(of);
            quote!(Vec<#of>)
        }
        RustType::Map(of) => {
            let of = inner(of);
            quote!(::std::collections::BTreeMap<String, #of>)
        }
        RustType::Option(of) => {
            let of = inner(of);
            quote!(Option<#of>)
        }
        RustType::Maybe(of) => {
            let of = inner(of);
            quote!(rt::Maybe<#of>)
        }
        RustType::Boxed(of) => {
            let of = inner(of);
            quote!(Box<#of>)
        }
        RustType::Tuple(parts) => {
            let parts = parts.iter().map(inner);
            quote!((#(#parts,)*))
        }
        RustType::Named(name) => named(name, position),
    }
}

/// The item `name` of the module `types`.
pub(super) fn named(name: &str, position: Position) -> TokenStream {
    let name = ident(name);
    match position {
        Position::Types => quote!(#name),
        Position::Outside => quote!(types::#name),
    }
}

/// What a caller passes for a value of this type.
pub(super) fn argument(rust: &RustType, into: bool) -> TokenStream {
    let unboxed = match rust {
        RustType::Boxed(inner) => inner,
        other => other,
    };
    let ty = ty(unboxed, Position::Types);
    if into { quote!(impl Into<#ty>) } else { ty }
}

/// The value that a caller passed as [`argument`], as the type itself.
pub(super) fn from_argument(rust: &RustType, into: bool, value: TokenStream) -> TokenStream {
    let value = if into { quote!(#value.into()) } else { value };
    match rust {
        RustType::Boxed(_) => quote!(Box::new(#value)),
        _ => value,
    }
}
