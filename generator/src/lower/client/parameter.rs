//! Parameters: fields of what is sent, and arguments or setters that fill them.

use super::form::lower_spelt;
use super::{Context, code, text};
use crate::api::{Operation, Parameter, ParameterForm, TypeId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::ParameterIn;
use crate::lower::{docs, facts};
use crate::rust::RustType;
use crate::rust::client::{self, ParameterPlace, PathPart, Spelt};

/// Headers that the specification takes out of the hands of `parameters`.
const RESERVED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// Headers that only the HTTP client sets; the runtime refuses them.
const FRAMING_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The parameters of an operation, and its path with indices into them; `Err` with the reason why
/// a required one cannot be sent.
pub(super) fn lower_parameters(
    cx: &mut Context<'_>,
    op: &Operation,
    idents: &[String],
) -> Result<(Vec<client::Parameter>, Vec<PathPart>), String> {
    let mut lowered = Vec::new();
    // By the index in the API: the index among those that are sent.
    let mut sent = vec![None; op.parameters.len()];
    for (index, parameter) in op.parameters.iter().enumerate() {
        let Some(ident) = idents.get(index) else {
            return Err(format!("the parameter {:?} has no name", parameter.name));
        };
        if is_left_to_the_client(cx, op, parameter) {
            continue;
        }
        if let Some(reason) = why_not(parameter) {
            if parameter.required {
                return Err(reason);
            }
            cx.diagnostics
                .report(Code::SkippedPart, &parameter.place, reason);
            continue;
        }
        if let Some(slot) = sent.get_mut(index) {
            *slot = Some(lowered.len());
        }
        lowered.push(lower_parameter(cx, parameter, ident));
    }
    let path = op
        .path
        .iter()
        .map(|part| match part {
            crate::api::PathPart::Literal(literal) => Ok(PathPart::Literal(literal.clone())),
            crate::api::PathPart::Parameter(index) => sent
                .get(*index)
                .copied()
                .flatten()
                .map(PathPart::Parameter)
                .ok_or_else(|| "a part of the path has no parameter".to_owned()),
        })
        .collect::<Result<_, _>>()?;
    Ok((lowered, path))
}

/// Why a parameter cannot be sent.
fn why_not(parameter: &Parameter) -> Option<String> {
    match parameter.location {
        ParameterIn::Header | ParameterIn::Cookie if !text::is_token(&parameter.name) => Some(
            format!("{:?} is no name of a header or cookie", parameter.name),
        ),
        _ => None,
    }
}

/// How the pairs of a whole query are spelt, where they have their own way.
fn lower_pairs(cx: &mut Context<'_>, parameter: &Parameter) -> Vec<(String, Spelt)> {
    let content = parameter.place.key("content");
    let place = content.key("application/x-www-form-urlencoded");
    lower_spelt(cx, &place, &parameter.parts)
}

/// The type of a value that is there. No style can spell `null`: it is not to send the parameter.
pub(super) fn value_type(cx: &Context<'_>, id: TypeId, form: ParameterForm) -> RustType {
    match form {
        ParameterForm::Json => cx.types.rust_type(id),
        _ => cx.types.rust_type(cx.api.non_null(id).0),
    }
}

fn lower_parameter(cx: &mut Context<'_>, parameter: &Parameter, ident: &str) -> client::Parameter {
    let ty = value_type(cx, parameter.ty, parameter.form);
    let checked = match parameter.form {
        ParameterForm::Json => parameter.ty,
        _ => cx.api.non_null(parameter.ty).0,
    };
    let mut lines = docs::lines(&parameter.docs);
    if lines.is_empty() {
        lines.push(format!(
            "{}, {}.",
            code(&parameter.name),
            place_words(parameter.location)
        ));
    }
    docs::append(&mut lines, facts::of_type(cx.api, checked));
    let required = parameter.required || parameter.location == ParameterIn::Path;
    // An attribute on what everybody must give would only warn of what nobody can mend.
    let old = (required && parameter.docs.deprecated).then(|| "Deprecated.".to_owned());
    docs::append(&mut lines, old);
    if let Some(default) = &parameter.default {
        let default = code(&default.to_string());
        docs::append(
            &mut lines,
            Some(format!("Where it is not sent, {default} holds.")),
        );
    }
    client::Parameter {
        ident: ident.to_owned(),
        name: parameter.name.clone(),
        place: lower_place(parameter.location),
        into: cx.types.takes_into(checked) || ty.takes_into(),
        ty,
        required,
        form: parameter.form,
        spelt: lower_pairs(cx, parameter),
        docs: lines,
        deprecated: parameter.docs.deprecated,
        checks: cx.types.checks(checked),
    }
}

fn place_words(location: ParameterIn) -> &'static str {
    match location {
        ParameterIn::Path => "a part of the path",
        ParameterIn::Query => "a parameter of the query",
        ParameterIn::QueryString => "the whole query",
        ParameterIn::Header => "a header",
        ParameterIn::Cookie => "a cookie",
    }
}

fn lower_place(location: ParameterIn) -> ParameterPlace {
    match location {
        ParameterIn::Path => ParameterPlace::Path,
        ParameterIn::Query => ParameterPlace::Query,
        ParameterIn::QueryString => ParameterPlace::QueryString,
        ParameterIn::Header => ParameterPlace::Header,
        ParameterIn::Cookie => ParameterPlace::Cookie,
    }
}

/// Whether the specification says to ignore this parameter (OpenAPI 3.1, section 4.8.12.2):
/// content negotiation and credentials say the same. So are headers that frame the message.
fn is_left_to_the_client(cx: &mut Context<'_>, op: &Operation, parameter: &Parameter) -> bool {
    let name = parameter.name.to_ascii_lowercase();
    let framing = FRAMING_HEADERS.contains(&name.as_str());
    let ignored = framing || RESERVED_HEADERS.contains(&name.as_str());
    if !ignored || parameter.location != ParameterIn::Header {
        return false;
    }
    let place = &parameter.place;
    let mut alternatives = op.security.iter();
    let credentials = alternatives.any(|alternative| !alternative.schemes.is_empty());
    if name == "authorization" && parameter.required && !credentials {
        let message = "the required header Authorization is not sent: nothing says what is in it";
        let help = "declare a security scheme, such as `type: http` with `scheme: bearer`, in an \
                    overlay; until then `CallOptions` can set the header";
        let said = Diagnostic::new(Code::SkippedPart, place, message);
        cx.diagnostics.push(said.help(help));
        return true;
    }
    let set_by = match framing {
        true => "the HTTP client sets it, or leaves it out, as it frames the message",
        false => "bodies, answers and security schemes set it",
    };
    let message = format!("the header {} is not a parameter: {set_by}", parameter.name);
    cx.diagnostics.push(Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::new(Code::SkippedPart, place, message)
    });
    true
}
