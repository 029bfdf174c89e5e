//! Schemas without references and without `allOf`: the types; [`super::flatten`] makes them.

use crate::api::{Condition, Docs, JsonType, UnionMode};
use crate::document::{SchemaId, TypeName};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Number, Value};

/// Schemas all of which must hold, with what has been taken out of them already.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Conjunction {
    /// Each once, in order.
    pub schemas: Vec<SchemaId>,
    /// Unions that have been distributed: the schema that owns the keyword.
    pub skip: Vec<(SchemaId, bool)>,
    /// Only values of these types; `None`: of any.
    pub only: Option<Types>,
}

impl Conjunction {
    /// One schema.
    pub fn of(schema: SchemaId) -> Self {
        Self {
            schemas: vec![schema],
            ..Self::default()
        }
    }

    /// The schema, where it is just one and nothing has been taken out.
    pub fn single(&self) -> Option<SchemaId> {
        match self.schemas.as_slice() {
            [one] if self.skip.is_empty() && self.only.is_none() => Some(*one),
            _ => None,
        }
    }

    /// The same and one more.
    pub fn and(&self, schema: SchemaId) -> Self {
        let mut both = self.clone();
        if !both.schemas.contains(&schema) {
            both.schemas.push(schema);
        }
        both
    }
}

/// A set of JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// Any value.
    pub const ALL: Self = Self(0b111_1111);
    /// No value.
    pub const NONE: Self = Self(0);

    /// The type that a schema names: every integer is a number.
    pub fn one(name: TypeName) -> Self {
        match name {
            TypeName::Number => Self(bit(TypeName::Number) | bit(TypeName::Integer)),
            other => Self(bit(other)),
        }
    }

    /// The types of a list.
    pub fn of(names: &[TypeName]) -> Self {
        let types = names.iter().map(|name| Self::one(*name));
        types.fold(Self::NONE, Self::or)
    }

    /// Whether it is one of them.
    pub fn has(self, name: TypeName) -> bool {
        self.0 & bit(name) != 0
    }

    /// Those that are in both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in one of them.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All but this one.
    pub fn without(self, name: TypeName) -> Self {
        Self(self.0 & !bit(name))
    }

    /// Whether no value is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types, `Number` standing for itself and `Integer`.
    pub fn names(self) -> Vec<TypeName> {
        use TypeName::{Array, Boolean, Integer, Null, Number, Object, String};
        [Null, Boolean, Integer, Number, String, Array, Object]
            .into_iter()
            .filter(|name| self.has(*name) && !(*name == Integer && self.has(Number)))
            .collect()
    }
}

impl Types {
    /// The same in the words of the API.
    pub fn json(self) -> Vec<JsonType> {
        let json = |name| match name {
            TypeName::Null => JsonType::Null,
            TypeName::Boolean => JsonType::Boolean,
            TypeName::Integer => JsonType::Integer,
            TypeName::Number => JsonType::Number,
            TypeName::String => JsonType::String,
            TypeName::Array => JsonType::Array,
            TypeName::Object => JsonType::Object,
        };
        self.names().into_iter().map(json).collect()
    }
}

impl Default for Types {
    fn default() -> Self {
        Self::ALL
    }
}

fn bit(name: TypeName) -> u8 {
    1 << (name as u8)
}

/// `oneOf` or `anyOf`, not yet distributed.
#[derive(Debug, Clone)]
pub struct Group {
    pub owner: SchemaId,
    pub mode: UnionMode,
    pub arms: Vec<SchemaId>,
}

/// What several schemas say together. The default allows everything.
#[derive(Debug, Clone, Default)]
pub struct Flat {
    pub types: Types,
    /// Whether some schema names types; else they are guessed from the other keywords.
    pub typed: bool,
    /// `nullable: true` beside what does not name types: null is allowed whatever the rest says.
    pub null_added: bool,
    pub enumeration: Option<Vec<Value>>,
    pub numeric: Numeric,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub patterns: Vec<String>,
    pub format: Option<String>,
    pub content_encoding: Option<String>,
    pub content_media_type: Option<String>,
    pub items: Vec<SchemaId>,
    pub prefix_items: Vec<Vec<SchemaId>>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub properties: IndexMap<String, Vec<SchemaId>>,
    pub required: IndexSet<String>,
    /// Properties that do not travel this way.
    pub lacking: IndexSet<String>,
    pub additional: Option<Vec<SchemaId>>,
    pub pattern_properties: IndexMap<String, Vec<SchemaId>>,
    pub property_names: Vec<SchemaId>,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    pub groups: Vec<Group>,
    pub rules: Vec<Condition>,
    pub discriminator: Option<(SchemaId, openapiv3::Discriminator)>,
    pub docs: Docs,
    pub default: Option<Value>,
    pub write_only: bool,
    pub value_names: Vec<String>,
    pub value_docs: Vec<String>,
}

/// Bounds of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numeric {
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub exclusive_minimum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Option<Number>,
}

impl Flat {
    /// Whether it says something of objects, lists, strings, numbers or values, apart from types.
    pub fn constrains(&self) -> bool {
        self.speaks_of_objects()
            || self.speaks_of_lists()
            || self.speaks_of_strings()
            || self.numeric != Numeric::default()
            || self.format.is_some()
            || self.enumeration.is_some()
            || !self.rules.is_empty()
    }

    /// Whether something stands beside a union, so that each of its arms must be put together with it.
    pub fn stands_beside(&self) -> bool {
        self.constrains() || self.groups.len() > 1
    }

    /// Whether a keyword of objects is there.
    pub fn speaks_of_objects(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional.is_some()
            || !self.pattern_properties.is_empty()
            || !self.property_names.is_empty()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
    }

    /// Whether a keyword of arrays is there.
    pub fn speaks_of_lists(&self) -> bool {
        !self.items.is_empty()
            || !self.prefix_items.is_empty()
            || self.min_items.is_some()
            || self.max_items.is_some()
            || self.unique_items
    }

    /// Whether a keyword of strings is there; `format`, which numbers have too, is none.
    pub fn speaks_of_strings(&self) -> bool {
        self.min_length.is_some()
            || self.max_length.is_some()
            || !self.patterns.is_empty()
            || self.content_encoding.is_some()
            || self.content_media_type.is_some()
    }
}
