//! Bodies: what a media type is in Rust.

use super::form::{lower_multipart, lower_spelt};
use super::{Context, code, text};
use crate::api::{Body, Content, ContentKind, Kind, TypeId};
use crate::diagnostic::Code;
use crate::lower::checks::each;
use crate::name::Scope;
use crate::normalize::essence;
use crate::rust::client::{
    ClientItem, Framing, MediaArm, MediaEnum, Payload, RequestBody, RequestContent, Spelt,
};
use crate::rust::{Check, RustType};

/// Whether values can be handed over while they arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// They can.
    Streamed,
    /// An error is there as a whole.
    Whole,
}

/// What is sent as one media type.
struct Sent {
    payload: Payload,
    spelt: Vec<(String, Spelt)>,
    checks: Vec<Check>,
}

impl From<Payload> for Sent {
    fn from(payload: Payload) -> Self {
        Self {
            payload,
            spelt: Vec::new(),
            checks: Vec::new(),
        }
    }
}

/// The fields of an event.
const EVENT_FIELDS: &[&str] = &["data", "event", "id", "retry"];

/// The body of a request, or `Err` with the reason why none of its media types can be sent.
pub(super) fn lower_request_body(cx: &mut Context<'_>, body: &Body) -> Result<RequestBody, String> {
    let mut arms = Vec::new();
    for content in &body.contents {
        let sent = request_payload(cx, content);
        add_arm(&mut arms, content, sent);
    }
    if arms.is_empty() {
        return Err("its body has no media type".to_owned());
    }
    for arm in &mut arms {
        let several = arm.media_types.len() > 1;
        if arm.payload == Payload::Body
            && (several || arm.media_types.iter().any(|m| m.contains('*')))
        {
            arm.payload = Payload::MediaBody;
            continue;
        }
        report_unsent(cx, body, arm);
        if let Some(first) = arm.media_types.first_mut() {
            *first = sendable(first, &arm.payload);
        }
    }
    let into = match (arms.as_slice(), body.contents.as_slice()) {
        ([arm], [content, ..]) => is_into(cx, arm, content),
        _ => true,
    };
    let content = if arms.len() == 1 {
        arms.pop().map(RequestContent::One)
    } else {
        None
    };
    let content = content.unwrap_or_else(|| {
        name_arms(&mut arms, &[]);
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
        into,
        content,
    })
}

/// Whether callers have something shorter at hand than the body itself.
fn is_into(cx: &Context<'_>, arm: &MediaArm, content: &Content) -> bool {
    match (&arm.payload, &content.kind) {
        (Payload::Body | Payload::MediaBody, _) => true,
        (Payload::Json(_), ContentKind::Json(id)) | (Payload::Text(_), ContentKind::Text(id)) => {
            cx.types.takes_into(*id)
        }
        (Payload::Json(ty) | Payload::Text(ty) | Payload::Form(ty), _) => ty.takes_into(),
        _ => false,
    }
}

/// Reports the media types that carry the same as the one that is sent.
fn report_unsent(cx: &mut Context<'_>, body: &Body, arm: &MediaArm) {
    let Some((sent, others)) = arm.media_types.split_first() else {
        return;
    };
    for content in &body.contents {
        let name = &content.media_type;
        if name != sent && others.contains(name) {
            if is_patch(name) != is_patch(sent) {
                let message = format!(
                    "`{name}` is left out: `{sent}` is sent, which a server may take otherwise"
                );
                cx.diagnostics
                    .report(Code::SkippedPart, &content.place, message);
                continue;
            }
            let message =
                format!("`{name}` is left out: `{sent}` carries the same type and is used");
            cx.diagnostics
                .report(Code::NotUsed, &content.place, message);
        }
    }
}

/// Whether a body of this media type says what to change, not what is (RFC 7396).
fn is_patch(media_type: &str) -> bool {
    essence(media_type) == "application/merge-patch+json"
}

/// The body of an answer. `name` is for its enum, where it needs one.
pub(super) fn lower_reply_body(
    cx: &mut Context<'_>,
    contents: &[Content],
    arrival: Arrival,
    name: &str,
) -> Payload {
    let mut arms = Vec::new();
    for content in contents {
        let payload = reply_payload(cx, content, arrival);
        add_arm(&mut arms, content, payload.into());
    }
    let streams = arms.iter().any(|arm: &MediaArm| arm.payload.streams());
    if arms.len() > 1 {
        name_arms(&mut arms, &["Other"]);
        let docs = vec![format!(
            "A body that {} gets, by its media type.",
            cx.link()
        )];
        let item = MediaEnum {
            name: String::new(),
            docs,
            arms,
        };
        let name = cx.scope.add(name, ClientItem::ReplyBody(item));
        return Payload::Media { name, streams };
    }
    arms.pop().map_or(Payload::Empty, |arm| arm.payload)
}

/// The media types of an answer whose values arrive one after the other.
pub(super) fn streamed_types(contents: &[Content]) -> Vec<String> {
    let streams = contents.iter().filter(|content| framing(content).is_some());
    let names: Vec<_> = streams.map(|content| content.media_type.clone()).collect();
    match names.len() == contents.len() {
        // Whatever the server calls it: it may never end.
        true => vec!["*/*".to_owned()],
        false => names,
    }
}

fn request_payload(cx: &mut Context<'_>, content: &Content) -> Sent {
    match &content.kind {
        ContentKind::Json(id) => Sent {
            checks: cx.types.checks(*id),
            ..Payload::Json(cx.types.rust_type(*id)).into()
        },
        ContentKind::Text(id) => {
            let (payload, checks) = text_payload(cx, *id);
            let payload = match payload {
                Payload::Bytes => Payload::Body,
                other => other,
            };
            Sent {
                checks,
                ..payload.into()
            }
        }
        ContentKind::Form(id, parts) => Sent {
            spelt: lower_spelt(cx, &content.place, parts),
            checks: cx.types.checks(*id),
            ..Payload::Form(cx.types.rust_type(*id)).into()
        },
        ContentKind::Bytes => Payload::Body.into(),
        ContentKind::Multipart(id, parts) => {
            let payload = lower_multipart(cx, content, *id, parts);
            let checked = matches!(payload, Payload::Multipart(_));
            Sent {
                checks: checked.then_some(Check::Nested).into_iter().collect(),
                ..payload.into()
            }
        }
        ContentKind::Stream(id) => match framing(content) {
            Some(framing @ (Framing::Lines | Framing::Records)) => {
                let item = cx.types.rust_type(*id);
                let checks = cx.types.checks(*id);
                Sent {
                    checks: each(checks).into_iter().collect(),
                    ..Payload::Lines(RustType::Vec(Box::new(item)), framing).into()
                }
            }
            _ => {
                let message = format!("a body of type {} is given as bytes", content.media_type);
                cx.diagnostics
                    .report(Code::Widened, &content.place, message);
                Payload::Body.into()
            }
        },
    }
}

fn reply_payload(cx: &mut Context<'_>, content: &Content, arrival: Arrival) -> Payload {
    match &content.kind {
        ContentKind::Json(id) => return Payload::Json(cx.types.rust_type(*id)),
        ContentKind::Text(id) => {
            return match text_payload(cx, *id).0 {
                Payload::Bytes => Payload::Bytes,
                _ => Payload::Text(RustType::String),
            };
        }
        ContentKind::Bytes => return Payload::Bytes,
        ContentKind::Stream(id) => {
            if let (Some(framing), Arrival::Streamed) = (framing(content), arrival) {
                let framing = match framing {
                    Framing::Events if is_event(cx, *id) => Framing::WholeEvents,
                    other => other,
                };
                return Payload::Items(cx.types.rust_type(*id), framing);
            }
        }
        ContentKind::Form(..) | ContentKind::Multipart(..) => {}
    }
    let media_type = &content.media_type;
    let message = format!("an answer of type {media_type} is given as bytes, not taken apart");
    cx.diagnostics
        .report(Code::SkippedPart, &content.place, message);
    Payload::Bytes
}

/// How the values of a stream are told apart; `None` where it is none that can be.
fn framing(content: &Content) -> Option<Framing> {
    let essence = essence(&content.media_type);
    match (&content.kind, essence.as_str()) {
        (ContentKind::Stream(_), "text/event-stream") => Some(Framing::Events),
        (ContentKind::Stream(_), name) if name.ends_with("json-seq") => Some(Framing::Records),
        (ContentKind::Stream(_), name) if name.starts_with("multipart/") => None,
        (ContentKind::Stream(_), _) => Some(Framing::Lines),
        _ => None,
    }
}

/// Whether the type is that of an event (OpenAPI 3.2, "Server-Sent Event Streams"), not that of
/// its data. Of several kinds of events some may have none.
fn is_event(cx: &Context<'_>, id: TypeId) -> bool {
    match &cx.api.ty(cx.api.non_null(id).0).kind {
        Kind::Union(union) => {
            let data: Option<Vec<bool>> = union
                .arms
                .iter()
                .map(|arm| event_data(cx, arm.ty))
                .collect();
            data.is_some_and(|data| data.contains(&true))
        }
        _ => event_data(cx, id) == Some(true),
    }
}

/// Whether an event has data; `None` where the type has more fields than an event, or is no object.
fn event_data(cx: &Context<'_>, id: TypeId) -> Option<bool> {
    let Kind::Object(object) = &cx.api.ty(cx.api.non_null(id).0).kind else {
        return None;
    };
    let mut names = object.properties.iter().map(|p| p.name.as_str());
    let known = names.clone().all(|name| EVENT_FIELDS.contains(&name));
    known.then(|| names.any(|name| name == "data"))
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

/// Adds an arm, or its media type to the arm that holds the same.
fn add_arm(arms: &mut Vec<MediaArm>, content: &Content, sent: Sent) {
    let Sent {
        payload,
        spelt,
        checks,
    } = sent;
    match arms
        .iter_mut()
        .find(|arm| arm.payload == payload && arm.spelt == spelt)
    {
        Some(arm) => arm.media_types.push(content.media_type.clone()),
        None => arms.push(MediaArm {
            ident: String::new(),
            docs: Vec::new(),
            media_types: vec![content.media_type.clone()],
            from: arms
                .iter()
                .all(|arm| value_type(&arm.payload) != value_type(&payload)),
            payload,
            spelt,
            checks,
        }),
    }
}

fn name_arms(arms: &mut [MediaArm], reserved: &[&str]) {
    let mut taken = Scope::with(reserved);
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
        Payload::Lines(ty, _) => ty.clone(),
        Payload::Bytes => RustType::Bytes,
        Payload::Empty => RustType::Unit,
        Payload::Media { name, .. } | Payload::Multipart(name) => {
            RustType::Named(format!("self::{name}"))
        }
        // Types of the runtime; no item can be called so.
        Payload::Body => RustType::Named("rt::Body".to_owned()),
        Payload::MediaBody => RustType::Named("rt::MediaBody".to_owned()),
        Payload::Parts => RustType::Named("rt::Multipart".to_owned()),
        Payload::Items(..) => RustType::Named("rt::Items".to_owned()),
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
        Payload::Multipart(_) | Payload::Parts => "multipart/form-data",
        _ => "application/octet-stream",
    }
    .to_owned()
}
