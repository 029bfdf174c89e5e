//! A flat schema becomes one kind.

use super::Normalizer;
use super::flat::{Conjunction, Flat, Types};
use super::flatten::docs;
use super::secret::{is_secret, is_secret_name};
use crate::api::{
    Additional, ArrayKind, Direction, Docs, JsonType, Kind, MapKind, NumberKind, ObjectKind,
    Origin, Property, StringKind, TupleKind, TypeId,
};
use crate::diagnostic::Code;
use crate::document::{SchemaId, TypeName};
use serde_json::Value;

impl Normalizer<'_> {
    /// Gives the type `id` the kind that `flat` is, null taken apart.
    pub fn convert(&mut self, conjunction: &Conjunction, mut flat: Flat, id: TypeId) {
        guess_types(&mut flat);
        let place = self.types[id.0 as usize].place.clone();
        self.check_bounds(&flat, &place);
        self.types[id.0 as usize].docs = std::mem::take(&mut flat.docs);
        if flat.groups.is_empty()
            && let Some(list) = flat.enumeration.take()
        {
            self.convert_list(list, flat, id);
            return;
        }
        if !flat.groups.is_empty() {
            self.convert_union(conjunction, flat, id);
            return;
        }
        if self.convert_parent(conjunction, &flat, id) {
            return;
        }
        let nullable = flat.null_added || flat.types.has(TypeName::Null);
        if flat.types == Types::ALL && !flat.typed && !flat.constrains() {
            self.set(id, Kind::Any);
            return;
        }
        let names = flat.types.without(TypeName::Null).names();
        match names.as_slice() {
            [] if nullable => self.set(id, Kind::Null),
            [] => {
                // Who writes `false` knows it.
                if !self.denies(&conjunction.schemas) {
                    let message = "no value can satisfy this schema";
                    self.report(Code::Unsatisfiable, &place, message);
                }
                self.set(id, Kind::Never);
            }
            [one] => {
                let target = self.under_null(id, nullable);
                let rules = flat.rules.clone();
                let kind = self.kind_of(*one, flat, target);
                self.set(target, kind);
                self.types[target.0 as usize].rules = rules;
            }
            several if several.len() >= 6 && !flat.constrains() => self.set(id, Kind::Any),
            several => self.convert_several(conjunction, several, nullable, id),
        }
    }

    /// The type that holds the values which are not null: `id` itself, or one of its own under it.
    pub fn under_null(&mut self, id: TypeId, nullable: bool) -> TypeId {
        if !nullable {
            return id;
        }
        let mut inner = self.types[id.0 as usize].clone();
        inner.origin = match inner.origin {
            Origin::Component(name) => Origin::Component(name),
            _ => Origin::NonNull { of: id },
        };
        if let Some(whole) = &mut inner.schema {
            let only = match whole.only.is_empty() {
                true => Types::ALL.json(),
                false => std::mem::take(&mut whole.only),
            };
            whole.only = only
                .into_iter()
                .filter(|ty| *ty != JsonType::Null)
                .collect();
        }
        let inner = self.push(inner);
        self.set(id, Kind::Nullable(inner));
        inner
    }

    /// Gives the type `id` its kind.
    pub fn set(&mut self, id: TypeId, kind: Kind) {
        if let Some(ty) = self.types.get_mut(id.0 as usize) {
            ty.kind = kind;
        }
    }

    fn kind_of(&mut self, name: TypeName, flat: Flat, id: TypeId) -> Kind {
        let direction = self.types[id.0 as usize].direction;
        match name {
            TypeName::Null => Kind::Null,
            TypeName::Boolean => Kind::Boolean,
            TypeName::Integer => Kind::Integer(number(flat)),
            TypeName::Number => Kind::Number(number(flat)),
            TypeName::String => self.string(flat, id),
            TypeName::Array => self.array(flat, id, direction),
            TypeName::Object => self.object(flat, id, direction),
        }
    }

    fn string(&mut self, flat: Flat, id: TypeId) -> Kind {
        let ty = &self.types[id.0 as usize];
        let named_so = self
            .nearest_name(&ty.origin)
            .is_some_and(|name| is_secret_name(&name));
        let format = flat.format;
        Kind::String(StringKind {
            secret: is_secret(format.as_deref(), named_so, flat.write_only),
            format,
            content_encoding: flat.content_encoding,
            content_media_type: flat.content_media_type,
            min_length: flat.min_length.filter(|min| *min > 0),
            max_length: flat.max_length,
            patterns: flat.patterns,
        })
    }

    /// The name of the property or parameter that a type was met at.
    fn nearest_name(&self, origin: &Origin) -> Option<String> {
        match origin {
            Origin::Property { name, .. } | Origin::Parameter { name, .. } => Some(name.clone()),
            Origin::NonNull { of } => {
                let above = &self.types.get(of.0 as usize)?.origin;
                match above {
                    Origin::Property { name, .. } | Origin::Parameter { name, .. } => {
                        Some(name.clone())
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn array(&mut self, flat: Flat, id: TypeId, direction: Direction) -> Kind {
        let origin = Origin::Element { of: id };
        let items = match conjunction_of(&flat.items) {
            Some(items) => self.ty_of(items, direction, origin.clone()),
            None => self.any(id, origin.clone()),
        };
        if flat.prefix_items.is_empty() {
            return Kind::Array(ArrayKind {
                items,
                min_items: flat.min_items.filter(|min| *min > 0),
                max_items: flat.max_items,
                unique_items: flat.unique_items,
            });
        }
        let prefix = flat
            .prefix_items
            .iter()
            .filter_map(|schemas| conjunction_of(schemas))
            .map(|item| self.ty_of(item, direction, origin.clone()))
            .collect();
        let closed = self.types[items.0 as usize].kind == Kind::Never;
        Kind::Tuple(TupleKind {
            prefix,
            rest: (!closed).then_some(items),
            min_items: flat.min_items,
            max_items: flat.max_items,
            unique_items: flat.unique_items,
        })
    }

    fn any(&mut self, near: TypeId, origin: Origin) -> TypeId {
        let place = self.types[near.0 as usize].place.clone();
        self.synthesize(Kind::Any, &place, Direction::Both, origin)
    }

    fn object(&mut self, flat: Flat, id: TypeId, direction: Direction) -> Kind {
        let keys = conjunction_of(&flat.property_names)
            .map(|keys| self.ty_of(keys, direction, Origin::Element { of: id }));
        let additional = match &flat.additional {
            None => Additional::Ignored,
            Some(schemas) if self.denies(schemas) => Additional::Denied,
            Some(schemas) => {
                let origin = Origin::Element { of: id };
                match conjunction_of(schemas) {
                    Some(values) => Additional::Typed(self.ty_of(values, direction, origin)),
                    None => Additional::Ignored,
                }
            }
        };
        let properties = self.properties(&flat, id, direction);
        let mut pattern_properties = Vec::new();
        for (pattern, schemas) in &flat.pattern_properties {
            if let Some(values) = conjunction_of(schemas) {
                let ty = self.ty_of(values, direction, Origin::Element { of: id });
                pattern_properties.push((pattern.clone(), ty));
            }
        }
        let (min_properties, max_properties) = (flat.min_properties, flat.max_properties);
        let only_values = properties.is_empty() && pattern_properties.is_empty();
        let additional = match additional {
            Additional::Ignored if only_values => {
                Additional::Typed(self.any(id, Origin::Element { of: id }))
            }
            other => other,
        };
        // Conditions between properties are checked where there is a struct.
        if let Additional::Typed(values) = additional
            && only_values
            && flat.rules.is_empty()
        {
            return Kind::Map(MapKind {
                values,
                keys,
                min_properties: min_properties.filter(|min| *min > 0),
                max_properties,
            });
        }
        Kind::Object(ObjectKind {
            properties,
            additional,
            pattern_properties,
            keys,
            min_properties: min_properties.filter(|min| *min > 0),
            max_properties,
        })
    }

    fn properties(&mut self, flat: &Flat, id: TypeId, direction: Direction) -> Vec<Property> {
        let mut properties = Vec::with_capacity(flat.properties.len());
        for (name, schemas) in &flat.properties {
            let Some(conjunction) = conjunction_of(schemas) else {
                continue;
            };
            let last = conjunction.schemas.last().copied();
            let origin = Origin::Property {
                of: id,
                name: name.clone(),
            };
            let ty = self.ty_of(conjunction, direction, origin);
            properties.push(Property {
                place: last.map(|id| self.place(id).clone()).unwrap_or_default(),
                name: name.clone(),
                ty,
                required: flat.required.contains(name),
                default: self.annotation(schemas, |keywords| keywords.default.clone()),
                docs: self.docs_of(schemas),
                rename: self.annotation(schemas, |keywords| {
                    let name = keywords.extensions.get("x-specloom-name")?;
                    name.as_str().map(str::to_owned)
                }),
            });
        }
        let place = self.types[id.0 as usize].place.clone();
        for name in &flat.required {
            if flat.properties.contains_key(name) {
                continue;
            }
            self.report(
                Code::Widened,
                &place.key("required"),
                format!("`{name}` is required and not described: a value of any type"),
            );
            let origin = Origin::Property {
                of: id,
                name: name.clone(),
            };
            let ty = match &flat.additional {
                Some(schemas) if !self.denies(schemas) => conjunction_of(schemas)
                    .map(|values| self.ty_of(values, direction, origin.clone())),
                _ => None,
            };
            let ty = ty.unwrap_or_else(|| self.any(id, origin));
            properties.push(Property {
                place: place.clone(),
                name: name.clone(),
                ty,
                required: true,
                default: None,
                docs: Docs::default(),
                rename: None,
            });
        }
        properties
    }

    /// The first annotation of its kind, on the schemas themselves or on what they stand for.
    pub fn annotation<T>(
        &self,
        schemas: &[SchemaId],
        read: impl Fn(&crate::document::Keywords) -> Option<T>,
    ) -> Option<T> {
        schemas
            .iter()
            .find_map(|schema| read(self.keywords(*schema)?))
    }

    /// What is said at the place of use; what is said at the type is read there.
    pub fn docs_of(&self, schemas: &[SchemaId]) -> Docs {
        let mut all = Docs::default();
        for keywords in schemas.iter().filter_map(|schema| self.keywords(*schema)) {
            let own = docs(keywords);
            all.title = all.title.or(own.title);
            all.description = all.description.or(own.description);
            all.deprecated |= own.deprecated;
            all.examples.extend(own.examples);
        }
        all
    }

    /// `type` with several names: a union of one arm for each.
    fn convert_several(
        &mut self,
        conjunction: &Conjunction,
        names: &[TypeName],
        nullable: bool,
        id: TypeId,
    ) {
        let target = self.under_null(id, nullable);
        let direction = self.types[id.0 as usize].direction;
        let arms = names
            .iter()
            .map(|name| Conjunction {
                only: Some(Types::one(*name)),
                ..conjunction.clone()
            })
            .collect();
        self.union_of_arms(arms, crate::api::UnionMode::AnyOf, direction, target);
    }
}

/// A conjunction of schemas, if there are any.
pub fn conjunction_of(schemas: &[SchemaId]) -> Option<Conjunction> {
    let (first, rest) = schemas.split_first()?;
    Some(
        rest.iter()
            .fold(Conjunction::of(*first), |all, schema| all.and(*schema)),
    )
}

/// Where no schema names a type, the other keywords tell which one is meant.
fn guess_types(flat: &mut Flat) {
    if flat.typed || !flat.groups.is_empty() || flat.enumeration.is_some() {
        return;
    }
    let numeric = flat.numeric != super::flat::Numeric::default();
    let guess = if flat.speaks_of_objects() || !flat.rules.is_empty() {
        TypeName::Object
    } else if flat.speaks_of_lists() {
        TypeName::Array
    } else if flat.speaks_of_strings() {
        TypeName::String
    } else if numeric {
        TypeName::Number
    } else {
        match flat.format.as_deref() {
            Some("int32" | "int64") => TypeName::Integer,
            Some("float" | "double") => TypeName::Number,
            Some(_) => TypeName::String,
            None => return,
        }
    };
    flat.types = Types::one(guess);
    flat.typed = true;
}

fn number(flat: Flat) -> NumberKind {
    NumberKind {
        format: flat.format,
        minimum: flat.numeric.minimum,
        maximum: flat.numeric.maximum,
        exclusive_minimum: flat.numeric.exclusive_minimum,
        exclusive_maximum: flat.numeric.exclusive_maximum,
        multiple_of: flat.numeric.multiple_of,
    }
}

/// The JSON type of a value, integers told apart.
pub fn type_of(value: &Value) -> TypeName {
    match value {
        Value::Null => TypeName::Null,
        Value::Bool(_) => TypeName::Boolean,
        Value::Number(number) if number.is_i64() || number.is_u64() => TypeName::Integer,
        Value::Number(_) => TypeName::Number,
        Value::String(_) => TypeName::String,
        Value::Array(_) => TypeName::Array,
        Value::Object(_) => TypeName::Object,
    }
}
