//! Expressions and statements.

use super::cursor::Cursor;
use super::ty::{Within, pat, pat_or, path, ty};
use proc_macro2::{Delimiter, TokenTree};
use syn::punctuated::Punctuated;
use syn::{
    Arm, Block, Expr, ExprArray, ExprAssign, ExprBlock, ExprCall, ExprClosure, ExprField, ExprIf,
    ExprIndex, ExprLet, ExprLit, ExprMacro, ExprMatch, ExprMethodCall, ExprParen, ExprPath,
    ExprReference, ExprReturn, ExprStruct, ExprTry, ExprTuple, ExprUnary, FieldValue, Index, Lit,
    LitBool, Local, LocalInit, LocalModifiers, Macro, MacroDelimiter, Member, Pat, PatType,
    ReturnType, Stmt, Token, UnOp,
};

/// Whether braces behind a path are a struct: not before the braces of a `match` or an `if`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Braces {
    Struct,
    Block,
}

/// The statements in a block.
pub(super) fn statements(cursor: &mut Cursor) -> Option<Vec<Stmt>> {
    let mut statements = Vec::new();
    while !cursor.is_done() {
        if cursor.word(0, "let") {
            statements.push(Stmt::Local(local(cursor)?));
            continue;
        }
        let is_block =
            cursor.word(0, "if") || cursor.word(0, "match") || cursor.is_group(Delimiter::Brace);
        let mut expression = expr(cursor)?;
        if is_block
            && matches!(
                expression,
                Expr::MethodCall(_) | Expr::Try(_) | Expr::Field(_)
            )
        {
            return None;
        }
        // A macro is a statement of its own kind.
        if matches!(expression, Expr::Macro(_)) {
            return None;
        }
        if !is_block && cursor.sign(0, '=') && !cursor.signs('=', '=') {
            cursor.take('=');
            expression = Expr::Assign(ExprAssign {
                attrs: Vec::new(),
                left: Box::new(expression),
                eq_token: Default::default(),
                right: Box::new(expr(cursor)?),
            });
        }
        let semi = cursor.take(';').then(Default::default);
        if semi.is_none() && !is_block && !cursor.is_done() {
            return None;
        }
        statements.push(Stmt::Expr(expression, semi));
    }
    Some(statements)
}

/// The block that stands next.
fn block(cursor: &mut Cursor) -> Option<Block> {
    let stream = cursor.group(Delimiter::Brace)?;
    Some(Block {
        brace_token: Default::default(),
        stmts: Cursor::all(stream, statements, Block::parse_within)?,
    })
}

fn local(cursor: &mut Cursor) -> Option<Local> {
    cursor.take_word("let");
    let mut pattern = pat(cursor)?;
    if cursor.sign(0, ':') {
        pattern = typed(cursor, pattern)?;
    }
    if !cursor.take('=') {
        return None;
    }
    let value = Box::new(expr(cursor)?);
    let diverge = match cursor.take_word("else") {
        true => Some((Default::default(), Box::new(block_expr(cursor)?))),
        false => None,
    };
    let init = LocalInit {
        eq_token: Default::default(),
        expr: value,
        diverge,
    };
    cursor.take(';').then(|| Local {
        attrs: Vec::new(),
        let_token: Default::default(),
        modifiers: LocalModifiers::default(),
        pat: pattern,
        init: Some(init),
        semi_token: Default::default(),
    })
}

fn typed(cursor: &mut Cursor, pattern: Pat) -> Option<Pat> {
    if cursor.signs(':', ':') || !cursor.take(':') {
        return None;
    }
    Some(Pat::Type(PatType {
        attrs: Vec::new(),
        pat: Box::new(pattern),
        colon_token: Default::default(),
        ty: Box::new(ty(cursor)?),
    }))
}

fn block_expr(cursor: &mut Cursor) -> Option<Expr> {
    Some(Expr::Block(ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: block(cursor)?,
    }))
}

/// An expression without operators between two others.
pub(super) fn expr(cursor: &mut Cursor) -> Option<Expr> {
    unary(cursor, Braces::Struct)
}

/// Those in the brackets that stand next.
fn expressions(cursor: &mut Cursor, delimiter: Delimiter) -> Option<Punctuated<Expr, Token![,]>> {
    let stream = cursor.group(delimiter)?;
    Cursor::all(
        stream,
        |inner| inner.list(expr),
        Punctuated::parse_terminated,
    )
}

fn unary(cursor: &mut Cursor, braces: Braces) -> Option<Expr> {
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

/// Whether no operator follows.
fn ends(cursor: &Cursor) -> bool {
    match cursor.peek(0) {
        None => true,
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            ',' | ';' => true,
            '=' => !cursor.signs('=', '='),
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
        TokenTree::Ident(word) => match word.to_string().as_str() {
            "true" | "false" => boolean(cursor),
            "match" => match_expr(cursor),
            "if" => if_expr(cursor),
            "move" => closure(cursor),
            "return" => {
                cursor.next();
                let ends = cursor.is_done() || cursor.sign(0, ';') || cursor.sign(0, ',');
                let value = match ends {
                    true => None,
                    false => Some(Box::new(unary(cursor, braces)?)),
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

fn match_expr(cursor: &mut Cursor) -> Option<Expr> {
    cursor.next();
    let value = Box::new(unary(cursor, Braces::Block)?);
    let mut inner = cursor.inner(Delimiter::Brace)?;
    let mut arms = Vec::new();
    while !inner.is_done() {
        arms.push(arm(&mut inner)?);
    }
    Some(Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: Default::default(),
        expr: value,
        brace_token: Default::default(),
        arms,
    }))
}

fn arm(cursor: &mut Cursor) -> Option<Arm> {
    let pat = pat_or(cursor)?;
    if !cursor.take_both('=', '>') {
        return None;
    }
    let is_block = cursor.is_group(Delimiter::Brace);
    let body = Box::new(expr(cursor)?);
    let comma = cursor.take(',').then(Default::default);
    (comma.is_some() || is_block || cursor.is_done()).then(|| Arm {
        attrs: Vec::new(),
        pat,
        fat_arrow_token: Default::default(),
        body,
        comma,
    })
}

fn if_expr(cursor: &mut Cursor) -> Option<Expr> {
    cursor.next();
    let attrs = Vec::new();
    let cond = if cursor.take_word("let") {
        let pat = pat_or(cursor)?;
        if !cursor.take('=') {
            return None;
        }
        Expr::Let(ExprLet {
            attrs,
            let_token: Default::default(),
            pat: Box::new(pat),
            eq_token: Default::default(),
            expr: Box::new(unary(cursor, Braces::Block)?),
        })
    } else {
        unary(cursor, Braces::Block)?
    };
    let then_branch = block(cursor)?;
    let else_branch = match cursor.take_word("else") {
        true if cursor.word(0, "if") => Some((Default::default(), Box::new(if_expr(cursor)?))),
        true => Some((Default::default(), Box::new(block_expr(cursor)?))),
        false => None,
    };
    Some(Expr::If(ExprIf {
        attrs: Vec::new(),
        if_token: Default::default(),
        cond: Box::new(cond),
        then_branch,
        else_branch,
    }))
}

fn closure(cursor: &mut Cursor) -> Option<Expr> {
    let capture = cursor.take_word("move").then(Default::default);
    if !cursor.take('|') {
        return None;
    }
    let mut inputs = Punctuated::new();
    while !cursor.sign(0, '|') {
        let pattern = pat(cursor)?;
        inputs.push_value(match cursor.sign(0, ':') {
            true => typed(cursor, pattern)?,
            false => pattern,
        });
        if cursor.sign(0, '|') {
            break;
        }
        if !cursor.take(',') {
            return None;
        }
        inputs.push_punct(Default::default());
    }
    cursor.take('|');
    if cursor.sign(0, '-') {
        return None;
    }
    Some(Expr::Closure(ExprClosure {
        attrs: Vec::new(),
        lifetimes: None,
        modifiers: Default::default(),
        constness: None,
        asyncness: None,
        capture,
        inputs_begin: Default::default(),
        inputs,
        inputs_end: Default::default(),
        output: ReturnType::Default,
        body: Box::new(expr(cursor)?),
    }))
}
