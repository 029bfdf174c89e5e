//! RFC 3986 (URI) and RFC 3987 (IRI), as grammars over a text, without a copy of it.

use std::net::Ipv6Addr;

/// Which characters beyond ASCII may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// None (RFC 3986).
    Ascii,
    /// Those of RFC 3987, section 2.2.
    Unicode,
}

/// `URI`, or `URI-reference` where `reference` is set.
pub(super) fn is_uri(text: &str, charset: Charset, reference: bool) -> bool {
    if is_usual(text.as_bytes()) {
        return true;
    }
    let (text, fragment) = split(text, '#');
    let (text, query) = split(text, '?');
    let query = query.is_none_or(|query| run(query, charset, "/?", true));
    let fragment = fragment.is_none_or(|fragment| run(fragment, charset, "/?", false));
    if !(query && fragment) {
        return false;
    }
    match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => is_hierarchy(rest, charset),
        _ => reference && !first_segment(text).contains(':') && is_hierarchy(text, charset),
    }
}

/// A URI template (RFC 6570, section 2).
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        let (literal, after) = rest.split_at(open);
        let Some(after) = after.strip_prefix('{') else {
            return false;
        };
        let Some((expression, tail)) = after.split_once('}') else {
            return false;
        };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = tail;
    }
    is_literal(rest)
}

/// Whether it is what most are: a scheme of letters, a host of letters, digits, dots and hyphens,
/// then unreserved characters and separators that may stand anywhere. One pass; no is no answer.
fn is_usual(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let scheme = letters.count();
    let Some(rest) = text.get(scheme..) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix(b"://").filter(|_| scheme > 0) else {
        return false;
    };
    let host = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let Some(rest) = rest.get(host.count()..) else {
        return false;
    };
    let tail = |byte: &u8| USUAL.get(usize::from(*byte)) == Some(&true);
    let mut query = rest.iter();
    match query.next() {
        None => true,
        Some(b'/' | b'?') => query.all(tail),
        Some(_) => false,
    }
}

/// `pchar` without `%`, `/` and `?`.
static USUAL: [bool; 128] = {
    let mut table = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = is_pchar(byte) || matches!(byte, b'/' | b'?');
        byte += 1;
    }
    table
};

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at)
        .map_or((text, None), |(before, after)| (before, Some(after)))
}

fn first_segment(text: &str) -> &str {
    split(text, '/').0
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Whatever follows the scheme: an authority with a path, or a path.
fn is_hierarchy(text: &str, charset: Charset) -> bool {
    let Some(rest) = text.strip_prefix("//") else {
        return run(text, charset, "/", false);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    is_authority(authority, charset) && run(path, charset, "/", false)
}

fn is_authority(text: &str, charset: Charset) -> bool {
    let (user, host) = text
        .rsplit_once('@')
        .map_or((None, text), |(u, h)| (Some(u), h));
    if !user.is_none_or(|user| !user.contains('@') && run(user, charset, "", false)) {
        return false;
    }
    let (literal, port) = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((literal, port))) => (Some(literal), port),
        Some(None) => return false,
        None => (
            None,
            host.find(':')
                .and_then(|at| host.get(at..))
                .unwrap_or_default(),
        ),
    };
    let port = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    let name = match literal {
        Some(literal) => is_literal_address(literal),
        None => run(split(host, ':').0, charset, "", false),
    };
    port && name
}

/// What stands between brackets: IPv6 or a future version (RFC 3986, section 3.2.2).
fn is_literal_address(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return text.parse::<Ipv6Addr>().is_ok();
    };
    future.split_once('.').is_some_and(|(version, address)| {
        let hex = !version.is_empty() && version.bytes().all(|b| b.is_ascii_hexdigit());
        hex && !address.is_empty() && address.chars().all(|c| c == ':' || is_plain(c))
    })
}

/// Characters of `pchar`, with those of `also`, each `%` followed by two hexadecimal digits.
/// Private characters may stand in an IRI's query only.
fn run(text: &str, charset: Charset, also: &str, private: bool) -> bool {
    let mut bytes = text.as_bytes();
    while let [first, rest @ ..] = bytes {
        bytes = match (first, rest) {
            (b'%', [high, low, rest @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                rest
            }
            (b'%', _) => return false,
            (128.., _) => rest,
            (byte, _) if is_pchar(*byte) || also.as_bytes().contains(byte) => rest,
            _ => return false,
        };
    }
    text.is_ascii()
        || (charset == Charset::Unicode
            && text.chars().all(|c| c.is_ascii() || is_unicode(c, private)))
}

/// `pchar` without its escapes.
const fn is_pchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'$' | b'&'..=b'.' | b':' | b';' | b'=' | b'@' | b'_' | b'~'
        )
}

/// `unreserved` and `sub-delims`.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c)
}

/// `ucschar`, and `iprivate` where it may stand.
fn is_unicode(c: char, private: bool) -> bool {
    match u32::from(c) {
        0xa0..=0xd7ff | 0xf900..=0xfdcf | 0xfdf0..=0xffef => true,
        0xe000..=0xf8ff | 0xf_0000..=0xf_fffd | 0x10_0000..=0x10_fffd => private,
        0xe_1000..=0xe_fffd => true,
        code => (0x1_0000..0xe_0000).contains(&code) && code & 0xffff < 0xfffe,
    }
}

fn is_literal(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        let hex = after
            .get(..2)
            .is_some_and(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
        if !hex {
            return false;
        }
        rest = after;
    }
    !text.contains(|c: char| c.is_control() || " \"<>\\^`{|}".contains(c))
}

fn is_expression(text: &str) -> bool {
    let variables = text
        .strip_prefix(['+', '#', '.', '/', ';', '?', '&'])
        .unwrap_or(text);
    variables.split(',').all(|variable| {
        let variable = variable.strip_suffix('*').unwrap_or(variable);
        let (name, length) = split(variable, ':');
        let length = length.is_none_or(|length| {
            matches!(length.len(), 1..=4)
                && !length.starts_with('0')
                && length.bytes().all(|b| b.is_ascii_digit())
        });
        length
            && name
                .split('.')
                .all(|part| !part.is_empty() && is_variable(part))
    })
}

fn is_variable(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '%');
    plain && is_literal(text)
}
