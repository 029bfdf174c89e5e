//! Measurements as Markdown.

use super::process::Took;
use std::fmt::Write as _;
use std::path::Path;

/// One line of a table.
#[derive(Debug)]
pub struct Row {
    /// The file name of the document.
    pub document: String,
    /// What was done, by which program.
    pub work: String,
    /// The median, or why there is none.
    pub took: Result<Took, String>,
}

/// A table of `rows`, and what became of those that failed. The first row of a document is what
/// the others of the same document are compared with.
pub fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | work | seconds | times the first | MiB | times the first |\n|---|---|--:|--:|--:|--:|\n",
    );
    let mut failures = String::new();
    for row in rows {
        let Row {
            document,
            work,
            took,
        } = row;
        match took {
            Ok(took) => {
                let first = rows.iter().find(|first| first.document == *document);
                let first = first.and_then(|first| first.took.as_ref().ok());
                let times = |own: f64, first: Option<f64>| match first {
                    Some(first) if first > 0.0 => format!("{:.2}", own / first),
                    _ => String::new(),
                };
                let wall = took.wall.as_secs_f64();
                let peak = mebibytes(took.peak);
                let slower = times(wall, first.map(|first| first.wall.as_secs_f64()));
                let larger = times(peak, first.map(|first| mebibytes(first.peak)));
                let _ = writeln!(
                    table,
                    "| `{document}` | {work} | {wall:.2} | {slower} | {peak:.0} | {larger} |"
                );
            }
            Err(reason) => {
                let _ = writeln!(table, "| `{document}` | {work} | failed | | | |");
                let reason = headline(reason);
                let _ = writeln!(failures, "* `{document}`, {work}: {reason}");
            }
        }
    }
    if failures.is_empty() {
        table
    } else {
        format!("{table}\nFailed:\n\n{failures}")
    }
}

/// The first line of what a program said that tells of an error, else its last line, without
/// folders.
pub fn headline(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Vec<&str> = lines.clone().collect();
    let line = lines
        .find(|line| line.starts_with("error"))
        .or(all.last().copied())
        .unwrap_or_default();
    let words = line.split(' ').map(|word| match word.rfind('/') {
        Some(at)
            if word.contains("/") && word.trim_start_matches(['`', '\'', '"']).starts_with('/') =>
        {
            word.get(at + 1..).unwrap_or_default()
        }
        _ => word,
    });
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(200).collect()
}

/// `text` with `content` between the marks of `section`.
pub fn replace(text: &str, section: &str, content: &str) -> Option<String> {
    let (open, close) = (
        format!("<!-- bench {section} -->"),
        format!("<!-- end of bench {section} -->"),
    );
    let (before, rest) = text.split_once(&open)?;
    let (_, after) = rest.split_once(&close)?;
    Some(format!(
        "{before}{open}\n\n{}\n\n{close}{after}",
        content.trim()
    ))
}

/// The name in the tables.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::{Row, Took, headline, replace, table};
    use std::time::Duration;

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let text = "a\n<!-- bench x -->\nold\n<!-- end of bench x -->\nb\n";
        let new = "a\n<!-- bench x -->\n\nnew\n\n<!-- end of bench x -->\nb\n";
        assert_eq!(replace(text, "x", "new\n").as_deref(), Some(new));
        assert_eq!(replace(new, "x", "new").as_deref(), Some(new));
        assert_eq!(replace(text, "y", "new"), None);
    }

    #[test]
    fn rows_are_compared_with_the_first_of_their_document() {
        let row = |document: &str, millis, mebibytes: u64| Row {
            document: document.to_owned(),
            work: "w".to_owned(),
            took: Ok(Took {
                wall: Duration::from_millis(millis),
                peak: mebibytes << 20,
            }),
        };
        let failed = Row {
            took: Err("Checking x\nerror[E1]: no\nerror: two".to_owned()),
            ..row("b", 0, 0)
        };
        let text = table(&[
            row("a", 500, 10),
            row("a", 1000, 25),
            row("b", 50, 1),
            failed,
        ]);
        assert!(
            text.contains("| `a` | w | 1.00 | 2.00 | 25 | 2.50 |"),
            "{text}"
        );
        assert!(
            text.contains("| `b` | w | 0.05 | 1.00 | 1 | 1.00 |"),
            "{text}"
        );
        assert!(text.ends_with("* `b`, w: error[E1]: no\n"), "{text}");
    }

    #[test]
    fn a_headline_names_no_folder() {
        assert_eq!(
            headline("x\nno file `/a/b/c.json` here\n"),
            "no file c.json` here"
        );
    }
}
