//! `RustModel`: what Rust will be written, with every decision made. Types only;
//! [`crate::lower`] makes it and [`crate::emit`] has nothing left to decide.

mod check;
pub mod client;
mod expr;
mod item;
mod types;
mod uses;

pub use check::{Bound, Check, Pattern, SharedChecks};
pub use expr::Expr;
pub use item::{
    Additional, Alias, Arm, Demand, Derives, Field, Head, Item, Member, OwnTag, Presence, Reading,
    Rule, StringEnum, Struct, TaggedArm, Test, Union, ValueEnum, Variant,
};
pub use types::{DateTime, Position, RustType};

use std::collections::{BTreeSet, HashMap};

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
    /// What dates are.
    pub date_time: DateTime,
    /// The lengths of the tuples among the types.
    pub tuples: BTreeSet<usize>,
    /// Patterns that the checks refer to, as functions of the module `types`.
    pub patterns: Vec<Pattern>,
    /// The JSON door: the schemas of items, as tables.
    pub doors: Doors,
    /// Checks that more than one place makes, as constants of the module `types`.
    pub shared_checks: Vec<SharedChecks>,
    /// Requests that arrive: the functions of the module `webhooks`.
    pub webhooks: Vec<Webhook>,
    /// Client, groups, operations.
    pub client: client::Client,
    /// The features of the tags; none: the API is too short to be had in part.
    pub tag_features: Vec<String>,
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
    /// The feature that switches the API on: its module, without what makes it no word of Rust.
    pub fn feature(&self) -> String {
        let module = self.module.trim_start_matches("r#");
        module.trim_end_matches('_').replace('_', "-")
    }

    /// Its features with those that each switches on: that of the whole API, then its parts.
    pub fn features(&self) -> Vec<(String, Vec<String>)> {
        let parts = self.tag_features.iter().cloned();
        std::iter::once((self.feature(), self.tag_features.clone()))
            .chain(parts.map(|part| (part, Vec::new())))
            .collect()
    }

    /// The conditions under which all of `names` are there, each a list of features of which one
    /// must be on. Names are those of items, statics and functions of the module `types`.
    pub fn conditions(&self, names: &BTreeSet<&str>) -> BTreeSet<&[String]> {
        let files = self.type_files.iter();
        let files = files.filter(|file| !file.features.is_empty());
        let named = files.filter(|file| {
            let mut items = file.items.iter().filter_map(|index| self.items.get(*index));
            items.any(|item| names.contains(item.head().name.as_str()))
        });
        named.map(|file| file.features.as_slice()).collect()
    }
}

/// A file of the module `types`, which names everything that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFile {
    /// Its module, private to `types`, no keyword: `widgets_types`.
    pub module: String,
    /// Indices into [`RustModel::items`].
    pub items: Vec<usize>,
    /// The features of which one must be on; none: it is always there.
    pub features: Vec<String>,
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
    /// What to type to have it written again, for the same header: `cargo xtask codegen`;
    /// empty: nothing.
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

    /// The features of its APIs with those that each switches on, in order. A feature that two
    /// ask for (the tag `b` of an API `a`, and an API `a_b`) is one feature and gives both.
    pub fn features(&self) -> Vec<(String, Vec<String>)> {
        let mut merged: Vec<(String, Vec<String>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (name, needs) in self.apis.iter().flat_map(RustModel::features) {
            let place = *places.entry(name.clone()).or_insert(merged.len());
            match merged.get_mut(place) {
                Some((_, known)) => {
                    let new: Vec<_> = needs
                        .into_iter()
                        .filter(|one| !known.contains(one))
                        .collect();
                    known.extend(new);
                }
                None => merged.push((name, needs)),
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::{Crate, RustModel};

    #[test]
    fn a_feature_is_called_like_its_module_and_ends_in_no_sign() {
        for (module, expect) in [
            ("acme_widgets", "acme-widgets"),
            ("r#type", "type"),
            ("crate_", "crate"),
        ] {
            let api = RustModel {
                module: module.to_owned(),
                ..RustModel::default()
            };
            assert_eq!(api.feature(), expect);
        }
    }

    #[test]
    fn a_feature_that_two_apis_ask_for_gives_both() {
        let api = |module: &str, tags: &[&str]| RustModel {
            module: module.to_owned(),
            tag_features: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..RustModel::default()
        };
        let krate = Crate {
            apis: vec![
                api("acme", &["acme-widgets", "acme-tools"]),
                api("acme_widgets", &["acme-widgets-small"]),
            ],
            ..Crate::default()
        };
        let features: Vec<_> = krate
            .features()
            .into_iter()
            .map(|(name, needs)| format!("{name}: {}", needs.join(" ")))
            .collect();
        let expected = [
            "acme: acme-widgets acme-tools",
            "acme-widgets: acme-widgets-small",
            "acme-tools: ",
            "acme-widgets-small: ",
        ];
        assert_eq!(features, expected);
    }
}
