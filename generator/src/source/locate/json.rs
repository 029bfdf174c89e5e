//! A scanner for JSON that is known to be JSON.

use super::{Children, Member, Members, Tree};
use std::ops::Range;

/// What [`crate::source`]'s parser lets through nests no deeper.
const MAX_DEPTH: usize = 256;

pub(super) fn mark(text: &str) -> Tree {
    let mut scanner = Scanner {
        text,
        at: 0,
        tree: Tree::default(),
    };
    scanner.value(0);
    scanner.tree
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tree: Tree,
}

impl Scanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !byte.is_ascii_whitespace() {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Scans one value and gives its node; the parent's id is always the smaller one.
    fn value(&mut self, depth: usize) -> Option<usize> {
        if depth > MAX_DEPTH {
            return None;
        }
        let first = self.peek()?;
        let start = self.at;
        let id = self.tree.add(start..start + 1, Children::None);
        match first {
            b'{' => {
                let members = self.members(depth)?;
                self.tree.nodes.get_mut(id)?.children = Children::Map(members);
            }
            b'[' => {
                let items = self.items(depth)?;
                self.tree.nodes.get_mut(id)?.children = Children::List(items);
            }
            b'"' => {
                let range = self.string()?;
                self.tree.nodes.get_mut(id)?.range = range;
            }
            _ => {
                let rest = self.text.get(start..)?;
                let ends = |c: char| matches!(c, ',' | ']' | '}') || c.is_whitespace();
                self.at = start + rest.find(ends).unwrap_or(rest.len());
                self.tree.nodes.get_mut(id)?.range = start..self.at;
            }
        }
        Some(id)
    }

    fn members(&mut self, depth: usize) -> Option<Members> {
        let mut members = Members::new();
        self.at += 1;
        loop {
            match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(members);
                }
                b'"' => {
                    let key_range = self.string()?;
                    let key = unescape(self.text.get(key_range.clone())?);
                    self.peek().filter(|byte| *byte == b':')?;
                    self.at += 1;
                    let value = self.value(depth + 1)?;
                    members.insert(key, Member { key_range, value });
                }
                // A comma.
                _ => self.at += 1,
            }
        }
    }

    fn items(&mut self, depth: usize) -> Option<Vec<usize>> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(items);
                }
                b',' => self.at += 1,
                _ => items.push(self.value(depth + 1)?),
            }
        }
    }

    /// The range of a string with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(start..self.at);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }
}

fn unescape(quoted: &str) -> String {
    if quoted.contains('\\') {
        serde_json::from_str(quoted).unwrap_or_default()
    } else {
        quoted.trim_matches('"').to_owned()
    }
}
