//! `unevaluatedProperties` and `unevaluatedItems` (core, section 11): what no keyword beside them,
//! or in a schema that applies in place and holds, has spoken of. It is found when it is asked
//! for, by going through those schemas a second time.

use super::super::validate::check::ensure;
use super::super::validate::{Flow, PASS, Violation};
use super::engine::{Engine, Here, Scope};
use super::object::{find, matching};
use super::reasons::Listener;
use super::tables::{NONE, Node, NodeId, Rule, Span};
use serde_json::{Map, Value};

/// Which properties or items were spoken of, by position.
struct Seen {
    few: u64,
    many: Vec<u64>,
    all: bool,
}

impl Seen {
    /// None of `count`.
    fn none(count: usize) -> Self {
        Self {
            few: 0,
            many: vec![0; count.saturating_sub(1) / 64],
            all: false,
        }
    }

    fn mark(&mut self, index: usize) {
        match index.checked_sub(64) {
            None => self.few |= 1 << index,
            Some(rest) => {
                if let Some(word) = self.many.get_mut(rest / 64) {
                    *word |= 1 << (rest % 64);
                }
            }
        }
    }

    fn has(&self, index: usize) -> bool {
        self.all
            || match index.checked_sub(64) {
                None => self.few & (1 << index) != 0,
                Some(rest) => {
                    let word = self.many.get(rest / 64);
                    word.is_some_and(|word| word & (1 << (rest % 64)) != 0)
                }
            }
    }
}

impl<'t> Engine<'t> {
    /// Every property that was not spoken of.
    pub(super) fn unevaluated_properties<L: Listener>(
        &mut self,
        id: NodeId,
        map: &Map<String, Value>,
        value: &Value,
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        let mut seen = Seen::none(map.len());
        self.mark_rules(here.rules, true, value, here.scope, &mut seen);
        for (index, (key, value)) in map.iter().enumerate() {
            if !seen.has(index) {
                self.additional(id, "unevaluatedProperties", (key, value), here, out)?;
            }
        }
        PASS
    }

    /// Every item that was not spoken of.
    pub(super) fn unevaluated_items<L: Listener>(
        &mut self,
        id: NodeId,
        items: &[Value],
        value: &Value,
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        let mut seen = Seen::none(items.len());
        self.mark_rules(here.rules, true, value, here.scope, &mut seen);
        let never = L::EXPLAINS && self.is_never(id);
        for (index, item) in items.iter().enumerate() {
            if seen.has(index) {
                continue;
            }
            if never {
                ensure(false, &here.at.index(index), out, || {
                    let found = format!("item {index}");
                    Violation::new("unevaluatedItems", "no other item", found)
                })?;
            } else {
                self.check_index(id, (index, item), here, out)?;
            }
        }
        PASS
    }

    /// Marks what a node speaks of that allows the value, or must.
    fn mark(&mut self, id: NodeId, value: &Value, scope: &Scope<'_>, seen: &mut Seen) {
        let Some(Node(_, _, resource, rules)) = self.tables.nodes.get(id as usize) else {
            return;
        };
        let rules = rules.of(self.tables.rules);
        self.within(|engine| {
            if *resource == scope.resource() {
                engine.mark_rules(rules, false, value, scope, seen);
            } else {
                engine.mark_rules(rules, false, value, &scope.inner(*resource), seen);
            }
        });
    }

    /// Marks what the rules speak of; `own` are those beside the keyword that asks.
    fn mark_rules(
        &mut self,
        rules: &'t [Rule],
        own: bool,
        value: &Value,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) {
        for rule in rules {
            match (*rule, value) {
                (Rule::Same(id), _) => self.mark(id, value, scope, seen),
                (Rule::Dynamic(name, id), _) => {
                    let id = self.dynamic(name, id, scope);
                    self.mark(id, value, scope, seen);
                }
                (Rule::All(arms), _) => {
                    for arm in arms.of(self.tables.lists) {
                        self.mark(*arm, value, scope, seen);
                    }
                }
                (Rule::Any(arms) | Rule::One(arms), _) => {
                    for arm in arms.of(self.tables.lists) {
                        if self.allows(*arm, value, scope) {
                            self.mark(*arm, value, scope, seen);
                        }
                    }
                }
                (Rule::If(condition, then, otherwise), _) => {
                    let mut branch = otherwise;
                    if self.allows(condition, value, scope) {
                        self.mark(condition, value, scope, seen);
                        branch = then;
                    }
                    if branch != NONE {
                        self.mark(branch, value, scope, seen);
                    }
                }
                (Rule::DependentSchemas(span), Value::Object(map)) => {
                    for property in span.of(self.tables.properties) {
                        if map.contains_key(property.0) {
                            self.mark(property.1, value, scope, seen);
                        }
                    }
                }
                (Rule::Object(index), Value::Object(map)) => self.mark_properties(index, map, seen),
                (Rule::UnevaluatedProperties(_), Value::Object(_))
                | (Rule::UnevaluatedItems(_), Value::Array(_)) => seen.all |= !own,
                (Rule::Prefix(span), Value::Array(_)) => mark_first(span, seen),
                (Rule::Items(..), Value::Array(_)) => seen.all = true,
                (Rule::Contains(id, ..), Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        if self.allows(id, item, scope) {
                            seen.mark(index);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn mark_properties(&self, index: u32, map: &Map<String, Value>, seen: &mut Seen) {
        let Some(rule) = self.tables.objects.get(index as usize) else {
            return;
        };
        if rule.additional != NONE {
            seen.all = true;
            return;
        }
        let declared = rule.declared.of(self.tables.properties);
        let matchers = rule.matchers.of(self.tables.matchers);
        let mut cursor = 0;
        for (index, key) in map.keys().enumerate() {
            if find(declared, key, &mut cursor).is_some()
                || matching(self.tables.patterns, matchers, key)
                    .next()
                    .is_some()
            {
                seen.mark(index);
            }
        }
    }
}

fn mark_first(span: Span, seen: &mut Seen) {
    for index in 0..span.1 as usize {
        seen.mark(index);
    }
}
