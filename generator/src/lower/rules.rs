//! Conditions between properties become plain tests of typed fields.

use super::strukt::presence;
use super::types::TypeMap;
use crate::api::{Additional, Condition, Kind, ObjectKind, TypeId};
use crate::diagnostic::{Code, Diagnostics};
use crate::rust::{Demand, Member, Presence, Rule, RustType, Test};
use serde_json::Value;

/// How deeply conditions may stand in each other.
const DEEPEST: usize = 32;

/// The rules of the object `id`. A condition that no test of typed fields says is reported.
pub(super) fn lower_rules(
    types: &TypeMap<'_>,
    id: TypeId,
    object: &ObjectKind,
    diagnostics: &mut Diagnostics,
) -> Vec<Rule> {
    let ty = types.api().ty(id);
    let lowering = Lowering { types, id, object };
    let mut rules = Vec::new();
    for condition in &ty.rules {
        if lowering
            .demand(condition, &Guard::default(), 0, &mut rules)
            .is_none()
        {
            let message = "a condition between properties is not checked by the validator";
            diagnostics.report(Code::Unchecked, &ty.place, message);
        }
    }
    rules
}

/// When a rule applies, and how a sentence says so.
#[derive(Clone, Default)]
struct Guard {
    test: Option<Test>,
    words: String,
}

struct Lowering<'a> {
    types: &'a TypeMap<'a>,
    id: TypeId,
    object: &'a ObjectKind,
}

impl Lowering<'_> {
    /// Adds the rules that make `condition` hold under `guard`.
    fn demand(
        &self,
        condition: &Condition,
        guard: &Guard,
        depth: usize,
        rules: &mut Vec<Rule>,
    ) -> Option<()> {
        if depth > DEEPEST || guard.test == Some(Test::Constant(false)) {
            return (depth <= DEEPEST).then_some(());
        }
        match condition {
            Condition::All(parts) => {
                for part in parts {
                    self.demand(part, guard, depth + 1, rules)?;
                }
            }
            Condition::If {
                condition,
                then,
                otherwise,
            } => {
                let test = self.test(condition, depth + 1)?;
                let yes = guard.and(test.clone(), &words(condition, true));
                self.demand(then, &yes, depth + 1, rules)?;
                let no = guard.and(negate(test), &words(condition, false));
                self.demand(otherwise, &no, depth + 1, rules)?;
            }
            Condition::Present(name) => {
                let member = self.member(name)?;
                push(
                    rules,
                    guard,
                    Demand::Present(member),
                    format!("property `{name}`"),
                );
            }
            Condition::Equals { property, values } => {
                let member = self.member(property)?;
                let expected = list(values);
                let demand = match self.equals(member.clone(), values)? {
                    Test::Equals(member, values, null) => Demand::Equals(member, values, null),
                    Test::Constant(true) => return Some(()),
                    _ => Demand::Absent(member),
                };
                push(rules, guard, demand, expected);
            }
            Condition::Not(inner) => match &**inner {
                Condition::Present(name) => {
                    let member = self.member(name)?;
                    push(
                        rules,
                        guard,
                        Demand::Absent(member),
                        format!("no property `{name}`"),
                    );
                }
                _ => self.hold(condition, "not", guard, depth, rules)?,
            },
            Condition::Any(_) => self.hold(condition, "anyOf", guard, depth, rules)?,
            Condition::One(_) => self.hold(condition, "oneOf", guard, depth, rules)?,
        }
        Some(())
    }

    /// A rule that says nothing about one property alone.
    fn hold(
        &self,
        condition: &Condition,
        keyword: &'static str,
        guard: &Guard,
        depth: usize,
        rules: &mut Vec<Rule>,
    ) -> Option<()> {
        let test = self.test(condition, depth + 1)?;
        push(
            rules,
            guard,
            Demand::Holds { test, keyword },
            words(condition, true),
        );
        Some(())
    }

    /// Whether `condition` is true; `None` where typed fields cannot tell.
    fn test(&self, condition: &Condition, depth: usize) -> Option<Test> {
        if depth > DEEPEST {
            return None;
        }
        let tests = |parts: &[Condition]| {
            let tests = parts.iter().map(|part| self.test(part, depth + 1));
            tests.collect::<Option<Vec<_>>>()
        };
        Some(match condition {
            Condition::Present(name) => present(self.member(name)?),
            Condition::Equals { property, values } => {
                self.equals(self.member(property)?, values)?
            }
            Condition::All(parts) => all(tests(parts)?),
            Condition::Any(parts) => any(tests(parts)?),
            Condition::One(parts) => Test::One(tests(parts)?),
            Condition::Not(inner) => negate(self.test(inner, depth + 1)?),
            Condition::If {
                condition,
                then,
                otherwise,
            } => {
                let test = self.test(condition, depth + 1)?;
                let then = any(vec![negate(test.clone()), self.test(then, depth + 1)?]);
                let otherwise = any(vec![test, self.test(otherwise, depth + 1)?]);
                all(vec![then, otherwise])
            }
        })
    }

    /// The property `name`; `None` where the struct keeps nothing of that name.
    fn member(&self, name: &str) -> Option<Member> {
        let mut properties = self.object.properties.iter().enumerate();
        if let Some((index, property)) = properties.find(|(_, property)| property.name == name) {
            let (inner, nullable) = self.types.api().non_null(property.ty);
            return Some(Member {
                wire: name.to_owned(),
                field: Some(self.types.field_name(self.id, index)),
                presence: presence(self.types, property.required, nullable, inner),
                ty: self.types.rust_type(inner),
                source: inner,
            });
        }
        match self.object.additional {
            Additional::Typed(ty) => Some(Member {
                wire: name.to_owned(),
                field: None,
                presence: Presence::Optional,
                ty: self.types.rust_type(ty),
                source: ty,
            }),
            Additional::Ignored | Additional::Denied => None,
        }
    }

    /// Whether a property is absent or equals one of the values; values of another type than its
    /// own are out of the question.
    fn equals(&self, member: Member, values: &[Value]) -> Option<Test> {
        let simple = values
            .iter()
            .all(|value| !value.is_array() && !value.is_object());
        if !simple {
            return None;
        }
        if !is_pattern(self.types, &member) {
            return None;
        }
        let null = values.iter().any(Value::is_null);
        let literals = values.iter().filter(|value| !value.is_null());
        let literals =
            literals.filter_map(|value| self.types.literal_as(member.source, &member.ty, value));
        let literals: Vec<_> = literals.collect();
        Some(match (literals.is_empty(), null, member.presence) {
            (true, false, _) => negate(present(member)),
            (_, true, Presence::Required | Presence::Optional | Presence::OptionalAny)
                if literals.is_empty() =>
            {
                negate(present(member))
            }
            _ => Test::Equals(member, literals, null),
        })
    }
}

impl Guard {
    fn and(&self, test: Test, words: &str) -> Self {
        let mut tests: Vec<_> = self.test.iter().cloned().collect();
        tests.push(test);
        let words = match self.words.as_str() {
            "" => words.to_owned(),
            before => format!("{before} and {words}"),
        };
        Self {
            test: Some(all(tests)),
            words,
        }
    }
}

fn push(rules: &mut Vec<Rule>, guard: &Guard, demand: Demand, expected: String) {
    let expected = match guard.words.as_str() {
        "" => expected,
        words => format!("{expected} where {words}"),
    };
    let when = guard
        .test
        .clone()
        .filter(|test| *test != Test::Constant(true));
    // A required field is there already.
    let idle = matches!(&demand, Demand::Present(member) if present(member.clone()) == Test::Constant(true));
    if !idle && when != Some(Test::Constant(false)) {
        rules.push(Rule {
            when,
            demand,
            expected,
        });
    }
}

/// Whether values of the property can stand in a pattern.
fn is_pattern(types: &TypeMap<'_>, member: &Member) -> bool {
    match &member.ty {
        RustType::String | RustType::Secret | RustType::Bool | RustType::F64 => true,
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => true,
        RustType::Named(_) => matches!(types.api().ty(member.source).kind, Kind::Enum(_)),
        _ => false,
    }
}

/// A required field always is.
fn present(member: Member) -> Test {
    match member.presence {
        Presence::Required | Presence::RequiredNullable => Test::Constant(true),
        _ => Test::Present(member),
    }
}

fn negate(test: Test) -> Test {
    match test {
        Test::Constant(value) => Test::Constant(!value),
        Test::Not(inner) => *inner,
        other => Test::Not(Box::new(other)),
    }
}

/// All of `tests`, without those that are known; a property that is there and equals a value is
/// one test.
fn all(tests: Vec<Test>) -> Test {
    let mut flat = Vec::new();
    for test in tests {
        match test {
            Test::Constant(true) => {}
            Test::Constant(false) => return Test::Constant(false),
            Test::All(parts) => flat.extend(parts),
            other => flat.push(other),
        }
    }
    let there = flat.iter().filter_map(|test| match test {
        Test::Present(member) => Some(member.clone()),
        _ => None,
    });
    let there: Vec<Member> = there.collect();
    let mut merged = Vec::new();
    for test in flat {
        let merge = match test {
            Test::Equals(member, values, null) if there.contains(&member) => {
                merged.retain(|test| *test != Test::Present(member.clone()));
                Test::Is(member, values, null)
            }
            Test::Present(member) if merged.iter().any(|test| is_of(test, &member)) => continue,
            other => other,
        };
        if !merged.contains(&merge) {
            merged.push(merge);
        }
    }
    match merged.len() {
        0 => Test::Constant(true),
        1 => merged.swap_remove(0),
        _ => Test::All(merged),
    }
}

fn is_of(test: &Test, member: &Member) -> bool {
    matches!(test, Test::Is(other, _, _) if other == member)
}

fn any(tests: Vec<Test>) -> Test {
    let mut flat = Vec::new();
    for test in tests {
        match test {
            Test::Constant(false) => {}
            Test::Constant(true) => return Test::Constant(true),
            Test::Any(parts) => flat.extend(parts),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => Test::Constant(false),
        1 => flat.swap_remove(0),
        _ => Test::Any(flat),
    }
}

/// A condition in words, for violations: `transportType is "stdio"`.
fn words(condition: &Condition, holds: bool) -> String {
    match (condition, holds) {
        (Condition::Not(inner), _) => words(inner, !holds),
        (Condition::Present(name), true) => format!("`{name}` is there"),
        (Condition::Present(name), false) => format!("`{name}` is not there"),
        (Condition::Equals { property, values }, true) => {
            format!("`{property}` is {}", list(values))
        }
        (Condition::Equals { property, values }, false) => {
            format!("`{property}` is not {}", list(values))
        }
        (Condition::All(parts), true) => joined(&told(parts), " and "),
        (Condition::Any(parts), true) => joined(parts, " or "),
        (Condition::One(parts), true) => format!("exactly one of: {}", joined(parts, "; ")),
        (
            Condition::If {
                condition, then, ..
            },
            true,
        ) => {
            format!("{} where {}", words(then, true), words(condition, true))
        }
        (other, false) => format!("not ({})", words(other, true)),
    }
}

/// The parts worth telling: that a property is there goes without saying where its value is told.
fn told(parts: &[Condition]) -> Vec<Condition> {
    let has_value = |name: &String| {
        parts
            .iter()
            .any(|part| matches!(part, Condition::Equals { property, .. } if property == name))
    };
    let told = parts
        .iter()
        .filter(|part| !matches!(part, Condition::Present(name) if has_value(name)));
    told.cloned().collect()
}

fn joined(parts: &[Condition], by: &str) -> String {
    let parts: Vec<_> = parts.iter().map(|part| words(part, true)).collect();
    parts.join(by)
}

fn list(values: &[Value]) -> String {
    let values: Vec<_> = values.iter().map(Value::to_string).collect();
    values.join(" or ")
}
