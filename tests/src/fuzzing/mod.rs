//! What must hold of any input: asked by the tests of inputs of their own, by `fuzz/` of those that
//! a fuzzer finds.

pub mod documents;
pub mod patterns;
pub mod schemas;
