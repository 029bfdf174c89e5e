//! A miniature of what the generator emits, for the invented API of Acme Widgets.

use crate::runtime as rt;
use std::collections::BTreeMap;

pub struct Widget {
    pub name: String,
    pub size: i64,
    pub note: rt::Maybe<String>,
    pub slug: Option<String>,
    pub owner: Option<String>,
    pub colour: Option<Colour>,
    pub key: Option<rt::Secret>,
    pub parts: Option<Vec<Part>>,
    pub additional_properties: BTreeMap<String, i32>,
}

impl Widget {
    pub fn new(name: impl Into<String>, size: i64) -> Self {
        Self {
            name: name.into(),
            size,
            note: rt::Maybe::Absent,
            slug: None,
            owner: None,
            colour: None,
            key: None,
            parts: None,
            additional_properties: BTreeMap::new(),
        }
    }
}

type Required = (rt::Must<String>, rt::Must<i64>, rt::Maybe<String>);
type Optional = (
    Option<String>,
    rt::Must<Option<String>>,
    Option<Colour>,
    Option<rt::Secret>,
    Option<Vec<Part>>,
    BTreeMap<String, i32>,
);

impl rt::Object for Widget {
    type Rows = (Required, Optional);

    const NAMES: &'static [&'static str] = &[
        "name", "size", "note", "slug", "owner", "colour", "key", "parts",
    ];

    const RULES: rt::FieldRules = &[
        ("name", &[rt::Rule::Length(1, Some(10))]),
        ("size", &[rt::Rule::Minimum(rt::Bound::Integer(0))]),
        (
            "slug",
            &[rt::Rule::Length(3, None), rt::Rule::Pattern(SLUG)],
        ),
        ("key", &[rt::Rule::Length(8, None)]),
        ("parts", &[rt::Rule::Items(1, Some(5))]),
    ];

    fn build(rt::Values(values): rt::Values<Self>) -> Self {
        let ((name, size, note), (slug, owner, colour, key, parts, additional_properties)) = values;
        Self {
            name,
            size,
            note,
            slug,
            owner,
            colour,
            key,
            parts,
            additional_properties,
        }
    }

    fn parts(&self) -> rt::Parts<'_, Self> {
        rt::Parts((
            (&self.name, &self.size, &self.note),
            (
                &self.slug,
                &self.owner,
                &self.colour,
                &self.key,
                &self.parts,
                &self.additional_properties,
            ),
        ))
    }
}

rt::object!(Widget);

const SLUG: rt::PatternAt = rt::PatternAt::Loops(
    "^[a-z][a-z0-9-]*$",
    &[&[
        rt::Step::Start,
        rt::Step::Run(&rt::Set::of(&[('a', 'z')]), 1, Some(1)),
        rt::Step::Run(&rt::Set::of(&[('-', '-'), ('0', '9'), ('a', 'z')]), 0, None),
        rt::Step::End,
    ]],
);

#[derive(Clone)]
pub enum Colour {
    Red,
    Green,
    Unknown(String),
}

impl Colour {
    pub const ALL: &'static [Self] = &[Self::Red, Self::Green];

    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Unknown(value) => value,
        }
    }
}

rt::string_enum!(Colour);

#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    One,
    Off,
    Unknown(serde_json::Value),
}

impl Level {
    pub const ALL: &'static [Self] = &[Self::One, Self::Off];

    pub fn to_value(&self) -> serde_json::Value {
        match self {
            Self::One => serde_json::Value::from(1),
            Self::Off => serde_json::Value::from("off"),
            Self::Unknown(value) => value.clone(),
        }
    }
}

rt::value_enum!(Level);

/// Told apart by `kind`, which the wheel does not carry itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Wheel(Wheel),
    Unknown(serde_json::Value),
}

impl rt::Union for Part {
    fn read(value: serde_json::Value) -> Result<Self, rt::ReadError> {
        match rt::tag(&value, "kind") {
            Some("wheel") => rt::arm(value).map(Self::Wheel),
            _ => Ok(Self::Unknown(value)),
        }
    }

    fn write<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Wheel(value) => rt::write_tagged(s, "kind", &["wheel"], value),
            Self::Unknown(value) => rt::Wire::write(value, s),
        }
    }

    fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
        match self {
            Self::Wheel(value) => rt::Validate::check(value, at, sink),
            Self::Unknown(value) => rt::Validate::check(value, at, sink),
        }
    }
}

rt::union!(Part);

pub struct Wheel {
    pub radius: f64,
}

impl rt::Object for Wheel {
    type Rows = (rt::Must<f64>,);

    const NAMES: &'static [&'static str] = &["radius"];

    const RULES: rt::FieldRules = &[("radius", &[rt::Rule::Above(rt::Bound::Integer(0))])];

    fn build(rt::Values((radius,)): rt::Values<Self>) -> Self {
        Self { radius }
    }

    fn parts(&self) -> rt::Parts<'_, Self> {
        rt::Parts((&self.radius,))
    }
}

rt::object!(Wheel);

/// Without a tag: the first that reads and is valid.
#[derive(Debug, Clone, PartialEq)]
pub enum Loose {
    Widget(Box<Widget>),
    Wheel(Wheel),
}

impl rt::Union for Loose {
    fn read(value: serde_json::Value) -> Result<Self, rt::ReadError> {
        rt::first(
            &value,
            &[
                |v| rt::arm(v).map(Self::Widget),
                |v| rt::arm(v).map(Self::Wheel),
            ],
        )
    }

    fn write<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Widget(value) => rt::Wire::write(value, s),
            Self::Wheel(value) => rt::Wire::write(value, s),
        }
    }

    fn check<S: rt::Sink>(&self, at: &rt::Path<'_>, sink: &mut S) -> rt::Flow {
        match self {
            Self::Widget(value) => rt::Validate::check(value, at, sink),
            Self::Wheel(value) => rt::Validate::check(value, at, sink),
        }
    }
}

rt::union!(Loose);
