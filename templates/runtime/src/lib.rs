//! The hand-written half of every emitted crate.
