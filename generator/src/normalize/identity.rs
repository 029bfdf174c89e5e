//! Which schemas are only other names of what they refer to: those become no type of their own.

use super::flat::{Conjunction, Types};
use super::{DEPTH_LIMIT, Normalizer, flatten};
use crate::api::{Direction, Kind, Origin, TypeId};
use crate::diagnostic::Code;
use crate::document::{SchemaId, TypeName};

impl Normalizer<'_> {
    /// `nullable: true` beside a reference, or `type` beside one that has that type anyway: the
    /// type of the reference keeps its identity.
    pub fn nullable_reference(
        &mut self,
        conjunction: &Conjunction,
        direction: Direction,
        origin: &Origin,
    ) -> Option<TypeId> {
        let id = conjunction.single()?;
        if self.extending.contains(&id) {
            return None;
        }
        let keywords = self.keywords(id)?;
        let target = self.peel(Conjunction::of(flatten::stands_for(keywords)?));
        let beyond = self.keywords(target.single()?)?;
        let same = match (&keywords.types, &beyond.types) {
            (None, _) => true,
            (Some(own), _) if self.contradicts(own, &target, direction) => {
                let place = self.place(id).key("type");
                let message =
                    "this contradicts the type of what is referred to, which is taken instead";
                self.report(Code::Unsatisfiable, &place, message);
                true
            }
            (Some(own), Some(theirs)) => own
                .iter()
                .filter(|name| **name != TypeName::Null)
                .eq(theirs.iter().filter(|name| **name != TypeName::Null)),
            (Some(own), None) => own == &[TypeName::Object] && !beyond.properties.is_empty(),
        };
        if !same {
            return None;
        }
        let null = TypeName::Null;
        let wants_null = keywords.nullable
            || keywords
                .types
                .as_ref()
                .is_some_and(|own| own.contains(&null));
        if self.depth >= DEPTH_LIMIT {
            return None;
        }
        self.depth += 1;
        let inner = self.ty_of(target, direction, origin.clone());
        self.depth -= 1;
        if !wants_null {
            return Some(inner);
        }
        let origin = origin.clone();
        Some(self.synthesize(Kind::Nullable(inner), self.place(id), direction, origin))
    }

    /// Whether `own`, null aside, names no type that `target` can have: generators write
    /// `type: object` beside any reference.
    fn contradicts(
        &mut self,
        own: &[TypeName],
        target: &Conjunction,
        direction: Direction,
    ) -> bool {
        let own = Types::of(own).without(TypeName::Null);
        let theirs = self.glance(target, direction).types;
        let theirs = theirs.without(TypeName::Null);
        !own.is_empty() && !theirs.is_empty() && own.and(theirs).is_empty()
    }

    /// Leaves out what another schema of the conjunction says anyway: an `allOf` that repeats the
    /// type of a reference must not cost the reference its identity.
    pub fn absorb(&self, conjunction: Conjunction) -> Conjunction {
        if conjunction.schemas.len() < 2 || !conjunction.skip.is_empty() {
            return conjunction;
        }
        let mut schemas: Vec<SchemaId> = Vec::with_capacity(conjunction.schemas.len());
        for schema in &conjunction.schemas {
            let peeled = self.peel(Conjunction::of(*schema)).single();
            let schema = peeled.unwrap_or(*schema);
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        let says_more = |id: &SchemaId, types: &[TypeName]| {
            self.keywords(*id).is_some_and(|other| {
                flatten::only_types(other).is_none()
                    && !other.nullable
                    && (other.types.as_deref() == Some(types)
                        || (types == [TypeName::Object] && !other.properties.is_empty()))
            })
        };
        let kept: Vec<SchemaId> = schemas
            .iter()
            .filter(|id| {
                let weak = self.keywords(**id).and_then(flatten::only_types);
                !weak.is_some_and(|types| {
                    types.is_empty() || schemas.iter().any(|other| says_more(other, types))
                })
            })
            .copied()
            .collect();
        Conjunction {
            schemas: if kept.is_empty() { schemas } else { kept },
            ..conjunction
        }
    }

    /// Follows a schema that says nothing of its own but where to look.
    pub fn peel(&self, conjunction: Conjunction) -> Conjunction {
        let Some(one) = conjunction.single() else {
            return conjunction;
        };
        Conjunction::of(self.ends.get(one.0 as usize).copied().unwrap_or(one))
    }
}
