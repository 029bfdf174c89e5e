//! YAML by the events of saphyr, which knows where each begins.

use super::{Children, Member, Members, Tree};
use saphyr_parser::{Event, Parser, Span};
use std::collections::HashMap;
use std::ops::Range;

pub(super) fn mark(text: &str) -> Tree {
    let mut marker = Marker {
        offsets: Offsets::new(text),
        text,
        tree: Tree::default(),
        open: Vec::new(),
        anchors: HashMap::new(),
    };
    for event in Parser::new_from_str(text) {
        // A text that the other parser understood and this one does not is marked as far as it
        // goes. Only the first document counts.
        let Ok((event, span)) = event else { break };
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        marker.event(event, span);
    }
    while let Some(open) = marker.open.pop() {
        marker.close(open);
    }
    marker.tree
}

/// Line and column, from 1, of an alias inside of what it stands for: such a text has no end.
pub(in crate::source) fn circle(text: &str) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => open.push(anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            Event::Alias(anchor) if open.contains(&anchor) => {
                return Some((span.start.line(), span.start.col() + 1));
            }
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    None
}

struct Marker<'t> {
    text: &'t str,
    offsets: Offsets,
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
}

/// A list or mapping that has begun.
struct Open {
    id: usize,
    items: Vec<usize>,
    members: Option<Members>,
    key: Option<(String, Range<usize>)>,
}

impl Marker<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        let range = self.offsets.range(self.text, span);
        match event {
            Event::Scalar(value, _, anchor, _) => {
                if let Some(open) = self.open.last_mut()
                    && open.members.is_some()
                    && open.key.is_none()
                {
                    open.key = Some((value.into_owned(), range));
                    return;
                }
                let id = self.tree.add(range, Children::None);
                self.anchors.insert(anchor, id);
                self.attach(id);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied().unwrap_or(usize::MAX);
                let id = self.tree.add(range, Children::Alias(target));
                self.attach(id);
            }
            Event::SequenceStart(anchor, _) => self.begin(range, anchor, None),
            Event::MappingStart(anchor, _) => self.begin(range, anchor, Some(Members::new())),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let id = self.close(open);
                    self.attach(id);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, range: Range<usize>, anchor: usize, members: Option<Members>) {
        let id = self.tree.add(range, Children::None);
        self.anchors.insert(anchor, id);
        self.open.push(Open {
            id,
            items: Vec::new(),
            members,
            key: None,
        });
    }

    fn close(&mut self, open: Open) -> usize {
        if let Some(node) = self.tree.nodes.get_mut(open.id) {
            node.children = match open.members {
                Some(members) => Children::Map(members),
                None => Children::List(open.items),
            };
        }
        open.id
    }

    /// Gives `id` its place in what is open. A list or mapping that is a key has no name; it
    /// stands there as an empty one.
    fn attach(&mut self, id: usize) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        match &mut open.members {
            None => open.items.push(id),
            Some(members) => match open.key.take() {
                Some((key, key_range)) => {
                    let value = id;
                    members.insert(key, Member { key_range, value });
                }
                None => open.key = Some((String::new(), 0..0)),
            },
        }
    }
}

/// From saphyr's characters to bytes.
enum Offsets {
    /// Every character is a byte.
    Same,
    Table(Vec<usize>),
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Offsets::Same;
        }
        Offsets::Table(text.char_indices().map(|(offset, _)| offset).collect())
    }

    fn offset(&self, text: &str, index: usize) -> usize {
        match self {
            Offsets::Same => index.min(text.len()),
            Offsets::Table(table) => table.get(index).copied().unwrap_or(text.len()),
        }
    }

    fn range(&self, text: &str, span: Span) -> Range<usize> {
        let start = self.offset(text, span.start.index());
        let end = self.offset(text, span.end.index());
        start..end.max(start)
    }
}
