//! Bytes at both doors of emitted types.
#![no_main]

#[path = "../../tests/tests/bad_input/doors.rs"]
mod doors;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    doors::check(bytes);
});
