//! The items of the module `types`.

use super::{Check, Expr, RustType};

/// An item.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "most items are structs")]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// A list of strings.
    StringEnum(StringEnum),
    /// A list of other values.
    ValueEnum(ValueEnum),
    /// One of several types.
    Union(Union),
    /// A name for a type that is no item of its own.
    Alias(Alias),
}

impl Item {
    /// What all items have.
    pub fn head(&self) -> &Head {
        match self {
            Self::Struct(item) => &item.head,
            Self::StringEnum(item) => &item.head,
            Self::ValueEnum(item) => &item.head,
            Self::Union(item) => &item.head,
            Self::Alias(item) => &item.head,
        }
    }
}

/// What all items have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Upper camel case, unique in `types`.
    pub name: String,
    /// The documentation, a line each, fit for rustdoc.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
}

/// What is derived beside `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Derives {
    /// `Eq`: nothing in it is a float, any value or a secret.
    pub eq: bool,
    /// `Default`: nothing in it is required.
    pub default: bool,
}

/// A struct that stands for a JSON object.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Name and documentation.
    pub head: Head,
    /// What is derived.
    pub derives: Derives,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Where other properties are kept.
    pub additional: Option<Additional>,
    /// `minProperties` and `maxProperties`, where they say more than `required` does.
    pub properties: Option<(u64, Option<u64>)>,
    /// Conditions between the fields.
    pub rules: Vec<Rule>,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The field as Rust spells it, `r#` included.
    pub ident: String,
    /// The property as JSON spells it.
    pub wire: String,
    /// The type of a value that is there and not null, boxed where it must be.
    pub ty: RustType,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The documentation, a line each.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// The only value that a required property can have, or that unions tell the type by; `new`
    /// fills it in.
    pub constant: Option<Expr>,
    /// What an optional property means where it is absent, of type `ty` without its `Box`.
    pub default: Option<Expr>,
    /// Whether `new` and setters take `impl Into<ty>`: callers have something shorter at hand.
    pub into: bool,
    /// Checks of a value that is there and not null.
    pub checks: Vec<Check>,
}

impl Field {
    /// The type of the field itself.
    pub fn full_type(&self) -> RustType {
        let ty = Box::new(self.ty.clone());
        match self.presence {
            Presence::Required => self.ty.clone(),
            Presence::OptionalNullable => RustType::Maybe(ty),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => {
                RustType::Option(ty)
            }
        }
    }
}

/// Whether a property may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, written as null.
    RequiredNullable,
    /// `Option<T>`; null is read as absent.
    Optional,
    /// `Option<T>` where `T` itself has null among its values.
    OptionalAny,
    /// `rt::Maybe<T>`
    OptionalNullable,
}

/// The field `additional_properties`.
#[derive(Debug, Clone, PartialEq)]
pub struct Additional {
    /// The type of the values.
    pub ty: RustType,
    /// Checks of the map.
    pub checks: Vec<Check>,
}

/// A condition between fields that must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// When it must hold; `None`: always.
    pub when: Option<Test>,
    /// What must hold.
    pub demand: Demand,
    /// What a violation says that was expected.
    pub expected: String,
}

/// What a rule asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// The property is there.
    Present(Member),
    /// The property is not there.
    Absent(Member),
    /// The property, where it is there, equals one of the values, or null where the flag says so.
    Equals(Member, Vec<Expr>, bool),
    /// Anything else; the violation stands at the object.
    Holds {
        /// What must be true.
        test: Test,
        /// The keyword of the violation.
        keyword: &'static str,
    },
}

/// A property in a condition: a field, or one that the struct keeps among the additional ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The property as JSON spells it.
    pub wire: String,
    /// The field; `None`: a key of `additional_properties`.
    pub field: Option<String>,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The type of a value that is there.
    pub ty: RustType,
    /// That type in the API.
    pub source: crate::api::TypeId,
}

/// Something that is true or false of a struct.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Known beforehand.
    Constant(bool),
    /// The property is there.
    Present(Member),
    /// The property is not there, or equals one of the values, or null where the flag says so.
    Equals(Member, Vec<Expr>, bool),
    /// The property is there, and equals one of the values, or null where the flag says so.
    Is(Member, Vec<Expr>, bool),
    /// All are true.
    All(Vec<Test>),
    /// At least one is true.
    Any(Vec<Test>),
    /// Exactly one is true.
    One(Vec<Test>),
    /// It is not true.
    Not(Box<Test>),
}

/// An enum of strings, with an arm `Unknown(String)`.
#[derive(Debug, Clone, PartialEq)]
pub struct StringEnum {
    /// Name and documentation.
    pub head: Head,
    /// The listed values.
    pub variants: Vec<Variant<String>>,
    /// Whether other strings are as good as the listed ones.
    pub open: bool,
}

/// An enum of values that are not all strings, with an arm `Unknown(serde_json::Value)`.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueEnum {
    /// Name and documentation.
    pub head: Head,
    /// The listed values.
    pub variants: Vec<Variant<serde_json::Value>>,
    /// Whether other values are as good as the listed ones.
    pub open: bool,
}

/// A listed value.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant<T> {
    /// Upper camel case.
    pub ident: String,
    /// The value as it stands on the wire.
    pub value: T,
    /// The documentation, a line each.
    pub docs: Vec<String>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// Name and documentation.
    pub head: Head,
    /// What is derived.
    pub derives: Derives,
    /// `oneOf` or `anyOf`.
    pub keyword: &'static str,
    /// The alternatives.
    pub arms: Vec<Arm>,
    /// How a value is read.
    pub reading: Reading,
    /// Whether its validator checks anything.
    pub checked: bool,
    /// Whether arguments take an `Option` of it, which its alternatives should become too.
    pub in_option: bool,
    /// The same of `rt::Maybe`.
    pub in_maybe: bool,
}

/// An alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Upper camel case.
    pub ident: String,
    /// What it holds, boxed where it must be.
    pub ty: RustType,
    /// The documentation, a line each.
    pub docs: Vec<String>,
    /// Whether `From<ty>` can be written: no other arm holds the same type.
    pub from: bool,
    /// Checks of what it holds.
    pub checks: Vec<Check>,
    /// Property and values, of which the first is written beside what it holds where that has none
    /// of them.
    pub tag: Option<(String, Vec<String>)>,
    /// The field of what it holds that must say it is this alternative, where its type lets it say
    /// anything else.
    pub own_tag: Option<OwnTag>,
}

/// A field that tells the alternative, and is a text or an enum of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTag {
    /// The field.
    pub ident: String,
    /// The property.
    pub property: String,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether it is any text; otherwise it is an enum of some.
    pub plain: bool,
    /// What it can be in this alternative; of the default, what it cannot be.
    pub values: Vec<String>,
    /// Whether the alternative is the default.
    pub default: bool,
}

/// How a union chooses its arm.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// By the value of a property; a value that is not listed is kept in `Unknown`, but for
    /// objects where there is a default.
    Tag {
        /// The property.
        property: String,
        /// Each value with its arm. Arms may share a value: of these the first that reads and
        /// validates.
        arms: Vec<TaggedArm>,
        /// Arms that are no objects: these are told by their types. Of several with a type in
        /// common the first that reads and validates.
        plain: Vec<(Vec<usize>, Vec<crate::api::JsonType>)>,
        /// The arm of an object that has no value, or one that is not listed.
        default: Option<usize>,
    },
    /// By what the value looks like, an arm after the other; what looks like none is kept in
    /// `Unknown`.
    Shape(Vec<crate::api::Shape>),
    /// The first arm that reads and validates; what fits none is kept in `Unknown`.
    InOrder,
}

/// A value of a discriminating property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedArm {
    /// The value.
    pub value: String,
    /// The index of the arm.
    pub arm: usize,
}

/// A name for a type that is no item of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// Name and documentation.
    pub head: Head,
    /// The type.
    pub ty: RustType,
}
