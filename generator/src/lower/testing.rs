//! Small APIs built by hand, for the tests of this stage and the next.

use crate::api::{
    Additional, Api, Arm, ArrayKind, Condition, Direction, Docs, EnumKind, EnumValue, Kind,
    MapKind, NumberKind, ObjectKind, Origin, Property, Selection, StringKind, Type, TypeId,
    UnionKind, UnionMode,
};
use crate::diagnostic::Place;
use crate::name::Names;
use serde_json::{Number, Value};

/// An API in the making. Names are given as each type is added.
pub(crate) struct Build {
    pub(crate) api: Api,
    pub(crate) names: Names,
}

impl Build {
    pub(crate) fn new() -> Self {
        let api = Api {
            title: "Acme Widgets".into(),
            version: "1.2.0".into(),
            description: Some("Widgets by the crate.".into()),
            servers: Vec::new(),
            security_schemes: Vec::new(),
            tags: Vec::new(),
            operations: Vec::new(),
            webhooks: Vec::new(),
            types: Vec::new(),
            components: Vec::new(),
        };
        Self {
            api,
            names: Names::default(),
        }
    }

    /// A type without a name.
    pub(crate) fn add(&mut self, kind: Kind) -> TypeId {
        let id = TypeId(u32::try_from(self.api.types.len()).expect("few types"));
        self.api.types.push(Type {
            place: Place::default(),
            direction: Direction::Both,
            origin: Origin::Component("Inline".into()),
            docs: Docs::default(),
            kind,
            rules: Vec::new(),
            schema: None,
        });
        id
    }

    /// A type with a name.
    pub(crate) fn named(&mut self, name: &str, kind: Kind) -> TypeId {
        let id = self.add(kind);
        self.name(id, name);
        id
    }

    pub(crate) fn name(&mut self, id: TypeId, name: &str) {
        self.names.types.insert(id, name.into());
        self.ty(id).origin = Origin::Component(name.into());
    }

    pub(crate) fn ty(&mut self, id: TypeId) -> &mut Type {
        self.api
            .types
            .get_mut(id.0 as usize)
            .expect("a type of this api")
    }

    pub(crate) fn docs(&mut self, id: TypeId, text: &str) {
        self.ty(id).docs.description = Some(text.into());
    }

    pub(crate) fn rule(&mut self, id: TypeId, rule: Condition) {
        self.ty(id).rules.push(rule);
    }

    /// An object; a name is that of the field, `!` after it means required, `name=field` renames.
    pub(crate) fn object(&mut self, name: &str, properties: &[(&str, TypeId)]) -> TypeId {
        let id = self.named(name, Kind::Any);
        self.fill(id, properties);
        id
    }

    pub(crate) fn fill(&mut self, id: TypeId, properties: &[(&str, TypeId)]) {
        let mut list = Vec::new();
        for (index, (spec, ty)) in properties.iter().enumerate() {
            let (spec, field) = spec.split_once('=').unwrap_or((spec, spec));
            let (name, required) = match spec.strip_suffix('!') {
                Some(name) => (name, true),
                None => (spec, false),
            };
            let field = field.strip_suffix('!').unwrap_or(field);
            self.names.fields.insert((id, index), field.into());
            list.push(Property {
                place: Place::default(),
                name: name.into(),
                ty: *ty,
                required,
                default: None,
                docs: Docs::default(),
                rename: None,
            });
        }
        self.ty(id).kind = Kind::Object(ObjectKind {
            properties: list,
            additional: Additional::Ignored,
            pattern_properties: Vec::new(),
            keys: None,
            min_properties: None,
            max_properties: None,
        });
    }

    pub(crate) fn edit(&mut self, id: TypeId) -> &mut ObjectKind {
        match &mut self.ty(id).kind {
            Kind::Object(object) => object,
            other => panic!("no object: {other:?}"),
        }
    }

    pub(crate) fn property(&mut self, id: TypeId, name: &str) -> &mut Property {
        let mut properties = self.edit(id).properties.iter_mut();
        properties
            .find(|property| property.name == name)
            .expect("a property of that name")
    }

    /// An enum; each variant is named by the given identifier.
    pub(crate) fn values(&mut self, name: &str, values: &[(&str, Value)]) -> TypeId {
        let list = values.iter().map(|(_, value)| EnumValue {
            value: value.clone(),
            name: None,
            description: None,
        });
        let kind = EnumKind {
            values: list.collect(),
            open: false,
        };
        let id = self.named(name, Kind::Enum(kind));
        for (index, (variant, _)) in values.iter().enumerate() {
            self.names.variants.insert((id, index), (*variant).into());
        }
        id
    }

    pub(crate) fn union(
        &mut self,
        name: &str,
        arms: &[(&str, TypeId)],
        selection: Selection,
    ) -> TypeId {
        let id = self.named(name, Kind::Any);
        for (index, (variant, _)) in arms.iter().enumerate() {
            self.names.variants.insert((id, index), (*variant).into());
        }
        let arms = arms.iter().map(|(_, ty)| Arm {
            ty: *ty,
            name: None,
        });
        self.ty(id).kind = Kind::Union(UnionKind {
            arms: arms.collect(),
            mode: UnionMode::OneOf,
            selection,
        });
        id
    }

    pub(crate) fn string(&mut self) -> TypeId {
        self.add(Kind::String(StringKind::default()))
    }

    pub(crate) fn text(&mut self, min: u64, max: u64, pattern: &str) -> TypeId {
        self.add(Kind::String(StringKind {
            min_length: (min > 0).then_some(min),
            max_length: (max > 0).then_some(max),
            patterns: Some(pattern.to_owned())
                .filter(|p| !p.is_empty())
                .into_iter()
                .collect(),
            ..StringKind::default()
        }))
    }

    pub(crate) fn format(&mut self, format: &str) -> TypeId {
        let format = Some(format.to_owned());
        self.add(Kind::String(StringKind {
            format,
            ..StringKind::default()
        }))
    }

    pub(crate) fn secret(&mut self) -> TypeId {
        self.add(Kind::String(StringKind {
            secret: true,
            ..StringKind::default()
        }))
    }

    pub(crate) fn integer(&mut self, min: &str, max: &str) -> TypeId {
        self.add(Kind::Integer(bounds(min, max)))
    }

    pub(crate) fn number(&mut self, min: &str, max: &str) -> TypeId {
        self.add(Kind::Number(bounds(min, max)))
    }

    pub(crate) fn list(&mut self, items: TypeId) -> TypeId {
        self.add(Kind::Array(ArrayKind {
            items,
            min_items: None,
            max_items: None,
            unique_items: false,
        }))
    }

    pub(crate) fn map(&mut self, values: TypeId) -> TypeId {
        self.add(Kind::Map(MapKind {
            values,
            keys: None,
            min_properties: None,
            max_properties: None,
        }))
    }

    pub(crate) fn nullable(&mut self, inner: TypeId) -> TypeId {
        self.add(Kind::Nullable(inner))
    }
}

fn bounds(min: &str, max: &str) -> NumberKind {
    let bound = |text: &str| -> Option<Number> { serde_json::from_str(text).ok() };
    NumberKind {
        minimum: bound(min),
        maximum: bound(max),
        ..NumberKind::default()
    }
}
