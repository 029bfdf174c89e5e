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
                let when = condition(when, true);
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
        Demand::Present(member) => (present(member, true), below(member), "required", "none"),
        Demand::Absent(member) => (present(member, false), below(member), "not", "one"),
        Demand::Equals(member, values, null) => {
            let keyword = if values.len() == 1 { "const" } else { "enum" };
            (
                equals(member, values, [*null, true], true),
                below(member),
                keyword,
                "another value",
            )
        }
        Demand::Holds { test, keyword } => {
            (condition(test, true), quote!(at), *keyword, "otherwise")
        }
    };
    quote!(rt::check::rule(#holds, #at, sink, [#keyword, #expected, #found])?;)
}

fn below(member: &Member) -> TokenStream {
    let wire = &member.wire;
    quote!(&at.key(#wire))
}

/// Whether the test is true, or whether it is not: an expression of the type `bool`. What is
/// negated is negated where it stands, as a person would write it.
fn condition(test: &Test, holds: bool) -> TokenStream {
    match (test, holds) {
        (Test::Constant(value), _) => {
            let value = *value == holds;
            quote!(#value)
        }
        (Test::Present(member), _) => present(member, holds),
        (Test::Equals(member, values, null), _) => equals(member, values, [*null, true], holds),
        (Test::Is(member, values, null), _) => equals(member, values, [*null, false], holds),
        (Test::All(parts), true) | (Test::Any(parts), false) => {
            let parts = parts.iter().map(|part| operand(part, holds));
            quote!(#(#parts)&&*)
        }
        (Test::Any(parts), true) | (Test::All(parts), false) => {
            let parts = parts.iter().map(|part| operand(part, holds));
            quote!(#(#parts)||*)
        }
        (Test::One(parts), _) => {
            let parts = parts.iter().map(|part| condition(part, true));
            let is = if holds { quote!(==) } else { quote!(!=) };
            quote!([#(#parts),*].into_iter().filter(|holds| *holds).count() #is 1)
        }
        (Test::Not(inner), _) => condition(inner, !holds),
    }
}

/// A condition between two operators.
fn operand(test: &Test, holds: bool) -> TokenStream {
    let inner = condition(test, holds);
    let mut bare = test;
    while let Test::Not(inner) = bare {
        bare = inner;
    }
    match bare {
        Test::All(_) | Test::Any(_) | Test::One(_) => quote!((#inner)),
        _ => inner,
    }
}

/// Whether a property is there, or whether it is not.
fn present(member: &Member, holds: bool) -> TokenStream {
    let not = (!holds).then(|| quote!(!));
    let wire = &member.wire;
    let Some(field) = &member.field else {
        return quote!(#not self.additional_properties.contains_key(#wire));
    };
    let field = ident(field);
    match (member.presence, holds) {
        (Presence::Required | Presence::RequiredNullable, _) => quote!(#holds),
        (Presence::OptionalNullable, true) => quote!(!self.#field.is_absent()),
        (Presence::OptionalNullable, false) => quote!(self.#field.is_absent()),
        (Presence::Optional | Presence::OptionalAny, true) => quote!(self.#field.is_some()),
        (Presence::Optional | Presence::OptionalAny, false) => quote!(self.#field.is_none()),
    }
}

/// Whether a property has one of the values, or whether it has none of them; whether null will do,
/// and whether absence.
fn equals(
    member: &Member,
    values: &[Expr],
    [null, or_absent]: [bool; 2],
    holds: bool,
) -> TokenStream {
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
    let not = (!holds).then(|| quote!(!));
    match (values, listed, others.as_slice()) {
        (_, None, []) => {
            let never = !holds;
            quote!(#never)
        }
        (_, None, [_]) if member.presence != Presence::OptionalNullable => {
            let function = ident(if holds { "is_none" } else { "is_some" });
            quote!(#value.#function())
        }
        ([Expr::Bool(wanted)], Some(_), _) if member.presence == Presence::Required => {
            match *wanted == holds {
                true => value,
                false => quote!(!#value),
            }
        }
        ([_], Some(only), []) => {
            let is = if holds { quote!(==) } else { quote!(!=) };
            quote!(#value #is #only)
        }
        (_, listed, _) => {
            let patterns = others.iter().chain(&listed);
            quote!(#not matches!(#value, #(#patterns)|*))
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
