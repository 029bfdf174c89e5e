//! Security: which credentials there are, and which of them let a caller in.
//!
//! oasdiff gives every change of security the level INFO. Here what locks out a caller who was let
//! in before is an error under a rule of ours; what only opens another door keeps oasdiff's rule.

use super::OperationKey;
use super::collect::spot;
use super::rules::rule;
use super::walk::Walker;
use crate::api::{Api, Operation, SecurityAlternative, SecurityKind, SecurityScheme};
use crate::diagnostic::Place;
use crate::document::ParameterIn;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers for security schemes: the same for an old scheme and the new one that it became.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    old: Vec<usize>,
    new: Vec<usize>,
}

/// An alternative: the numbers of its schemes, each with its scopes. None: nobody is asked.
type Alternative = BTreeMap<usize, BTreeSet<String>>;

/// Pairs the schemes of two APIs and says what changed about them.
///
/// By name and kind, then by kind (a scheme that was only renamed is the same credential), then
/// by name.
pub(super) fn compare_schemes(walker: &mut Walker<'_>) -> Schemes {
    let (old_api, new_api) = (walker.pair.old, walker.pair.new);
    let (olds, news) = (&old_api.security_schemes, &new_api.security_schemes);
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let rounds: [fn(&SecurityScheme, &SecurityScheme) -> bool; 3] = [
        |old, new| old.name == new.name && same_credential(old, new),
        same_credential,
        |old, new| old.name == new.name,
    ];
    for same in rounds {
        for (new_index, new) in news.iter().enumerate() {
            let free = |old: &usize| !partner.values().any(|taken| taken == old);
            let found = olds
                .iter()
                .enumerate()
                .find(|(index, old)| free(index) && same(old, new))
                .map(|(index, _)| index);
            if let (false, Some(found)) = (partner.contains_key(&new_index), found) {
                partner.insert(new_index, found);
            }
        }
    }
    for (index, old) in olds.iter().enumerate() {
        if !partner.values().any(|taken| *taken == index) {
            let message = format!("security scheme removed ({})", credential(old));
            let spot = spot(None, subject(old));
            walker.say(
                rule("api-security-component-removed"),
                spot,
                (Some(&old.place), None),
                message,
            );
        }
    }
    let mut numbers = Schemes {
        old: (0..olds.len()).collect(),
        new: Vec::new(),
    };
    for (index, new) in news.iter().enumerate() {
        let old = partner
            .get(&index)
            .and_then(|old| Some((*old, olds.get(*old)?)));
        numbers
            .new
            .push(old.map_or(olds.len() + index, |(old, _)| old));
        match old {
            None => {
                let message = format!("security scheme added ({})", credential(new));
                let spot = spot(None, subject(new));
                walker.say(
                    rule("api-security-component-added"),
                    spot,
                    (None, Some(&new.place)),
                    message,
                );
            }
            Some((old_index, old)) if !same_credential(old, new) => {
                scheme_changed(walker, (old_index, old), (index, new))
            }
            Some(_) => {}
        }
    }
    numbers
}

/// Compares what lets a caller into an operation.
pub(super) fn compare_operation(
    walker: &mut Walker<'_>,
    schemes: &Schemes,
    key: &OperationKey,
    old: &Operation,
    new: &Operation,
) {
    let (olds, news) = (
        alternatives(&old.security, &schemes.old),
        alternatives(&new.security, &schemes.new),
    );
    let bare = |list: &[Alternative]| -> BTreeSet<Vec<usize>> {
        list.iter()
            .map(|one| one.keys().copied().collect())
            .collect()
    };
    let (old_keys, new_keys) = (bare(&olds), bare(&news));
    let names = Names {
        old_api: walker.pair.old,
        new_api: walker.pair.new,
        schemes,
    };
    let mut say = |id: &str, places: (Option<Place>, Option<Place>), message: String| {
        walker.say(
            rule(id),
            spot(Some(key), "security"),
            (places.0.as_ref(), places.1.as_ref()),
            message,
        );
    };
    for gone in old_keys.difference(&new_keys) {
        // Whoever sent these credentials is still let in if some of them are enough now.
        let enough = new_keys
            .iter()
            .any(|new| new.iter().all(|scheme| gone.contains(scheme)));
        let id = if enough {
            "api-security-removed"
        } else {
            "api-security-narrowed"
        };
        let message = match gone.is_empty() {
            true => "calls without credentials are no longer let in".to_owned(),
            false => format!("{} is no longer enough", names.all(gone)),
        };
        let message = if enough {
            format!("{} is no longer asked for", names.all(gone))
        } else {
            message
        };
        say(id, names.places(gone), message);
    }
    for come in new_keys.difference(&old_keys) {
        let message = match come.is_empty() {
            true => "calls without credentials are let in now".to_owned(),
            false => format!("{} is accepted now", names.all(come)),
        };
        say("api-security-added", names.places(come), message);
    }
    for old in &olds {
        let Some(new) = news.iter().find(|new| new.keys().eq(old.keys())) else {
            continue;
        };
        for (number, old_scopes) in old {
            let Some(new_scopes) = new.get(number) else {
                continue;
            };
            for scope in old_scopes.difference(new_scopes) {
                let message = format!("scope `{scope}` of {} removed", names.one(*number));
                say(
                    "api-security-scope-removed",
                    names.places(&[*number]),
                    message,
                );
            }
            for scope in new_scopes.difference(old_scopes) {
                let message = format!("scope `{scope}` of {} added", names.one(*number));
                say(
                    "api-security-scope-added",
                    names.places(&[*number]),
                    message,
                );
            }
        }
    }
}

fn subject(scheme: &SecurityScheme) -> String {
    format!("security scheme `{}`", scheme.name)
}

/// A scheme that became another credential breaks those who use it.
fn scheme_changed(
    walker: &mut Walker<'_>,
    old: (usize, &SecurityScheme),
    new: (usize, &SecurityScheme),
) {
    let uses = |api: &Api, index: usize| {
        let mut alternatives = api
            .operations
            .iter()
            .flat_map(|operation| &operation.security);
        alternatives.any(|alternative| {
            alternative
                .schemes
                .iter()
                .any(|(scheme, _)| *scheme == index)
        })
    };
    let used = uses(walker.pair.old, old.0) && uses(walker.pair.new, new.0);
    let id = if used {
        "api-security-credential-changed"
    } else {
        "api-security-component-type-changed"
    };
    let message = format!(
        "credential changed from {} to {}",
        credential(old.1),
        credential(new.1)
    );
    walker.say(
        rule(id),
        spot(None, subject(new.1)),
        (Some(&old.1.place), Some(&new.1.place)),
        message,
    );
}

/// Whether two schemes ask for the same thing. The format of a bearer token is a remark.
fn same_credential(old: &SecurityScheme, new: &SecurityScheme) -> bool {
    match (&old.kind, &new.kind) {
        (SecurityKind::Bearer { .. }, SecurityKind::Bearer { .. }) => true,
        (
            SecurityKind::ApiKey {
                location: ParameterIn::Header,
                name: old,
            },
            SecurityKind::ApiKey {
                location: ParameterIn::Header,
                name: new,
            },
        ) => old.eq_ignore_ascii_case(new),
        (SecurityKind::OtherHttp { scheme: old }, SecurityKind::OtherHttp { scheme: new }) => {
            old.eq_ignore_ascii_case(new)
        }
        (old, new) => old == new,
    }
}

fn credential(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecurityKind::ApiKey { location, name } => {
            let place = match location {
                ParameterIn::Query | ParameterIn::QueryString => "query parameter",
                ParameterIn::Cookie => "cookie",
                ParameterIn::Header | ParameterIn::Path => "header",
            };
            format!("key in {place} `{name}`")
        }
        SecurityKind::Basic => "basic authentication".to_owned(),
        SecurityKind::Bearer { .. } => "bearer token".to_owned(),
        SecurityKind::OtherHttp { scheme } => format!("HTTP authentication `{scheme}`"),
        SecurityKind::MutualTls => "client certificate".to_owned(),
    }
}

/// The alternatives; where there is none, nobody is asked.
fn alternatives(security: &[SecurityAlternative], numbers: &[usize]) -> Vec<Alternative> {
    let one = |alternative: &SecurityAlternative| {
        let schemes = alternative.schemes.iter();
        schemes
            .filter_map(|(index, scopes)| {
                Some((*numbers.get(*index)?, scopes.iter().cloned().collect()))
            })
            .collect()
    };
    match security {
        [] => vec![Alternative::new()],
        security => security.iter().map(one).collect(),
    }
}

/// Finds schemes by their numbers.
struct Names<'a> {
    old_api: &'a Api,
    new_api: &'a Api,
    schemes: &'a Schemes,
}

impl Names<'_> {
    fn old_scheme(&self, number: usize) -> Option<&SecurityScheme> {
        self.old_api
            .security_schemes
            .get(self.schemes.old.iter().position(|own| *own == number)?)
    }

    fn new_scheme(&self, number: usize) -> Option<&SecurityScheme> {
        self.new_api
            .security_schemes
            .get(self.schemes.new.iter().position(|own| *own == number)?)
    }

    fn one(&self, number: usize) -> String {
        self.new_scheme(number)
            .or_else(|| self.old_scheme(number))
            .map(credential)
            .unwrap_or_default()
    }

    fn all(&self, numbers: &[usize]) -> String {
        numbers
            .iter()
            .map(|number| self.one(*number))
            .collect::<Vec<_>>()
            .join(" with ")
    }

    /// The places of the first scheme, so that one change of all operations is one change.
    fn places(&self, numbers: &[usize]) -> (Option<Place>, Option<Place>) {
        let first = numbers.first().copied();
        let old = first
            .and_then(|number| self.old_scheme(number))
            .map(|scheme| scheme.place.clone());
        let new = first
            .and_then(|number| self.new_scheme(number))
            .map(|scheme| scheme.place.clone());
        (old, new)
    }
}
