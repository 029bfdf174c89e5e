//! An emitted crate without what validation adds to it: what that costs is the difference.

use std::fs;
use std::io;
use std::path::Path;

/// Tables of demands, which validation alone reads.
const TABLES: [&str; 2] = [": rt::FieldRules =", ": rt::Rules ="];

/// Functions that check, by how they begin.
const CHECKS: [&str; 2] = ["fn check<", "fn conditions<"];

/// Copies the crate at `from`; in its own modules tables of demands become empty, and functions
/// that check pass everything. The runtime stays as it is: other crates have one too.
///
/// # Errors
///
/// Those of reading and writing.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let target = to.join(&name);
        let is_runtime = name == "runtime" && from.ends_with("src");
        if path.is_dir() && !is_runtime {
            copy(&path, &target)?;
        } else if path.is_dir() {
            copy_whole(&path, &target)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            fs::write(target, without_checks(&fs::read_to_string(path)?))?;
        } else {
            fs::copy(path, target)?;
        }
    }
    Ok(())
}

fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_whole(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Rust as it is emitted: an item begins on a line of its own.
fn without_checks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let code = line.trim_start();
        let table = TABLES
            .iter()
            .find_map(|table| line.find(table).map(|at| at + table.len()));
        if let Some(value) = table.filter(|_| code.contains("const ")) {
            out.push_str(rest.get(..value).unwrap_or_default());
            out.push_str(" &[];\n");
            rest = behind(rest, value, b';');
        } else if CHECKS.iter().any(|check| code.starts_with(check)) {
            let body = rest.find('{').unwrap_or(rest.len());
            out.push_str(rest.get(..body).unwrap_or_default());
            out.push_str("{ rt::PASS }\n");
            rest = behind(rest, body, b'}');
        } else {
            out.push_str(line);
            rest = rest.get(line.len()..).unwrap_or_default();
        }
    }
    out
}

/// What follows the first `end` outside brackets and texts, from the byte `start` on.
fn behind(text: &str, start: usize, end: u8) -> &str {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if *byte == end && depth == 0 {
            break;
        }
    }
    text.get(at..).unwrap_or_default().trim_start_matches('\n')
}

#[cfg(test)]
mod tests {
    use super::without_checks;

    #[test]
    fn tables_become_empty_and_checks_pass() {
        let text = r#"impl rt::Object for Widget {
    const NAMES: &'static [&'static str] = &["a;b", "c"];
    const RULES: rt::FieldRules = &[
        ("a;b", &[rt::Rule::Listed(&["\"];", "x"])]),
    ];
    fn conditions<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
        if self.a == "}" {
            rt::check::rule(true, at, sink, ["not", "}", "{"])?;
        }
        rt::PASS
    }
    fn parts(&self) -> (&str,) { (&self.a,) }
}
"#;
        let expected = r#"impl rt::Object for Widget {
    const NAMES: &'static [&'static str] = &["a;b", "c"];
    const RULES: rt::FieldRules = &[];
    fn conditions<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow { rt::PASS }
    fn parts(&self) -> (&str,) { (&self.a,) }
}
"#;
        assert_eq!(without_checks(text), expected);
    }
}
