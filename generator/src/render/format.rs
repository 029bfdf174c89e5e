//! Formatting, item by item: prettyplease puts no blank lines between items.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::emit::Module;
use proc_macro2::TokenStream;
use syn::{File, Item};

/// The text of a file that `emit` makes, after its header. A piece that is no Rust is a mistake of
/// the generator: it is reported and left out.
pub fn render(header: &str, emit: impl Fn() -> Module, diagnostics: &mut Diagnostics) -> String {
    let mut text = header.to_owned();
    let mut before: Option<Item> = None;
    // Emitted once more for what is not read at once.
    let mut again: Option<Module> = None;
    for (at, piece) in emit().into_iter().enumerate() {
        let file = super::parse::parse(piece).or_else(|| {
            let piece = again.get_or_insert_with(&emit).get_mut(at);
            let piece = piece.map(std::mem::take).unwrap_or_default();
            parse(piece, &text, diagnostics)
        });
        let Some(mut file) = file else {
            continue;
        };
        let items = std::mem::take(&mut file.items);
        if !file.attrs.is_empty() {
            text.push('\n');
            text.push_str(&prettyplease::unparse(&file));
        }
        for item in items {
            let close = before.as_ref().is_some_and(|before| belong(before, &item));
            if !close {
                text.push('\n');
            }
            let file = File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items: vec![item],
            };
            text.push_str(&prettyplease::unparse(&file));
            before = file.items.into_iter().next();
        }
    }
    text
}

/// A piece as `syn` reads it.
fn parse(piece: TokenStream, text: &str, diagnostics: &mut Diagnostics) -> Option<File> {
    match syn::parse2(piece) {
        Ok(file) => Some(file),
        Err(error) => {
            let before = text.lines().next_back().unwrap_or_default();
            let message = format!(
                "the generator made something that is not Rust: {error}; it comes after `{before}`"
            );
            diagnostics.push(Diagnostic::nowhere(Code::Internal, message));
            None
        }
    }
}

/// Whether no blank line belongs between two items.
fn belong(before: &Item, item: &Item) -> bool {
    match (before, item) {
        (Item::Use(_), Item::Use(_))
        | (Item::Static(_), Item::Static(_))
        | (Item::Macro(_), Item::Macro(_)) => true,
        (Item::Mod(before), Item::Mod(item)) => before.content.is_none() && item.content.is_none(),
        _ => false,
    }
}
