//! What schemas say one way: a request lacks what is `readOnly`, a response what is `writeOnly`
//! and what was mined from prose. Nodes that make no difference are shared by both ways.

use super::compile::Compiler;
use super::draft::{Draft, Part};
use super::library::Spot;
use crate::api::Direction;
use serde_json::{Map, Value};
use specloom_runtime::schema::NodeId;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many references and parts of `allOf` are followed from a schema.
const LINKS: usize = 64;

/// What is known of nodes that differ by direction.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Properties that a node declares, each with the direction that lacks it.
    one_way: HashMap<NodeId, Vec<(String, Direction)>>,
    /// Nodes without what was mined from prose.
    unmined: HashMap<NodeId, Draft>,
}

/// Copies of nodes for one direction.
struct Turner<'t> {
    drafts: &'t mut Vec<Draft>,
    ways: &'t Ways,
    direction: Direction,
    /// Nodes that differ, or lead to one that does.
    differ: HashSet<NodeId>,
    done: HashMap<(NodeId, BTreeSet<String>), NodeId>,
    waiting: Vec<(NodeId, BTreeSet<String>, NodeId)>,
}

impl Ways {
    /// Notes a property that travels one way only.
    pub(super) fn note(&mut self, node: NodeId, name: &str, direction: Direction) {
        let names = self.one_way.entry(node).or_default();
        names.push((name.to_owned(), direction));
    }

    /// Notes what is left of a node without what was mined from prose.
    pub(super) fn note_unmined(&mut self, node: NodeId, draft: Draft) {
        self.unmined.insert(node, draft);
    }

    fn lacks(&self, node: NodeId, name: &str, direction: Direction) -> bool {
        let names = self.one_way.get(&node).into_iter().flatten();
        names
            .into_iter()
            .any(|(known, way)| known == name && *way == direction)
    }
}

impl Compiler<'_, '_> {
    /// Gives each root that travels one way the node of what holds for that way.
    pub(super) fn turn(&mut self, roots: &mut [(NodeId, Direction)]) {
        for direction in [Direction::Request, Direction::Response] {
            let mut turner = Turner::new(&mut self.drafts, &self.ways, direction);
            for (root, _) in roots.iter_mut().filter(|(_, way)| *way == direction) {
                *root = turner.turned(*root, &BTreeSet::new());
            }
            turner.run();
        }
    }

    /// The direction that lacks a property with this schema, as its own flags or those of what it
    /// stands for say.
    pub(super) fn lacking(&self, schema: &Spot<'_>) -> Option<Direction> {
        let (mut read_only, mut write_only) = (false, false);
        let (mut seen, mut next) = (vec![schema.clone()], 0);
        while let Some(spot) = seen.get(next).cloned() {
            next += 1;
            let Some(map) = spot.value.as_object() else {
                continue;
            };
            let flag = |key: &str| map.get(key) == Some(&Value::Bool(true));
            read_only |= flag("readOnly");
            write_only |= flag("writeOnly");
            for part in self.in_place(&spot, map) {
                let known = || seen.iter().any(|known| known.place == part.place);
                if seen.len() < LINKS && !known() {
                    seen.push(part);
                }
            }
        }
        match (read_only, write_only) {
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            _ => None,
        }
    }

    /// What `$ref` and `allOf` of a schema lead to, and a lone arm.
    fn in_place<'s>(&'s self, spot: &Spot<'s>, map: &'s Map<String, Value>) -> Vec<Spot<'s>> {
        let mut parts = Vec::new();
        if let Some(Value::String(text)) = map.get("$ref") {
            parts.extend(self.library().find(text, &spot.place));
        }
        let all_of = map.get("allOf").map(|value| ("allOf", value));
        for (keyword, value) in all_of.into_iter().chain(lone_arm(map)) {
            let list = spot.child(keyword, value);
            let schemas = value.as_array().into_iter().flatten().take(LINKS);
            let schemas = schemas.enumerate();
            parts.extend(schemas.map(|(index, schema)| list.child(index, schema)));
        }
        parts
    }
}

impl<'t> Turner<'t> {
    fn new(drafts: &'t mut Vec<Draft>, ways: &'t Ways, direction: Direction) -> Self {
        let lacking = ways.one_way.iter();
        let lacking = lacking.filter(|(_, names)| names.iter().any(|(_, way)| *way == direction));
        let mut starts: Vec<NodeId> = lacking.map(|(node, _)| *node).collect();
        if direction == Direction::Response {
            starts.extend(ways.unmined.keys());
        }
        let differ = if starts.is_empty() {
            HashSet::new()
        } else {
            leading_to(drafts, starts)
        };
        Self {
            drafts,
            ways,
            direction,
            differ,
            done: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// The node for this direction, of a schema that holds in place where the properties `names`
    /// are lacking.
    fn turned(&mut self, id: NodeId, names: &BTreeSet<String>) -> NodeId {
        if names.is_empty() && !self.differ.contains(&id) {
            return id;
        }
        let mut names = names.clone();
        names.extend(self.lacking_names(id));
        let key = (id, names);
        if let Some(known) = self.done.get(&key) {
            return *known;
        }
        let new = self.drafts.len() as NodeId;
        self.drafts.push(Draft::any());
        self.waiting.push((id, key.1.clone(), new));
        self.done.insert(key, new);
        new
    }

    fn run(&mut self) {
        while let Some((id, names, new)) = self.waiting.pop() {
            let draft = self.turned_draft(id, &names);
            if let Some(slot) = self.drafts.get_mut(new as usize) {
                *slot = draft;
            }
        }
    }

    fn turned_draft(&mut self, id: NodeId, names: &BTreeSet<String>) -> Draft {
        let response = self.direction == Direction::Response;
        let unmined = self.ways.unmined.get(&id).filter(|_| response);
        let draft = unmined.or_else(|| self.drafts.get(id as usize));
        let mut draft = draft.cloned().unwrap_or_else(Draft::any);
        for part in &mut draft.parts {
            self.turn_part(id, part, names);
        }
        draft
            .parts
            .retain(|part| !matches!(part, Part::Required(names) if names.is_empty()));
        draft
    }

    fn turn_part(&mut self, id: NodeId, part: &mut Part, names: &BTreeSet<String>) {
        match part {
            Part::Required(required) => required.retain(|name| !names.contains(name)),
            Part::DependentRequired(lists) => {
                for (_, required) in lists {
                    required.retain(|name| !names.contains(name));
                }
            }
            Part::Object { declared, .. } => {
                for (name, property, required) in declared {
                    *required &= !names.contains(name);
                    if self.ways.lacks(id, name, self.direction) {
                        // It may come, as anything unknown may, and says nothing.
                        *property = self.any();
                    }
                }
            }
            _ => {}
        }
        let none = BTreeSet::new();
        let inherited = if part.is_in_place() { names } else { &none };
        part.visit(&mut |child| *child = self.turned(*child, inherited));
    }

    fn any(&mut self) -> NodeId {
        self.drafts.push(Draft::any());
        self.drafts.len() as NodeId - 1
    }

    /// Properties that this direction lacks in a schema and in what holds together with it, unless
    /// another part of it has them.
    fn lacking_names(&self, id: NodeId) -> BTreeSet<String> {
        let mut seen = HashSet::from([id]);
        let mut work = vec![id];
        let (mut lacking, mut there) = (BTreeSet::new(), BTreeSet::new());
        while let Some(id) = work.pop() {
            let parts = self
                .drafts
                .get(id as usize)
                .into_iter()
                .flat_map(|draft| &draft.parts);
            for part in parts {
                match part {
                    Part::Object { declared, .. } => {
                        for (name, ..) in declared {
                            match self.ways.lacks(id, name, self.direction) {
                                true => lacking.insert(name.clone()),
                                false => there.insert(name.clone()),
                            };
                        }
                    }
                    Part::Same(next) => work.extend(seen.insert(*next).then_some(*next)),
                    Part::All(all) => work.extend(all.iter().filter(|next| seen.insert(**next))),
                    _ => {}
                }
            }
        }
        lacking.retain(|name| !there.contains(name));
        lacking
    }
}

/// Nodes from which a path leads to one of `starts`.
fn leading_to(drafts: &mut [Draft], starts: Vec<NodeId>) -> HashSet<NodeId> {
    let mut parents: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for (draft, parent) in drafts.iter_mut().zip(0..) {
        for part in &mut draft.parts {
            part.visit(&mut |child| parents.entry(*child).or_default().push(parent));
        }
    }
    let mut found = HashSet::new();
    let mut work = starts;
    while let Some(id) = work.pop() {
        if found.insert(id) {
            work.extend(parents.get(&id).into_iter().flatten());
        }
    }
    found
}

/// The union of one arm that is all that a schema says, annotations aside.
fn lone_arm(map: &Map<String, Value>) -> Option<(&'static str, &Value)> {
    const BESIDE: [&str; 12] = [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "$defs",
        "definitions",
        "$comment",
        "externalDocs",
    ];
    let mut arm = None;
    for (key, value) in map {
        let found = match (key.as_str(), value) {
            ("anyOf", Value::Array(list)) if list.len() == 1 => ("anyOf", value),
            ("oneOf", Value::Array(list)) if list.len() == 1 => ("oneOf", value),
            (key, _) if BESIDE.contains(&key) || key.starts_with("x-") => continue,
            _ => return None,
        };
        if arm.replace(found).is_some() {
            return None;
        }
    }
    arm
}
