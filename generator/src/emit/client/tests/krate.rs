//! A whole crate around small APIs, on the disk.

use super::super::{emit_client, emit_module};
use super::fixture::lower;
use crate::api::Api;
use crate::diagnostic::Diagnostics;
use crate::emit::{Module, emit_lib, emit_types};
use crate::render::render;
use crate::rust::Crate;
use std::fs;
use std::path::Path;

/// What a user of the crate writes, against a server that answers as told.
const EXCHANGE: &str = include_str!("exchange.rs.txt");

const DEVELOPMENT: &str =
    "\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// Writes the crate of `apis` into `folder`, each in a module of its own: `api0`, `api1`, …
pub fn crate_of(apis: &[Api], folder: &Path) {
    let models = apis.iter().enumerate().map(|(index, api)| {
        let (mut model, _) = lower(api);
        model.module = format!("api{index}");
        model
    });
    let krate = Crate {
        name: "acme".to_owned(),
        version: "0.1.0".to_owned(),
        source: "tests".to_owned(),
        apis: models.collect(),
    };
    write(folder, "src/lib.rs", &emit_lib(&krate));
    for model in &krate.apis {
        let module = format!("src/{}", model.module);
        write(
            folder,
            &format!("{module}/mod.rs"),
            &emit_module(model, &krate.name),
        );
        write(folder, &format!("{module}/types.rs"), &emit_types(model));
        for (name, file) in emit_client(model) {
            write(folder, &format!("{module}/{name}"), &file);
        }
    }
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    copy(&templates.join("runtime/src"), &folder.join("src/runtime"));
    fs::rename(
        folder.join("src/runtime/lib.rs"),
        folder.join("src/runtime/mod.rs"),
    )
    .expect("a file");
    let manifest = fs::read_to_string(templates.join("crate/Cargo.toml")).expect("a template");
    let manifest = filled(&manifest, &krate) + DEVELOPMENT;
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::create_dir_all(folder.join("tests")).expect("a folder");
    fs::write(folder.join("tests/exchange.rs"), EXCHANGE).expect("a test");
}

fn filled(manifest: &str, krate: &Crate) -> String {
    let features: Vec<String> = krate
        .apis
        .iter()
        .map(|api| format!("{:?}", api.feature()))
        .collect();
    let declared: String = features
        .iter()
        .map(|feature| format!("{feature} = []\n"))
        .collect();
    manifest
        .replace("{{name}}", &krate.name)
        .replace("{{version}}", &krate.version)
        .replace("{{features}}", &declared)
        .replace("{{description}}", "Widgets.")
        .replace(
            "{{default_features}}",
            &format!(", {}", features.join(", ")),
        )
}

fn write(folder: &Path, name: &str, module: &Module) {
    let mut diagnostics = Diagnostics::default();
    let text = render("", module, &mut diagnostics);
    assert_eq!(diagnostics.into_vec(), []);
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}
