//! Times validators on bodies of documents: `cargo xtask bench validate --body …`.

use specloom_tests::bodies::Bodies;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments: the folder for crates, then `DOCUMENT,OPERATION,TYPE`, again and again.
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(out) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: bodies OUT DOCUMENT,OPERATION,TYPE…");
        return ExitCode::from(2);
    };
    let mut failed = false;
    for text in arguments {
        let timed = text.parse::<Bodies>().and_then(|bodies| bodies.time(&out));
        if let Err(error) = timed {
            eprintln!("{error}");
            failed = true;
        }
    }
    ExitCode::from(u8::from(failed))
}
