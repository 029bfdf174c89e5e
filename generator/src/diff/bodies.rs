//! Bodies of two operations that belong together.

use super::OperationKey;
use super::collect::spot;
use super::facts::Effect;
use super::parameters::styled;
use super::rules::{Rule, Scope, rule};
use super::walk::{Root, Walker};
use crate::api::{Body, Content, ContentKind, Part, TypeId};
use crate::diagnostic::Place;
use crate::normalize::essence;

/// Which way bodies travel, and so which rules speak of them. A webhook's body comes to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    Sent,
    Received,
}

impl Travel {
    fn scope(self) -> Scope {
        match self {
            Travel::Sent => Scope::RequestBody,
            Travel::Received => Scope::ResponseBody,
        }
    }

    fn media_type(self, change: &str) -> &'static Rule {
        match self {
            Travel::Sent => rule(&format!("request-body-media-type-{change}")),
            Travel::Received => rule(&format!("response-media-type-{change}")),
        }
    }

    fn schema(self, change: &str) -> &'static Rule {
        match self {
            Travel::Sent => rule(&format!("request-body-media-type-schema-{change}")),
            Travel::Received => rule(&format!("response-body-media-type-schema-{change}")),
        }
    }
}

/// Compares the bodies of two requests.
pub(super) fn compare_requests(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: Option<&Body>,
    new: Option<&Body>,
) {
    let subject = "request body";
    let mut say = |id: &str, places: (Option<&Place>, Option<&Place>), message: &str| {
        walker.say(
            rule(id),
            spot(Some(key), subject),
            places,
            message.to_owned(),
        );
    };
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) if new.required => {
            say(
                "request-body-added-required",
                (None, Some(&new.place)),
                "required request body added",
            );
        }
        (None, Some(new)) => say(
            "request-body-added-optional",
            (None, Some(&new.place)),
            "optional request body added",
        ),
        (Some(old), None) => say(
            "request-body-removed",
            (Some(&old.place), None),
            "request body removed",
        ),
        (Some(old), Some(new)) => {
            let places = (Some(&old.place), Some(&new.place));
            match (old.required, new.required) {
                (false, true) => say("request-body-became-required", places, "became required"),
                (true, false) => say("request-body-became-optional", places, "became optional"),
                _ => {}
            }
            compare_contents(
                walker,
                key,
                (subject, Travel::Sent),
                &old.contents,
                &new.contents,
            );
        }
    }
}

/// Compares what two webhooks send to us.
pub(super) fn compare_arriving(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: Option<&Body>,
    new: Option<&Body>,
) {
    let contents = |body: Option<&Body>| body.map(|body| body.contents.clone()).unwrap_or_default();
    compare_contents(
        walker,
        key,
        ("webhook body", Travel::Received),
        &contents(old),
        &contents(new),
    );
}

pub(super) fn compare_contents(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    (subject, travel): (&str, Travel),
    old: &[Content],
    new: &[Content],
) {
    let mut left: Vec<&Content> = new.iter().collect();
    for old in old {
        let exact = left
            .iter()
            .position(|new| new.media_type.eq_ignore_ascii_case(&old.media_type));
        let near = || {
            left.iter()
                .position(|new| essence(&new.media_type) == essence(&old.media_type))
        };
        match exact.or_else(near).map(|index| left.remove(index)) {
            Some(new) => compare_content(walker, key, (subject, travel), old, new),
            None => {
                let message = format!("media type `{}` removed", old.media_type);
                walker.say(
                    travel.media_type("removed"),
                    spot(Some(key), subject),
                    (Some(&old.place), None),
                    message,
                );
            }
        }
    }
    for new in left {
        let message = format!("media type `{}` added", new.media_type);
        walker.say(
            travel.media_type("added"),
            spot(Some(key), subject),
            (None, Some(&new.place)),
            message,
        );
    }
}

/// The media type with its parameters in one spelling; charset utf-8 is what there is anyway.
fn parameters(media_type: &str) -> Vec<String> {
    let parameters = media_type
        .split(';')
        .skip(1)
        .map(|text| text.trim().to_ascii_lowercase().replace('"', ""));
    let mut parameters: Vec<String> = parameters
        .filter(|text| !text.is_empty() && text != "charset=utf-8")
        .collect();
    parameters.sort_unstable();
    parameters
}

fn compare_content(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    (subject, travel): (&str, Travel),
    old: &Content,
    new: &Content,
) {
    let places = (Some(&old.place), Some(&new.place));
    if parameters(&old.media_type) != parameters(&new.media_type) {
        let message = format!(
            "media type changed from `{}` to `{}`",
            old.media_type, new.media_type
        );
        match travel {
            Travel::Sent => walker.say(
                travel.media_type("removed"),
                spot(Some(key), subject),
                places,
                message,
            ),
            Travel::Received => walker.say(
                travel.media_type("name-changed"),
                spot(Some(key), subject),
                places,
                message,
            ),
        }
    }
    // JSON is what a body is unless said otherwise.
    let subject = match essence(&new.media_type).as_str() {
        "application/json" => subject.to_owned(),
        other => format!("{subject} ({other})"),
    };
    let ((old_ty, old_parts), (new_ty, new_parts)) = (inside(&old.kind), inside(&new.kind));
    let (scope, old_place, new_place) = (travel.scope(), &old.place, &new.place);
    let root = Root {
        scope,
        operation: key,
        subject: &subject,
        old_place,
        new_place,
    };
    match (old_ty, new_ty) {
        (Some(old), Some(new)) => walker.types(root, old, new),
        (None, Some(_)) => {
            walker.say(
                travel.schema("added"),
                spot(Some(key), subject.clone()),
                places,
                "schema added".to_owned(),
            );
        }
        (Some(_), None) => {
            walker.say(
                travel.schema("removed"),
                spot(Some(key), subject.clone()),
                places,
                "schema removed".to_owned(),
            );
        }
        (None, None) => {}
    }
    compare_parts(walker, root, old_parts, new_parts);
}

fn inside(kind: &ContentKind) -> (Option<TypeId>, &[Part]) {
    match kind {
        ContentKind::Json(ty) | ContentKind::Text(ty) | ContentKind::Stream(ty) => (Some(*ty), &[]),
        ContentKind::Form(ty, parts) | ContentKind::Multipart(ty, parts) => (Some(*ty), parts),
        ContentKind::Bytes => (None, &[]),
    }
}

/// Compares how the properties that both forms have are sent.
pub(super) fn compare_parts(walker: &mut Walker<'_>, root: Root<'_>, old: &[Part], new: &[Part]) {
    for new in new {
        let Some(old) = old.iter().find(|old| old.property == new.property) else {
            continue;
        };
        let words = |part: &Part| {
            let mut words = part.content_types.clone();
            words.extend(part.spelling.as_ref().map(styled));
            if words.is_empty() {
                "the default".to_owned()
            } else {
                words.join(", ")
            }
        };
        if words(old) != words(new) {
            let message = format!(
                "property `{}` is sent another way: was {}, now {}",
                new.property,
                words(old),
                words(new)
            );
            walker.say_at(root, Effect::Alters, message);
        }
    }
}
