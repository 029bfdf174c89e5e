//! What an earlier run made is not made again where nothing has changed since.
//!
//! An entry is a small file. Its name is a digest of this program, of everything in the
//! [`Generator`], and of the folders that relative paths begin at; its content lists the digests of
//! every file that was read and of every file that was written, and what was said. It holds only
//! where all of them are still so. An entry that cannot be read is no entry.

use crate::diagnostic::Severity;
use crate::generate::{Generated, Generator};
use crate::render;
use crate::said::{Message, Said};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

/// More entries than this are not kept; the oldest go first.
const MOST: usize = 100;

/// What the content of entries is like. Another number is another program.
const FORM: u32 = 1;

/// A folder with entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
    /// The digest of this program, once it is known.
    program: OnceLock<Option<String>>,
}

/// What an earlier run did, which is still so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What was said.
    pub said: Said,
    /// How many files there are.
    pub files: usize,
}

/// The digest of `bytes`.
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Cache {
    /// The entries in `folder`, which need not be there.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            program: OnceLock::new(),
        }
    }

    /// What an earlier run of `generator` wrote into `out`, if this one would read and write
    /// nothing else.
    pub fn find(&self, generator: &Generator, out: &Path) -> Option<Kept> {
        let listed = render::listed(out)?;
        let bytes = fs::read(self.entry(generator, out)?).ok()?;
        let (sum, content) = bytes.split_at_checked(2 * blake3::OUT_LEN)?;
        if digest(content).as_bytes() != sum {
            return None;
        }
        let entry: Value = serde_json::from_slice(content).ok()?;
        let (inputs, outputs) = (pairs(&entry, "inputs")?, pairs(&entry, "outputs")?);
        let names: BTreeSet<String> = outputs.iter().map(|(path, _)| path.clone()).collect();
        let same = listed == names
            && inputs
                .par_iter()
                .all(|(path, kept)| digest_of(Path::new(path)) == *kept)
            && outputs
                .par_iter()
                .all(|(path, kept)| digest_of(&out.join(path)) == *kept);
        same.then_some(Kept {
            said: read_said(entry.get("said")?)?,
            files: outputs.len(),
        })
    }

    /// Notes that `generator` made `generated`, which is now in `out`. What stands in the way is
    /// no error: the next run does the work again.
    pub fn keep(&self, generator: &Generator, out: &Path, generated: &Generated) {
        let _ = self.try_keep(generator, out, generated);
    }

    fn try_keep(&self, generator: &Generator, out: &Path, generated: &Generated) -> Option<()> {
        let mut inputs = Vec::new();
        for input in &generated.inputs {
            inputs.push(json!([input.path.to_str()?, input.digest]));
        }
        let outputs = || -> Vec<Value> {
            let outputs = generated.files.par_iter();
            outputs
                .map(|(path, bytes)| json!([path, digest(bytes)]))
                .collect()
        };
        let (path, outputs) = rayon::join(|| self.entry(generator, out), outputs);
        let path = path?;
        let content = json!({
            "inputs": inputs,
            "outputs": outputs,
            "said": write_said(&generated.said),
        });
        let content = content.to_string();
        fs::create_dir_all(&self.folder).ok()?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).ok()?;
        file.write_all(digest(content.as_bytes()).as_bytes()).ok()?;
        file.write_all(content.as_bytes()).ok()?;
        file.persist(path).ok()?;
        self.tidy()
    }

    /// The file of an entry.
    fn entry(&self, generator: &Generator, out: &Path) -> Option<PathBuf> {
        let program = self
            .program
            .get_or_init(|| digest_of(&std::env::current_exe().ok()?));
        let program = program.as_ref()?;
        let here = std::env::current_dir().ok()?;
        let out = std::path::absolute(out).ok()?;
        // What is written for debugging names every field, those that are yet to come included.
        let text = format!("{FORM}\n{program}\n{here:?}\n{out:?}\n{generator:?}");
        Some(self.folder.join(digest(text.as_bytes())))
    }

    /// Removes the oldest entries. What else is in the folder is none of ours.
    fn tidy(&self) -> Option<()> {
        let mut entries: Vec<(SystemTime, PathBuf)> = fs::read_dir(&self.folder)
            .ok()?
            .flatten()
            .filter(|entry| is_digest(&entry.file_name().to_string_lossy()))
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        entries.sort();
        let surplus = entries.len().saturating_sub(MOST);
        for (_, path) in entries.iter().take(surplus) {
            fs::remove_file(path).ok()?;
        }
        Some(())
    }
}

/// Whether the name of a file is one that entries have.
fn is_digest(name: &str) -> bool {
    name.len() == 2 * blake3::OUT_LEN && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn digest_of(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| digest(&bytes))
}

fn pairs(entry: &Value, key: &str) -> Option<Vec<(String, Option<String>)>> {
    let pairs = entry.get(key)?.as_array()?.iter().map(|pair| {
        let path = pair.get(0)?.as_str()?.to_owned();
        Some((path, pair.get(1)?.as_str().map(str::to_owned)))
    });
    pairs.collect()
}

fn write_said(said: &Said) -> Value {
    let messages = said.messages.iter();
    let messages = messages.map(|message| json!([message.severity.to_string(), message.text]));
    json!({
        "messages": messages.collect::<Vec<_>>(),
        "errors": said.errors,
        "warnings": said.warnings,
        "notes": said.notes,
    })
}

fn read_said(value: &Value) -> Option<Said> {
    let count = |key: &str| usize::try_from(value.get(key)?.as_u64()?).ok();
    let messages = value.get("messages")?.as_array()?.iter().map(|pair| {
        let kinds = [Severity::Note, Severity::Warning, Severity::Error];
        let kind = pair.get(0)?.as_str()?;
        Some(Message {
            severity: kinds.into_iter().find(|known| known.to_string() == kind)?,
            text: pair.get(1)?.as_str()?.to_owned(),
        })
    });
    Some(Said {
        messages: messages.collect::<Option<_>>()?,
        errors: count("errors")?,
        warnings: count("warnings")?,
        notes: count("notes")?,
    })
}

#[cfg(test)]
mod tests;
