//! Both doors of emitted types beside another validator: `cargo xtask differential DIR`.

use specloom_tests::differential::{Report, Settings, differential};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments: the folder for crates, how many values a document, the seed, then documents.
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next();
    let (Some(out), Some(Ok(cases)), Some(Ok(seed))) = (
        next().map(PathBuf::from),
        next().map(|text| text.parse()),
        next().map(|text| text.parse()),
    ) else {
        eprintln!("usage: differential OUT CASES SEED DOCUMENT…");
        return ExitCode::from(2);
    };
    let settings = Settings { cases, seed };
    let mut all = Report::default();
    let mut failed = false;
    for document in arguments {
        let path = PathBuf::from(&document);
        let began = std::time::Instant::now();
        match differential(&path, &out, &settings) {
            Ok(report) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                eprintln!(
                    "{name}: {} values of {} types, {} open, {} s",
                    report.cases.0,
                    report.types.0,
                    report.unexplained(),
                    began.elapsed().as_secs()
                );
                all.add(report);
            }
            Err(error) => {
                eprintln!("{document}: {error}");
                failed = true;
            }
        }
    }
    println!("{all}");
    ExitCode::from(u8::from(failed || all.unexplained() > 0))
}
