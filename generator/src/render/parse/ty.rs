//! Types, paths and patterns.

use super::cursor::{Cursor, is_keyword};
use super::expr::literal;
use proc_macro2::{Delimiter, TokenTree};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, Expr, ExprLit, GenericArgument, GenericParam, Generics,
    LifetimeParam, Pat, PatIdent, PatOr, PatPath, PatRange, PatReference, PatRest, PatTuple,
    PatTupleStruct, PatWild, Path, PathArguments, PathSegment, RangeLimits, TraitBound,
    TraitBoundModifiers, Type, TypeImplTrait, TypeParam, TypeParamBound, TypePath, TypeReference,
    TypeSlice, TypeTuple,
};

/// Where a path stands: `Vec<u8>` is one in a type, `Vec::<u8>` in an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Type,
    Expression,
}

pub(super) fn ty(cursor: &mut Cursor) -> Option<Type> {
    let attrs = Vec::new();
    if cursor.take('&') {
        return Some(Type::Reference(TypeReference {
            attrs,
            and_token: Default::default(),
            lifetime: cursor.lifetime(),
            mutability: cursor.take_word("mut").then(Default::default),
            elem: Box::new(ty(cursor)?),
        }));
    }
    if cursor.is_group(Delimiter::Parenthesis) {
        let mut inner = cursor.inner(Delimiter::Parenthesis)?;
        let elems = inner.list(ty)?;
        // One type without a comma is in parentheses.
        let is_tuple = elems.len() != 1 || elems.trailing_punct();
        return is_tuple.then(|| {
            Type::Tuple(TypeTuple {
                attrs,
                paren_token: Default::default(),
                elems,
            })
        });
    }
    if cursor.is_group(Delimiter::Bracket) {
        let mut inner = cursor.inner(Delimiter::Bracket)?;
        let elem = Box::new(ty(&mut inner)?);
        return inner.is_done().then(|| {
            Type::Slice(TypeSlice {
                attrs,
                bracket_token: Default::default(),
                elem,
            })
        });
    }
    if cursor.take_word("impl") {
        let bound = bound(cursor)?;
        return (!cursor.sign(0, '+')).then(|| {
            Type::ImplTrait(TypeImplTrait {
                attrs,
                impl_token: Default::default(),
                bounds: Punctuated::from_iter([bound]),
            })
        });
    }
    let path = path(cursor, Within::Type)?;
    let ends = !cursor.sign(0, '!') && !cursor.sign(0, '+');
    ends.then_some(Type::Path(TypePath {
        attrs,
        qself: None,
        path,
    }))
}

/// A path without parentheses such as those of `Fn(A)`.
pub(super) fn path(cursor: &mut Cursor, within: Within) -> Option<Path> {
    let leading_colon = cursor.take_both(':', ':').then(Default::default);
    let mut segments = Punctuated::new();
    loop {
        let ident = cursor.ident()?;
        if is_keyword(&ident) {
            return None;
        }
        let turbofish = cursor.signs(':', ':') && cursor.sign(2, '<');
        let plain = within == Within::Type && cursor.sign(0, '<');
        if within == Within::Type && cursor.is_group(Delimiter::Parenthesis) {
            return None;
        }
        let arguments = match turbofish || plain {
            true => PathArguments::AngleBracketed(arguments(cursor)?),
            false => PathArguments::None,
        };
        segments.push_value(PathSegment { ident, arguments });
        if !cursor.take_both(':', ':') {
            break;
        }
        segments.push_punct(Default::default());
    }
    Some(Path {
        leading_colon,
        segments,
    })
}

/// `<A, B>`, perhaps with `::` before.
fn arguments(cursor: &mut Cursor) -> Option<AngleBracketedGenericArguments> {
    let colon2_token = cursor.take_both(':', ':').then(Default::default);
    if !cursor.take('<') {
        return None;
    }
    let mut args = Punctuated::new();
    while !cursor.sign(0, '>') {
        let argument = match cursor.lifetime() {
            Some(lifetime) => GenericArgument::Lifetime(lifetime),
            None => GenericArgument::Type(ty(cursor)?),
        };
        args.push_value(argument);
        if cursor.sign(0, '>') {
            break;
        }
        if !cursor.take(',') {
            return None;
        }
        args.push_punct(Default::default());
    }
    cursor.take('>');
    Some(AngleBracketedGenericArguments {
        colon2_token,
        lt_token: Default::default(),
        args,
        gt_token: Default::default(),
    })
}

/// `<'a, T: A>`: lifetimes, and types with one bound at most.
pub(super) fn generics(cursor: &mut Cursor) -> Option<Generics> {
    cursor.take('<');
    let mut params = Punctuated::new();
    while !cursor.sign(0, '>') {
        params.push_value(parameter(cursor)?);
        if cursor.sign(0, '>') {
            break;
        }
        if !cursor.take(',') {
            return None;
        }
        params.push_punct(Default::default());
    }
    cursor.take('>');
    Some(Generics {
        lt_token: Some(Default::default()),
        params,
        gt_token: Some(Default::default()),
        where_clause: None,
    })
}

fn parameter(cursor: &mut Cursor) -> Option<GenericParam> {
    if let Some(lifetime) = cursor.lifetime() {
        return Some(GenericParam::Lifetime(LifetimeParam::new(lifetime)));
    }
    let ident = cursor.ident()?;
    let mut parameter = TypeParam::from(ident.clone());
    if cursor.take(':') {
        parameter.colon_token = Some(Default::default());
        parameter.bounds.push_value(bound(cursor)?);
    }
    // `const N: usize` is none, nor is what has several bounds or a default.
    let ends = cursor.sign(0, ',') || cursor.sign(0, '>');
    (ends && ident != "const").then_some(GenericParam::Type(parameter))
}

/// A trait by its path.
fn bound(cursor: &mut Cursor) -> Option<TypeParamBound> {
    Some(TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path: path(cursor, Within::Type)?,
    }))
}

/// A pattern; alternatives of it, where `|` stands between.
pub(super) fn pat_or(cursor: &mut Cursor) -> Option<Pat> {
    let first = pat(cursor)?;
    if !cursor.sign(0, '|') {
        return Some(first);
    }
    let mut cases = Punctuated::new();
    cases.push_value(first);
    while cursor.take('|') {
        cases.push_punct(Default::default());
        cases.push_value(pat(cursor)?);
    }
    Some(Pat::Or(PatOr {
        attrs: Vec::new(),
        leading_vert: None,
        cases,
    }))
}

pub(super) fn pat(cursor: &mut Cursor) -> Option<Pat> {
    let attrs = Vec::new();
    if cursor.take_word("_") {
        let underscore_token = Default::default();
        return Some(Pat::Wild(PatWild {
            attrs,
            underscore_token,
        }));
    }
    if cursor.take('&') {
        return Some(Pat::Reference(PatReference {
            attrs,
            and_token: Default::default(),
            mutability: cursor.take_word("mut").then(Default::default),
            pat: Box::new(pat(cursor)?),
        }));
    }
    if cursor.take_both('.', '.') {
        let dot2_token = Default::default();
        let alone = cursor.is_done() || cursor.sign(0, ',');
        return alone.then_some(Pat::Rest(PatRest { attrs, dot2_token }));
    }
    if cursor.is_group(Delimiter::Parenthesis) {
        let mut inner = cursor.inner(Delimiter::Parenthesis)?;
        let elems = inner.list(pat_or)?;
        let is_tuple = elems.len() != 1 || elems.trailing_punct();
        return is_tuple.then(|| {
            Pat::Tuple(PatTuple {
                attrs,
                paren_token: Default::default(),
                elems,
            })
        });
    }
    if let Some(TokenTree::Literal(_)) = cursor.peek(0) {
        let start = literal(cursor)?;
        return match cursor.sign(0, '.') {
            true => range_pat(cursor, start),
            false => Some(Pat::Lit(start)),
        };
    }
    path_pat(cursor)
}

/// `1..=2`, of which the start has been read.
fn range_pat(cursor: &mut Cursor, start: ExprLit) -> Option<Pat> {
    let inclusive = cursor.signs('.', '.') && cursor.sign(2, '=');
    if !inclusive {
        return None;
    }
    (0..3).for_each(|_| drop(cursor.next()));
    Some(Pat::Range(PatRange {
        attrs: Vec::new(),
        start: Some(Box::new(Expr::Lit(start))),
        limits: RangeLimits::Closed(Default::default()),
        end: Some(Box::new(Expr::Lit(literal(cursor)?))),
    }))
}

/// A name, or a path with or without patterns behind it.
fn path_pat(cursor: &mut Cursor) -> Option<Pat> {
    let attrs = Vec::new();
    let mutability = cursor.take_word("mut").then(Default::default);
    let mut path = path(cursor, Within::Expression)?;
    if cursor.is_group(Delimiter::Parenthesis) && mutability.is_none() {
        let mut inner = cursor.inner(Delimiter::Parenthesis)?;
        return Some(Pat::TupleStruct(PatTupleStruct {
            attrs,
            qself: None,
            path,
            paren_token: Default::default(),
            elems: inner.list(pat_or)?,
        }));
    }
    let other = cursor.is_group(Delimiter::Brace) || cursor.sign(0, '@') || cursor.sign(0, '!');
    let is_ident = path.leading_colon.is_none() && path.segments.len() == 1;
    match path.segments.pop() {
        Some(last) if is_ident && !other && last.arguments.is_none() => {
            Some(Pat::Ident(PatIdent {
                attrs,
                by_ref: None,
                mutability,
                ident: last.ident,
                subpat: None,
            }))
        }
        Some(last) if !other && mutability.is_none() => {
            path.segments.push_value(last);
            Some(Pat::Path(PatPath {
                attrs,
                qself: None,
                path,
            }))
        }
        _ => None,
    }
}
