//! Schemas to the tables of the runtime's engine: the JSON door.
//!
//! ```text
//! Library --compile--> drafts --dedupe--> Compiled --flatten--> Flat --emit--> tokens
//!                                                              Flat --tables--> the engine
//! ```

mod compile;
mod dedupe;
mod dialect;
mod draft;
mod emit;
mod flat;
mod keywords;
mod library;

pub use dialect::Dialect;
pub use flat::{Borrowed, Flat};
pub use library::Library;

use crate::diagnostic::Place;
use crate::normalize::secret::is_secret_name;
use compile::Compiler;
use draft::Draft;
use proc_macro2::TokenStream;
use specloom_runtime::schema::NodeId;
use std::collections::BTreeSet;

/// What is a matter of choice.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Whether a property of this name holds a secret.
    pub is_secret: fn(&str) -> bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_secret: is_secret_name,
        }
    }
}

/// Schemas, ready to be written as tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    drafts: Vec<Draft>,
    anchors: Vec<(u16, String, NodeId)>,
    secrets: BTreeSet<String>,
    /// The node of each root, in the order in which they were asked for.
    pub roots: Vec<NodeId>,
    /// References that lead nowhere: where they stand, and what they say. They allow everything.
    pub unresolved: Vec<(Place, String)>,
}

/// Reads the schemas at `roots`, and those that they lead to.
pub fn compile(library: &Library<'_>, roots: &[Place], settings: &Settings) -> Compiled {
    let mut compiler = Compiler::new(library, settings);
    let mut roots: Vec<_> = roots.iter().cloned().map(|p| compiler.node(p)).collect();
    let mut anchors = compiler.run();
    let ends = anchors.iter_mut().map(|(_, _, id)| id);
    let drafts = dedupe::dedupe(compiler.drafts, roots.iter_mut().chain(ends));
    Compiled {
        drafts,
        anchors,
        secrets: compiler.secrets,
        roots,
        unresolved: compiler.unresolved,
    }
}

impl Compiled {
    /// How many schemas are left after alike ones became one.
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// The arrays.
    pub fn flatten(&self) -> Flat<'_> {
        Flat::of(self)
    }

    /// The items of a module with `pub static TABLES`. `schema` is the path of the runtime's
    /// module `schema` as seen from there.
    pub fn emit(&self, schema: &TokenStream) -> TokenStream {
        emit::emit(&self.flatten(), schema)
    }
}
