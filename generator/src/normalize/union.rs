//! `oneOf` and `anyOf`.

use super::Normalizer;
use super::convert::type_of;
use super::flat::{Conjunction, Flat, Group, Types};
use crate::api::{
    Arm, Direction, EnumKind, EnumValue, Kind, Origin, Selection, TypeId, UnionKind, UnionMode,
};
use crate::decimal::canonical_value;
use crate::diagnostic::Code;
use crate::document::{Keywords, SchemaId, TypeName};
use serde_json::Value;
use std::collections::HashSet;

/// How many arms unions that stand beside each other have when each is put together with each:
/// twelve of eight arms would have more than there is time for.
const MAX_CROSSED: usize = 256;

/// How many arms of unions that stand in arms of others, each with something beside it, a document
/// may have. What stands beside is put together anew with each of them, and with each of theirs:
/// twenty levels of two arms would have a million.
const MAX_NESTED: usize = 4096;

/// How many unions of a single arm are read in each other's place. What they say together is put
/// together anew for each, so a chain of thousands would take its square in time.
const MAX_LONE: usize = 16;

impl Normalizer<'_> {
    /// Gives `id` the first group of `flat`, what stands beside it distributed over the arms.
    pub fn convert_union(&mut self, conjunction: &Conjunction, flat: Flat, id: TypeId) {
        let Some(group) = flat.groups.first().cloned() else {
            return;
        };
        let direction = self.types[id.0 as usize].direction;
        let mut null = flat.null_added;
        let mut arms = Vec::new();
        for arm in &group.arms {
            if self.is_null(*arm) {
                null |= flat.types.has(TypeName::Null);
            } else {
                arms.push(*arm);
            }
        }
        if let Some(list) = self.values_of(&flat, &group, &arms, direction) {
            let target = self.under_null(id, null);
            self.set(target, Kind::Enum(list));
            return;
        }
        if self.is_crossed_too_often(&flat, &group)
            || (flat.stands_beside() && self.is_nested_too_often(conjunction, &group))
        {
            self.set(id, Kind::Any);
            return;
        }
        let (arms, conjunctions) = self.distribute(conjunction, &flat, &group, arms, direction);
        match conjunctions.as_slice() {
            [] if null => self.set(id, Kind::Null),
            [] => self.set(id, Kind::Never),
            [one] if null => {
                let origin = Origin::NonNull { of: id };
                let inner = self.ty_of(one.clone(), direction, origin);
                self.set(id, Kind::Nullable(inner));
            }
            [one] => self.convert_lone(one, (id, group.owner, group.mode == UnionMode::OneOf)),
            _ => {
                let target = self.under_null(id, null);
                let told = flat.discriminator.as_ref().map(|(owner, discriminator)| {
                    self.discriminating(*owner, discriminator, &arms)
                });
                self.union_of_arms(conjunctions, group.mode, direction, target);
                self.tell(target, told);
            }
        }
    }

    /// The arms that some value may satisfy, each with what stands beside the union.
    fn distribute(
        &mut self,
        conjunction: &Conjunction,
        flat: &Flat,
        group: &Group,
        arms: Vec<SchemaId>,
        direction: Direction,
    ) -> (Vec<SchemaId>, Vec<Conjunction>) {
        let distribute = flat.stands_beside();
        let mut possible = Vec::with_capacity(arms.len());
        for arm in arms {
            if (!distribute && self.fits(arm, flat.types)) || self.covers(arm, conjunction) {
                possible.push((arm, Conjunction::of(arm)));
                continue;
            }
            let mut all = conjunction.and(arm);
            all.skip.push((group.owner, group.mode == UnionMode::OneOf));
            if self.is_possible(&all, direction) {
                possible.push((arm, all));
            } else {
                let message = "this arm contradicts what stands beside the union; it is left out";
                self.report(Code::Unsatisfiable, self.place(arm), message);
            }
        }
        possible.into_iter().unzip()
    }

    /// Gives the type the only arm of a union, unless that leads back to the union, or on and on.
    fn convert_lone(&mut self, arm: &Conjunction, at: (TypeId, SchemaId, bool)) {
        let (id, owner, _) = at;
        let refused = if self.lone.contains(&at) {
            let message = "the only arm of this union is the union itself; it says nothing";
            Some((Code::CyclicReference, message))
        } else if self.lone.len() >= MAX_LONE {
            let message = "too many unions of a single arm stand in each other; any value is read";
            Some((Code::Widened, message))
        } else {
            None
        };
        if let Some((code, message)) = refused {
            self.report(code, self.place(owner), message);
            self.set(id, Kind::Any);
            return;
        }
        self.lone.push(at);
        let flat = self.flatten(arm, self.types[id.0 as usize].direction);
        self.convert(arm, flat, id);
        self.lone.pop();
    }

    /// Whether an arm extends everything that stands beside the union: the arms of a base that
    /// lists its children.
    fn covers(&self, arm: SchemaId, conjunction: &Conjunction) -> bool {
        let mut seen = vec![arm];
        let mut next = 0;
        while let Some(id) = seen.get(next).copied() {
            next += 1;
            let Some(keywords) = self.keywords(id).filter(|_| next < super::DEPTH_LIMIT) else {
                continue;
            };
            let reference = keywords.reference.iter().filter_map(|one| one.target);
            for part in reference.chain(keywords.all_of.iter().copied()) {
                if !seen.contains(&part) {
                    seen.push(part);
                }
            }
        }
        let plain = conjunction.skip.is_empty() && conjunction.only.is_none();
        plain
            && conjunction
                .schemas
                .iter()
                .all(|schema| seen.contains(schema))
    }

    /// Whether unions beside `group` multiply its arms beyond [`MAX_CROSSED`], which is reported.
    fn is_crossed_too_often(&mut self, flat: &Flat, group: &Group) -> bool {
        let counts = flat.groups.iter().map(|group| group.arms.len());
        let crossed = counts.fold(1_usize, usize::saturating_mul);
        let too_often = flat.groups.len() > 1 && crossed > MAX_CROSSED;
        if too_often {
            let message = format!(
                "unions beside this one give more than {MAX_CROSSED} combinations; \
                 any value is read here"
            );
            self.report(Code::Widened, self.place(group.owner), message);
        }
        too_often
    }

    /// Whether unions in arms of others have more than [`MAX_NESTED`] arms by now, which is reported.
    fn is_nested_too_often(&mut self, conjunction: &Conjunction, group: &Group) -> bool {
        if conjunction.skip.is_empty() {
            return false;
        }
        self.nested += group.arms.len();
        let too_often = self.nested > MAX_NESTED;
        if too_often {
            let place = self.place(group.owner).clone();
            let message = format!(
                "unions in arms of unions give more than {MAX_NESTED} combinations in this \
                 document; any value is read here"
            );
            self.report(Code::Widened, &place, message);
        }
        too_often
    }

    /// Whether some value may satisfy all of the schemas, as far as types and lists tell.
    fn is_possible(&mut self, conjunction: &Conjunction, direction: Direction) -> bool {
        let flat = self.glance(conjunction, direction);
        let empty = flat.enumeration.is_some_and(|values| values.is_empty());
        !empty && (!flat.types.is_empty() || flat.null_added)
    }

    /// Gives `id` the arms; how to tell them apart is found when all types are known.
    pub fn union_of_arms(
        &mut self,
        arms: Vec<Conjunction>,
        mode: UnionMode,
        direction: Direction,
        id: TypeId,
    ) {
        let mut list: Vec<Arm> = Vec::with_capacity(arms.len());
        for (index, arm) in arms.into_iter().enumerate() {
            // One of several types of the same schema: its title is the whole's.
            let schema = arm.schemas.last().filter(|_| arm.only.is_none());
            let name = schema.and_then(|schema| {
                let title = self.annotation(&[*schema], |keywords| keywords.title.clone());
                self.name_of(*schema).or(title)
            });
            let ty = self.ty_of(arm, direction, Origin::Arm { of: id, index });
            list.push(Arm { ty, name });
        }
        self.set(
            id,
            Kind::Union(UnionKind {
                arms: list,
                mode,
                selection: Selection::InOrder,
            }),
        );
    }

    /// Whether an arm allows null and nothing else.
    fn is_null(&self, id: SchemaId) -> bool {
        let Some(keywords) = self.keywords(id) else {
            return false;
        };
        let only_null = |values: &[Value]| !values.is_empty() && values.iter().all(Value::is_null);
        // `{nullable: true}` beside another arm is how generators of 3.0 write null.
        let bare = Keywords {
            nullable: true,
            ..Keywords::default()
        };
        *keywords == bare
            || keywords.types.as_deref() == Some(&[TypeName::Null])
            || keywords.constant.as_ref().is_some_and(Value::is_null)
            || keywords.enumeration.as_deref().is_some_and(only_null)
    }

    /// Whether an arm has no type beyond those that stand beside the union.
    fn fits(&self, arm: SchemaId, types: Types) -> bool {
        if types == Types::ALL {
            return true;
        }
        let arm = self.peel(Conjunction::of(arm));
        let Some(keywords) = arm.single().and_then(|id| self.keywords(id)) else {
            return false;
        };
        match &keywords.types {
            Some(own) => Types::of(own).and(types) == Types::of(own),
            None => types.is_only(TypeName::Object) && !keywords.properties.is_empty(),
        }
    }

    /// The arms as one list of values, where each is a value or a list of them, or a string beside
    /// such lists.
    fn values_of(
        &mut self,
        flat: &Flat,
        group: &Group,
        arms: &[SchemaId],
        direction: Direction,
    ) -> Option<EnumKind> {
        let beside = flat.speaks_of_objects()
            || flat.speaks_of_lists()
            || flat.speaks_of_strings()
            || !flat.rules.is_empty();
        if beside || flat.groups.len() > 1 || arms.is_empty() {
            return None;
        }
        let mut list = EnumKind {
            values: Vec::new(),
            open: false,
        };
        let mut named = 0;
        for arm in arms {
            let conjunction = self.peel(Conjunction::of(*arm));
            named += usize::from(
                conjunction
                    .single()
                    .is_some_and(|id| self.component_names.contains_key(&id)),
            );
            if !self.looks_like_values(*arm) {
                return None;
            }
            let arm = self.flatten(&conjunction, direction);
            match &arm.enumeration {
                Some(values) if arm.groups.is_empty() => {
                    list.values.extend(described(values, &arm));
                }
                None if arm.typed && arm.types.names() == [TypeName::String] => {
                    let bare = !arm.constrains() && arm.groups.is_empty();
                    if !bare || list.open || group.mode == UnionMode::OneOf && arms.len() > 2 {
                        return None;
                    }
                    list.open = true;
                }
                _ => return None,
            }
        }
        if let Some(beside) = &flat.enumeration {
            let beside: HashSet<_> = beside.iter().map(canonical_value).collect();
            let is_listed = |value: &EnumValue| beside.contains(&canonical_value(&value.value));
            list.values.retain(is_listed);
            list.open = false;
        }
        let mut kinds = list.values.iter().map(|value| type_of(&value.value));
        let first = kinds.next()?;
        let alike = kinds.all(|kind| kind == first) && first != TypeName::Null;
        let fits = alike && (!list.open || first == TypeName::String);
        let mut seen = HashSet::new();
        let mut values = list.values.iter();
        let distinct = values.all(|value| seen.insert(canonical_value(&value.value)));
        let keeps_names = named == 0 || (named == 1 && list.open);
        (fits && distinct && keeps_names).then_some(list)
    }

    /// A cheap look before an arm is flattened.
    fn looks_like_values(&self, arm: SchemaId) -> bool {
        let arm = self.peel(Conjunction::of(arm));
        arm.single()
            .and_then(|id| self.keywords(id))
            .is_some_and(|keywords| {
                keywords.properties.is_empty()
                    && keywords.all_of.is_empty()
                    && keywords.any_of.is_empty()
                    && keywords.one_of.is_empty()
                    && keywords.reference.is_none()
            })
    }
}

/// The values of an arm with what it says of each. What it says of itself is about its only one.
fn described(values: &[Value], arm: &Flat) -> impl Iterator<Item = EnumValue> {
    let only = values.len() == 1;
    values.iter().enumerate().map(move |(index, value)| {
        let (name, description) = match only {
            true => (arm.docs.title.as_ref(), arm.docs.description.as_ref()),
            false => (arm.value_names.get(index), arm.value_docs.get(index)),
        };
        EnumValue {
            value: value.clone(),
            name: name.cloned(),
            description: description.cloned(),
        }
    })
}
