//! Helpers that the tests share.

pub mod conformance;
pub mod stages;
pub mod standalone;
