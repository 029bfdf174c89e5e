//! Alike schemas become one node, other names of a node that node, and what nothing refers to
//! goes. Afterwards the numbers follow the order in which schemas are met from the roots.

use super::draft::Draft;
use specloom_runtime::schema::NodeId;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is left of `drafts`. `roots` and the nodes of `anchors` are renumbered with them.
pub(super) fn dedupe<'i>(
    mut drafts: Vec<Draft>,
    roots: impl Iterator<Item = &'i mut NodeId>,
) -> Vec<Draft> {
    let mut instead: Vec<NodeId> = (0..drafts.len() as NodeId).collect();
    loop {
        let step = unify(&drafts);
        let moved = step.iter().enumerate().any(|(id, new)| id != *new as usize);
        if !moved {
            break;
        }
        for id in &mut instead {
            *id = look_up(&step, *id);
        }
        let mut changed = false;
        for part in drafts.iter_mut().flat_map(|draft| &mut draft.parts) {
            part.visit(&mut |id| {
                let new = look_up(&step, *id);
                changed |= new != *id;
                *id = new;
            });
        }
        if !changed {
            break;
        }
    }
    renumber(&mut drafts, &instead, roots)
}

/// For each node the one to use instead: the first that is alike, or the one that it stands for.
fn unify(drafts: &[Draft]) -> Vec<NodeId> {
    let mut first: HashMap<&Draft, NodeId, BuildHasherDefault<Mix>> = HashMap::default();
    first.reserve(drafts.len());
    let same: Vec<NodeId> = drafts
        .iter()
        .zip(0..)
        .map(|(draft, id)| *first.entry(draft).or_insert(id))
        .collect();
    (0..drafts.len() as NodeId)
        .map(|id| target(drafts, look_up(&same, id)))
        .collect()
}

/// A hash of eight bytes at a time: drafts are long, and hashed again and again.
#[derive(Default)]
struct Mix(u64);

impl Mix {
    fn add(&mut self, word: u64) {
        const ODD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        let product = u128::from(self.0 ^ word).wrapping_mul(ODD);
        self.0 = (product >> 64) as u64 ^ (product as u64) ^ self.0.rotate_left(23);
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let rest = rest.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        self.add(rest ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.add(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Where a chain of other names ends; `id` itself if it goes in a circle.
fn target(drafts: &[Draft], id: NodeId) -> NodeId {
    let mut here = id;
    for _ in 0..64 {
        match drafts.get(here as usize).and_then(Draft::alias) {
            Some(next) => here = next,
            None => return here,
        }
    }
    id
}

fn renumber<'i>(
    drafts: &mut [Draft],
    instead: &[NodeId],
    roots: impl Iterator<Item = &'i mut NodeId>,
) -> Vec<Draft> {
    let mut numbers: Vec<Option<NodeId>> = vec![None; drafts.len()];
    let mut order: Vec<NodeId> = Vec::new();
    let mut number = |id: NodeId, order: &mut Vec<NodeId>| {
        let slot = numbers.get_mut(id as usize);
        *slot.map_or(&mut 0, |slot| {
            slot.get_or_insert_with(|| {
                order.push(id);
                order.len() as NodeId - 1
            })
        })
    };
    for root in roots {
        *root = number(look_up(instead, *root), &mut order);
    }
    let mut kept = Vec::new();
    let mut next = 0;
    while let Some(id) = order.get(next).copied() {
        next += 1;
        let draft = drafts.get_mut(id as usize);
        let mut draft = draft.map_or_else(Draft::any, |draft| draft.clone());
        for part in &mut draft.parts {
            part.visit(&mut |id| *id = number(*id, &mut order));
        }
        kept.push(draft);
    }
    kept
}

fn look_up(map: &[NodeId], id: NodeId) -> NodeId {
    map.get(id as usize).copied().unwrap_or(id)
}
