//! Schemas as data: flat arrays that refer to each other by index.

use super::super::validate::{Format, Pattern};

/// The index of a node.
pub type NodeId = u32;

/// In place of a node or a node's index: there is none.
pub const NONE: u32 = u32::MAX;

/// The schemas of one API.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'t> {
    /// Each schema.
    pub nodes: &'t [Node],
    /// What nodes demand.
    pub rules: &'t [Rule],
    /// What rules about properties demand.
    pub objects: &'t [ObjectRule],
    /// Lists of nodes.
    pub lists: &'t [NodeId],
    /// Lists of names and of strings.
    pub names: &'t [&'t str],
    /// Lists of properties, each list sorted by name.
    pub properties: &'t [Property<'t>],
    /// Lists of `patternProperties`.
    pub matchers: &'t [Matcher],
    /// Lists of `dependentRequired`.
    pub dependents: &'t [Dependent<'t>],
    /// Numbers that bound others.
    pub bounds: &'t [Bound<'t>],
    /// Values of `enum` and `const`, and those in them.
    pub constants: &'t [Constant<'t>],
    /// Lists of the properties of such values.
    pub entries: &'t [Entry<'t>],
    /// Regular expressions.
    pub patterns: &'t [Pattern],
    /// Every `$dynamicAnchor`.
    pub anchors: &'t [Anchor],
    /// Names of properties that hold secrets, sorted.
    pub secrets: &'t [&'t str],
}

impl Tables<'_> {
    /// Without any schema.
    pub const EMPTY: Self = Self {
        nodes: &[],
        rules: &[],
        objects: &[],
        lists: &[],
        names: &[],
        properties: &[],
        matchers: &[],
        dependents: &[],
        bounds: &[],
        constants: &[],
        entries: &[],
        patterns: &[],
        anchors: &[],
        secrets: &[],
    };
}

/// A piece of one of the arrays: where it starts and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span(pub u32, pub u32);

impl Span {
    /// The piece of `array`; empty where there is no such piece.
    pub(super) fn of<T>(self, array: &[T]) -> &[T] {
        let start = self.0 as usize;
        array
            .get(start..start + self.1 as usize)
            .unwrap_or_default()
    }
}

/// Types of JSON values, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Types(pub u8);

impl Types {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// `integer`: a number without a fraction.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// `number`.
    pub const NUMBER: Self = Self(12);
    /// `string`.
    pub const STRING: Self = Self(16);
    /// `array`.
    pub const ARRAY: Self = Self(32);
    /// `object`.
    pub const OBJECT: Self = Self(64);
    /// Any type.
    pub const ALL: Self = Self(127);

    /// Whether it has all of `other`'s.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those of either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One schema: the types that it allows, its marks, the scope it stands in, and its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node(pub Types, pub Marks, pub u16, pub Span);

/// What else there is to say about a node, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Marks(pub u8);

impl Marks {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Null is allowed whatever the rules say (OpenAPI 3.0's `nullable`).
    pub const NULLABLE: Self = Self(1);
    /// What it describes is a secret, which no message shows.
    pub const SECRET: Self = Self(2);
    /// It has rules, and none of them refers to another node.
    pub const LEAF: Self = Self(4);

    /// Whether it has `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One keyword, or a few that are looked at together. A rule about another type than that of the
/// value says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Nothing is allowed: the schema `false`.
    Never,
    /// `$ref`, and whatever else is another node in its place.
    Same(NodeId),
    /// `$dynamicRef`: the name of the anchor (an index of `names`), and the node without scope.
    Dynamic(u32, NodeId),
    /// `enum` or `const`: constants.
    Constants(Span),
    /// `enum` or `const` of strings only: names.
    Words(Span),
    /// `allOf`.
    All(Span),
    /// `anyOf`.
    Any(Span),
    /// `oneOf`.
    One(Span),
    /// `not`.
    Not(NodeId),
    /// `if`, `then`, `else`; the latter two may be [`NONE`].
    If(NodeId, NodeId, NodeId),
    /// `minLength`.
    MinLength(u64),
    /// `maxLength`.
    MaxLength(u64),
    /// `pattern`.
    Pattern(u32),
    /// `format` of a string.
    Format(Format),
    /// `format: byte`, or `contentEncoding: base64` where it is asserted.
    Base64,
    /// `format` of a number: the least and the greatest, as bounds, and the name of the format.
    NumberFormat(u32, u32, u32),
    /// `minimum`.
    Minimum(u32),
    /// `exclusiveMinimum`.
    Above(u32),
    /// `maximum`.
    Maximum(u32),
    /// `exclusiveMaximum`.
    Below(u32),
    /// `multipleOf`.
    MultipleOf(u32),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    Unique,
    /// `prefixItems`.
    Prefix(Span),
    /// `items`, from this index on.
    Items(u32, NodeId),
    /// `contains`, `minContains`, `maxContains`.
    Contains(NodeId, u32, u32),
    /// `unevaluatedItems`.
    UnevaluatedItems(NodeId),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `required`, for names that are not among the declared properties.
    Required(Span),
    /// `properties`, `required`, `patternProperties`, `additionalProperties`: an index of
    /// `objects`.
    Object(u32),
    /// `propertyNames`.
    PropertyNames(NodeId),
    /// `dependentRequired`.
    DependentRequired(Span),
    /// `dependentSchemas`: properties.
    DependentSchemas(Span),
    /// `unevaluatedProperties`.
    UnevaluatedProperties(NodeId),
}

/// What holds for the properties of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectRule {
    /// Those that are declared.
    pub declared: Span,
    /// How many of them are required.
    pub required: u32,
    /// `patternProperties`.
    pub matchers: Span,
    /// `additionalProperties`, or [`NONE`].
    pub additional: NodeId,
}

/// A property: its name, its node, whether it is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property<'t>(pub &'t str, pub NodeId, pub bool);

/// One of `patternProperties`: the pattern and the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Matcher(pub u32, pub NodeId);

/// One of `dependentRequired`: a name, and the names that it demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependent<'t>(pub &'t str, pub Span);

/// A number that bounds others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound<'t> {
    /// An integer that a word holds.
    Integer(i64),
    /// Any other number, as JSON spells it.
    Exact(&'t str),
}

/// A value of `enum` or `const`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Constant<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Bound<'t>),
    /// A string.
    String(&'t str),
    /// An array of constants.
    Array(Span),
    /// An object: entries.
    Object(Span),
}

/// A property of a value of `enum` or `const`: its name and an index of `constants`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry<'t>(pub &'t str, pub u32);

/// A `$dynamicAnchor`: the scope it stands in, its name (an index of `names`), and its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Anchor(pub u16, pub u32, pub NodeId);
