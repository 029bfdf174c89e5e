//! Alike schemas become one node, other names of a node that node, and what nothing refers to
//! goes. Afterwards the numbers follow the order in which schemas are met from the roots.

use super::draft::Draft;
use specloom_runtime::schema::NodeId;
use std::collections::HashMap;

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
    let mut first: HashMap<&Draft, NodeId> = HashMap::with_capacity(drafts.len());
    let same: Vec<NodeId> = drafts
        .iter()
        .zip(0..)
        .map(|(draft, id)| *first.entry(draft).or_insert(id))
        .collect();
    (0..drafts.len() as NodeId)
        .map(|id| target(drafts, look_up(&same, id)))
        .collect()
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
