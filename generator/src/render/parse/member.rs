//! What stands in a struct or an `impl`.

use super::block::block;
use super::cursor::Cursor;
use super::expr::{expr, literal};
use super::ty::{Within, generics, pat, path, ty};
use proc_macro2::Delimiter;
use syn::{
    AttrStyle, Attribute, Expr, Field, FieldModifiers, FnArg, Generics, ImplItem, ImplItemConst,
    ImplItemFn, ImplItemType, MacroDelimiter, Meta, MetaList, MetaNameValue, PatType, Receiver,
    ReceiverKind, ReturnType, Safety, Signature, Token, Visibility,
};

pub(super) fn field(cursor: &mut Cursor) -> Option<Field> {
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

/// A function, a constant or a type in an `impl`.
pub(super) fn member(cursor: &mut Cursor) -> Option<ImplItem> {
    let (attrs, vis) = (attributes(cursor)?, visibility(cursor)?);
    if cursor.word(0, "fn") {
        let sig = signature(cursor)?;
        return Some(ImplItem::Fn(ImplItemFn {
            attrs,
            vis,
            modifiers: Default::default(),
            sig,
            block: block(cursor)?,
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
                delimiter: MacroDelimiter::Paren(Default::default()),
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
