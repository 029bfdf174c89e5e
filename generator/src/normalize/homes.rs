//! Where inline types are at home. Their names are made of it, so it must not hang on what was
//! met first: that changes with the order of the work, and with every schema that is added.

use crate::api::{Api, Direction, Home, Homes, Kind, Origin, Type, TypeId};
use crate::diagnostic::Place;
use std::collections::{HashMap, HashSet};

/// Gives each inline type its home, and a type that stands in several places the best of theirs.
/// `merged`: which type stands for which, that is built alike.
pub(super) fn settle(api: &mut Api, merged: &[(TypeId, TypeId)]) {
    let reachable: HashSet<TypeId> = api.reachable().into_iter().collect();
    inherit(api, &reachable);
    let stands_for: HashMap<TypeId, TypeId> = merged
        .iter()
        .map(|(kept, given_up)| (*given_up, *kept))
        .collect();
    let end = |id: TypeId| stands_for.get(&id).copied().unwrap_or(id);
    let is_there = |id| reachable.contains(&end(id));
    // What one of its places alone calls deprecated is not, and that place's words are the field's.
    let in_use = best(api, merged, is_there, |id| !api.ty(id).docs.deprecated);
    let in_use = in_use
        .into_iter()
        .map(|(kept, best)| (kept, api.ty(best).docs.clone()));
    let in_use: Vec<_> = in_use.filter(|(_, docs)| !docs.deprecated).collect();
    for (kept, best) in best(api, merged, is_there, |_| true) {
        take(api, kept, best);
    }
    for (kept, docs) in in_use {
        if let Some(ty) = api
            .types
            .get_mut(kept.0 as usize)
            .filter(|ty| ty.docs.deprecated)
        {
            ty.docs = docs;
        }
    }
    for ty in &mut api.types {
        match &mut ty.origin {
            Origin::Property { of, .. }
            | Origin::Element { of }
            | Origin::Arm { of, .. }
            | Origin::NonNull { of } => *of = end(*of),
            _ => {}
        }
    }
}

/// A property or element that one component describes is that component's, also where another one
/// that extends it was met before.
fn inherit(api: &mut Api, reachable: &HashSet<TypeId>) {
    let mut components: HashMap<&Place, Vec<(Direction, TypeId)>> = HashMap::new();
    let mut ids: Vec<TypeId> = reachable.iter().copied().collect();
    ids.sort_unstable();
    for id in &ids {
        let ty = api.ty(*id);
        if matches!(ty.origin, Origin::Component(_)) && !matches!(ty.kind, Kind::Nullable(_)) {
            let ways = components.entry(&ty.place).or_default();
            ways.push((ty.direction, *id));
        }
    }
    let mut homes = Vec::new();
    for (index, ty) in api.types.iter().enumerate() {
        let (Origin::Property { of, .. } | Origin::Element { of }) = &ty.origin else {
            continue;
        };
        if ty
            .schema
            .as_ref()
            .is_none_or(|whole| whole.places.len() > 1)
        {
            continue;
        }
        let Some(ways) = owner(ty).and_then(|owner| components.get(&owner)) else {
            continue;
        };
        let home = ways
            .iter()
            .find(|(way, _)| ty.direction == Direction::Both || *way == ty.direction);
        if let Some((_, home)) = home.filter(|(_, home)| home != of) {
            homes.push((index, *home));
        }
    }
    for (index, home) in homes {
        if let Some(ty) = api.types.get_mut(index)
            && let Origin::Property { of, .. } | Origin::Element { of } = &mut ty.origin
        {
            *of = home;
        }
    }
}

/// The schema that the property or element belongs to; a part of `allOf` counts as the whole.
fn owner(ty: &Type) -> Option<Place> {
    let place = &ty.place;
    let parent = place.pointer.parent()?;
    let mut owner = match ty.origin {
        Origin::Property { .. } => parent.as_str().strip_suffix("/properties")?,
        _ => parent
            .as_str()
            .strip_suffix("/patternProperties")
            .unwrap_or(parent.as_str()),
    };
    while let Some((whole, _)) = owner
        .rsplit_once('/')
        .and_then(|(list, index)| Some((list.strip_suffix("/allOf")?, index)))
    {
        owner = whole;
    }
    Some(Place {
        file: place.file,
        pointer: crate::diagnostic::Pointer::from_encoded(owner),
    })
}

/// Types that stand for others, with the one of them all that names them best, of those that `count`.
fn best(
    api: &Api,
    merged: &[(TypeId, TypeId)],
    is_there: impl Fn(TypeId) -> bool,
    count: impl Fn(TypeId) -> bool,
) -> Vec<(TypeId, TypeId)> {
    let homes = Homes::of(api);
    let rank = |id| homes.rank(id, &is_there).filter(|_| count(id));
    let mut found: HashMap<TypeId, (Option<Home>, TypeId)> = HashMap::new();
    for (kept, given_up) in merged {
        if !is_there(*kept) {
            continue;
        }
        let own = found.entry(*kept).or_insert_with(|| (rank(*kept), *kept));
        let Some(home) = rank(*given_up) else {
            continue;
        };
        if own.0.as_ref().is_none_or(|own| home < *own) {
            *own = (Some(home), *given_up);
        }
    }
    let mut found: Vec<_> = found
        .into_iter()
        .map(|(kept, (_, best))| (kept, best))
        .collect();
    found.sort_unstable();
    found
}

/// Puts `kept` where `best` stands, with what is said there.
fn take(api: &mut Api, kept: TypeId, best: TypeId) {
    if kept == best {
        return;
    }
    let better = api.ty(best).clone();
    let Some(ty) = api.types.get_mut(kept.0 as usize) else {
        return;
    };
    // Docs and places of properties and values come along. How a union is told apart is known of
    // the kept one alone.
    if matches!(better.kind, Kind::Object(_) | Kind::Enum(_)) {
        ty.kind = better.kind;
    }
    ty.place = better.place;
    ty.origin = better.origin;
    ty.docs = better.docs;
    ty.schema = better.schema;
}
