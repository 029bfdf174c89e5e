//! `docs/SUPPORT.md` names every keyword that is read, and no other.

use crate::resolve::keywords::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The page, as it is in the repository.
const PAGE: &str = include_str!("../../../../docs/SUPPORT.md");

/// What the specifications call an object of this kind.
fn title(kind: Kind) -> String {
    match kind {
        Kind::Root => "OpenAPI".to_owned(),
        Kind::Xml => "XML".to_owned(),
        Kind::ExternalDocs => "External Documentation".to_owned(),
        Kind::Flows => "OAuth Flows".to_owned(),
        Kind::Flow => "OAuth Flow".to_owned(),
        other => {
            let mut words = String::new();
            for letter in format!("{other:?}").chars() {
                if letter.is_uppercase() && !words.is_empty() {
                    words.push(' ');
                }
                words.push(letter);
            }
            words
        }
    }
}

/// The keywords of the page by object; none is listed twice, and each with what becomes of it.
fn listed() -> BTreeMap<String, BTreeSet<String>> {
    let section = PAGE.split("## Every keyword").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut objects: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in section
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
    {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [object, keywords, becomes] = cells.as_slice() else {
            panic!("three cells: {row}");
        };
        assert!(becomes.len() > 7, "nothing becomes of it: {row}");
        for keyword in keywords.split(", ") {
            let new = objects
                .entry((*object).to_owned())
                .or_default()
                .insert(keyword.trim_matches('`').to_owned());
            assert!(new, "{object}: {keyword} twice");
        }
    }
    objects
}

#[test]
fn every_keyword_that_is_read_is_listed() {
    let mut objects = listed();
    for kind in Kind::ALL {
        let read: BTreeSet<_> = kind
            .keywords()
            .iter()
            .map(|word| (*word).to_owned())
            .collect();
        let listed = objects.remove(&title(*kind)).unwrap_or_default();
        let missing: Vec<_> = read.difference(&listed).collect();
        let unknown: Vec<_> = listed.difference(&read).collect();
        let title = title(*kind);
        assert!(
            missing.is_empty(),
            "{title}: read and not in docs/SUPPORT.md: {missing:?}"
        );
        assert!(
            unknown.is_empty(),
            "{title}: in docs/SUPPORT.md and not read: {unknown:?}"
        );
    }
    assert!(objects.is_empty(), "no such objects: {:?}", objects.keys());
}
