//! Files in memory, and what can be done with them: written, checked against a folder.
//!
//! Writing stages every file beside its place first and renames afterwards, so that a run which
//! cannot write, or is stopped, leaves whole files: old ones or new ones. Only files that an
//! earlier run emitted are ever removed: their names stand in [`MANIFEST`].

use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Emitted files by their path in the folder, with `/` between its pieces.
pub type FileMap = BTreeMap<String, Vec<u8>>;

/// The file that lists the others, one a line.
pub const MANIFEST: &str = ".specloom-files";

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes differ from before.
    pub changed: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files that are no longer emitted.
    pub removed: usize,
}

/// A file that is not as it would be emitted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaleFile {
    /// Its path in the folder.
    pub path: String,
    /// What is wrong with it.
    pub state: State,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its bytes differ.
    Stale,
    /// It is not there.
    Missing,
    /// It is there and no longer emitted.
    Orphan,
}

impl fmt::Display for StaleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Stale => "is stale",
            State::Missing => "is missing",
            State::Orphan => "is no longer emitted",
        };
        write!(f, "{} {state}", self.path)
    }
}

/// Compares the folder with what would be emitted, and changes nothing.
///
/// # Errors
///
/// When a file is there and cannot be read.
pub fn check(folder: &Path, files: &FileMap) -> Result<Vec<StaleFile>, Diagnostic> {
    let files = with_manifest(files);
    let mut stale = Vec::new();
    for (path, bytes) in &files {
        let state = match read(&folder.join(path))? {
            None => State::Missing,
            Some(old) if old != *bytes => State::Stale,
            Some(_) => continue,
        };
        stale.push(StaleFile {
            path: path.clone(),
            state,
        });
    }
    stale.extend(orphans(folder, &files)?.into_iter().map(|path| StaleFile {
        path,
        state: State::Orphan,
    }));
    stale.sort();
    Ok(stale)
}

/// Makes the folder what is emitted. `stop` is asked before each file appears; when it says yes,
/// nothing more is changed.
///
/// # Errors
///
/// When the folder holds files that no run of ours wrote, or cannot be written: nothing has been
/// changed then. When `stop` said yes between two files.
pub fn write(
    folder: &Path,
    files: &FileMap,
    stop: &dyn Fn() -> bool,
) -> Result<Written, Diagnostic> {
    own(folder)?;
    let files = with_manifest(files);
    let mut written = Written::default();
    let mut staged: Vec<(NamedTempFile, PathBuf)> = Vec::new();
    for (path, bytes) in &files {
        let place = folder.join(path);
        if read(&place)?.as_ref() == Some(bytes) {
            written.unchanged += 1;
            continue;
        }
        if stop() {
            return Err(stopped());
        }
        staged.push((stage(&place, bytes)?, place));
    }
    let orphans = orphans(folder, &files)?;
    // The manifest is the last to appear: until then the old one knows what may be removed.
    staged.sort_by_key(|(_, place)| place.ends_with(MANIFEST));
    for (file, place) in staged {
        if stop() {
            return Err(stopped());
        }
        file.persist(&place)
            .map_err(|failed| cannot("write", &place, &failed.error))?;
        written.changed += 1;
    }
    for path in orphans {
        let place = folder.join(&path);
        fs::remove_file(&place).map_err(|error| cannot("remove", &place, &error))?;
        remove_empty_parents(folder, &place);
        written.removed += 1;
    }
    Ok(written)
}

fn with_manifest(files: &FileMap) -> FileMap {
    let mut all = files.clone();
    let mut list: String = files.keys().map(|path| format!("{path}\n")).collect();
    list.push_str(MANIFEST);
    list.push('\n');
    all.insert(MANIFEST.to_owned(), list.into_bytes());
    all
}

/// Refuses a folder that holds something and that no run of ours wrote.
fn own(folder: &Path) -> Result<(), Diagnostic> {
    if folder.join(MANIFEST).is_file() {
        return Ok(());
    }
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read", folder, &error)),
    };
    if entries.next().is_none() {
        return Ok(());
    }
    let message = format!(
        "{} is not empty and was not written by specloom; nothing was changed",
        folder.display()
    );
    Err(Diagnostic::nowhere(Code::Io, message)
        .help("name a folder that is empty or does not exist yet"))
}

fn orphans(folder: &Path, files: &FileMap) -> Result<BTreeSet<String>, Diagnostic> {
    let Some(list) = read(&folder.join(MANIFEST))? else {
        return Ok(BTreeSet::new());
    };
    let list = String::from_utf8_lossy(&list).into_owned();
    Ok(list
        .lines()
        .filter(|path| !files.contains_key(*path) && is_inside(path))
        .filter(|path| folder.join(path).is_file())
        .map(str::to_owned)
        .collect())
}

/// Whether a path of the manifest stays in the folder, whoever wrote it there.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|piece| matches!(piece, std::path::Component::Normal(_)))
}

fn read(place: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("read", place, &error)),
    }
}

/// Writes the bytes to a file without a name beside `place`; it goes away if it is not persisted.
fn stage(place: &Path, bytes: &[u8]) -> Result<NamedTempFile, Diagnostic> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let failed = |error: io::Error| cannot("write", place, &error);
    fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".specloom-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    Ok(file)
}

fn remove_empty_parents(folder: &Path, place: &Path) {
    let mut parent = place.parent();
    while let Some(current) = parent.filter(|current| *current != folder) {
        // It fails where something is left in it, which is what ends the walk.
        if fs::remove_dir(current).is_err() {
            return;
        }
        parent = current.parent();
    }
}

fn cannot(verb: &str, place: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot {verb} {}: {error}", place.display());
    Diagnostic::nowhere(Code::Io, message)
}

fn stopped() -> Diagnostic {
    Diagnostic::nowhere(Code::Io, "stopped; every file is whole, old or new")
        .help("run the same command again to finish")
}

#[cfg(test)]
mod tests {
    use super::{FileMap, State, check, write};
    use std::fs;

    fn files(list: &[(&str, &str)]) -> FileMap {
        list.iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn what_is_written_is_fresh_and_orphans_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("out");
        let go_on = || false;
        let first = files(&[("a.rs", "1"), ("x/b.rs", "2"), ("x/y/c.rs", "3")]);
        let written = write(&folder, &first, &go_on).expect("written");
        assert_eq!((written.changed, written.removed), (4, 0));
        assert_eq!(check(&folder, &first).expect("checked"), []);

        let second = files(&[("a.rs", "1"), ("x/b.rs", "changed"), ("d.rs", "4")]);
        let states: Vec<(String, State)> = check(&folder, &second)
            .expect("checked")
            .into_iter()
            .map(|stale| (stale.path, stale.state))
            .collect();
        let expected = [
            (".specloom-files", State::Stale),
            ("d.rs", State::Missing),
            ("x/b.rs", State::Stale),
            ("x/y/c.rs", State::Orphan),
        ];
        assert_eq!(
            states,
            expected.map(|(path, state)| (path.to_owned(), state))
        );
        fs::write(folder.join("mine.txt"), "not yours").expect("written");
        let written = write(&folder, &second, &go_on).expect("written");
        assert_eq!(
            (written.changed, written.unchanged, written.removed),
            (3, 1, 1)
        );
        assert!(!folder.join("x/y").exists());
        assert!(folder.join("mine.txt").exists());
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "years").expect("written");
        let refused = write(folder.path(), &files(&[("a.rs", "1")]), &|| false);
        assert!(refused.is_err());
        assert!(!folder.path().join("a.rs").exists());
    }

    #[test]
    fn a_stop_leaves_no_half_file_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        write(&out, &files(&[("a.rs", "old"), ("b.rs", "old")]), &|| false).expect("written");
        let stopped = write(&out, &files(&[("a.rs", "new"), ("b.rs", "new")]), &|| true);
        assert!(stopped.is_err());
        assert_eq!(fs::read_to_string(out.join("a.rs")).expect("read"), "old");
        let left = fs::read_dir(&out).expect("listed").count();
        assert_eq!(left, 3);
    }
}
