//! Documentation comments and `#[deprecated]`.

use crate::rust::Head;
use proc_macro2::TokenStream;
use quote::quote;

/// A documentation comment, an attribute a line.
pub fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// What stands before every item.
pub(super) fn head(head: &Head) -> TokenStream {
    let docs = docs(&head.docs);
    let deprecated = deprecated(head.deprecated);
    quote!(#docs #deprecated)
}

/// `#[deprecated]`, where it is.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}
