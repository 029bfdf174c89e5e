//! Unions.

use super::{check, doc, ident, ty};
use crate::api::{JsonType, Shape};
use crate::emit::expr;
use crate::rust::{Arm, Derives, OwnTag, Position, Presence, Reading, RustType, TaggedArm, Union};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;
use std::collections::HashSet;

/// An enum of types, how its arm is chosen, and what makes it valid.
pub(super) fn emit_union(item: &Union) -> TokenStream {
    let outer = doc::head(&item.head);
    let derives = derives(item.derives);
    let name = ident(&item.head.name);
    let arms = item.arms.iter().map(emit_arm);
    let unknown = keeps_unknown(item).then(|| {
        quote! {
            /// A value that is none of the above, kept as it came.
            Unknown(::serde_json::Value),
        }
    });
    let read = emit_read(item);
    let write = emit_write(item);
    let check = item.checked.then(|| emit_check(item));
    let from = item
        .arms
        .iter()
        .filter(|arm| arm.from)
        .map(|arm| emit_from(item, arm));
    quote! {
        #outer
        #derives
        pub enum #name {
            #(#arms,)*
            #unknown
        }

        impl rt::Union for #name {
            #read

            #write

            #check
        }

        rt::union!(#name);

        #(#from)*
    }
}

/// What is derived.
fn derives(derives: Derives) -> TokenStream {
    let eq = derives.eq.then(|| quote!(, Eq));
    quote!(#[derive(Debug, Clone, PartialEq #eq)])
}

/// Where nothing tells the arms apart, a value that reads as none is an error with every reason.
fn keeps_unknown(item: &Union) -> bool {
    !matches!(item.reading, Reading::InOrder)
}

fn emit_arm(arm: &Arm) -> TokenStream {
    let docs = doc::docs(&arm.docs);
    let name = ident(&arm.ident);
    let ty = ty(&arm.ty, Position::Types);
    quote!(#docs #name(#ty))
}

fn emit_read(item: &Union) -> TokenStream {
    let body = match &item.reading {
        Reading::Tag {
            property,
            arms,
            plain,
            default,
        } => {
            let plain = plain
                .iter()
                .map(|(arms, types)| read_plain(item, arms, types));
            let tagged = read_by_tag(item, property, arms, *default);
            quote!(#(#plain)* #tagged)
        }
        Reading::Shape(shapes) => {
            let arms = item.arms.iter().zip(shapes);
            let arms = arms.map(|(arm, shape)| read_by_shape(arm, shape));
            quote!(#(#arms)* Ok(Self::Unknown(value)))
        }
        Reading::InOrder => {
            let arms = item.arms.iter().map(|arm| {
                let name = ident(&arm.ident);
                quote!(|value| rt::arm(value).map(Self::#name))
            });
            quote!(rt::first(&value, &[#(#arms),*]))
        }
    };
    quote! {
        fn read(value: ::serde_json::Value) -> Result<Self, rt::ReadError> {
            #body
        }
    }
}

fn read_by_shape(arm: &Arm, shape: &Shape) -> TokenStream {
    let name = ident(&arm.ident);
    let fits = fits(shape);
    quote!(if #fits { return rt::arm(value).map(Self::#name); })
}

/// Reads what is of some types as one of some arms.
fn read_plain(item: &Union, arms: &[usize], types: &[JsonType]) -> TokenStream {
    let arms = arms.iter().filter_map(|index| item.arms.get(*index));
    let names: Vec<_> = arms.map(|arm| ident(&arm.ident)).collect();
    let read = read_one_of(&names);
    let types = types.iter().map(is_type);
    quote!(if #(#types)||* { return #read; })
}

/// Reads the arm, or of several the first that reads and validates.
fn read_one_of(names: &[Ident]) -> TokenStream {
    match names {
        [name] => quote!(rt::arm(value).map(Self::#name)),
        names => quote!(rt::first(&value, &[#(|value| rt::arm(value).map(Self::#names)),*])),
    }
}

fn read_by_tag(
    item: &Union,
    property: &str,
    tagged: &[TaggedArm],
    default: Option<usize>,
) -> TokenStream {
    // Values by the arms that bear them: one of several is chosen as if nothing told them apart.
    let mut groups: Vec<(Vec<usize>, Vec<&str>)> = Vec::new();
    let mut seen = HashSet::new();
    for value in tagged.iter().map(|tagged| tagged.value.as_str()) {
        if !seen.insert(value) {
            continue;
        }
        let bearers = tagged.iter().filter(|tagged| tagged.value == value);
        let mut bearers: Vec<usize> = bearers.map(|tagged| tagged.arm).collect();
        bearers.sort_unstable();
        match groups.iter_mut().find(|(arms, _)| *arms == bearers) {
            Some((_, values)) => values.push(value),
            None => groups.push((bearers, vec![value])),
        }
    }
    groups.retain(|(bearers, _)| default.is_none_or(|default| *bearers != [default]));
    groups.sort();
    let arms = groups.into_iter().map(|(bearers, values)| {
        let bearers = bearers.into_iter().filter_map(|index| item.arms.get(index));
        let names: Vec<_> = bearers.map(|arm| ident(&arm.ident)).collect();
        let read = read_one_of(&names);
        quote!(Some(#(#values)|*) => #read,)
    });
    let default = default.and_then(|index| item.arms.get(index)).map(|arm| {
        let name = ident(&arm.ident);
        quote!(_ if rt::is_object(&value) => rt::arm(value).map(Self::#name),)
    });
    quote! {
        match rt::tag(&value, #property) {
            #(#arms)*
            #default
            _ => Ok(Self::Unknown(value)),
        }
    }
}

/// Whether a value looks like an arm's.
fn fits(shape: &Shape) -> TokenStream {
    let mut tests = Vec::new();
    // Only an object has keys.
    let by_keys = shape.types == [JsonType::Object]
        && !(shape.required.is_empty() && shape.constants.is_empty());
    if !shape.types.is_empty() && !by_keys {
        let types = shape.types.iter().map(is_type);
        tests.push(if shape.types.len() > 1 {
            quote!((#(#types)||*))
        } else {
            quote!(#(#types)*)
        });
    }
    let constant = |name: &&String| shape.constants.iter().any(|(other, _)| other == *name);
    let names: Vec<_> = shape
        .required
        .iter()
        .filter(|name| !constant(name))
        .collect();
    if !names.is_empty() {
        tests.push(quote!(rt::has_keys(&value, &[#(#names),*])));
    }
    tests.extend(
        shape
            .constants
            .iter()
            .map(|(name, values)| has_constant(name, values)),
    );
    if !shape.strings.is_empty() {
        let values = &shape.strings;
        tests.push(quote!(matches!(value.as_str(), Some(#(#values)|*))));
    }
    if tests.is_empty() {
        quote!(true)
    } else {
        quote!(#(#tests)&&*)
    }
}

fn is_type(ty: &JsonType) -> TokenStream {
    let function = ident(match ty {
        JsonType::Null => "is_null",
        JsonType::Boolean => "is_bool",
        JsonType::Integer => "is_integer",
        JsonType::Number => "is_number",
        JsonType::String => "is_string",
        JsonType::Array => "is_array",
        JsonType::Object => "is_object",
    });
    quote!(rt::#function(&value))
}

fn has_constant(name: &str, values: &[Value]) -> TokenStream {
    let strings: Option<Vec<_>> = values.iter().map(Value::as_str).collect();
    if let Some(strings) = strings.filter(|strings| !strings.is_empty()) {
        return match strings.as_slice() {
            [only] => quote!(rt::tag(&value, #name) == Some(#only)),
            _ => quote!(rt::tag(&value, #name).is_some_and(|tag| matches!(tag, #(#strings)|*))),
        };
    }
    let values = values.iter().map(expr::json_value);
    quote!(value.get(#name).is_some_and(|found| {
        [#(#values),*].iter().any(|known| rt::same_json(known, found))
    }))
}

fn emit_write(item: &Union) -> TokenStream {
    let arms = item.arms.iter().map(|arm| {
        let name = ident(&arm.ident);
        match &arm.tag {
            Some((property, tags)) => {
                quote!(Self::#name(value) => rt::write_tagged(s, #property, &[#(#tags),*], value),)
            }
            None => quote!(Self::#name(value) => rt::Wire::write(value, s),),
        }
    });
    let unknown =
        keeps_unknown(item).then(|| quote!(Self::Unknown(value) => rt::Wire::write(value, s),));
    quote! {
        fn write<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            match self { #(#arms)* #unknown }
        }
    }
}

fn emit_check(item: &Union) -> TokenStream {
    let arms = item.arms.iter().map(|arm| {
        let name = ident(&arm.ident);
        let tag = arm.own_tag.as_ref().map(emit_own_tag);
        let body = (!arm.checks.is_empty()).then(|| {
            let (value, at) = (quote!(value), quote!(at));
            check::flow(&arm.checks, &value, &at, Position::Types)
        });
        match (tag, body) {
            (None, None) => quote!(Self::#name(_) => rt::PASS,),
            (Some(tag), Some(body)) => quote!(Self::#name(value) => { #tag?; #body }),
            (only, None) | (None, only) => quote!(Self::#name(value) => #only,),
        }
    });
    let unknown = keeps_unknown(item).then(|| emit_unknown(item));
    quote! {
        fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
            match self { #(#arms)* #unknown }
        }
    }
}

/// An alternative that says it is another one could not be read back.
fn emit_own_tag(tag: &OwnTag) -> TokenStream {
    let (field, property, values) = (ident(&tag.ident), &tag.property, &tag.values);
    let found = match tag.presence {
        Presence::Required => quote!(Some(value.#field.as_str())),
        Presence::OptionalNullable => quote!(value.#field.value().map(|tag| tag.as_str())),
        _ if tag.plain => quote!(value.#field.as_deref()),
        _ => quote!(value.#field.as_ref().map(|tag| tag.as_str())),
    };
    let check = ident(if tag.default { "other_tag" } else { "tag" });
    quote!(rt::check::#check(#found, #property, &[#(#values),*], at, sink))
}

/// A value that is none of the alternatives is never valid.
fn emit_unknown(item: &Union) -> TokenStream {
    let keyword = item.keyword;
    let (tag, expected) = match &item.reading {
        Reading::Tag { property, arms, .. } => {
            let mut seen = HashSet::new();
            let values = arms.iter().map(|tagged| &tagged.value);
            let values = values.filter(|value| seen.insert(*value));
            let values: Vec<_> = values.map(|value| format!("{value:?}")).collect();
            (
                quote!(Some(#property)),
                format!("one of {}", values.join(", ")),
            )
        }
        _ => {
            let names: Vec<_> = item.arms.iter().map(|arm| arm.ident.as_str()).collect();
            (quote!(None), format!("one of {}", names.join(", ")))
        }
    };
    quote! {
        Self::Unknown(value) => {
            rt::check::no_arm(value, #tag, at, sink, [#keyword, #expected])
        }
    }
}

fn emit_from(item: &Union, arm: &Arm) -> TokenStream {
    let name = &ident(&item.head.name);
    let (variant, bare) = match &arm.ty {
        RustType::Boxed(inner) => (ident(&arm.ident), &**inner),
        other => (ident(&arm.ident), other),
    };
    let value = ty::from_argument(&arm.ty, false, quote!(value));
    // Only of a type of this crate may an `Option` be made so.
    let local = matches!(bare, RustType::Named(_));
    let ty = ty(bare, Position::Types);
    let wrapped = [
        (item.in_option && local, quote!(Option<#name>), quote!(Some)),
        (item.in_maybe, quote!(rt::Maybe<#name>), quote!(Self::Value)),
    ];
    let wrapped = wrapped.into_iter().filter(|(wanted, ..)| *wanted);
    let wrapped = wrapped.map(|(_, wrapper, wrap)| {
        quote! {
            impl From<#ty> for #wrapper {
                fn from(value: #ty) -> Self {
                    #wrap(value.into())
                }
            }
        }
    });
    // So that a literal will do wherever a text does.
    let literal = matches!(arm.ty, RustType::String).then(|| {
        let maybe = item.in_maybe.then(|| {
            quote! {
                impl From<&str> for rt::Maybe<#name> {
                    fn from(value: &str) -> Self {
                        Self::Value(value.into())
                    }
                }
            }
        });
        quote! {
            #maybe

            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
        #literal

        #(#wrapped)*
    }
}
