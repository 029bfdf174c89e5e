//! One document in a process of its own: a stack that overflows or a memory that grows costs that
//! document only, and the peak of memory is its own.

use serde_json::{Value, json};
use specloom::corpus;
use specloom::diagnostic::Diagnostics;
use specloom::pipeline::Spec;
use specloom::render;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// What the generator made of a document.
#[derive(Debug)]
pub struct Generated {
    /// Each stage with its milliseconds.
    pub stages: Vec<(String, f64)>,
    /// The most memory that was in use, in KiB, where the system tells.
    pub peak: Option<u64>,
    /// Lines of Rust without the runtime.
    pub lines: u64,
    /// Operations.
    pub operations: u64,
    /// Types.
    pub items: u64,
    /// How often each code was reported.
    pub codes: Vec<(String, u64)>,
    /// The errors among the diagnostics.
    pub errors: Vec<String>,
}

/// Has this program do the document at `path`.
///
/// # Errors
///
/// What it said last, where it did not end as it should.
pub fn start(path: &Path, out: &Path) -> Result<Generated, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg("corpus")
        .arg(path)
        .arg("--one")
        .arg("--out")
        .arg(out)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said: Vec<&str> = said
            .lines()
            .filter(|line| !line.is_empty())
            .take(4)
            .collect();
        return Err(format!("{}: {}", output.status, said.join(" ")));
    }
    let value: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    Ok(read(&value))
}

/// What that process does.
pub fn run(document: &Path, out: &Path) -> ExitCode {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let spec = Spec {
        document: document.to_path_buf(),
        overlay: None,
    };
    let measured = corpus::measure(&spec, &name);
    let mut diagnostics = Diagnostics::default();
    let mut errors = measured.errors.clone();
    if !measured.files.is_empty() && render::write(out, &measured.files, &mut diagnostics).is_none()
    {
        let failures = diagnostics.into_vec().into_iter();
        errors.extend(failures.map(|diagnostic| diagnostic.message));
    }
    let stages = measured.stages.iter();
    let stages = stages.map(|(stage, time)| json!([stage, time.as_secs_f64() * 1000.0]));
    let codes = measured.codes.iter();
    let codes = codes.map(|(code, count)| json!([code.as_str(), count]));
    let value = json!({
        "stages": stages.collect::<Vec<_>>(),
        "peak": peak("self"),
        "lines": measured.lines(),
        "operations": measured.operations,
        "items": measured.items,
        "codes": codes.collect::<Vec<_>>(),
        "errors": errors,
    });
    println!("{value}");
    ExitCode::SUCCESS
}

/// The most memory that a process has used, in KiB; Linux tells.
pub fn peak(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn read(value: &Value) -> Generated {
    let number = |key: &str| value.get(key).and_then(Value::as_u64).unwrap_or(0);
    let list = |key: &str| {
        let list = value.get(key).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    let stages = list("stages");
    let codes = list("codes");
    Generated {
        stages: stages
            .iter()
            .map(|pair| {
                let time = pair.get(1).and_then(Value::as_f64);
                (text(pair.get(0)), time.unwrap_or(0.0))
            })
            .collect(),
        peak: value.get("peak").and_then(Value::as_u64),
        lines: number("lines"),
        operations: number("operations"),
        items: number("items"),
        codes: codes
            .iter()
            .map(|pair| {
                let count = pair.get(1).and_then(Value::as_u64);
                (text(pair.get(0)), count.unwrap_or(0))
            })
            .collect(),
        errors: list("errors").iter().map(|item| text(Some(item))).collect(),
    }
}
