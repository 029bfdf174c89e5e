//! What discriminators say of the arms of a union, and of the schemas that extend their own.

use super::Normalizer;
use super::flat::{Conjunction, Flat};
use crate::api::{Kind, Selection, TagArm, TypeId, UnionMode};
use crate::diagnostic::Code;
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
        let targets = self
            .keywords(owner)
            .map(|keywords| keywords.mapping_targets.clone())
            .unwrap_or_default();
        let goals: Vec<Option<SchemaId>> = arms
            .iter()
            .map(|arm| self.peel(Conjunction::of(*arm)).single())
            .collect();
        let arm_of = |this: &mut Self, reference: &Reference| {
            let goal = this.peel(Conjunction::of(reference.target?)).single();
            goals.iter().position(|known| *known == goal)
        };
        let mut explicit = Vec::new();
        for (value, text) in &discriminator.mapping {
            match targets
                .get(value)
                .and_then(|reference| arm_of(self, reference))
            {
                Some(arm) => explicit.push((value.clone(), arm)),
                None => {
                    let place = arms
                        .first()
                        .map(|arm| self.place(*arm).clone())
                        .unwrap_or_default();
                    self.report(
                        Code::Widened,
                        &place,
                        format!(
                            "the discriminator maps `{value}` to `{text}`, which is none of the arms; \
                             such a value is kept as it comes"
                        ),
                    );
                }
            }
        }
        let default = self
            .keywords(owner)
            .and_then(|keywords| keywords.default_mapping.clone());
        let default = default.and_then(|reference| {
            let arm = arm_of(self, &reference);
            if arm.is_none() {
                let message = format!(
                    "`defaultMapping` leads to `{}`, which is none of the arms; a value whose tag \
                     is missing or unknown is kept as it comes",
                    reference.text
                );
                let place = self.place(owner).key("discriminator");
                self.report(Code::Widened, &place, message);
            }
            arm
        });
        let implicit = goals
            .iter()
            .enumerate()
            .filter_map(|(index, goal)| Some((index, self.component_names.get(&(*goal)?)?.clone())))
            .collect();
        Discriminating {
            property: discriminator.property_name.clone(),
            explicit,
            implicit,
            default,
        }
    }
}
