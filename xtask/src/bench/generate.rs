//! How long a crate takes to generate.

use super::process::{self, Took};
use super::program::{Kind, Program};
use super::report::{Row, file_name};
use super::{Common, Failure};
use crate::corpus;
use crate::interrupt;
use crate::shell::Shell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One program on one document, and its runs so far.
struct Lane {
    work: String,
    program: Program,
    /// The crate of each run is in a folder of its own: a file system takes longer to make files
    /// where others have just been removed, so that is left for the end.
    folder: PathBuf,
    /// Whether a run begins with nothing; else with what the one before made.
    anew: bool,
    runs: Result<Vec<Took>, String>,
}

/// Measures every document; the table and the stages.
pub fn run(common: &Common, documents: &[PathBuf], shell: &mut Shell) -> Result<String, Failure> {
    let programs = common.programs()?;
    let (mut rows, mut stages) = (Vec::new(), String::new());
    std::fs::create_dir_all(&common.out)?;
    let scratch = tempfile::Builder::new()
        .prefix("generate-")
        .tempdir_in(&common.out)?;
    for (number, document) in documents.iter().enumerate() {
        let mut lanes = lanes(&programs, &scratch.path().join(number.to_string()));
        for round in 1..=common.runs {
            for lane in &mut lanes {
                if interrupt::stopped() {
                    return Err(Failure::Stopped);
                }
                let name = file_name(document);
                shell.progress(&format!("{name}: round {round}, {}", lane.work));
                lane.run(document)?;
            }
            let name = file_name(document);
            shell.status(&format!("{name}: round {round} of {}", common.runs));
        }
        rows.extend(lanes.into_iter().map(|lane| lane.row(document)));
        let line = stages_of(document, common);
        let _ = writeln!(stages, "* `{}`: {line}", file_name(document));
    }
    let table = super::report::table(&rows);
    Ok(format!("{table}\nMilliseconds of our stages:\n\n{stages}"))
}

/// Our own program first; once more, last, with nothing changed.
fn lanes(programs: &[Program], folder: &Path) -> Vec<Lane> {
    let lane = |program: &Program, work: &str, anew| Lane {
        work: work.to_owned(),
        folder: folder.join(if anew { "anew" } else { "again" }),
        program: program.clone(),
        anew,
        runs: Ok(Vec::new()),
    };
    let mut lanes: Vec<Lane> = programs
        .iter()
        .map(|program| lane(program, program.kind.name(), true))
        .collect();
    let own = programs.iter().find(|program| program.kind == Kind::Own);
    lanes.extend(own.map(|own| lane(own, "specloom, nothing changed", false)));
    lanes
}

impl Lane {
    fn run(&mut self, document: &Path) -> Result<(), Failure> {
        let Ok(runs) = &mut self.runs else {
            return Ok(());
        };
        let round = if self.anew { runs.len() } else { 0 };
        let folder = self.folder.join(round.to_string());
        // Some call the crate like the folder.
        let folder = folder.join(self.program.kind.name());
        std::fs::create_dir_all(&folder)?;
        if !self.anew && runs.is_empty() {
            // The run before the first that is timed.
            if let Err(said) = process::run(&mut self.program.generate(document, &folder)) {
                self.runs = Err(said);
                return Ok(());
            }
        }
        match process::run(&mut self.program.generate(document, &folder)) {
            Ok(took) => runs.push(took),
            Err(said) => self.runs = Err(said),
        }
        Ok(())
    }

    fn row(self, document: &Path) -> Row {
        let median = |runs: Vec<Took>| process::median(&runs).ok_or_else(|| "not run".to_owned());
        Row {
            document: file_name(document),
            work: self.work,
            took: self.runs.and_then(median),
        }
    }
}

/// The median of each stage, each run in a process of its own.
fn stages_of(document: &Path, common: &Common) -> String {
    let folder = common.out.join("generate").join("stages");
    let mut times: BTreeMap<usize, (String, Vec<f64>)> = BTreeMap::new();
    for _ in 0..common.runs {
        match corpus::generate_alone(document, &folder) {
            Ok(stages) => {
                for (at, (stage, time)) in stages.into_iter().enumerate() {
                    let entry = times.entry(at).or_insert_with(|| (stage, Vec::new()));
                    entry.1.push(time);
                }
            }
            Err(said) => return super::report::headline(&said),
        }
    }
    let stages = times.into_values().map(|(stage, mut times)| {
        times.sort_by(f64::total_cmp);
        let middle = times.get(times.len() / 2).copied().unwrap_or_default();
        format!("{stage} {middle:.0}")
    });
    stages.collect::<Vec<_>>().join(", ")
}
