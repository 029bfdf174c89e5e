//! Who listens to a check.

use super::{Path, Violation, Violations};
use std::ops::ControlFlow;

/// Whether a check goes on.
pub type Flow = ControlFlow<()>;

/// A check that found nothing to say.
pub const PASS: Flow = ControlFlow::Continue(());

/// Who listens to a check. The violation is made only where somebody wants it.
pub trait Sink {
    /// Takes a violation at `at`; the pointer in it is set from `at`.
    fn report(&mut self, at: &Path<'_>, violation: impl FnOnce() -> Violation) -> Flow;
}

/// Keeps every violation up to a limit, and counts the rest.
#[derive(Debug)]
pub struct Collect {
    found: Violations,
    limit: usize,
}

/// Breaks off at the first violation, and makes none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe;

impl Collect {
    /// Keeps at most `limit` violations.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            found: Violations::default(),
            limit,
        }
    }

    /// What was found.
    ///
    /// # Errors
    ///
    /// Where there is at least one violation.
    pub fn finish(self) -> Result<(), Violations> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

/// Keeps at most [`Violations::LIMIT`].
impl Default for Collect {
    fn default() -> Self {
        Self::with_limit(Violations::LIMIT)
    }
}

impl Sink for Collect {
    fn report(&mut self, at: &Path<'_>, violation: impl FnOnce() -> Violation) -> Flow {
        if self.found.len() < self.limit {
            let pointer = at.to_string();
            self.found.push(Violation {
                pointer,
                ..violation()
            });
        } else {
            self.found.count(1);
        }
        PASS
    }
}

impl Sink for Probe {
    fn report(&mut self, _: &Path<'_>, _: impl FnOnce() -> Violation) -> Flow {
        ControlFlow::Break(())
    }
}
