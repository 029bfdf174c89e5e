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
        Demand::Absent(member) => {
            let absent = condition(&Test::Not(Box::new(Test::Present(member.clone()))));
            (absent, below(member), "not", "one")
        }
        Demand::Equals(member, values, null) => {
            let keyword = if values.len() == 1 { "const" } else { "enum" };
            (equals(member, values, *null, true), below(member), keyword, "another value")
        }
        Demand::Holds { test, keyword } => (condition(test), quote!(at), *keyword, "otherwise"),
    };
    quote! {
        rt::check::ensure(#holds, #at, sink, || rt::Violation::new(#keyword, #expected, #found))?;
    }
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
            inner => {
                let inner = operand(inner);
                quote!(!#inner)
            }
        },
    }
}

/// A condition between two operators.
fn operand(test: &Test) -> TokenStream {
    let inner = condition(test);
    match test {
        Test::All(_) | Test::Any(_) | Test::One(_) => quote!((#inner)),
        _ => inner,
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
        _ => {
            let present = present(member);
            quote!(!#present)
        }
    }
}

/// Whether a property has one of the values; whether its absence will do.
fn equals(member: &Member, values: &[Expr], null: bool, or_absent: bool) -> TokenStream {
    let values = values.iter().map(pattern);
    let values = quote!(#(#values)|*);
    let (value, borrowed) = scrutinee(member);
    let mut patterns = Vec::new();
    match member.presence {
        Presence::Required => patterns.push(values.clone()),
        Presence::RequiredNullable if null => patterns.push(quote!(None)),
        Presence::OptionalNullable => {
            if or_absent {
                patterns.push(quote!(rt::Maybe::Absent));
            }
            if null {
                patterns.push(quote!(rt::Maybe::Null));
            }
        }
        Presence::Optional | Presence::OptionalAny if or_absent => patterns.push(quote!(None)),
        _ => {}
    }
    match member.presence {
        _ if values.is_empty() => {}
        Presence::Required => {}
        Presence::OptionalNullable => patterns.push(quote!(rt::Maybe::Value(#values))),
        _ => patterns.push(quote!(Some(#values))),
    }
    let value = if borrowed { value } else { quote!(#value) };
    quote!(matches!(#value, #(#patterns)|*))
}

/// What the patterns are held against, and whether it is a value of its own.
fn scrutinee(member: &Member) -> (TokenStream, bool) {
    let text = match member.ty {
        RustType::String => Some(quote!(String::as_str)),
        RustType::Secret => Some(quote!(rt::Secret::expose)),
        _ => None,
    };
    let wire = &member.wire;
    let Some(field) = &member.field else {
        let text = text.map(|text| quote!(.map(#text)));
        return (quote!(self.additional_properties.get(#wire)#text), true);
    };
    let field = ident(field);
    match (text, member.presence) {
        (None, _) => (quote!(self.#field), false),
        (Some(text), Presence::Required) => (quote!(#text(&self.#field)), true),
        (Some(text), _) => (quote!(self.#field.as_ref().map(#text)), true),
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
