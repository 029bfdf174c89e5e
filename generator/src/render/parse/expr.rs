//! Expressions.

use super::block::{block_expr, closure, if_expr, match_expr};
use super::cursor::{Cursor, Word};
use super::ty::{Within, path};
use proc_macro2::{Delimiter, TokenTree};
use syn::punctuated::Punctuated;
use syn::{
    BinOp, Expr, ExprArray, ExprBinary, ExprCall, ExprField, ExprIndex, ExprLit, ExprMacro,
    ExprMethodCall, ExprParen, ExprPath, ExprReference, ExprReturn, ExprStruct, ExprTry, ExprTuple,
    ExprUnary, FieldValue, Index, Lit, LitBool, Macro, MacroDelimiter, Member, Token, UnOp,
};

/// Whether braces behind a path are a struct: not before the braces of a `match` or an `if`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    Struct,
    Block,
}

/// An operator between two expressions, by its signs.
type Operator = (char, char, fn() -> BinOp);

/// Those that are read here, the loosest first.
const OPERATORS: [Operator; 3] = [
    ('|', '|', || BinOp::Or(Default::default())),
    ('&', '&', || BinOp::And(Default::default())),
    ('=', '=', || BinOp::Eq(Default::default())),
];

/// An expression.
pub(super) fn expr(cursor: &mut Cursor) -> Option<Expr> {
    operation(cursor, Braces::Struct)
}

/// An expression, perhaps before the braces of a `match` or an `if`.
pub(super) fn operation(cursor: &mut Cursor, braces: Braces) -> Option<Expr> {
    binary(cursor, braces, &OPERATORS)
}

fn binary(cursor: &mut Cursor, braces: Braces, operators: &[Operator]) -> Option<Expr> {
    let Some(((first, second, op), tighter)) = operators.split_first() else {
        return unary(cursor, braces);
    };
    let mut left = binary(cursor, braces, tighter)?;
    while cursor.take_both(*first, *second) {
        left = Expr::Binary(ExprBinary {
            attrs: Vec::new(),
            left: Box::new(left),
            op: op(),
            right: Box::new(binary(cursor, braces, tighter)?),
        });
        // Nothing is compared twice.
        if tighter.is_empty() {
            break;
        }
    }
    Some(left)
}

/// Those in the brackets that stand next.
fn expressions(cursor: &mut Cursor, delimiter: Delimiter) -> Option<Punctuated<Expr, Token![,]>> {
    cursor.all(delimiter, |inner| inner.list(expr))
}

/// An expression without operators between two others.
pub(super) fn unary(cursor: &mut Cursor, braces: Braces) -> Option<Expr> {
    let attrs = Vec::new();
    if cursor.sign(0, '&') && !cursor.signs('&', '&') {
        cursor.take('&');
        return Some(Expr::Reference(ExprReference {
            attrs,
            and_token: Default::default(),
            mutability: cursor.take_word("mut").then(Default::default),
            expr: Box::new(unary(cursor, braces)?),
        }));
    }
    let op = if cursor.take('*') {
        UnOp::Deref(Default::default())
    } else if cursor.take('!') {
        UnOp::Not(Default::default())
    } else if cursor.take('-') {
        UnOp::Neg(Default::default())
    } else {
        let start = primary(cursor, braces)?;
        let whole = trailing(cursor, start)?;
        return ends(cursor).then_some(whole);
    };
    Some(Expr::Unary(ExprUnary {
        attrs,
        op,
        expr: Box::new(unary(cursor, braces)?),
    }))
}

/// Whether no operator follows but those that are read here.
fn ends(cursor: &Cursor) -> bool {
    match cursor.peek(0) {
        None => true,
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            ',' | ';' | '=' => true,
            sign @ ('&' | '|') => cursor.signs(sign, sign),
            _ => false,
        },
        Some(TokenTree::Ident(word)) => word != "as",
        Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
    }
}

/// What stands behind an expression: `.name`, `(arguments)`, `?`.
fn trailing(cursor: &mut Cursor, start: Expr) -> Option<Expr> {
    let mut whole = start;
    // Nothing is called that ends in a block.
    if matches!(
        whole,
        Expr::If(_) | Expr::Match(_) | Expr::Block(_) | Expr::Closure(_) | Expr::Return(_)
    ) {
        let more = cursor.sign(0, '.') || cursor.sign(0, '?');
        return (!more).then_some(whole);
    }
    loop {
        let attrs = Vec::new();
        if cursor.take('?') {
            whole = Expr::Try(ExprTry {
                attrs,
                expr: Box::new(whole),
                question_token: Default::default(),
            });
        } else if cursor.is_group(Delimiter::Parenthesis) {
            whole = Expr::Call(ExprCall {
                attrs,
                func: Box::new(whole),
                paren_token: Default::default(),
                args: expressions(cursor, Delimiter::Parenthesis)?,
            });
        } else if cursor.is_group(Delimiter::Bracket) {
            let mut inner = cursor.inner(Delimiter::Bracket)?;
            let index = Box::new(expr(&mut inner)?);
            if !inner.is_done() {
                return None;
            }
            whole = Expr::Index(ExprIndex {
                attrs,
                expr: Box::new(whole),
                bracket_token: Default::default(),
                index,
            });
        } else if cursor.sign(0, '.') && !cursor.signs('.', '.') {
            cursor.take('.');
            whole = dotted(cursor, whole)?;
        } else {
            return Some(whole);
        }
    }
}

/// The field or the method behind a dot.
fn dotted(cursor: &mut Cursor, base: Expr) -> Option<Expr> {
    let attrs = Vec::new();
    let member = match cursor.next()? {
        TokenTree::Ident(name) if name != "await" => Member::Named(name),
        TokenTree::Literal(number) => {
            let index: usize = number.to_string().parse().ok()?;
            Member::Unnamed(Index::from(index))
        }
        _ => return None,
    };
    if cursor.sign(0, ':') {
        return None;
    }
    match member {
        Member::Named(method) if cursor.is_group(Delimiter::Parenthesis) => {
            Some(Expr::MethodCall(ExprMethodCall {
                attrs,
                receiver: Box::new(base),
                dot_token: Default::default(),
                method,
                turbofish: None,
                paren_token: Default::default(),
                args: expressions(cursor, Delimiter::Parenthesis)?,
            }))
        }
        member => Some(Expr::Field(ExprField {
            attrs,
            base: Box::new(base),
            dot_token: Default::default(),
            member,
        })),
    }
}

fn primary(cursor: &mut Cursor, braces: Braces) -> Option<Expr> {
    match cursor.peek(0)? {
        TokenTree::Literal(_) => literal(cursor).map(Expr::Lit),
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => parenthesized(cursor),
            Delimiter::Bracket => Some(Expr::Array(ExprArray {
                attrs: Vec::new(),
                bracket_token: Default::default(),
                elems: expressions(cursor, Delimiter::Bracket)?,
            })),
            Delimiter::Brace => block_expr(cursor),
            Delimiter::None => None,
        },
        TokenTree::Punct(punct) if punct.as_char() == '|' => closure(cursor),
        TokenTree::Punct(punct) if punct.as_char() == ':' => path_expr(cursor, braces),
        TokenTree::Punct(_) => None,
        TokenTree::Ident(word) => match Word::of(word).as_str() {
            "true" | "false" => boolean(cursor),
            "match" => match_expr(cursor),
            "if" => if_expr(cursor),
            "move" => closure(cursor),
            "return" => {
                cursor.next();
                let ends = cursor.is_done() || cursor.sign(0, ';') || cursor.sign(0, ',');
                let value = match ends {
                    true => None,
                    false => Some(Box::new(operation(cursor, braces)?)),
                };
                Some(Expr::Return(ExprReturn {
                    attrs: Vec::new(),
                    return_token: Default::default(),
                    expr: value,
                }))
            }
            _ => path_expr(cursor, braces),
        },
    }
}

pub(super) fn literal(cursor: &mut Cursor) -> Option<ExprLit> {
    match cursor.next()? {
        TokenTree::Literal(literal) => Some(ExprLit {
            attrs: Vec::new(),
            lit: Lit::new(literal),
        }),
        _ => None,
    }
}

fn boolean(cursor: &mut Cursor) -> Option<Expr> {
    let word = cursor.ident()?;
    Some(Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Bool(LitBool::new(word == "true", word.span())),
    }))
}

/// A tuple, or an expression in parentheses.
fn parenthesized(cursor: &mut Cursor) -> Option<Expr> {
    let mut elems = cursor.inner(Delimiter::Parenthesis)?.list(expr)?;
    let attrs = Vec::new();
    let paren_token = Default::default();
    if elems.len() == 1 && !elems.trailing_punct() {
        let expr = Box::new(elems.pop()?);
        return Some(Expr::Paren(ExprParen {
            attrs,
            paren_token,
            expr,
        }));
    }
    Some(Expr::Tuple(ExprTuple {
        attrs,
        paren_token,
        elems,
    }))
}

/// A path, a struct, or a macro.
fn path_expr(cursor: &mut Cursor, braces: Braces) -> Option<Expr> {
    let attrs = Vec::new();
    let path = path(cursor, Within::Expression)?;
    if braces == Braces::Struct && cursor.is_group(Delimiter::Brace) {
        let mut inner = cursor.inner(Delimiter::Brace)?;
        return Some(Expr::Struct(ExprStruct {
            attrs,
            qself: None,
            path,
            brace_token: Default::default(),
            fields: inner.list(field_value)?,
            dot2_token: None,
            rest: None,
        }));
    }
    if cursor.sign(0, '!') && !cursor.signs('!', '=') {
        cursor.take('!');
        let TokenTree::Group(group) = cursor.next()? else {
            return None;
        };
        let delimiter = match group.delimiter() {
            Delimiter::Parenthesis => MacroDelimiter::Paren(Default::default()),
            Delimiter::Bracket => MacroDelimiter::Bracket(Default::default()),
            Delimiter::Brace | Delimiter::None => return None,
        };
        let mac = Macro {
            path,
            bang_token: Default::default(),
            delimiter,
            tokens: group.stream(),
        };
        return Some(Expr::Macro(ExprMacro { attrs, mac }));
    }
    Some(Expr::Path(ExprPath {
        attrs,
        qself: None,
        path,
    }))
}

fn field_value(cursor: &mut Cursor) -> Option<FieldValue> {
    let name = cursor.ident()?;
    let colon_token = cursor.take(':').then(Default::default);
    let value = match colon_token {
        Some(_) => expr(cursor)?,
        None => Expr::Path(ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: name.clone().into(),
        }),
    };
    Some(FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token,
        expr: value,
    })
}
