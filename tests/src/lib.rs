//! Helpers that the tests share.

pub mod conformance;
pub mod outline;
pub mod stages;
pub mod standalone;
