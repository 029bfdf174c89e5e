//! The JSON-Schema-Test-Suite through the JSON door.

use referencing::meta;
use serde_json::Value;
use specloom::tables::{Dialect, Library, Settings, compile};
use specloom_runtime::schema::{Options, Schema};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// What a run of the suite, or of a part of it, has shown.
#[derive(Debug, Default)]
pub struct Report {
    /// By file, which the suite names by keyword: how many cases passed, and how many there are.
    pub keywords: BTreeMap<String, (usize, usize)>,
    /// Each case that did not pass.
    pub failures: Vec<String>,
}

/// Which cases to run, and how.
#[derive(Debug)]
pub struct Run<'a> {
    /// The folder of the cases below `tests/`, such as `draft2020-12`.
    pub part: &'a str,
    /// What schemas without a `$schema` are written in.
    pub dialect: Dialect,
    /// Whether `format` is an assertion.
    pub formats: bool,
    /// Documents that schemas refer to, beside the suite's own, by URI: the metaschemas.
    pub documents: &'a [(String, Value)],
}

/// Runs the cases of one folder of the suite at `suite`. Both modes of the engine must agree.
///
/// # Errors
///
/// The suite cannot be read.
pub fn conformance(suite: &Path, run: &Run<'_>) -> io::Result<Report> {
    let mut remotes = Vec::new();
    let root = suite.join("remotes");
    for file in files_below(&root)? {
        let name = file.strip_prefix(&root).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let dialect = dialect_of(&name).unwrap_or(run.dialect);
        let uri = format!("http://localhost:1234/{name}");
        remotes.push((uri, read(&file)?, dialect));
    }
    let mut library = Library::default();
    for (uri, document) in run.documents {
        let dialect = document.get("$schema").and_then(Value::as_str);
        let dialect = dialect.and_then(Dialect::of_uri).unwrap_or(run.dialect);
        library.add(uri, document, dialect);
    }
    for (uri, document, dialect) in &remotes {
        library.add(uri, document, *dialect);
    }
    let mut report = Report::default();
    let folder = suite.join("tests").join(run.part);
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    for file in files {
        let keyword = file.file_stem().unwrap_or_default().to_string_lossy();
        let groups = read(&file)?;
        for group in groups.as_array().into_iter().flatten() {
            report.run_group(&library, &keyword, group, run);
        }
    }
    Ok(report)
}

impl Report {
    /// How many cases passed, and how many there are.
    pub fn total(&self) -> (usize, usize) {
        let counts = self.keywords.values();
        counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
    }

    /// One group of cases: a schema, and instances with what is right for each.
    fn run_group(&mut self, library: &Library<'_>, keyword: &str, group: &Value, run: &Run<'_>) {
        let null = Value::Null;
        let schema = group.get("schema").unwrap_or(&null);
        let mut library = library.clone();
        let root = library.add(
            "http://localhost:1234/group/schema.json",
            schema,
            run.dialect,
        );
        let compiled = compile(&library, &[root], &Settings::default());
        let flat = compiled.flatten();
        let borrowed = flat.borrowed();
        let tables = flat.tables(&borrowed);
        let root = compiled.roots.first().copied().unwrap_or_default();
        let schema = Schema::new(&tables, root);
        let options = Options {
            formats: run.formats,
            ..Options::DEFAULT
        };
        let text = |value: &Value, key: &str| {
            let text = value.get(key).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let cases = group.get("tests").and_then(Value::as_array);
        for case in cases.into_iter().flatten() {
            let data = case.get("data").unwrap_or(&null);
            let wanted = case.get("valid") == Some(&Value::Bool(true));
            let is_valid = schema.is_valid(data, &options);
            let explained = schema.check(data, &options);
            let pass = is_valid == wanted && explained.is_ok() == wanted;
            let count = self.keywords.entry(keyword.to_owned()).or_default();
            count.0 += usize::from(pass);
            count.1 += 1;
            if !pass {
                let (group, case) = (text(group, "description"), text(case, "description"));
                let lost: Vec<_> = compiled.unresolved.iter().map(|(_, text)| text).collect();
                self.failures.push(format!(
                    "{keyword}: {group}: {case}: wanted {wanted}, is_valid says {is_valid}, \
                     check says {explained:?}, unresolved {lost:?}"
                ));
            }
        }
    }
}

/// A line for each keyword, and the sum.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (keyword, (passed, total)) in &self.keywords {
            writeln!(f, "{keyword:<28} {passed:>5} of {total}")?;
        }
        let (passed, total) = self.total();
        writeln!(f, "{:<28} {passed:>5} of {total}", "in all")?;
        for failure in &self.failures {
            writeln!(f, "failed: {failure}")?;
        }
        Ok(())
    }
}

/// The metaschemas that the suite refers to, by URI.
///
/// # Panics
///
/// Where one of them has no `$id`, which none lacks.
pub fn metaschemas() -> Vec<(String, Value)> {
    let documents = [
        &meta::DRAFT4,
        &meta::DRAFT6,
        &meta::DRAFT7,
        &meta::DRAFT201909,
        &meta::DRAFT201909_APPLICATOR,
        &meta::DRAFT201909_CONTENT,
        &meta::DRAFT201909_CORE,
        &meta::DRAFT201909_FORMAT,
        &meta::DRAFT201909_META_DATA,
        &meta::DRAFT201909_VALIDATION,
        &meta::DRAFT202012,
        &meta::DRAFT202012_APPLICATOR,
        &meta::DRAFT202012_CONTENT,
        &meta::DRAFT202012_CORE,
        &meta::DRAFT202012_FORMAT_ANNOTATION,
        &meta::DRAFT202012_FORMAT_ASSERTION,
        &meta::DRAFT202012_META_DATA,
        &meta::DRAFT202012_UNEVALUATED,
        &meta::DRAFT202012_VALIDATION,
    ];
    let documents = documents.map(|document| {
        let id = document.get("$id").or_else(|| document.get("id"));
        let id = id.and_then(Value::as_str).expect("metaschemas have ids");
        (id.to_owned(), Value::clone(document))
    });
    documents.into()
}

/// The dialect of a folder of the suite.
fn dialect_of(name: &str) -> Option<Dialect> {
    let (folder, _) = name.split_once('/')?;
    Some(match folder {
        "draft4" => Dialect::Draft4,
        "draft6" => Dialect::Draft6,
        "draft7" => Dialect::Draft7,
        "draft2019-09" => Dialect::Draft2019,
        "draft2020-12" => Dialect::Draft2020,
        _ => return None,
    })
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ext| ext == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(file: &Path) -> io::Result<Value> {
    serde_json::from_slice(&fs::read(file)?).map_err(io::Error::other)
}
