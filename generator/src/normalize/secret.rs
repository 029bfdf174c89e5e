//! Which strings no log may show.

use crate::api::{Api, Kind, Operation, Origin, Type, TypeId};
use heck::ToSnakeCase;
use std::collections::{BTreeMap, HashMap};

/// Names of properties and parameters that hold a secret, in snake case.
const NAMES: &[&str] = &["authorization", "token"];

/// Endings of such names. Only whole words count: `page_token` is none of these.
const ENDINGS: &[&str] = &[
    "access_token",
    "api_key",
    "apikey",
    "auth_token",
    "bearer_token",
    "client_secret",
    "id_token",
    "passphrase",
    "password",
    "private_key",
    "refresh_token",
    "secret",
    "secret_key",
];

/// Whether a string called `name` is a secret.
pub fn is_secret_name(name: &str) -> bool {
    if name.is_ascii() && !ends_like_one(name) {
        return false;
    }
    let name = name.to_snake_case();
    NAMES.contains(&name.as_str())
        || ENDINGS.iter().any(|ending| {
            name.strip_suffix(ending)
                .is_some_and(|before| before.is_empty() || before.ends_with('_'))
        })
}

/// Whether the name ends with the letters of the last word of one of the names, which few do: to
/// take it apart into words takes its time.
fn ends_like_one(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    NAMES.iter().chain(ENDINGS).any(|ending| {
        let word = ending.rsplit('_').next().unwrap_or(ending);
        let start = name.len().checked_sub(word.len());
        let end = start.and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    })
}

/// Whether a string of this format, called so or sent one way only, is a secret. A date shows
/// nothing that a log must not, bytes are files; an id that is only sent stays an id.
pub(super) fn is_secret(format: Option<&str>, named_so: bool, write_only: bool) -> bool {
    match format {
        Some("password") => true,
        Some("date" | "date-time" | "binary") => false,
        Some("byte" | "uuid") => named_so,
        _ => named_so || write_only,
    }
}

/// A property or parameter that is called like a secret holds one, also where its string is
/// described under another name.
pub(super) fn settle(api: &mut Api) {
    let mut met = BTreeMap::new();
    for (origin, ty) in named_so(&mut api.types, &mut api.operations) {
        met.entry(*ty).or_insert(origin);
    }
    let twins = met.into_iter();
    let twins: HashMap<_, _> = twins
        .filter_map(|(id, origin)| Some((id, hidden(&mut api.types, id, origin)?)))
        .collect();
    for (_, ty) in named_so(&mut api.types, &mut api.operations) {
        *ty = twins.get(ty).copied().unwrap_or(*ty);
    }
}

/// The types of properties and parameters that are called like a secret.
fn named_so<'a>(
    types: &'a mut [Type],
    operations: &'a mut [Operation],
) -> impl Iterator<Item = (Origin, &'a mut TypeId)> {
    let properties = (0..).map(TypeId).zip(types).flat_map(|(of, ty)| {
        let properties = match &mut ty.kind {
            Kind::Object(object) => object.properties.as_mut_slice(),
            _ => &mut [],
        };
        let secret = properties.iter_mut().filter(|it| is_secret_name(&it.name));
        secret.map(move |it| {
            let name = it.name.clone();
            (Origin::Property { of, name }, &mut it.ty)
        })
    });
    let parameters = operations
        .iter_mut()
        .enumerate()
        .flat_map(|(operation, it)| {
            let secret = it.parameters.iter_mut();
            let secret = secret.filter(|it| is_secret_name(&it.name));
            secret.map(move |it| {
                let name = it.name.clone();
                (Origin::Parameter { operation, name }, &mut it.ty)
            })
        });
    properties.chain(parameters)
}

/// A type like the string `id`, but a secret; `None` where it is one, or cannot be.
fn hidden(types: &mut Vec<Type>, id: TypeId, origin: Origin) -> Option<TypeId> {
    let mut twin = types.get(id.0 as usize)?.clone();
    match &mut twin.kind {
        Kind::Nullable(inner) => *inner = hidden(types, *inner, origin.clone())?,
        Kind::String(string) if !string.secret => {
            string.secret = is_secret(string.format.as_deref(), true, false);
            string.secret.then_some(())?;
        }
        _ => return None,
    }
    let id = TypeId(u32::try_from(types.len()).ok()?);
    types.push(Type { origin, ..twin });
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn secrets_are_told_by_their_last_words() {
        for name in [
            "oauthClientSecret",
            "proxyAuthToken",
            "api_key",
            "X-Api-Key",
            "password",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "page_token",
            "api_key_set",
            "secretary",
            "tokenizer",
            "secret_name",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
