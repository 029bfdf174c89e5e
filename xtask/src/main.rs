//! `cargo xtask`: the command line, in the repository of Specloom.

use std::path::Path;
use std::process::ExitCode;
use xtask::Program;

fn main() -> ExitCode {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask::run(Program::Xtask {
        repository: own.parent().unwrap_or(own).to_path_buf(),
    })
}
