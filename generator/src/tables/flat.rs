//! Drafts to the flat arrays of the runtime. Equal lists are stored once.

use super::Compiled;
use super::draft::{Draft, Limit, Literal, Part};
use specloom_runtime::Pattern;
use specloom_runtime::schema::{
    Anchor, Bound, Constant, Dependent, Entry, Marks, Matcher, NONE, Node, NodeId, ObjectRule,
    Property, Rule, Span, Tables,
};
use std::collections::HashMap;
use std::hash::Hash;

/// The arrays of [`Tables`], in the making.
#[derive(Debug, Default)]
pub struct Flat<'d> {
    pub(super) nodes: Vec<Node>,
    pub(super) rules: Pieces<Rule>,
    pub(super) objects: Pieces<ObjectRule>,
    pub(super) lists: Pieces<NodeId>,
    pub(super) names: Pieces<&'d str>,
    pub(super) properties: Pieces<(&'d str, NodeId, bool)>,
    pub(super) matchers: Pieces<Matcher>,
    pub(super) dependents: Pieces<(&'d str, Span)>,
    pub(super) bounds: Pieces<Bound<'d>>,
    pub(super) constants: Pieces<Constant<'d>>,
    pub(super) entries: Pieces<Entry<'d>>,
    pub(super) patterns: Pieces<&'d str>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) secrets: Vec<&'d str>,
}

/// An array, and where in it each list that was added stands.
#[derive(Debug)]
pub(super) struct Pieces<T> {
    pub(super) array: Vec<T>,
    known: HashMap<Vec<T>, Span>,
}

/// What [`Tables`] borrow that [`Flat`] has in another form.
#[derive(Debug)]
pub struct Borrowed<'d> {
    properties: Vec<Property<'d>>,
    dependents: Vec<Dependent<'d>>,
    patterns: Vec<Pattern>,
}

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self {
            array: Vec::new(),
            known: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Pieces<T> {
    fn add(&mut self, list: Vec<T>) -> Span {
        if list.is_empty() {
            return Span::default();
        }
        if let Some(span) = self.known.get(&list) {
            return *span;
        }
        let span = Span(self.array.len() as u32, list.len() as u32);
        self.array.extend(list.iter().cloned());
        self.known.insert(list, span);
        span
    }

    /// The index of a list of one.
    fn one(&mut self, item: T) -> u32 {
        self.add(vec![item]).0
    }
}

impl<'d> Flat<'d> {
    pub(super) fn of(compiled: &'d Compiled) -> Self {
        let mut flat = Self::default();
        for draft in &compiled.drafts {
            let node = flat.node(draft);
            flat.nodes.push(node);
        }
        for (scope, name, node) in &compiled.anchors {
            let name = flat.names.one(name);
            flat.anchors.push(Anchor(*scope, name, *node));
        }
        flat.secrets = compiled.secrets.iter().map(String::as_str).collect();
        flat
    }

    /// What [`Flat::tables`] needs besides. The sources of the patterns are leaked: this is for
    /// tests and tools, which end.
    pub fn borrowed(&self) -> Borrowed<'d> {
        let properties = self.properties.array.iter();
        let dependents = self.dependents.array.iter();
        let patterns = self.patterns.array.iter();
        Borrowed {
            properties: properties.map(|p| Property(p.0, p.1, p.2)).collect(),
            dependents: dependents.map(|d| Dependent(d.0, d.1)).collect(),
            patterns: patterns
                .map(|source| Pattern::new(String::from(*source).leak()))
                .collect(),
        }
    }

    /// The tables, without writing them out: what the engine sees is what an emitted crate has.
    pub fn tables<'t>(&'t self, borrowed: &'t Borrowed<'d>) -> Tables<'t> {
        Tables {
            nodes: &self.nodes,
            rules: &self.rules.array,
            objects: &self.objects.array,
            lists: &self.lists.array,
            names: &self.names.array,
            properties: &borrowed.properties,
            matchers: &self.matchers.array,
            dependents: &borrowed.dependents,
            bounds: &self.bounds.array,
            constants: &self.constants.array,
            entries: &self.entries.array,
            patterns: &borrowed.patterns,
            anchors: &self.anchors,
            secrets: &self.secrets,
        }
    }

    fn node(&mut self, draft: &'d Draft) -> Node {
        let rules: Vec<Rule> = draft.parts.iter().map(|part| self.rule(part)).collect();
        let leaf = !rules.is_empty() && draft.parts.iter().all(Part::is_leaf);
        let leaf = if leaf { Marks::LEAF } else { Marks::NONE };
        let marks = draft.marks.or(leaf);
        Node(draft.types, marks, draft.scope, self.rules.add(rules))
    }

    fn rule(&mut self, part: &'d Part) -> Rule {
        match part {
            Part::Plain(rule) => *rule,
            Part::Words(words) => Rule::Words(self.texts(words)),
            Part::Constants(literals) => Rule::Constants(self.literals(literals.iter())),
            Part::Pattern(source) => Rule::Pattern(self.patterns.one(source)),
            Part::NumberFormat(low, high, name) => Rule::NumberFormat(
                self.bounds.one(bound(low)),
                self.bounds.one(bound(high)),
                self.names.one(name),
            ),
            Part::Bound(limit, number) => {
                let index = self.bounds.one(bound(number));
                match limit {
                    Limit::Minimum => Rule::Minimum(index),
                    Limit::ExclusiveMinimum => Rule::Above(index),
                    Limit::Maximum => Rule::Maximum(index),
                    Limit::ExclusiveMaximum => Rule::Below(index),
                    Limit::MultipleOf => Rule::MultipleOf(index),
                }
            }
            Part::Required(names) => Rule::Required(self.texts(names)),
            Part::DependentRequired(lists) => {
                let dependents = lists.iter();
                let dependents = dependents.map(|(name, list)| (name.as_str(), self.texts(list)));
                let dependents = dependents.collect();
                Rule::DependentRequired(self.dependents.add(dependents))
            }
            Part::Object {
                declared,
                matchers,
                additional,
            } => self.object(declared, matchers, *additional),
            Part::PropertyNames(id) => Rule::PropertyNames(*id),
            Part::Prefix(ids) => Rule::Prefix(self.lists.add(ids.clone())),
            Part::Items(from, id) => Rule::Items(*from, *id),
            Part::Contains(id, min, max) => Rule::Contains(*id, *min, *max),
            Part::Same(id) => Rule::Same(*id),
            Part::Dynamic(name, id) => Rule::Dynamic(self.names.one(name), *id),
            Part::All(ids) => Rule::All(self.lists.add(ids.clone())),
            Part::DependentSchemas(schemas) => {
                let schemas = schemas.iter();
                let schemas = schemas.map(|(name, id)| (name.as_str(), *id, false));
                Rule::DependentSchemas(self.properties.add(schemas.collect()))
            }
            Part::If(condition, then, otherwise) => {
                Rule::If(*condition, then.unwrap_or(NONE), otherwise.unwrap_or(NONE))
            }
            Part::Any(ids) => Rule::Any(self.lists.add(ids.clone())),
            Part::One(ids) => Rule::One(self.lists.add(ids.clone())),
            Part::Not(id) => Rule::Not(*id),
            Part::UnevaluatedItems(id) => Rule::UnevaluatedItems(*id),
            Part::UnevaluatedProperties(id) => Rule::UnevaluatedProperties(*id),
        }
    }

    fn object(
        &mut self,
        declared: &'d [(String, NodeId, bool)],
        matchers: &'d [(String, NodeId)],
        additional: Option<NodeId>,
    ) -> Rule {
        let required = declared.iter().filter(|property| property.2).count();
        let declared = declared.iter();
        let declared = declared.map(|(name, id, demanded)| (name.as_str(), *id, *demanded));
        let matchers = matchers.iter();
        let matchers = matchers.map(|(source, id)| Matcher(self.patterns.one(source), *id));
        let matchers = matchers.collect();
        let rule = ObjectRule {
            declared: self.properties.add(declared.collect()),
            required: required as u32,
            matchers: self.matchers.add(matchers),
            additional: additional.unwrap_or(NONE),
        };
        Rule::Object(self.objects.one(rule))
    }

    fn texts(&mut self, texts: &'d [String]) -> Span {
        self.names.add(texts.iter().map(String::as_str).collect())
    }

    fn literals(&mut self, literals: impl Iterator<Item = &'d Literal>) -> Span {
        let constants = literals.map(|literal| self.literal(literal)).collect();
        self.constants.add(constants)
    }

    fn literal(&mut self, literal: &'d Literal) -> Constant<'d> {
        match literal {
            Literal::Null => Constant::Null,
            Literal::Boolean(flag) => Constant::Boolean(*flag),
            Literal::Number(text) => Constant::Number(bound(text)),
            Literal::String(text) => Constant::String(text),
            Literal::Array(items) => Constant::Array(self.literals(items.iter())),
            Literal::Object(map) => {
                let entries = map.iter().map(|(name, literal)| {
                    let constant = self.literal(literal);
                    Entry(name, self.constants.one(constant))
                });
                let entries = entries.collect();
                Constant::Object(self.entries.add(entries))
            }
        }
    }
}

fn bound(text: &str) -> Bound<'_> {
    text.parse().map_or(Bound::Exact(text), Bound::Integer)
}
