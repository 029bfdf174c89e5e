//! Where in a text the value at a pointer stands. Only a diagnostic that is printed asks.

mod json;
mod yaml;

use super::parse::Format;
use indexmap::IndexMap;
use std::ops::Range;
pub(super) use yaml::circle;

/// A text as a tree of byte ranges. The values themselves are not in it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The root is the first.
    nodes: Vec<Marked>,
}

/// One value of a text.
#[derive(Debug)]
struct Marked {
    /// The bytes of a scalar; of a list or an object only where it begins.
    range: Range<usize>,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    List(Vec<usize>),
    Map(Members),
    /// A YAML alias: the node of its anchor.
    Alias(usize),
}

/// By their keys. Of a key that stands twice the last is read.
type Members = IndexMap<String, Member>;

#[derive(Debug)]
struct Member {
    key_range: Range<usize>,
    value: usize,
}

/// What a pointer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The key, where it is a member of an object.
    pub(super) key: Option<Range<usize>>,
    /// The value.
    pub(super) value: Range<usize>,
    /// Whether the value is a string, a number or such.
    pub(super) is_scalar: bool,
    /// How many of the pointer's segments are there.
    pub(super) depth: usize,
}

impl Tree {
    /// Marks up `text`, which its parser has understood.
    pub(super) fn new(text: &str, format: Format) -> Self {
        match format {
            Format::Json => json::mark(text),
            Format::Yaml => yaml::mark(text),
        }
    }

    /// What `segments` lead to, or the nearest around it.
    pub(super) fn find(&self, segments: impl Iterator<Item = impl AsRef<str>>) -> Option<Found> {
        let mut at = self.nodes.first()?;
        let mut key = None;
        let mut depth = 0;
        for segment in segments {
            let Some((next, next_key)) = self.step(at, segment.as_ref(), 0) else {
                break;
            };
            at = next;
            key = next_key;
            depth += 1;
        }
        Some(Found {
            key,
            value: at.range.clone(),
            is_scalar: matches!(at.children, Children::None),
            depth,
        })
    }

    fn step(
        &self,
        node: &Marked,
        segment: &str,
        hops: usize,
    ) -> Option<(&Marked, Option<Range<usize>>)> {
        // Aliases of aliases cannot be written, merges of merges can.
        if hops > 16 {
            return None;
        }
        match &node.children {
            Children::None => None,
            Children::Alias(target) => self.step(self.nodes.get(*target)?, segment, hops + 1),
            Children::List(items) => {
                let index: usize = segment.parse().ok()?;
                Some((self.nodes.get(*items.get(index)?)?, None))
            }
            Children::Map(members) => {
                if let Some(member) = members.get(segment) {
                    let value = self.nodes.get(member.value)?;
                    return Some((value, Some(member.key_range.clone())));
                }
                let merged = self.nodes.get(members.get("<<")?.value)?;
                match &merged.children {
                    Children::List(items) => items
                        .iter()
                        .find_map(|item| self.step(self.nodes.get(*item)?, segment, hops + 1)),
                    _ => self.step(merged, segment, hops + 1),
                }
            }
        }
    }

    fn add(&mut self, range: Range<usize>, children: Children) -> usize {
        self.nodes.push(Marked { range, children });
        self.nodes.len() - 1
    }
}
