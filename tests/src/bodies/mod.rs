//! Validators timed on bodies of a document at hand: the crate is emitted, and values of one of its
//! types are made from its schema, when the benchmark is run. Nothing of the document is kept.

use crate::differential::sample;
use specloom::pipeline::Filter;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, with words to replace.
const PROGRAM: &str = include_str!("program.txt");

/// The program where somebody wrote checks by hand.
const BESIDE_HAND: &str = include_str!("hand.txt");

/// The lanes and the clock: the file that `specloom-bench` has, too.
const RACE: &str = include_str!("../../bench/src/race.rs");

/// Bodies with checks by hand: the document as the corpus calls it, operation, type, checks.
const BY_HAND: [[&str; 4]; 3] = [
    [
        "github.json",
        "orgs/create-artifact-deployment-record",
        "OrgsCreateArtifactDeploymentRecordRequest",
        include_str!("../../bench/src/hand/github.rs"),
    ],
    [
        "stripe-2023-09.yaml",
        "GetTaxRatesTaxRate",
        "TaxRate",
        include_str!("../../bench/src/hand/stripe.rs"),
    ],
    [
        "k8s-core-v1.json",
        "createCoreV1NamespacedService",
        "IoK8sApiCoreV1Service",
        include_str!("../../bench/src/hand/kubernetes.rs"),
    ],
];

/// Which values are timed.
#[derive(Debug, Clone)]
pub struct Bodies {
    /// The document.
    pub document: PathBuf,
    /// The operation whose types are emitted; the others of a large document are left out.
    pub operation: String,
    /// The type, as it is called in Rust.
    pub ty: String,
    /// A body of the type and checks written by hand, as a module of Rust; without, a value is made.
    pub hand: Option<&'static str>,
}

impl std::str::FromStr for Bodies {
    type Err = String;

    /// `DOCUMENT,OPERATION,TYPE`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ',').map(str::to_owned);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(document), Some(operation), Some(ty)) => Ok(Self {
                document: document.into(),
                operation,
                ty,
                hand: None,
            }),
            _ => Err(format!("`{text}` is not DOCUMENT,OPERATION,TYPE")),
        }
    }
}

impl Bodies {
    /// The bodies that somebody wrote checks for, with documents in the folder `corpus`.
    pub fn by_hand(corpus: &Path) -> Vec<Self> {
        let all = BY_HAND.map(|[document, operation, ty, hand]| Self {
            document: corpus.join(document),
            operation: operation.to_owned(),
            ty: ty.to_owned(),
            hand: Some(hand),
        });
        all.into()
    }

    /// Emits the crate and a program beside it below `out`, and runs that: a line of JSON a lane.
    ///
    /// # Errors
    ///
    /// The document has no such type, or something cannot be written, built or run.
    pub fn time(&self, out: &Path) -> Result<(), String> {
        if !self.document.is_file() {
            return Err(format!("{} is not there", self.document.display()));
        }
        let filter = Filter {
            operations: vec![self.operation.clone()],
            ..Filter::default()
        };
        let sample = sample(&self.document, &filter, &self.ty)?;
        let module = &sample.module;
        let folder = out.join(format!("{module}_bodies"));
        let emitted = out.join(module);
        let io = |error: std::io::Error| error.to_string();
        fs::create_dir_all(folder.join("src")).map_err(io)?;
        sample.write(&emitted).map_err(io)?;
        let name = self.document.file_stem().unwrap_or_default();
        let mut label = format!("{} {}", name.to_string_lossy(), self.ty);
        if self.hand.is_none() {
            label = format!("{label}, {} bytes", sample.body.len());
        }
        let program = self.hand.map_or(PROGRAM, |_| BESIDE_HAND);
        let program = program
            .replace("MODULE", module)
            .replace("TYPE", &self.ty)
            .replace("LABEL", &label);
        let files = [
            ("src/main.rs", program),
            ("src/race.rs", RACE.to_owned()),
            ("src/hand.rs", self.hand.unwrap_or_default().to_owned()),
            ("src/body.json", sample.body),
            ("src/schema.json", sample.schema.to_string()),
            ("Cargo.toml", manifest(module)),
        ];
        for (file, text) in files {
            fs::write(folder.join(file), text).map_err(io)?;
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(io)?;
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["run", "--offline", "--quiet", "--release"])
            .current_dir(&folder)
            .env(
                "CARGO_TARGET_DIR",
                std::path::absolute(out.join("target")).map_err(io)?,
            )
            .status()
            .map_err(io)?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("{label}: the program has failed")),
        }
    }
}

fn manifest(module: &str) -> String {
    format!(
        r#"[package]
name = "{module}-bodies"
version = "0.1.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
{module} = {{ path = "../{module}", default-features = false, features = ["schema", "{}"] }}
garde = {{ version = "0.22", default-features = false, features = ["derive", "regex"] }}
jsonschema = {{ version = "0.60", default-features = false }}
regex = "1"
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
validator = {{ version = "0.20", features = ["derive"] }}
"#,
        module.replace('_', "-"),
    )
}
