//! Who listens to the engine: [`Probe`], which only wants to know whether, or [`Reasons`].

pub(super) use super::super::check::{counted, shown};
use super::super::validate::{Flow, PASS, Path, Probe, Sink, Violation, Violations};
use std::ops::ControlFlow;

/// A sink that knows whether it wants reasons, and can take those of others.
pub(super) trait Listener: Sink {
    /// Whether it wants to know why; if not, the first violation ends the check.
    const EXPLAINS: bool;

    /// Takes violations that were collected elsewhere.
    fn absorb(&mut self, reasons: impl FnOnce() -> Violations) -> Flow;
}

impl Listener for Probe {
    const EXPLAINS: bool = false;

    fn absorb(&mut self, _: impl FnOnce() -> Violations) -> Flow {
        ControlFlow::Break(())
    }
}

/// Keeps violations up to a limit and counts the rest.
pub(super) struct Reasons {
    found: Violations,
    limit: usize,
}

impl Reasons {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            found: Violations::default(),
            limit,
        }
    }

    pub(super) fn found(&self) -> &Violations {
        &self.found
    }

    pub(super) fn into_found(self) -> Violations {
        self.found
    }

    /// Where there is at least one violation, these.
    pub(super) fn finish(self) -> Result<(), Violations> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

impl Sink for Reasons {
    fn report(&mut self, at: &Path<'_>, violation: impl FnOnce() -> Violation) -> Flow {
        if self.found.len() < self.limit {
            self.found.push(Violation {
                pointer: at.to_string(),
                ..violation()
            });
        } else {
            self.found.count(1);
        }
        PASS
    }
}

impl Listener for Reasons {
    const EXPLAINS: bool = true;

    fn absorb(&mut self, reasons: impl FnOnce() -> Violations) -> Flow {
        let reasons = reasons();
        self.found.count(reasons.more());
        for violation in reasons {
            if self.found.len() < self.limit {
                self.found.push(violation);
            } else {
                self.found.count(1);
            }
        }
        PASS
    }
}
