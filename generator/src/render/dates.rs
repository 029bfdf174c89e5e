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

/// The first is what the templates have.
const CHOICES: [Choice; 3] = [
    Choice {
        date_time: DateTime::Jiff,
        runtime: "by_serde!(jiff::Timestamp, jiff::civil::Date);
without_rules!(jiff::Timestamp, jiff::civil::Date);
",
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
