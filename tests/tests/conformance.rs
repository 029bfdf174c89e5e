//! The JSON-Schema-Test-Suite, where it lies beside the project.

use referencing::meta;
use serde_json::Value;
use specloom::tables::Dialect;
use specloom_tests::conformance::{Report, Run, conformance};
use std::path::Path;

/// The suite; `None` where it is not there.
fn run(part: &str, dialect: Dialect, formats: bool) -> Option<Report> {
    let suite =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/json-schema-test-suite");
    if !suite.is_dir() {
        return None;
    }
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

fn metaschemas() -> Vec<(String, Value)> {
    let documents = [
        &meta::DRAFT4,
        &meta::DRAFT6,
        &meta::DRAFT7,
        &meta::DRAFT201909,
        &meta::DRAFT201909_APPLICATOR,
        &meta::DRAFT201909_CONTENT,
        &meta::DRAFT201909_CORE,
        &meta::DRAFT201909_FORMAT,
        &meta::DRAFT201909_META_DATA,
        &meta::DRAFT201909_VALIDATION,
        &meta::DRAFT202012,
        &meta::DRAFT202012_APPLICATOR,
        &meta::DRAFT202012_CONTENT,
        &meta::DRAFT202012_CORE,
        &meta::DRAFT202012_FORMAT_ANNOTATION,
        &meta::DRAFT202012_FORMAT_ASSERTION,
        &meta::DRAFT202012_META_DATA,
        &meta::DRAFT202012_UNEVALUATED,
        &meta::DRAFT202012_VALIDATION,
    ];
    let documents = documents.map(|document| {
        let id = document.get("$id").or_else(|| document.get("id"));
        let id = id.and_then(Value::as_str).expect("metaschemas have ids");
        (id.to_owned(), Value::clone(document))
    });
    documents.into()
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
    for (part, dialect) in [
        ("draft2020-12/optional", Dialect::Draft2020),
        ("draft4/optional", Dialect::Draft4),
    ] {
        let Some(report) = run(part, dialect, true) else {
            return;
        };
        let (passed, total) = report.total();
        assert!(passed * 100 >= total * 80, "{report}");
    }
}
