//! What to type to have a crate of one's own documents written: as it was typed, and as it works in
//! the folder of the crate.

use super::{Codegen, DateTimeArgument};
use clap::ValueEnum;
use std::fs;
use std::path::{Component, Path, PathBuf};

impl Codegen {
    /// The command as it was typed, but for what only checks.
    pub(super) fn typed(&self, out: &Path) -> String {
        let paths = |path: &Path| Some(path.display().to_string());
        self.command(&out.display().to_string(), paths)
            .unwrap_or_default()
    }

    /// The command for the folder of the crate, wherever that and the documents stand together, so
    /// that it depends on neither the machine nor the folder in which it was first typed. `None`
    /// where they share nothing but the root of the disk, or a name that is no text.
    pub(super) fn portable(&self, out: &Path) -> Option<String> {
        let folder = real(out)?;
        self.command(".", |path| relative(&folder, &real(path)?))
    }

    fn command(&self, out: &str, path: impl Fn(&Path) -> Option<String>) -> Option<String> {
        let mut words = vec!["codegen".to_owned()];
        let mut add = |option: &str, value: &str| {
            words.extend([option.to_owned(), quoted(value)]);
        };
        for (option, files) in [("--spec", &self.spec), ("--overlay", &self.overlay)] {
            for named in files {
                let file = path(&named.file)?;
                match &named.name {
                    Some(name) => add(option, &format!("{name}={file}")),
                    None => add(option, &file),
                }
            }
        }
        add("--out", out);
        if let Some(name) = &self.name {
            add("--name", name);
        }
        for tag in &self.include_tag {
            add("--include-tag", tag);
        }
        for operation in &self.include_operation {
            add("--include-operation", operation);
        }
        if self.date_time != DateTimeArgument::Jiff
            && let Some(value) = self.date_time.to_possible_value()
        {
            add("--date-time", value.get_name());
        }
        Some(words.join(" "))
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || "-_./=:,+@%\\".contains(sign);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The path without links and `..`; its end need not be there yet.
fn real(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let there = path
        .ancestors()
        .find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
    let (part, real) = there?;
    let rest = path.strip_prefix(part).ok()?;
    Some(real.join(rest))
}

/// `path` as seen from `folder`.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let shared = folder.components().zip(path.components());
    let shared = shared.take_while(|(one, other)| one == other).count();
    let named = |part: &Component<'_>| matches!(part, Component::Normal(_));
    if !path.components().take(shared).any(|part| named(&part)) {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| Some(".."));
    let down = path.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{quoted, relative};
    use std::path::Path;

    #[test]
    fn paths_are_told_from_the_folder_of_the_crate() {
        for (folder, path, expect) in [
            ("/home/a/acme", "/home/a/acme.yaml", Some("../acme.yaml")),
            ("/a/clients/acme", "/a/api/x.yaml", Some("../../api/x.yaml")),
            ("/a/acme", "/a/acme/api/x.yaml", Some("api/x.yaml")),
            ("/a/acme", "/b/x.yaml", None),
        ] {
            let found = relative(Path::new(folder), Path::new(path));
            assert_eq!(found.as_deref(), expect, "{folder} {path}");
        }
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_part_them() {
        for (word, expect) in [
            ("a=b/c.yaml", "a=b/c.yaml"),
            ("GET /widgets", "'GET /widgets'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("$HOME", "'$HOME'"),
        ] {
            assert_eq!(quoted(word), expect);
        }
    }
}
