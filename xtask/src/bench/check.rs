//! How long rustc takes over what was generated.

use super::process::{self, Took};
use super::program::{CRATE, Kind, Program};
use super::report::{Row, file_name};
use super::{Common, Failure, fresh};
use crate::interrupt;
use crate::shell::Shell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate, the features that are on, and its runs so far.
struct Lane {
    work: String,
    folder: PathBuf,
    features: Vec<String>,
    /// The text of `src/lib.rs`: writing it again has cargo take the crate for changed.
    root: String,
    runs: Result<Vec<Took>, String>,
}

/// Measures the crates of every document.
pub fn run(
    common: &Common,
    tag: Option<&str>,
    documents: &[PathBuf],
    shell: &mut Shell,
) -> Result<String, Failure> {
    let programs = common.programs()?;
    let target = std::path::absolute(common.out.join("target"))?;
    let mut rows = Vec::new();
    for document in documents {
        let name = file_name(document);
        let mut lanes = Vec::new();
        for program in &programs {
            shell.status(&format!(
                "{name}: {} and its dependencies",
                program.kind.name()
            ));
            lanes.extend(prepare(program, document, common, tag)?);
        }
        for lane in &mut lanes {
            shell.progress(&format!("{name}: {}, dependencies", lane.work));
            lane.warm(&target)?;
        }
        for round in 1..=common.runs {
            for lane in &mut lanes {
                if interrupt::stopped() {
                    return Err(Failure::Stopped);
                }
                shell.progress(&format!("{name}: round {round}, {}", lane.work));
                lane.run(&target)?;
            }
            shell.status(&format!("{name}: round {round} of {}", common.runs));
        }
        rows.extend(lanes.into_iter().map(|lane| lane.row(&name)));
    }
    Ok(super::report::table(&rows))
}

/// Generates the crate; our own is checked once more without validators, and with one tag's
/// feature.
fn prepare(
    program: &Program,
    document: &Path,
    common: &Common,
    tag: Option<&str>,
) -> Result<Vec<Lane>, Failure> {
    let name = program.kind.name();
    let folder = common.out.join("check").join(name);
    fresh(&folder)?;
    let generated = process::run(&mut program.generate(document, &folder));
    let root = generated.and_then(|_| {
        let finished = program.finish(&folder);
        let root = finished.and_then(|()| fs::read_to_string(folder.join("src/lib.rs")));
        root.map_err(|error| format!("the crate is not as expected: {error}"))
    });
    let all = Lane {
        work: format!("{name}, all features"),
        folder: folder.clone(),
        features: vec!["--all-features".to_owned()],
        runs: root.as_ref().map(|_| Vec::new()).map_err(Clone::clone),
        root: root.unwrap_or_default(),
    };
    let mut lanes = Vec::new();
    if program.kind == Kind::Own && all.runs.is_ok() {
        let bare = common.out.join("check").join("without-validators");
        fresh(&bare)?;
        super::bare::copy(&folder, &bare)?;
        lanes.push(Lane {
            work: format!("{name}, all features, without validators"),
            root: fs::read_to_string(bare.join("src/lib.rs"))?,
            folder: bare,
            features: all.features.clone(),
            runs: Ok(Vec::new()),
        });
        let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
        lanes.extend(tag_feature(&manifest, tag).map(|feature| Lane {
            work: format!("{name}, feature `{feature}` alone"),
            folder,
            features: vec![
                "--no-default-features".to_owned(),
                "--features".to_owned(),
                feature.to_owned(),
            ],
            root: all.root.clone(),
            runs: Ok(Vec::new()),
        }));
    }
    lanes.insert(0, all);
    Ok(lanes)
}

/// The feature of a tag: the one that is asked for, or the first.
fn tag_feature<'m>(manifest: &'m str, tag: Option<&str>) -> Option<&'m str> {
    let (_, features) = manifest.split_once("[features]")?;
    let names = features
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().trim_matches('"'));
    let prefix = format!("{CRATE}-");
    let mut tags = names.filter(|name| name.starts_with(&prefix));
    tags.find(|name| tag.is_none_or(|tag| name.strip_prefix(&prefix) == Some(tag)))
}

impl Lane {
    /// Compiles the dependencies, with nothing in the crate itself.
    fn warm(&mut self, target: &Path) -> Result<(), Failure> {
        if self.runs.is_ok() {
            self.write("")?;
            if let Err(said) = process::run(&mut self.cargo(target)) {
                self.runs = Err(said);
            }
        }
        Ok(())
    }

    fn run(&mut self, target: &Path) -> Result<(), Failure> {
        if self.runs.is_err() {
            return Ok(());
        }
        self.write(&self.root)?;
        let took = process::run(self.cargo(target).arg("--offline"));
        match (&mut self.runs, took) {
            (Ok(runs), Ok(took)) => runs.push(took),
            (runs, Err(said)) => *runs = Err(said),
            (Err(_), Ok(_)) => {}
        }
        Ok(())
    }

    fn write(&self, root: &str) -> io::Result<()> {
        fs::write(self.folder.join("src/lib.rs"), root)
    }

    fn cargo(&self, target: &Path) -> Command {
        let mut command = super::cargo();
        command
            .args(["check", "--quiet"])
            .args(&self.features)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0");
        command
    }

    fn row(self, document: &str) -> Row {
        let median = |runs: Vec<Took>| process::median(&runs).ok_or_else(|| "not run".to_owned());
        Row {
            document: document.to_owned(),
            work: self.work,
            took: self.runs.and_then(median),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tag_feature;

    #[test]
    fn the_feature_of_a_tag_is_found() {
        let manifest = "[features]\ndefault = []\n\"measured-a\" = []\nmeasured-b = [\"measured-a\"]\n\n[dependencies]\nmeasured-c = \"1\"\n";
        for (tag, feature) in [
            (None, Some("measured-a")),
            (Some("b"), Some("measured-b")),
            (Some("c"), None),
        ] {
            assert_eq!(tag_feature(manifest, tag), feature, "{tag:?}");
        }
        assert_eq!(tag_feature("[features]\ndefault = []\n", None), None);
    }
}
