//! Documentation comments and `#[deprecated]`.

use super::moved::moved;
use crate::rust::Head;
use proc_macro2::TokenStream;
use quote::quote;

/// A documentation comment, an attribute a line.
pub fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(spaced);
    quote!(#(#[doc = #lines])*)
}

/// The documentation comment of the module around it.
pub fn inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(spaced);
    quote!(#(#![doc = #lines])*)
}

/// A line as it stands after `///`.
fn spaced(line: &String) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// What stands before every item.
pub(super) fn head(head: &Head) -> TokenStream {
    let docs = moved(docs(&head.docs));
    let deprecated = deprecated(head.deprecated);
    quote!(#docs #deprecated)
}

/// `#[deprecated]`, where it is.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}
