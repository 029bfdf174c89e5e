//! `specloom`: the same command line, installed. It knows no folder but the current one.

use std::process::ExitCode;
use xtask::Program;

fn main() -> ExitCode {
    xtask::run(Program::Specloom)
}
