//! Which files a description refers to, and which of them may be read.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// No description that people write is larger; a larger file is a mistake or an attack.
const MAX_BYTES: u64 = 512 << 20;

/// Whether `wanted` climbs out of `folder` by its letters alone; asking the disk would tell
/// whether such a file exists.
pub(super) fn leaves(folder: &Path, wanted: &Path) -> bool {
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
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
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

/// The keywords whose values are references.
const REFERENCES: &[&str] = &["$ref", "$dynamicRef", "defaultMapping"];

/// Whether the name of a security scheme may be a reference to one, which 3.2 allows: such names
/// have a sign that no sensible name of a component has.
pub(crate) fn is_link(name: &str) -> bool {
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| name.ends_with(end));
    is_file || name.contains(['/', '#'])
}

/// The file parts of all strings that may be references to other files: [`REFERENCES`], the values
/// of a discriminator's `mapping`, and security schemes that are no names.
pub(super) fn file_references(root: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list),
            Value::Object(map) => {
                for (key, value) in map {
                    match value {
                        Value::String(text) if REFERENCES.contains(&key.as_str()) => {
                            found.extend(file_part(text));
                        }
                        Value::Array(list) if key == "security" => {
                            let schemes = list.iter().filter_map(Value::as_object);
                            let names = schemes.flat_map(|schemes| schemes.keys());
                            let links = names.filter(|name| is_link(name));
                            found.extend(links.filter_map(|name| file_part(name)));
                            waiting.extend(list);
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
