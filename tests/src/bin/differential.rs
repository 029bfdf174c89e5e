//! Both doors of emitted types beside another validator: `cargo xtask differential DIR`.

use specloom_tests::differential::{Report, Settings, differential};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Arguments: the folder for crates, how many values in all, the seed, then documents.
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next();
    let (Some(out), Some(Ok(cases)), Some(Ok(seed))) = (
        next().map(PathBuf::from),
        next().map(|text| text.parse::<usize>()),
        next().map(|text| text.parse()),
    ) else {
        eprintln!("usage: differential OUT CASES SEED DOCUMENT…");
        return ExitCode::from(2);
    };
    let documents: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let settings = Settings {
        cases: cases.div_ceil(documents.len().max(1)),
        seed,
        target: out.join("target"),
        out: out.join("crates"),
        keep: false,
    };
    let mut all = Report::default();
    let mut failed = false;
    for path in documents {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let began = Instant::now();
        match differential(&path, &settings) {
            Ok(report) => {
                let Report { cases, types, .. } = &report;
                let (values, types, open) = (cases.0, types.0, report.unexplained());
                let seconds = began.elapsed().as_secs();
                eprintln!("{name}: {values} values of {types} types, {open} open, {seconds} s");
                if open > 0 {
                    eprintln!("{}", report.open());
                }
                all.add(report);
                // A long run can be looked at, and broken off.
                let _ = std::fs::write(out.join("report.txt"), all.to_string());
            }
            Err(error) => {
                eprintln!("{name}: {error}");
                failed = true;
            }
        }
    }
    println!("{all}");
    ExitCode::from(u8::from(failed || all.unexplained() > 0))
}
