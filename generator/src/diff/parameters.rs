//! Parameters of two operations that belong together.

use super::collect::spot;
use super::facts::Effect;
use super::objects::default_change;
use super::rules::{Scope, rule};
use super::walk::{Root, Walker};
use super::{OperationKey, describe};
use crate::api::{Operation, Parameter, ParameterForm, PathPart};
use crate::document::{ParameterIn, Spelling};
use std::collections::BTreeMap;

/// What makes two parameters the same one. In a path only the position counts: the name is not
/// sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Position(usize),
    Named(ParameterIn, String),
}

/// Compares the parameters of `old` and `new`.
pub(super) fn compare(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: &Operation,
    new: &Operation,
) {
    let (olds, news) = (keyed(old), keyed(new));
    let (old_api, new_api) = (walker.pair.old, walker.pair.new);
    for (name, old) in &olds {
        if let Some(new) = news.get(name) {
            compare_one(walker, key, old, new);
        } else {
            let (id, word) = match old.docs.deprecated {
                true => (
                    "request-parameter-removed-with-deprecation",
                    "deprecated parameter removed",
                ),
                false => ("request-parameter-removed", "parameter removed"),
            };
            let message = format!("{word} (was {})", describe::ty(old_api, old.ty));
            walker.say(
                rule(id),
                spot(Some(key), subject(old)),
                (Some(&old.place), None),
                message,
            );
        }
    }
    for (_, new) in news.iter().filter(|(name, _)| !olds.contains_key(name)) {
        let (id, word) = match new.required {
            true => ("new-required-request-parameter", "required"),
            false => ("new-optional-request-parameter", "optional"),
        };
        let message = format!("{word} parameter added ({})", describe::ty(new_api, new.ty));
        walker.say(
            rule(id),
            spot(Some(key), subject(new)),
            (None, Some(&new.place)),
            message,
        );
    }
}

fn keyed(operation: &Operation) -> BTreeMap<Key, &Parameter> {
    let position = |index: usize| {
        let mut parts = operation
            .path
            .iter()
            .filter(|part| matches!(part, PathPart::Parameter(_)));
        parts.position(|part| *part == PathPart::Parameter(index))
    };
    let key = |(index, parameter): (usize, &Parameter)| match (parameter.location, position(index))
    {
        (ParameterIn::Path, Some(position)) => Key::Position(position),
        // Names of headers have no case (RFC 9110, section 5.1).
        (ParameterIn::Header, _) => {
            Key::Named(ParameterIn::Header, parameter.name.to_ascii_lowercase())
        }
        (location, _) => Key::Named(location, parameter.name.clone()),
    };
    operation
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| (key((index, parameter)), parameter))
        .collect()
}

fn subject(parameter: &Parameter) -> String {
    let place = match parameter.location {
        ParameterIn::Path => "path",
        ParameterIn::Query => "query",
        ParameterIn::QueryString => "query string",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    };
    format!("{place} parameter `{}`", parameter.name)
}

fn compare_one(walker: &mut Walker<'_>, key: &OperationKey, old: &Parameter, new: &Parameter) {
    let subject = subject(new);
    let places = (Some(&old.place), Some(&new.place));
    let mut say = |id: &str, message: String| {
        walker.say(rule(id), spot(Some(key), subject.clone()), places, message)
    };
    match (old.required, new.required) {
        (false, true) => say(
            "request-parameter-became-required",
            "became required".to_owned(),
        ),
        (true, false) => say(
            "request-parameter-became-optional",
            "became optional".to_owned(),
        ),
        _ => {}
    }
    if let Some((id, message)) = default_change(old.default.as_ref(), new.default.as_ref()) {
        say(&format!("request-parameter-{id}"), message);
    }
    match (old.docs.deprecated, new.docs.deprecated) {
        (false, true) => say("request-parameter-deprecated", "deprecated".to_owned()),
        (true, false) => say(
            "request-parameter-reactivated",
            "no longer deprecated".to_owned(),
        ),
        _ => {}
    }
    let root = Root {
        scope: Scope::Parameter,
        operation: key,
        subject: &subject,
        old_place: &old.place,
        new_place: &new.place,
    };
    if old.form == new.form {
        super::bodies::compare_parts(walker, root, &old.parts, &new.parts);
    } else {
        let message = format!(
            "is spelt another way: was {}, now {}",
            form(&old.form),
            form(&new.form)
        );
        walker.say_at(root, Effect::Alters, message);
    }
    walker.types(root, old.ty, new.ty);
}

/// How a value is spelt, in the words of OpenAPI.
pub(super) fn form(form: &ParameterForm) -> String {
    match form {
        ParameterForm::Json => "JSON text".to_owned(),
        ParameterForm::Form => "a form".to_owned(),
        ParameterForm::Text => "bare text".to_owned(),
        ParameterForm::Styled(spelling) => styled(spelling),
    }
}

/// A style and what stands beside it, in the words of OpenAPI.
pub(super) fn styled(spelling: &Spelling) -> String {
    let reserved = if spelling.allow_reserved {
        ", reserved characters allowed"
    } else {
        ""
    };
    let (style, explode) = (spelling.style.as_str(), spelling.explode);
    format!("style {style}, explode {explode}{reserved}")
}
