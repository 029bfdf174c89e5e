//! Responses of two operations that belong together.

use super::OperationKey;
use super::bodies::{Travel, compare_contents};
use super::collect::spot;
use super::facts::Effect;
use super::parameters::form;
use super::rules::{Scope, rule};
use super::walk::{Root, Walker};
use crate::api::{Header, Response};
use crate::document::Status;
use std::collections::{BTreeMap, BTreeSet};

/// Compares two lists of responses.
pub(super) fn compare<'a>(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: &'a [Response],
    new: &'a [Response],
) {
    let keyed = |responses: &'a [Response]| -> BTreeMap<Status, &'a Response> {
        responses
            .iter()
            .map(|response| (response.status, response))
            .collect()
    };
    let (olds, news) = (keyed(old), keyed(new));
    let statuses: BTreeSet<Status> = olds.keys().chain(news.keys()).copied().collect();
    for status in statuses {
        let subject = format!("response {}", status.text());
        let sort = if status.is_success() {
            "success"
        } else {
            "non-success"
        };
        let named = |change: &str| rule(&format!("response-{sort}-status-{change}"));
        match (olds.get(&status), news.get(&status)) {
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

fn compare_headers(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    response: &str,
    old: &[Header],
    new: &[Header],
) {
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

/// The header `name`, whose case makes no difference.
fn find<'a>(list: &'a [Header], name: &str) -> Option<&'a Header> {
    list.iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))
}
