//! Rules about objects.

use super::super::object::is_name;
use super::super::validate::check::{self, ensure, shorten};
use super::super::validate::{Flow, PASS, Pattern, Violation};
use super::engine::{Engine, Here};
use super::reasons::Listener;
use super::scalar::size;
use super::tables::{Matcher, NONE, Property, Rule};
use serde_json::{Map, Value};

impl<'t> Engine<'t> {
    /// A rule about objects.
    pub(super) fn object<L: Listener>(
        &mut self,
        rule: &Rule,
        map: &Map<String, Value>,
        value: &Value,
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        match *rule {
            Rule::Object(index) => self.properties(index, map, here, out),
            Rule::Required(names) => {
                for name in self.names(names) {
                    self.require(map.contains_key(*name), "required", name, here, out)?;
                }
                PASS
            }
            Rule::MinProperties(min) => check::properties(map.len(), size(min), None, here.at, out),
            Rule::MaxProperties(max) => {
                check::properties(map.len(), 0, Some(size(max)), here.at, out)
            }
            Rule::PropertyNames(id) => self.property_names(id, map, here, out),
            Rule::DependentRequired(span) => {
                for dependent in span.of(self.tables.dependents) {
                    if map.contains_key(dependent.0) {
                        for name in self.names(dependent.1) {
                            let present = map.contains_key(*name);
                            self.require(present, "dependentRequired", name, here, out)?;
                        }
                    }
                }
                PASS
            }
            Rule::DependentSchemas(span) => {
                for property in span.of(self.tables.properties) {
                    if map.contains_key(property.0) {
                        self.check(property.1, value, here.at, here.scope, out)?;
                    }
                }
                PASS
            }
            Rule::UnevaluatedProperties(id) => {
                self.unevaluated_properties(id, map, value, here, out)
            }
            _ => PASS,
        }
    }

    /// `properties`, `required`, `patternProperties` and `additionalProperties`, in one pass.
    pub(super) fn properties<L: Listener>(
        &mut self,
        index: u32,
        map: &Map<String, Value>,
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        let Some(rule) = self.tables.objects.get(index as usize) else {
            return PASS;
        };
        let declared = rule.declared.of(self.tables.properties);
        let matchers = rule.matchers.of(self.tables.matchers);
        let mut required = 0;
        let mut cursor = 0;
        for (key, value) in map {
            let mut known = false;
            if let Some(Property(_, id, demanded)) = find(declared, key, &mut cursor) {
                known = true;
                required += u32::from(*demanded);
                self.check_key(*id, (key, value), here, out)?;
            }
            if matchers.is_empty() && known {
                continue;
            }
            for Matcher(_, id) in matching(self.tables.patterns, matchers, key) {
                known = true;
                self.check_key(*id, (key, value), here, out)?;
            }
            if !known && rule.additional != NONE {
                self.additional(
                    rule.additional,
                    "additionalProperties",
                    (key, value),
                    here,
                    out,
                )?;
            }
        }
        if required < rule.required {
            for Property(name, _, demanded) in declared {
                if *demanded {
                    self.require(map.contains_key(*name), "required", name, here, out)?;
                }
            }
        }
        PASS
    }

    /// A property that only a rule about others speaks of. If none may be, that is said.
    pub(super) fn additional<L: Listener>(
        &mut self,
        id: u32,
        keyword: &'static str,
        (key, value): (&str, &Value),
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        if L::EXPLAINS && self.is_never(id) {
            return out.report(&here.at.key(key), || {
                let found = format!("property {}", shorten(key));
                Violation::new(keyword, "no other property", found)
            });
        }
        self.check_key(id, (key, value), here, out)
    }

    /// Whether the node is the schema `false`.
    pub(super) fn is_never(&self, id: u32) -> bool {
        let node = self.tables.nodes.get(id as usize);
        node.is_some_and(|node| node.3.of(self.tables.rules) == [Rule::Never])
    }

    fn require<L: Listener>(
        &self,
        present: bool,
        keyword: &'static str,
        name: &str,
        here: &Here<'_, '_>,
        out: &mut L,
    ) -> Flow {
        ensure(present, here.at, out, || {
            Violation::new(keyword, format!("property {}", shorten(name)), "none")
        })
    }

    fn property_names<L: Listener>(
        &mut self,
        id: u32,
        map: &Map<String, Value>,
        here: &Here<'_, '_>,
        out: &mut L,
    ) -> Flow {
        // A name is wanted as a value; one buffer serves all of them.
        let mut name = Value::Null;
        for key in map.keys() {
            match &mut name {
                Value::String(buffer) => key.clone_into(buffer),
                other => *other = Value::String(key.clone()),
            }
            if L::EXPLAINS {
                self.check(id, &name, &here.at.key(key), here.scope, out)?;
            } else {
                self.check(id, &name, here.at, here.scope, out)?;
            }
        }
        PASS
    }
}

/// Up to so many declared properties are gone through one by one, which their lengths make quick.
const FEW: usize = 24;

/// How many of more are looked at behind the last one.
const NEAR: usize = 4;

/// The declared property of this name. `cursor` is behind where the last one was found: maps that
/// are sorted by name, as the declared ones are, are gone through side by side.
#[inline]
pub(super) fn find<'t>(
    declared: &'t [Property<'t>],
    key: &str,
    cursor: &mut usize,
) -> Option<&'t Property<'t>> {
    let next = declared.get(*cursor);
    let index = match next.is_some_and(|next| is_name(next.0, key)) {
        true => *cursor,
        false => search(declared, key, *cursor)?,
    };
    *cursor = index + 1;
    declared.get(index)
}

fn search(declared: &[Property<'_>], key: &str, cursor: usize) -> Option<usize> {
    let place = |part: &[Property<'_>]| part.iter().position(|known| is_name(known.0, key));
    let (before, after) = declared.split_at_checked(cursor).unwrap_or((declared, &[]));
    let few = declared.len() <= FEW;
    let near = if few { after.len() } else { NEAR };
    match after.get(..near).and_then(place) {
        Some(index) => Some(cursor + index),
        None if few => place(before),
        None => {
            let found = declared.binary_search_by(|property| property.0.cmp(key));
            found.ok()
        }
    }
}

/// The matchers whose pattern occurs in the name.
pub(super) fn matching<'t, 'k>(
    patterns: &'t [Pattern],
    matchers: &'t [Matcher],
    key: &'k str,
) -> impl Iterator<Item = &'t Matcher> + use<'t, 'k> {
    matchers.iter().filter(move |matcher| {
        let pattern = patterns.get(matcher.0 as usize);
        pattern.is_some_and(|pattern| pattern.matches(key))
    })
}
