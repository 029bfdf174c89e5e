//! A whole crate around small APIs, on the disk.

use super::fixture::lower;
use crate::api::Api;
use crate::diagnostic::Diagnostics;
use crate::render;
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
        mend: "specloom codegen".to_owned(),
        apis: models.collect(),
    };
    let mut diagnostics = Diagnostics::default();
    let mut files = render::files(&krate, &mut diagnostics);
    assert_eq!(diagnostics.into_vec(), []);
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.extend_from_slice(DEVELOPMENT.as_bytes());
    }
    files.insert("tests/exchange.rs".to_owned(), EXCHANGE.into());
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
