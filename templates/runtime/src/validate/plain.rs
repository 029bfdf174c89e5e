//! Patterns that a loop over bytes decides: anchored sequences of classes with quantifiers, and a
//! few of them beside each other, where the next character always tells what comes next.

use super::class::{Class, Has, Ranges, Set};
use super::syntax::Tree;
use std::borrow::Borrow;
use std::sync::Arc;

/// The most sequences beside each other, and the most parts of one.
const MOST: usize = 16;

/// The most parts that a constant has: each of them is a table.
const MOST_READY: usize = 48;

/// A pattern that needs no choice.
#[derive(Debug)]
pub(super) struct Plain {
    arms: Vec<Vec<Part>>,
}

/// A piece of a sequence; in an emitted crate, of a constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<S = &'static Set, T = &'static str> {
    /// `^`.
    Start,
    /// `$`.
    End,
    /// These characters.
    Text(T),
    /// At least and at most so many characters of a set.
    Run(S, u32, Option<u32>),
}

/// A piece as it is when a pattern has been read.
type Part = Step<Arc<Set<Class>>, String>;

/// Sequences, each of which will do: the pattern as a constant, before there are tables.
pub type Loops = Vec<Vec<Step<Vec<(char, char)>, String>>>;

impl Plain {
    /// The loop for a pattern; `None` where a step could be in doubt.
    pub(super) fn of(tree: &Tree) -> Option<Self> {
        let arms = arms(tree)?;
        let plain = arms.iter().all(|arm| is_plain(arm));
        let arms = arms.into_iter().map(joined).collect();
        plain.then_some(Self { arms })
    }

    /// Whether the text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.arms.iter().any(|arm| fits(arm, text))
    }

    /// The same as a constant; `None` where that would be large, or properties of Unicode decide.
    pub(super) fn loops(&self) -> Option<Loops> {
        let parts: usize = self.arms.iter().map(Vec::len).sum();
        (parts <= MOST_READY).then_some(())?;
        let step = |step: &Part| {
            Some(match step {
                Step::Start => Step::Start,
                Step::End => Step::End,
                Step::Text(text) => Step::Text(text.clone()),
                Step::Run(set, min, max) => Step::Run(set.class().ranges()?, *min, *max),
            })
        };
        let arms = self.arms.iter().map(|arm| arm.iter().map(step).collect());
        arms.collect()
    }
}

/// Whether the text matches a constant.
pub(super) fn matches(arms: &[&[Step]], text: &str) -> bool {
    arms.iter().any(|arm| fits::<&Set, Ranges, &str>(arm, text))
}

/// The sequences that a tree stands for.
fn arms(tree: &Tree) -> Option<Vec<Vec<Part>>> {
    let arms = match tree {
        Tree::Empty => vec![Vec::new()],
        Tree::Start => vec![vec![Step::Start]],
        Tree::End => vec![vec![Step::End]],
        Tree::One(set) => vec![vec![Step::Run(Arc::clone(set), 1, Some(1))]],
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
                vec![vec![Step::Run(Arc::clone(set), *min, *max)]]
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
    let Some((Step::Start, rest)) = arm.split_first() else {
        return false;
    };
    let rest = match rest.split_last() {
        Some((Step::End, rest)) => rest,
        _ => rest,
    };
    rest.iter().enumerate().all(|(index, part)| match part {
        Step::Run(_, min, Some(max)) if min == max => true,
        Step::Run(set, ..) => {
            let mut behind = rest.iter().skip(index + 1);
            loop {
                match behind.next() {
                    Some(Step::Run(next, least, _)) if set.is_apart(next) => {
                        if *least > 0 {
                            return true;
                        }
                    }
                    Some(_) => return false,
                    None => return true,
                }
            }
        }
        Step::Start | Step::End | Step::Text(_) => false,
    })
}

/// The sequence with characters that stand by themselves, one after the other, as a text.
fn joined(arm: Vec<Part>) -> Vec<Part> {
    let mut steps: Vec<Part> = Vec::new();
    for part in arm {
        let alone = match &part {
            Step::Run(set, 1, Some(1)) => set.class().alone(),
            _ => None,
        };
        match (alone, steps.last_mut()) {
            (Some(c), Some(Step::Text(text))) => text.push(c),
            (Some(c), _) => steps.push(Step::Text(c.into())),
            (None, _) => steps.push(part),
        }
    }
    steps
}

fn fits<S: Borrow<Set<C>>, C: Has, T: AsRef<str>>(arm: &[Step<S, T>], text: &str) -> bool {
    let mut rest = text;
    for part in arm {
        match part {
            Step::Start => {}
            Step::End if rest.is_empty() => {}
            Step::End => return false,
            Step::Text(text) => match rest.strip_prefix(text.as_ref()) {
                Some(after) => rest = after,
                None => return false,
            },
            Step::Run(set, min, max) => {
                let (count, after) = run(set.borrow(), max.unwrap_or(u32::MAX), rest);
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
fn run<'t, C: Has>(set: &Set<C>, most: u32, text: &'t str) -> (u32, &'t str) {
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

#[cfg(test)]
pub(super) mod tests {
    use super::{Loops, Set, Step};

    /// A constant as an emitted crate has it.
    pub fn constant(loops: &Loops) -> &'static [&'static [Step]] {
        let step = |step: &Step<Vec<(char, char)>, String>| match step {
            Step::Start => Step::Start,
            Step::End => Step::End,
            Step::Text(text) => Step::Text(&*text.clone().leak()),
            Step::Run(ranges, min, max) => {
                let set = Set::of(ranges.clone().leak());
                Step::Run(&*Box::leak(Box::new(set)), *min, *max)
            }
        };
        let arms = loops.iter().map(|arm| {
            let arm: Vec<Step> = arm.iter().map(step).collect();
            &*arm.leak()
        });
        arms.collect::<Vec<_>>().leak()
    }
}
