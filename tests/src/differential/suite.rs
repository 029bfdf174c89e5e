//! The JSON-Schema-Test-Suite through the doors of emitted types: each schema as the property of
//! an object, so that what is no item of its own has a typed door too.

use super::explain::Readings;
use super::instance::Instance;
use super::probe::{self, Described};
use super::trial::{Case, Trial};
use super::{Report, Settings, lift};
use serde_json::{Map, Value, json};
use specloom::pipeline::Filter;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// Files of the suite that an API description has no place for: metaschemas of their own.
const LEFT_OUT: [&str; 2] = ["format", "vocabulary"];

/// How many cases passed, and how many there are.
pub type Count = (usize, usize);

/// What a part of the suite has shown.
#[derive(Debug, Default)]
pub struct SuiteReport {
    /// By keyword: the typed door, and the JSON door.
    pub keywords: BTreeMap<String, (Count, Count)>,
    /// Schemas that were not tried, by why.
    pub untried: BTreeMap<&'static str, usize>,
    /// What differs, by cause.
    pub report: Report,
}

/// A schema of the suite with its cases.
struct Group {
    keyword: String,
    cases: Vec<(Value, bool)>,
}

/// Runs the cases of one folder of the suite below `suite`, such as `draft2020-12`.
///
/// # Errors
///
/// The suite cannot be read, or the crate does not compile.
pub fn suite(suite: &Path, part: &str, settings: &Settings) -> Result<SuiteReport, String> {
    let mut shown = SuiteReport::default();
    let (groups, document) =
        read(&suite.join("tests").join(part), &mut shown).map_err(|error| error.to_string())?;
    fs::create_dir_all(&settings.out).map_err(|error| error.to_string())?;
    let name = format!("suite-{part}");
    let path = settings.out.join(&name).with_extension("json");
    fs::write(&path, document.to_string()).map_err(|error| error.to_string())?;
    let mut described = probe::describe(&path, &Filter::default())?;
    let lifted = lift::lift(&described.document);
    described.follow(&lifted);
    let readings = Readings::new(&lifted, &described.told);
    let oracles = readings.oracles(&lifted)?;
    let mut probe = described
        .start(settings)
        .map_err(|error| error.to_string())?;
    for (number, group) in groups.iter().enumerate() {
        let wanted = format!("Whole{number}");
        let mut subjects = described.subjects.iter().enumerate();
        let Some((index, subject)) = subjects.find(|(_, subject)| subject.name == wanted) else {
            *shown.untried.entry("no type of its own").or_default() += 1;
            continue;
        };
        let Ok(judges) = oracles.judges(subject) else {
            *shown.untried.entry("not taken by the oracle").or_default() += 1;
            continue;
        };
        let mut trial = Trial {
            label: format!("{} {number}", group.keyword),
            described: &described,
            subject,
            judges: &judges,
            report: &mut shown.report,
        };
        let verdicts = trial
            .run(index, &group.cases(), &mut probe)
            .map_err(|error| error.to_string())?;
        let counts = shown.keywords.entry(group.keyword.clone()).or_default();
        let typed = !holds_any(&described, &wanted);
        for verdict in verdicts {
            if typed {
                counts.0.0 += usize::from(verdict.typed == verdict.wanted);
                counts.0.1 += 1;
            }
            counts.1.0 += usize::from(verdict.json == Some(verdict.wanted));
            counts.1.1 += 1;
        }
    }
    Ok(shown)
}

impl Group {
    fn cases(&self) -> Vec<Case<'_>> {
        let cases = self.cases.iter().map(|(data, valid)| Case {
            instance: Instance {
                value: json!({"value": data}),
                places: Vec::new(),
            },
            is_example: false,
            wanted: Some(*valid),
        });
        cases.collect()
    }
}

/// Whether the value is any JSON, so that the typed door has nothing to say of it.
fn holds_any(described: &Described, name: &str) -> bool {
    described.field_is_any(name, "value")
}

/// The groups, and a description with a schema for each and an object around it.
fn read(folder: &Path, shown: &mut SuiteReport) -> io::Result<(Vec<Group>, Value)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    files.sort();
    let draft4 = folder.ends_with("draft4");
    let mut groups = Vec::new();
    let mut schemas = Map::new();
    for file in files {
        let keyword = file.file_stem().unwrap_or_default().to_string_lossy();
        if LEFT_OUT.contains(&keyword.as_ref()) {
            continue;
        }
        let value: Value = serde_json::from_slice(&fs::read(&file)?).map_err(io::Error::other)?;
        for group in value.as_array().into_iter().flatten() {
            let mut schema = group.get("schema").cloned().unwrap_or_default();
            if has_identity(&schema) {
                *shown.untried.entry("an identity of its own").or_default() += 1;
                continue;
            }
            if draft4 && has_ignored_siblings(&schema) {
                let why =
                    "what stands beside a `$ref`, which draft 4 ignores and OpenAPI 3.1 does not";
                *shown.untried.entry(why).or_default() += 1;
                continue;
            }
            let number = groups.len();
            point_to(&mut schema, &format!("#/components/schemas/Schema{number}"));
            schemas.insert(format!("Schema{number}"), schema);
            let whole = json!({
                "type": "object",
                "required": ["value"],
                "properties": {"value": {"$ref": format!("#/components/schemas/Schema{number}")}},
            });
            schemas.insert(format!("Whole{number}"), whole);
            let cases = group.get("tests").and_then(Value::as_array);
            let cases = cases.into_iter().flatten().map(|case| {
                let data = case.get("data").cloned().unwrap_or_default();
                (data, case.get("valid") == Some(&Value::Bool(true)))
            });
            groups.push(Group {
                keyword: keyword.clone().into_owned(),
                cases: cases.collect(),
            });
        }
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "The suite", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    Ok((groups, document))
}

/// Whether a schema, or one in it, has a URI or an anchor, or refers to another document: of
/// those there can be one in a document, and many schemas here are in one.
fn has_identity(schema: &Value) -> bool {
    const IDENTITIES: [&str; 6] = [
        "$id",
        "id",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveRef",
    ];
    match schema {
        Value::Object(map) => map.iter().any(|(key, value)| {
            let identity = IDENTITIES.contains(&key.as_str()) && value.is_string();
            let away = key == "$ref" && value.as_str().is_some_and(|text| !text.starts_with('#'));
            identity || away || has_identity(value)
        }),
        Value::Array(items) => items.iter().any(has_identity),
        _ => false,
    }
}

/// Whether a limit stands beside a reference.
fn has_ignored_siblings(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => {
            let limit = map.keys().any(|key| key.starts_with("max"));
            (map.get("$ref").is_some_and(Value::is_string) && limit)
                || map.values().any(has_ignored_siblings)
        }
        Value::Array(items) => items.iter().any(has_ignored_siblings),
        _ => false,
    }
}

/// Makes references to the root of a schema references to `root`.
fn point_to(schema: &mut Value, root: &str) {
    match schema {
        Value::Object(map) => {
            map.remove("$schema");
            for (key, value) in map {
                match (key.as_str(), &mut *value) {
                    ("enum" | "const" | "default" | "examples", _) => {}
                    ("$ref", Value::String(text)) => {
                        if let Some(pointer) = text.strip_prefix('#') {
                            *text = format!("{root}{pointer}");
                        }
                    }
                    _ => point_to(value, root),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| point_to(item, root)),
        _ => {}
    }
}

/// A line for each keyword, and the sums.
impl fmt::Display for SuiteReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sum = (Count::default(), Count::default());
        writeln!(f, "{:<28} {:>14} {:>14}", "", "typed", "JSON")?;
        let cell = |count: Count| format!("{} of {}", count.0, count.1);
        for (keyword, (typed, json)) in &self.keywords {
            writeln!(f, "{keyword:<28} {:>14} {:>14}", cell(*typed), cell(*json))?;
            for (total, count) in [(&mut sum.0, typed), (&mut sum.1, json)] {
                *total = (total.0 + count.0, total.1 + count.1);
            }
        }
        writeln!(
            f,
            "{:<28} {:>14} {:>14}",
            "in all",
            cell(sum.0),
            cell(sum.1)
        )?;
        for (why, count) in &self.untried {
            writeln!(f, "{count} schemas were not tried: {why}")?;
        }
        write!(f, "\n{}", self.report)
    }
}
