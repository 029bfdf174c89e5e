//! How large values are where they lie in one another: what is larger than [`LARGEST`] is put in a
//! box. Without it the size of a type multiplies with each level of types in types, and reading a
//! short text takes megabytes of stack.

use super::boxing::{Graph, parts};
use super::types::ids;
use crate::api::{Api, Kind, TypeId};
use crate::rust::RustType;
use std::collections::{HashMap, HashSet};

/// The most bytes of an item, more or less, that lie in another item by value.
const LARGEST: usize = 512;

/// Which parts of items are boxed: `cyclic` ones, and those that are too large.
pub(super) fn boxed(
    api: &Api,
    graph: &Graph,
    rust: &[RustType],
    by_name: &HashMap<String, TypeId>,
    cyclic: HashSet<(TypeId, usize)>,
) -> HashSet<(TypeId, usize)> {
    let mut sizes = Sizes {
        by_name,
        known: HashMap::new(),
    };
    let mut boxed = cyclic;
    for id in inner_first(graph, api, &boxed) {
        let mut known: HashMap<usize, usize> = HashMap::new();
        for (index, ty) in parts(api, id) {
            let Some(ty) = rust.get(ty.0 as usize) else {
                continue;
            };
            let size = match boxed.contains(&(id, index)) {
                true => 8,
                false => sizes.of(ty),
            };
            // A list or a text is never larger; what is, has items in it.
            let size = match size > LARGEST {
                true => {
                    boxed.insert((id, index));
                    8
                }
                false => size,
            };
            known.insert(index, size);
        }
        let size = match matches!(api.ty(id).kind, Kind::Union(_)) {
            true => known.values().max().copied().unwrap_or(0).max(32),
            false => known.values().sum(),
        };
        sizes.known.insert(id, size + 8);
    }
    boxed
}

/// Sizes of items, in bytes.
struct Sizes<'s> {
    by_name: &'s HashMap<String, TypeId>,
    known: HashMap<TypeId, usize>,
}

impl Sizes<'_> {
    /// More or less: alignment and niches are left out.
    fn of(&self, ty: &RustType) -> usize {
        match ty {
            RustType::Unit => 0,
            RustType::Bool => 1,
            RustType::I32 | RustType::U32 => 8,
            RustType::I64 | RustType::U64 | RustType::F64 | RustType::Boxed(_) => 16,
            RustType::Option(inner) | RustType::Maybe(inner) => self.of(inner) + 8,
            RustType::Tuple(parts) => parts.iter().map(|part| self.of(part)).sum(),
            // A type without parts of its own is an enum, perhaps with a text.
            RustType::Named(name) => {
                let known = self.by_name.get(name).and_then(|id| self.known.get(id));
                known.copied().unwrap_or(24)
            }
            _ => 32,
        }
    }
}

/// Every item after those that it holds by value.
fn inner_first(graph: &Graph, api: &Api, cyclic: &HashSet<(TypeId, usize)>) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(api.types.len());
    let mut seen = HashSet::new();
    for start in ids(api) {
        let mut stack = vec![(start, 0usize)];
        while let Some((id, next)) = stack.pop() {
            if next == 0 && !seen.insert(id) {
                continue;
            }
            match graph.held(id).get(next) {
                Some((index, target)) => {
                    stack.push((id, next + 1));
                    if !cyclic.contains(&(id, *index)) && !seen.contains(target) {
                        stack.push((*target, 0));
                    }
                }
                None => order.push(id),
            }
        }
    }
    order
}
