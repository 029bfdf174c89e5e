//! Rules about arrays.

use super::super::validate::check::{self, ensure};
use super::super::validate::{Flow, PASS, Violation};
use super::engine::{Engine, Here};
use super::reasons::{Listener, counted};
use super::scalar::size;
use super::tables::{NONE, NodeId, Rule};
use super::unique::duplicate;
use serde_json::Value;

impl<'t> Engine<'t> {
    /// A rule about arrays.
    pub(super) fn array<L: Listener>(
        &mut self,
        rule: &Rule,
        items: &[Value],
        value: &Value,
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        match *rule {
            Rule::MinItems(min) => check::items(items, size(min), None, here.at, out),
            Rule::MaxItems(max) => check::items(items, 0, Some(size(max)), here.at, out),
            Rule::Unique => match duplicate(self, items) {
                None => PASS,
                Some((first, second)) => out.report(&here.at.index(second), || {
                    let found = format!("item {first} again");
                    Violation::new("uniqueItems", "no item twice", found)
                }),
            },
            Rule::Prefix(nodes) => {
                let nodes = nodes.of(self.tables.lists);
                for (item, id) in items.iter().enumerate().zip(nodes) {
                    self.check_index(*id, item, here, out)?;
                }
                PASS
            }
            Rule::Items(from, id) => self.items(from, id, items, here, out),
            Rule::Contains(id, min, max) => self.contains((id, min, max), items, here, out),
            Rule::UnevaluatedItems(id) => self.unevaluated_items(id, items, value, here, out),
            _ => PASS,
        }
    }

    fn items<L: Listener>(
        &mut self,
        from: u32,
        id: NodeId,
        items: &[Value],
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        if L::EXPLAINS && self.is_never(id) {
            return ensure(items.len() <= from as usize, here.at, out, || {
                let expected = format!("at most {}", counted(u64::from(from), "item", "items"));
                Violation::new("items", expected, counted(items.len(), "item", "items"))
            });
        }
        for item in items.iter().enumerate().skip(from as usize) {
            self.check_index(id, item, here, out)?;
        }
        PASS
    }

    fn contains<L: Listener>(
        &mut self,
        (id, min, max): (NodeId, u32, u32),
        items: &[Value],
        here: &Here<'_, 't>,
        out: &mut L,
    ) -> Flow {
        let (least, most) = (min as usize, max as usize);
        // Without an upper bound, enough is enough.
        let wanted = if max == NONE { least } else { most + 1 };
        let fitting = items.iter();
        let fitting = fitting.filter(|item| self.allows(id, item, here.scope));
        let found = fitting.take(wanted).count();
        ensure(found >= least, here.at, out, || {
            let keyword = if min == 1 { "contains" } else { "minContains" };
            let expected = counted(u64::from(min), "fitting item", "fitting items");
            Violation::new(keyword, format!("at least {expected}"), found.to_string())
        })?;
        ensure(max == NONE || found <= most, here.at, out, || {
            let expected = counted(u64::from(max), "fitting item", "fitting items");
            Violation::new("maxContains", format!("at most {expected}"), "more")
        })
    }
}
