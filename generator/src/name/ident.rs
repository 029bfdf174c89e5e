//! The one sanitiser: any text becomes a Rust identifier.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// Words that cannot be an identifier, strict and reserved, up to the 2024 edition.
pub(crate) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot be an identifier even behind `r#`.
const NEVER_RAW: &[&str] = &["_", "crate", "self", "super", "Self"];

/// Names of symbols, for texts that have nothing else or begin with a sign.
const SYMBOLS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('%', "percent"),
    ('=', "equal"),
    ('<', "less"),
    ('>', "greater"),
    ('!', "not"),
    ('&', "and"),
    ('|', "or"),
    ('~', "tilde"),
    ('^', "caret"),
    ('@', "at"),
    ('#', "hash"),
    ('$', "dollar"),
    ('?', "question"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('_', "underscore"),
    (' ', "space"),
    ('\'', "quote"),
    ('"', "quote"),
    ('`', "backtick"),
    ('\\', "backslash"),
    ('(', "open"),
    (')', "close"),
    ('[', "open"),
    (']', "close"),
    ('{', "open"),
    ('}', "close"),
];

/// The longest identifier that is made of a text, in characters.
const LONGEST: usize = 100;

/// Whether it is an identifier at first sight: in ASCII, and no keyword.
pub(crate) fn is_plain(name: &str) -> bool {
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    // No keyword is longer, and none but `Self` has a capital.
    let is_word = name.len() <= 8 && name.bytes().all(|b| b.is_ascii_lowercase());
    letters
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !(is_word && KEYWORDS.contains(&name))
        && !NEVER_RAW.contains(&name)
}

/// A snake-case identifier, `r#` included where it must be; `fallback` where nothing is left.
pub fn snake(text: &str, fallback: &str) -> String {
    let ident = match plain_words(text) {
        Some(words) => words.collect::<Vec<_>>().join("_"),
        None => finish(words(text).to_snake_case(), fallback, "n"),
    };
    if KEYWORDS.contains(&ident.as_str()) {
        format!("r#{ident}")
    } else if NEVER_RAW.contains(&ident.as_str()) {
        format!("{ident}_")
    } else {
        ident
    }
}

/// A snake-case name for a module: never raw, because it is a file as well.
pub fn module(text: &str, fallback: &str) -> String {
    let ident = snake(text, fallback);
    match ident.strip_prefix("r#") {
        Some(word) => format!("{word}_"),
        None => ident,
    }
}

/// An upper-camel-case identifier; `fallback` where nothing is left.
pub fn pascal(text: &str, fallback: &str) -> String {
    let ident = match plain_words(text) {
        Some(words) => words.map(capitalized).collect(),
        None => finish(words(text).to_upper_camel_case(), fallback, "N"),
    };
    if NEVER_RAW.contains(&ident.as_str()) {
        format!("{ident}_")
    } else {
        ident
    }
}

/// An identifier with more behind it: the `_` that kept `self` from being a keyword has done its
/// work, and within a name it is bad style to rustc.
pub(super) fn joined(stem: &str, suffix: &str) -> String {
    match suffix {
        "" => stem.to_owned(),
        _ => format!("{}{suffix}", stem.trim_end_matches('_')),
    }
}

/// The words of a text that shows at first sight where each begins, as most do: lower case in
/// ASCII, digits, and separators.
fn plain_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let separates = |b: u8| matches!(b, b'_' | b'-' | b'.' | b'/' | b' ');
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || separates(b);
    let is_plain = text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(plain);
    let words = text.split(['_', '-', '.', '/', ' ']);
    is_plain.then(|| words.filter(|word| !word.is_empty()))
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// The text with nothing in it but letters, digits and separators. A sign before a number and
/// texts that are all symbols are spelt out.
fn words(text: &str) -> String {
    // rustc takes two spellings of a letter for one, and warns of letters that stand for others.
    let text: String = match text.is_ascii() {
        true => text.chars().take(LONGEST).collect(),
        false => text.nfkc().take(LONGEST).collect(),
    };
    let usable = |c: char| c.is_alphanumeric();
    let signed =
        text.starts_with(['+', '-']) && text[1..].starts_with(|c: char| c.is_ascii_digit());
    let spell_all = !text.chars().any(usable);
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if usable(c) {
            out.push(c);
            continue;
        }
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            Some((_, word)) if spell_all || (signed && index == 0) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ => out.push(' '),
        }
    }
    plurals(&out)
}

/// The text with `IPs` as the one word that it is: `Ips`.
fn plurals(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(|c: char| c.is_ascii_uppercase()) {
        let (before, capitals) = rest.split_at(start);
        let length = capitals.bytes().take_while(u8::is_ascii_uppercase).count();
        let (capitals, after) = capitals.split_at(length);
        let ends = |after: &str| !after.starts_with(char::is_lowercase);
        let plural = length > 1 && after.strip_prefix('s').is_some_and(ends);
        out.push_str(before);
        match plural {
            true => out.push_str(&capitalized(&capitals.to_ascii_lowercase())),
            false => out.push_str(capitals),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Makes the first character one that an identifier may begin with, and drops what none may hold.
fn finish(words: String, fallback: &str, before_digit: &str) -> String {
    let kept: String = words
        .chars()
        .filter(|c| *c == '_' || is_ident_part(*c))
        .collect();
    match kept.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first == '_' && kept.chars().all(|c| c == '_') => fallback.to_owned(),
        Some(first) if first != '_' && !is_ident_start(first) => format!("{before_digit}{kept}"),
        Some(_) => kept,
    }
}

fn is_ident_start(c: char) -> bool {
    c.is_ascii_alphabetic() || syn::parse_str::<syn::Ident>(&format!("{c}a")).is_ok()
}

fn is_ident_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || syn::parse_str::<syn::Ident>(&format!("a{c}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{joined, module, pascal, snake};

    #[test]
    fn any_text_becomes_an_identifier() {
        for (text, field, ty) in [
            ("userId", "user_id", "UserId"),
            ("clusterIPs", "cluster_ips", "ClusterIps"),
            ("IDsOfVMs2", "ids_of_vms2", "IdsOfVms2"),
            ("a-b_c.d/e f__2g-", "a_b_c_d_e_f_2g", "ABCDEF2g"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("2fa", "n2fa", "N2fa"),
            ("type", "r#type", "Type"),
            ("gen", "r#gen", "Gen"),
            ("self", "self_", "Self_"),
            ("crate", "crate_", "Crate"),
            ("", "field", "Field"),
            ("@odata.type", "odata_type", "OdataType"),
            ("$", "dollar", "Dollar"),
            ("<=", "less_equal", "LessEqual"),
            ("名前", "名前", "名前"),
            ("\u{202e}evil\u{0}\"}", "evil", "Evil"),
            ("__", "underscore_underscore", "UnderscoreUnderscore"),
            ("😀", "field", "Field"),
        ] {
            assert_eq!(snake(text, "field"), field, "{text}");
            assert_eq!(pascal(text, "Field"), ty, "{text}");
            syn::parse_str::<syn::Ident>(&snake(text, "field")).expect(text);
            syn::parse_str::<syn::Ident>(&pascal(text, "Field")).expect(text);
        }
        assert_eq!(module("type", "x"), "type_");
        assert_eq!(joined("Self_", "Kind"), "SelfKind");
        assert_eq!(joined("Self_", ""), "Self_");
        assert!(snake(&"a".repeat(10_000), "x").len() <= 100);
    }
}
