//! Places are found in the text, whatever it is written in.

use super::{Sources, Spot};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place, Pointer};
use crate::shared::shared;
use crate::source::report::{Color, render_text, to_json};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn sources(text: &str) -> Sources {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("a.yaml", text, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    sources
}

fn place(pointer: &str) -> Place {
    Place {
        file: FileId::default(),
        pointer: Pointer::from_encoded(pointer),
    }
}

/// Line, column and text of the key and the value at `pointer`.
fn check(text: &str, pointer: &str, key: (usize, usize, &str), value: (usize, usize, &str)) {
    let sources = sources(text);
    for (spot, expect) in [(Spot::Key, key), (Spot::Value, value)] {
        let found = sources.locate(&place(pointer), spot);
        let excerpt = &sources.text(found.file)[found.range.clone()];
        assert_eq!(
            (found.line, found.column, excerpt),
            expect,
            "{pointer} {spot:?}"
        );
    }
}

#[test]
fn keys_and_values_in_yaml() {
    let text = "a:\n  - b: 'x y'\n    é ü: \"ö\"\n    c/d: |\n      text\n      more\n";
    check(text, "/a/0/b", (2, 5, "b"), (2, 8, "'x y'"));
    check(text, "/a/0/é ü", (3, 5, "é ü"), (3, 10, "\"ö\""));
    check(text, "/a/0/c~1d", (4, 5, "c/d"), (5, 7, "text"));
    check(text, "/a", (1, 1, "a"), (1, 1, "a"));
    check(text, "/a/0", (2, 5, "b"), (2, 5, "b"));
}

#[test]
fn keys_and_values_in_json() {
    let text = "{\"a\": [1, {\"b\\u00e9\" : -1.5e3}, []],\n \"c\": null}";
    check(text, "/a/0", (1, 8, "1"), (1, 8, "1"));
    check(text, "/a/1/bé", (1, 12, "\"b\\u00e9\""), (1, 24, "-1.5e3"));
    check(text, "/c", (2, 2, "\"c\""), (2, 7, "null"));
    check(text, "/a/2", (1, 33, "["), (1, 33, "["));
}

#[test]
fn what_is_not_there_is_found_at_what_is_around_it() {
    let text = "a:\n  b: {c: 1}\n";
    check(text, "/a/b/x/y", (2, 3, "b"), (2, 3, "b"));
    check(text, "/z", (1, 1, "a"), (1, 1, "a"));
}

#[test]
fn aliases_and_merged_keys_are_found_where_they_were_written() {
    let text = "base: &base\n  x: 1\nall: [&one {y: 2}]\n\
                a: *base\nb: {<<: *base, z: 3}\nc: {<<: [*base, *one]}\n";
    check(text, "/a/x", (2, 3, "x"), (2, 6, "1"));
    check(text, "/b/x", (2, 3, "x"), (2, 6, "1"));
    check(text, "/b/z", (5, 16, "z"), (5, 19, "3"));
    check(text, "/c/y", (3, 13, "y"), (3, 16, "2"));
}

#[test]
fn an_alias_in_what_it_repeats_is_told_as_that() {
    for (text, expect) in [
        ("a: &a [*a]\n", Some((1, 8))),
        ("a: &a\n  é: {b: &b [*a]}\n", Some((2, 14))),
        ("a: &a {b: &b {x: 1, y: *b}, c: *b}\n", Some((1, 24))),
        ("a: &a [&b [*b, *b], *a]\n", Some((1, 12))),
        // Deep, or large, and no circle.
        (&"[".repeat(200), None),
        (&format!("a: &a [1]\nb: [*a]\nc: {}", "[".repeat(200)), None),
    ] {
        let mut diagnostics = Diagnostics::default();
        Sources::from_text("a.yaml", text, &mut diagnostics);
        let said = diagnostics.iter().next().expect("it is refused");
        let circle = said.message.contains("has no end").then_some(said.position);
        assert_eq!(circle, expect.map(Some), "{text}: {}", said.message);
    }
}

#[test]
fn a_report_for_programs() {
    let sources = sources("a:\n  b: {c: 1}\n");
    let said = Diagnostic::new(Code::Malformed, &place("/a/b/c"), "no").help("try");
    assert_eq!(
        to_json(&sources, &said),
        json!({"code": "malformed", "severity": "warning", "message": "no", "help": "try",
            "file": "a.yaml", "pointer": "/a/b/c", "line": 2, "column": 10})
    );
    let nowhere = Diagnostic::nowhere(Code::Stale, "old");
    assert_eq!(to_json(&sources, &nowhere)["file"], Value::Null);
    assert_eq!(
        render_text(&sources, &nowhere, Color::Never),
        "error[stale]: old"
    );
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let sources = sources("\"\\e[31m\": \"\u{202e}x\"\n");
    let at = place("/\u{1b}[31m");
    let said = Diagnostic::new(Code::Malformed, &at, "bad \u{1b}[31m \u{202e} name").help("\u{1b}");
    let text = render_text(&sources, &said, Color::Never);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
}

/// Every key of every object is found, and what is found there is that key.
fn check_all(path: &Path) {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::open(path, &mut diagnostics);
    let mut waiting = vec![(Place::default(), sources.root().unwrap())];
    let mut count = 0;
    while let Some((place, value)) = waiting.pop() {
        let Value::Object(map) = value else {
            let items = value.as_array().into_iter().flatten().enumerate();
            waiting.extend(items.map(|(index, item)| (place.key(index), item)));
            continue;
        };
        for (key, value) in map {
            let inner = place.key(key);
            let found = sources.locate(&inner, Spot::Key);
            let text = &sources.text(found.file)[found.range];
            let text = text.trim_matches(['\'', '"']).replace("''", "'");
            assert!(
                &text == key || text.contains('\\'),
                "{} {text}",
                inner.pointer
            );
            count += 1;
            waiting.push((inner, value));
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn every_key_of_real_documents_is_found() {
    let Some(folder) = shared("corpus/specs") else {
        return;
    };
    for name in [
        "museum.yaml",
        "redocly-cafe-3.2.yaml",
        "clerk-webhooks.yaml",
        "e2b.yaml",
        "qdrant.json",
    ] {
        check_all(&folder.join(name));
    }
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(folder.path().join("secret.yaml"), "a: 1").unwrap();
    std::os::unix::fs::symlink("../secret.yaml", inner.join("link.yaml")).unwrap();
    std::os::unix::fs::symlink("root.yaml", inner.join("self.yaml")).unwrap();
    fs::create_dir(inner.join("sub")).unwrap();
    let refs = [
        "link.yaml",
        "self.yaml",
        "sub",
        "sub/../../secret.yaml",
        "../inner/root.yaml",
    ];
    let text: String = refs
        .iter()
        .map(|at| format!("- $ref: '{at}#/x'\n"))
        .collect();
    fs::write(inner.join("root.yaml"), text).unwrap();
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::open(&inner.join("root.yaml"), &mut diagnostics);
    sources.load_references();
    let codes: Vec<Option<Code>> = refs
        .iter()
        .map(|at| {
            sources
                .linked(FileId::default(), at)
                .err()
                .map(|lost| lost.code)
        })
        .collect();
    let (forbidden, lost) = (
        Some(Code::ForbiddenReference),
        Some(Code::UnresolvedReference),
    );
    assert_eq!(codes, [forbidden, None, lost, forbidden, None]);
    assert_eq!(sources.ids().count(), 1);
}

#[test]
fn columns_of_a_long_line_count_characters() {
    let filler = "é".repeat(9_000);
    let text = format!(r#"{{"title": "{filler}", "type": "bogus"}}"#);
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::from_text("long.json", &text, &mut diagnostics);
    let place = Place::root(FileId(0)).key("type");
    let location = sources.locate(&place, Spot::Value);
    assert_eq!((location.line, location.column), (1, 9_023));
    assert_eq!(text.get(location.range), Some("\"bogus\""));
}
