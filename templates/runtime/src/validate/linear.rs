//! Regular expressions in time that is linear in the text: the states of an automaton side by
//! side, never one way after the other. It knows ECMA-262 without backreferences; what looks ahead
//! or behind costs a run of its own at each place.

use super::class::{Class, Set};
use super::plain::{Loops, Plain};
use super::syntax::Tree;
use std::sync::Arc;

/// The most instructions; a pattern that needs more is not for this engine.
const LARGEST: usize = 1 << 14;

/// Up to so many instructions, the states take a kilobyte of the stack.
const SMALL: usize = 256;

/// Up to so many, ten kilobytes of it; more states are allocated.
const MIDDLE: usize = 2048;

/// The most steps that a text may take, roughly: a tenth of a second, for a text of some megabytes.
const STEPS: usize = 1 << 24;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Linear {
    program: Vec<Inst>,
    looks: usize,
    /// What does the same where the next step is never in doubt.
    plain: Option<Plain>,
}

#[derive(Debug)]
enum Inst {
    One(Arc<Set<Class>>),
    Split(usize, usize),
    Jump(usize),
    Start,
    End,
    /// `\b`, or `\B`.
    Edge(bool),
    /// A look-ahead, and whether it must hold.
    Ahead(Linear, bool),
    /// A look-behind of at most so many characters, and whether it must hold.
    Behind(Linear, Option<usize>, bool),
    Match,
}

/// Where a run begins and ends.
#[derive(Clone, Copy)]
struct Span {
    /// The byte where it begins.
    from: usize,
    /// Whether a match must begin there.
    anchored: bool,
    /// The byte where a match must end, if that is given.
    until: Option<usize>,
}

impl Linear {
    /// The automaton of a pattern that is known to be well-formed; `None` where it has what no
    /// automaton decides, or is too large and no loop does it either.
    pub(super) fn new(source: &str) -> Option<Self> {
        let tree = Tree::of(source)?;
        let plain = Plain::of(&tree);
        let linear = Self::of(&tree).or_else(|| plain.is_some().then(Self::empty))?;
        Some(Self { plain, ..linear })
    }

    /// The loop that does the same, as a constant has it.
    pub(super) fn loops(&self) -> Option<Loops> {
        self.plain.as_ref()?.loops()
    }

    fn empty() -> Self {
        Self {
            program: Vec::new(),
            looks: 0,
            plain: None,
        }
    }

    fn of(tree: &Tree) -> Option<Self> {
        let mut linear = Self::empty();
        linear.emit(tree)?;
        linear.push(Inst::Match)?;
        Some(linear)
    }

    fn push(&mut self, inst: Inst) -> Option<usize> {
        self.program.push(inst);
        (self.program.len() <= LARGEST).then(|| self.program.len() - 1)
    }

    fn emit(&mut self, tree: &Tree) -> Option<()> {
        match tree {
            Tree::Empty => {}
            Tree::One(set) => drop(self.push(Inst::One(Arc::clone(set)))?),
            Tree::Start => drop(self.push(Inst::Start)?),
            Tree::End => drop(self.push(Inst::End)?),
            Tree::Edge(edge) => drop(self.push(Inst::Edge(*edge))?),
            Tree::Ahead(inner, holds) => {
                let inner = self.look(inner)?;
                self.push(Inst::Ahead(inner, *holds))?;
            }
            Tree::Behind(inner, holds) => {
                let widest = inner.widest();
                let inner = self.look(inner)?;
                self.push(Inst::Behind(inner, widest, *holds))?;
            }
            Tree::Sequence(parts) => {
                for part in parts {
                    self.emit(part)?;
                }
            }
            Tree::Either(arms) => {
                let mut ends = Vec::new();
                for (index, arm) in arms.iter().enumerate() {
                    if index + 1 == arms.len() {
                        self.emit(arm)?;
                        continue;
                    }
                    let split = self.push(Inst::Jump(0))?;
                    self.emit(arm)?;
                    ends.push(self.push(Inst::Jump(0))?);
                    *self.program.get_mut(split)? = Inst::Split(split + 1, self.program.len());
                }
                let end = self.program.len();
                for at in ends {
                    *self.program.get_mut(at)? = Inst::Jump(end);
                }
            }
            Tree::Repeat(inner, min, max) => self.emit_repeat(inner, *min, *max)?,
        }
        Some(())
    }

    /// The automaton of what looks ahead or behind.
    fn look(&mut self, tree: &Tree) -> Option<Self> {
        let inner = Self::of(tree)?;
        self.looks += inner.size();
        (self.looks <= LARGEST).then_some(inner)
    }

    fn emit_repeat(&mut self, inner: &Tree, min: u32, max: Option<u32>) -> Option<()> {
        for _ in 0..min {
            let before = self.program.len();
            self.emit(inner)?;
            if self.program.len() == before {
                break; // Nothing, however often.
            }
        }
        match max {
            None => {
                let split = self.push(Inst::Jump(0))?;
                self.emit(inner)?;
                self.push(Inst::Jump(split))?;
                *self.program.get_mut(split)? = Inst::Split(split + 1, self.program.len());
            }
            Some(max) => {
                let mut splits = Vec::new();
                for _ in min..max {
                    splits.push(self.push(Inst::Jump(0))?);
                    self.emit(inner)?;
                }
                let end = self.program.len();
                for at in splits {
                    *self.program.get_mut(at)? = Inst::Split(at + 1, end);
                }
            }
        }
        Some(())
    }

    fn size(&self) -> usize {
        self.program.len() + self.looks
    }

    /// Whether the pattern occurs in the text; `None` where that would take too many steps.
    pub(super) fn occurs(&self, text: &str) -> Option<bool> {
        if let Some(plain) = &self.plain {
            return Some(plain.matches(text));
        }
        let mut steps = STEPS;
        let span = Span {
            from: 0,
            anchored: false,
            until: None,
        };
        self.run(text, span, &mut steps)
    }

    fn run(&self, text: &str, span: Span, steps: &mut usize) -> Option<bool> {
        let size = self.program.len();
        if size <= SMALL {
            return self.run_in::<SMALL>(text, span, steps);
        }
        if size <= MIDDLE {
            return self.run_in::<MIDDLE>(text, span, steps);
        }
        let (mut here, mut next) = (vec![0; size], vec![0; size]);
        let lists = (here.as_mut_slice(), next.as_mut_slice());
        self.walk(text, span, lists, &mut vec![false; size], steps)
    }

    /// Runs with room for so many states on the stack: nothing is allocated.
    #[inline(never)]
    fn run_in<const SIZE: usize>(&self, text: &str, span: Span, steps: &mut usize) -> Option<bool> {
        let (mut here, mut next) = ([0; SIZE], [0; SIZE]);
        let mut marks = [false; SIZE];
        let lists = (here.as_mut_slice(), next.as_mut_slice());
        self.walk(text, span, lists, &mut marks, steps)
    }

    fn walk(
        &self,
        text: &str,
        span: Span,
        (mut here, mut next): (&mut [u16], &mut [u16]),
        marks: &mut [bool],
        steps: &mut usize,
    ) -> Option<bool> {
        let mut count = 0;
        let mut at = span.from;
        loop {
            if at == span.from || !span.anchored {
                add(here, &mut count, marks, 0);
            }
            // The list is its own queue: what follows without a character is put behind.
            let mut place = 0;
            while place < count {
                *steps = steps.checked_sub(1)?;
                let state = usize::from(*here.get(place)?);
                place += 1;
                let follows = match self.program.get(state)? {
                    Inst::Match if span.until.is_none_or(|end| end == at) => return Some(true),
                    Inst::Match => false,
                    Inst::One(_) => false,
                    Inst::Jump(to) => {
                        add(here, &mut count, marks, *to);
                        false
                    }
                    Inst::Split(one, other) => {
                        add(here, &mut count, marks, *one);
                        add(here, &mut count, marks, *other);
                        false
                    }
                    Inst::Start => at == 0,
                    Inst::End => at == text.len(),
                    Inst::Edge(edge) => is_edge(text, at) == *edge,
                    Inst::Ahead(inner, holds) => inner.run(text, Span::ahead(at), steps)? == *holds,
                    Inst::Behind(inner, widest, holds) => {
                        let span = Span::behind(text, at, *widest);
                        inner.run(text, span, steps)? == *holds
                    }
                };
                if follows {
                    add(here, &mut count, marks, state + 1);
                }
            }
            let Some(c) = text
                .get(at..span.until.unwrap_or(text.len()))?
                .chars()
                .next()
            else {
                return Some(false);
            };
            let states = here.get(..count)?;
            states
                .iter()
                .for_each(|state| set(marks, usize::from(*state), false));
            let mut behind = 0;
            for state in states {
                let state = usize::from(*state);
                if matches!(self.program.get(state)?, Inst::One(class) if class.has(c)) {
                    add(next, &mut behind, marks, state + 1);
                }
            }
            count = behind;
            std::mem::swap(&mut here, &mut next);
            if count == 0 && (span.anchored || matches!(self.program.first(), Some(Inst::Start))) {
                return Some(false);
            }
            at += c.len_utf8();
        }
    }
}

impl Span {
    fn ahead(from: usize) -> Self {
        Self {
            from,
            anchored: true,
            until: None,
        }
    }

    /// The span of what ends at `at` and has at most so many characters.
    fn behind(text: &str, at: usize, widest: Option<usize>) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let from = match widest {
            Some(0) => at,
            Some(width) => before
                .char_indices()
                .nth_back(width - 1)
                .map_or(0, |(from, _)| from),
            None => 0,
        };
        Self {
            from,
            anchored: false,
            until: Some(at),
        }
    }
}

fn add(list: &mut [u16], count: &mut usize, marks: &mut [bool], state: usize) {
    if marks.get(state) == Some(&false)
        && let (Some(slot), Ok(number)) = (list.get_mut(*count), u16::try_from(state))
    {
        *slot = number;
        *count += 1;
        set(marks, state, true);
    }
}

fn set(marks: &mut [bool], state: usize, to: bool) {
    if let Some(mark) = marks.get_mut(state) {
        *mark = to;
    }
}

fn is_edge(text: &str, at: usize) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = text.as_bytes();
    word(at.checked_sub(1).and_then(|before| bytes.get(before))) != word(bytes.get(at))
}

#[cfg(test)]
mod tests;
