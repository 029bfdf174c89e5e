//! Which names of the module `types` an item mentions: what its file has to import.

use super::{Check, Demand, Expr, Field, Item, Rule, RustType, Test};
use std::collections::BTreeSet;

impl Item {
    /// Names of items, statics and functions, without the item's own.
    pub fn uses(&self) -> BTreeSet<&str> {
        let mut uses = Uses(BTreeSet::new());
        match self {
            Self::Struct(item) => {
                item.fields.iter().for_each(|field| uses.field(field));
                if let Some(rest) = &item.additional {
                    uses.ty(&rest.ty);
                    uses.checks(&rest.checks);
                }
                item.rules.iter().for_each(|rule| uses.rule(rule));
            }
            Self::Union(item) => {
                for arm in &item.arms {
                    uses.ty(&arm.ty);
                    uses.checks(&arm.checks);
                }
            }
            Self::Alias(item) => uses.ty(&item.ty),
            Self::StringEnum(_) | Self::ValueEnum(_) => {}
        }
        uses.0.remove(&*self.head().name);
        uses.0
    }
}

struct Uses<'a>(BTreeSet<&'a str>);

impl<'a> Uses<'a> {
    fn field(&mut self, field: &'a Field) {
        self.ty(&field.ty);
        self.checks(&field.checks);
        let values = field.constant.iter().chain(&field.default);
        values.for_each(|value| self.value(value));
    }

    fn rule(&mut self, rule: &'a Rule) {
        rule.when.iter().for_each(|test| self.test(test));
        match &rule.demand {
            Demand::Present(_) | Demand::Absent(_) => {}
            Demand::Equals(_, values, _) => values.iter().for_each(|value| self.value(value)),
            Demand::Holds { test, .. } => self.test(test),
        }
    }

    fn test(&mut self, test: &'a Test) {
        match test {
            Test::Constant(_) | Test::Present(_) => {}
            Test::Equals(_, values, _) | Test::Is(_, values, _) => {
                values.iter().for_each(|value| self.value(value));
            }
            Test::All(tests) | Test::Any(tests) | Test::One(tests) => {
                tests.iter().for_each(|test| self.test(test));
            }
            Test::Not(test) => self.test(test),
        }
    }

    fn ty(&mut self, ty: &'a RustType) {
        match ty {
            RustType::Named(name) => {
                self.0.insert(name);
            }
            RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Option(inner)
            | RustType::Maybe(inner)
            | RustType::Boxed(inner) => self.ty(inner),
            RustType::Tuple(parts) => parts.iter().for_each(|part| self.ty(part)),
            _ => {}
        }
    }

    fn checks(&mut self, checks: &'a [Check]) {
        for check in checks {
            match check {
                Check::Pattern(name) | Check::All(name) => {
                    self.0.insert(name);
                }
                Check::Each(checks) | Check::Keys(checks) | Check::Element(_, checks) => {
                    self.checks(checks);
                }
                Check::Matching(patterns, others) => {
                    for (name, checks) in patterns {
                        self.0.insert(name);
                        self.checks(checks);
                    }
                    others.iter().for_each(|checks| self.checks(checks));
                }
                _ => {}
            }
        }
    }

    fn value(&mut self, value: &'a Expr) {
        match value {
            Expr::Variant(ty, _) => {
                self.0.insert(ty);
            }
            Expr::Arm(ty, _, inner) => {
                self.0.insert(ty);
                self.value(inner);
            }
            Expr::Some(inner) | Expr::Boxed(inner) => self.value(inner),
            Expr::Vec(values) | Expr::Tuple(values) => {
                values.iter().for_each(|value| self.value(value));
            }
            Expr::Map(entries) => entries.iter().for_each(|(_, value)| self.value(value)),
            _ => {}
        }
    }
}
