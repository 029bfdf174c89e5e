//! Bodies and responses of two operations that belong together.

use super::OperationKey;
use super::collect::spot;
use super::facts::Effect;
use super::parameters::form;
use super::rules::{Rule, Scope, rule};
use super::walk::{Root, Walker};
use crate::api::{Body, Content, ContentKind, Header, Part, Response, TypeId};
use crate::diagnostic::Place;
use crate::document::Status;
use crate::normalize::essence;
use std::collections::BTreeMap;

/// Which way bodies travel, and so which rules speak of them. A webhook's body comes to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Travel {
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

/// Compares two lists of responses.
pub(super) fn compare_responses(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: &[Response],
    new: &[Response],
) {
    let keyed = |responses: &'_ [Response]| -> BTreeMap<Status, usize> {
        responses
            .iter()
            .enumerate()
            .map(|(index, response)| (response.status, index))
            .collect()
    };
    let (old_keys, new_keys) = (keyed(old), keyed(new));
    let mut statuses: Vec<Status> = old_keys.keys().chain(new_keys.keys()).copied().collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let find = |list: &'_ [Response], keys: &BTreeMap<Status, usize>| {
            list.get(*keys.get(&status)?).cloned()
        };
        let subject = format!("response {}", status_text(status));
        let sort = if is_success(status) {
            "success"
        } else {
            "non-success"
        };
        let named = |change: &str| rule(&format!("response-{sort}-status-{change}"));
        match (find(old, &old_keys), find(new, &new_keys)) {
            (Some(old), Some(new)) => {
                compare_headers(walker, key, &subject, &old.headers, &new.headers);
                compare_contents(
                    walker,
                    key,
                    (&subject, Travel::Received),
                    &old.contents,
                    &new.contents,
                );
            }
            (Some(old), None) => {
                let message = "response removed".to_owned();
                walker.say(
                    named("removed"),
                    spot(Some(key), subject),
                    (Some(&old.place), None),
                    message,
                );
            }
            (None, Some(new)) => {
                let message = "response added".to_owned();
                walker.say(
                    named("added"),
                    spot(Some(key), subject),
                    (None, Some(&new.place)),
                    message,
                );
            }
            (None, None) => {}
        }
    }
}

fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

fn compare_contents(
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
fn compare_parts(walker: &mut Walker<'_>, root: Root<'_>, old: &[Part], new: &[Part]) {
    for new in new {
        let Some(old) = old.iter().find(|old| old.property == new.property) else {
            continue;
        };
        let words = |part: &Part| {
            let mut words = part.content_types.clone();
            words.extend(part.form.as_ref().map(form));
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

fn compare_headers(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    response: &str,
    old: &[Header],
    new: &[Header],
) {
    let find = |list: &'_ [Header], name: &str| {
        list.iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .cloned()
    };
    let subject = |name: &str| format!("{response} header `{name}`");
    for old in old {
        let Some(new) = find(new, &old.name) else {
            let (id, word) = match old.required {
                true => (
                    "required-response-header-removed",
                    "required header removed",
                ),
                false => (
                    "optional-response-header-removed",
                    "optional header removed",
                ),
            };
            walker.say(
                rule(id),
                spot(Some(key), subject(&old.name)),
                (Some(&old.place), None),
                word.to_owned(),
            );
            continue;
        };
        let subject = subject(&new.name);
        let (old_place, new_place) = (&old.place, &new.place);
        let root = Root {
            scope: Scope::ResponseHeader,
            operation: key,
            subject: &subject,
            old_place,
            new_place,
        };
        match (old.required, new.required) {
            (true, false) => {
                let id = rule("response-header-became-optional");
                walker.say(
                    id,
                    spot(Some(key), subject.clone()),
                    (Some(old_place), Some(new_place)),
                    "became optional".to_owned(),
                );
            }
            (false, true) => walker.say_at(root, Effect::Narrows, "became required".to_owned()),
            _ => {}
        }
        if old.form != new.form {
            let message = format!(
                "is spelt another way: was {}, now {}",
                form(&old.form),
                form(&new.form)
            );
            walker.say_at(root, Effect::Alters, message);
        }
        walker.types(root, old.ty, new.ty);
    }
    for new in new.iter().filter(|new| find(old, &new.name).is_none()) {
        let message = "header added".to_owned();
        walker.say(
            rule("response-header-added"),
            spot(Some(key), subject(&new.name)),
            (None, Some(&new.place)),
            message,
        );
    }
}
