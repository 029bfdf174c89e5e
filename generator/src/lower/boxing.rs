//! Where a type contains itself by value: those edges must be boxed.

use super::types::{ids, ids_by_name};
use crate::api::{Additional, Api, Kind, TypeId};
use crate::name::Names;
use crate::rust::RustType;
use std::collections::{HashMap, HashSet};

/// Which items hold which others by value.
pub(super) struct Graph {
    /// By type: field or arm, and the item in it.
    edges: Vec<Vec<(usize, TypeId)>>,
    /// By type: whether it holds something without `Eq` and `Hash` itself.
    poisoned: Vec<bool>,
    /// By type: the items in it, behind a `Vec` or a map too.
    all: Vec<Vec<TypeId>>,
}

impl Graph {
    /// The graph of all structs and unions.
    pub(super) fn new(api: &Api, names: &Names, rust: &[RustType]) -> Self {
        let by_name = ids_by_name(api, names);
        let mut graph = Self {
            edges: Vec::with_capacity(api.types.len()),
            poisoned: Vec::with_capacity(api.types.len()),
            all: Vec::with_capacity(api.types.len()),
        };
        for id in ids(api) {
            let parts = parts(api, id);
            let types = parts
                .iter()
                .map(|(index, part)| (*index, rust.get(part.0 as usize)));
            let mut found = Found::default();
            for (index, ty) in types {
                let Some(ty) = ty else { continue };
                found.look(ty, index, true, &by_name);
            }
            found.poisoned |= holds_any(api, id);
            graph.edges.push(found.by_value);
            graph.poisoned.push(found.poisoned);
            graph.all.push(found.all);
        }
        graph
    }

    /// The items that an item holds by value, with the field or arm.
    pub(super) fn held(&self, id: TypeId) -> &[(usize, TypeId)] {
        self.edges.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Only the unions, and how they hold each other.
    pub(super) fn unions(&self, api: &Api) -> Self {
        let is_union = |id: TypeId| matches!(api.ty(id).kind, Kind::Union(_));
        let edges = ids(api).zip(&self.edges).map(|(id, edges)| {
            let kept = edges.iter().filter(|(_, to)| is_union(id) && is_union(*to));
            kept.copied().collect()
        });
        Self {
            edges: edges.collect(),
            poisoned: Vec::new(),
            all: Vec::new(),
        }
    }

    /// The edges that close a cycle. A walk in depth, in the order of the document; without the
    /// edges that lead back to a type whose walk is not over, no cycle is left.
    pub(super) fn back_edges(&self) -> HashSet<(TypeId, usize)> {
        let mut state = vec![State::New; self.edges.len()];
        let mut back = HashSet::new();
        for start in 0..self.edges.len() {
            if state.get(start) != Some(&State::New) {
                continue;
            }
            let mut stack = vec![(start, 0usize)];
            set(&mut state, start, State::Open);
            while let Some((node, next)) = stack.pop() {
                let edge = self.edges.get(node).and_then(|edges| edges.get(next));
                let Some((index, target)) = edge else {
                    set(&mut state, node, State::Done);
                    continue;
                };
                stack.push((node, next + 1));
                let target = target.0 as usize;
                match state.get(target) {
                    Some(State::New) => {
                        set(&mut state, target, State::Open);
                        stack.push((target, 0));
                    }
                    Some(State::Open) => {
                        back.insert((TypeId(u32::try_from(node).unwrap_or(u32::MAX)), *index));
                    }
                    _ => {}
                }
            }
        }
        back
    }

    /// The items that hold, however deep, something without `Eq` and `Hash`.
    pub(super) fn without_eq(&self, rust: &[RustType]) -> HashSet<TypeId> {
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        let ids = (0u32..).map(TypeId);
        for (id, parts) in ids.clone().zip(&self.all) {
            for part in parts {
                holders.entry(*part).or_default().push(id);
            }
        }
        let poisoned = ids.zip(&self.poisoned).filter(|(_, poisoned)| **poisoned);
        let mut queue: Vec<_> = poisoned.map(|(id, _)| id).collect();
        let mut found = HashSet::with_capacity(rust.len());
        while let Some(id) = queue.pop() {
            if found.insert(id) {
                queue.extend(holders.get(&id).into_iter().flatten());
            }
        }
        found
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn set(states: &mut [State], index: usize, state: State) {
    if let Some(slot) = states.get_mut(index) {
        *slot = state;
    }
}

/// What is in the parts of one item.
#[derive(Default)]
struct Found {
    by_value: Vec<(usize, TypeId)>,
    all: Vec<TypeId>,
    poisoned: bool,
}

impl Found {
    fn look(
        &mut self,
        ty: &RustType,
        index: usize,
        by_value: bool,
        by_name: &HashMap<String, TypeId>,
    ) {
        match ty {
            RustType::Named(name) => {
                let Some(id) = by_name.get(name) else { return };
                self.all.push(*id);
                if by_value {
                    self.by_value.push((index, *id));
                }
            }
            RustType::Vec(inner) | RustType::Map(inner) => self.look(inner, index, false, by_name),
            RustType::Option(inner) | RustType::Maybe(inner) | RustType::Boxed(inner) => {
                self.look(inner, index, by_value, by_name);
            }
            RustType::Tuple(parts) => {
                for part in parts {
                    self.look(part, index, by_value, by_name);
                }
            }
            RustType::F64 | RustType::Value | RustType::Secret | RustType::Number => {
                self.poisoned = true;
            }
            _ => {}
        }
    }
}

/// The parts of a struct or union, by their index; of a struct's additional properties, the index
/// after the last.
pub(super) fn parts(api: &Api, id: TypeId) -> Vec<(usize, TypeId)> {
    match &api.ty(id).kind {
        Kind::Object(object) => {
            let fields = object.properties.iter().map(|property| property.ty);
            fields.enumerate().collect()
        }
        Kind::Union(union) => union.arms.iter().map(|arm| arm.ty).enumerate().collect(),
        _ => Vec::new(),
    }
}

/// Whether it holds any value, beside what its parts hold.
fn holds_any(api: &Api, id: TypeId) -> bool {
    match &api.ty(id).kind {
        // Additional properties go into a map whose values are looked at nowhere else.
        Kind::Object(object) => {
            matches!(object.additional, Additional::Typed(_))
                || !object.pattern_properties.is_empty()
        }
        // What fits no arm is kept as it came.
        Kind::Union(_) => true,
        Kind::Enum(list) => list.values.iter().any(|value| !value.value.is_string()),
        _ => false,
    }
}
