//! The kinds of values.

use super::{Condition, Direction};
use crate::diagnostic::Place;
use serde_json::{Number, Value};

/// A type of an [`super::Api`], by its index there. Equal types that stand inline in several
/// places have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Schemas that describe a type: its values satisfy all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Where they stand, at least one.
    pub places: Vec<Place>,
    /// Only values of these types; empty: of any.
    pub only: Vec<JsonType>,
    /// Which way the values travel: the schemas hold without what that way lacks.
    pub direction: Direction,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// Where it stands.
    pub place: Place,
    /// The schemas that describe it as a whole; `None` where there are none.
    pub schema: Option<Whole>,
    /// Which way it travels; [`Direction::Both`] unless the ways differ.
    pub direction: Direction,
    /// What a name can be made of.
    pub origin: Origin,
    /// What is said about it.
    pub docs: Docs,
    /// What values it has.
    pub kind: Kind,
    /// Conditions between the properties of an object, beyond its kind.
    pub rules: Vec<Condition>,
}

/// Where a type was met first: what its name is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// `components/schemas`, or another place with a name of its own (`$defs`, a file).
    Component(String),
    /// A property of an object.
    Property {
        /// The object.
        of: TypeId,
        /// The property.
        name: String,
    },
    /// The elements of an array or the values of a map.
    Element {
        /// The array or map.
        of: TypeId,
    },
    /// An arm of a union.
    Arm {
        /// The union.
        of: TypeId,
        /// Its position.
        index: usize,
    },
    /// The type under [`Kind::Nullable`].
    NonNull {
        /// The nullable type.
        of: TypeId,
    },
    /// A parameter of an operation (index into `operations`, webhooks counted on).
    Parameter {
        /// The operation.
        operation: usize,
        /// `name` of the parameter.
        name: String,
    },
    /// The body of a request.
    RequestBody {
        /// The operation.
        operation: usize,
    },
    /// The body of a response.
    ResponseBody {
        /// The operation.
        operation: usize,
        /// The status key, such as `200`, `4XX` or `default`.
        status: String,
    },
    /// A response header.
    ResponseHeader {
        /// The operation.
        operation: usize,
        /// The name of the header.
        name: String,
    },
}

/// Annotations.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Docs {
    /// `title` or `summary`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// The closed set of kinds.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Kind {
    /// Any JSON value, null included.
    Any,
    /// No value at all.
    Never,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer(IntegerKind),
    /// A number.
    Number(NumberKind),
    /// A string.
    String(StringKind),
    /// One of a list of values, none of them null. One value: a constant.
    Enum(EnumKind),
    /// A list.
    Array(ArrayKind),
    /// A list whose first elements have types of their own.
    Tuple(TupleKind),
    /// An object without properties of its own.
    Map(MapKind),
    /// An object.
    Object(ObjectKind),
    /// One of several types.
    Union(UnionKind),
    /// `null` or a value of the type, which itself is neither nullable nor [`Kind::Any`].
    Nullable(TypeId),
}

impl Kind {
    /// Whether a type of this kind becomes an item of its own.
    pub fn is_item(&self) -> bool {
        matches!(self, Kind::Object(_) | Kind::Enum(_) | Kind::Union(_))
    }

    /// Every type that this kind refers to, in order.
    pub fn children(&self) -> Vec<TypeId> {
        match self {
            Kind::Any
            | Kind::Never
            | Kind::Null
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Enum(_) => Vec::new(),
            Kind::Array(array) => vec![array.items],
            Kind::Tuple(tuple) => tuple.prefix.iter().copied().chain(tuple.rest).collect(),
            Kind::Map(map) => map.keys.into_iter().chain([map.values]).collect(),
            Kind::Object(object) => {
                let mut all: Vec<TypeId> = object.properties.iter().map(|p| p.ty).collect();
                all.extend(object.pattern_properties.iter().map(|(_, ty)| *ty));
                all.extend(object.keys);
                if let Additional::Typed(values) = object.additional {
                    all.push(values);
                }
                all
            }
            Kind::Union(union) => union.arms.iter().map(|arm| arm.ty).collect(),
            Kind::Nullable(inner) => vec![*inner],
        }
    }
}

/// Bounds of a number, exact. Exclusive and inclusive bounds may stand together.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct NumberKind {
    /// `format`: float, double or another name.
    pub format: Option<String>,
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum` in its numeric form.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum` in its numeric form.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
}

/// An integer has the facts of a number; `format` is int32, int64 or another name.
pub type IntegerKind = NumberKind;

/// A string.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct StringKind {
    /// `format`.
    pub format: Option<String>,
    /// `contentEncoding` (`base64` is 3.1's way to say format byte).
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `minLength`, in Unicode scalar values.
    pub min_length: Option<u64>,
    /// `maxLength`, in Unicode scalar values.
    pub max_length: Option<u64>,
    /// Patterns (ECMA-262), every one of which must match; several come from `allOf`.
    pub patterns: Vec<String>,
    /// A value that no log may show: `writeOnly`, format password, or a name from the list.
    pub secret: bool,
}

/// A list of values.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct EnumKind {
    /// The values, in order, each once, none of them null.
    pub values: Vec<EnumValue>,
    /// Whether the document itself allows other strings beside (`anyOf` of an enum and a string).
    pub open: bool,
}

/// One value of a list.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// A name for it: `title` of a `const` arm, or `x-enum-varnames`.
    pub name: Option<String>,
    /// A description of it.
    pub description: Option<String>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct ArrayKind {
    /// What its elements are.
    pub items: TypeId,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
}

/// A list whose first elements have types of their own.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct TupleKind {
    /// `prefixItems`.
    pub prefix: Vec<TypeId>,
    /// What follows them: `None` where nothing may.
    pub rest: Option<TypeId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
}

/// An object without properties of its own.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct MapKind {
    /// What its values are.
    pub values: TypeId,
    /// `propertyNames`, as the type of a string.
    pub keys: Option<TypeId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct ObjectKind {
    /// Its properties, in order, each once. A name in `required` without a schema is of any type.
    pub properties: Vec<Property>,
    /// Everything else.
    pub additional: Additional,
    /// `patternProperties`: pattern and type. The values are kept with the additional ones.
    pub pattern_properties: Vec<(String, TypeId)>,
    /// `propertyNames`, as the type of a string.
    pub keys: Option<TypeId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Property {
    /// Where it stands.
    pub place: Place,
    /// Its name in JSON.
    pub name: String,
    /// Its type; optional and nullable are told apart by `required` and [`Kind::Nullable`].
    pub ty: TypeId,
    /// Whether it must be there.
    pub required: bool,
    /// `default`.
    pub default: Option<Value>,
    /// What is said about it, beside what is said about its type.
    pub docs: Docs,
    /// `x-specloom-name`: a name chosen by the overlay.
    pub rename: Option<String>,
}

/// What an object may hold beside its properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Additional {
    /// The document is silent: anything may come and is ignored on reading.
    Ignored,
    /// `additionalProperties: false`.
    Denied,
    /// Declared: values of the type.
    Typed(TypeId),
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct UnionKind {
    /// At least two, in order.
    pub arms: Vec<Arm>,
    /// The keyword.
    pub mode: UnionMode,
    /// How to tell which arm a value is of.
    pub selection: Selection,
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the keywords")]
pub enum UnionMode {
    OneOf,
    AnyOf,
}

/// One of the types of a union.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Arm {
    /// The type.
    pub ty: TypeId,
    /// A name for it: a key of the discriminator's mapping, a title.
    pub name: Option<String>,
}

/// How to tell which arm a value is of.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Selection {
    /// By the value of a property: from `discriminator`, or because each arm fixes the same
    /// required property to values of its own.
    Tag {
        /// The property.
        property: String,
        /// Every value with its arm. Arms may share a value: of these the first that reads and
        /// validates.
        arms: Vec<TagArm>,
        /// Arms that are no objects, so that they have no property, and the types that they have.
        /// Of several with a type in common the first that reads and validates.
        plain: Vec<(Vec<usize>, Vec<JsonType>)>,
        /// The arm of an object whose value is missing or not among these: `defaultMapping`.
        default: Option<usize>,
    },
    /// By what it looks like: the first arm of which all that is listed is true.
    Shape(
        /// A test for each arm, in the order of the arms.
        Vec<Shape>,
    ),
    /// Nothing tells them apart: the first arm that reads and validates.
    InOrder,
}

/// A value of a discriminating property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TagArm {
    /// The value.
    pub value: String,
    /// The index of the arm.
    pub arm: usize,
    /// Whether the arm's own type has the property, so that it writes the value itself.
    pub carried: bool,
}

pub use shape::{JsonType, Shape};

mod shape {
    use serde_json::Value;

    /// The types of JSON. A number without a fraction is an integer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[allow(missing_docs, reason = "the names are those of JSON")]
    pub enum JsonType {
        Null,
        Boolean,
        Integer,
        Number,
        String,
        Array,
        Object,
    }

    /// What tells an arm apart.
    #[derive(Debug, Clone, PartialEq, Default, Hash)]
    pub struct Shape {
        /// The types of JSON that it may have; empty: any.
        pub types: Vec<JsonType>,
        /// Properties that must be there.
        pub required: Vec<String>,
        /// Properties (all of them required) and the values that they may have.
        pub constants: Vec<(String, Vec<Value>)>,
        /// For strings: the values that it may have; empty: any.
        pub strings: Vec<String>,
    }
}
