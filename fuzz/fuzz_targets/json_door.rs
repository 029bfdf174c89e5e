//! A schema and a value, each on a line of its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specloom_tests::fuzzing::schemas;

fuzz_target!(|text: &str| {
    let (schema, value) = text.split_once('\n').unwrap_or((text, "null"));
    if let (Ok(schema), Ok(value)) = (serde_json::from_str(schema), serde_json::from_str(value)) {
        schemas::check(&schema, &value);
    }
});
