//! `anyOf`, `oneOf` and `not`. Where no arm fits, the reasons are those of the nearest arm.

use super::super::validate::{Flow, PASS, Path, Violation, Violations};
use super::engine::{Engine, Scope, names_of};
use super::reasons::{Listener, Reasons, shown};
use super::tables::{NodeId, Rule, Span, Types};
use serde_json::Value;

impl Engine<'_> {
    /// At least one arm.
    pub(super) fn any_of<L: Listener>(
        &mut self,
        arms: Span,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        let arms = arms.of(self.tables.lists);
        if arms.iter().any(|arm| self.allows(*arm, value, scope)) {
            return PASS;
        }
        out.absorb(|| self.nearest("anyOf", arms, value, at, scope))
    }

    /// Exactly one arm.
    pub(super) fn one_of<L: Listener>(
        &mut self,
        arms: Span,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        let arms = arms.of(self.tables.lists);
        let mut fitting = (0..arms.len()).filter(|index| {
            let arm = arms.get(*index);
            arm.is_some_and(|arm| self.allows(*arm, value, scope))
        });
        match (fitting.next(), fitting.next()) {
            (Some(_), None) => PASS,
            (Some(first), Some(second)) => out.report(at, || {
                let expected = format!("exactly one of {} variants", arms.len());
                let found = format!("variants {} and {}", first + 1, second + 1);
                Violation::new("oneOf", expected, found)
            }),
            (None, _) => out.absorb(|| self.nearest("oneOf", arms, value, at, scope)),
        }
    }

    /// Not that.
    pub(super) fn not<L: Listener>(
        &mut self,
        id: NodeId,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        if !self.allows(id, value, scope) {
            return PASS;
        }
        out.report(at, || {
            let expected = self.forbidden(id);
            Violation::new("not", expected, shown(value, self.secret))
        })
    }

    /// Why no arm fits: the reasons of the one that comes nearest. It is the one that says least
    /// against what the value is (its type, its tags, what must be there); among these, the one
    /// with fewest reasons.
    fn nearest(
        &mut self,
        keyword: &'static str,
        arms: &[NodeId],
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
    ) -> Violations {
        let address = self.address(value, scope);
        let key = address.map(|address| (arms.as_ptr().addr(), address, self.secret));
        if let Some(reasons) = key.and_then(|key| self.memory.as_ref()?.reasons.get(&key)) {
            return reasons.clone();
        }
        let here = at.to_string();
        let mut nearest: Option<(Distance, Violations)> = None;
        for arm in arms {
            let mut reasons = Reasons::new(self.options.limit);
            let _ = self.check(*arm, value, at, scope, &mut reasons);
            let distance = distance(reasons.found(), &here);
            if nearest.as_ref().is_none_or(|(least, _)| distance < *least) {
                nearest = Some((distance, reasons.into_found()));
            }
        }
        let reasons = match nearest {
            Some((distance, reasons)) if !distance.other_type => reasons,
            _ => self.no_type(keyword, arms, value, here),
        };
        if let Some(key) = key {
            let memory = self.memory.get_or_insert_default();
            memory.reasons.insert(key, reasons.clone());
        }
        reasons
    }

    /// The value has a type that no arm allows.
    fn no_type(
        &self,
        keyword: &'static str,
        arms: &[NodeId],
        value: &Value,
        pointer: String,
    ) -> Violations {
        let types = arms.iter().map(|arm| self.types(*arm, 8));
        let types = types.fold(Types(0), Types::or);
        let expected = match types {
            Types::ALL | Types(0) => format!("one of {} variants", arms.len()),
            types => names_of(types),
        };
        let mut violations = Violations::default();
        violations.push(Violation {
            pointer,
            ..Violation::new(keyword, expected, shown(value, self.secret))
        });
        violations
    }

    /// The types that a node allows, as far as it says so itself or by reference.
    fn types(&self, id: NodeId, hops: u32) -> Types {
        let Some(node) = self.tables.nodes.get(id as usize) else {
            return Types::ALL;
        };
        let rules = node.3.of(self.tables.rules);
        let within = rules.iter().map(|rule| match rule {
            Rule::Same(id) | Rule::Dynamic(_, id) if hops > 0 => self.types(*id, hops - 1),
            Rule::Any(arms) | Rule::One(arms) if hops > 0 => {
                let arms = arms.of(self.tables.lists).iter();
                arms.map(|arm| self.types(*arm, hops - 1))
                    .fold(Types(0), Types::or)
            }
            _ => Types::ALL,
        });
        within.fold(node.0, |left, right| Types(left.0 & right.0))
    }

    /// What `not` forbids, where it can be said in a word.
    fn forbidden(&self, id: NodeId) -> String {
        let node = self.tables.nodes.get(id as usize);
        let rules = node.map(|node| node.3.of(self.tables.rules));
        match rules.unwrap_or_default() {
            [] if self.types(id, 0) != Types::ALL => {
                format!("not {}", names_of(self.types(id, 0)))
            }
            [Rule::Required(names)] => match self.names(*names) {
                [name] => format!("no property {name:?}"),
                names => format!("not all of the properties {}", names.join(", ")),
            },
            _ => "not what the schema describes".to_owned(),
        }
    }
}

/// How far a value is from an arm; less is nearer.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Its type is another.
    other_type: bool,
    /// How many tags, of it and of what stands in it directly, are others.
    other_tags: usize,
    /// How many properties it lacks.
    missing: usize,
    /// How many reasons there are.
    reasons: usize,
}

fn distance(reasons: &Violations, here: &str) -> Distance {
    let depth = |pointer: &str| {
        pointer
            .get(here.len()..)
            .map_or(0, |p| p.matches('/').count())
    };
    let other_type = reasons
        .iter()
        .any(|reason| reason.pointer == here && matches!(reason.keyword, "type" | "false"));
    let other_tags = reasons
        .iter()
        .filter(|reason| matches!(reason.keyword, "const" | "enum") && depth(&reason.pointer) <= 1);
    let missing = reasons
        .iter()
        .filter(|reason| reason.pointer == here && reason.keyword == "required");
    Distance {
        other_type,
        other_tags: other_tags.count(),
        missing: missing.count(),
        reasons: reasons.len() + reasons.more(),
    }
}
