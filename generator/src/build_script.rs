//! The code of an API as a part of the crate whose build script generates it.

use crate::diagnostic::{Code, Severity};
use crate::generate::{Failure, Generated, Generator, Layout};
use crate::render::FileMap;
use crate::said::{Message, Said};
use crate::source::Input;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use toml::Table;

/// The folder in `OUT_DIR`.
const FOLDER: &str = "specloom";

impl Generator {
    /// Does all that a build script has to: generates into `OUT_DIR`, prints warnings for Cargo,
    /// and has it look for changes in the documents and in nothing else.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), specloom::Failure> {
    ///     specloom::Generator::new("acme-client")
    ///         .api("widgets", "api/widgets.yaml")
    ///         .build()
    /// }
    /// ```
    ///
    /// The code becomes a part of the crate by one line at the root of its `src/lib.rs`:
    ///
    /// ```ignore
    /// include!(concat!(env!("OUT_DIR"), "/specloom/lib.rs"));
    /// ```
    ///
    /// It is no module of something else: what is generated looks for its runtime at the root of
    /// the crate. The crate's manifest must have the features and dependencies of the code; those
    /// that are missing are an error that says what to add. What speaks of a crate as a whole is left
    /// to its author: an API with very many types may want `#![recursion_limit = "1024"]` at the top
    /// of the file, one with names in several scripts an `allow` of the lints about that.
    ///
    /// # Errors
    ///
    /// Those of [`Generator::generate`] and [`Generated::write`], a manifest that lacks something,
    /// and a call outside of a build script.
    pub fn build(mut self) -> Result<(), Failure> {
        let (out, manifest) = (folder("OUT_DIR")?, folder("CARGO_MANIFEST_DIR")?);
        let manifest = manifest.join("Cargo.toml");
        self.layout = Layout::Include;
        self.wording.least = Severity::Warning;
        let made = self.generate();
        let inputs = match &made {
            Ok(generated) => &generated.inputs,
            Err(failure) => &failure.inputs,
        };
        for line in watched(inputs) {
            println!("{line}");
        }
        let generated = made?;
        for message in &generated.said.messages {
            for line in message.text.lines() {
                println!("cargo::warning={line}");
            }
        }
        check_manifest(&generated, &manifest)?;
        into_folder(generated).write(out.join(FOLDER))?;
        Ok(())
    }
}

/// What has Cargo look for changes. A file that is not there would have it run each time.
fn watched(inputs: &[Input]) -> impl Iterator<Item = String> {
    let there = inputs.iter().filter(|input| input.path.exists());
    there.map(|input| format!("cargo::rerun-if-changed={}", input.path.display()))
}

/// The modules only, at the root of the folder.
fn into_folder(mut generated: Generated) -> Generated {
    let files = std::mem::take(&mut generated.files).into_iter();
    let modules = files.filter_map(|(path, bytes)| {
        let inner = path.strip_prefix("src/")?.to_owned();
        Some((inner, bytes))
    });
    generated.files = modules.collect::<FileMap>();
    generated
}

/// Code behind a feature that the manifest does not have would be gone without a word.
fn check_manifest(generated: &Generated, path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    let own = std::fs::read_to_string(path)
        .map_err(|error| error.to_string())
        .and_then(|text| text.parse::<Table>().map_err(|error| error.to_string()))
        .map_err(|error| failure(format!("{shown} cannot be read: {error}")))?;
    let wanted = generated.files.get("Cargo.toml");
    let wanted = String::from_utf8_lossy(wanted.map_or(&[], Vec::as_slice));
    let missing = missing_lines(&own, &wanted);
    if missing.is_empty() {
        return Ok(());
    }
    Err(failure(format!(
        "{shown} lacks what the generated code needs. Add:\n\n{missing}"
    )))
}

/// The lines of `wanted`, a manifest, whose keys `own` does not have, below their headings.
fn missing_lines(own: &Table, wanted: &str) -> String {
    let mut missing = String::new();
    for section in ["features", "dependencies"] {
        let heading = format!("[{section}]");
        let lines = wanted.lines().skip_while(|line| *line != heading).skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        let has = |name: &str| {
            let table = own.get(section).and_then(toml::Value::as_table);
            table.is_some_and(|table| table.contains_key(name))
        };
        let lacking = lines.filter(|line| {
            let name = line
                .split_once(" = ")
                .map(|(name, _)| name.trim_matches('"'));
            name.is_some_and(|name| !name.starts_with('#') && !has(name))
        });
        for (at, line) in lacking.enumerate() {
            if at == 0 {
                let _ = writeln!(missing, "{heading}");
            }
            let _ = writeln!(missing, "{line}");
        }
    }
    missing
}

fn folder(variable: &str) -> Result<PathBuf, Failure> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    found.ok_or_else(|| failure(format!("{variable} is not set: this is no build script")))
}

fn failure(text: String) -> Failure {
    let said = Said {
        messages: vec![Message {
            severity: Severity::Error,
            text: format!("error[{}]: {text}", Code::Io),
        }],
        errors: 1,
        ..Said::default()
    };
    Failure {
        said,
        inputs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::missing_lines;

    #[test]
    fn what_a_manifest_lacks_is_listed() {
        let wanted = "[package]\nname = \"x\"\n\n[features]\ndefault = [\"a\"]\n# Why.\n\"a\" = []\nb = []\n\n\
                      [dependencies]\nserde = \"1\"\nurl = { version = \"2\" }\n\n[lints.rust]\nc = 1\n";
        for (own, expect) in [
            (wanted, ""),
            (
                "[features]\ndefault = []\nb = []\n[dependencies]\nurl.workspace = true\nother = \"1\"\n",
                "[features]\n\"a\" = []\n[dependencies]\nserde = \"1\"\n",
            ),
        ] {
            let own = own.parse().expect("TOML");
            assert_eq!(missing_lines(&own, wanted), expect);
        }
    }
}
