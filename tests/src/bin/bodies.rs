//! Times validators on bodies of documents: `cargo xtask bench validate --body … --corpus …`.

use specloom_tests::bodies::Bodies;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments: the folder for crates, then `DOCUMENT,OPERATION,TYPE`, again and again; or, with
/// documents in it, a folder.
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(out) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: bodies OUT [DOCUMENT,OPERATION,TYPE | CORPUS]…");
        return ExitCode::from(2);
    };
    let mut failed = false;
    for text in arguments {
        let wanted = if Path::new(&text).is_dir() {
            Ok(Bodies::by_hand(Path::new(&text)))
        } else {
            text.parse().map(|bodies| vec![bodies])
        };
        let timed = match wanted {
            Ok(bodies) => bodies.iter().map(|bodies| bodies.time(&out)).collect(),
            Err(error) => vec![Err(error)],
        };
        for error in timed.into_iter().filter_map(Result::err) {
            eprintln!("{error}");
            failed = true;
        }
    }
    ExitCode::from(u8::from(failed))
}
