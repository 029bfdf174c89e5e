//! Where an inline type is at home: the place that names it.

use super::{Api, Origin, TypeId};
use std::collections::HashMap;

/// How far an origin may be from what has a name; types nest less.
const FARTHEST: usize = 400;

/// Orders the places of inline types by how well they name them.
#[derive(Debug)]
pub struct Homes<'a> {
    api: &'a Api,
    components: HashMap<&'a str, usize>,
}

/// How well a place names a type, the best first. Components go before operations, which come and
/// go more often, a component that describes the type before one that has it of others, and what
/// stands near the name before what is deep inside; the rest is the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    in_operation: bool,
    is_inherited: bool,
    depth: usize,
    root: usize,
    pointer: String,
}

impl<'a> Homes<'a> {
    /// The homes of an API.
    pub fn of(api: &'a Api) -> Self {
        let components = api.components.iter().enumerate();
        let components = components.map(|(index, (name, _))| (name.as_str(), index));
        Self {
            api,
            components: components.collect(),
        }
    }

    /// How well the origin of `id` names it; `None` where it leads over a type that is not there.
    pub fn rank(&self, id: TypeId, is_there: impl Fn(TypeId) -> bool) -> Option<Home> {
        let place = &self.api.ty(id).place;
        let home = |in_operation, is_inherited, depth, root| Home {
            in_operation,
            is_inherited,
            depth,
            root,
            pointer: place.pointer.as_str().to_owned(),
        };
        let (mut at, mut depth) = (id, 0);
        for _ in 0..FARTHEST {
            if !is_there(at) {
                return None;
            }
            at = match &self.api.ty(at).origin {
                Origin::Component(name) => {
                    let whole = &self.api.ty(at).place;
                    let inside = place.pointer.as_str();
                    let inside = inside.strip_prefix(whole.pointer.as_str());
                    let describes = place.file == whole.file
                        && inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                    let root = self.components.get(name.as_str()).copied();
                    return Some(home(false, !describes, depth, root.unwrap_or(usize::MAX)));
                }
                Origin::Parameter { operation, .. }
                | Origin::RequestBody { operation }
                | Origin::ResponseBody { operation, .. }
                | Origin::ResponseHeader { operation, .. } => {
                    return Some(home(true, false, depth, *operation));
                }
                Origin::NonNull { of } => *of,
                Origin::Property { of, .. } | Origin::Element { of } | Origin::Arm { of, .. } => {
                    depth += 1;
                    *of
                }
            };
        }
        None
    }
}
