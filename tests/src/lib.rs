//! Helpers that the tests share.

pub mod bodies;
pub mod conformance;
pub mod differential;
pub mod fuzzing;
pub mod shared;
pub mod stages;
pub mod standalone;
