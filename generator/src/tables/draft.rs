//! Schemas on their way to tables: rules that own what they speak of.

use serde_json::Value;
use specloom_runtime::schema::{Marks, NodeId, Rule, Types};

/// A node in the making.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Draft {
    pub(super) types: Types,
    pub(super) marks: Marks,
    pub(super) scope: u16,
    pub(super) parts: Vec<Part>,
}

/// A rule in the making. They are put in this order: what is quickly decided first, and what
/// looks at the others last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// A rule that refers to nothing.
    Plain(Rule),
    Words(Vec<String>),
    Constants(Vec<Literal>),
    Pattern(String),
    /// The least and the greatest, as JSON, and the format's name.
    NumberFormat(String, String, String),
    /// The number as JSON.
    Bound(Limit, String),
    Required(Vec<String>),
    DependentRequired(Vec<(String, Vec<String>)>),
    Object {
        /// Sorted by name; the flag says whether it is required.
        declared: Vec<(String, NodeId, bool)>,
        matchers: Vec<(String, NodeId)>,
        additional: Option<NodeId>,
    },
    PropertyNames(NodeId),
    Prefix(Vec<NodeId>),
    Items(u32, NodeId),
    Contains(NodeId, u32, u32),
    Same(NodeId),
    Dynamic(String, NodeId),
    All(Vec<NodeId>),
    DependentSchemas(Vec<(String, NodeId)>),
    If(NodeId, Option<NodeId>, Option<NodeId>),
    Any(Vec<NodeId>),
    One(Vec<NodeId>),
    Not(NodeId),
    UnevaluatedItems(NodeId),
    UnevaluatedProperties(NodeId),
}

/// The first place in the order of rules that refers to nodes.
const LEAVES: usize = 4;

/// A value of `enum` or `const`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Literal {
    Null,
    Boolean(bool),
    /// As JSON spells it.
    Number(String),
    String(String),
    Array(Vec<Literal>),
    /// Sorted by name.
    Object(Vec<(String, Literal)>),
}

/// Which side a number bounds, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the keywords")]
pub(super) enum Limit {
    Minimum,
    ExclusiveMinimum,
    Maximum,
    ExclusiveMaximum,
    MultipleOf,
}

impl Literal {
    /// The literal of a value, `None` if it is deeper than `depth`.
    pub(super) fn of(value: &Value, depth: u32) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Boolean(*flag),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => {
                let items = items.iter().map(|item| Self::of(item, depth));
                Self::Array(items.collect::<Option<_>>()?)
            }
            Value::Object(map) => {
                let entries = map.iter();
                let entries =
                    entries.map(|(name, value)| Some((name.clone(), Self::of(value, depth)?)));
                let mut entries: Vec<_> = entries.collect::<Option<_>>()?;
                entries.sort_by(|left, right| left.0.cmp(&right.0));
                Self::Object(entries)
            }
        })
    }
}

impl Draft {
    /// What allows everything.
    pub(super) fn any() -> Self {
        Self {
            types: Types::ALL,
            marks: Marks::NONE,
            scope: 0,
            parts: Vec::new(),
        }
    }

    /// What allows nothing.
    pub(super) fn never() -> Self {
        Self {
            parts: vec![Part::Plain(Rule::Never)],
            ..Self::any()
        }
    }

    fn is_unmarked(&self) -> bool {
        self.types == Types::ALL && self.marks == Marks::NONE && self.scope == 0
    }

    /// The node that this is another name for.
    pub(super) fn alias(&self) -> Option<NodeId> {
        match self.parts.as_slice() {
            // A scope is entered even where it is left at once.
            [Part::Same(id)] if self.is_unmarked() => Some(*id),
            _ => None,
        }
    }
}

impl Part {
    /// Shows every node that the rule refers to.
    pub(super) fn visit(&mut self, see: &mut impl FnMut(&mut NodeId)) {
        match self {
            Self::Plain(_)
            | Self::Words(_)
            | Self::Constants(_)
            | Self::Pattern(_)
            | Self::NumberFormat(..)
            | Self::Bound(..)
            | Self::Required(_)
            | Self::DependentRequired(_) => {}
            Self::Object {
                declared,
                matchers,
                additional,
            } => {
                declared.iter_mut().for_each(|(_, id, _)| see(id));
                matchers.iter_mut().for_each(|(_, id)| see(id));
                additional.iter_mut().for_each(see);
            }
            Self::Prefix(ids) | Self::All(ids) | Self::Any(ids) | Self::One(ids) => {
                ids.iter_mut().for_each(see);
            }
            Self::DependentSchemas(schemas) => schemas.iter_mut().for_each(|(_, id)| see(id)),
            Self::If(condition, then, otherwise) => {
                see(condition);
                then.iter_mut().chain(otherwise).for_each(see);
            }
            Self::PropertyNames(id)
            | Self::Items(_, id)
            | Self::Contains(id, ..)
            | Self::Same(id)
            | Self::Dynamic(_, id)
            | Self::Not(id)
            | Self::UnevaluatedItems(id)
            | Self::UnevaluatedProperties(id) => see(id),
        }
    }

    /// Whether what it refers to speaks of the same value.
    pub(super) fn is_in_place(&self) -> bool {
        matches!(
            self,
            Self::Same(_)
                | Self::Dynamic(..)
                | Self::All(_)
                | Self::DependentSchemas(_)
                | Self::If(..)
                | Self::Any(_)
                | Self::One(_)
                | Self::Not(_)
        )
    }

    /// Whether it refers to no node.
    pub(super) fn is_leaf(&self) -> bool {
        self.rank() < LEAVES
    }

    /// The place of its kind in the order.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::Plain(_) => 0,
            Self::Words(_) | Self::Constants(_) => 1,
            Self::Pattern(_) | Self::NumberFormat(..) | Self::Bound(..) => 2,
            Self::Required(_) | Self::DependentRequired(_) => 3,
            Self::Object { .. } | Self::Prefix(_) => LEAVES,
            Self::Items(..) | Self::PropertyNames(_) => 5,
            Self::Same(_) | Self::Dynamic(..) | Self::All(_) => 6,
            Self::Contains(..) => 7,
            Self::DependentSchemas(_) | Self::If(..) => 8,
            Self::Any(_) | Self::One(_) | Self::Not(_) => 9,
            Self::UnevaluatedItems(_) | Self::UnevaluatedProperties(_) => 10,
        }
    }
}
