//! A program from start to end: how long, and how much memory.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// What a program took.
#[derive(Debug, Clone)]
pub struct Took {
    /// From start to end.
    pub wall: Duration,
    /// The most memory that one process had, the program or one that it waited for, in bytes.
    ///
    /// A process starts with what its parent had, so this program must stay small itself.
    pub peak: u64,
}

/// Runs `command` to its end.
///
/// # Errors
///
/// What it said on standard error, where it did not end well.
pub fn run(command: &mut Command) -> Result<Took, String> {
    // A file takes whatever a program says without a thread that reads it.
    let mut said = tempfile::tempfile().map_err(|error| error.to_string())?;
    let stderr = said.try_clone().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let ended = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(stderr)
        .spawn()
        .and_then(|mut child| child.wait4());
    let wall = start.elapsed();
    let ended = ended.map_err(|error| format!("{} cannot be run: {error}", program(command)))?;
    if ended.status.success() {
        let peak = ended.rusage.maxrss;
        return Ok(Took { wall, peak });
    }
    let text = text(&mut said).unwrap_or_default();
    Err(match text.trim() {
        "" => ended.status.to_string(),
        text => text.to_owned(),
    })
}

/// The middle one by time, with the middle of the peaks.
pub fn median(runs: &[Took]) -> Option<Took> {
    let mut walls: Vec<Duration> = runs.iter().map(|took| took.wall).collect();
    let mut peaks: Vec<u64> = runs.iter().map(|took| took.peak).collect();
    walls.sort();
    peaks.sort();
    Some(Took {
        wall: *walls.get(walls.len() / 2)?,
        peak: *peaks.get(peaks.len() / 2)?,
    })
}

fn text(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
