//! Files go to the disk: only those that differ, whole or not at all, and nothing is touched that
//! was not written here.
//!
//! The folder holds a list of the files that were written into it. It is how the folder is known
//! to be ours, and how a file that is no longer emitted is found. Everything new is staged in a
//! folder of its own inside the output folder and then renamed, file by file; the list is written
//! before the first rename with the old and the new names in it, so a run that is cut off anywhere
//! leaves each file old or new, and the next run mends the rest.

use super::FileMap;
use super::krate::MARK;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The list of the files that were written into a folder.
pub const LIST: &str = ".specloom-files";

/// The beginning of the names of staging folders.
const STAGE: &str = ".specloom-stage-";

/// A file that is to be written: its path in the folder, and its bytes.
type File<'f> = (&'f str, &'f [u8]);

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or other than before.
    pub changed: Vec<String>,
    /// Files that are no longer emitted.
    pub removed: Vec<String>,
    /// How many were already as they must be.
    pub same: usize,
}

/// A file that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaleFile {
    /// Its path in the folder.
    pub path: String,
    /// What is wrong with it.
    pub state: Staleness,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Staleness {
    /// It differs from what would be written.
    Stale,
    /// It is not there.
    Missing,
    /// It was written once and would not be now.
    Orphan,
}

/// Writes `files` into `folder` and removes what an earlier run wrote and this one does not.
/// `None`: it could not, and a diagnostic says why.
pub fn write(folder: &Path, files: &FileMap, diagnostics: &mut Diagnostics) -> Option<Written> {
    let result = Output::open(folder).and_then(|output| output.write(files));
    result.map_err(|problem| diagnostics.push(problem)).ok()
}

/// What [`write()`] would do, without doing it; empty: nothing. A folder that is not there lacks
/// every file.
pub fn check(folder: &Path, files: &FileMap) -> Vec<StaleFile> {
    let list = list_of(files.keys());
    let list = std::iter::once((LIST, list.as_bytes()));
    let stale = list.chain(borrowed(files)).filter_map(|(path, bytes)| {
        let state = match fs::read(folder.join(path)) {
            Ok(found) if found == bytes => return None,
            Ok(_) => Staleness::Stale,
            Err(_) => Staleness::Missing,
        };
        Some(StaleFile {
            path: path.to_owned(),
            state,
        })
    });
    let listed = read_list(folder).ok().flatten().unwrap_or_default();
    let orphans = listed.into_iter().filter(|path| !files.contains_key(path));
    let orphans = orphans.filter(|path| is_ours(&folder.join(path)));
    let orphans = orphans.map(|path| StaleFile {
        path,
        state: Staleness::Orphan,
    });
    stale.chain(orphans).collect()
}

/// Why [`write()`] would refuse `folder` whatever the files are: it is not ours.
pub fn refusal(folder: &Path) -> Option<Diagnostic> {
    let mut entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let staged = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(STAGE);
    let filled = entries.any(|entry| !staged(&entry));
    // The list comes before all else that a run writes, so it is looked for last: another run may
    // have begun meanwhile.
    (filled && matches!(read_list(folder), Ok(None))).then(|| foreign_folder(folder))
}

struct Output {
    folder: PathBuf,
    /// Held while it is open: of two runs at once the second waits for the first. Not every system
    /// can lock a folder.
    _lock: Option<fs::File>,
    /// What the list names; empty for a folder that is new.
    listed: BTreeSet<String>,
}

impl Output {
    /// Makes sure that the folder is there and ours.
    fn open(folder: &Path) -> Result<Self, Diagnostic> {
        if let Some(refusal) = refusal(folder) {
            return Err(refusal);
        }
        fs::create_dir_all(folder).map_err(|error| failure("create", folder, &error))?;
        let lock = fs::File::open(folder).ok();
        let lock = lock.filter(|folder| folder.lock().is_ok());
        let list =
            read_list(folder).map_err(|error| failure("read", &folder.join(LIST), &error))?;
        let entries = fs::read_dir(folder).map_err(|error| failure("read", folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failure("read", folder, &error))?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(STAGE) {
                // A run that was cut off left it.
                fs::remove_dir_all(entry.path())
                    .map_err(|error| failure("remove", &entry.path(), &error))?;
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
            listed: list.unwrap_or_default(),
        })
    }

    fn write(&self, files: &FileMap) -> Result<Written, Diagnostic> {
        let changed = self.changed(files)?;
        let removed: Vec<String> = self
            .listed
            .iter()
            .filter(|path| !files.contains_key(*path))
            .cloned()
            .collect();
        let written = Written {
            same: files.len() - changed.len(),
            changed: changed.iter().map(|(path, _)| (*path).to_owned()).collect(),
            removed: removed
                .into_iter()
                .filter(|path| is_ours(&self.folder.join(path)))
                .collect(),
        };
        if !written.changed.is_empty() || !written.removed.is_empty() {
            // Staged first and renamed first, so that whatever follows is known to be ours.
            self.put_list(self.listed.iter().chain(files.keys()))?;
            self.put(&changed)?;
            for path in &written.removed {
                self.remove(path)?;
            }
        }
        let list = fs::read(self.folder.join(LIST)).ok();
        if list.as_deref() != Some(list_of(files.keys()).as_bytes()) {
            self.put_list(files.keys())?;
        }
        Ok(written)
    }

    /// The files whose bytes differ. One that somebody else put there is not overwritten.
    fn changed<'f>(&self, files: &'f FileMap) -> Result<Vec<File<'f>>, Diagnostic> {
        let mut changed = Vec::new();
        for (path, bytes) in borrowed(files) {
            let target = self.folder.join(path);
            match fs::read(&target) {
                Ok(found) if found == bytes => continue,
                Ok(_) if !self.listed.contains(path) && !is_ours(&target) => {
                    return Err(foreign_file(&target));
                }
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(failure("read", &target, &error)),
            }
            changed.push((path, bytes));
        }
        Ok(changed)
    }

    /// Puts the list that names `paths` in its place.
    fn put_list<'p>(&self, paths: impl Iterator<Item = &'p String>) -> Result<(), Diagnostic> {
        self.put(&[(LIST, list_of(paths).as_bytes())])
    }

    /// Stages all of `files`, then moves each to its place.
    fn put(&self, files: &[File<'_>]) -> Result<(), Diagnostic> {
        let stage = tempfile::Builder::new()
            .prefix(STAGE)
            .tempdir_in(&self.folder);
        let stage = stage.map_err(|error| failure("write into", &self.folder, &error))?;
        let staged = |number: usize| stage.path().join(number.to_string());
        let numbered = files.par_iter().enumerate();
        numbered.try_for_each(|(number, (path, bytes))| {
            fs::write(staged(number), bytes)
                .map_err(|error| failure("write", &self.folder.join(path), &error))
        })?;
        let folders: BTreeSet<&Path> = files
            .iter()
            .filter_map(|(path, _)| Path::new(path).parent())
            .collect();
        for folder in folders {
            let folder = self.folder.join(folder);
            fs::create_dir_all(&folder).map_err(|error| failure("create", &folder, &error))?;
        }
        for (number, (path, _)) in files.iter().enumerate() {
            let target = self.folder.join(path);
            fs::rename(staged(number), &target)
                .map_err(|error| failure("write", &target, &error))?;
        }
        Ok(())
    }

    /// Removes a file, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<(), Diagnostic> {
        let target = self.folder.join(path);
        fs::remove_file(&target).map_err(|error| failure("remove", &target, &error))?;
        let parents = Path::new(path).ancestors().skip(1);
        for parent in parents.filter(|parent| !parent.as_os_str().is_empty()) {
            // It fails where something is left in it, which is right.
            if fs::remove_dir(self.folder.join(parent)).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether the first line of the file says that it was written here.
fn is_ours(path: &Path) -> bool {
    let text = fs::read(path).unwrap_or_default();
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line).contains(MARK)
}

/// The files that an earlier run wrote into `folder`; `None` where none did.
pub fn listed(folder: &Path) -> Option<BTreeSet<String>> {
    read_list(folder).ok().flatten()
}

/// The files that the list names; `None` where there is no list. A name that leads out of the
/// folder was not written here and is passed over.
fn read_list(folder: &Path) -> io::Result<Option<BTreeSet<String>>> {
    let text = match fs::read_to_string(folder.join(LIST)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let inside = |path: &&str| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let paths = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter(inside);
    Ok(Some(paths.map(str::to_owned).collect()))
}

/// The text of the list that names `paths`.
fn list_of<'p>(paths: impl Iterator<Item = &'p String>) -> String {
    let paths: BTreeSet<_> = paths.map(String::as_str).collect();
    let header = format!("# {MARK}: the files that it wrote here and may remove.");
    let lines: Vec<_> = std::iter::once(header.as_str()).chain(paths).collect();
    format!("{}\n", lines.join("\n"))
}

fn borrowed(files: &FileMap) -> impl Iterator<Item = File<'_>> {
    files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
}

fn failure(verb: &str, path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::nowhere(
        Code::Io,
        format!("cannot {verb} {}: {error}", path.display()),
    )
}

fn foreign_folder(folder: &Path) -> Diagnostic {
    let message = format!(
        "{} is not empty and was not written by specloom",
        folder.display()
    );
    let help = format!(
        "choose an empty folder, or put an empty file {LIST} into this one if its files may be replaced"
    );
    Diagnostic::nowhere(Code::Usage, message).help(help)
}

fn foreign_file(path: &Path) -> Diagnostic {
    let message = format!(
        "{} was not written by specloom and would be overwritten",
        path.display()
    );
    Diagnostic::nowhere(Code::Usage, message)
        .help("move it away, or rename what would take its place")
}

#[cfg(test)]
mod tests;
