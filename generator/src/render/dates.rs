//! Where the crate that dates come from is named outside of emitted code: `dates.rs` of the runtime
//! and the manifest.

use crate::rust::{Crate, DateTime};
use std::collections::BTreeSet;

/// What `dates.rs` says of a crate of dates, and what the manifest does.
struct Choice {
    date_time: DateTime,
    runtime: &'static str,
    dependency: &'static str,
}

/// What the templates have.
const JIFF: &str = r#"impl Wire for jiff::Timestamp {
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
"#;

/// The first is what the templates have.
const CHOICES: [Choice; 3] = [
    Choice {
        date_time: DateTime::Jiff,
        runtime: JIFF,
        dependency: "jiff = { version = \"0.2\", default-features = false, features = [\"std\", \"serde\"] }
",
    },
    Choice {
        date_time: DateTime::Chrono,
        runtime: "by_serde!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
without_rules!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
",
        dependency: "chrono = { version = \"0.4\", default-features = false, features = [\"std\", \"serde\"] }
",
    },
    Choice {
        date_time: DateTime::Time,
        runtime: "impl Wire for time::OffsetDateTime {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        time::serde::rfc3339::deserialize(d)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        time::serde::rfc3339::serialize(self, s)
    }
}

impl Wire for time::Date {
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let form = &time::format_description::well_known::Iso8601::DATE;
        Self::parse(&text, form).map_err(serde::de::Error::custom)
    }

    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let form = &time::format_description::well_known::Iso8601::DATE;
        let text = self.format(form).map_err(serde::ser::Error::custom)?;
        s.serialize_str(&text)
    }
}

without_rules!(time::OffsetDateTime, time::Date);
",
        dependency: "time = { version = \"0.3\", default-features = false, features = [\"std\", \"formatting\", \"parsing\", \"serde\", \"serde-well-known\"] }
",
    },
];

/// A template in which the crates of dates are those of `krate`, in place of the usual one.
pub fn choose(template: &str, krate: &Crate) -> String {
    let used: BTreeSet<_> = krate.apis.iter().map(|api| api.date_time).collect();
    let of = |part: fn(&Choice) -> &'static str| {
        let chosen = CHOICES
            .iter()
            .filter(|choice| used.contains(&choice.date_time));
        chosen.map(part).collect::<Vec<_>>().concat()
    };
    let [usual, ..] = &CHOICES;
    template
        .replace(usual.runtime, &of(|choice| choice.runtime))
        .replace(usual.dependency, &of(|choice| choice.dependency))
}

#[cfg(test)]
mod tests {
    use super::{CHOICES, choose};
    use crate::render::templates::{MANIFEST, RUNTIME};
    use crate::rust::{Crate, DateTime, RustModel};

    #[test]
    fn the_templates_have_the_usual_choice() {
        let dates = RUNTIME.iter().find(|(path, _)| *path == "dates.rs");
        let dates = dates.expect("the file of dates").1;
        assert!(dates.ends_with(CHOICES[0].runtime));
        assert!(MANIFEST.contains(CHOICES[0].dependency));
    }

    #[test]
    fn what_is_not_used_is_no_dependency() {
        let dependencies = |choices: &[DateTime]| {
            let api = |date_time: &DateTime| RustModel {
                date_time: *date_time,
                ..RustModel::default()
            };
            let apis = choices.iter().map(api).collect();
            let krate = Crate {
                apis,
                ..Crate::default()
            };
            let text = choose(MANIFEST, &krate);
            let names = ["jiff", "chrono", "time"].into_iter();
            names
                .filter(|name| text.contains(&format!("\n{name} = ")))
                .collect::<Vec<_>>()
        };
        assert_eq!(dependencies(&[DateTime::Jiff]), ["jiff"]);
        assert_eq!(
            dependencies(&[DateTime::Time, DateTime::Chrono]),
            ["chrono", "time"]
        );
        assert!(dependencies(&[DateTime::String]).is_empty());
    }
}
