//! Strings of a format, or that match a pattern.

use fastrand::Rng;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Some strings of each format, in spellings that differ.
const SAMPLES: &[(&str, &[&str])] = &[
    (
        "date-time",
        &[
            "2024-02-29T12:30:45Z",
            "1999-12-31T23:59:59.123456Z",
            "2024-07-01T00:00:00+02:00",
            "2020-01-01t00:00:00z",
            "1970-01-01T00:00:00.5-11:30",
        ],
    ),
    ("date", &["2024-02-29", "1970-01-01", "2031-12-31"]),
    ("time", &["12:00:00Z", "23:59:59.9+01:00"]),
    ("duration", &["P1D", "PT36H", "P3Y6M4DT12H30M5S"]),
    ("email", &["ann@example.com", "a.b+c@mail.example.org"]),
    ("idn-email", &["ann@example.com"]),
    ("hostname", &["example.com", "a", "xn--bcher-kva.example"]),
    ("idn-hostname", &["example.com"]),
    ("ipv4", &["127.0.0.1", "10.0.0.255"]),
    ("ipv6", &["::1", "2001:db8::8a2e:370:7334"]),
    (
        "uri",
        &[
            "https://example.com/a?b=c#d",
            "urn:isbn:0451450523",
            "mailto:a@b.example",
        ],
    ),
    (
        "url",
        &["https://example.com/a?b=c#d", "http://localhost:80/"],
    ),
    ("uri-reference", &["/a/b", "https://example.com", ""]),
    ("iri", &["https://example.com/ä"]),
    ("iri-reference", &["/ä"]),
    ("uri-template", &["/a/{b}", "https://example.com/{?q}"]),
    (
        "uuid",
        &[
            "123e4567-e89b-12d3-a456-426614174000",
            "0B1E7C4E-6F4D-4E0B-9A55-4F2D0C9E8A11",
            "00000000-0000-0000-0000-000000000000",
        ],
    ),
    ("json-pointer", &["", "/a/0"]),
    ("relative-json-pointer", &["0", "1/a"]),
    ("regex", &["^a+$", "[0-9]*"]),
    ("byte", &["", "aGVsbG8=", "AA==", "+/+/"]),
];

/// Letters that texts are made of: plain ones mostly, some that count as more than one byte.
const LETTERS: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'x', 'y', 'z', 'A', 'Z', '0', '1', '9', '_', '-', ' ', '.', 'é', '語',
    '😀', '"', '\\', '/',
];

/// A string of the format, where it is known.
pub fn of_format(rng: &mut Rng, format: &str) -> Option<String> {
    let (_, samples) = SAMPLES.iter().find(|(name, _)| *name == format)?;
    samples
        .get(rng.usize(..samples.len()))
        .map(|s| (*s).to_owned())
}

/// A string of some length.
pub fn of_length(rng: &mut Rng, min: usize, max: usize) -> String {
    let length = min + rng.usize(..=max.saturating_sub(min).min(12));
    let plain = rng.u8(..4) != 0;
    let letters = if plain {
        LETTERS.get(..15).unwrap_or(LETTERS)
    } else {
        LETTERS
    };
    (0..length)
        .map(|_| {
            letters
                .get(rng.usize(..letters.len()))
                .copied()
                .unwrap_or('a')
        })
        .collect()
}

/// A string that matches the pattern, where it is one that can be followed; whoever wants to be
/// sure asks the oracle.
pub fn of_pattern(rng: &mut Rng, pattern: &str) -> Option<String> {
    // What ECMA-262 lets one escape and this parser does not.
    let source = pattern.replace("\\/", "/").replace("\\-", "\\x2d");
    let mut parser = ParserBuilder::new().unicode(true).utf8(true).build();
    let hir = parser.parse(&source).ok()?;
    let mut text = String::new();
    let anchored = pattern.starts_with('^');
    if !anchored && rng.u8(..4) == 0 {
        text.push('x');
    }
    write(rng, &hir, &mut text, 0);
    Some(text)
}

fn write(rng: &mut Rng, hir: &Hir, out: &mut String, depth: usize) {
    if depth > 40 || out.len() > 4096 {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(member(rng, class)),
        HirKind::Repetition(repetition) => {
            let min = repetition.min;
            let max = repetition.max.unwrap_or(min + 4).min(min + 4);
            for _ in 0..rng.u32(min..=max).min(600) {
                write(rng, &repetition.sub, out, depth + 1);
            }
        }
        HirKind::Capture(capture) => write(rng, &capture.sub, out, depth + 1),
        HirKind::Concat(parts) => {
            for part in parts {
                write(rng, part, out, depth + 1);
            }
        }
        HirKind::Alternation(arms) => {
            if let Some(arm) = arms.get(rng.usize(..arms.len().max(1))) {
                write(rng, arm, out, depth + 1);
            }
        }
    }
}

/// A letter of the class, of ASCII where it has any.
fn member(rng: &mut Rng, class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let plain: Vec<_> = class
        .ranges()
        .iter()
        .map(|range| (range.start().max(' '), range.end().min('~')))
        .filter(|(start, end)| start <= end)
        .collect();
    let all: Vec<_> = class
        .ranges()
        .iter()
        .map(|r| (r.start(), r.end()))
        .collect();
    let ranges = if plain.is_empty() { all } else { plain };
    let (start, end) = *ranges.get(rng.usize(..ranges.len().max(1)))?;
    char::from_u32(rng.u32(u32::from(start)..=u32::from(end)))
}
