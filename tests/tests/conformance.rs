//! The JSON-Schema-Test-Suite, where it lies beside the project.

use specloom::tables::Dialect;
use specloom_tests::conformance::{Report, Run, conformance, metaschemas};
use specloom_tests::shared::shared;

/// The suite; `None` where it is not there.
fn run(part: &str, dialect: Dialect, formats: bool) -> Option<Report> {
    let suite = shared("corpus/json-schema-test-suite")?;
    let run = Run {
        part,
        dialect,
        formats,
        documents: &metaschemas(),
    };
    let report = conformance(&suite, &run).expect("the suite can be read");
    println!("{part}\n{report}");
    Some(report)
}

#[test]
fn all_of_2020_12() {
    let Some(report) = run("draft2020-12", Dialect::Draft2020, false) else {
        return;
    };
    assert_eq!(report.total(), (1299, 1299), "{report}");
}

#[test]
fn all_of_draft_4() {
    let Some(report) = run("draft4", Dialect::Draft4, false) else {
        return;
    };
    assert_eq!(report.total(), (618, 618), "{report}");
}

#[test]
fn formats() {
    for (part, dialect, wanted) in [
        (
            "draft2020-12/optional/format",
            Dialect::Draft2020,
            (764, 764),
        ),
        ("draft4/optional/format", Dialect::Draft4, (218, 219)),
    ] {
        let Some(report) = run(part, dialect, true) else {
            return;
        };
        assert_eq!(report.total(), wanted, "{report}");
    }
}

#[test]
fn optional() {
    for (part, dialect, wanted) in [
        ("draft2020-12/optional", Dialect::Draft2020, (162, 162)),
        ("draft4/optional", Dialect::Draft4, (99, 100)),
    ] {
        let Some(report) = run(part, dialect, true) else {
            return;
        };
        assert_eq!(report.total(), wanted, "{report}");
    }
}
