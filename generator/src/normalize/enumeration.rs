//! `enum` and `const`.

use super::Normalizer;
use super::convert::{conjunction_of, type_of};
use super::flat::{Conjunction, Flat, Types};
use super::merge::compare;
use crate::api::{ArrayKind, EnumKind, EnumValue, Kind, Origin, Type, TypeId};
use crate::diagnostic::{Code, Place};
use crate::document::TypeName;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashSet;

/// How many lists may stand in each other for an enum beside the outermost to be looked at as what
/// the innermost elements are.
const MAX_LISTS: usize = 16;

impl Normalizer<'_> {
    /// Gives the type `id` the values of a list.
    pub fn convert_list(&mut self, list: Vec<Value>, flat: Flat, id: TypeId) {
        let place = self.types[id.0 as usize].place.key("enum");
        let stated = if flat.typed { flat.types } else { Types::ALL };
        let misplaced = |value: &Value| !matches!(value, Value::Array(_) | Value::Null);
        self.tell_refused(&list, &flat, &place);
        if is_list(&flat) && list.iter().any(misplaced) && !self.is_endless(&flat, id) {
            self.list_of_values(list, flat, id);
            return;
        }
        let mut null = false;
        let mut values: Vec<EnumValue> = Vec::new();
        let mut known = HashSet::new();
        for (index, value) in list.into_iter().enumerate() {
            if value.is_null() {
                null = true;
                continue;
            }
            let Some(value) = self.fit(value, stated, &place) else {
                continue;
            };
            if !known.insert(value.clone()) {
                continue;
            }
            values.push(EnumValue {
                value,
                name: flat.value_names.get(index).cloned(),
                description: flat.value_docs.get(index).cloned(),
            });
        }
        let nullable = (null && (stated.has(TypeName::Null) || !flat.typed)) || flat.null_added;
        // The `nullable` of 3.0 often stands beside a list that forgets the null.
        let nullable = nullable || (flat.typed && stated.has(TypeName::Null));
        if values.is_empty() {
            self.no_values(null, nullable, flat, id);
            return;
        }
        let target = self.under_null(id, nullable);
        let both = values.len() == 2 && values.iter().all(|value| value.value.is_boolean());
        let kind = if both {
            Kind::Boolean
        } else {
            Kind::Enum(EnumKind {
                values,
                open: false,
            })
        };
        self.set(target, kind);
    }

    /// Says which limits beside a list refuse what it lists. The list wins: what somebody wrote
    /// out one by one is what they send.
    fn tell_refused(&mut self, list: &[Value], flat: &Flat, place: &Place) {
        let mut refused = list
            .iter()
            .filter_map(|value| Some((value, refusing(value, flat)?)));
        let Some((value, keyword)) = refused.next() else {
            return;
        };
        let others = match refused.count() {
            0 => String::new(),
            others => format!(" (and {others} more)"),
        };
        let message = format!("`{keyword}` beside the list refuses {value}{others}; it is allowed");
        self.report(Code::Unchecked, place, message);
    }

    /// Whether the elements of a list are lists again, without an end or nearly so.
    fn is_endless(&mut self, flat: &Flat, id: TypeId) -> bool {
        let direction = self.types[id.0 as usize].direction;
        let mut next = conjunction_of(&flat.items);
        for _ in 0..MAX_LISTS {
            let Some(items) = next.take() else {
                break;
            };
            let element = self.glance(&items, direction);
            if is_list(&element) {
                next = conjunction_of(&element.items);
            }
        }
        next.is_some()
    }

    /// `enum` beside `type: array` that lists what the elements may be: a common slip, and no list
    /// would be allowed as it is written.
    fn list_of_values(&mut self, list: Vec<Value>, mut flat: Flat, id: TypeId) {
        let ty = &mut self.types[id.0 as usize];
        let (place, direction) = (ty.place.key("enum"), ty.direction);
        ty.schema = None;
        self.report(
            Code::Malformed,
            &place,
            "the type is a list and the values are none; taken as values of its elements",
        );
        let nullable = flat.null_added || flat.types.has(TypeName::Null);
        let target = self.under_null(id, nullable);
        let items = conjunction_of(&flat.items);
        let mut element = match &items {
            Some(items) => self.flatten(items, direction),
            None => Flat::default(),
        };
        element.value_names = std::mem::take(&mut flat.value_names);
        element.value_docs = std::mem::take(&mut flat.value_docs);
        let origin = Origin::Element { of: target };
        let items = self.push(Type {
            place: place.clone(),
            direction,
            origin,
            docs: element.docs.clone(),
            kind: Kind::Any,
            rules: Vec::new(),
            schema: None,
        });
        let list = match element.enumeration.take() {
            Some(own) => own
                .into_iter()
                .filter(|value| list.contains(value))
                .collect(),
            None => list,
        };
        let values = list.into_iter().filter(|value| !value.is_array()).collect();
        self.convert_list(values, element, items);
        let kind = Kind::Array(ArrayKind {
            items: self.shapes.unify(&self.types, items),
            min_items: flat.min_items.filter(|min| *min > 0),
            max_items: flat.max_items,
            unique_items: flat.unique_items,
        });
        self.set(target, kind);
    }

    /// A value of the type that the schema states. YAML writes `[1, 2]` where strings are meant.
    fn fit(&mut self, value: Value, stated: Types, place: &Place) -> Option<Value> {
        let own = type_of(&value);
        if stated.has(own) || (own == TypeName::Number && stated.has(TypeName::Integer)) {
            return Some(value);
        }
        if stated.is_only(TypeName::String) {
            let text = match &value {
                Value::Number(number) => Some(number.to_string()),
                Value::Bool(flag) => Some(flag.to_string()),
                _ => None,
            };
            if let Some(text) = text {
                self.report(
                    Code::Malformed,
                    place,
                    format!("`{text}` is not a string; taken as the string \"{text}\""),
                );
                return Some(Value::String(text));
            }
        }
        let meant = value
            .as_str()
            .and_then(|text| text.parse::<serde_json::Number>().ok());
        if let Some(number) = meant
            && stated.has(type_of(&Value::Number(number.clone())))
        {
            self.report(
                Code::Malformed,
                place,
                format!("{value} is not a number; taken as the number {number}"),
            );
            return Some(Value::Number(number));
        }
        self.report(
            Code::Unsatisfiable,
            place,
            format!("`{value}` is not of the type that stands beside; it is left out"),
        );
        None
    }

    /// A list that is empty, or holds nothing but null.
    fn no_values(&mut self, null: bool, nullable: bool, mut flat: Flat, id: TypeId) {
        if null {
            self.set(id, Kind::Null);
            return;
        }
        let message = "`enum` allows no value; the type beside it is taken as it stands";
        self.report_of(id, Code::Unsatisfiable, message);
        if !flat.typed {
            self.set(id, Kind::Any);
            return;
        }
        flat.null_added = nullable;
        self.convert(&Conjunction::default(), flat, id);
    }
}

/// Whether nothing but lists is allowed, of one kind of element.
fn is_list(flat: &Flat) -> bool {
    let lists = flat.types.without(TypeName::Null) == Types::one(TypeName::Array);
    flat.typed && lists && flat.prefix_items.is_empty()
}

/// The limit of a string or a number that refuses a value of a list.
fn refusing(value: &Value, flat: &Flat) -> Option<&'static str> {
    match value {
        Value::String(text) => {
            let length = text.chars().count() as u64;
            let differs = |source: &String| !specloom_runtime::Pattern::would_match(source, text);
            if flat.min_length.is_some_and(|min| length < min) {
                Some("minLength")
            } else if flat.max_length.is_some_and(|max| length > max) {
                Some("maxLength")
            } else {
                flat.patterns.iter().any(differs).then_some("pattern")
            }
        }
        Value::Number(number) => {
            use Ordering::{Equal, Greater, Less};
            let limits = &flat.numeric;
            let bounds: [(_, _, &[Ordering]); 4] = [
                ("minimum", &limits.minimum, &[Less]),
                ("maximum", &limits.maximum, &[Greater]),
                (
                    "exclusiveMinimum",
                    &limits.exclusive_minimum,
                    &[Less, Equal],
                ),
                (
                    "exclusiveMaximum",
                    &limits.exclusive_maximum,
                    &[Greater, Equal],
                ),
            ];
            let mut refusing = bounds.into_iter().filter_map(|(keyword, bound, wrong)| {
                let order = compare(number, bound.as_ref()?);
                wrong.contains(&order).then_some(keyword)
            });
            refusing.next()
        }
        _ => None,
    }
}
