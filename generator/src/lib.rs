//! Specloom reads API descriptions (OpenAPI 3.0, 3.1 and 3.2) and writes Rust types, validators and
//! clients.
//!
//! [`Generator`] is all that a task runner needs, or a build script: see [`Generator::build`]. The
//! program `specloom` does the same from a command line.
//!
//! ```
//! use specloom::Generator;
//!
//! # let folder = tempfile::tempdir()?;
//! # let document = folder.path().join("openapi.yaml");
//! # std::fs::write(&document, "openapi: 3.1.0\ninfo: {title: Acme, version: '1'}\npaths: {}\n")?;
//! # let out = folder.path().join("acme-client");
//! let generated = Generator::new("acme-client").api("acme", document).generate()?;
//! let written = generated.write(&out)?;
//! assert!(written.changed.contains(&"src/acme/mod.rs".to_owned()));
//! assert!(generated.check(&out).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Everything else in this crate is the stages between a document and its files, for the programs
//! of this repository. It is not documented here and may change at any time.

mod build_script;
mod decimal;
mod defaults;
mod generate;
mod module_names;
#[cfg(test)]
#[path = "../../tests/src/shared.rs"]
mod shared;

pub use diagnostic::Severity;
#[doc(hidden)]
pub use module_names::module as module_name;

pub use generate::{Failure, Generated, Generator};
pub use lower::DateTime;
pub use pipeline::Spec;
pub use render::{FileMap, StaleFile, Staleness, Written};
pub use said::{Form, Message, Said, Wording};
pub use source::Input;
pub use source::report::Color;

#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod cache;
#[doc(hidden)]
pub mod corpus;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod filter;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod name;
#[doc(hidden)]
pub mod normalize;
#[doc(hidden)]
pub mod overlay;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod rust;
#[doc(hidden)]
pub mod said;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod tables;
