//! Regular expressions of the description.

use regress::Regex;
use std::sync::OnceLock;

/// A regular expression (ECMA-262), compiled when it is first used. It is meant for a `static`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The longest text that is looked at, in bytes. Backtracking is not linear, so a longer text
    /// is refused rather than tried.
    pub const LONGEST: usize = 64 * 1024;

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
    /// refuses nothing: the generator has reported it, and a caller could do nothing about it.
    pub fn matches(&self, text: &str) -> bool {
        match self.compiled.get_or_init(|| compile(self.source)) {
            Some(regex) => text.len() <= Self::LONGEST && regex.find(text).is_some(),
            None => true,
        }
    }
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
