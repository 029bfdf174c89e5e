//! Schemas to the tables of the runtime's engine: the JSON door.
//!
//! ```text
//! Library --compile--> drafts --dedupe--> Compiled --flatten--> Flat --write--> text
//!                                                              Flat --tables--> the engine
//! ```

mod compile;
mod dedupe;
mod dialect;
mod draft;
mod flat;
mod keywords;
mod library;
mod text;
mod turn;

pub use dialect::Dialect;
pub use flat::{Borrowed, Flat};
pub use library::Library;

use crate::api::{Direction, JsonType, Whole};
use crate::diagnostic::Place;
use crate::normalize::secret::is_secret_name;
use compile::Compiler;
use draft::Draft;
use specloom_runtime::schema::{NodeId, Types};
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

/// What a node is asked for: what satisfies some schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Where the schemas stand; all of them hold.
    pub places: Vec<Place>,
    /// The types that are allowed beyond what the schemas say.
    pub only: Types,
    /// Which way the values travel.
    pub direction: Direction,
}

impl From<Place> for Root {
    fn from(place: Place) -> Self {
        Self {
            places: vec![place],
            only: Types::ALL,
            direction: Direction::Both,
        }
    }
}

impl From<&Whole> for Root {
    fn from(whole: &Whole) -> Self {
        let types = whole.only.iter().map(|ty| match ty {
            JsonType::Null => Types::NULL,
            JsonType::Boolean => Types::BOOLEAN,
            JsonType::Integer => Types::INTEGER,
            JsonType::Number => Types::NUMBER,
            JsonType::String => Types::STRING,
            JsonType::Array => Types::ARRAY,
            JsonType::Object => Types::OBJECT,
        });
        let only = types.reduce(Types::or).unwrap_or(Types::ALL);
        Self {
            places: whole.places.clone(),
            only,
            direction: whole.direction,
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
pub fn compile<R>(library: &Library<'_>, roots: &[R], settings: &Settings) -> Compiled
where
    R: Clone + Into<Root>,
{
    let mut compiler = Compiler::new(library, settings);
    let roots = roots.iter().cloned().map(Into::into);
    let mut turned: Vec<(NodeId, Direction)> = roots
        .map(|root: Root| (root.direction, root))
        .map(|(direction, root)| (compiler.root(root), direction))
        .collect();
    let mut anchors = compiler.run();
    compiler.turn(&mut turned);
    let mut roots: Vec<NodeId> = turned.into_iter().map(|(id, _)| id).collect();
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

    /// The text that the runtime reads the same arrays from.
    pub fn text(&self) -> String {
        text::write(&self.flatten())
    }
}
