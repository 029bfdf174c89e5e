//! The report: a table of documents, the diagnostics by code, and what went wrong.

use super::Row;
use super::cargo::Checked;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A line of progress.
pub fn line(row: &Row) -> String {
    let mut line = row.name.clone();
    match &row.generated {
        Err(said) => {
            let _ = write!(line, ": FAILED: {said}");
        }
        Ok(generated) => {
            let time: f64 = generated.stages.iter().map(|(_, time)| time).sum();
            let _ = write!(line, ": {time:.0} ms, {} lines", generated.lines);
            for error in &generated.errors {
                let _ = write!(line, "; error: {error}");
            }
        }
    }
    if let Some(checked) = &row.checked {
        let (errors, warnings) = (checked.errors, checked.warnings);
        let time = checked.time.as_secs_f64();
        let _ = write!(
            line,
            "; check {time:.1} s, {errors} errors, {warnings} warnings"
        );
        if let Some(first) = &checked.first {
            let _ = write!(line, "\n{}", first.trim_end());
        }
    }
    line
}

/// The whole report.
pub fn markdown(rows: &[Row]) -> String {
    let generated = rows.iter().filter(|row| row.generated.is_ok()).count();
    let good = rows.iter().filter(|row| row.is_good()).count();
    let mut text = format!(
        "# Corpus\n\n{} documents, {generated} generated, {good} without an error or a warning \
         of the compiler.\n\n",
        rows.len()
    );
    table(&mut text, rows);
    codes(&mut text, rows);
    failures(&mut text, rows);
    text
}

fn table(text: &mut String, rows: &[Row]) {
    text.push_str(
        "| document | KiB | operations | types | lines | stages, ms | MiB | check, s | MiB | errors | warnings |\n\
         |---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|\n",
    );
    for row in rows {
        let _ = write!(text, "| {} | {} |", row.name, row.bytes.div_ceil(1024));
        match &row.generated {
            Ok(generated) => {
                let stages = generated.stages.iter();
                let stages: Vec<_> = stages
                    .map(|(stage, time)| format!("{stage} {time:.0}"))
                    .collect();
                let _ = write!(
                    text,
                    " {} | {} | {} | {} | {} |",
                    generated.operations,
                    generated.items,
                    generated.lines,
                    stages.join(", "),
                    mebibytes(generated.peak)
                );
            }
            Err(_) => text.push_str(" | | | failed | |"),
        }
        match &row.checked {
            Some(checked) => {
                let _ = writeln!(
                    text,
                    " {:.1} | {} | {} | {} |",
                    checked.time.as_secs_f64(),
                    mebibytes(checked.peak),
                    checked.errors,
                    checked.warnings
                );
            }
            None => text.push_str(" | | | |\n"),
        }
    }
}

fn codes(text: &mut String, rows: &[Row]) {
    let mut sums: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    let generated = rows.iter().filter_map(|row| row.generated.as_ref().ok());
    for (code, count) in generated.flat_map(|generated| &generated.codes) {
        let sum = sums.entry(code).or_default();
        *sum = (sum.0 + count, sum.1 + 1);
    }
    text.push_str("\n## Diagnostics\n\n| code | times | documents |\n|---|--:|--:|\n");
    for (code, (count, documents)) in sums {
        let _ = writeln!(text, "| `{code}` | {count} | {documents} |");
    }
}

fn failures(text: &mut String, rows: &[Row]) {
    for row in rows.iter().filter(|row| !row.is_good()) {
        let _ = write!(text, "\n## {}\n\n", row.name);
        let said = match &row.generated {
            Err(said) => said.as_str().to_owned(),
            Ok(generated) => generated.errors.join("\n"),
        };
        let first = row
            .checked
            .as_ref()
            .and_then(|checked: &Checked| checked.first.as_deref());
        for part in [said.as_str(), first.unwrap_or_default()] {
            if !part.is_empty() {
                let _ = write!(text, "````text\n{}\n````\n", part.trim_end());
            }
        }
    }
}

fn mebibytes(kibibytes: Option<u64>) -> String {
    kibibytes.map_or(String::new(), |size| size.div_ceil(1024).to_string())
}
