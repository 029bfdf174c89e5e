//! What is decided without `regress`, and that `regress` says the same.

use super::super::plain::{matches, tests::constant};
use super::Linear;
use regress::Regex;

fn agree(source: &str, text: &str) {
    let Ok(regex) = Regex::with_flags(source, "u") else {
        return;
    };
    if let Some(mut linear) = Linear::new(source) {
        let expected = regex.find(text).is_some();
        assert_eq!(linear.occurs(text), Some(expected), "{source:?} {text:?}");
        // The constant of an emitted crate says the same,
        if let Some(loops) = linear.loops() {
            assert_eq!(
                matches(constant(&loops), text),
                expected,
                "{source:?} {text:?}"
            );
        }
        // and the automaton, where it has been decided by a loop.
        linear.plain = None;
        assert_eq!(linear.occurs(text), Some(expected), "{source:?} {text:?}");
    }
}

#[test]
fn real_forms_are_decided_here() {
    for source in [
        "^[a-z0-9-]+$",
        r"^(?!.*--)[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
        r"^(([a-zA-Z0-9])|([-.]))+\.\w{2,}$",
        r"^\d{4}-\d{2}$|^$",
        r"^\p{L}[\p{L}\p{N}\s_-]*$",
        r"\bword\B.",
        r"^[^\s/\u0000-\u001f]*$",
    ] {
        assert!(Linear::new(source).is_some(), "{source}");
        for text in [
            "", "a", "a-b", "a--b", "é 9", "word1", "2020-01", "a\n", "x.yz",
        ] {
            agree(source, text);
        }
    }
    // In the older syntax a bracket that closes nothing is itself.
    let older = r"^(?:[a-z]|\[a])+]}$";
    let (linear, regex) = (Linear::new(older), Regex::new(older));
    let (linear, regex) = (linear.expect("linear"), regex.expect("a pattern"));
    for text in ["ab[a]]}", "ab]}", "ab", "]}"] {
        assert_eq!(linear.occurs(text), Some(regex.find(text).is_some()));
    }
    assert!(Linear::new(r"(a)\1").is_none());
    assert!(Linear::new(r"(?<n>a)\k<n>").is_none());
}

#[test]
fn what_looks_behind_is_decided_here() {
    for source in [
        "(?<=a)b",
        "(?<!a)b",
        "(?<=^|é)b",
        "(?<=a+b{0,2})c",
        "(?<=(?<!a)b)c",
        "(?<=a(?=b))b",
        "(?<first>a)(?<!ba)",
        "^[a-c]+(?<!c)$",
        r"(?<=\bab)",
        "(?<=)",
    ] {
        assert!(Linear::new(source).is_some(), "{source}");
        for text in [
            "", "b", "ab", "éb", "bb", "aabbc", "ac", "bc", "abc", "c", "ba", "aé b", "caab",
        ] {
            agree(source, text);
        }
    }
}

#[test]
fn what_is_large_is_decided_by_a_loop_or_here() {
    let long = Linear::new("^[a-z]{1,20000}$").expect("a loop");
    assert_eq!(long.occurs(&"z".repeat(20_000)), Some(true));
    assert_eq!(long.occurs(&"z".repeat(20_001)), Some(false));
    let parts = Linear::new("^([a-z]{1,60}/){1,60}$").expect("an automaton");
    assert_eq!(parts.occurs(&"abc/".repeat(60)), Some(true));
    assert_eq!(parts.occurs(&"abc/".repeat(61)), Some(false));
    assert!(Linear::new("(((){9999}){9999}){9999}a").is_some());
}

/// Patterns put together by chance.
#[test]
fn it_agrees_with_regress() {
    const PARTS: &[&str] = &[
        "a", "b", "[a-c]", "[^a\\n]", ".", "\\w", "\\s", "\\D", "(", "(?:", "(?=", "(?!", "(?<=",
        "(?<!", ")", ")", "|", "*", "+", "?", "{2}", "{1,2}", "{0,}", "^", "$", "\\b", "\\B", "é",
        "\\.",
    ];
    const PLAIN: &[&str] = &[
        "a",
        "b",
        "[a-c]",
        "[^a]",
        "\\d",
        "\\W",
        "é",
        "a*",
        "b+",
        "[b-é]?",
        "c{1,2}",
        "(a|bc)",
        "(?:_\\d)?",
        "\\s*",
        "|",
    ];
    const TEXT: &[&str] = &[
        "a", "b", "c", "é", ".", " ", "\n", "_", "1", "\u{2028}", "😀",
    ];
    let mut seed = 88_172_645_463_325_252_u64;
    let mut below = move |end: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 40).unwrap_or(0) % end
    };
    let mut some = |from: &[&str], most: usize| -> String {
        (0..below(most)).map(|_| from[below(from.len())]).collect()
    };
    for round in 0..6_000 {
        let source = match round % 2 {
            0 => some(PARTS, 10),
            _ => format!("^{}$", some(PLAIN, 6)),
        };
        (0..6).for_each(|_| agree(&source, &some(TEXT, 8)));
    }
}
