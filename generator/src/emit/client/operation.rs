//! An operation: its method, what is sent, the setters, the checks and the protocol.

use super::super::moved::moved;
use super::super::{Module, Subject, check, checks, ty};
use super::api::emit_servers;
use super::items::{emit_item, payload_type};
use super::reply::{answer_type, emit_read};
use super::request::emit_build;
use super::{deprecated, docs, ident};
use crate::rust::client::{
    Group, MediaArm, Operation, Output, Parameter, ParameterPlace, Payload, RequestBody,
    RequestContent,
};
use crate::rust::{Position, RustType};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The method of the group.
pub(super) fn emit_method(op: &Operation) -> TokenStream {
    let docs = moved(docs(&method_docs(op)));
    let deprecated = deprecated(op.deprecated);
    let method = ident(&op.method);
    let ty_name = ident(&op.ty);
    let required = op.parameters.iter().filter(|parameter| parameter.required);
    let arguments = required.map(|parameter| {
        let name = ident(&parameter.ident);
        let argument = moved(argument_type(parameter));
        moved(quote! { #name: #argument })
    });
    let body_argument = op.body.as_ref().map(|body| {
        let argument = moved(body_argument(body));
        moved(quote! { body: #argument })
    });
    let arguments = arguments.chain(body_argument);
    let fields = op.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        if !parameter.required {
            quote! { #name: None }
        } else if parameter.into {
            quote! { #name: #name.into() }
        } else {
            quote! { #name }
        }
    });
    let body_field = op.body.as_ref().map(|body| {
        if body_is_into(body) {
            quote! { body: body.into() }
        } else {
            quote! { body }
        }
    });
    let fields: Vec<_> = fields.chain(body_field).collect();
    let fields = (!fields.is_empty()).then(|| quote! { { #(#fields),* } });
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#arguments),*) -> rt::Call<'c, #ty_name> {
            rt::Call::new(self.core, #ty_name #fields)
        }
    }
}

/// What the method does, and what else its call may be told: the setters stand far away, with those
/// of all calls.
fn method_docs(op: &Operation) -> Vec<String> {
    let optional = op.parameters.iter().filter(|parameter| !parameter.required);
    let names: Vec<_> = optional
        .map(|parameter| format!("`{}`", parameter.ident.trim_start_matches("r#")))
        .collect();
    let mut docs = op.docs.clone();
    if !names.is_empty() {
        let (names, ty) = (names.join(", "), &op.ty);
        docs.push(String::new());
        docs.push(format!(
            "Methods of the call set what is optional: {names}; see [`{ty}`]."
        ));
    }
    docs
}

/// What stands in the module for an operation.
pub(super) fn emit_operation(group: &Group, op: &Operation) -> Module {
    let mut items = vec![emit_struct(group, op)];
    items.extend(emit_setters(op));
    items.push(emit_validate(op));
    items.push(emit_protocol(op));
    items.extend(op.items.iter().flat_map(emit_item));
    items
}

fn emit_struct(group: &Group, op: &Operation) -> TokenStream {
    let ty_name = ident(&op.ty);
    let method = op.method.trim_start_matches("r#");
    let ty_docs = docs(&[format!("What [`{}::{method}`] sends.", group.ty)]);
    let fields = op.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        let docs = moved(docs(&parameter.docs));
        let ty = moved(field_type(parameter));
        moved(quote! { #docs pub #name: #ty })
    });
    let body = op.body.as_ref().map(|body| {
        let ty = body_type(body);
        let ty = if body.required {
            ty
        } else {
            quote! { Option<#ty> }
        };
        moved(quote! { #[doc = " The body."] pub body: #ty })
    });
    let fields: Vec<_> = fields.chain(body).collect();
    let fields = if fields.is_empty() {
        quote! { ; }
    } else {
        quote! { { #(#fields),* } }
    };
    quote! {
        #ty_docs
        #[derive(Debug, Clone)]
        pub struct #ty_name #fields
    }
}

fn emit_setters(op: &Operation) -> Option<TokenStream> {
    let ty_name = ident(&op.ty);
    let optional = op.parameters.iter().filter(|parameter| !parameter.required);
    let setters = optional.map(|parameter| {
        let docs = moved(docs(&parameter.docs));
        let deprecated = deprecated(parameter.deprecated);
        let name = ident(&parameter.ident);
        // A text is often the cursor of another answer, which may have none.
        let (argument, value) = if parameter.ty == RustType::String {
            (
                quote! { impl Into<rt::OptionalText> },
                quote! { value.into().into_option() },
            )
        } else if parameter.into {
            (argument_type(parameter), quote! { Some(value.into()) })
        } else {
            (argument_type(parameter), quote! { Some(value) })
        };
        let (argument, value) = (moved(argument), moved(value));
        moved(quote! {
            #docs
            #deprecated
            pub fn #name(mut self, value: #argument) -> Self {
                self.op.#name = #value;
                self
            }
        })
    });
    let setters: Vec<_> = setters.collect();
    (!setters.is_empty()).then(|| {
        quote! { impl rt::Call<'_, #ty_name> { #(#setters)* } }
    })
}

fn emit_validate(op: &Operation) -> TokenStream {
    let ty_name = ident(&op.ty);
    let parameters = emit_parameter_checks(&op.parameters);
    let body = op.body.as_ref().and_then(emit_body_checks);
    let statements = quote! { #(#parameters)* #body };
    if statements.is_empty() {
        return quote! { impl rt::Validate for #ty_name {} };
    }
    let statements = moved(statements);
    quote! {
        impl rt::Validate for #ty_name {
            fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
                #statements
                rt::PASS
            }
        }
    }
}

/// A chain for neighbours of one place, or the statements of one parameter. A violation of a
/// parameter is at `/#query/limit` and the like, one of the body at a pointer into the body.
fn emit_parameter_checks(parameters: &[Parameter]) -> Vec<TokenStream> {
    let checked = parameters
        .iter()
        .filter(|parameter| !parameter.checks.is_empty());
    let checked: Vec<_> = checked.collect();
    let neighbours = checked.chunk_by(|one, other| {
        place(one) == place(other) && links(one).is_some() && links(other).is_some()
    });
    let runs = neighbours.map(|run| {
        let links: Option<TokenStream> = run.iter().map(|parameter| links(parameter)).collect();
        match (links, run.first()) {
            (Some(links), Some(first)) => {
                let place = place(first);
                quote! { rt::fields(&at.key(#place), sink) #links .done()?; }
            }
            _ => run.iter().map(|one| emit_statements(one)).collect(),
        }
    });
    runs.collect()
}

fn place(parameter: &Parameter) -> &'static str {
    match parameter.place {
        ParameterPlace::Path => "#path",
        ParameterPlace::Query | ParameterPlace::QueryString => "#query",
        ParameterPlace::Header => "#header",
        ParameterPlace::Cookie => "#cookie",
    }
}

/// The checks of a parameter, where each is one call in a chain.
fn links(parameter: &Parameter) -> Option<TokenStream> {
    let field = ident(&parameter.ident);
    let (list, wire) = (&parameter.checks, &parameter.name);
    let place = quote! { self.#field };
    check::links(list, &parameter.ty, wire, &place, Position::Outside)
}

fn emit_statements(parameter: &Parameter) -> TokenStream {
    let field = ident(&parameter.ident);
    let (place, wire) = (place(parameter), &parameter.name);
    let at = quote! { let at = &at.key(#place); let at = &at.key(#wire); };
    let check = |subject| {
        let (list, ty) = (&parameter.checks, &parameter.ty);
        checks(list, ty, &subject, &quote! { at }, Position::Outside)
    };
    if parameter.required {
        let checks = check(Subject::Owned(quote! { self.#field }));
        quote! { { #at #checks } }
    } else {
        let checks = check(Subject::Borrowed(quote! { value }));
        quote! { if let Some(value) = &self.#field { #at #checks } }
    }
}

fn emit_body_checks(body: &RequestBody) -> Option<TokenStream> {
    match &body.content {
        RequestContent::Many(_) => Some(quote! { rt::Validate::check(&self.body, at, sink)?; }),
        RequestContent::One(arm) => {
            let rust = arm_type(arm)?;
            if arm.checks.is_empty() {
                return None;
            }
            let check = |subject| {
                checks(
                    &arm.checks,
                    &rust,
                    &subject,
                    &quote! { at },
                    Position::Outside,
                )
            };
            Some(if body.required {
                check(Subject::Owned(quote! { self.body }))
            } else {
                let checks = check(Subject::Borrowed(quote! { body }));
                quote! { if let Some(body) = &self.body { #checks } }
            })
        }
    }
}

fn emit_protocol(op: &Operation) -> TokenStream {
    let ty_name = ident(&op.ty);
    let output = output_type(&op.output);
    let error = match &op.error {
        Some(name) => {
            let name = ident(name);
            quote! { #name }
        }
        None => quote! { ::std::convert::Infallible },
    };
    let (id, template) = (&op.id, &op.template);
    let verb = &op.verb;
    let security = op.security.iter().map(|alternative| {
        let indices = alternative
            .iter()
            .map(|index| Literal::usize_unsuffixed(*index));
        quote! { &[#(#indices),*] }
    });
    let security = (!op.security.is_empty()).then(|| {
        quote! { const SECURITY: &'static [&'static [usize]] = &[#(#security),*]; }
    });
    let servers = (!op.servers.is_empty()).then(|| {
        let servers = emit_servers(&op.servers);
        quote! { const SERVERS: &'static [rt::Server] = #servers; }
    });
    let redirects = (!op.follows_redirects).then(|| {
        quote! { const FOLLOW_REDIRECTS: bool = false; }
    });
    let streamed = op.streamed.iter().map(|entry| {
        let (from, to) = entry.statuses;
        let from = Literal::u16_unsuffixed(from);
        let to = Literal::u16_unsuffixed(to);
        let media_types = &entry.media_types;
        quote! { rt::Streamed { from: #from, to: #to, media: &[#(#media_types),*] } }
    });
    let streamed = (!op.streamed.is_empty()).then(|| {
        quote! { const STREAMED: &'static [rt::Streamed] = &[#(#streamed),*]; }
    });
    let build = moved(emit_build(op));
    let read = moved(emit_read(op));
    quote! {
        impl rt::Operation for #ty_name {
            type Output = #output;
            type Error = #error;
            const ID: &'static str = #id;
            const METHOD: &'static str = #verb;
            const PATH: &'static str = #template;
            #security
            #servers
            #redirects
            #streamed

            fn build(&self, request: &mut rt::Request) -> Result<(), rt::BuildRequestError> {
                #build
                Ok(())
            }

            fn read(reply: rt::Reply) -> Result<#output, rt::Error<#error>> {
                #read
            }
        }
    }
}

fn output_type(output: &Output) -> TokenStream {
    match output {
        Output::One(answer) => answer_type(answer),
        Output::Many(name) => {
            let name = ident(name);
            quote! { #name }
        }
        Output::Raw => quote! { rt::RawResponse },
    }
}

fn field_type(parameter: &Parameter) -> TokenStream {
    let ty = ty(&parameter.ty, Position::Outside);
    if parameter.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

fn argument_type(parameter: &Parameter) -> TokenStream {
    let tokens = ty(&parameter.ty, Position::Outside);
    if parameter.into {
        quote! { impl Into<#tokens> }
    } else {
        tokens
    }
}

fn body_type(body: &RequestBody) -> TokenStream {
    match &body.content {
        RequestContent::One(arm) => payload_type(&arm.payload),
        RequestContent::Many(name) => {
            let name = ident(name);
            quote! { #name }
        }
    }
}

fn body_argument(body: &RequestBody) -> TokenStream {
    let ty = body_type(body);
    if !body.required {
        quote! { impl Into<Option<#ty>> }
    } else if body_is_into(body) {
        quote! { impl Into<#ty> }
    } else {
        ty
    }
}

/// Whether the argument is converted: to an `Option`, to an enum of media types, from a `&str`.
fn body_is_into(body: &RequestBody) -> bool {
    !body.required || body.into
}

/// The type of what an arm of a request holds.
pub(super) fn arm_type(arm: &MediaArm) -> Option<RustType> {
    match &arm.payload {
        Payload::Json(ty) | Payload::Text(ty) | Payload::Form(ty) | Payload::Lines(ty, _) => {
            Some(ty.clone())
        }
        Payload::Bytes => Some(RustType::Bytes),
        Payload::Multipart(name) => Some(RustType::Named(name.clone())),
        Payload::Empty
        | Payload::Body
        | Payload::MediaBody
        | Payload::Parts
        | Payload::Items(..)
        | Payload::Media { .. } => None,
    }
}
