//! `Document` to `Api`: what the description means.
//!
//! A schema is first made flat ([`flat`], [`flatten`], [`merge`]): references followed, `allOf` intersected.
//! What only refers to a schema is that schema ([`identity`]); what is flat becomes one kind
//! ([`convert`], [`union`], [`discriminator`], [`enumeration`]). References are ids
//! that are filled later, from a work list, so cycles and long chains cost no stack.

mod arms;
mod body;
mod bounds;
mod children;
mod condition;
mod convert;
mod dedupe;
mod directional;
mod discriminator;
mod enumeration;
mod flat;
mod flatten;
mod homes;
mod identity;
mod merge;
mod operation;
mod path;
pub(crate) mod secret;
mod security;
mod selection;
#[cfg(test)]
mod tests;
mod union;

pub(crate) use body::{essence, is_json, is_raw};

use crate::api::{Api, Direction, Docs, Kind, Origin, Type, TypeId, Whole};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::document::{Document, Keywords, Schema, SchemaId};
use dedupe::Shapes;
use flat::{Conjunction, Types};
use std::collections::{HashMap, HashSet};

/// Turns a document into what it means. Whatever cannot be represented exactly is reported.
pub fn normalize(document: &Document, diagnostics: &mut Diagnostics) -> Api {
    let mut normalizer = Normalizer::new(document, diagnostics);
    let security_schemes = security::normalize_schemes(document);
    let mut operations = Vec::with_capacity(document.operations.len());
    for operation in &document.operations {
        let index = operations.len();
        operations.push(normalizer.operation(operation, index, Direction::Request));
    }
    let mut webhooks = Vec::new();
    let callbacks = document
        .operations
        .iter()
        .flat_map(|operation| &operation.callbacks)
        .flat_map(|callback| &callback.operations);
    for operation in document.webhooks.iter().chain(callbacks) {
        let index = operations.len() + webhooks.len();
        webhooks.push(normalizer.operation(operation, index, Direction::Response));
    }
    let components = normalizer.components();
    normalizer.finish();
    normalizer.settle();
    normalizer.select();
    for operation in operations.iter_mut().chain(&mut webhooks) {
        normalizer.settle_forms(operation);
        if let Some(body) = &mut operation.body {
            normalizer.mark_files(body);
        }
    }
    let mut api = Api {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document.info.description.clone(),
        servers: security::normalize_servers(&document.servers),
        security_schemes,
        tags: document
            .tags
            .iter()
            .map(|tag| (tag.name.clone(), tag.description.clone()))
            .collect(),
        operations,
        webhooks,
        types: normalizer.types,
        components,
    };
    secret::settle(&mut api);
    homes::settle(&mut api, &normalizer.shapes.merged);
    api
}

/// What the passes share.
struct Normalizer<'d> {
    document: &'d Document,
    diagnostics: &'d mut Diagnostics,
    types: Vec<Type>,
    /// Ids given to conjunctions; the type may still be on the work list.
    memo: HashMap<(Conjunction, Direction), TypeId>,
    /// Types that have an id and no kind yet.
    pending: Vec<(Conjunction, TypeId)>,
    /// Schemas that differ between requests and responses.
    directional: HashSet<SchemaId>,
    /// Names of schemas that have one.
    component_names: HashMap<SchemaId, String>,
    /// Schemas whose discriminator speaks of the schemas that extend them.
    children: HashMap<SchemaId, Vec<(String, SchemaId)>>,
    /// Those schemas. One that only refers to what it extends is no other name of it: that is the
    /// union of all of them.
    extending: HashSet<SchemaId>,
    shapes: Shapes,
    /// What discriminators say of unions.
    discriminators: HashMap<TypeId, discriminator::Discriminating>,
    /// What each schema stands for in the end.
    ends: Vec<SchemaId>,
    /// How many schemas the type at hand was put together from so far.
    parts: usize,
    /// How many arms unions in arms of others have so far.
    nested: usize,
    /// Inline schemas being converted, one in another.
    depth: usize,
    /// Unions whose only arm is being read in their place (a schema may have an `anyOf` and a
    /// `oneOf`, hence whether it is the latter), and the type that it is read for.
    lone: Vec<(TypeId, SchemaId, bool)>,
    /// Whether nothing is reported; see [`Self::glance`].
    quiet: bool,
}

/// How deep inline schemas may stand in each other; a person never comes near it.
const DEPTH_LIMIT: usize = 200;

impl<'d> Normalizer<'d> {
    fn new(document: &'d Document, diagnostics: &'d mut Diagnostics) -> Self {
        let children = children::find(document);
        let extending = children.values().flatten().map(|(_, id)| *id).collect();
        Self {
            document,
            diagnostics,
            types: Vec::with_capacity(document.schemas.len()),
            memo: HashMap::with_capacity(document.schemas.len()),
            pending: Vec::new(),
            directional: directional::find(document, |keywords| {
                directional::is_one_way(keywords) || directional::is_mined(keywords)
            }),
            component_names: names_of_schemas(document),
            children,
            shapes: Shapes::default(),
            discriminators: HashMap::new(),
            ends: flatten::ends(document, &extending),
            extending,
            parts: 0,
            nested: 0,
            depth: 0,
            lone: Vec::new(),
            quiet: false,
        }
    }

    fn keywords(&self, id: SchemaId) -> Option<&'d Keywords> {
        match &self.document.schema(id).schema {
            Schema::Keywords(keywords) => Some(keywords),
            Schema::Bool(_) => None,
        }
    }

    fn place(&self, id: SchemaId) -> &'d Place {
        &self.document.schema(id).place
    }

    /// The type of a schema.
    fn ty(&mut self, schema: SchemaId, direction: Direction, origin: Origin) -> TypeId {
        self.ty_of(Conjunction::of(schema), direction, origin)
    }

    /// The type of what satisfies several schemas.
    fn ty_of(&mut self, conjunction: Conjunction, direction: Direction, origin: Origin) -> TypeId {
        let conjunction = self.peel(self.absorb(conjunction));
        if let Some(id) = self.nullable_reference(&conjunction, direction, &origin) {
            return id;
        }
        let direction = if conjunction
            .schemas
            .iter()
            .any(|schema| self.directional.contains(schema))
        {
            direction
        } else {
            Direction::Both
        };
        let key = (conjunction, direction);
        if let Some(id) = self.memo.get(&key) {
            return *id;
        }
        let (conjunction, direction) = key;
        let single = conjunction.single();
        let is_component = single.is_some_and(|id| self.component_names.contains_key(&id));
        let origin = match single.and_then(|id| self.name_of(id)) {
            Some(name) => Origin::Component(name),
            None => origin,
        };
        let id = self.reserve(&conjunction, direction, origin);
        self.memo.insert((conjunction.clone(), direction), id);
        if is_component || self.depth >= DEPTH_LIMIT {
            self.pending.push((conjunction, id));
            return id;
        }
        self.depth += 1;
        self.fill(&conjunction, id);
        self.depth -= 1;
        if let Kind::Nullable(inner) = self.types[id.0 as usize].kind {
            let inner = self.shapes.unify(&self.types, inner);
            self.set(id, Kind::Nullable(inner));
        }
        let id = self.shapes.unify(&self.types, id);
        self.memo.insert((conjunction, direction), id);
        id
    }

    /// The name of a schema that has one: its key among the components, or the overlay's wish.
    fn name_of(&self, id: SchemaId) -> Option<String> {
        let wish = self
            .keywords(id)
            .and_then(|keywords| keywords.extensions.get("x-specloom-name"))
            .and_then(|name| name.as_str().map(str::to_owned));
        wish.or_else(|| self.component_names.get(&id).cloned())
    }

    fn reserve(
        &mut self,
        conjunction: &Conjunction,
        direction: Direction,
        origin: Origin,
    ) -> TypeId {
        let place = conjunction
            .schemas
            .last()
            .map(|id| self.place(*id).clone())
            .unwrap_or_default();
        let schema = self.whole(conjunction, direction);
        self.push(Type {
            place,
            direction,
            origin,
            docs: Docs::default(),
            kind: Kind::Any,
            rules: Vec::new(),
            schema,
        })
    }

    /// What describes the values of a conjunction.
    fn whole(&self, conjunction: &Conjunction, direction: Direction) -> Option<Whole> {
        let schemas = &conjunction.schemas;
        let only = conjunction.only.map(Types::json).unwrap_or_default();
        let places = schemas.iter().map(|id| self.place(*id).clone()).collect();
        (!schemas.is_empty()).then_some(Whole {
            places,
            only,
            direction,
        })
    }

    fn push(&mut self, ty: Type) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        id
    }

    /// A type without a schema of its own, such as the string of an undeclared path parameter.
    fn synthesize(
        &mut self,
        kind: Kind,
        place: &Place,
        direction: Direction,
        origin: Origin,
    ) -> TypeId {
        let id = self.push(Type {
            place: place.clone(),
            direction,
            origin,
            docs: Docs::default(),
            kind,
            rules: Vec::new(),
            schema: None,
        });
        self.shapes.unify(&self.types, id)
    }

    /// Gives the type `id` its kind.
    fn fill(&mut self, conjunction: &Conjunction, id: TypeId) {
        let direction = self.types[id.0 as usize].direction;
        let flat = self.flatten(conjunction, direction);
        self.convert(conjunction, flat, id);
    }

    /// Every schema of the components, used or not, with its type.
    fn components(&mut self) -> Vec<(String, TypeId)> {
        self.finish();
        // What nothing sends is as it would be received; where nothing is sent at all, it is whole.
        let document = self.document;
        let travels = !(document.operations.is_empty() && document.webhooks.is_empty());
        let unused = match travels {
            true => Direction::Response,
            false => Direction::Both,
        };
        let mut components = Vec::new();
        for (name, schema) in &self.document.component_schemas {
            let key = self.peel(Conjunction::of(*schema));
            let known = [Direction::Response, Direction::Both, Direction::Request]
                .into_iter()
                .find_map(|direction| self.memo.get(&(key.clone(), direction)).copied());
            let id = match known {
                Some(id) => id,
                None => self.ty(*schema, unused, Origin::Component(name.clone())),
            };
            components.push((name.clone(), id));
        }
        components
    }

    /// Works the list off.
    fn finish(&mut self) {
        while let Some((conjunction, id)) = self.pending.pop() {
            self.depth = 0;
            self.fill(&conjunction, id);
        }
    }

    /// A nullable of what is nullable anyway says so once.
    fn settle(&mut self) {
        for index in 0..self.types.len() {
            while let Kind::Nullable(inner) = self.types[index].kind {
                let settled = match &self.types[inner.0 as usize].kind {
                    Kind::Nullable(innermost) if *innermost != inner => Kind::Nullable(*innermost),
                    Kind::Any => Kind::Any,
                    Kind::Null | Kind::Never => Kind::Null,
                    _ => break,
                };
                self.types[index].kind = settled;
            }
        }
    }

    /// Reports what is said of the type `id`.
    fn report_of(&mut self, id: TypeId, code: Code, message: impl Into<String>) {
        let place = self.types[id.0 as usize].place.clone();
        self.report(code, &place, message);
    }

    fn report(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        if !self.quiet {
            self.diagnostics.report(code, place, message);
        }
    }
}

/// Schemas that stand under a key that is a name: components, `$defs`, roots of other files.
fn names_of_schemas(document: &Document) -> HashMap<SchemaId, String> {
    let mut names = HashMap::new();
    for (name, id) in &document.component_schemas {
        names.entry(*id).or_insert_with(|| name.clone());
    }
    for node in &document.schemas {
        if let Schema::Keywords(keywords) = &node.schema {
            for (name, id) in &keywords.definitions {
                names.entry(*id).or_insert_with(|| name.clone());
            }
        }
    }
    names
}
