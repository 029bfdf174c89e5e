//! Dates: the one file that names the crate they come from, which `--date-time` chooses.

#[allow(unused_imports, reason = "not every such crate writes by serde")]
use super::validate::{Validate, without_rules};
#[allow(unused_imports, reason = "not every such crate writes by serde")]
use super::wire::{Wire, by_serde};
#[allow(unused_imports, reason = "not every such crate writes by serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

by_serde!(jiff::Timestamp, jiff::civil::Date);
without_rules!(jiff::Timestamp, jiff::civil::Date);
