//! Workflow commands of GitHub Actions.

use super::{Locate, location, sentence, summary};
use crate::diff::{Change, Level};

/// One `::error`, `::warning` or `::notice` command for each change, then the summary.
pub(super) fn render(changes: &[Change], locate: Locate<'_>) -> String {
    let mut text = String::new();
    for change in changes {
        let command = match change.rule.level {
            Level::Err => "error",
            Level::Warn => "warning",
            Level::Info => "notice",
        };
        let place = location(change, locate).map(|place| {
            format!(
                "file={},line={},col={},",
                property(&place.file),
                place.line,
                place.column
            )
        });
        let (place, title) = (place.unwrap_or_default(), property(change.rule.id));
        text.push_str(&format!(
            "::{command} {place}title={title}::{}\n",
            data(&sentence(change))
        ));
    }
    text.push_str(&summary(changes));
    text.push('\n');
    text
}

/// What follows the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, which colons and commas would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
