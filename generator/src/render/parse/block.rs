//! Statements, and expressions with blocks in them.

use super::cursor::Cursor;
use super::expr::{Braces, expr, operation, unary};
use super::ty::{pat, pat_or, ty};
use proc_macro2::Delimiter;
use syn::punctuated::Punctuated;
use syn::{
    Arm, Block, Expr, ExprAssign, ExprBlock, ExprClosure, ExprIf, ExprLet, ExprMatch, Local,
    LocalInit, LocalModifiers, Pat, PatType, ReturnType, Stmt,
};

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
                Expr::MethodCall(_) | Expr::Try(_) | Expr::Field(_) | Expr::Binary(_)
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
pub(super) fn block(cursor: &mut Cursor) -> Option<Block> {
    Some(Block {
        brace_token: Default::default(),
        stmts: cursor.all(Delimiter::Brace, statements)?,
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

pub(super) fn block_expr(cursor: &mut Cursor) -> Option<Expr> {
    Some(Expr::Block(ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: block(cursor)?,
    }))
}

pub(super) fn match_expr(cursor: &mut Cursor) -> Option<Expr> {
    cursor.next();
    let value = Box::new(operation(cursor, Braces::Block)?);
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

pub(super) fn if_expr(cursor: &mut Cursor) -> Option<Expr> {
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
        operation(cursor, Braces::Block)?
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

pub(super) fn closure(cursor: &mut Cursor) -> Option<Expr> {
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
