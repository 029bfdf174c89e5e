//! What discriminators say of the arms of a union, and of the schemas that extend their own.

use super::Normalizer;
use super::flat::{Conjunction, Flat};
use crate::api::{Kind, Selection, TagArm, TypeId, UnionMode};
use crate::diagnostic::{Code, FileId};
use crate::document::{Reference, SchemaId, TypeName};

/// What `discriminator` says of a union.
#[derive(Debug, Clone)]
pub struct Discriminating {
    /// `propertyName`.
    pub property: String,
    /// Values of `mapping`, with the index of the arm.
    pub explicit: Vec<(String, usize)>,
    /// The component name of each arm that has one.
    pub implicit: Vec<(usize, String)>,
    /// The arm that `defaultMapping` leads to.
    pub default: Option<usize>,
}

impl Normalizer<'_> {
    /// Gives `id` the schemas that extend it, told apart by its discriminator. Only where it is
    /// asked for as a type, not as a part of one of them.
    pub fn convert_parent(&mut self, conjunction: &Conjunction, flat: &Flat, id: TypeId) -> bool {
        let Some((owner, discriminator)) = &flat.discriminator else {
            return false;
        };
        let Some(children) = self.children.get(owner).cloned() else {
            return false;
        };
        if conjunction.single() != Some(*owner) {
            return false;
        }
        let direction = self.types[id.0 as usize].direction;
        let null = flat.null_added || (flat.typed && flat.types.has(TypeName::Null));
        let arms: Vec<SchemaId> = children.iter().map(|(_, child)| *child).collect();
        let told = self.discriminating(*owner, discriminator, &arms);
        let target = self.under_null(id, null);
        let conjunctions = arms.into_iter().map(Conjunction::of).collect();
        self.union_of_arms(conjunctions, UnionMode::OneOf, direction, target);
        self.tell(target, Some(told));
        true
    }

    /// Notes what a discriminator says, for [`super::selection`].
    pub fn tell(&mut self, id: TypeId, told: Option<Discriminating>) {
        let Some(told) = told else { return };
        if let Some(Kind::Union(union)) = self.types.get_mut(id.0 as usize).map(|ty| &mut ty.kind) {
            let implicit = told
                .implicit
                .iter()
                .map(|(arm, value)| (value.clone(), *arm));
            union.selection = Selection::Tag {
                property: told.property.clone(),
                arms: told
                    .explicit
                    .iter()
                    .cloned()
                    .chain(implicit)
                    .map(|(value, arm)| TagArm {
                        value,
                        arm,
                        carried: false,
                    })
                    .collect(),
                plain: Vec::new(),
                default: told.default,
            };
        }
        self.discriminators.insert(id, told);
    }

    /// What `discriminator` of the schema `owner` says of `arms`. What leads to none of them is
    /// reported.
    pub fn discriminating(
        &mut self,
        owner: SchemaId,
        discriminator: &openapiv3::Discriminator,
        arms: &[SchemaId],
    ) -> Discriminating {
        let keywords = self.keywords(owner);
        let goals: Vec<Option<SchemaId>> = arms.iter().map(|arm| self.goal(*arm)).collect();
        let arm_of = |this: &Self, reference: &Reference| {
            let goal = this.goal(reference.target?);
            goals.iter().position(|known| *known == goal)
        };
        let mut explicit = Vec::new();
        for (value, text) in &discriminator.mapping {
            let target = keywords.and_then(|keywords| keywords.mapping_targets.get(value));
            if let Some(arm) = target.and_then(|target| arm_of(self, target)) {
                explicit.push((value.clone(), arm));
                continue;
            }
            let place = self.place(owner).key("discriminator").key("mapping");
            let message = format!(
                "the discriminator maps `{value}` to `{text}`, which is none of the arms; such a \
                 value is kept as it comes"
            );
            self.report(Code::Widened, &place.key(value), message);
        }
        let default = keywords.and_then(|keywords| keywords.default_mapping.as_ref());
        let arm = default.and_then(|reference| arm_of(self, reference));
        if let (Some(reference), None) = (default, arm) {
            let message = format!(
                "`defaultMapping` leads to `{}`, which is none of the arms; a value whose tag is \
                 missing or unknown is kept as it comes",
                reference.text
            );
            let place = self.place(owner).key("discriminator");
            self.report(Code::Widened, &place, message);
        }
        let name = |goal: &Option<SchemaId>| self.implicit_name((*goal)?);
        let named = goals.iter().enumerate();
        Discriminating {
            property: discriminator.property_name.clone(),
            explicit,
            implicit: named
                .filter_map(|(index, goal)| Some((index, name(goal)?)))
                .collect(),
            default: arm,
        }
    }

    /// The name of the component that a schema is; of one in another file, also of the component that
    /// only refers to it.
    fn implicit_name(&self, goal: SchemaId) -> Option<String> {
        let named = self.component_names.get(&goal).cloned();
        if named.is_some() || self.place(goal).file == FileId::default() {
            return named;
        }
        let mut components = self.document.component_schemas.iter();
        let (name, _) = components.find(|(_, id)| self.goal(**id) == Some(goal))?;
        Some(name.clone())
    }

    /// The schema at the end of those that only refer to another.
    fn goal(&self, schema: SchemaId) -> Option<SchemaId> {
        self.peel(Conjunction::of(schema)).single()
    }
}
