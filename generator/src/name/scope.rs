//! A set of names, each given once.

use super::ident::joined;
use std::collections::{HashMap, HashSet};

/// Names that are taken. Two names that differ only by case count as one where they become files.
#[derive(Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The number that each name was given last.
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn with(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| (*name).to_owned()).collect(),
            numbers: HashMap::new(),
        }
    }

    /// Takes `name` if it is free.
    pub fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes all of `names` if all are free.
    pub fn take_all(&mut self, names: &[String]) -> bool {
        let free = names.iter().all(|name| !self.taken.contains(name));
        if free {
            self.taken.extend(names.iter().cloned());
        }
        free
    }

    /// Takes the first free of `candidates`; where none is, the last one with the first number
    /// from 2 that makes it free.
    pub fn first_free(&mut self, candidates: &[String]) -> String {
        for candidate in candidates {
            if self.take(candidate) {
                return candidate.clone();
            }
        }
        let last = candidates.last().map_or("x", String::as_str);
        self.numbered(last)
    }

    /// `name`, or `name` with the first number from 2 that makes it free.
    pub fn numbered(&mut self, name: &str) -> String {
        let base = name.strip_prefix("r#").unwrap_or(name);
        let snake = base.chars().all(|c| !c.is_uppercase());
        match snake || base.ends_with(|c: char| c.is_ascii_digit()) {
            true => self.numbered_after(name, "_"),
            false => self.numbered_after(name, ""),
        }
    }

    /// Likewise, the number after `separator`.
    pub fn numbered_after(&mut self, name: &str, separator: &str) -> String {
        if self.take(name) {
            return name.to_owned();
        }
        let base = name.strip_prefix("r#").unwrap_or(name);
        // Those below are taken: thousands of names may differ in their signs only.
        let start = self.numbers.get(base).map_or(2, |last| last + 1);
        for number in start..=u32::MAX {
            let candidate = joined(base, &format!("{separator}{number}"));
            if self.take(&candidate) {
                self.numbers.insert(base.to_owned(), number);
                return candidate;
            }
        }
        name.to_owned()
    }
}
