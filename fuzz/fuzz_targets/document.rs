//! A text as a description: an error with its place, or files that are Rust and say nothing of
//! their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specloom_tests::fuzzing::documents;

fuzz_target!(|text: &str| {
    documents::check(text);
});
