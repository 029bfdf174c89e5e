//! Which strings no log may show.

use heck::ToSnakeCase;

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
