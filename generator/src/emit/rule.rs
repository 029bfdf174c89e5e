//! Conditions between fields: plain `if`s.

use super::{expr, ident};
use crate::rust::{Demand, Expr, Member, Position, Presence, Rule, RustType, Test};
use proc_macro2::TokenStream;
use quote::quote;

/// The rules of a struct; neighbours that apply under the same condition share one `if`.
pub(super) fn emit_rules(rules: &[Rule]) -> TokenStream {
    let groups = rules.chunk_by(|a, b| a.when == b.when).map(|group| {
        let body = group.iter().map(emit_rule);
        match group.first().and_then(|rule| rule.when.as_ref()) {
            Some(when) => {
                let when = condition(when);
                quote!(if #when { #(#body)* })
            }
            None => quote!(#(#body)*),
        }
    });
    quote!(#(#groups)*)
}

fn emit_rule(rule: &Rule) -> TokenStream {
    let expected = &rule.expected;
    let (holds, at, keyword, found) = match &rule.demand {
        Demand::Present(member) => (present(member), below(member), "required", "none"),
        Demand::Absent(member) => (absent(member), below(member), "not", "one"),
        Demand::Equals(member, values, null) => {
            let keyword = if values.len() == 1 { "const" } else { "enum" };
            (
                equals(member, values, *null, true),
                below(member),
                keyword,
                "another value",
            )
        }
        Demand::Holds { test, keyword } => (condition(test), quote!(at), *keyword, "otherwise"),
    };
    quote!(rt::check::rule(#holds, #at, sink, [#keyword, #expected, #found])?;)
}

fn below(member: &Member) -> TokenStream {
    let wire = &member.wire;
    quote!(&at.key(#wire))
}

/// An expression of the type `bool` that binds at least as tightly as a method call's receiver
/// or is in parentheses, except for `&&` at the top.
fn condition(test: &Test) -> TokenStream {
    match test {
        Test::Constant(value) => quote!(#value),
        Test::Present(member) => present(member),
        Test::Equals(member, values, null) => equals(member, values, *null, true),
        Test::Is(member, values, null) => equals(member, values, *null, false),
        Test::All(parts) => {
            let parts = parts.iter().map(operand);
            quote!(#(#parts)&&*)
        }
        Test::Any(parts) => {
            let parts = parts.iter().map(operand);
            quote!(#(#parts)||*)
        }
        Test::One(parts) => {
            let parts = parts.iter().map(condition);
            quote!([#(#parts),*].into_iter().filter(|holds| *holds).count() == 1)
        }
        Test::Not(inner) => match &**inner {
            Test::Present(member) => absent(member),
            Test::Is(member, values, false) | Test::Equals(member, values, false)
                if is_one_value(member, values) =>
            {
                let (value, other) = (scrutinee(member), values.iter().map(pattern));
                quote!(#value != #(#other)*)
            }
            inner => negated(inner),
        },
    }
}

/// Whether the test is a plain comparison.
fn is_one_value(member: &Member, values: &[Expr]) -> bool {
    member.presence == Presence::Required
        && matches!(values, [Expr::Variant(..) | Expr::Integer(_)])
}

/// A condition between two operators.
fn operand(test: &Test) -> TokenStream {
    let inner = condition(test);
    match test {
        Test::All(_) | Test::Any(_) | Test::One(_) => quote!((#inner)),
        _ => inner,
    }
}

/// A condition after a `!`.
fn negated(test: &Test) -> TokenStream {
    let inner = operand(test);
    match test {
        Test::Equals(..) | Test::Is(..) => quote!(!(#inner)),
        _ => quote!(!#inner),
    }
}

fn present(member: &Member) -> TokenStream {
    let wire = &member.wire;
    let Some(field) = &member.field else {
        return quote!(self.additional_properties.contains_key(#wire));
    };
    let field = ident(field);
    match member.presence {
        Presence::Required | Presence::RequiredNullable => quote!(true),
        Presence::OptionalNullable => quote!(!self.#field.is_absent()),
        Presence::Optional | Presence::OptionalAny => quote!(self.#field.is_some()),
    }
}

fn absent(member: &Member) -> TokenStream {
    match (&member.field, member.presence) {
        (Some(field), Presence::Optional | Presence::OptionalAny) => {
            let field = ident(field);
            quote!(self.#field.is_none())
        }
        (Some(field), Presence::OptionalNullable) => {
            let field = ident(field);
            quote!(self.#field.is_absent())
        }
        (Some(_), Presence::Required | Presence::RequiredNullable) => quote!(false),
        (None, _) => {
            let present = present(member);
            quote!(!#present)
        }
    }
}

/// Whether a property has one of the values; whether its absence will do.
fn equals(member: &Member, values: &[Expr], null: bool, or_absent: bool) -> TokenStream {
    let value = scrutinee(member);
    let mut others = Vec::new();
    match member.presence {
        Presence::RequiredNullable if null => others.push(quote!(None)),
        Presence::Optional | Presence::OptionalAny if or_absent => others.push(quote!(None)),
        Presence::OptionalNullable => {
            others.extend(or_absent.then(|| quote!(rt::Maybe::Absent)));
            others.extend(null.then(|| quote!(rt::Maybe::Null)));
        }
        _ => {}
    }
    let patterns = values.iter().map(pattern);
    let listed = match member.presence {
        _ if values.is_empty() => None,
        Presence::Required => Some(quote!(#(#patterns)|*)),
        Presence::OptionalNullable => Some(quote!(rt::Maybe::Value(#(#patterns)|*))),
        _ => Some(quote!(Some(#(#patterns)|*))),
    };
    match (values, listed) {
        (_, None) if others.is_empty() => quote!(false),
        ([Expr::Bool(true)], Some(_)) if member.presence == Presence::Required => value,
        ([Expr::Bool(false)], Some(_)) if member.presence == Presence::Required => quote!(!#value),
        ([_], Some(only)) if others.is_empty() => quote!(#value == #only),
        (_, listed) => {
            let patterns = others.iter().chain(&listed);
            quote!(matches!(#value, #(#patterns)|*))
        }
    }
}

/// What the patterns are held against.
fn scrutinee(member: &Member) -> TokenStream {
    let text = match member.ty {
        RustType::String => Some(quote!(String::as_str)),
        RustType::Secret => Some(quote!(rt::Secret::expose)),
        _ => None,
    };
    let wire = &member.wire;
    let Some(field) = &member.field else {
        let text = text.map(|text| quote!(.map(#text)));
        return quote!(self.additional_properties.get(#wire)#text);
    };
    let field = ident(field);
    match (&member.ty, text, member.presence) {
        (_, None, _) => quote!(self.#field),
        (RustType::String, _, Presence::Required) => quote!(self.#field.as_str()),
        (RustType::String, _, presence) if presence != Presence::OptionalNullable => {
            quote!(self.#field.as_deref())
        }
        (_, Some(_), Presence::Required) => quote!(self.#field.expose()),
        (_, Some(text), _) => quote!(self.#field.as_ref().map(#text)),
    }
}

/// A value as a pattern.
fn pattern(value: &Expr) -> TokenStream {
    match value {
        Expr::String(text) | Expr::Secret(text) => quote!(#text),
        Expr::Integer(value) => expr::integer(*value),
        other => expr(other, Position::Types),
    }
}
