//! Identifiers.

use proc_macro2::{Ident, Span};

/// The identifier `name`, where `r#` stands for itself. The names stage gives only identifiers;
/// anything else is bent into one rather than stopping the run.
pub fn ident(name: &str) -> Ident {
    if let Some(raw) = name.strip_prefix("r#")
        && syn::parse_str::<Ident>(name).is_ok()
    {
        return Ident::new_raw(raw, Span::call_site());
    }
    if syn::parse_str::<Ident>(name).is_ok() {
        return Ident::new(name, Span::call_site());
    }
    let bent = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let bent: String = std::iter::once('x').chain(bent).collect();
    Ident::new(&bent, Span::call_site())
}

/// The identifier as part of a longer one, without `r#`.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
