//! The impls of tuples in the runtime: a compiler takes a tenth of the runtime's time for all of them,
//! and hardly any API has more than a pair.

use crate::rust::Crate;
use std::collections::BTreeMap;

/// The file without the lengths that no type of the crate has.
pub(super) fn keep(text: &str, krate: &Crate) -> String {
    let is_used = |length: usize| krate.apis.iter().any(|api| api.tuples.contains(&length));
    let lines = text.split_inclusive('\n');
    lines
        .filter(|line| length(line).is_none_or(is_used))
        .collect()
}

/// The file with the lengths of `other` too, for types that stay as they were.
pub fn with_lengths_of(text: &str, other: &str) -> String {
    let all = text.lines().chain(other.lines());
    let all: BTreeMap<_, _> = all.filter_map(|line| Some((length(line)?, line))).collect();
    let mut merged = String::new();
    for line in text.lines().filter(|line| length(line).is_none()) {
        merged.extend([line, "\n"]);
        if line.starts_with("tuples! {") {
            merged.extend(all.values().flat_map(|line| [line, "\n"]));
        }
    }
    merged
}

/// The length of the tuples that a line of the table is for.
fn length(line: &str) -> Option<usize> {
    let (length, parts) = line.split_once(": ")?;
    parts
        .starts_with("A 0")
        .then(|| length.trim_start().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{keep, length, with_lengths_of};
    use crate::render::templates::RUNTIME;
    use crate::rust::{Crate, RustModel};
    use std::collections::BTreeSet;

    #[test]
    fn lengths_that_are_not_used_are_left_out() {
        let file = RUNTIME.iter().find(|(path, _)| *path == "tuples.rs");
        let (_, text) = file.expect("the file of tuples");
        let lengths = |text: &str| text.lines().filter_map(length).collect::<Vec<_>>();
        assert_eq!(lengths(text), (1..=12).collect::<Vec<_>>());
        let kept = |each: &[&[usize]]| {
            let apis = each.iter().map(|lengths| RustModel {
                tuples: BTreeSet::from_iter(lengths.iter().copied()),
                ..RustModel::default()
            });
            let krate = Crate {
                apis: apis.collect(),
                ..Crate::default()
            };
            lengths(&keep(text, &krate))
        };
        assert_eq!(kept(&[&[2], &[3, 2]]), [2, 3]);
        assert!(kept(&[&[], &[]]).is_empty());
        let text = |lengths: &[usize]| {
            let tuples = lengths.iter().copied().collect();
            let api = RustModel {
                tuples,
                ..RustModel::default()
            };
            let apis = vec![api];
            keep(
                text,
                &Crate {
                    apis,
                    ..Crate::default()
                },
            )
        };
        assert_eq!(
            with_lengths_of(&text(&[3]), &text(&[2, 12])),
            text(&[2, 3, 12])
        );
        assert_eq!(with_lengths_of(&text(&[2, 12]), &text(&[])), text(&[2, 12]));
    }
}
