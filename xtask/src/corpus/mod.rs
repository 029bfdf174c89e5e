//! `corpus`: every document of a folder through the generator, and through rustc.

mod cargo;
mod child;
mod report;

use crate::interrupt;
use crate::shell::{Exit, Shell};
use cargo::Checked;
use child::Generated;
use clap::Args;
use specloom::diagnostic::{Code, Diagnostic};
use specloom::name;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Generates a crate from every document in a folder, each in a process of its own, and reports.
#[derive(Debug, Args)]
pub struct Corpus {
    /// The folder with the documents: `.json`, `.yaml` and `.yml`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compile each crate with all its features.
    #[arg(long)]
    check: bool,
    /// How many documents are generated at a time. Crates are compiled one at a time, with as
    /// many jobs.
    #[arg(long, value_name = "N", default_value = "1")]
    jobs: usize,
    /// Take every Nth document only, from the Kth.
    #[arg(long, value_name = "K/N", value_parser = parse_shard)]
    shard: Option<(usize, usize)>,
    /// Only documents whose file name contains this. May be given again.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Where the crates and what rustc makes of them are put.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    out: PathBuf,
    /// Where the report goes, in Markdown; standard output unless given.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// This process does one document only, into `--out`, and prints what it measured.
    #[arg(long, hide = true)]
    one: bool,
}

/// Generates a crate of `document` in a process of its own: each stage with its milliseconds.
///
/// # Errors
///
/// What that process said last, where it did not end as it should.
pub fn generate_alone(document: &Path, out: &Path) -> Result<Vec<(String, f64)>, String> {
    Ok(child::start(document, out)?.stages)
}

/// A document and what became of it.
struct Row {
    name: String,
    bytes: u64,
    generated: Result<Generated, String>,
    checked: Option<Checked>,
}

impl Row {
    /// Whether there is a crate, and rustc, where asked, had nothing to say.
    fn is_good(&self) -> bool {
        let generated = self.generated.as_ref();
        generated.is_ok_and(|generated| generated.errors.is_empty())
            && self.checked.as_ref().is_none_or(Checked::is_clean)
    }
}

impl Corpus {
    /// Runs the command.
    pub fn run(&self, shell: &mut Shell) -> ExitCode {
        if self.one {
            return child::run(&self.folder, &self.out);
        }
        let exit = match self.documents() {
            Ok(documents) => self.survey(&documents, shell),
            Err(error) => {
                let message = format!("{} cannot be read: {error}", self.folder.display());
                shell.error(Diagnostic::nowhere(Code::Io, message))
            }
        };
        shell.finish(exit).into()
    }

    /// The documents with the names of their crates, the smallest first: mistakes show early.
    fn documents(&self) -> std::io::Result<Vec<(String, PathBuf, u64)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let kind = path.extension().and_then(|kind| kind.to_str());
            if matches!(kind, Some("json" | "yaml" | "yml")) {
                found.push((std::fs::metadata(&path)?.len(), path));
            }
        }
        found.sort();
        let mut taken = BTreeSet::new();
        let named = found.into_iter().map(|(bytes, path)| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let base = format!("c_{}", name::snake(&stem, "api").trim_start_matches("r#"));
            let numbered = (2..).map(|number| format!("{base}_{number}"));
            let mut names = std::iter::once(base.clone()).chain(numbered);
            let name = names.find(|name| taken.insert(name.clone()));
            (name.unwrap_or(base), path, bytes)
        });
        let all: Vec<_> = named.collect();
        let (first, step) = self.shard.unwrap_or((1, 1));
        let wanted = |path: &Path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            self.only.is_empty() || self.only.iter().any(|part| file.contains(part))
        };
        let shard = all.into_iter().skip(first - 1).step_by(step);
        Ok(shard.filter(|(_, path, _)| wanted(path)).collect())
    }

    fn survey(&self, documents: &[(String, PathBuf, u64)], shell: &mut Shell) -> Exit {
        let (next, rows) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let progress = Mutex::new(shell);
        std::thread::scope(|scope| {
            for _ in 0..self.jobs.max(1) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(document) = documents.get(at).filter(|_| !interrupt::stopped())
                        else {
                            return;
                        };
                        let doing = format!("{} of {}: {}", at + 1, documents.len(), document.0);
                        if let Ok(mut shell) = progress.lock() {
                            shell.progress(&format!("generating {doing}"));
                        }
                        let row = self.generate(document);
                        if let Ok(mut shell) = progress.lock() {
                            shell.status(&report::line(&row));
                        }
                        if let Ok(mut rows) = rows.lock() {
                            rows.push(row);
                        }
                    }
                });
            }
        });
        let mut rows = rows.into_inner().unwrap_or_default();
        rows.sort_by(|a: &Row, b| (a.bytes, &a.name).cmp(&(b.bytes, &b.name)));
        let Ok(shell) = progress.into_inner() else {
            return Exit::Failed;
        };
        if self.check {
            let count = rows.len();
            for (at, row) in rows.iter_mut().enumerate() {
                if interrupt::stopped() {
                    break;
                }
                if row.generated.is_ok() {
                    shell.progress(&format!("checking {} of {count}: {}", at + 1, row.name));
                    row.checked = Some(cargo::check(&self.out, &row.name, self.jobs));
                    shell.status(&report::line(row));
                }
            }
        }
        self.finish(&rows, shell)
    }

    fn generate(&self, (name, path, bytes): &(String, PathBuf, u64)) -> Row {
        Row {
            name: name.clone(),
            bytes: *bytes,
            generated: child::start(path, &self.out.join("crates").join(name)),
            checked: None,
        }
    }

    fn finish(&self, rows: &[Row], shell: &mut Shell) -> Exit {
        let text = report::markdown(rows);
        match &self.report {
            Some(path) => {
                if let Err(error) = std::fs::write(path, text) {
                    let message = format!("{} cannot be written: {error}", path.display());
                    return shell.error(Diagnostic::nowhere(Code::Io, message));
                }
            }
            None => shell.print(&text),
        }
        let good = rows.iter().filter(|row| row.is_good()).count();
        shell.status(&format!("{good} of {} documents are good", rows.len()));
        match interrupt::stopped() {
            true => Exit::Stopped,
            false if good == rows.len() => Exit::Done,
            false => Exit::Failed,
        }
    }
}

fn parse_shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/');
    let numbers = parts.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    match numbers {
        Some((k, n)) if 1 <= k && k <= n => Ok((k, n)),
        _ => Err("expected K/N with K from 1 to N, such as 2/8".to_owned()),
    }
}
