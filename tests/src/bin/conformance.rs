//! The JSON-Schema-Test-Suite at the folder that is given: `cargo xtask conformance DIR`.

use specloom::tables::Dialect;
use specloom_tests::conformance::{Run, conformance, metaschemas};
use specloom_tests::differential::{self, Settings};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The parts of the suite: folder, dialect, whether `format` is an assertion, whether every case
/// must pass.
const PARTS: [(&str, Dialect, bool, bool); 6] = [
    ("draft2020-12", Dialect::Draft2020, false, true),
    ("draft4", Dialect::Draft4, false, true),
    (
        "draft2020-12/optional/format",
        Dialect::Draft2020,
        true,
        false,
    ),
    ("draft4/optional/format", Dialect::Draft4, true, false),
    ("draft2020-12/optional", Dialect::Draft2020, true, false),
    ("draft4/optional", Dialect::Draft4, true, false),
];

fn main() -> ExitCode {
    let Some(suite) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: conformance DIR");
        return ExitCode::from(2);
    };
    let out = std::env::args_os().nth(2).map(PathBuf::from);
    let documents = metaschemas();
    let mut passed = true;
    for (part, dialect, formats, required) in PARTS {
        let run = Run {
            part,
            dialect,
            formats,
            documents: &documents,
        };
        match conformance(&suite, &run) {
            Ok(report) => {
                println!("## {part}, JSON door\n\n{report}");
                let (good, total) = report.total();
                passed &= total > 0 && (good == total || !required);
            }
            Err(error) => {
                eprintln!("{part}: {error}");
                return ExitCode::from(4);
            }
        }
    }
    if let Some(out) = out {
        passed &= emitted(&suite, &out);
    }
    ExitCode::from(u8::from(!passed))
}

/// The same through the doors of emitted types, with crates below `out`. Whether each case passes
/// or differs by a documented choice.
fn emitted(suite: &Path, out: &Path) -> bool {
    let settings = Settings {
        cases: 0,
        seed: 0,
        target: out.join("target"),
        out: out.join("crates"),
        keep: true,
    };
    let mut passed = true;
    for part in ["draft2020-12", "draft4"] {
        match differential::suite(suite, part, &settings) {
            Ok(shown) => {
                println!("## {part}, emitted types\n\n{shown}");
                passed &= shown.report.unexplained() == 0;
            }
            Err(error) => {
                eprintln!("{part}: {error}");
                passed = false;
            }
        }
    }
    passed
}
