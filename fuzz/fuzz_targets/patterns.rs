//! A pattern, and a text on the next line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specloom_tests::fuzzing::patterns;

fuzz_target!(|text: &str| {
    let (source, text) = text.split_once('\n').unwrap_or((text, ""));
    if source.len() < 256 {
        patterns::check(source, &[text]);
    }
});
