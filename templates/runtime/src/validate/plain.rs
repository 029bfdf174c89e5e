//! Patterns that a loop over bytes decides: anchored sequences of classes with quantifiers, and a
//! few of them beside each other, where the next character always tells what comes next.

use super::class::Set;
use super::syntax::Tree;
use std::sync::Arc;

/// The most sequences beside each other, and the most parts of one.
const MOST: usize = 16;

/// A pattern that needs no choice.
#[derive(Debug)]
pub(super) struct Plain {
    arms: Vec<Vec<Part>>,
}

/// A piece of a sequence.
#[derive(Debug, Clone)]
enum Part {
    Start,
    End,
    /// So many characters of a set.
    Run(Arc<Set>, u32, Option<u32>),
}

impl Plain {
    /// The loop for a pattern; `None` where a step could be in doubt.
    pub(super) fn of(tree: &Tree) -> Option<Self> {
        let arms = arms(tree)?;
        arms.iter()
            .all(|arm| is_plain(arm))
            .then_some(Self { arms })
    }

    /// Whether the text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.arms.iter().any(|arm| fits(arm, text))
    }
}

/// The sequences that a tree stands for.
fn arms(tree: &Tree) -> Option<Vec<Vec<Part>>> {
    let arms = match tree {
        Tree::Empty => vec![Vec::new()],
        Tree::Start => vec![vec![Part::Start]],
        Tree::End => vec![vec![Part::End]],
        Tree::One(set) => vec![vec![Part::Run(Arc::clone(set), 1, Some(1))]],
        Tree::Edge(_) | Tree::Ahead(..) | Tree::Behind(..) => return None,
        Tree::Either(list) => {
            let list: Option<Vec<_>> = list.iter().map(arms).collect();
            list?.concat()
        }
        Tree::Sequence(list) => {
            let mut all = vec![Vec::new()];
            for part in list {
                let tails = arms(part)?;
                (all.len() * tails.len() <= MOST).then_some(())?;
                let joined = all
                    .iter()
                    .flat_map(|head| tails.iter().map(|tail| [head.as_slice(), tail].concat()));
                all = joined.collect();
            }
            all
        }
        Tree::Repeat(inner, min, max) => match (&**inner, min, max) {
            (Tree::One(set), _, _) if max.is_none_or(|max| max >= *min) => {
                vec![vec![Part::Run(Arc::clone(set), *min, *max)]]
            }
            (_, 0, Some(1)) => {
                let mut list = arms(inner)?;
                list.push(Vec::new());
                list
            }
            _ => return None,
        },
    };
    (arms.len() <= MOST).then_some(arms)
}

/// Whether it starts at the start, and each run ends where nothing else could go on.
fn is_plain(arm: &[Part]) -> bool {
    let Some((Part::Start, rest)) = arm.split_first() else {
        return false;
    };
    let rest = match rest.split_last() {
        Some((Part::End, rest)) => rest,
        _ => rest,
    };
    rest.iter().enumerate().all(|(index, part)| match part {
        Part::Run(_, min, Some(max)) if min == max => true,
        Part::Run(set, ..) => {
            let mut behind = rest.iter().skip(index + 1);
            loop {
                match behind.next() {
                    Some(Part::Run(next, least, _)) if set.is_apart(next) => {
                        if *least > 0 {
                            return true;
                        }
                    }
                    Some(_) => return false,
                    None => return true,
                }
            }
        }
        Part::Start | Part::End => false,
    })
}

fn fits(arm: &[Part], text: &str) -> bool {
    let mut rest = text;
    for part in arm {
        match part {
            Part::Start => {}
            Part::End if rest.is_empty() => {}
            Part::End => return false,
            Part::Run(set, min, max) => {
                let (count, after) = run(set, max.unwrap_or(u32::MAX), rest);
                if count < *min {
                    return false;
                }
                rest = after;
            }
        }
    }
    true
}

/// How many characters of the set come first, and what comes behind them.
fn run<'t>(set: &Set, most: u32, text: &'t str) -> (u32, &'t str) {
    let (mut count, mut rest) = (0, text);
    loop {
        let left = usize::try_from(most - count).unwrap_or(usize::MAX);
        let bytes = rest.as_bytes();
        let ascii = set.ascii_prefix(bytes.get(..left).unwrap_or(bytes));
        count += u32::try_from(ascii).unwrap_or(u32::MAX);
        rest = rest.get(ascii..).unwrap_or_default();
        match rest.chars().next() {
            Some(c) if count < most && !c.is_ascii() && set.has(c) => {
                count += 1;
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
            _ => return (count, rest),
        }
    }
}
