//! Operations: which belong together, and what changed about them beside what they carry.

use super::collect::spot;
use super::facts::difference;
use super::rules::rule;
use super::security::{self, Schemes};
use super::walk::Walker;
use super::{OperationKey, bodies, parameters, responses, servers};
use crate::api::Operation;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the operations and webhooks of two APIs.
pub(super) fn compare(walker: &mut Walker<'_>, schemes: &Schemes) {
    let (old_api, new_api) = (walker.pair.old, walker.pair.new);
    let (pairs, gone, come) = pair_up(&old_api.operations, &new_api.operations);
    let paths: BTreeSet<String> = new_api
        .operations
        .iter()
        .map(|operation| shape(&operation.template))
        .collect();
    for old in gone {
        let path = if paths.contains(&shape(&old.template)) {
            ""
        } else {
            "-path"
        };
        let (with, word) = match old.docs.deprecated {
            true => ("with", "deprecated operation removed"),
            false => ("without", "operation removed"),
        };
        let id = format!("api{path}-removed-{with}-deprecation");
        walker.say(
            rule(&id),
            spot(Some(&key(old)), ""),
            (Some(&old.place), None),
            word.to_owned(),
        );
    }
    for new in come {
        let message = "operation added".to_owned();
        walker.say(
            rule("endpoint-added"),
            spot(Some(&key(new)), ""),
            (None, Some(&new.place)),
            message,
        );
    }
    for (old, new) in pairs {
        let key = key(new);
        compare_facts(walker, &key, old, new);
        security::compare_operation(walker, schemes, &key, old, new);
        servers::compare_operation(walker, &key, old, new);
        parameters::compare(walker, &key, old, new);
        bodies::compare_requests(walker, &key, old.body.as_ref(), new.body.as_ref());
        responses::compare(walker, &key, &old.responses, &new.responses);
    }
    compare_webhooks(walker);
}

fn compare_webhooks(walker: &mut Walker<'_>) {
    let (pairs, gone, come) = pair_up(&walker.pair.old.webhooks, &walker.pair.new.webhooks);
    for old in gone {
        let message = "webhook removed".to_owned();
        walker.say(
            rule("webhook-removed"),
            spot(Some(&key(old)), "webhook"),
            (Some(&old.place), None),
            message,
        );
    }
    for new in come {
        let message = "webhook added".to_owned();
        walker.say(
            rule("webhook-added"),
            spot(Some(&key(new)), "webhook"),
            (None, Some(&new.place)),
            message,
        );
    }
    for (old, new) in pairs {
        let key = key(new);
        compare_facts(walker, &key, old, new);
        bodies::compare_arriving(walker, &key, old.body.as_ref(), new.body.as_ref());
    }
}

fn key(operation: &Operation) -> OperationKey {
    OperationKey {
        path: operation.template.clone(),
        method: operation.method.0.clone(),
    }
}

/// A template without the names of its parameters, which are not sent.
fn shape(template: &str) -> String {
    let mut shape = String::new();
    let mut depth = 0_usize;
    for character in template.chars() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                shape.push_str("{}");
            }
            _ if depth == 0 => shape.push(character),
            _ => {}
        }
    }
    shape
}

/// Operations that belong together, then what is left of the old and of the new ones.
type Paired<'a> = (
    Vec<(&'a Operation, &'a Operation)>,
    Vec<&'a Operation>,
    Vec<&'a Operation>,
);

/// Pairs by method and template; of several that differ only in names, the equally spelt first.
fn pair_up<'a>(old: &'a [Operation], new: &'a [Operation]) -> Paired<'a> {
    let mut left: BTreeMap<(String, &str), Vec<&'a Operation>> = BTreeMap::new();
    for operation in new {
        left.entry((shape(&operation.template), &operation.method.0))
            .or_default()
            .push(operation);
    }
    let (mut pairs, mut rest, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for old in old {
        let group = left.get_mut(&(shape(&old.template), old.method.0.as_str()));
        match group.and_then(|group| {
            Some((
                group.iter().position(|new| new.template == old.template)?,
                group,
            ))
        }) {
            Some((index, group)) => pairs.push((old, group.remove(index))),
            None => rest.push(old),
        }
    }
    for old in rest {
        match left.get_mut(&(shape(&old.template), old.method.0.as_str())) {
            Some(group) if !group.is_empty() => pairs.push((old, group.remove(0))),
            _ => gone.push(old),
        }
    }
    (pairs, gone, left.into_values().flatten().collect())
}

fn compare_facts(walker: &mut Walker<'_>, key: &OperationKey, old: &Operation, new: &Operation) {
    let places = (Some(&old.place), Some(&new.place));
    let mut say =
        |id: &str, message: String| walker.say(rule(id), spot(Some(key), ""), places, message);
    match (old.docs.deprecated, new.docs.deprecated) {
        (false, true) => say("endpoint-deprecated", "deprecated".to_owned()),
        (true, false) => say("endpoint-reactivated", "no longer deprecated".to_owned()),
        _ => {}
    }
    match (&old.id, &new.id) {
        (Some(old), Some(new)) if old != new => {
            say(
                "api-operation-id-removed",
                format!("operationId changed from `{old}` to `{new}`"),
            );
        }
        (Some(old), None) => say(
            "api-operation-id-removed",
            format!("operationId `{old}` removed"),
        ),
        (None, Some(new)) => say(
            "api-operation-id-added",
            format!("operationId `{new}` added"),
        ),
        _ => {}
    }
    let (gone, come) = difference(old.tags.iter(), new.tags.iter());
    for tag in gone {
        say("api-tag-removed", format!("tag `{tag}` removed"));
    }
    for tag in come {
        say("api-tag-added", format!("tag `{tag}` added"));
    }
    let (gone, come) = difference(old.fixed_query.iter(), new.fixed_query.iter());
    for (name, value) in gone {
        say(
            "request-parameter-removed",
            format!("fixed query `{name}={value}` removed"),
        );
    }
    for (name, value) in come {
        say(
            "new-required-request-parameter",
            format!("fixed query `{name}={value}` added"),
        );
    }
}
