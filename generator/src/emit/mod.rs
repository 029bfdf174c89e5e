//! Stub, to be replaced.
pub mod client;
pub use crate::rust::Position;
use crate::rust::{Check, RustType};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") { Some(raw) => Ident::new_raw(raw, Span::call_site()), None => Ident::new(name, Span::call_site()) }
}
pub fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|l| if l.is_empty() { String::new() } else { format!(" {l}") });
    quote! { #(#[doc = #lines])* }
}
pub fn ty(t: &RustType, p: Position) -> TokenStream {
    match t {
        RustType::String => quote!(String), RustType::Bool => quote!(bool), RustType::I32 => quote!(i32), RustType::I64 => quote!(i64),
        RustType::Secret => quote!(rt::Secret), RustType::Value => quote!(::serde_json::Value), RustType::Uuid => quote!(::uuid::Uuid), RustType::Bytes => quote!(::bytes::Bytes),
        RustType::Vec(t) => { let t = ty(t, p); quote!(Vec<#t>) } RustType::Option(t) => { let t = ty(t, p); quote!(Option<#t>) }
        RustType::Map(t) => { let t = ty(t, p); quote!(::std::collections::BTreeMap<String, #t>) }
        RustType::Named(n) => { let n = ident(n); quote!(types::#n) }
        other => { let s = format!("{other:?}"); quote!(#s) }
    }
}
pub fn checks(c: &[Check], _: &RustType, value: TokenStream, at: TokenStream, _: Position) -> TokenStream {
    let c = c.iter().map(|c| match c { Check::Nested => quote!(rt::Validate::check(#value, #at, sink)?;), other => { let s = format!("{other:?}"); quote!(rt::check::todo(#value, #s, #at, sink)?;) } });
    quote!(#(#c)*)
}
