//! Drift on pages of our own, in all five forms: each change of a fact is told, at its page's own
//! words; new words and another order are no change.

use specloom::api::Api;
use specloom::diagnostic::Diagnostics;
use specloom::diff::report::{self, Format};
use specloom::diff::{FailOn, diff};
use specloom::import::{Options, import};
use specloom::pipeline::{self, Filter};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A page, and what becomes of it. Each edit replaces one text by another.
struct Case {
    page: &'static str,
    /// What the fixture needs to have something of everything.
    before: &'static [(&'static str, &'static str)],
    added: (&'static str, &'static str),
    required: (&'static str, &'static str),
    lost: (&'static str, &'static str),
    moved: (&'static str, &'static str),
    /// New words.
    reworded: (&'static str, &'static str),
    /// A text that is taken out, and the text before which it goes.
    reordered: (&'static str, &'static str),
}

const CASES: &[Case] = &[
    Case {
        page: "openapi/widgets.yaml",
        before: &[],
        added: (
            "        weight: {",
            "        colour: {type: string}\n        weight: {",
        ),
        required: ("required: [description]", "required: [description, kind]"),
        lost: ("enum: [a b c d, '']", "enum: [a b c d]"),
        moved: ("maximum: 1e30", "maximum: 1e20"),
        reworded: (
            "Words about what a widget is.",
            "A widget, in quite other words.",
        ),
        reordered: (
            "        kind: {type: string, enum: [a b c d, ''], title: A title that is a whole sentence}\n",
            "        weight: {",
        ),
    },
    Case {
        page: "openapi-markdown/widgets.md",
        before: &[(
            "                description: {type: string, nullable: true}\n",
            "                description: {type: string, nullable: true}\n                size: {type: string, enum: [s, m, l]}\n                name: {type: string, maxLength: 30}\n",
        )],
        added: (
            "                name:",
            "                colour: {type: string}\n                name:",
        ),
        required: (
            "              properties:",
            "              required: [name]\n              properties:",
        ),
        lost: ("[s, m, l]", "[s, m]"),
        moved: ("maxLength: 30", "maxLength: 20"),
        reworded: (
            "Words about making a widget that must go.",
            "How one makes a widget.",
        ),
        reordered: (
            "                name: {type: string, maxLength: 30}\n",
            "                size:",
        ),
    },
    Case {
        page: "markdown-reference/widgets.md",
        before: &[],
        added: ("- `note`", "- `weight` (number): How heavy it is\n- `note`"),
        required: ("- `wait` (number):", "- `wait` (number) *(required)*:"),
        lost: ("*(enum: red, green)*", "*(enum: red)*"),
        moved: (
            "(4-30 characters, alphanumeric",
            "(4-20 characters, alphanumeric",
        ),
        reworded: (
            "Words about making a widget that must go away.",
            "How one makes a widget.",
        ),
        reordered: (
            "- `mode` (string): Words. Allowed values: `fast`, `slow`\n",
            "- `size` (string)",
        ),
    },
    Case {
        page: "mintlify-text/widgets.txt",
        before: &[],
        added: (
            "tags\nstring[]",
            "weight\nnumber\nHow heavy it is\n\ntags\nstring[]",
        ),
        required: ("tags\nstring[]\n", "tags\nstring[]\nrequired\n"),
        lost: ("green,\nblue \n", "green\n"),
        moved: (
            "Required string length: 4 - 30",
            "Required string length: 4 - 20",
        ),
        reworded: ("Words about the color of it", "Which color it has"),
        reordered: (
            "finish\nstring\nFinish type: matt or glossy\n",
            "tags\nstring[]",
        ),
    },
    Case {
        page: "starlight-text/widgets.txt",
        before: &[],
        added: (
            "sizes\n\nWords",
            "colour\n\nWhat it looks like\n\nstring\nsizes\n\nWords",
        ),
        required: ("labels\n\nWords", "labels\nrequired\n\nWords"),
        lost: ("Allowed values: red green", "Allowed values: red"),
        moved: (">= 4 characters <= 30", ">= 4 characters <= 20"),
        reworded: ("More words about the color.", "It may have none."),
        reordered: (
            "finish\n\nCurrently only “matt” is supported.\n\nstring\n",
            "sizes\n\nWords",
        ),
    },
];

fn page(case: &Case) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let text = fs::read_to_string(folder.join(case.page)).expect("a fixture");
    let edits = case.before.iter();
    edits.fold(text, |text, edit| edited(case, &text, *edit))
}

/// The page with the one place changed.
fn edited(case: &Case, text: &str, (from, to): (&str, &str)) -> String {
    let place = text.find(from);
    assert!(place.is_some(), "{}: no {from:?}", case.page);
    text.replacen(from, to, 1)
}

/// What a page says, as `drift` reads it.
fn facts(case: &Case, page: &str) -> Api {
    let imported = import(page, &Options::default());
    let imported = imported.unwrap_or_else(|errors| panic!("{}: {errors:?}", case.page));
    let mut diagnostics = Diagnostics::default();
    let reading = pipeline::read_text(case.page, &imported.to_yaml(), None, &mut diagnostics);
    let document = reading.document;
    let document = document.unwrap_or_else(|| panic!("{}: {diagnostics:?}", case.page));
    pipeline::understand(&document, &Filter::default(), &mut diagnostics)
}

/// The exit status of `drift --fail-on any`, and its report.
fn drift(case: &Case, old: &str, new: &str) -> (u8, String) {
    let changes = diff(&facts(case, old), &facts(case, new));
    let report = report::render(Format::Text, &changes, &report::nowhere);
    (FailOn::Any.exit_code(&changes), report)
}

#[test]
fn each_change_of_a_fact_is_told() {
    let mut text = String::new();
    for case in CASES {
        let old = page(case);
        for (what, edit) in [
            ("a field was added", case.added),
            ("a field became required", case.required),
            ("an enum lost a value", case.lost),
            ("a limit moved", case.moved),
        ] {
            let (exit, report) = drift(case, &old, &edited(case, &old, edit));
            writeln!(text, "{}: {what}: exit {exit}\n{report}", case.page).expect("to a string");
            assert_eq!(exit, 1, "{}: {what}", case.page);
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_changes_no_fact_is_no_drift() {
    for case in CASES {
        let old = page(case);
        assert_eq!(drift(case, &old, &old).0, 0, "{}", case.page);
        let reworded = edited(case, &old, case.reworded);
        let (paragraph, before) = case.reordered;
        let without = edited(case, &old, (paragraph, ""));
        let reordered = edited(case, &without, (before, &format!("{paragraph}{before}")));
        for (what, new) in [("reworded", reworded), ("reordered", reordered)] {
            assert_ne!(new, old, "{}: {what}", case.page);
            let (exit, report) = drift(case, &old, &new);
            assert_eq!(exit, 0, "{}: {what}: {report}", case.page);
        }
    }
}
