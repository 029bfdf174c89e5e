//! `Api`: what a description means, in a closed set of kinds that can be matched exhaustively.
//! Types only; [`crate::normalize`] makes it.
//!
//! No `$ref`, no `allOf`, no `nullable` flag and no document type passes this line. Every node
//! has the [`Place`] it came from. The words are those of OpenAPI and JSON Schema; Rust's begin
//! in [`crate::rust`].

mod home;
mod operation;
mod rule;
mod types;

pub use home::{Home, Homes};
pub use operation::{
    Body, Content, ContentKind, Header, Operation, Parameter, ParameterForm, Part, PathPart,
    Response, SecurityAlternative, SecurityKind, SecurityScheme, Server, ServerVariable,
};
pub use rule::Condition;
pub use types::{
    Additional, Arm, ArrayKind, Docs, EnumKind, EnumValue, IntegerKind, JsonType, Kind, MapKind,
    NumberKind, ObjectKind, Origin, Property, Selection, Shape, StringKind, TagArm, TupleKind,
    Type, TypeId, UnionKind, UnionMode, Whole,
};

use crate::diagnostic::Place;
use std::collections::HashSet;

/// Which way a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Both ways, or it makes no difference.
    Both,
    /// From the client: without `readOnly` properties, with constraints mined from prose.
    Request,
    /// To the client: without `writeOnly` properties, without constraints mined from prose.
    Response,
}

/// A whole API.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// Servers of the whole API. Empty: the user must give a base URL.
    pub servers: Vec<Server>,
    /// Security schemes, in the order of the document; [`SecurityAlternative`] refers by index.
    pub security_schemes: Vec<SecurityScheme>,
    /// Tags that have a description, in order.
    pub tags: Vec<(String, Option<String>)>,
    /// Requests that the client sends, in the order of the document.
    pub operations: Vec<Operation>,
    /// Requests that arrive: webhooks, then callbacks.
    pub webhooks: Vec<Operation>,
    /// Every type. Index with [`TypeId`].
    pub types: Vec<Type>,
    /// The types of `components/schemas`, in order: name, type.
    pub components: Vec<(String, TypeId)>,
}

impl Api {
    /// The type `id`. Ids come from this value only, so there always is one; an id of another one
    /// gives the type of any value.
    pub fn ty(&self, id: TypeId) -> &Type {
        static ANY: std::sync::LazyLock<Type> = std::sync::LazyLock::new(|| Type {
            place: Place::default(),
            direction: Direction::Both,
            origin: Origin::Component(String::new()),
            docs: Docs::default(),
            kind: Kind::Any,
            rules: Vec::new(),
            schema: None,
        });
        self.types.get(id.0 as usize).unwrap_or(&ANY)
    }

    /// Every type that an operation, a webhook or a component names, in that order.
    pub fn roots(&self) -> Vec<TypeId> {
        let mut roots = Vec::new();
        for operation in self.operations.iter().chain(&self.webhooks) {
            roots.extend(operation.types());
        }
        roots.extend(self.components.iter().map(|(_, id)| *id));
        roots
    }

    /// Every type that [`Api::roots`] lead to, in order of first meeting, each once.
    pub fn reachable(&self) -> Vec<TypeId> {
        self.closure(self.roots())
    }

    /// Every type that `roots` lead to, in order of first meeting, each once.
    pub fn closure(&self, roots: Vec<TypeId>) -> Vec<TypeId> {
        let mut order = Vec::new();
        let mut seen = HashSet::new();
        let mut work = roots;
        work.reverse();
        while let Some(id) = work.pop() {
            if seen.insert(id) {
                order.push(id);
                let mut children = self.ty(id).kind.children();
                children.reverse();
                work.extend(children);
            }
        }
        order
    }

    /// The type `id` without `null`, and whether `null` was allowed by [`Kind::Nullable`].
    pub fn non_null(&self, id: TypeId) -> (TypeId, bool) {
        match self.ty(id).kind {
            Kind::Nullable(inner) => (inner, true),
            _ => (id, false),
        }
    }
}
