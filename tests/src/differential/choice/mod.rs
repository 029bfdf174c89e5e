//! What the generator takes where a description says one thing and means another
//! (docs/SUPPORT.md, "Choices"), as changes to the lifted document: where the typed door decides
//! as the oracle does after such a change, the disagreement is that choice.

mod apart;
mod objects;
mod types;
mod unions;

use super::lift::each_schema;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The choice that makes every `oneOf` an `anyOf`.
pub const ONE_ARM: &str =
    "of a union only the arm that was read is checked, not that no other fits";

/// The mark of a parent in whose place its children's union is taken.
pub const UNITED: &str = "x-united";

/// How the generator tells the arms of a union apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By the value of a property.
    ByTag,
    /// By keys and types.
    ByShape,
    /// By nothing: in order.
    InOrder,
}

/// What changes are made with.
pub struct Ground<'g> {
    /// The lifted document, before any change.
    pub root: &'g Value,
    /// Unions of the schemas that extend a parent, by its name.
    pub unions: Map<String, Value>,
    /// Unions whose way of telling their arms apart is known, by their pointers.
    pub told: &'g BTreeMap<String, Told>,
}

/// A documented choice.
pub struct Choice {
    /// What docs/SUPPORT.md says.
    pub about: &'static str,
    /// What it makes of a schema; whether that is anything.
    pub take: fn(&str, &mut Map<String, Value>, &Ground<'_>) -> bool,
}

/// Every choice, the narrow ones first.
pub const CHOICES: &[Choice] = &[
    Choice {
        about: "no `type`, but keywords of objects, lists, strings or numbers: that type",
        take: |_, map, _| types::name_type(map),
    },
    Choice {
        about: "null is allowed beside an `enum` that does not list it",
        take: |_, map, _| types::list_null(map),
    },
    Choice {
        about: "null that an `enum` lists is a value, whatever `type` says",
        take: |_, map, _| types::type_null(map),
    },
    Choice {
        about: "`{nullable: true}` as an arm of a union is null",
        take: |_, map, _| types::mean_null(map),
    },
    Choice {
        about: "`enum` values of another type than `type` are read as that type",
        take: |_, map, _| types::retype_listed(map),
    },
    Choice {
        about: "what an `enum` lists is allowed, whatever limits stand beside it",
        take: |_, map, _| types::heed_list(map),
    },
    Choice {
        about: "`contentEncoding: base64` is bytes, so it is base64",
        take: |_, map, _| types::check_encoding(map),
    },
    Choice {
        about: "a discriminator without arms: a union of the schemas that extend its own",
        take: unions::unite_children,
    },
    Choice {
        about: "a discriminator alone says which arm a value is of",
        take: |at, map, ground| ground.may_be(at, Told::ByTag) && apart::heed_tag(map, ground.root),
    },
    Choice {
        about: "where keys tell arms apart, an object with the keys of an arm is of that arm",
        take: |at, map, ground| {
            ground.may_be(at, Told::ByShape) && apart::tell_apart(map, ground.root)
        },
    },
    Choice {
        about: ONE_ARM,
        take: |_, map, _| unions::allow_several(map),
    },
    Choice {
        about: "`type` beside a reference or a union does not take null from it",
        take: |_, map, _| types::keep_null(map),
    },
    Choice {
        about: "`additionalProperties` of one part of an `allOf` do not bind those of another",
        take: |_, map, ground| objects::know_all(map, ground.root),
    },
    Choice {
        about: "unknown fields are ignored",
        take: |_, map, _| objects::ignore_unknown(map),
    },
];

/// Where a choice, by its index, is taken; nowhere else.
pub type Places = BTreeMap<usize, BTreeSet<String>>;

impl<'g> Ground<'g> {
    /// What is to be known of a document before a choice is taken.
    pub fn new(root: &'g Value, told: &'g BTreeMap<String, Told>) -> Self {
        let unions = unions::unions_of_children(root);
        Self { root, unions, told }
    }

    /// The document with the choices, and where each of them has changed something. Without
    /// `places` they are taken everywhere.
    pub fn take(&self, choices: &[usize], places: Option<&Places>) -> (Value, Places) {
        let mut document = self.root.clone();
        let mut changed = Places::new();
        each_schema(&mut document, &mut |at, map| {
            for index in choices {
                let here = |places: &Places| places.get(index).is_some_and(|set| set.contains(at));
                let Some(choice) = CHOICES.get(*index) else {
                    continue;
                };
                if places.is_none_or(here) && (choice.take)(at, map, self) {
                    changed.entry(*index).or_default().insert(at.to_owned());
                }
            }
        });
        if let Value::Object(map) = &mut document {
            map.insert("x-unions".to_owned(), Value::Object(self.unions.clone()));
        }
        (document, changed)
    }

    /// Whether the union there may be told apart so: another way is not known of it.
    fn may_be(&self, at: &str, way: Told) -> bool {
        self.told.get(at).is_none_or(|told| *told == way)
    }
}
