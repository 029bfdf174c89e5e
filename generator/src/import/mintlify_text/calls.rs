//! What a page says about the call as a whole: who may make it, and the samples.

use super::super::curl::Curl;
use super::super::cursor::Cursor;
use super::super::facts::{
    Body, Location, Operation, Property, Response, Scheme, SchemeKind, Stands,
};
use super::properties::Found;

/// A header or parameter below the heading of authorisation is a scheme.
pub(super) fn security(operation: &mut Operation, cursor: &mut Cursor<'_>, found: &Found) {
    let Property { name, node, .. } = &found.property;
    let location = found.location.unwrap_or(Location::Header);
    let said = node.sentence().to_ascii_lowercase();
    let in_header = location == Location::Header && name.eq_ignore_ascii_case("authorization");
    let (kind, mined) = if in_header && said.contains("bearer") {
        (SchemeKind::Http("bearer"), true)
    } else if in_header && said.contains("basic") {
        (SchemeKind::Http("basic"), true)
    } else if location == Location::Path {
        cursor.report(
            node.line,
            "a path parameter cannot authorise a call; it is left out",
        );
        return;
    } else {
        let name = name.clone();
        (SchemeKind::ApiKey { location, name }, false)
    };
    let name = match &kind {
        SchemeKind::Http("bearer") => "bearerAuth".to_owned(),
        SchemeKind::Http(_) => "basicAuth".to_owned(),
        SchemeKind::ApiKey { name, .. } => name.clone(),
    };
    let scheme = Scheme {
        name,
        line: node.line,
        kind,
        mined,
    };
    // The page lists what one call needs: all of them.
    let alternatives = operation.security.get_or_insert_default();
    match alternatives.first_mut() {
        Some(all) => all.push(scheme),
        None => alternatives.push(vec![scheme]),
    }
}

/// What the sample tells: the server, a scheme, the media type, an example of the body.
pub(super) fn curl(operation: &mut Operation, cursor: &mut Cursor<'_>, line: usize, curl: &Curl) {
    if curl.method != operation.method {
        cursor.report(line, "the sample's method is not the operation's");
    }
    match curl.base(&operation.path) {
        Some(text) => operation.servers.push(Stands { text, line }),
        None => cursor.report(
            line,
            "the sample's URL does not end with the operation's path",
        ),
    }
    if operation.security.is_none()
        && let Some(scheme) = curl.scheme(line)
    {
        operation.security = Some(vec![vec![scheme]]);
    }
    if operation.media_type.is_none()
        && let Some(text) = curl.media_type()
    {
        operation.media_type = Some(Stands {
            text: text.to_owned(),
            line,
        });
    }
    if let Some(example) = curl.json() {
        let body = operation.body.get_or_insert_with(|| Body {
            line,
            ..Body::default()
        });
        match &body.example {
            Some(known) if *known != example => {
                cursor.report(line, "a second example of the body; the first is read");
            }
            _ => body.example = Some(example),
        }
    }
}

/// The samples of a response stand before or behind the list of its properties: each goes to the
/// first response that has none, and a repetition says nothing new.
pub(super) fn place_samples(operation: &mut Operation, cursor: &mut Cursor<'_>) {
    for (line, sample) in std::mem::take(&mut operation.samples) {
        let responses = &mut operation.responses;
        if responses
            .iter()
            .any(|response| response.example.as_ref() == Some(&sample))
        {
            continue;
        }
        if responses.is_empty() {
            responses.push(Response {
                line,
                ..Response::default()
            });
        }
        match responses
            .iter_mut()
            .find(|response| response.example.is_none())
        {
            Some(response) => response.example = Some(sample),
            None => cursor.report(
                line,
                "a sample of a response that is not listed; it is left out",
            ),
        }
    }
}
