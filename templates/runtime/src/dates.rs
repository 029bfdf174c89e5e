//! Dates: the one file that names the crate they come from, which `--date-time` chooses.

#[allow(unused_imports, reason = "not every such crate writes by serde")]
use super::validate::{Validate, without_rules};
#[allow(unused_imports, reason = "not every such crate writes by serde")]
use super::wire::{Wire, by_serde};
#[allow(unused_imports, reason = "not every such crate writes by serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl Wire for jiff::Timestamp {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_str(Moment)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.serialize(s)
    }
}

struct Moment;

impl serde::de::Visitor<'_> for Moment {
    type Value = jiff::Timestamp;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a date-time")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<jiff::Timestamp, E> {
        let read = text.parse::<jiff::Timestamp>();
        read.or_else(|error| nearest(text).ok_or(error))
            .map_err(E::custom)
    }
}

/// The nearest moment that the type holds: what is smaller than a nanosecond is cut off, and the
/// end of the year 9999, which often says "never", comes a day early.
fn nearest(text: &str) -> Option<jiff::Timestamp> {
    let mut text = text.to_owned();
    if let Some(point) = text.find('.') {
        let fraction = text.get(point + 1..)?;
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 9 {
            text.replace_range(point + 10..point + 1 + digits, "");
        }
    }
    if let Ok(read) = text.parse() {
        return Some(read);
    }
    let pieces = jiff::fmt::temporal::Pieces::parse(&text).ok()?;
    let is_last = pieces.date().year() == 9999 && pieces.time().is_some();
    (is_last && pieces.offset().is_some()).then_some(jiff::Timestamp::MAX)
}

by_serde!(jiff::civil::Date);
without_rules!(jiff::Timestamp, jiff::civil::Date);
