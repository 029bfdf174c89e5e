//! Tokens to the tree that is formatted.
//!
//! `syn` looks at a token in forty ways before it knows what an expression is, which takes more
//! time than all else. Here is read what nearly all emitted code consists of: structs, `impl`s with
//! functions, constants and types in them, types that are paths, and expressions with few operators.
//! Other items and the heads of items are left to `syn`; so is a piece in which anything else
//! stands, which has to be emitted once more for it: the tokens are used up as they are read, since
//! to copy them takes as long. The tree is the same whoever read it; the tests compare.

mod block;
mod cursor;
mod expr;
mod member;
#[cfg(test)]
mod tests;
mod ty;

use cursor::{Cursor, Word};
use member::{field, member};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parse;
use syn::{Fields, File, Item, ItemImpl, ItemStruct};

/// Reads a piece of a file. `None`: `syn` has to, and perhaps it is no Rust.
pub(super) fn parse(piece: TokenStream) -> Option<File> {
    let tokens: Vec<TokenTree> = piece.into_iter().collect();
    if let [_, TokenTree::Punct(punct), ..] = tokens.as_slice()
        && punct.as_char() == '!'
    {
        // Attributes of the file.
        return syn::parse2(tokens.into_iter().collect()).ok();
    }
    Some(File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: items(tokens)?,
    })
}

/// The items of a piece that has no attributes of its own.
fn items(piece: Vec<TokenTree>) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut tokens = Vec::new();
    for token in piece {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Brace && ends_in_braces(&tokens)
            }
            _ => false,
        };
        tokens.push(token);
        if ends {
            items.push(item(std::mem::take(&mut tokens))?);
        }
    }
    tokens.is_empty().then_some(items)
}

/// Whether braces are the end of the item that these tokens begin.
fn ends_in_braces(tokens: &[TokenTree]) -> bool {
    let mut words = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            TokenTree::Ident(word) => Some((at, word)),
            _ => None,
        });
    let first = words.find(|(_, word)| *word != "pub");
    first.is_none_or(|(at, word)| {
        let is_function =
            matches!(tokens.get(at + 1), Some(TokenTree::Ident(next)) if next == "fn");
        let to_semicolon = ["use", "static", "const", "type", "extern"];
        is_function || !to_semicolon.iter().any(|other| word == other)
    })
}

fn item(mut tokens: Vec<TokenTree>) -> Option<Item> {
    let kind = tokens.iter().find_map(|token| match token {
        TokenTree::Ident(word) if word != "pub" => Some(Word::of(word)),
        _ => None,
    });
    let kind = kind.unwrap_or_default();
    let is_read_here = matches!(kind.as_str(), "struct" | "impl");
    match tokens.last() {
        Some(TokenTree::Group(_)) if is_read_here => {}
        _ => return whole(tokens),
    }
    let Some(TokenTree::Group(group)) = tokens.pop() else {
        return None;
    };
    let body = group.stream();
    drop(group);
    // The head is read with nothing in its braces.
    let empty = Group::new(Delimiter::Brace, TokenStream::new());
    tokens.push(TokenTree::Group(empty));
    match kind.as_str() {
        "struct" => strukt(whole(tokens)?, body),
        _ => implementation(whole(tokens)?, body),
    }
}

fn whole<T: Parse>(tokens: Vec<TokenTree>) -> Option<T> {
    syn::parse2(tokens.into_iter().collect()).ok()
}

fn strukt(mut head: ItemStruct, body: TokenStream) -> Option<Item> {
    let Fields::Named(named) = &mut head.fields else {
        return None;
    };
    named.named = Cursor::new(body.into_iter().collect()).list(field)?;
    Some(Item::Struct(head))
}

fn implementation(mut head: ItemImpl, body: TokenStream) -> Option<Item> {
    let mut cursor = Cursor::new(body.into_iter().collect());
    while !cursor.is_done() {
        head.items.push(member(&mut cursor)?);
    }
    Some(Item::Impl(head))
}
