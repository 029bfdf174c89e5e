//! Regular expressions of the description.

use super::linear::Linear;
use regress::Regex;
use std::sync::OnceLock;

/// A regular expression (ECMA-262), compiled when it is first used. It is meant for a `static`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Engine>>,
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
    /// refuses nothing: the generator has reported it, and a caller could do nothing about it. A
    /// text that is too long to be decided is refused.
    pub fn matches(&self, text: &str) -> bool {
        self.decides(text).unwrap_or(false)
    }

    /// The same; `None` where the text is too long for this pattern to be decided.
    pub(in super::super) fn decides(&self, text: &str) -> Option<bool> {
        match self.compiled.get_or_init(|| engine(self.source)) {
            Some(Engine::Linear(linear)) => linear.occurs(text),
            Some(Engine::Backtracking(regex, longest)) => {
                (text.len() <= *longest).then(|| regex.find(text).is_some())
            }
            None => Some(true),
        }
    }

    /// What a violation says was expected of this text.
    pub(in super::super) fn expected(&self, text: &str) -> String {
        match self.decides(text) {
            None => format!("a text short enough to be held against {}", self.source),
            Some(_) => format!("a match of {}", self.source),
        }
    }
}

/// Backreferences and look-behind are left to backtracking. It takes exponential time only where
/// a group is repeated; elsewhere the power of a length.
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
