//! Tokens within tokens.

use proc_macro2::TokenStream;
use quote::ToTokens;
use std::cell::Cell;

/// Tokens that `quote!` moves to where they are named, and copies otherwise. They must be named
/// once: afterwards nothing is left.
pub(super) struct Moved(Cell<TokenStream>);

/// Lets `tokens` be moved.
pub(super) fn moved(tokens: TokenStream) -> Moved {
    Moved(Cell::new(tokens))
}

impl ToTokens for Moved {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.take());
    }
}
