//! [`Sources`]: reading files, and only those that may be read.

use super::parse::{self, Format};
use crate::diagnostic::{Code, Diagnostics, FileId, Place};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// No description that people write is larger; a larger file is a mistake or an attack.
const MAX_BYTES: u64 = 512 << 20;

/// The files of one description. The first is the root; an overlay is one of them, too.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The folder below which files may be read, without symbolic links.
    folder: Option<PathBuf>,
    /// What each relative reference of each file leads to.
    links: HashMap<(FileId, String), Result<FileId, LinkFailure>>,
}

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
        match read(path) {
            Ok(bytes) => self.add_bytes(name, real, bytes, diagnostics),
            Err(message) => {
                let id = self.push(name, real, String::new(), Format::Yaml, None);
                diagnostics.report(Code::Io, &Place::root(id), message);
                id
            }
        }
    }

    /// Takes `text` as a further file, such as an overlay that is in no file.
    #[allow(dead_code, reason = "overlays come next")]
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
        self.value(place.file)?.pointer(place.pointer.as_str())
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
        let real = fs::canonicalize(&wanted).map_err(|_| missing())?;
        if !real.starts_with(&folder) {
            return Err(forbidden());
        }
        let known = |file: &SourceFile| file.path.as_ref() == Some(&real);
        if let Some(index) = self.files.iter().position(known) {
            return Ok(FileId(index as u32));
        }
        self.read_linked(reference, &folder, real)
    }

    fn read_linked(
        &mut self,
        reference: &str,
        folder: &Path,
        real: PathBuf,
    ) -> Result<FileId, LinkFailure> {
        let id = FileId(self.files.len() as u32);
        let bytes = read(&real)
            .map_err(|message| unresolved(format!("`{reference}` cannot be read: {message}")))?;
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

/// Whether `wanted` climbs out of `folder` by its letters alone; asking the disk would tell
/// whether such a file exists.
fn leaves(folder: &Path, wanted: &Path) -> bool {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for component in wanted.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    !plain.starts_with(folder)
}

/// Reads a regular file of bounded size. The error is a sentence.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let name = path.display();
    let about = fs::metadata(path).map_err(|error| format!("cannot read `{name}`: {error}"))?;
    if !about.is_file() {
        return Err(format!("`{name}` is not a file"));
    }
    if about.len() > MAX_BYTES {
        return Err(format!("`{name}` is larger than {} MiB", MAX_BYTES >> 20));
    }
    fs::read(path).map_err(|error| format!("cannot read `{name}`: {error}"))
}

/// The file parts of all strings that may be references to other files: `$ref`, and the values
/// of a discriminator's `mapping`.
fn file_references(root: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list),
            Value::Object(map) => {
                for (key, value) in map {
                    match value {
                        Value::String(text) if key == "$ref" || key == "$dynamicRef" => {
                            found.extend(file_part(text));
                        }
                        Value::Object(mapping) if key == "mapping" => {
                            let texts = mapping.values().filter_map(Value::as_str);
                            found.extend(texts.filter_map(file_part));
                            waiting.push(value);
                        }
                        Value::Array(_) | Value::Object(_) => waiting.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// What stands before `#`, if it names a file and no scheme.
fn file_part(reference: &str) -> Option<String> {
    let file = reference.split('#').next().unwrap_or_default();
    (!file.is_empty() && scheme(file).is_none()).then(|| file.to_owned())
}

/// The scheme of a URI (RFC 3986, section 3.1), such as `https`.
pub(crate) fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters);
    (fits && scheme.len() > 1).then_some(scheme)
}
