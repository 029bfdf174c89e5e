//! Tokens to the tree that is formatted.
//!
//! `syn` looks at a token in forty ways before it knows what an expression is, which takes more
//! time than all else. Here is read what nearly all emitted code consists of: structs, `impl`s with
//! functions, constants and types in them, types that are paths, and expressions without operators
//! between two others. What is anything else is left to `syn`: an item, the head of an item, a
//! block, or the arguments of a call. The tree is the same whoever read it; the tests compare.

mod block;
mod cursor;
mod expr;
mod member;
#[cfg(test)]
mod tests;
mod ty;

use cursor::Cursor;
use member::{field, member};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parse;
use syn::{Fields, File, Item, ItemImpl, ItemStruct};

/// Reads a piece of a file.
///
/// # Errors
///
/// It is no Rust.
pub(super) fn parse(piece: TokenStream) -> syn::Result<File> {
    match items(piece.clone()) {
        Some(items) => Ok(File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items,
        }),
        None => syn::parse2(piece),
    }
}

/// The items of a piece that has no attributes of its own.
fn items(piece: TokenStream) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut tokens = Vec::new();
    for token in piece {
        let is_inner = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!')
            && matches!(tokens.as_slice(), [TokenTree::Punct(_)]);
        if is_inner {
            return None;
        }
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

fn item(tokens: Vec<TokenTree>) -> Option<Item> {
    let body = match tokens.last() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => return whole(tokens),
    };
    let kind = tokens.iter().find_map(|token| match token {
        TokenTree::Ident(word) if word == "struct" || word == "impl" => Some(word.to_string()),
        TokenTree::Ident(word) if word != "pub" => Some(String::new()),
        _ => None,
    });
    let quick = match kind.as_deref() {
        Some("struct") => strukt(&tokens, body),
        Some("impl") => implementation(&tokens, body),
        _ => None,
    };
    quick.or_else(|| whole(tokens))
}

fn whole(tokens: Vec<TokenTree>) -> Option<Item> {
    syn::parse2(tokens.into_iter().collect()).ok()
}

/// The item that stands there with nothing in its braces.
fn head<T: Parse>(tokens: &[TokenTree]) -> Option<T> {
    let (_, head) = tokens.split_last()?;
    let empty = TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()));
    let tokens = head.iter().cloned().chain([empty]);
    syn::parse2(tokens.collect()).ok()
}

fn strukt(tokens: &[TokenTree], body: TokenStream) -> Option<Item> {
    let fields = Cursor::new(body.into_iter().collect()).list(field)?;
    let mut item: ItemStruct = head(tokens)?;
    let Fields::Named(named) = &mut item.fields else {
        return None;
    };
    named.named = fields;
    Some(Item::Struct(item))
}

fn implementation(tokens: &[TokenTree], body: TokenStream) -> Option<Item> {
    let mut cursor = Cursor::new(body.into_iter().collect());
    let mut items = Vec::new();
    while !cursor.is_done() {
        items.push(member(&mut cursor)?);
    }
    let mut item: ItemImpl = head(tokens)?;
    item.items = items;
    Some(Item::Impl(item))
}
