//! Validators of structs: a statement for each check, straight down.

use super::{check, ident, rule};
use crate::emit::Subject;
use crate::rust::{Additional, Check, Field, Position, Presence, RustType, Struct};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// `impl rt::Validate`; empty where there is nothing to check.
pub(super) fn emit_validate(item: &Struct) -> TokenStream {
    let name = ident(&item.head.name);
    if !item.checked {
        return quote!(impl rt::Validate for #name {});
    }
    let fields = emit_fields(item);
    let additional = item.additional.as_ref().map(emit_additional_checks);
    let count = emit_property_count(item);
    let rules = rule::emit_rules(&item.rules);
    let rest = quote!(#additional #count #rules);
    let body = match fields.split_last() {
        // The chain is the whole of it.
        Some((Run::Chain(chain), before)) if rest.is_empty() => {
            quote!(#(#before)* #chain.done())
        }
        _ => quote!(#(#fields)* #rest rt::PASS),
    };
    quote! {
        impl rt::Validate for #name {
            fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                #body
            }
        }
    }
}

/// Neighbours whose checks are a call of one chain, or the statements of one field.
enum Run {
    Chain(TokenStream),
    Statements(TokenStream),
}

impl ToTokens for Run {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Chain(chain) => quote!(#chain.done()?;),
            Self::Statements(statements) => statements.clone(),
        });
    }
}

fn emit_fields(item: &Struct) -> Vec<Run> {
    let mut runs = Vec::new();
    for field in item.fields.iter().filter(|field| !field.checks.is_empty()) {
        match (emit_links(field), runs.last_mut()) {
            (Some(links), Some(Run::Chain(chain))) => chain.extend(links),
            (Some(links), _) => runs.push(Run::Chain(quote!(rt::fields(at, sink) #links))),
            (None, _) => runs.push(Run::Statements(emit_field_checks(field))),
        }
    }
    runs
}

/// The checks of a field, where each is one call in a chain.
fn emit_links(field: &Field) -> Option<TokenStream> {
    let name = ident(&field.ident);
    let (list, wire) = (&field.checks, &field.wire);
    check::links(list, &field.ty, wire, &quote!(self.#name), Position::Types)
}

fn emit_field_checks(field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let at = quote!(&at.key(#wire));
    let owned = Subject::Owned(quote!(self.#name));
    let list = field.checks.as_slice();
    if list.is_empty() {
        return TokenStream::new();
    }
    if field.presence == Presence::Required || list == [Check::Nested] {
        return check::checks(list, &field.ty, &owned, &at, Position::Types);
    }
    let some = match field.presence {
        Presence::OptionalNullable => quote!(self.#name.value()),
        _ => quote!(&self.#name),
    };
    let (bind, at) = check::bound_path(list, &at);
    let value = Subject::Borrowed(quote!(value));
    let body = check::checks(list, &field.ty, &value, &at, Position::Types);
    quote!(if let Some(value) = #some { #bind #body })
}

fn emit_additional_checks(additional: &Additional) -> TokenStream {
    let position = Position::Types;
    let (all, at) = (quote!(&self.additional_properties), quote!(at));
    let value = Subject::Borrowed(quote!(value));
    let keys = (!additional.key_checks.is_empty()).then(|| {
        let body = check::flow(
            &additional.key_checks,
            &RustType::String,
            &value,
            &at,
            position,
        );
        quote!(rt::check::each_key(#all, at, sink, |value, at, sink| #body)?;)
    });
    let flow = |list: &[Check]| check::flow(list, &additional.ty, &value, &at, position);
    let idle = additional.checks.is_empty()
        && !additional.patterns_only
        && additional.patterns.iter().all(|(_, list)| list.is_empty());
    if idle {
        return quote!(#keys);
    }
    if additional.patterns.is_empty() {
        let body = flow(&additional.checks);
        return quote!(#keys rt::check::each_value(#all, at, sink, |value, at, sink| #body)?;);
    }
    let statics: Vec<_> = additional
        .patterns
        .iter()
        .map(|(name, _)| ident(name))
        .collect();
    let bodies = additional.patterns.iter().map(|(name, list)| {
        let name = ident(name);
        let body = check::checks(list, &additional.ty, &value, &at, position);
        (!list.is_empty()).then(|| quote!(if #name.matches(key) { #body }))
    });
    let rest = if additional.patterns_only {
        let words = quote!(["additionalProperties", "no such property", "one"]);
        Some(quote!({ rt::check::rule(false, at, sink, #words)?; }))
    } else {
        let body = check::checks(&additional.checks, &additional.ty, &value, &at, position);
        (!additional.checks.is_empty()).then(|| quote!({ #body }))
    };
    let rest = rest.map(|rest| quote!(if !(#(#statics.matches(key))||*) #rest));
    // Where nothing is asked of the values, only the keys are walked.
    let asks = additional.patterns.iter().any(|(_, list)| !list.is_empty());
    let each = match asks || !(additional.patterns_only || additional.checks.is_empty()) {
        true => quote!((key, value) in #all),
        false => quote!(key in self.additional_properties.keys()),
    };
    quote! {
        #keys
        for #each {
            let at = &at.key(key);
            #(#bodies)*
            #rest
        }
    }
}

fn emit_property_count(item: &Struct) -> Option<TokenStream> {
    let (min, max) = item.properties?;
    let (min, max) = check::range(min, max);
    let there = item.fields.iter().map(|field| {
        let name = ident(&field.ident);
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(true),
            Presence::OptionalNullable => quote!(!self.#name.is_absent()),
            Presence::Optional | Presence::OptionalAny => quote!(self.#name.is_some()),
        }
    });
    let others = quote!(self.additional_properties.len());
    if item.fields.is_empty() && item.additional.is_some() {
        return Some(quote!(rt::check::properties(#others, #min, #max, at, sink)?;));
    }
    let others = item.additional.as_ref().map(|_| quote!(+ #others));
    Some(quote! {
        let there: &[bool] = &[#(#there),*];
        let count = there.iter().filter(|there| **there).count() #others;
        rt::check::properties(count, #min, #max, at, sink)?;
    })
}
