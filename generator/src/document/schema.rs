//! The schema object: every keyword of JSON Schema 2020-12 and of OpenAPI 3.0's dialect, whatever
//! the version line says, because the version line lies.

use crate::diagnostic::Place;
use indexmap::IndexMap;
use serde_json::{Number, Value};
use std::ops::Deref;
use std::sync::LazyLock;

/// A schema of a [`super::Document`], by its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// A schema with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaNode {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub schema: Schema,
}

impl SchemaNode {
    /// The schema that allows everything, at no place in particular.
    pub fn any() -> Self {
        Self {
            place: Place::default(),
            schema: Schema::Bool(true),
        }
    }
}

/// A schema: `true`, `false`, or keywords. A malformed one was reported and is `true`.
#[derive(Debug, Clone, PartialEq)]
pub enum Schema {
    /// Everything, or nothing.
    Bool(bool),
    /// An object of keywords.
    Keywords(Box<Keywords>),
}

/// A name of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum TypeName {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// `$ref` or `$dynamicRef`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// As it is written.
    pub text: String,
    /// What it means; `None` where it leads nowhere, which was reported.
    pub target: Option<SchemaId>,
}

/// The keywords of a schema object. A keyword that is not there is `None`, empty or `false`.
///
/// What few schemas have is in a part of its own and reads as if it were here: a document may have
/// a hundred thousand schemas of three keywords each.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "the names are those of the keywords")]
pub struct Keywords {
    pub reference: Option<Reference>,
    // Any type. 3.0's single type is a list of one; `nullable: true` stays apart.
    pub types: Option<Vec<TypeName>>,
    pub nullable: bool,
    pub enumeration: Option<Vec<Value>>,
    // Numbers.
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    // Strings.
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub format: Option<String>,
    // Arrays.
    pub items: Option<SchemaId>,
    // Objects.
    pub properties: IndexMap<String, SchemaId>,
    pub required: Vec<String>,
    pub additional_properties: Option<SchemaId>,
    // Applicators.
    pub all_of: Vec<SchemaId>,
    pub any_of: Vec<SchemaId>,
    pub one_of: Vec<SchemaId>,
    // Annotations.
    pub title: Option<String>,
    pub description: Option<String>,
    pub examples: Vec<Value>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    /// All others; `None` where there is none of them.
    pub rare: Option<Box<RareKeywords>>,
}

/// The keywords that few schemas have.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "the names are those of the keywords")]
pub struct RareKeywords {
    // Core.
    pub dynamic_reference: Option<Reference>,
    pub id: Option<String>,
    pub anchor: Option<String>,
    pub dynamic_anchor: Option<String>,
    pub constant: Option<Value>,
    // Numbers. The boolean form of 3.0 has been turned into the number (minimum moves over).
    pub exclusive_minimum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Option<Number>,
    // Strings.
    pub content_encoding: Option<String>,
    pub content_media_type: Option<String>,
    pub content_schema: Option<SchemaId>,
    // Arrays.
    pub prefix_items: Vec<SchemaId>,
    pub contains: Option<SchemaId>,
    pub min_contains: Option<u64>,
    pub max_contains: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub unevaluated_items: Option<SchemaId>,
    // Objects.
    pub pattern_properties: IndexMap<String, SchemaId>,
    pub property_names: Option<SchemaId>,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    pub dependent_required: IndexMap<String, Vec<String>>,
    pub dependent_schemas: IndexMap<String, SchemaId>,
    pub unevaluated_properties: Option<SchemaId>,
    // Applicators.
    pub not: Option<SchemaId>,
    pub if_schema: Option<SchemaId>,
    pub then_schema: Option<SchemaId>,
    pub else_schema: Option<SchemaId>,
    // OpenAPI.
    pub discriminator: Option<openapiv3::Discriminator>,
    /// What the discriminator's `mapping` leads to, by its keys.
    pub mapping_targets: IndexMap<String, Reference>,
    /// What its `defaultMapping` (3.2) leads to.
    pub default_mapping: Option<Reference>,
    // Annotations.
    pub default: Option<Value>,
    /// Schemas that stand in it without a role: `$defs`, `definitions`.
    pub definitions: IndexMap<String, SchemaId>,
    /// Keys that begin with `x-`.
    pub extensions: IndexMap<String, Value>,
}

/// What may be there or not.
pub trait Presence {
    /// Whether it is.
    fn is_present(&self) -> bool;
}

impl Presence for bool {
    fn is_present(&self) -> bool {
        *self
    }
}

impl<T> Presence for Option<T> {
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T> Presence for Vec<T> {
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> Presence for IndexMap<String, T> {
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

impl Keywords {
    /// Sets a rare keyword, if `value` is there.
    pub fn put<T: Presence>(&mut self, slot: fn(&mut RareKeywords) -> &mut T, value: T) {
        if value.is_present() {
            *slot(self.rare.get_or_insert_default()) = value;
        }
    }

    /// The rare keywords of a schema that has only those of this one which `part` takes.
    pub fn only_rare(
        &self,
        part: impl FnOnce(&RareKeywords) -> RareKeywords,
    ) -> Option<Box<RareKeywords>> {
        self.rare.as_deref().map(|rare| Box::new(part(rare)))
    }
}

impl Deref for Keywords {
    type Target = RareKeywords;

    fn deref(&self) -> &RareKeywords {
        static NONE: LazyLock<RareKeywords> = LazyLock::new(RareKeywords::default);
        self.rare.as_deref().unwrap_or(&NONE)
    }
}
