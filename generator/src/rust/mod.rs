//! `RustModel`: what Rust will be written, with every decision made. Types only;
//! [`crate::lower`] makes it and [`crate::emit`] has nothing left to decide.

mod check;
pub mod client;
mod expr;
mod item;
mod types;
mod uses;

pub use check::{Bound, Check, CheckFn, Pattern};
pub use expr::Expr;
pub use item::{
    Additional, Alias, Arm, Demand, Derives, Field, Head, Item, Member, Presence, Reading, Rule,
    StringEnum, Struct, TaggedArm, Test, Union, ValueEnum, Variant,
};
pub use types::{Position, RustType};

/// One API: a module of the emitted crate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RustModel {
    /// The module, which is the feature too (with `-` for `_`): `acme_widgets`.
    pub module: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// What the module's documentation says, a line each.
    pub docs: Vec<String>,
    /// The items of the module `types`, in order.
    pub items: Vec<Item>,
    /// The files of the module `types`; none: one file has all items.
    pub type_files: Vec<TypeFile>,
    /// Patterns that the checks refer to, as statics of the module `types`.
    pub patterns: Vec<Pattern>,
    /// The JSON door: the schemas of items, as tables.
    pub doors: Doors,
    /// Checks that more than one place makes, as functions of the module `types`.
    pub check_fns: Vec<CheckFn>,
    /// Requests that arrive: the functions of the module `webhooks`.
    pub webhooks: Vec<Webhook>,
    /// Client, groups, operations.
    pub client: client::Client,
}

/// Items whose JSON can be checked against their schema, and the tables that say it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doors {
    /// Item and node, in order.
    pub items: Vec<(String, u32)>,
    /// The tables; `None` where there is no item.
    pub tables: Option<crate::tables::Compiled>,
}

impl RustModel {
    /// The feature that switches the API on.
    pub fn feature(&self) -> String {
        self.module.trim_start_matches("r#").replace('_', "-")
    }

    /// Its features with those that each switches on, in order.
    pub fn features(&self) -> Vec<(String, Vec<String>)> {
        vec![(self.feature(), Vec::new())]
    }
}

/// A file of the module `types`, which names everything that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFile {
    /// Its module, private to `types`, no keyword: `widgets_types`.
    pub module: String,
    /// Indices into [`RustModel::items`].
    pub items: Vec<usize>,
}

/// A request that arrives: the function that reads its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    /// The function.
    pub function: String,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// The type of the body.
    pub ty: RustType,
}

/// The emitted crate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crate {
    /// Its name: `generated`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it was made from, for the header of each file: `specs/` or the name of a file.
    pub source: String,
    /// What to type to have it written again, for the same header: `cargo xtask codegen`.
    pub mend: String,
    /// The APIs, by module.
    pub apis: Vec<RustModel>,
}

impl Crate {
    /// Where users find what is in `api`: where there is no other API, the root of the crate has it,
    /// too.
    pub fn path(&self, api: &RustModel) -> String {
        let name = self.name.replace('-', "_");
        match self.apis.as_slice() {
            [_] => name,
            _ => format!("{name}::{}", api.module),
        }
    }
}
