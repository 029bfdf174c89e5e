//! The hand-written half of every emitted crate: whatever does not differ between two APIs.
//!
//! Emitted modules name it `rt`. It is compiled and tested as the crate `specloom-runtime`, and
//! copied into each emitted crate as `src/runtime/`, so it speaks of itself by `super` only.

mod arrival;
mod base64_bytes;
mod choices;
mod dates;
mod int;
mod json;
mod maybe;
mod object;
mod read_error;
mod rows;
mod secret;
mod string_enum;
mod tuples;
mod union;
mod validate;
mod value_enum;
mod wire;

#[cfg(feature = "client")]
mod client;
#[cfg(feature = "schema")]
pub mod schema;

pub use base64_bytes::{Base64Bytes, NotBase64};
pub use json::same as same_json;
pub use maybe::{Maybe, OptionalText};
pub use read_error::ReadError;
pub use secret::Secret;
pub use string_enum::StringEnum;
pub use validate::{
    Collect, Format, Path, Pattern, Probe, Sink, Validate, Violation, Violations, check,
};
pub use value_enum::ValueEnum;
pub use wire::{Wire, from_slice, from_value, to_value};

// What emitted code is made of, and nobody else names.
#[doc(hidden)]
pub use {
    arrival::arrived,
    object::{Object, Objects, Parts, Values, clone_object, same_object, show_object},
    rows::{Any, Each, Must, Part, Rows},
    string_enum::{OpenStringEnums, StringEnums, show_string_enum},
    union::{
        Arm, Union, Unions, arm, first, has_keys, is_array, is_bool, is_integer, is_null,
        is_number, is_object, is_string, tag, write_tagged,
    },
    validate::{
        Bound, FieldRules, Fields, Flow, Loops, PASS, PatternAt, Rule, Rules, Set, Step, fields,
        hold,
    },
    value_enum::{OpenValueEnums, ValueEnums},
    wire::{Boxes, Emitted, Kind},
};

#[cfg(feature = "client")]
pub use client::*;

#[allow(unused_imports, reason = "an API may have no such type")]
pub(crate) use {
    object::object, string_enum::string_enum, union::union, value_enum::value_enum, wire::wire,
};
