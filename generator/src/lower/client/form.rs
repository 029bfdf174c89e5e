//! Forms and multipart bodies: how each property is sent, and the struct of those with files.

use super::{Context, code, text};
use crate::api::{Additional, Content, Kind, ObjectKind, Part, Property, TypeId};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::lower::docs;
use crate::lower::strukt::field_docs;
use crate::normalize::{essence, is_json, is_raw};
use crate::rust::client::{ClientItem, Form, FormField, FormValue, Payload, Spelt};
use crate::rust::{Check, RustType};

/// The multipart body of a request. Its struct has its own name beside the type's, for a file is
/// no JSON; what is no object is put together by the caller.
pub(super) fn lower_multipart(
    cx: &mut Context<'_>,
    content: &Content,
    id: TypeId,
    parts: &[Part],
) -> Payload {
    let (id, _) = cx.api.non_null(id);
    let ty = cx.api.ty(id);
    let Kind::Object(object) = &ty.kind else {
        if !matches!(ty.kind, Kind::Any | Kind::Map(_)) {
            let message = "the parts are not typed: the body is no object with properties";
            cx.diagnostics
                .report(Code::Widened, &content.place, message);
        }
        return Payload::Parts;
    };
    if object.min_properties.is_some() || object.max_properties.is_some() || !ty.rules.is_empty() {
        let message = "rules that tie several properties together are not checked of a form";
        cx.diagnostics
            .report(Code::Unchecked, &content.place, message);
    }
    let fields = object.properties.iter().enumerate();
    let fields = fields.map(|(index, property)| {
        let part = parts.iter().find(|part| part.property == property.name);
        let ident = cx.types.field_name(id, index);
        lower_field(cx, content, property, part, ident)
    });
    let fields = fields.collect();
    let docs = vec![format!("The parts that {} sends.", cx.link())];
    let item = Form {
        name: String::new(),
        docs,
        fields,
        additional: lower_additional(cx, object),
    };
    let name = cx
        .scope
        .add(&format!("{}Form", cx.ty), ClientItem::Form(item));
    Payload::Multipart(name)
}

/// How the properties of a form are sent that are sent in their own way; its media type is at
/// `place`.
pub(super) fn lower_spelt(
    cx: &mut Context<'_>,
    place: &Place,
    parts: &[Part],
) -> Vec<(String, Spelt)> {
    let spelt = parts.iter().map(|part| {
        let spelt = spelt(cx, place, part, false);
        (part.property.clone(), spelt)
    });
    let spelt: Vec<_> = spelt.collect();
    spelt
        .into_iter()
        .filter(|(_, spelt)| *spelt != Spelt::Usual)
        .collect()
}

fn lower_field(
    cx: &mut Context<'_>,
    content: &Content,
    property: &Property,
    part: Option<&Part>,
    ident: String,
) -> FormField {
    let (inner, nullable) = cx.api.non_null(property.ty);
    let array = match &cx.api.ty(inner).kind {
        Kind::Array(array) => Some(array),
        _ => None,
    };
    let element = array.map_or(inner, |array| cx.api.non_null(array.items).0);
    let file = part.is_some_and(|part| part.file || is_media_file(cx, element, part));
    let mut lines = field_docs(cx.types, property, inner);
    if lines.is_empty() {
        lines.push(format!("The part {}.", code(&property.name)));
    }
    let (value, checks) = if file {
        let media_types = part.map_or_else(Vec::new, |part| part.content_types.clone());
        describe_file(&mut lines, part, &media_types);
        report_headers(cx, content, part);
        let items = array.and_then(|array| {
            let (min, max) = (array.min_items.unwrap_or(0), array.max_items);
            (min > 0 || max.is_some()).then_some(Check::Items { min, max })
        });
        let value = match array {
            Some(_) => FormValue::Files(media_types),
            None => FormValue::File(media_types),
        };
        (value, items.into_iter().collect())
    } else {
        let nested = matches!(
            cx.api.ty(element).kind,
            Kind::Object(_) | Kind::Map(_) | Kind::Array(_) | Kind::Tuple(_)
        );
        if part.is_none() && matches!(cx.api.ty(element).kind, Kind::Any) {
            report_untyped(cx, property);
        }
        let spelt = part.map_or(Spelt::Usual, |part| spelt(cx, &content.place, part, nested));
        let value = FormValue::Value(cx.types.rust_type(inner), spelt);
        (value, cx.types.checks(inner))
    };
    FormField {
        ident,
        wire: property.name.clone(),
        into: match &value {
            FormValue::Value(..) => cx.types.takes_into(inner),
            FormValue::File(_) => true,
            FormValue::Files(_) => false,
        },
        value,
        required: property.required && !nullable,
        docs: lines,
        deprecated: property.docs.deprecated,
        checks,
    }
}

/// Whether the encoding says that a value of no known type, or a string, is neither text nor JSON:
/// a file, as 3.1 describes it.
fn is_media_file(cx: &Context<'_>, id: TypeId, part: &Part) -> bool {
    let first = part.content_types.first();
    matches!(cx.api.ty(id).kind, Kind::Any | Kind::String(_))
        && first.is_some_and(|media_type| is_raw(media_type))
}

/// A part of no type is `application/octet-stream` since 3.1 ("Encoding Object"), but most that are
/// described so are values.
fn report_untyped(cx: &mut Context<'_>, property: &Property) {
    let name = &property.name;
    let message =
        format!("the part `{name}` has no type: it is sent as text or JSON, not as a file");
    let said = Diagnostic::new(Code::Widened, &property.place, message);
    let help = "a file has `contentMediaType: application/octet-stream`";
    cx.diagnostics.push(said.help(help));
}

fn describe_file(lines: &mut Vec<String>, part: Option<&Part>, media_types: &[String]) {
    let spelt: Vec<String> = media_types.iter().map(|name| code(name)).collect();
    let of_type = format!("A file of the type {}.", text::enumerate(&spelt, "or"));
    docs::append(lines, (!spelt.is_empty()).then_some(of_type));
    let headers = part.map_or(&[][..], |part| &part.headers);
    for (must, words) in [
        (true, "It must have headers"),
        (false, "It may have headers"),
    ] {
        let such = headers.iter().filter(|(_, required)| *required == must);
        let such: Vec<String> = such.map(|(name, _)| code(name)).collect();
        let with = format!("{words}: {}.", text::enumerate(&such, "and"));
        docs::append(lines, (!such.is_empty()).then_some(with));
    }
}

/// The caller sets the headers of a file; nothing looks whether all are there.
fn report_headers(cx: &mut Context<'_>, content: &Content, part: Option<&Part>) {
    let Some(part) = part else { return };
    let place = content
        .place
        .key("encoding")
        .key(&part.property)
        .key("headers");
    for (name, _) in part.headers.iter().filter(|(_, required)| *required) {
        let message = format!("that the file has the header `{name}` is not checked");
        cx.diagnostics
            .report(Code::Unchecked, &place.key(name), message);
    }
}

fn spelt(cx: &mut Context<'_>, place: &Place, part: &Part, nested: bool) -> Spelt {
    let place = place.key("encoding").key(&part.property);
    if !part.headers.is_empty() {
        let message = format!(
            "the headers of {:?} are not sent: it is no file",
            part.property
        );
        cx.diagnostics.report(Code::SkippedPart, &place, message);
    }
    if let Some(spelling) = part.spelling {
        return Spelt::Styled(spelling);
    }
    let concrete = |media_type: &&String| !media_type.contains('*') && media_type.contains('/');
    let Some(media_type) = part.content_types.iter().find(concrete) else {
        return Spelt::Usual;
    };
    if nested && !is_json(&essence(media_type)) {
        let message = format!("{:?} is sent as JSON, not as {media_type}", part.property);
        cx.diagnostics.report(Code::SkippedPart, &place, message);
        return Spelt::Usual;
    }
    Spelt::Media(media_type.clone())
}

fn lower_additional(cx: &Context<'_>, object: &ObjectKind) -> Option<FormValue> {
    let Additional::Typed(id) = object.additional else {
        return None;
    };
    let (inner, _) = cx.api.non_null(id);
    Some(match cx.types.rust_type(inner) {
        RustType::Bytes => FormValue::File(Vec::new()),
        ty => FormValue::Value(ty, Spelt::Usual),
    })
}
