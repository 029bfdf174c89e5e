//! Identifiers.

use crate::name::is_plain;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The identifier `name`, where `r#` stands for itself. The names stage gives only identifiers;
/// anything else is bent into one rather than stopping the run.
pub fn ident(name: &str) -> Ident {
    if let Some(raw) = name.strip_prefix("r#")
        && syn::parse_str::<Ident>(name).is_ok()
    {
        return Ident::new_raw(raw, Span::call_site());
    }
    if is_plain(name) || syn::parse_str::<Ident>(name).is_ok() {
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

/// The file of a module, without its ending. rustc finds only names in ASCII by itself, and Windows
/// has devices that no file is called by.
pub(super) fn file_of(module: &str) -> String {
    let plain = module.trim_start_matches("r#");
    if is_device(plain) {
        return format!("{plain}-");
    }
    if plain.is_ascii() {
        return plain.to_owned();
    }
    let mut file = "u".to_owned();
    for letter in plain.chars() {
        match letter.is_ascii() {
            true => file.push(letter),
            // No identifier has a hyphen, so no other module has this file.
            false => file.push_str(&format!("-{:x}", u32::from(letter))),
        }
    }
    file
}

/// `#[path]`, where rustc needs to be told the file of a module.
pub(super) fn path_of(module: &str) -> Option<TokenStream> {
    let file = format!("{}.rs", file_of(module));
    (!module.is_ascii() || is_device(module)).then(|| quote!(#[path = #file]))
}

/// Whether Windows takes the name for a device, whatever ends it.
fn is_device(name: &str) -> bool {
    let numbered = |start: &str| {
        let number = name.strip_prefix(start);
        number.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{file_of, path_of};

    #[test]
    fn no_file_is_called_like_a_device_of_windows() {
        for name in ["con", "aux", "nul", "prn", "com1", "lpt9"] {
            assert_eq!(file_of(name), format!("{name}-"));
            let path = path_of(name).map(|path| path.to_string());
            assert_eq!(path, Some(format!("# [path = \"{name}-.rs\"]")));
        }
        for name in ["console", "com", "com10", "r#type"] {
            assert!(path_of(name).is_none(), "{name}");
        }
    }
}
