//! A sample of the differential: fixtures of ours, a few thousand values. More of it is
//! `cargo xtask differential`, on the corpus.

use specloom_tests::differential::{Settings, differential};
use std::path::Path;

#[test]
fn both_doors_decide_as_another_validator() {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let settings = Settings {
        cases: 4_000,
        seed: 1,
        out: temporary.join("differential"),
        // Where other tests build what emitted crates depend on.
        target: temporary.join("../emitted"),
        keep: true,
    };
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for fixture in ["features/whole/petstore.yaml", "differential/doors.yaml"] {
        let report = differential(&fixtures.join(fixture), &settings).expect(fixture);
        assert!(report.cases.0 >= settings.cases, "{fixture}: {report}");
        // Neither all valid nor all refused: both verdicts are compared.
        assert!(report.cases.1 * 4 > report.cases.0, "{fixture}: {report}");
        assert!(report.cases.1 < report.cases.0, "{fixture}: {report}");
        assert_eq!(report.unexplained(), 0, "{fixture}: {report}");
    }
}
