//! Each format on the same changes, and on text that wants out of it.

use super::super::tests::{changes, document};
use super::super::{Change, OperationKey, Spot};
use super::{Format, Location, Side, nowhere, render};
use crate::diagnostic::Place;

fn sample() -> Vec<Change> {
    let paths = |schema: &str, status: &str| {
        let operation = format!(
            "{{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/W'}}}}}}}}, responses: {{{status}: {{description: a}}}}}}"
        );
        document(&format!(
            "{{/a: {{post: {operation}}}, /b: {{post: {operation}}}}}\ncomponents: {{schemas: {{W: {schema}}}}}"
        ))
    };
    let old = paths(
        "{type: object, properties: {name: {type: string, enum: [x, y]}}}",
        "200",
    );
    let new = paths(
        "{type: object, properties: {name: {type: string, enum: [x]}, size: {type: integer}}}",
        "200: {description: a}, 404",
    );
    changes(&old, &new)
}

/// A change whose words come from a document that means no good.
fn hostile() -> Vec<Change> {
    let mut changes = sample();
    changes.truncate(1);
    for change in &mut changes {
        change.message =
            "enum value `\n::error::x` <script>|@all ![p](http://x) removed".to_owned();
        let operation = OperationKey {
            path: "/a|b\u{1b}[2J".to_owned(),
            method: "GET".to_owned(),
        };
        change.spots = vec![Spot {
            operation: Some(operation),
            subject: "request body /`x<y>".to_owned(),
        }];
    }
    changes
}

fn lines(side: Side, place: &Place) -> Option<Location> {
    let file = if side == Side::Old {
        "old, first.yaml"
    } else {
        "new.yaml"
    };
    Some(Location {
        file: file.to_owned(),
        line: place.pointer.segments().count(),
        column: 3,
    })
}

#[test]
fn each_format() {
    for (name, format) in Format::ALL {
        assert_eq!(name.parse(), Ok(format));
        insta::assert_snapshot!(name, render(format, &sample(), &lines));
    }
    assert_eq!(
        "xml".parse::<Format>(),
        Err("unknown format `xml`; known: text, json, markdown, github, sarif, html".to_owned())
    );
}

#[test]
fn each_format_without_a_change() {
    let reports: Vec<String> = Format::ALL
        .iter()
        .filter(|(name, _)| !matches!(*name, "sarif" | "html"))
        .map(|(name, format)| format!("{name}: {}", render(*format, &[], &nowhere)))
        .collect();
    insta::assert_snapshot!(reports.concat());
}

#[test]
fn no_document_writes_lines_or_markup_of_its_own() {
    for (name, format) in Format::ALL {
        let report = render(format, &hostile(), &nowhere);
        assert!(
            !report.lines().any(|line| line.starts_with("::error::x")),
            "{name}: {report}"
        );
        assert!(!report.contains('\u{1b}'), "{name}");
        if matches!(format, Format::Html | Format::Markdown) {
            assert!(!report.contains("<script>"), "{name}: {report}");
        }
    }
    let markdown = render(Format::Markdown, &hostile(), &nowhere);
    assert!(
        !markdown.contains("@all") && !markdown.contains("http://"),
        "{markdown}"
    );
    insta::assert_snapshot!(markdown);
}
