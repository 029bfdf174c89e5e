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

    /// Why a pattern of this source refuses nothing, if that is so. The generator asks.
    #[doc(hidden)]
    pub fn error(source: &str) -> Option<String> {
        if engine(source).is_some() {
            return None;
        }
        if !is_narrow(source) {
            return Some(format!("it has more than {WIDEST} alternatives"));
        }
        Some(match (Regex::new(source), foreign(source)) {
            (Err(error), _) => error.to_string(),
            (Ok(_), letter) => format!(
                "`\\{}` is of another dialect than ECMA-262",
                letter.unwrap_or_default()
            ),
        })
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

/// Backreferences, and what no automaton is large enough for, are left to backtracking.
fn engine(source: &str) -> Option<Engine> {
    let regex = compile(source);
    if regex.is_none() && is_narrow(source) {
        return None;
    }
    Some(match Linear::new(source) {
        Some(linear) => Engine::Linear(linear),
        None => Engine::Backtracking(Box::new(regex?), longest(source)),
    })
}

/// How many bytes a text may have to try every way. That takes exponential time only where a group
/// is repeated; elsewhere a power of the length, with a repetition for each factor.
fn longest(source: &str) -> usize {
    if [")*", ")+", "){"].iter().any(|end| source.contains(end)) {
        return 24;
    }
    match source.matches(['*', '+', '{']).count() {
        0..=2 => 1024,
        3 => 256,
        4 => 64,
        _ => 24,
    }
}

/// With the `u` flag, as JSON Schema 2020-12 says (core, section 6.4); many patterns in the wild
/// have escapes that only the older syntax takes.
fn compile(source: &str) -> Option<Regex> {
    let older = || {
        let known = is_narrow(source) && foreign(source).is_none();
        known.then(|| Regex::new(source).ok()).flatten()
    };
    compile_strict(source).or_else(older)
}

/// A letter whose escape has no meaning. The older syntax takes it for the letter, but who writes
/// `\A` has another dialect in mind, in which it is the start of a text.
fn foreign(source: &str) -> Option<char> {
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next()).flatten();
        let letter = escaped.filter(char::is_ascii_alphabetic);
        if let Some(letter) = letter.filter(|letter| !"bBcdDfknpPrsStuvwWx".contains(*letter)) {
            return Some(letter);
        }
    }
    None
}

/// The most alternatives that `regress` is given: it goes into each from the one before, and
/// thousands of them overflow the stack.
const WIDEST: usize = 1000;

fn is_narrow(source: &str) -> bool {
    source.matches('|').count() < WIDEST
}

/// With the `u` flag only.
fn compile_strict(source: &str) -> Option<Regex> {
    is_narrow(source)
        .then(|| Regex::with_flags(source, "u").ok())
        .flatten()
}

/// Whether it is a regular expression; of one with thousands of alternatives nobody knows better.
pub(super) fn is_regex(text: &str) -> bool {
    !is_narrow(text) || compile_strict(text).is_some()
}
