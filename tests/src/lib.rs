//! Helpers that the tests share.

pub mod conformance;
pub mod silent;
pub mod stages;
pub mod standalone;
