//! `Names`: one Rust name for everything that needs one, given in a single global pass.
//!
//! Hints come from [`crate::api`] (origins, operation ids, tags), the overlay's wishes come first,
//! collisions are resolved by adding what tells the two apart, and the same input always gives
//! the same names. Every string in [`Names`] is a valid identifier where it stands, `r#` included.

mod ident;
mod operations;
mod scope;
mod types;

use crate::api::{Api, TypeId};
use crate::diagnostic::Diagnostics;
use std::collections::HashMap;

pub(crate) use ident::is_plain;
pub use ident::{pascal, snake};
pub(crate) use scope::Scope;

/// Gives everything its name.
pub fn assign(api: &Api, diagnostics: &mut Diagnostics) -> Names {
    let mut names = Names::default();
    operations::assign_operations(api, &mut names, diagnostics);
    types::assign_types(api, &mut names, diagnostics);
    names
}

/// The names of one API.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    /// Types that become an item of their own (objects, enums, unions, tuples never; every type of
    /// `components/schemas`, as an alias if need be): upper camel case, unique in `types`.
    pub types: HashMap<TypeId, String>,
    /// Further names of types that have one: components that only refer to another.
    pub aliases: Vec<(String, TypeId)>,
    /// Properties of objects, by their index: snake case, unique in the object. Beside them an
    /// object may have `additional_properties`, which no property is called.
    pub fields: HashMap<(TypeId, usize), String>,
    /// Values of enums and arms of unions, by their index: upper camel case, unique in the type,
    /// never `Unknown`.
    pub variants: HashMap<(TypeId, usize), String>,
    /// Groups of operations, in the order in which the document meets them.
    pub groups: Vec<Group>,
    /// By the index of the operation, webhooks counted on.
    pub operations: Vec<OperationNames>,
    /// Setters of the client builder, by the index of the security scheme: `bearer_auth`,
    /// `api_key`, …
    pub schemes: Vec<String>,
}

/// A group of operations: a module and a type in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The tag as the document spells it; `None` for operations without one.
    pub tag: Option<String>,
    /// Module, method of the client and feature (with `_` for `-`): `mcp_servers`.
    pub module: String,
    /// The type: `McpServers`.
    pub ty: String,
    /// Its operations.
    pub operations: Vec<usize>,
}

/// The names of an operation, unique in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The method: `create`.
    pub method: String,
    /// The type that holds what is sent: `Create`. Derived names (`CreateError`, `CreateBody`,
    /// `CreateOutput`, `CreateHeaders`…, `CreateErrorBody`) are free in the group's module.
    pub ty: String,
    /// Parameters by their index: snake case, unique, none of `body` and the method's own words
    /// (`send`, `send_with`, `send_blocking`).
    pub parameters: Vec<String>,
}
