//! [`Sources`]: reading files, and only those that may be read.

use super::changes::Change;
use super::locate::{Found, Tree};
use super::parse::{self, Format};
use super::paths::{file_references, leaves, read};
use crate::cache;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The files of one description. The first is the root; an overlay is one of them, too.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The folder below which files may be read, without symbolic links.
    folder: Option<PathBuf>,
    /// What each relative reference of each file leads to.
    links: HashMap<(FileId, String), Result<FileId, LinkFailure>>,
    /// What was read or looked for on the disk.
    inputs: Vec<Input>,
    /// Those of them that are not there.
    missed: HashSet<PathBuf>,
    /// Whether a key of some file begins with `$` and is not `$ref`.
    identifies: bool,
    /// What overlays changed in the root.
    pub(super) changes: Vec<Change>,
}

/// A file that was read or looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Of the bytes that were read; `None` where it could not be.
    pub digest: Option<String>,
}

/// How many bytes are counted through to find a column.
const STRIDE: usize = 4096;

#[derive(Debug)]
struct SourceFile {
    /// As the user would type it.
    name: String,
    /// Without symbolic links; `None` for a text that is in no file.
    path: Option<PathBuf>,
    text: String,
    format: Format,
    /// `None` where the text was not understood.
    value: Option<Value>,
    /// Made when something in it is located.
    tree: OnceLock<Tree>,
    /// Where lines begin; made then, too.
    lines: OnceLock<Vec<usize>>,
    /// How many characters stand before every [`STRIDE`]th byte; made then, too.
    characters: OnceLock<Vec<usize>>,
}

/// Why a reference to another file leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFailure {
    /// `forbidden-reference` or `unresolved-reference`.
    pub code: Code,
    /// A sentence.
    pub message: String,
}

impl Sources {
    /// Reads the root file at `path`. What is wrong with it is in `diagnostics`, and
    /// [`Sources::root`] is then `None`.
    pub fn open(path: &Path, diagnostics: &mut Diagnostics) -> Self {
        let mut sources = Self::default();
        let real = fs::canonicalize(path).ok();
        sources.folder = real
            .as_ref()
            .and_then(|real| real.parent().map(Path::to_path_buf));
        sources.add_file(path, real, diagnostics);
        sources
    }

    /// Takes `text` as the root file. It may refer to no other file. `name` is what diagnostics
    /// call it.
    pub fn from_text(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Self {
        let mut sources = Self::default();
        sources.add_bytes(name.to_owned(), None, text.as_bytes().to_vec(), diagnostics);
        sources
    }

    /// Reads a file that no reference names, such as an overlay. It may stand anywhere.
    pub(crate) fn add_file(
        &mut self,
        path: &Path,
        real: Option<PathBuf>,
        diagnostics: &mut Diagnostics,
    ) -> FileId {
        let name = path.display().to_string();
        match self.read_input(path.to_path_buf(), path) {
            Ok(bytes) => self.add_bytes(name, real, bytes, diagnostics),
            Err(message) => {
                let id = self.push(name, real, String::new(), Format::Yaml, None);
                let diagnostic = Diagnostic::new(Code::Io, &Place::root(id), message);
                let is_url = path
                    .to_str()
                    .is_some_and(|text| text.starts_with("https:/") || text.starts_with("http:/"));
                diagnostics.push(match is_url {
                    true => diagnostic
                        .help("documents are files: download it first, with `curl -fLO URL`"),
                    false => diagnostic,
                });
                id
            }
        }
    }

    /// Takes `text` as a further file, such as an overlay that is in no file.
    pub(crate) fn add_text(
        &mut self,
        name: &str,
        text: &str,
        diagnostics: &mut Diagnostics,
    ) -> FileId {
        self.add_bytes(name.to_owned(), None, text.as_bytes().to_vec(), diagnostics)
    }

    fn add_bytes(
        &mut self,
        name: String,
        path: Option<PathBuf>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> FileId {
        let id = FileId(self.files.len() as u32);
        let text = match parse::decode(bytes, id) {
            Ok(text) => text,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                return self.push(name, path, String::new(), Format::Yaml, None);
            }
        };
        match parse::parse(&text, id) {
            Ok(parsed) => {
                diagnostics.extend(parsed.warnings);
                self.identifies |= parsed.identifies;
                self.push(name, path, text, parsed.format, Some(parsed.value))
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                self.push(name, path, text, Format::Yaml, None)
            }
        }
    }

    fn push(
        &mut self,
        name: String,
        path: Option<PathBuf>,
        text: String,
        format: Format,
        value: Option<Value>,
    ) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile {
            name,
            path,
            text,
            format,
            value,
            tree: OnceLock::new(),
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        });
        id
    }

    fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The value of the root file, overlays applied.
    pub fn root(&self) -> Option<&Value> {
        self.value(FileId::default())
    }

    /// The whole value of `file`.
    pub fn value(&self, file: FileId) -> Option<&Value> {
        self.file(file)?.value.as_ref()
    }

    /// What stands at `place`.
    pub fn value_at(&self, place: &Place) -> Option<&Value> {
        place.pointer.find(self.value(place.file)?)
    }

    pub(super) fn value_mut(&mut self, file: FileId) -> Option<&mut Value> {
        self.files.get_mut(file.0 as usize)?.value.as_mut()
    }

    /// The bytes at which the lines of `file` begin.
    pub(super) fn lines(&self, file: FileId) -> &[usize] {
        self.file(file).map_or(&[], |file| {
            file.lines.get_or_init(|| {
                let ends = file.text.match_indices('\n');
                std::iter::once(0)
                    .chain(ends.map(|(at, _)| at + 1))
                    .collect()
            })
        })
    }

    /// How many characters of `file` begin before the byte `offset`. A document may be one line
    /// of many megabytes, and be counted through for each diagnostic.
    pub(super) fn characters_before(&self, file: FileId, offset: usize) -> usize {
        let Some(file) = self.file(file) else {
            return 0;
        };
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let marks = file.characters.get_or_init(|| {
            let blocks = file.text.as_bytes().chunks(STRIDE);
            let sums = blocks.scan(0, |sum, block| {
                *sum += count(block);
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        });
        let block = offset / STRIDE;
        let rest = file.text.as_bytes().get(block * STRIDE..offset);
        marks.get(block).copied().unwrap_or(0) + rest.map_or(0, count)
    }

    /// What stands at `place` in its text, or the nearest around it.
    pub(super) fn find(&self, place: &Place) -> Option<Found> {
        let file = self.file(place.file)?;
        let tree = file.tree.get_or_init(|| match file.value {
            Some(_) => Tree::new(&file.text, file.format),
            None => Tree::default(),
        });
        tree.find(place.pointer.segments())
    }

    /// The name of `file` as the user would type it.
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.name)
    }

    /// The text of `file`, without a byte order mark; empty where it could not be read.
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// What `file` is written in.
    pub fn format(&self, file: FileId) -> Format {
        self.file(file).map_or(Format::Yaml, |file| file.format)
    }

    /// The ids of all files, the root first.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// Every file that was read, or would have been if it were there, in this order.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Whether there may be an `$id`, an `$anchor`, a `$schema` or the like in any of the files. Few
    /// descriptions have one, and those that have none need not be searched.
    pub(crate) fn identifies(&self) -> bool {
        self.identifies
    }

    /// The number of bytes of all texts.
    pub(crate) fn size(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    /// Reads every file that a `$ref` leads to, and what those lead to. What cannot be read is
    /// said by who follows the reference: a string in an example looks like a reference, too.
    pub fn load_references(&mut self) {
        let mut waiting: Vec<FileId> = self.ids().collect();
        while let Some(id) = waiting.pop() {
            for reference in self.value(id).map(file_references).unwrap_or_default() {
                let count = self.files.len();
                let link = self.follow(id, &reference);
                if let Ok(target) = link
                    && self.files.len() > count
                {
                    waiting.push(target);
                }
                self.links.insert((id, reference), link);
            }
        }
    }

    /// The file that the relative reference `reference` (without fragment) in `from` names.
    ///
    /// # Errors
    ///
    /// It may not be read, or cannot be.
    pub fn linked(&self, from: FileId, reference: &str) -> Result<FileId, LinkFailure> {
        self.links
            .get(&(from, reference.to_owned()))
            .cloned()
            .unwrap_or_else(|| Err(unresolved(format!("there is no file `{reference}`"))))
    }

    fn follow(&mut self, from: FileId, reference: &str) -> Result<FileId, LinkFailure> {
        let decoded = percent_decode_str(reference).decode_utf8_lossy();
        let forbidden = || LinkFailure {
            code: Code::ForbiddenReference,
            message: format!("`{reference}` is outside the folder of the description"),
        };
        let missing = || unresolved(format!("there is no file `{reference}`"));
        let base = self.file(from).and_then(|file| file.path.clone());
        let (Some(base), Some(folder)) = (base, self.folder.clone()) else {
            return Err(missing());
        };
        let wanted = base.parent().unwrap_or(&folder).join(&*decoded);
        if Path::new(&*decoded).is_absolute() || leaves(&folder, &wanted) {
            return Err(forbidden());
        }
        let Ok(real) = fs::canonicalize(&wanted) else {
            self.miss_input(wanted);
            return Err(missing());
        };
        if !real.starts_with(&folder) {
            return Err(forbidden());
        }
        let known = |file: &SourceFile| file.path.as_ref() == Some(&real);
        if let Some(index) = self.files.iter().position(known) {
            return Ok(FileId(index as u32));
        }
        let bytes = self.read_input(wanted, &real);
        let bytes = bytes
            .map_err(|message| unresolved(format!("`{reference}` cannot be read: {message}")))?;
        self.add_linked(reference, &folder, real, bytes)
    }

    /// Reads the file at `real` and takes note of what was in it, under the name that led there.
    fn read_input(&mut self, path: PathBuf, real: &Path) -> Result<Vec<u8>, String> {
        let read = read(real);
        let digest = read.as_ref().ok().map(|bytes| cache::digest(bytes));
        self.inputs.push(Input { path, digest });
        read
    }

    /// Takes note of a file that is not there.
    fn miss_input(&mut self, path: PathBuf) {
        if self.missed.insert(path.clone()) {
            let digest = None;
            self.inputs.push(Input { path, digest });
        }
    }

    fn add_linked(
        &mut self,
        reference: &str,
        folder: &Path,
        real: PathBuf,
        bytes: Vec<u8>,
    ) -> Result<FileId, LinkFailure> {
        let id = FileId(self.files.len() as u32);
        let parsed = parse::decode(bytes, id)
            .and_then(|text| parse::parse(&text, id).map(|parsed| (text, parsed)))
            .map_err(|wrong| {
                let line = wrong.position.map(|(line, _)| format!("line {line}: "));
                let line = line.unwrap_or_default();
                unresolved(format!(
                    "`{reference}` cannot be read: {line}{}",
                    wrong.message
                ))
            })?;
        let (text, parsed) = parsed;
        let inner = real.strip_prefix(folder).unwrap_or(&real);
        let name = Path::new(self.name(FileId::default())).with_file_name(inner);
        let name = name.display().to_string();
        Ok(self.push(name, Some(real), text, parsed.format, Some(parsed.value)))
    }
}

fn unresolved(message: String) -> LinkFailure {
    LinkFailure {
        code: Code::UnresolvedReference,
        message,
    }
}
