//! Bodies: what a media type is in Rust.

use super::{Context, code, text};
use crate::api::{Body, Content, ContentKind, Kind, ParameterForm, Part, TypeId};
use crate::diagnostic::Code;
use crate::document::Style;
use crate::rust::client::{ClientItem, MediaArm, MediaEnum, Payload, RequestBody, RequestContent};
use crate::rust::{Check, RustType};
use std::collections::HashSet;

/// The body of a request, or `Err` with the reason why none of its media types can be sent.
pub(super) fn lower_request_body(cx: &mut Context<'_>, body: &Body) -> Result<RequestBody, String> {
    let mut arms = Vec::new();
    let mut reasons = Vec::new();
    for content in &body.contents {
        match request_payload(cx, content) {
            Ok((payload, checks)) => add_arm(&mut arms, content, payload, checks),
            Err(reason) => reasons.push((content, reason)),
        }
    }
    if arms.is_empty() {
        let reasons: Vec<String> = reasons.into_iter().map(|(_, reason)| reason).collect();
        return Err(reasons.join("; "));
    }
    for (content, reason) in reasons {
        cx.diagnostics
            .report(Code::SkippedPart, &content.place, reason);
    }
    for arm in &mut arms {
        if let Some(first) = arm.media_types.first_mut() {
            *first = sendable(first, &arm.payload);
        }
    }
    let content = if arms.len() == 1 {
        arms.pop().map(RequestContent::One)
    } else {
        None
    };
    let content = content.unwrap_or_else(|| {
        name_arms(&mut arms, None);
        let docs = vec![format!("The body of {}, by its media type.", cx.link())];
        let item = MediaEnum {
            name: String::new(),
            docs,
            arms,
        };
        let preferred = format!("{}Body", cx.ty);
        RequestContent::Many(cx.scope.add(&preferred, ClientItem::RequestBody(item)))
    });
    Ok(RequestBody {
        required: body.required,
        content,
    })
}

/// The body of an answer. `name` is for its enum, where it needs one.
pub(super) fn lower_reply_body(cx: &mut Context<'_>, contents: &[Content], name: &str) -> Payload {
    let mut arms = Vec::new();
    for content in contents {
        let payload = reply_payload(cx, content);
        add_arm(&mut arms, content, payload, Vec::new());
    }
    if arms.len() > 1 {
        name_arms(&mut arms, Some("Other"));
        let docs = vec![format!(
            "A body that {} gets, by its media type.",
            cx.link()
        )];
        let item = MediaEnum {
            name: String::new(),
            docs,
            arms,
        };
        return Payload::Media(cx.scope.add(name, ClientItem::ReplyBody(item)));
    }
    arms.pop().map_or(Payload::Empty, |arm| arm.payload)
}

fn request_payload(
    cx: &mut Context<'_>,
    content: &Content,
) -> Result<(Payload, Vec<Check>), String> {
    Ok(match &content.kind {
        ContentKind::Json(id) => (Payload::Json(cx.types.rust_type(*id)), cx.types.checks(*id)),
        ContentKind::Text(id) => text_payload(cx, *id),
        ContentKind::Form(id, parts) => (
            {
                report_encodings(cx, content, parts);
                Payload::Form(cx.types.rust_type(*id))
            },
            cx.types.checks(*id),
        ),
        ContentKind::Bytes => (Payload::Bytes, Vec::new()),
        ContentKind::Multipart(..) => {
            return Err(format!(
                "a body of type {} cannot be sent yet: multipart",
                content.media_type
            ));
        }
        ContentKind::Stream(_) => {
            return Err(format!(
                "a body of type {} cannot be sent yet: a stream of values",
                content.media_type
            ));
        }
    })
}

fn reply_payload(cx: &mut Context<'_>, content: &Content) -> Payload {
    match &content.kind {
        ContentKind::Json(id) => Payload::Json(cx.types.rust_type(*id)),
        ContentKind::Text(id) => match text_payload(cx, *id).0 {
            Payload::Bytes => Payload::Bytes,
            _ => Payload::Text(RustType::String),
        },
        ContentKind::Bytes => Payload::Bytes,
        ContentKind::Form(..) | ContentKind::Multipart(..) | ContentKind::Stream(_) => {
            cx.diagnostics.report(
                Code::SkippedPart,
                &content.place,
                format!(
                    "an answer of type {} is given as bytes, not taken apart",
                    content.media_type
                ),
            );
            Payload::Bytes
        }
    }
}

/// A value with a text form keeps its type; anything else is any text.
fn text_payload(cx: &Context<'_>, id: TypeId) -> (Payload, Vec<Check>) {
    let (id, _) = cx.api.non_null(id);
    match &cx.api.ty(id).kind {
        Kind::String(_) | Kind::Enum(_) | Kind::Integer(_) | Kind::Number(_) | Kind::Boolean => {
            match cx.types.rust_type(id) {
                RustType::Bytes | RustType::Base64 => (Payload::Bytes, Vec::new()),
                ty => (Payload::Text(ty), cx.types.checks(id)),
            }
        }
        _ => (Payload::Text(RustType::String), Vec::new()),
    }
}

/// Says which properties of a form want another spelling than the one that all get.
fn report_encodings(cx: &mut Context<'_>, content: &Content, parts: &[Part]) {
    for part in parts {
        let usual = match &part.form {
            None => part.content_types.is_empty(),
            Some(ParameterForm::Styled { style, explode, .. }) => *style == Style::Form && *explode,
            Some(ParameterForm::Json) => false,
        };
        if !usual {
            let message = format!(
                "the property {:?} is sent by the style form, exploded, an object as JSON, \
                 whatever its encoding says",
                part.property
            );
            let place = content.place.key("encoding").key(&part.property);
            cx.diagnostics.report(Code::SkippedPart, &place, message);
        }
    }
}

/// Adds an arm, or its media type to the arm that holds the same.
fn add_arm(arms: &mut Vec<MediaArm>, content: &Content, payload: Payload, checks: Vec<Check>) {
    match arms.iter_mut().find(|arm| arm.payload == payload) {
        Some(arm) => arm.media_types.push(content.media_type.clone()),
        None => arms.push(MediaArm {
            ident: String::new(),
            docs: Vec::new(),
            media_types: vec![content.media_type.clone()],
            from: arms
                .iter()
                .all(|arm| value_type(&arm.payload) != value_type(&payload)),
            payload,
            checks,
        }),
    }
}

fn name_arms(arms: &mut [MediaArm], reserved: Option<&str>) {
    let mut taken: HashSet<String> = reserved.map(str::to_owned).into_iter().collect();
    for arm in arms {
        let media_type = arm.media_types.first().map_or("", String::as_str);
        arm.ident = text::media_variant(media_type, &mut taken);
        let spelt: Vec<String> = arm.media_types.iter().map(|name| code(name)).collect();
        arm.docs = vec![format!("{}.", text::enumerate(&spelt, "or"))];
    }
}

/// The type of the value that a payload is made from.
fn value_type(payload: &Payload) -> RustType {
    match payload {
        Payload::Json(ty) | Payload::Text(ty) | Payload::Form(ty) => ty.clone(),
        Payload::Bytes => RustType::Bytes,
        Payload::Empty => RustType::Unit,
        Payload::Media(name) => RustType::Named(name.clone()),
    }
}

/// The media type that is sent; a range says nothing that could be sent.
fn sendable(media_type: &str, payload: &Payload) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    match payload {
        Payload::Json(_) => "application/json",
        Payload::Text(_) => "text/plain",
        Payload::Form(_) => "application/x-www-form-urlencoded",
        Payload::Bytes | Payload::Empty | Payload::Media(_) => "application/octet-stream",
    }
    .to_owned()
}
