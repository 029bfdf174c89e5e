//! Descriptions in, tame Markdown out.

use super::*;

#[test]
fn descriptions_are_tamed() {
    for (text, expected) in [
        ("One line.", "One line."),
        ("a\r\nb\rc", "a\nb\nc"),
        (
            "A <b>bold</b> [link] and Vec<T>.",
            "A \\<b\\>bold\\</b\\> \\[link\\] and Vec\\<T\\>.",
        ),
        ("See https://acme.test/a_b.", "See <https://acme.test/a_b>."),
        (
            "[here](https://acme.test/x) [there](#anchor)",
            "[here](https://acme.test/x) there",
        ),
        ("snake_case and `code`", "snake_case and `code`"),
        ("```\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
        ("    indented();", "```text\nindented();\n```"),
        ("* a\n* b\n  * c", "- a\n- b\n  - c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("# Title\ntext", "**Title**\n\ntext"),
        ("ends */ here \u{0}\u{202e}x", "ends \\*/ here x"),
        ("> quoted\nlazily", "> quoted\n> lazily"),
        ("a | b\n--|--\n1 | 2", "a \\| b\n\\--\\|--\n1 \\| 2"),
        ("- a\nlazy", "- a\n  lazy"),
        ("", ""),
    ] {
        assert_eq!(tame(text).join("\n"), expected, "{text:?}");
    }
}

#[test]
fn a_sentence_is_as_it_would_be_read() {
    for text in [
        "The id.",
        "Is it 50%,  or 1.5 - \"maybe\" (or 'not')? Yes; see a/b: $5 @ x.  ",
        "a--b --- c",
        "A: -",
        "B )",
        "C 1. d 2) e",
        "www.acme.test and me@acme.test",
    ] {
        assert!(is_sentence(text), "{text:?}");
        assert_eq!(tame(text), read(text), "{text:?}");
    }
    for text in [
        "",
        " a",
        "1. a",
        "- a",
        "a_b",
        "a\nb",
        "a *b*",
        "ä",
        "see x://y",
    ] {
        assert!(!is_sentence(text), "{text:?}");
    }
}

#[test]
fn code_holds_anything() {
    assert_eq!(code("^[a-z]+$"), "`^[a-z]+$`");
    assert_eq!(code("a`b"), "`` a`b ``");
    assert_eq!(code(" \n"), "(empty)");
}

#[test]
fn nesting_without_end_is_harmless() {
    let lines = tame(&"> ".repeat(5000));
    assert!(lines.len() < 10);
    let text = format!("{}x", "> ".repeat(5000));
    assert!(tame(&text).join("\n").len() < 100);
}
