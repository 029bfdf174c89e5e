//! Which credentials a request carries, and where.

use super::super::Secret;
use super::request::Request;
use super::{BuildRequestError, MissingCredentials, Scheme, SchemeKind, style};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The credentials that were given, by the index of their scheme.
pub(super) type Credentials = Vec<Option<Secret>>;

/// The header that carries the credential of a scheme.
pub(super) fn header_name(kind: SchemeKind) -> Option<&'static str> {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) => Some("authorization"),
        SchemeKind::Header(name) => Some(name),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::MutualTls => None,
    }
}

/// The schemes of the first alternative that the credentials suffice for, before those that need
/// nothing but a certificate, which the HTTP client may or may not have; none where the description
/// allows or demands it.
pub(super) fn choose(
    security: &'static [&'static [usize]],
    schemes: &'static [Scheme],
    is_given: &dyn Fn(&usize) -> bool,
) -> Result<&'static [usize], MissingCredentials> {
    let has = |index: &usize| {
        let certificate =
            schemes.get(*index).map(|scheme| scheme.kind) == Some(SchemeKind::MutualTls);
        certificate || is_given(index)
    };
    let suffices = |schemes: &&&[usize]| !schemes.is_empty() && schemes.iter().all(has);
    let mut enough = security.iter().filter(suffices);
    let first = enough.clone().next();
    let given = enough.find(|schemes| schemes.iter().any(is_given));
    if let Some(chosen) = given.or(first) {
        return Ok(chosen);
    }
    if security.is_empty() || security.iter().any(|schemes| schemes.is_empty()) {
        return Ok(&[]);
    }
    let name = |index: &usize| schemes.get(*index).map(|scheme| scheme.name);
    let alternatives = security
        .iter()
        .map(|alternative| alternative.iter().filter_map(name).collect())
        .collect();
    Err(MissingCredentials { alternatives })
}

/// Adds a credential to the request. It replaces what parameters of the same name may have set.
pub(super) fn apply(
    scheme: &Scheme,
    credential: &Secret,
    request: &mut Request,
) -> Result<(), BuildRequestError> {
    let value = credential.expose();
    let mut header = |name, value: &str| {
        request.headers.remove(name);
        request.raw_header(name, value)
    };
    match scheme.kind {
        SchemeKind::Bearer => header("authorization", &format!("Bearer {value}")),
        SchemeKind::Basic => header(
            "authorization",
            &format!("Basic {}", STANDARD.encode(value)),
        ),
        SchemeKind::Http(name) => header("authorization", &format!("{name} {value}")),
        SchemeKind::Header(name) => header(name, value),
        SchemeKind::Query(name) => {
            replace(&mut request.query, name, style::strict(value));
            Ok(())
        }
        SchemeKind::Cookie(name) => {
            // RFC 6265, section 4.1.1. Encoding would make it another credential.
            let fits = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
            if !value.bytes().all(fits) {
                return Err(BuildRequestError::new(
                    name,
                    "has a character that no cookie can hold",
                ));
            }
            replace(&mut request.cookies, name, value.to_owned());
            Ok(())
        }
        SchemeKind::MutualTls => Ok(()),
    }
}

fn replace(pairs: &mut Vec<(String, String)>, name: &str, value: String) {
    pairs.retain(|(other, _)| style::decoded(other) != name);
    pairs.push((style::strict(name), value));
}
