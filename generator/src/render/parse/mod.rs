//! Tokens to the tree that is formatted.
//!
//! `syn` looks at a token in forty ways before it knows what an expression is, which takes more
//! time than all else. Here is read what nearly all emitted code consists of: structs, `impl`s with
//! functions, constants and types in them, types that are paths, and expressions without operators
//! between two others. What is anything else is left to `syn`: an item, the head of an item, a
//! block, or the arguments of a call. The tree is the same whoever read it; the tests compare.

mod cursor;
mod expr;
#[cfg(test)]
mod tests;
mod ty;

use cursor::Cursor;
use expr::{expr, literal, statements};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parse;
use syn::{
    AttrStyle, Attribute, Block, Expr, Field, FieldModifiers, Fields, File, FnArg, Generics,
    ImplItem, ImplItemConst, ImplItemFn, ImplItemType, Item, ItemImpl, ItemStruct, Meta, MetaList,
    MetaNameValue, PatType, Receiver, ReceiverKind, ReturnType, Safety, Signature, Token,
    Visibility,
};
use ty::{Within, generics, pat, path, ty};

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
    let mut rest = piece.into_iter().peekable();
    while let Some(token) = rest.next() {
        let first = |tokens: &[TokenTree]| matches!(tokens, [TokenTree::Punct(_)]);
        let is_inner =
            first(&tokens) && matches!(&token, TokenTree::Punct(p) if p.as_char() == '!');
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

fn field(cursor: &mut Cursor) -> Option<Field> {
    let (attrs, vis) = (attributes(cursor)?, visibility(cursor)?);
    let ident = Some(cursor.ident()?);
    let colon_token = Some(colon(cursor)?);
    Some(Field {
        attrs,
        vis,
        modifiers: FieldModifiers::default(),
        ident,
        colon_token,
        ty: ty(cursor)?,
        default: None,
    })
}

fn colon(cursor: &mut Cursor) -> Option<Token![:]> {
    (!cursor.signs(':', ':') && cursor.take(':')).then(Default::default)
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

/// A function, a constant or a type in an `impl`.
fn member(cursor: &mut Cursor) -> Option<ImplItem> {
    let (attrs, vis) = (attributes(cursor)?, visibility(cursor)?);
    if cursor.word(0, "fn") {
        let sig = signature(cursor)?;
        let stream = cursor.group(Delimiter::Brace)?;
        let stmts = Cursor::all(stream, statements, Block::parse_within)?;
        let brace_token = Default::default();
        return Some(ImplItem::Fn(ImplItemFn {
            attrs,
            vis,
            modifiers: Default::default(),
            sig,
            block: Block { brace_token, stmts },
        }));
    }
    if cursor.take_word("const") {
        let ident = cursor.ident()?;
        let colon_token = colon(cursor)?;
        let ty = ty(cursor)?;
        let expr = cursor.take('=').then(|| expr(cursor))??;
        return cursor.take(';').then(|| {
            ImplItem::Const(ImplItemConst {
                attrs,
                vis,
                modifiers: Default::default(),
                const_token: Default::default(),
                ident,
                generics: Default::default(),
                colon_token,
                ty,
                eq_token: Default::default(),
                expr,
                semi_token: Default::default(),
            })
        });
    }
    if cursor.take_word("type") {
        let ident = cursor.ident()?;
        let ty = cursor.take('=').then(|| ty(cursor))??;
        return cursor.take(';').then(|| {
            ImplItem::Type(ImplItemType {
                attrs,
                vis,
                modifiers: Default::default(),
                type_token: Default::default(),
                ident,
                generics: Default::default(),
                eq_token: Default::default(),
                ty,
                semi_token: Default::default(),
            })
        });
    }
    None
}

/// What stands before the body of a function.
fn signature(cursor: &mut Cursor) -> Option<Signature> {
    let mut tokens = TokenStream::new();
    while !cursor.is_group(Delimiter::Brace) {
        tokens.extend([cursor.next()?]);
    }
    Cursor::all(tokens, plain_signature, Signature::parse)
}

fn plain_signature(cursor: &mut Cursor) -> Option<Signature> {
    cursor.take_word("fn");
    let ident = cursor.ident()?;
    let generics = match cursor.sign(0, '<') {
        true => generics(cursor)?,
        false => Generics::default(),
    };
    let inputs = cursor.inner(Delimiter::Parenthesis)?.list(argument)?;
    let output = match cursor.take_both('-', '>') {
        true => ReturnType::Type(Default::default(), Box::new(ty(cursor)?)),
        false => ReturnType::Default,
    };
    Some(Signature {
        constness: None,
        asyncness: None,
        safety: Safety::Default,
        abi: None,
        fn_token: Default::default(),
        ident,
        generics,
        paren_token: Default::default(),
        inputs,
        variadic: None,
        output,
    })
}

fn argument(cursor: &mut Cursor) -> Option<FnArg> {
    let is_receiver = (0..4).any(|ahead| cursor.word(ahead, "self")) && !cursor.sign(1, ':');
    if !is_receiver {
        return Some(FnArg::Typed(PatType {
            attrs: Vec::new(),
            pat: Box::new(pat(cursor)?),
            colon_token: colon(cursor)?,
            ty: Box::new(ty(cursor)?),
        }));
    }
    let by_reference = cursor.take('&');
    let lifetime = cursor.lifetime();
    let mutability: Option<Token![mut]> = cursor.take_word("mut").then(Default::default);
    let (kind, mutability) = match by_reference {
        true => (
            ReceiverKind::Reference(Default::default(), lifetime, mutability),
            None,
        ),
        false => (ReceiverKind::Value, mutability),
    };
    let alone = cursor.take_word("self") && !cursor.sign(0, ':');
    alone.then(|| {
        FnArg::Receiver(Receiver {
            attrs: Vec::new(),
            mutability,
            self_token: Default::default(),
            kind,
        })
    })
}

fn visibility(cursor: &mut Cursor) -> Option<Visibility> {
    if !cursor.take_word("pub") {
        return Some(Visibility::Inherited);
    }
    // `pub(crate)` and the like are rare.
    (!cursor.is_group(Delimiter::Parenthesis)).then(|| Visibility::Public(Default::default()))
}

fn attributes(cursor: &mut Cursor) -> Option<Vec<Attribute>> {
    let mut attributes = Vec::new();
    while cursor.take('#') {
        let mut inner = cursor.inner(Delimiter::Bracket)?;
        let path = path(&mut inner, Within::Expression)?;
        let meta = if inner.is_done() {
            Meta::Path(path)
        } else if inner.take('=') {
            Meta::NameValue(MetaNameValue {
                path,
                eq_token: Default::default(),
                value: Expr::Lit(literal(&mut inner)?),
            })
        } else {
            Meta::List(MetaList {
                path,
                delimiter: syn::MacroDelimiter::Paren(Default::default()),
                tokens: inner.group(Delimiter::Parenthesis)?,
            })
        };
        if !inner.is_done() {
            return None;
        }
        attributes.push(Attribute {
            pound_token: Default::default(),
            style: AttrStyle::Outer,
            bracket_token: Default::default(),
            meta,
        });
    }
    Some(attributes)
}
