//! Schemas without references and without `allOf`.

use super::Normalizer;
use crate::api::{Condition, Direction, Docs, UnionMode};
use crate::diagnostic::Code;
use crate::document::{Keywords, Schema, SchemaId, TypeName};
use indexmap::IndexMap;
use serde_json::{Number, Value};

/// Schemas all of which must hold, with what has been taken out of them already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conjunction {
    /// At least one, each once, in order.
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
            skip: Vec::new(),
            only: None,
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
    pub const ALL: Self = Self(0b111_1111);
    pub const NONE: Self = Self(0);

    pub fn one(name: TypeName) -> Self {
        match name {
            TypeName::Number => Self(bit(TypeName::Number) | bit(TypeName::Integer)),
            other => Self(bit(other)),
        }
    }

    pub fn of(names: &[TypeName]) -> Self {
        names
            .iter()
            .fold(Self::NONE, |all, name| Self(all.0 | Self::one(*name).0))
    }

    pub fn has(self, name: TypeName) -> bool {
        self.0 & bit(name) != 0
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, name: TypeName) -> Self {
        Self(self.0 & !bit(name))
    }

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

/// What several schemas say together.
#[derive(Debug, Clone)]
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
    pub required: Vec<String>,
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
    /// What allows everything.
    pub fn anything() -> Self {
        Self {
            types: Types::ALL,
            typed: false,
            null_added: false,
            enumeration: None,
            numeric: Numeric::default(),
            min_length: None,
            max_length: None,
            patterns: Vec::new(),
            format: None,
            content_encoding: None,
            content_media_type: None,
            items: Vec::new(),
            prefix_items: Vec::new(),
            min_items: None,
            max_items: None,
            unique_items: false,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: None,
            pattern_properties: IndexMap::new(),
            property_names: Vec::new(),
            min_properties: None,
            max_properties: None,
            groups: Vec::new(),
            rules: Vec::new(),
            discriminator: None,
            docs: Docs::default(),
            default: None,
            write_only: false,
            value_names: Vec::new(),
            value_docs: Vec::new(),
        }
    }

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

    pub fn speaks_of_objects(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional.is_some()
            || !self.pattern_properties.is_empty()
            || !self.property_names.is_empty()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
    }

    pub fn speaks_of_lists(&self) -> bool {
        !self.items.is_empty()
            || !self.prefix_items.is_empty()
            || self.min_items.is_some()
            || self.max_items.is_some()
            || self.unique_items
    }

    pub fn speaks_of_strings(&self) -> bool {
        self.min_length.is_some()
            || self.max_length.is_some()
            || !self.patterns.is_empty()
            || self.content_encoding.is_some()
            || self.content_media_type.is_some()
    }
}

/// The schema that `keywords` stands for, if it says nothing else that matters to the type: a
/// lone `$ref`, or a lone schema in `allOf`, with annotations at most.
pub fn transparent(keywords: &Keywords) -> Option<SchemaId> {
    stands_for(keywords).filter(|_| !keywords.nullable && keywords.types.is_none())
}

/// Likewise, where `nullable` or `type` may stand beside it.
pub fn stands_for(keywords: &Keywords) -> Option<SchemaId> {
    let reference = keywords.reference.as_ref();
    let parts = [&keywords.all_of, &keywords.any_of, &keywords.one_of];
    let mut targets = reference
        .map(|reference| reference.target)
        .into_iter()
        .chain(parts.into_iter().flatten().map(|part| Some(*part)));
    let (Some(target), None) = (targets.next()?, targets.next()) else {
        return None;
    };
    let bare = Keywords {
        nullable: keywords.nullable,
        types: keywords.types.clone(),
        title: keywords.title.clone(),
        description: keywords.description.clone(),
        default: keywords.default.clone(),
        examples: keywords.examples.clone(),
        deprecated: keywords.deprecated,
        read_only: keywords.read_only,
        write_only: keywords.write_only,
        extensions: keywords.extensions.clone(),
        reference: keywords.reference.clone(),
        all_of: keywords.all_of.clone(),
        any_of: keywords.any_of.clone(),
        one_of: keywords.one_of.clone(),
        definitions: keywords.definitions.clone(),
        ..Keywords::default()
    };
    let renamed = keywords.extensions.contains_key("x-specloom-name");
    (bare == *keywords && !renamed).then_some(target)
}

impl Normalizer<'_> {
    /// What the schemas of a conjunction say together, in one direction.
    pub fn flatten(&mut self, conjunction: &Conjunction, direction: Direction) -> Flat {
        let mut all = Flat::anything();
        let mut open = Vec::new();
        for schema in &conjunction.schemas {
            let flat = self.flatten_one(*schema, conjunction, direction, &mut open);
            all = self.merge(all, flat, *schema);
        }
        if let Some(only) = conjunction.only {
            all.types = all.types.and(only);
            all.typed = true;
            all.null_added = false;
        }
        all
    }

    fn flatten_one(
        &mut self,
        id: SchemaId,
        conjunction: &Conjunction,
        direction: Direction,
        open: &mut Vec<SchemaId>,
    ) -> Flat {
        let document = self.document;
        let node = document.schema(id);
        let keywords = match &node.schema {
            Schema::Bool(true) => return Flat::anything(),
            Schema::Bool(false) => {
                let mut never = Flat::anything();
                never.types = Types::NONE;
                never.typed = true;
                return never;
            }
            Schema::Keywords(keywords) => keywords,
        };
        if open.contains(&id) || open.len() > super::DEPTH_LIMIT {
            self.report(
                Code::CyclicReference,
                &node.place,
                "this schema is part of itself through `$ref` or `allOf`; that part says nothing",
            );
            return Flat::anything();
        }
        open.push(id);
        let mut flat = self.own_facts(id, keywords, conjunction, direction);
        let reference = keywords.reference.iter().chain(&keywords.dynamic_reference);
        let targets = reference
            .filter_map(|reference| reference.target)
            .chain(keywords.all_of.iter().copied());
        for target in targets {
            let other = self.flatten_one(target, conjunction, direction, open);
            flat = self.merge(flat, other, id);
        }
        open.pop();
        let listed = keywords.enumeration.is_some() || keywords.constant.is_some();
        if keywords.nullable && (keywords.types.is_none() || listed) && !is_plain(keywords) {
            flat.null_added = true;
        }
        flat
    }

    /// What the keywords of one schema say, `$ref` and `allOf` left out.
    fn own_facts(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        conjunction: &Conjunction,
        direction: Direction,
    ) -> Flat {
        let mined = mined(keywords, direction);
        let skip = |name: &str| mined.contains(&name);
        let mut flat = Flat::anything();
        if let Some(types) = &keywords.types {
            flat.typed = true;
            flat.types = Types::of(types);
            if keywords.nullable {
                flat.types = flat.types.or(Types::one(TypeName::Null));
            }
        }
        if !skip("enum") {
            flat.enumeration.clone_from(&keywords.enumeration);
        }
        if let Some(constant) = &keywords.constant {
            flat.enumeration = Some(vec![constant.clone()]);
        }
        flat.numeric = Numeric {
            minimum: keywords.minimum.clone().filter(|_| !skip("minimum")),
            maximum: keywords.maximum.clone().filter(|_| !skip("maximum")),
            exclusive_minimum: keywords.exclusive_minimum.clone(),
            exclusive_maximum: keywords.exclusive_maximum.clone(),
            multiple_of: keywords.multiple_of.clone(),
        };
        flat.min_length = keywords.min_length.filter(|_| !skip("minLength"));
        flat.max_length = keywords.max_length.filter(|_| !skip("maxLength"));
        flat.patterns = keywords
            .pattern
            .iter()
            .filter(|_| !skip("pattern"))
            .cloned()
            .collect();
        flat.format = keywords.format.clone().filter(|_| !skip("format"));
        flat.content_encoding.clone_from(&keywords.content_encoding);
        flat.content_media_type
            .clone_from(&keywords.content_media_type);
        flat.items = keywords.items.into_iter().collect();
        flat.prefix_items = keywords.prefix_items.iter().map(|id| vec![*id]).collect();
        flat.min_items = keywords.min_items.filter(|_| !skip("minItems"));
        flat.max_items = keywords.max_items.filter(|_| !skip("maxItems"));
        flat.unique_items = keywords.unique_items;
        flat.properties = keywords
            .properties
            .iter()
            .filter(|(_, schema)| self.travels(**schema, direction))
            .map(|(name, schema)| (name.clone(), vec![*schema]))
            .collect();
        flat.required = keywords
            .required
            .iter()
            .filter(|name| {
                let schema = keywords.properties.get(*name);
                schema.is_none_or(|schema| self.travels(*schema, direction))
            })
            .cloned()
            .collect();
        flat.additional = keywords.additional_properties.map(|schema| vec![schema]);
        flat.pattern_properties = keywords
            .pattern_properties
            .iter()
            .map(|(pattern, schema)| (pattern.clone(), vec![*schema]))
            .collect();
        flat.property_names = keywords.property_names.into_iter().collect();
        flat.min_properties = keywords.min_properties;
        flat.max_properties = keywords.max_properties;
        flat.discriminator = keywords.discriminator.clone().map(|d| (id, d));
        flat.docs = docs(keywords);
        flat.default.clone_from(&keywords.default);
        flat.write_only = keywords.write_only;
        flat.value_names = string_list(
            keywords,
            &["x-enum-varnames", "x-enumNames", "x-enum-values"],
        );
        flat.value_docs = string_list(keywords, &["x-enum-descriptions"]);
        self.take_groups(id, keywords, conjunction, &mut flat);
        self.take_conditions(id, keywords, &mut flat);
        flat
    }

    /// `oneOf` and `anyOf`: conditions where the arms only speak of presence and equality, else
    /// groups of arms.
    fn take_groups(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        conjunction: &Conjunction,
        flat: &mut Flat,
    ) {
        let unions = [
            (UnionMode::OneOf, &keywords.one_of),
            (UnionMode::AnyOf, &keywords.any_of),
        ];
        for (mode, arms) in unions {
            let skipped = conjunction.skip.contains(&(id, mode == UnionMode::OneOf));
            if arms.is_empty() || skipped {
                continue;
            }
            let owns_properties = !keywords.properties.is_empty();
            if let Some(conditions) = self.conditions_of(arms, owns_properties) {
                flat.rules.push(match mode {
                    UnionMode::OneOf => Condition::One(conditions),
                    UnionMode::AnyOf => Condition::Any(conditions),
                });
            } else {
                flat.groups.push(Group {
                    owner: id,
                    mode,
                    arms: arms.clone(),
                });
            }
        }
    }

    /// Whether a property is part of what travels in `direction`.
    fn travels(&self, schema: SchemaId, direction: Direction) -> bool {
        if direction == Direction::Both || !self.directional.contains(&schema) {
            return true;
        }
        let mut current = schema;
        for _ in 0..super::DEPTH_LIMIT {
            let Some(keywords) = self.keywords(current) else {
                return true;
            };
            let stays = match direction {
                Direction::Request => keywords.read_only && !keywords.write_only,
                Direction::Response => keywords.write_only && !keywords.read_only,
                Direction::Both => false,
            };
            if stays {
                return false;
            }
            match transparent(keywords) {
                Some(next) => current = next,
                None => return true,
            }
        }
        true
    }
}

/// The types that a schema names, if it names nothing else.
pub fn only_types(keywords: &Keywords) -> Option<&[TypeName]> {
    let bare = Keywords {
        types: keywords.types.clone(),
        title: keywords.title.clone(),
        description: keywords.description.clone(),
        examples: keywords.examples.clone(),
        ..Keywords::default()
    };
    (bare == *keywords).then(|| keywords.types.as_deref().unwrap_or_default())
}

/// Whether nothing but annotations and `nullable` stands there.
fn is_plain(keywords: &Keywords) -> bool {
    keywords.reference.is_none()
        && keywords.all_of.is_empty()
        && keywords.any_of.is_empty()
        && keywords.one_of.is_empty()
        && keywords.enumeration.is_none()
        && keywords.constant.is_none()
        && keywords.properties.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.items.is_none()
}

/// Keywords that were mined from sentences and do not hold for what comes back.
fn mined(keywords: &Keywords, direction: Direction) -> Vec<&str> {
    if direction != Direction::Response {
        return Vec::new();
    }
    match keywords.extensions.get("x-mined") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A list of strings beside `enum`; some write objects with an `identifier` or a `description`.
fn string_list(keywords: &Keywords, names: &[&str]) -> Vec<String> {
    names
        .iter()
        .filter_map(|name| keywords.extensions.get(*name)?.as_array())
        .flatten()
        .filter_map(|value| {
            let text = value.get("identifier").unwrap_or(value);
            text.as_str().map(str::to_owned)
        })
        .collect()
}

/// The annotations of a schema.
pub fn docs(keywords: &Keywords) -> Docs {
    Docs {
        title: keywords.title.clone(),
        description: keywords.description.clone(),
        examples: keywords.examples.clone(),
        deprecated: keywords.deprecated,
    }
}
