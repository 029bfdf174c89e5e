//! `explain`: what any stage makes of a description.

use crate::shell::{Exit, Shell};
use crate::workspace::Workspace;
use clap::{Args, ValueEnum};
use specloom::api::{Api, TypeId};
use specloom::diagnostic::{Code, Diagnostic, Diagnostics};
use specloom::document::Document;
use specloom::lower::Options;
use specloom::name::{self, Names};
use specloom::pipeline::{self, Filter, Spec};
use specloom::render;
use specloom::rust::{Crate, Item, RustModel};
use specloom::source::Sources;
use std::fmt::Debug;
use std::path::PathBuf;
use std::process::ExitCode;

/// Shows the value of a stage, part by part.
#[derive(Debug, Args)]
pub struct Explain {
    /// The stage.
    stage: Stage,
    /// A document of your own.
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "api",
        conflicts_with = "api"
    )]
    spec: Option<PathBuf>,
    /// Corrections of that document.
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Option<PathBuf>,
    /// A specification.
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// Show only the parts with this in their title.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// The stages, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The description as it was read, overlay applied.
    Document,
    /// What it means.
    Api,
    /// What everything is called.
    Names,
    /// The Rust that will be written.
    Model,
    /// The files.
    Files,
}

/// A title and what stands under it.
type Part = (String, String);

impl Explain {
    /// Runs the command.
    pub fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        let exit = self.explain(workspace, shell);
        shell.finish(exit).into()
    }

    fn explain(&self, workspace: &Workspace, shell: &mut Shell) -> Exit {
        let (module, spec) = match self.spec(workspace) {
            Ok(spec) => spec,
            Err(diagnostic) => return shell.error(*diagnostic),
        };
        let mut diagnostics = Diagnostics::default();
        let reading = pipeline::read(&spec, &mut diagnostics);
        let parts = reading
            .document
            .as_ref()
            .map(|document| self.parts(module, &reading.sources, document, &mut diagnostics));
        let failed = shell.report(&reading.sources, diagnostics);
        let Some(parts) = parts else {
            return Exit::Failed;
        };
        let wanted = |title: &str| self.only.as_ref().is_none_or(|only| title.contains(only));
        let mut shown = 0;
        for (title, text) in parts.iter().filter(|(title, _)| wanted(title)) {
            shell.print(&format!("== {title}\n{}\n\n", text.trim_end()));
            shown += 1;
        }
        if shown == 0 {
            let message = format!(
                "no part of this stage has `{}` in its title",
                self.only.as_deref().unwrap_or("")
            );
            let titles: Vec<&str> = parts
                .iter()
                .map(|(title, _)| title.as_str())
                .take(20)
                .collect();
            let help = format!("the titles begin with: {}", titles.join("; "));
            return shell.error(Diagnostic::nowhere(Code::NotSelected, message).help(help));
        }
        if failed { Exit::Failed } else { Exit::Done }
    }

    fn spec(&self, workspace: &Workspace) -> Result<(String, Spec), Box<Diagnostic>> {
        if let Some(document) = &self.spec {
            let spec = Spec {
                document: document.clone(),
                overlay: self.overlay.clone(),
            };
            return Ok(("api".to_owned(), spec));
        }
        let only: Vec<String> = self.api.iter().cloned().collect();
        let found = workspace.specs_of(&only)?.into_iter().next();
        let (name, spec) = found
            .ok_or_else(|| Box::new(Diagnostic::nowhere(Code::Io, "there is no specification")))?;
        Ok((name::snake(&name, "api"), spec))
    }

    fn parts(
        &self,
        module: String,
        sources: &Sources,
        document: &Document,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Part> {
        if self.stage == Stage::Document {
            return document_parts(document);
        }
        let api = pipeline::understand(document, &Filter::default(), diagnostics);
        if self.stage == Stage::Api {
            return api_parts(&api);
        }
        let options = Options {
            module,
            ..Options::default()
        };
        let (names, model) = pipeline::model(sources, &api, &options, diagnostics);
        match self.stage {
            Stage::Names => name_parts(&api, &names),
            Stage::Model => model_parts(&model),
            _ => file_parts(model, diagnostics),
        }
    }
}

fn part(title: String, value: &impl Debug) -> Part {
    (title, format!("{value:#?}"))
}

fn document_parts(document: &Document) -> Vec<Part> {
    let mut parts = vec![
        part("info".to_owned(), &document.info),
        part("servers".to_owned(), &document.servers),
        part("tags".to_owned(), &document.tags),
        part("security".to_owned(), &document.security),
    ];
    for (name, scheme) in &document.security_schemes {
        parts.push(part(format!("security scheme {name}"), scheme));
    }
    for operation in document.operations.iter().chain(&document.webhooks) {
        let title = format!("operation {} {}", operation.method.0, operation.path);
        parts.push(part(title, operation));
    }
    for (index, node) in document.schemas.iter().enumerate() {
        parts.push(part(format!("schema {index} {}", node.place.pointer), node));
    }
    parts
}

fn api_parts(api: &Api) -> Vec<Part> {
    let mut parts = vec![
        part("servers".to_owned(), &api.servers),
        part("security schemes".to_owned(), &api.security_schemes),
        part("tags".to_owned(), &api.tags),
        part("components".to_owned(), &api.components),
    ];
    for operation in api.operations.iter().chain(&api.webhooks) {
        let title = format!("operation {} {}", operation.method.0, operation.template);
        parts.push(part(title, operation));
    }
    for (index, ty) in api.types.iter().enumerate() {
        parts.push(part(format!("type {index} {}", ty.place.pointer), ty));
    }
    parts
}

/// Sorted, since the maps of names have no order.
fn name_parts(api: &Api, names: &Names) -> Vec<Part> {
    let mut parts = vec![
        part("groups".to_owned(), &names.groups),
        part("operations".to_owned(), &names.operations),
        part("security schemes".to_owned(), &names.schemes),
        part("aliases".to_owned(), &names.aliases),
    ];
    let mut types: Vec<(&TypeId, &String)> = names.types.iter().collect();
    types.sort();
    for (id, name) in types {
        let own = |map: &std::collections::HashMap<(TypeId, usize), String>| {
            let mut own: Vec<(usize, String)> = map
                .iter()
                .filter(|((of, _), _)| of == id)
                .map(|((_, index), name)| (*index, name.clone()))
                .collect();
            own.sort();
            own.into_iter()
                .map(|(index, name)| format!("  {index}: {name}\n"))
                .collect::<String>()
        };
        let place = &api.ty(*id).place.pointer;
        let text = format!("{place}\n{}{}", own(&names.fields), own(&names.variants));
        parts.push((format!("type {name}"), text));
    }
    parts
}

fn model_parts(model: &RustModel) -> Vec<Part> {
    let items = model.items.iter().map(|item| {
        let head = match item {
            Item::Struct(item) => &item.head,
            Item::StringEnum(item) => &item.head,
            Item::ValueEnum(item) => &item.head,
            Item::Union(item) => &item.head,
            Item::Alias(item) => &item.head,
        };
        part(format!("item {}", head.name), item)
    });
    let groups = model.client.groups.iter();
    let rest = [
        part("patterns".to_owned(), &model.patterns),
        part("shared checks".to_owned(), &model.shared_checks),
        part("client servers".to_owned(), &model.client.servers),
        part("client schemes".to_owned(), &model.client.schemes),
    ];
    items
        .chain(rest)
        .chain(groups.map(|group| part(format!("group {}", group.module), group)))
        .collect()
}

fn file_parts(model: RustModel, diagnostics: &mut Diagnostics) -> Vec<Part> {
    let krate = Crate {
        name: "generated".to_owned(),
        version: "0.1.0".to_owned(),
        source: "explain".to_owned(),
        mend: "specloom codegen".to_owned(),
        apis: vec![model],
    };
    let files = render::files(&krate, diagnostics).into_iter();
    let own = files.filter(|(path, _)| !path.starts_with("src/runtime/"));
    own.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}
