//! Lines for a terminal.

use super::{Locate, location, sentence, summary};
use crate::diff::Change;

/// One line for each change: level, rule, spot, message, line of the file; then the summary.
pub(super) fn render(changes: &[Change], locate: Locate<'_>) -> String {
    let mut text = String::new();
    for change in changes {
        let place = location(change, locate);
        let place =
            place.map(|place| format!(" at {}:{}:{}", place.file, place.line, place.column));
        let line = format!(
            "{}[{}] {}{}\n",
            change.rule.level.word(),
            change.rule.id,
            sentence(change),
            place.unwrap_or_default()
        );
        text.push_str(&line);
    }
    text.push_str(&summary(changes));
    text.push('\n');
    text
}
