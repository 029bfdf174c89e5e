//! Servers: where requests go.

use super::OperationKey;
use super::collect::spot;
use super::facts::difference;
use super::rules::rule;
use super::walk::Walker;
use crate::api::{Operation, Server, ServerVariable};
use std::collections::BTreeSet;

/// Compares the servers of two APIs.
pub(super) fn compare_api(walker: &mut Walker<'_>) {
    let (old, new) = (walker.pair.old, walker.pair.new);
    compare(walker, None, &old.servers, &new.servers);
}

/// Compares the servers of two operations where one has its own.
pub(super) fn compare_operation(
    walker: &mut Walker<'_>,
    key: &OperationKey,
    old: &Operation,
    new: &Operation,
) {
    if old.servers.is_none() && new.servers.is_none() {
        return;
    }
    let (old_api, new_api) = (walker.pair.old, walker.pair.new);
    let old = old.servers.as_ref().unwrap_or(&old_api.servers);
    let new = new.servers.as_ref().unwrap_or(&new_api.servers);
    compare(walker, Some(key), old, new);
}

/// A URL without the slash at its end, which makes no difference.
fn url(server: &Server) -> &str {
    server.url.trim_end_matches('/')
}

fn compare(walker: &mut Walker<'_>, key: Option<&OperationKey>, old: &[Server], new: &[Server]) {
    let (gone, come) = difference(old.iter().map(url), new.iter().map(url));
    let place = |list: &'_ [Server], wanted: &str| {
        list.iter()
            .find(|server| url(server) == wanted)
            .map(|server| server.place.clone())
    };
    if let ([from], [to]) = (gone.as_slice(), come.as_slice()) {
        let message = format!("server changed from `{from}` to `{to}`");
        let (old_place, new_place) = (place(old, from), place(new, to));
        walker.say(
            rule("api-server-changed"),
            spot(key, "server"),
            (old_place.as_ref(), new_place.as_ref()),
            message,
        );
    } else {
        for from in gone {
            let message = format!("server `{from}` removed");
            walker.say(
                rule("api-server-removed"),
                spot(key, "server"),
                (place(old, from).as_ref(), None),
                message,
            );
        }
        for to in come {
            let message = format!("server `{to}` added");
            walker.say(
                rule("api-server-added"),
                spot(key, "server"),
                (None, place(new, to).as_ref()),
                message,
            );
        }
    }
    for old in old {
        for new in new.iter().filter(|new| url(new) == url(old)).take(1) {
            compare_variables(walker, key, old, new);
        }
    }
}

fn compare_variables(
    walker: &mut Walker<'_>,
    key: Option<&OperationKey>,
    old: &Server,
    new: &Server,
) {
    let facts = |variable: &ServerVariable| {
        let values: BTreeSet<&str> = variable.values.iter().map(String::as_str).collect();
        let limit = if values.is_empty() {
            String::new()
        } else {
            format!(" of {}", values.into_iter().collect::<Vec<_>>().join(", "))
        };
        format!("`{}`{limit}", variable.default)
    };
    for new_variable in &new.variables {
        let Some(old_variable) = old
            .variables
            .iter()
            .find(|old| old.name == new_variable.name)
        else {
            continue;
        };
        let (from, to) = (facts(old_variable), facts(new_variable));
        if from != to {
            let message = format!(
                "variable `{}` changed from {from} to {to}",
                new_variable.name
            );
            let places = (Some(&old.place), Some(&new.place));
            walker.say(
                rule("api-server-variable-changed"),
                spot(key, "server"),
                places,
                message,
            );
        }
    }
}
