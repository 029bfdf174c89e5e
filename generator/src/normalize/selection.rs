//! How to tell the arms of a union apart, once all types are known.

use super::Normalizer;
use super::discriminator::Discriminating;
use crate::api::{
    Arm, IntegerKind, JsonType, Kind, Origin, Selection, Shape, TagArm, Type, TypeId, UnionKind,
};
use crate::decimal::canonical_value;
use crate::diagnostic::{Code, Place};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

impl Normalizer<'_> {
    /// Finds the selection of every union, and lifts the nulls of its arms.
    pub fn select(&mut self) {
        for index in 0..self.types.len() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            if let Kind::Union(union) = &self.types[index].kind {
                self.select_one(id, union.clone());
            }
        }
    }

    fn select_one(&mut self, id: TypeId, mut union: UnionKind) {
        let mut null = false;
        for arm in &mut union.arms {
            if let Kind::Nullable(inner) = self.types[arm.ty.0 as usize].kind {
                arm.ty = inner;
                null = true;
            }
        }
        let told = self.discriminators.get(&id).cloned();
        union.selection = told
            .and_then(|told| self.by_discriminator(id, &told, &union.arms))
            .or_else(|| self.by_tag(&union.arms))
            .or_else(|| self.by_shape(&union.arms))
            .or_else(|| self.by_shape_reordered(id, &mut union.arms))
            .unwrap_or(Selection::InOrder);
        if union.selection == Selection::InOrder {
            let message = "nothing tells the arms apart by looking; the first that reads and \
                           validates is taken";
            self.report_of(id, Code::AmbiguousUnion, message);
        }
        let target = self.under_null(id, null);
        self.set(target, Kind::Union(union));
    }

    /// By `discriminator`: each arm that is an object needs a value; a value that several arms have
    /// leads to each of them.
    fn by_discriminator(
        &mut self,
        id: TypeId,
        told: &Discriminating,
        arms: &[Arm],
    ) -> Option<Selection> {
        let plain = self.plain(arms);
        let is_plain = |index: usize| plain.iter().any(|(arms, _)| arms.contains(&index));
        let default = told.default.filter(|arm| !is_plain(*arm));
        if default != told.default {
            let message = "`defaultMapping` leads to an arm that is no object, so no tag is \
                           missing there; an object whose tag is missing or unknown is kept as it \
                           comes";
            self.report_of(id, Code::Widened, message);
        }
        if let Some(place) = self.tag_that_is_no_string(told, arms) {
            let message = format!(
                "the discriminator's property `{}` is a string in no arm, so it names none; what \
                 the arms look like decides",
                told.property
            );
            self.report(Code::NotUsed, &place, message);
            return None;
        }
        // What a base lists for all that extend it tells none of them.
        let mut uses: HashMap<String, usize> = HashMap::new();
        let constants = arms.iter().filter_map(|arm| self.constants(arm, told));
        for value in constants.flatten() {
            *uses.entry(value).or_default() += 1;
        }
        let mut list = Vec::new();
        for (index, arm) in arms.iter().enumerate().filter(|(at, _)| !is_plain(*at)) {
            let (values, carried) = self.values_of_arm(index, arm, told, &uses);
            if values.is_empty() && default != Some(index) {
                return None;
            }
            list.extend(values.into_iter().map(|value| TagArm {
                value,
                arm: index,
                carried,
            }));
        }
        if list.is_empty() {
            return None;
        }
        if plain.iter().any(|(arms, _)| arms.len() > 1) {
            let message = "arms that are no objects have a type in common; the first of them that \
                           reads and validates is taken";
            self.report_of(id, Code::AmbiguousUnion, message);
        }
        for (value, _) in told.explicit.iter().filter(|(_, arm)| is_plain(*arm)) {
            let message = format!(
                "the discriminator maps `{value}` to an arm that is no object, so it has no `{}`; \
                 it is told by its type",
                told.property
            );
            self.report_of(id, Code::NotUsed, message);
        }
        let mut seen = HashSet::new();
        list.retain(|tag| seen.insert((tag.value.clone(), tag.arm)));
        let mut values = HashSet::new();
        let mut shared = list.iter().filter(|tag| !values.insert(&tag.value));
        if let Some(tag) = shared.next() {
            let message = format!(
                "`{}` is `{}` in several arms; the first of them that reads and validates is taken",
                told.property, tag.value
            );
            self.report_of(id, Code::AmbiguousUnion, message);
        }
        Some(Selection::Tag {
            property: told.property.clone(),
            arms: list,
            plain,
            default,
        })
    }

    /// The strings that an arm fixes the property of the discriminator to.
    fn constants(&self, arm: &Arm, told: &Discriminating) -> Option<Vec<String>> {
        let property = self.property(arm.ty, &told.property)?;
        closed_strings(&self.types, self.non_null(property))
    }

    /// The tags that lead to an arm, and whether it has the property that holds them: those of
    /// `mapping`, else those of the union that it is, else the constants of the property that no
    /// other arm has, else the name of the component, else all of the constants.
    fn values_of_arm(
        &self,
        index: usize,
        arm: &Arm,
        told: &Discriminating,
        uses: &HashMap<String, usize>,
    ) -> (Vec<String>, bool) {
        let mut carried = self.property(arm.ty, &told.property).is_some();
        let explicit = told.explicit.iter().filter(|(_, arm)| *arm == index);
        let explicit: Vec<String> = explicit.map(|(value, _)| value.clone()).collect();
        if !explicit.is_empty() {
            return (explicit, carried);
        }
        if let Some(nested) = self.nested_tags(arm.ty, &told.property) {
            carried = true;
            if !nested.is_empty() {
                return (nested, carried);
            }
        }
        let constants = self.constants(arm, told).unwrap_or_default();
        let own = |value: &&String| uses.get(*value) == Some(&1);
        let own: Vec<String> = constants.iter().filter(own).cloned().collect();
        if !own.is_empty() {
            return (own, carried);
        }
        let fits = |name: &String| constants.is_empty() || constants.contains(name);
        let name = told.implicit.iter().find(|(arm, _)| *arm == index);
        match name.filter(|(_, name)| fits(name)) {
            Some((_, name)) => (vec![name.clone()], carried),
            None => (constants, carried),
        }
    }

    /// Where the property of a discriminator stands, if it is there in some arm and can be a string
    /// in none.
    fn tag_that_is_no_string(&self, told: &Discriminating, arms: &[Arm]) -> Option<Place> {
        let mut place = None;
        for arm in arms {
            let property = self.property(arm.ty, &told.property);
            let ty = property.and_then(|property| self.ty_at(self.non_null(property)));
            match ty.map(|ty| &ty.kind) {
                Some(Kind::Integer(_) | Kind::Number(_) | Kind::Boolean) => {}
                Some(Kind::Enum(list)) if !list.values.iter().any(|it| it.value.is_string()) => {}
                _ => return None,
            }
            place = place.or_else(|| ty.map(|ty| ty.place.clone()));
        }
        place
    }

    /// By a required property that each arm fixes to strings of its own.
    fn by_tag(&self, arms: &[Arm]) -> Option<Selection> {
        let Kind::Object(first) = &self.ty_at(arms.first()?.ty)?.kind else {
            return None;
        };
        let candidates = first.properties.iter().filter(|property| property.required);
        for property in candidates {
            let mut list = Vec::new();
            let mut seen = HashSet::new();
            let distinct = arms.iter().enumerate().all(|(index, arm)| {
                let values = self
                    .required_property(arm.ty, &property.name)
                    .and_then(|ty| closed_strings(&self.types, ty));
                values.is_some_and(|values| {
                    values.into_iter().all(|value| {
                        list.push(TagArm {
                            value: value.clone(),
                            arm: index,
                            carried: true,
                        });
                        seen.insert(value)
                    })
                })
            });
            if distinct {
                return Some(Selection::Tag {
                    property: property.name.clone(),
                    arms: list,
                    plain: Vec::new(),
                    default: None,
                });
            }
        }
        None
    }

    /// By what they look like.
    fn by_shape(&self, arms: &[Arm]) -> Option<Selection> {
        let shapes: Vec<Shape> = arms
            .iter()
            .map(|arm| self.shape(arm.ty))
            .collect::<Option<_>>()?;
        let looks: Vec<_> = shapes.iter().zip(arms.iter().map(|arm| arm.ty)).collect();
        let apart = self.are_apart(&looks);
        apart.then_some(Selection::Shape(shapes))
    }

    /// Whether each test fails for the values of every later arm.
    fn are_apart(&self, looks: &[(&Shape, TypeId)]) -> bool {
        looks.iter().enumerate().all(|(index, (shape, first))| {
            let mut later = looks.iter().skip(index + 1);
            later.all(|(other, ty)| self.fails_for((shape, *first), (other, *ty)))
        })
    }

    /// The same with the narrower arms first: a list of strings before any string.
    fn by_shape_reordered(&mut self, id: TypeId, arms: &mut Vec<Arm>) -> Option<Selection> {
        let mut sorted = arms.clone();
        sorted.sort_by_key(|arm| match self.ty_at(arm.ty).map(|ty| &ty.kind) {
            Some(Kind::Enum(list)) if !list.open => (0, 0),
            Some(Kind::Object(object)) => {
                let required = object
                    .properties
                    .iter()
                    .filter(|property| property.required);
                (1, usize::MAX - required.count())
            }
            Some(Kind::Number(_)) => (3, 0),
            Some(Kind::String(_) | Kind::Map(_)) => (4, 0),
            _ => (2, 0),
        });
        let selection = self.by_shape(&sorted)?;
        for (position, arm) in sorted.iter().enumerate() {
            if let Some(ty) = self.types.get_mut(arm.ty.0 as usize)
                && let Origin::Arm { of, index } = &mut ty.origin
                && *of == id
            {
                *index = position;
            }
        }
        *arms = sorted;
        Some(selection)
    }

    /// Whether the test `shape` never takes a value away from the type `ty`, which looks as `other`
    /// and comes later. A listed string before any string, or any integer before any number, takes
    /// only what is its own.
    fn fails_for(&self, (shape, first): (&Shape, TypeId), (other, ty): (&Shape, TypeId)) -> bool {
        let any = |format: &Option<String>| IntegerKind {
            format: format.clone().filter(|format| format == "int64"),
            ..IntegerKind::default()
        };
        let bounded = matches!(
            self.ty_at(first).map(|ty| &ty.kind),
            Some(Kind::Integer(kind)) if *kind != any(&kind.format)
        );
        let apart = !shape.types.iter().any(|kind| {
            other.types.iter().any(|theirs| match (kind, theirs) {
                (JsonType::Number, JsonType::Integer) => true,
                (JsonType::Integer, JsonType::Number) => bounded,
                _ => kind == theirs,
            })
        });
        if apart {
            return true;
        }
        let texts = !shape.strings.is_empty()
            && !shape
                .strings
                .iter()
                .any(|text| other.strings.contains(text));
        let constants = shape.constants.iter().any(|(name, values)| {
            other.constants.iter().any(|(theirs, others)| {
                let others: HashSet<_> = others.iter().map(canonical_value).collect();
                let is_theirs = |value| others.contains(&canonical_value(value));
                name == theirs && !values.iter().any(is_theirs)
            })
        });
        let absent = shape.required.iter().any(|name| self.lacks(ty, name));
        let only_strings = shape.types == [JsonType::String] && other.types == [JsonType::String];
        match only_strings {
            true => texts,
            false => constants || absent,
        }
    }

    /// Whether an object has no property of that name, as far as it is described.
    fn lacks(&self, ty: TypeId, name: &str) -> bool {
        match self.ty_at(ty).map(|ty| &ty.kind) {
            Some(Kind::Object(object)) => {
                !object
                    .properties
                    .iter()
                    .any(|property| property.name == name)
                    && !matches!(object.additional, crate::api::Additional::Typed(_))
            }
            _ => false,
        }
    }

    /// What the values of a type look like; `None` where they have no one look.
    pub(super) fn shape(&self, id: TypeId) -> Option<Shape> {
        let mut shape = Shape::default();
        shape.types = match &self.ty_at(id)?.kind {
            Kind::Null => vec![JsonType::Null],
            Kind::Boolean => vec![JsonType::Boolean],
            Kind::Integer(_) => vec![JsonType::Integer],
            Kind::Number(_) => vec![JsonType::Number],
            Kind::String(_) => vec![JsonType::String],
            Kind::Enum(list) => {
                let texts = list.values.iter().map(|value| value.value.as_str());
                shape.strings = texts.flatten().map(str::to_owned).collect();
                if shape.strings.len() != list.values.len() {
                    return None;
                }
                if list.open {
                    shape.strings.clear();
                }
                vec![JsonType::String]
            }
            Kind::Array(_) | Kind::Tuple(_) => vec![JsonType::Array],
            Kind::Map(_) => vec![JsonType::Object],
            Kind::Object(object) => {
                for property in object
                    .properties
                    .iter()
                    .filter(|property| property.required)
                {
                    shape.required.push(property.name.clone());
                    if let Some(values) = self.closed_values(property.ty) {
                        shape.constants.push((property.name.clone(), values));
                    }
                }
                vec![JsonType::Object]
            }
            Kind::Any | Kind::Never | Kind::Union(_) | Kind::Nullable(_) => return None,
        };
        Some(shape)
    }

    /// The values that a type is limited to.
    fn closed_values(&self, id: TypeId) -> Option<Vec<Value>> {
        let inner = self.non_null(id);
        match &self.ty_at(inner)?.kind {
            Kind::Enum(list) if !list.open => {
                let values = list.values.iter().map(|value| value.value.clone());
                let null = (inner != id).then_some(Value::Null);
                Some(values.chain(null).collect())
            }
            _ => None,
        }
    }

    /// The type without its null.
    pub(super) fn non_null(&self, id: TypeId) -> TypeId {
        match self.ty_at(id).map(|ty| &ty.kind) {
            Some(Kind::Nullable(inner)) => *inner,
            _ => id,
        }
    }

    /// The type `id`, if there is one.
    pub(super) fn ty_at(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.0 as usize)
    }

    /// The type of a property, if the type is an object that has it.
    pub(super) fn property(&self, id: TypeId, name: &str) -> Option<TypeId> {
        match &self.ty_at(id)?.kind {
            Kind::Object(object) => object
                .properties
                .iter()
                .find(|property| property.name == name)
                .map(|property| property.ty),
            _ => None,
        }
    }

    fn required_property(&self, id: TypeId, name: &str) -> Option<TypeId> {
        match &self.ty_at(id)?.kind {
            Kind::Object(object) => object
                .properties
                .iter()
                .find(|property| property.name == name && property.required)
                .map(|property| property.ty),
            _ => None,
        }
    }
}

/// The strings that a type is limited to.
pub(super) fn closed_strings(types: &[Type], id: TypeId) -> Option<Vec<String>> {
    match &types.get(id.0 as usize)?.kind {
        Kind::Enum(list) if !list.open => list
            .values
            .iter()
            .map(|value| value.value.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}
