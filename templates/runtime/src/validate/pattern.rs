//! Regular expressions of the description.

use super::linear::Linear;
use super::plain::{Loops, Step, matches};
use regress::Regex;
use std::sync::OnceLock;

/// A regular expression (ECMA-262), compiled when it is first used. It is meant for a `static`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Engine>>,
}

/// Where a pattern stands that a rule demands.
#[derive(Debug, Clone, Copy)]
pub enum PatternAt {
    /// Here, ready: its source, and the loops over bytes that decide it. The text must go through
    /// one of them.
    Loops(&'static str, &'static [&'static [Step]]),
    /// In a static, since no constant can refer to what it will be compiled to.
    Late(fn() -> &'static Pattern),
}

/// What holds a pattern against a text.
#[derive(Debug)]
enum Engine {
    /// In linear time.
    Linear(Linear),
    /// By trying every way, on texts of at most so many bytes.
    Backtracking(Box<Regex>, usize),
}

impl Pattern {
    /// The pattern of this source.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// The source as the description has it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern occurs in the text; it is not anchored. A pattern that does not compile
    /// refuses nothing, and neither does one that refers back to a group, of a text that is too
    /// long to try every way: the generator has reported both. A text of so many megabytes that no
    /// bounded number of steps decides it is refused.
    pub fn matches(&self, text: &str) -> bool {
        let engine = self.compiled.get_or_init(|| engine(self.source));
        engine.as_ref().is_none_or(|engine| engine.matches(text))
    }

    /// What a violation says was expected.
    pub(in super::super) fn expected(&self) -> String {
        expected(self.source)
    }

    /// Whether a pattern of this source would match the text. The generator asks.
    #[doc(hidden)]
    pub fn would_match(source: &str, text: &str) -> bool {
        engine(source).is_none_or(|engine| engine.matches(text))
    }

    /// The loops that decide a pattern of this source, for [`PatternAt::Loops`]; `None` where they
    /// are not enough. The generator asks.
    #[doc(hidden)]
    pub fn loops(source: &str) -> Option<Loops> {
        match engine(source)? {
            Engine::Linear(linear) => linear.loops(),
            Engine::Backtracking(..) => None,
        }
    }

    /// How many bytes a text may have to be decided by this source; `None` where any is. The
    /// generator asks.
    #[doc(hidden)]
    pub fn limit(source: &str) -> Option<usize> {
        match engine(source)? {
            Engine::Linear(_) => None,
            Engine::Backtracking(_, longest) => Some(longest),
        }
    }
}

impl PatternAt {
    /// Whether the pattern occurs in the text, as [`Pattern::matches`] tells.
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Self::Loops(_, arms) => matches(arms, text),
            Self::Late(pattern) => pattern().matches(text),
        }
    }

    /// What a violation says was expected.
    pub(super) fn expected(&self) -> String {
        match self {
            Self::Loops(source, _) => expected(source),
            Self::Late(pattern) => pattern().expected(),
        }
    }
}

impl Engine {
    fn matches(&self, text: &str) -> bool {
        match self {
            Self::Linear(linear) => linear.occurs(text).unwrap_or(false),
            Self::Backtracking(regex, longest) => {
                text.len() > *longest || regex.find(text).is_some()
            }
        }
    }
}

fn expected(source: &str) -> String {
    format!("a match of {source}")
}

/// Backreferences, and what no automaton is large enough for, are left to backtracking. It takes
/// exponential time only where a group is repeated; elsewhere the power of a length.
fn engine(source: &str) -> Option<Engine> {
    let regex = compile(source)?;
    Some(match Linear::new(source) {
        Some(linear) => Engine::Linear(linear),
        None => {
            let repeats = [")*", ")+", "){"].iter().any(|end| source.contains(end));
            Engine::Backtracking(Box::new(regex), if repeats { 24 } else { 1024 })
        }
    })
}

/// With the `u` flag, as JSON Schema 2020-12 says (core, section 6.4); many patterns in the wild
/// have escapes that only the older syntax takes.
fn compile(source: &str) -> Option<Regex> {
    compile_strict(source).or_else(|| Regex::new(source).ok())
}

/// With the `u` flag only.
pub(super) fn compile_strict(source: &str) -> Option<Regex> {
    Regex::with_flags(source, "u").ok()
}
