//! One JSON object: `summary` counts, `changes` lists.

use super::{Locate, Side, counts};
use crate::diagnostic::Place;
use crate::diff::{Change, Level, Spot};
use serde_json::{Value, json};

/// The object. Levels, directions and areas are spelt as oasdiff spells them.
pub(super) fn render(changes: &[Change], locate: Locate<'_>) -> String {
    let [(_, errors), (_, warnings), (_, infos)] = counts(changes);
    let report = json!({
        "summary": {
            "changes": changes.len(),
            "breaking": changes.iter().filter(|change| change.rule.level >= Level::Warn).count(),
            "error": errors,
            "warning": warnings,
            "info": infos,
        },
        "changes": changes.iter().map(|change| entry(change, locate)).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

fn entry(change: &Change, locate: Locate<'_>) -> Value {
    json!({
        "id": change.rule.id,
        "level": change.rule.level.as_str(),
        "direction": change.rule.direction.to_string(),
        "area": change.rule.area.to_string(),
        "message": change.message,
        "spots": change.spots.iter().map(spot).collect::<Vec<_>>(),
        "old": place(change.old_place.as_ref(), Side::Old, locate),
        "new": place(change.new_place.as_ref(), Side::New, locate),
    })
}

fn spot(spot: &Spot) -> Value {
    json!({
        "method": spot.operation.as_ref().map(|key| &key.method),
        "path": spot.operation.as_ref().map(|key| &key.path),
        "subject": spot.subject,
    })
}

fn place(place: Option<&Place>, side: Side, locate: Locate<'_>) -> Value {
    let Some(place) = place else {
        return Value::Null;
    };
    let mut value = json!({ "pointer": place.pointer.as_str() });
    if let (Some(found), Some(map)) = (locate(side, place), value.as_object_mut()) {
        map.insert("file".to_owned(), json!(found.file));
        map.insert("line".to_owned(), json!(found.line));
        map.insert("column".to_owned(), json!(found.column));
    }
    value
}
