//! From schemas to what they say together: references followed, `allOf` intersected.

use super::Normalizer;
use super::bounds::contradictions;
use super::flat::{Conjunction, Flat, Group, Numeric, Types};
use super::merge::union_of;
use crate::api::{Condition, Direction, Docs, UnionMode};
use crate::diagnostic::Code;
use crate::document::{Document, Keywords, RareKeywords, Schema, SchemaId, TypeName, Version};
use serde_json::Value;
use std::collections::HashSet;

/// How many schemas are put together to one. Where each refers twice to the next, forty of them
/// have more parts than there is time.
const MAX_PARTS: usize = 4096;

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
        .into_iter()
        .chain(&keywords.dynamic_reference)
        .map(|reference| reference.target)
        .chain(parts.into_iter().flatten().map(|part| Some(*part)));
    let (Some(target), None) = (targets.next()?, targets.next()) else {
        return None;
    };
    let rare = keywords.only_rare(|rare| RareKeywords {
        dynamic_reference: rare.dynamic_reference.clone(),
        default: rare.default.clone(),
        definitions: rare.definitions.clone(),
        extensions: rare.extensions.clone(),
        ..RareKeywords::default()
    });
    let bare = rare == keywords.rare
        && keywords.enumeration.is_none()
        && keywords.minimum.is_none()
        && keywords.maximum.is_none()
        && keywords.min_length.is_none()
        && keywords.max_length.is_none()
        && keywords.pattern.is_none()
        && keywords.format.is_none()
        && keywords.items.is_none()
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && keywords.additional_properties.is_none();
    let renamed = keywords.extensions.contains_key("x-specloom-name");
    (bare && !renamed).then_some(target)
}

/// For each schema the one at the end of the chain of those that say nothing of their own. Each
/// link is followed once: thousands of schemas may stand for each other in a row. Those in `kept`
/// stand for themselves.
pub fn ends(document: &Document, kept: &HashSet<SchemaId>) -> Vec<SchemaId> {
    let count = document.schemas.len();
    let mut ends: Vec<Option<SchemaId>> = vec![None; count];
    let next = |id: SchemaId| match &document.schema(id).schema {
        Schema::Keywords(keywords) if !kept.contains(&id) => transparent(keywords),
        _ => None,
    };
    for start in (0..count as u32).map(SchemaId) {
        let mut chain = Vec::new();
        let mut at = start;
        while let Some(None) = ends.get(at.0 as usize) {
            // For the time being: a chain that comes back here is a circle and ends here.
            if let Some(end) = ends.get_mut(at.0 as usize) {
                *end = Some(at);
            }
            chain.push(at);
            match next(at) {
                Some(further) => at = further,
                None => break,
            }
        }
        let end = ends.get(at.0 as usize).copied().flatten().unwrap_or(at);
        for id in chain {
            if let Some(slot) = ends.get_mut(id.0 as usize) {
                *slot = Some(end);
            }
        }
    }
    let all = (0..).map(SchemaId).zip(ends);
    all.map(|(id, end)| end.unwrap_or(id)).collect()
}

impl Normalizer<'_> {
    /// What the schemas of a conjunction say together, in one direction.
    pub fn flatten(&mut self, conjunction: &Conjunction, direction: Direction) -> Flat {
        let mut open = Vec::new();
        self.parts = 0;
        let mut all: Option<Flat> = None;
        for schema in &conjunction.schemas {
            let flat = self.flatten_one(*schema, conjunction, direction, &mut open);
            all = Some(match all {
                Some(all) => self.merge(all, flat, *schema),
                None => flat,
            });
        }
        let mut all = all.unwrap_or_default();
        if let Some(only) = conjunction.only {
            all.types = all.types.and(only);
            all.typed = true;
            all.null_added = false;
        }
        // One part of an `allOf` may describe or require what another says travels the other way.
        let Flat {
            lacking,
            properties,
            required,
            ..
        } = &mut all;
        properties.retain(|name, _| !lacking.contains(name));
        required.retain(|name| !lacking.contains(name));
        all
    }

    /// The same where only a question is asked: nothing is reported.
    pub fn glance(&mut self, conjunction: &Conjunction, direction: Direction) -> Flat {
        self.quietly(|this| this.flatten(conjunction, direction))
    }

    fn quietly<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let answer = ask(self);
        self.quiet = quiet;
        answer
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
            Schema::Bool(true) => return Flat::default(),
            Schema::Bool(false) => {
                return Flat {
                    types: Types::NONE,
                    typed: true,
                    ..Flat::default()
                };
            }
            Schema::Keywords(keywords) => keywords,
        };
        if open.contains(&id) {
            let message =
                "this schema is part of itself through `$ref` or `allOf`; that part says nothing";
            self.report(Code::CyclicReference, &node.place, message);
            return Flat::default();
        }
        if open.len() > super::DEPTH_LIMIT {
            let message = format!(
                "`$ref` and `allOf` stand more than {} deep in each other here; what is further \
                 down says nothing",
                super::DEPTH_LIMIT
            );
            self.report(Code::Widened, &node.place, message);
            return Flat::default();
        }
        self.parts += 1;
        if self.parts > MAX_PARTS {
            if self.parts == MAX_PARTS + 1 {
                let message =
                    "this `allOf` has more parts than can be read; the others say nothing";
                self.report(Code::Widened, &node.place, message);
            }
            return Flat::default();
        }
        open.push(id);
        let mut flat = self.own_facts(id, keywords, conjunction, direction, open);
        let reference = keywords.reference.iter().chain(&keywords.dynamic_reference);
        let targets = reference
            .filter_map(|reference| reference.target)
            .chain(keywords.all_of.iter().copied());
        for target in targets {
            let other = self.flatten_one(target, conjunction, direction, open);
            flat = match self.is_ignored_beside(keywords, (&flat, &other), id) {
                true => other,
                false => self.merge(flat, other, id),
            };
        }
        open.pop();
        if keywords.nullable && outweighs_types(keywords) {
            flat.null_added = true;
        }
        flat
    }

    /// Whether what stands beside a `$ref` would leave no value, where the description is one of
    /// 3.0: there it means nothing (OAS 3.0.4, Reference Object), and some leave anything beside.
    fn is_ignored_beside(
        &mut self,
        keywords: &Keywords,
        (own, other): (&Flat, &Flat),
        id: SchemaId,
    ) -> bool {
        let is_reference = keywords.reference.is_some() && keywords.all_of.is_empty();
        if self.document.version != Version::V3_0
            || !is_reference
            || !(own.typed || own.constrains())
        {
            return false;
        }
        let is_empty = |flat: &Flat| {
            let unlisted = flat.enumeration.as_ref().is_some_and(Vec::is_empty);
            let untyped = flat.types.is_empty() && !flat.null_added;
            unlisted || untyped || !contradictions(flat).is_empty()
        };
        if is_empty(own) || is_empty(other) {
            return false;
        }
        let both = self.quietly(|this| this.merge(own.clone(), other.clone(), id));
        if is_empty(&both) {
            let place = self.place(id).clone();
            let message = "what stands beside this `$ref` contradicts what it refers to; it is left \
                           out, as OpenAPI 3.0 says";
            self.report(Code::Unsatisfiable, &place, message);
        }
        is_empty(&both)
    }

    /// What the keywords of one schema say, `$ref` and `allOf` left out.
    fn own_facts(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        conjunction: &Conjunction,
        direction: Direction,
        open: &[SchemaId],
    ) -> Flat {
        let mined = mined(keywords, direction);
        let skip = |name: &str| mined.contains(&name);
        let mut flat = Flat::default();
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
            let own = flat.enumeration.take();
            let place = self.place(id);
            flat.enumeration = self.merge_values(Some(vec![constant.clone()]), own, place);
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
        let lacking = keywords.properties.iter();
        let lacking = lacking.filter(|(_, schema)| !self.travels(**schema, direction));
        flat.lacking = lacking.map(|(name, _)| name.clone()).collect();
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
        self.take_groups(id, keywords, conjunction, open, &mut flat);
        self.take_conditions(id, keywords, &mut flat);
        flat.rules = union_of(Vec::new(), flat.rules);
        flat
    }

    /// `oneOf` and `anyOf`: conditions where the arms only speak of presence and equality, else
    /// groups of arms.
    fn take_groups(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        conjunction: &Conjunction,
        open: &[SchemaId],
        flat: &mut Flat,
    ) {
        let unions = [
            (UnionMode::OneOf, &keywords.one_of),
            (UnionMode::AnyOf, &keywords.any_of),
        ];
        for (mode, arms) in unions {
            let skipped = conjunction.skip.contains(&(id, mode == UnionMode::OneOf));
            // A base that lists its children says nothing new of a child that extends it.
            let own = |arm: &SchemaId| {
                let arm = self.peel(Conjunction::of(*arm)).single();
                arm.is_some_and(|arm| arm != id && open.contains(&arm))
            };
            if arms.is_empty() || skipped || arms.iter().any(own) {
                continue;
            }
            if let Some(conditions) = self.conditions_of(arms, &keywords.properties) {
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

/// Whether something stands there that may refuse null though the types allow it, so that
/// `nullable` has to say so beside it.
fn outweighs_types(keywords: &Keywords) -> bool {
    let in_place = keywords.reference.is_some()
        || !keywords.all_of.is_empty()
        || !keywords.any_of.is_empty()
        || !keywords.one_of.is_empty()
        || keywords.enumeration.is_some()
        || keywords.constant.is_some();
    let untyped = !keywords.properties.is_empty()
        || keywords.additional_properties.is_some()
        || keywords.items.is_some();
    in_place || (keywords.types.is_none() && untyped)
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
