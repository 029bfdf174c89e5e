//! Helpers that the tests share.

pub mod conformance;
pub mod differential;
pub mod shared;
pub mod stages;
pub mod standalone;
