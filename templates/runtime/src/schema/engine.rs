//! The engine: one node against one value.

use super::super::validate::{Flow, PASS, Path, Violation, Violations};
use super::reasons::{Listener, shown};
use super::tables::{Marks, NONE, Node, NodeId, Rule, Tables, Types};
use super::{Options, number};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// What a check carries along.
pub(super) struct Engine<'t> {
    pub(super) tables: &'t Tables<'t>,
    pub(super) options: &'t Options,
    effort: u64,
    /// Below so much effort that is left, what is found is remembered.
    patience: u64,
    depth: u32,
    /// Where the depth was exceeded first, and whether the effort was.
    too_deep: bool,
    too_long: bool,
    /// Whether the value at hand, or what it stands in, is a secret.
    pub(super) secret: bool,
    /// What was found of objects and arrays, once a check takes long.
    pub(super) memory: Option<Box<Memory>>,
}

/// What was found earlier: unions in unions ask the same of a value again and again, and the time
/// would double with each level.
#[derive(Default)]
pub(super) struct Memory {
    /// Whether a node allows the value at this address. Values are borrowed as long as a check
    /// takes, so that no other comes to stand there.
    allowed: HashMap<(NodeId, usize), bool>,
    /// Why no arm of a union allows it: by the address of the arms, and whether it is a secret.
    pub(super) reasons: HashMap<(usize, usize, bool), Violations>,
}

/// After so many steps, what is found is remembered; most checks take fewer.
const PATIENCE: u64 = 10_000;

/// The most that is remembered.
const REMEMBERED: usize = 1 << 20;

/// The schema resources that a check came through, the innermost first (core, section 7.1). Only
/// those with dynamic anchors have a number other than 0, and only they are kept.
pub(super) struct Scope<'s> {
    resource: u16,
    outer: Option<&'s Scope<'s>>,
}

/// Where a rule stands: the rules beside it, the place of the value, the scope.
pub(super) struct Here<'h, 't> {
    pub(super) rules: &'t [Rule],
    pub(super) at: &'h Path<'h>,
    pub(super) scope: &'h Scope<'h>,
}

impl Scope<'_> {
    /// Outside any resource.
    pub(super) const ROOT: Scope<'static> = Scope {
        resource: 0,
        outer: None,
    };

    /// The number of the innermost resource.
    pub(super) fn resource(&self) -> u16 {
        self.resource
    }

    /// In a resource within this scope.
    pub(super) fn inner(&self, resource: u16) -> Scope<'_> {
        Scope {
            resource,
            outer: Some(self),
        }
    }
}

impl<'t> Engine<'t> {
    pub(super) fn new(tables: &'t Tables<'t>, options: &'t Options) -> Self {
        Self {
            tables,
            options,
            effort: options.effort,
            patience: options.effort.saturating_sub(PATIENCE),
            depth: options.depth,
            too_deep: false,
            too_long: false,
            secret: false,
            memory: None,
        }
    }

    /// Whether the check was given up, so that nothing it says counts.
    pub(super) fn is_exhausted(&self) -> bool {
        self.too_deep || self.too_long
    }

    /// Says so.
    pub(super) fn report_limits(&self, out: &mut impl Listener) {
        if self.too_deep {
            let _ = out.report(&Path::root(), || {
                let expected = format!("at most {} schemas in each other", self.options.depth);
                Violation::new("depth", expected, "more")
            });
        }
        if self.too_long {
            let _ = out.report(&Path::root(), || {
                let expected = format!("a check of at most {} steps", self.options.effort);
                Violation::new("effort", expected, "more")
            });
        }
    }

    /// Holds the node against the value.
    #[inline]
    pub(super) fn check<L: Listener>(
        &mut self,
        id: NodeId,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        match self.effort < self.patience {
            true => self.remember(id, value, at, scope, out),
            false => self.look(id, value, at, scope, out),
        }
    }

    fn look<L: Listener>(
        &mut self,
        id: NodeId,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        let Some(node) = self.tables.nodes.get(id as usize) else {
            return out.report(at, || Violation::new("schema", "tables with it", "none"));
        };
        let Node(types, marks, resource, rules) = *node;
        if marks != Marks::NONE && marks.has(Marks::NULLABLE) && value.is_null() {
            return PASS;
        }
        if !L::EXPLAINS && !allows(types, value) {
            return ControlFlow::Break(());
        }
        if !L::EXPLAINS && rules.1 == 0 {
            return PASS;
        }
        let outer_secret = self.secret;
        if L::EXPLAINS {
            self.secret |= marks.has(Marks::SECRET);
        }
        let mut flow = PASS;
        if L::EXPLAINS && !allows(types, value) {
            // What the rules say about another type than those allowed would only confuse.
            flow = out.report(at, || {
                // A text that stands where none may be can be anything, a secret too.
                let found = match value {
                    Value::String(_) => "a string".to_owned(),
                    value => shown(value, self.secret),
                };
                Violation::new("type", names_of(types), found)
            });
        } else if marks.has(Marks::LEAF) && !(value.is_object() || value.is_array()) {
            flow = self.leaf(rules.of(self.tables.rules), value, at, out);
        } else if rules.1 > 0 {
            flow = self.enter(|engine| {
                let rules = rules.of(engine.tables.rules);
                if resource == scope.resource {
                    match (rules, value) {
                        // Most objects have no other rule.
                        ([Rule::Object(index)], Value::Object(map)) => {
                            let here = Here { rules, at, scope };
                            engine.properties(*index, map, &here, out)
                        }
                        _ => engine.rules(rules, value, at, scope, out),
                    }
                } else {
                    engine.rules(rules, value, at, &scope.inner(resource), out)
                }
            });
        }
        if L::EXPLAINS {
            self.secret = outer_secret;
        }
        flow
    }

    /// The same in a check that takes long.
    #[cold]
    #[inline(never)]
    fn remember<L: Listener>(
        &mut self,
        id: NodeId,
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        let Some(address) = self.address(value, scope) else {
            return self.look(id, value, at, scope, out);
        };
        let key = (id, address);
        let memory = self.memory.as_ref();
        match memory.and_then(|memory| memory.allowed.get(&key)) {
            Some(true) => return PASS,
            Some(false) if !L::EXPLAINS => return ControlFlow::Break(()),
            _ => {}
        }
        let flow = self.look(id, value, at, scope, out);
        if !L::EXPLAINS && !self.is_exhausted() {
            let allowed = &mut self.memory.get_or_insert_default().allowed;
            if allowed.len() < REMEMBERED {
                allowed.insert(key, flow.is_continue());
            }
        }
        flow
    }

    /// Where the value stands, if what is found of it is remembered. Where dynamic references may
    /// lead somewhere else each time, nothing is.
    pub(super) fn address(&self, value: &Value, scope: &Scope<'_>) -> Option<usize> {
        let late = self.effort < self.patience;
        let asked = late && scope.outer.is_none() && (value.is_object() || value.is_array());
        asked.then(|| std::ptr::from_ref(value).addr())
    }

    /// Whether the node allows the value.
    pub(super) fn allows(&mut self, id: NodeId, value: &Value, scope: &Scope<'_>) -> bool {
        let mut probe = super::super::validate::Probe;
        self.check(id, value, &Path::root(), scope, &mut probe)
            .is_continue()
    }

    /// Goes one level deeper, if that may be.
    pub(super) fn within(&mut self, inside: impl FnOnce(&mut Self)) {
        let _ = self.enter(|engine| {
            inside(engine);
            PASS
        });
    }

    fn enter(&mut self, inside: impl FnOnce(&mut Self) -> Flow) -> Flow {
        if self.depth == 0 {
            self.too_deep = true;
        }
        if self.effort == 0 {
            self.too_long = true;
        }
        if self.is_exhausted() {
            return ControlFlow::Break(());
        }
        self.depth -= 1;
        self.effort -= 1;
        let flow = inside(self);
        self.depth += 1;
        flow
    }

    /// Holds the node against what stands at `key` of the value at `at`.
    #[inline]
    pub(super) fn check_key<L: Listener>(
        &mut self,
        id: NodeId,
        (key, value): (&str, &Value),
        here: &Here<'_, '_>,
        out: &mut L,
    ) -> Flow {
        if !L::EXPLAINS {
            return self.probe(id, value, here, out);
        }
        let outer_secret = self.secret;
        self.secret |= self.tables.secrets.binary_search(&key).is_ok();
        let flow = self.check(id, value, &here.at.key(key), here.scope, out);
        self.secret = outer_secret;
        flow
    }

    /// Holds the node against the item at `index` of the value at `at`.
    #[inline]
    pub(super) fn check_index<L: Listener>(
        &mut self,
        id: NodeId,
        (index, value): (usize, &Value),
        here: &Here<'_, '_>,
        out: &mut L,
    ) -> Flow {
        if !L::EXPLAINS {
            return self.probe(id, value, here, out);
        }
        self.check(id, value, &here.at.index(index), here.scope, out)
    }

    /// A node that says no more than a type is looked at where it stands, without a call.
    #[inline]
    fn probe<L: Listener>(
        &mut self,
        id: NodeId,
        value: &Value,
        here: &Here<'_, '_>,
        out: &mut L,
    ) -> Flow {
        match self.tables.nodes.get(id as usize) {
            Some(node) if node.3.1 == 0 && allows(node.0, value) => PASS,
            _ => self.check(id, value, here.at, here.scope, out),
        }
    }

    /// Counts work that is no schema, such as comparing items.
    pub(super) fn spend(&mut self, steps: usize) -> Flow {
        match self.effort.checked_sub(steps as u64) {
            Some(left) => {
                self.effort = left;
                PASS
            }
            None => {
                self.too_long = true;
                ControlFlow::Break(())
            }
        }
    }

    /// Holds rules that refer to no other node against a value that holds no other.
    fn leaf<L: Listener>(&self, rules: &[Rule], value: &Value, at: &Path<'_>, out: &mut L) -> Flow {
        for rule in rules {
            match (rule, value) {
                (Rule::Never | Rule::Constants(_) | Rule::Words(_), _) => {
                    self.value(rule, value, at, out)?;
                }
                (_, Value::String(_)) => self.string(rule, value, at, out)?,
                (_, Value::Number(_)) => self.number(rule, value, at, out)?,
                _ => {}
            }
        }
        PASS
    }

    fn rules<L: Listener>(
        &mut self,
        rules: &'t [Rule],
        value: &Value,
        at: &Path<'_>,
        scope: &Scope<'_>,
        out: &mut L,
    ) -> Flow {
        for rule in rules {
            match *rule {
                Rule::Same(id) => self.check(id, value, at, scope, out)?,
                Rule::All(arms) => {
                    for arm in arms.of(self.tables.lists) {
                        self.check(*arm, value, at, scope, out)?;
                    }
                }
                Rule::Dynamic(name, id) => {
                    let id = self.dynamic(name, id, scope);
                    self.check(id, value, at, scope, out)?;
                }
                Rule::Any(arms) => self.any_of(arms, value, at, scope, out)?,
                Rule::One(arms) => self.one_of(arms, value, at, scope, out)?,
                Rule::Not(id) => self.not(id, value, at, scope, out)?,
                Rule::If(condition, then, otherwise) => {
                    let branch = if self.allows(condition, value, scope) {
                        then
                    } else {
                        otherwise
                    };
                    if branch != NONE {
                        self.check(branch, value, at, scope, out)?;
                    }
                }
                Rule::Never | Rule::Constants(_) | Rule::Words(_) => {
                    self.value(rule, value, at, out)?;
                }
                _ => match value {
                    Value::Object(map) => {
                        let here = Here { rules, at, scope };
                        self.object(rule, map, value, &here, out)?;
                    }
                    Value::Array(items) => {
                        let here = Here { rules, at, scope };
                        self.array(rule, items, value, &here, out)?;
                    }
                    Value::String(_) => self.string(rule, value, at, out)?,
                    Value::Number(_) => self.number(rule, value, at, out)?,
                    Value::Null | Value::Bool(_) => {}
                },
            }
        }
        PASS
    }

    /// What `$dynamicRef` means here: the anchor in the outermost resource that has it.
    pub(super) fn dynamic(&self, name: u32, fallback: NodeId, scope: &Scope<'_>) -> NodeId {
        let mut found = fallback;
        let mut here = Some(scope);
        while let Some(Scope { resource, outer }) = here {
            let anchors = self.tables.anchors.iter();
            let mut own = anchors.filter(|anchor| anchor.0 == *resource && anchor.1 == name);
            if let Some(anchor) = own.next() {
                found = anchor.2;
            }
            here = *outer;
        }
        found
    }
}

/// Whether the type of the value is among `types`.
#[inline]
fn allows(types: Types, value: &Value) -> bool {
    let bit = match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Number(value) => {
            return types.has(Types::NUMBER)
                || (types.has(Types::INTEGER) && number::is_integer(value));
        }
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
    };
    types.has(bit)
}

/// The types, as a message names them.
pub(super) fn names_of(types: Types) -> String {
    const NAMES: [(Types, &str); 7] = [
        (Types::STRING, "string"),
        (Types::INTEGER, "integer"),
        (Types::NUMBER, "number"),
        (Types::BOOLEAN, "boolean"),
        (Types::ARRAY, "array"),
        (Types::OBJECT, "object"),
        (Types::NULL, "null"),
    ];
    let number = types.has(Types::NUMBER);
    let names = NAMES
        .iter()
        .filter(|(one, _)| types.has(*one) && !(number && *one == Types::INTEGER));
    let names: Vec<_> = names.map(|(_, name)| *name).collect();
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names.join(" or ")
}
