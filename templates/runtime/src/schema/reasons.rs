//! Who listens to the engine: [`Probe`], which only wants to know whether, or [`Reasons`].

use super::super::validate::{Flow, PASS, Path, Probe, Sink, Violation, Violations};
use serde_json::Value;
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

/// How a message shows a value: never what is within an array or object, for a secret may be.
pub(super) fn shown(value: &Value, secret: bool) -> String {
    use super::super::validate::check::{cut, shorten};
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(items) => format!("an array of {}", counted(items.len(), "item", "items")),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => {
            let properties = counted(map.len(), "property", "properties");
            format!("an object of {properties}")
        }
        _ if secret => "secret".to_owned(),
        Value::String(text) => shorten(text),
        other => cut(&other.to_string()),
    }
}

/// A number and its unit.
pub(super) fn counted(number: impl Into<Number>, one: &str, many: &str) -> String {
    let Number(number) = number.into();
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A count, however wide.
pub(super) struct Number(u64);

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self(value as u64)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value)
    }
}
