//! Emitted crates through rustc. They share a target folder and a lock file, so that what they
//! depend on is compiled once.

use super::child;
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What rustc said of a crate.
#[derive(Debug)]
pub struct Checked {
    /// From start to end, with dependencies warm except for the first crate.
    pub time: Duration,
    /// The most memory of one rustc, in KiB, where the system tells.
    pub peak: Option<u64>,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The first error, else the first warning, as rustc prints it: with the emitted line.
    pub first: Option<String>,
}

impl Checked {
    /// Whether there was nothing to say.
    pub fn is_clean(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }

    fn failed(message: String) -> Self {
        Self {
            time: Duration::ZERO,
            peak: None,
            errors: 1,
            warnings: 0,
            first: Some(message),
        }
    }
}

/// Compiles the crate `name` below `out`, all features on, nothing linked.
pub fn check(out: &Path, name: &str, jobs: usize) -> Checked {
    let folder = out.join("crates").join(name);
    let lock = out.join("Cargo.lock");
    if lock.is_file() {
        // Cargo drops the lines that the crate does not need and adds its own.
        let _ = std::fs::copy(&lock, folder.join("Cargo.lock"));
    }
    match run(out, &folder, jobs) {
        Ok(checked) => {
            if !lock.is_file() {
                let _ = std::fs::copy(folder.join("Cargo.lock"), &lock);
            }
            checked
        }
        Err(error) => Checked::failed(error.to_string()),
    }
}

fn run(out: &Path, folder: &Path, jobs: usize) -> std::io::Result<Checked> {
    let target = std::path::absolute(out.join("target"))?;
    let start = Instant::now();
    let mut child = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--all-features", "--offline", "--quiet"])
        .args([
            "--message-format",
            "json",
            "--jobs",
            &jobs.max(1).to_string(),
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (messages, said, peak, status) = std::thread::scope(|scope| {
        let messages = scope.spawn(|| text(stdout));
        let said = scope.spawn(|| text(stderr));
        let peak = watch(&mut child);
        let join = |result: std::thread::Result<String>| result.unwrap_or_default();
        (join(messages.join()), join(said.join()), peak, child.wait())
    });
    let time = start.elapsed();
    let mut checked = Checked {
        time,
        peak,
        ..count(&messages)
    };
    if !status?.success() && checked.errors == 0 {
        // Cargo itself had something to say.
        checked.errors = 1;
        checked.first = Some(said);
    }
    Ok(checked)
}

fn text(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        let _ = stream.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits for the end of cargo; the highest peak of its children, looked at now and then.
fn watch(child: &mut Child) -> Option<u64> {
    let mut highest = None;
    while matches!(child.try_wait(), Ok(None)) {
        let listed = format!("/proc/{0}/task/{0}/children", child.id());
        let children = std::fs::read_to_string(listed).unwrap_or_default();
        let peaks = children.split_whitespace().filter_map(child::peak);
        highest = highest.max(peaks.max());
        std::thread::sleep(Duration::from_millis(50));
    }
    highest
}

/// Counts the messages that are about the crate; dependencies have their lints capped.
fn count(messages: &str) -> Checked {
    let (mut errors, mut warnings) = (0, 0);
    let (mut first_error, mut first_warning) = (None, None);
    let values = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for value in values.filter(|value| value["reason"] == "compiler-message") {
        let message = &value["message"];
        // The closing line that counts the others has no place and no code.
        if message["spans"].as_array().is_none_or(Vec::is_empty) && message["code"].is_null() {
            continue;
        }
        let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
        match message["level"].as_str() {
            Some("warning") => {
                warnings += 1;
                first_warning.get_or_insert(rendered);
            }
            Some("error" | "error: internal compiler error") => {
                errors += 1;
                first_error.get_or_insert(rendered);
            }
            _ => {}
        }
    }
    Checked {
        time: Duration::ZERO,
        peak: None,
        errors,
        warnings,
        first: first_error.or(first_warning),
    }
}
