//! An emitted crate with a program beside it that says what its types make of JSON texts.

use super::Settings;
use super::choice::Told;
use super::lift;
use super::way::Way;
use serde_json::Value;
use specloom::api::{Api, Direction, JsonType, Kind, Selection, TypeId, Whole};
use specloom::diagnostic::{Code, Diagnostics, Severity};
use specloom::lower::Options;
use specloom::name::{self, Names};
use specloom::pipeline::{self, Filter, Spec};
use specloom::render;
use specloom::rust::{Crate, Item, RustModel, RustType, client::Client};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::{fs, thread};

/// What says that a type is not all that its schema is.
const REPORTED: [Code; 5] = [
    Code::Malformed,
    Code::Widened,
    Code::Unchecked,
    Code::AmbiguousUnion,
    Code::Unsatisfiable,
];

/// The program, with words to replace.
const PROGRAM: &str = include_str!("probe.txt");

/// A document and what was made of it.
pub struct Described {
    /// The document as the generator read it.
    pub document: Value,
    /// Its types that have schemas.
    pub subjects: Vec<Subject>,
    /// Types without a schema of their own.
    pub without: usize,
    /// Unions, by their pointers, and how their arms are told apart.
    pub told: BTreeMap<String, Told>,
    /// Pointers to what the generator says it widened or does not check.
    pub reported: Vec<String>,
    model: RustModel,
}

/// A type, and the schemas that describe it.
pub struct Subject {
    /// The item.
    pub name: String,
    /// Whether it is one of `components/schemas`.
    pub component: bool,
    /// Which way its values travel.
    pub way: Way,
    /// Pointers to the schemas, all of which hold.
    pub schemas: Vec<String>,
    /// The types that its values have; empty: any.
    pub only: Vec<&'static str>,
    /// Whether it has a JSON door.
    pub door: bool,
}

/// The running program.
pub struct Probe {
    child: Child,
    asked: ChildStdin,
    told: BufReader<ChildStdout>,
}

/// Reads a document, and of it what `filter` leaves.
///
/// # Errors
///
/// It cannot be read, or has errors.
pub fn describe(path: &Path, filter: &Filter) -> Result<Described, String> {
    let mut diagnostics = Diagnostics::default();
    let spec = Spec {
        document: path.to_path_buf(),
        overlay: None,
    };
    let reading = pipeline::read(&spec, &mut diagnostics);
    let document = reading.document.as_ref().ok_or("no description")?;
    let api = pipeline::understand(document, filter, &mut diagnostics);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let options = Options {
        module: name::snake(&format!("c_{stem}"), "api"),
        ..Options::default()
    };
    let (names, mut model) = pipeline::model(&reading.sources, &api, &options, &mut diagnostics);
    if let Some(error) = diagnostics
        .iter()
        .find(|said| said.severity == Severity::Error)
    {
        return Err(error.message.clone());
    }
    model.client = Client::default();
    let reported = diagnostics
        .iter()
        .filter(|said| REPORTED.contains(&said.code));
    let reported = reported.filter_map(|said| Some(said.place.as_ref()?.pointer.to_string()));
    let (subjects, without) = subjects(&api, &names, &model);
    Ok(Described {
        document: reading.sources.root().cloned().unwrap_or_default(),
        subjects,
        without,
        told: told(&api),
        reported: reported.collect(),
        model,
    })
}

/// How the arms of each union are told apart; nothing of a schema that is several unions.
fn told(api: &Api) -> BTreeMap<String, Told> {
    let mut found = BTreeMap::new();
    let mut several = HashSet::new();
    for ty in &api.types {
        let Kind::Union(union) = &ty.kind else {
            continue;
        };
        let told = match &union.selection {
            Selection::Tag { .. } => Told::ByTag,
            Selection::Shape(_) => Told::ByShape,
            Selection::InOrder => Told::InOrder,
        };
        let at = ty.place.pointer.as_str().to_owned();
        if found
            .insert(at.clone(), told)
            .is_some_and(|other| other != told)
        {
            several.insert(at);
        }
    }
    found.retain(|at, _| !several.contains(at));
    found
}

fn subjects(api: &Api, names: &Names, model: &RustModel) -> (Vec<Subject>, usize) {
    let components: HashSet<TypeId> = api.components.iter().map(|(_, id)| *id).collect();
    let doors = model.doors.items.iter().map(|(name, _)| name.as_str());
    let doors: HashSet<&str> = doors.collect();
    // What a multipart body is made of is no item: nobody reads it.
    let items = model.items.iter().map(|item| item.head().name.as_str());
    let items: HashSet<&str> = items.collect();
    let named = names.types.iter();
    let mut named: Vec<_> = named
        .filter(|(_, name)| items.contains(name.as_str()))
        .collect();
    named.sort();
    let items = named
        .into_iter()
        .filter(|(id, _)| api.ty(**id).kind.is_item());
    let (mut found, mut without) = (Vec::new(), 0);
    for (id, name) in items {
        let ty = api.ty(*id);
        let Some(Whole { places, only, .. }) = &ty.schema else {
            without += 1;
            continue;
        };
        found.push(Subject {
            component: components.contains(id)
                || components
                    .iter()
                    .any(|component| api.ty(*component).kind == Kind::Nullable(*id)),
            way: match ty.direction {
                Direction::Both => Way::Both,
                Direction::Request => Way::Request,
                Direction::Response => Way::Response,
            },
            schemas: places
                .iter()
                .map(|place| place.pointer.as_str().to_owned())
                .collect(),
            only: only.iter().map(|ty| type_name(*ty)).collect(),
            door: doors.contains(name.as_str()),
            name: name.clone(),
        });
    }
    (found, without)
}

fn type_name(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

impl Described {
    /// Makes the pointers lead to the same places in the lifted document.
    pub fn follow(&mut self, lifted: &Value) {
        let subjects = self.subjects.iter_mut();
        let schemas = subjects.flat_map(|subject| &mut subject.schemas);
        for pointer in schemas.chain(&mut self.reported) {
            *pointer = lift::moved(lifted, pointer);
        }
        let told = std::mem::take(&mut self.told).into_iter();
        let told = told.map(|(at, told)| (lift::moved(lifted, &at), told));
        self.told = told.collect();
    }

    /// Removes what was built of the crate, which is large; what it depends on stays.
    pub fn clean(&self, settings: &Settings) {
        let debug = settings.target.join("debug");
        let module = &self.model.module;
        let own = [
            format!("lib{module}-"),
            format!("{module}-"),
            "probe-".to_owned(),
        ];
        for folder in [debug.join("deps"), debug] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if own.iter().any(|prefix| name.starts_with(prefix.as_str())) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// The crate's name, and that of its module.
    pub fn module(&self) -> &str {
        &self.model.module
    }

    /// Writes the crate.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let module = &self.model.module;
        let krate = Crate {
            name: module.clone(),
            version: "0.1.0".to_owned(),
            source: "a document".to_owned(),
            mend: "cargo xtask differential".to_owned(),
            apis: vec![self.model.clone()],
        };
        let mut diagnostics = Diagnostics::default();
        let mut files = render::files(&krate, &mut diagnostics);
        if let Some(manifest) = files.get_mut("Cargo.toml") {
            // The folder may lie in a workspace, and the crate is none of its members.
            let own = format!("\n[workspace]\n\n[profile.dev.package.{module}]\ndebug = false\n");
            manifest.extend_from_slice(own.as_bytes());
        }
        fs::create_dir_all(folder)?;
        render::write(folder, &files, &mut diagnostics);
        Ok(())
    }

    /// Writes the crate and the program, builds them, starts the program.
    ///
    /// # Errors
    ///
    /// They cannot be written, or do not compile.
    pub fn start(&self, settings: &Settings) -> io::Result<Probe> {
        let module = self.model.module.clone();
        let folder = settings.out.join(&module);
        self.write(&folder)?;
        let bin = folder.join("src/bin");
        fs::create_dir_all(&bin)?;
        fs::write(bin.join("probe.rs"), self.program(&module))?;
        let program = build(settings, &folder, &module, &self.model.features())?;
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let asked = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let told = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Probe {
            child,
            asked,
            told: BufReader::new(told),
        })
    }

    /// Whether the field of a struct holds any JSON.
    pub fn field_is_any(&self, name: &str, wire: &str) -> bool {
        let items = self.model.items.iter();
        let mut fields = items.filter_map(|item| match item {
            Item::Struct(strukt) if strukt.head.name == name => {
                strukt.fields.iter().find(|field| field.wire == wire)
            }
            _ => None,
        });
        fields.any(|field| field.ty == RustType::Value)
    }

    fn program(&self, module: &str) -> String {
        let mut lines = String::new();
        for Subject { name, door, .. } in &self.subjects {
            let door = match door {
                true => format!("Some(door::<types::{name}>)"),
                false => "None".to_owned(),
            };
            let _ = writeln!(lines, "    (typed::<types::{name}>, {door}),");
        }
        PROGRAM
            .replace("KRATE", module)
            .replace("MODULE", module)
            .replace("SUBJECTS];", &format!("{lines}];"))
    }
}

/// Builds the program; where it is.
fn build(
    settings: &Settings,
    folder: &Path,
    module: &str,
    features: &[(String, Vec<String>)],
) -> io::Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let target = std::path::absolute(&settings.target)?;
    let features = features.iter().map(|(name, _)| name.as_str());
    let features: Vec<&str> = features.chain(["schema"]).collect();
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--offline", "--quiet", "--no-default-features"])
        .args(["--bin", "probe", "--features", &features.join(",")])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-Dwarnings")
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{module} does not compile")));
    }
    // The next document's program has the same name.
    let program = target
        .join("debug")
        .join(format!("probe{}", std::env::consts::EXE_SUFFIX));
    let own = target.join("debug").join(format!("probe-{module}"));
    fs::rename(program, &own)?;
    Ok(own)
}

impl Probe {
    /// What the types say of the texts: the index of a subject and a text on one line.
    ///
    /// # Errors
    ///
    /// The program has ended.
    pub fn ask(&mut self, texts: &[(usize, String)]) -> io::Result<Vec<Value>> {
        let (asked, told) = (&mut self.asked, &mut self.told);
        thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let mut lines = String::new();
                for (index, text) in texts {
                    let _ = writeln!(lines, "{index} {text}");
                }
                asked.write_all(lines.as_bytes())?;
                asked.flush()
            });
            let mut answers = Vec::with_capacity(texts.len());
            let mut line = String::new();
            for (index, text) in texts {
                line.clear();
                if told.read_line(&mut line)? == 0 {
                    let message = format!("the program ended at subject {index}: {text}");
                    return Err(io::Error::other(message));
                }
                answers.push(serde_json::from_str(&line).map_err(io::Error::other)?);
            }
            writer.join().unwrap_or(Ok(())).map(|()| answers)
        })
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
