//! OpenAPI Overlay 1.0: corrections to a description that is not ours, kept beside it.
//!
//! Two things are added to the specification. An action that matches nothing is an error, and so
//! is one whose `x-expect` no longer holds: when the description moves on, a correction that has
//! become stale must say so.

mod apply;
mod merge;
#[cfg(test)]
mod tests;

pub use merge::expectation_mismatch;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Place};
use crate::source::Sources;
use serde_json::{Map, Value};
use serde_json_path::JsonPath;
use std::path::Path;

/// A longer JSONPath is no path that people write, and its parser is recursive.
const MAX_TARGET: usize = 4096;

/// What an action does to each node of its target.
#[derive(Debug, Clone, PartialEq)]
enum Effect {
    Update(Value),
    Remove,
}

/// One action of an overlay.
#[derive(Debug)]
struct Action {
    place: Place,
    /// As it is written, and as it is read.
    target: (String, JsonPath),
    expect: Option<Value>,
    effect: Option<Effect>,
}

/// Applies the overlay in the file at `path` to the root of `sources`. What is wrong with it is
/// in `diagnostics`; the actions that can be applied are.
pub fn apply_file(sources: &mut Sources, path: &Path, diagnostics: &mut Diagnostics) {
    let file = sources.add_file(path, None, diagnostics);
    apply_added(sources, file, diagnostics);
}

/// The same for an overlay that is in no file; `name` is what diagnostics call it.
pub fn apply_text(sources: &mut Sources, name: &str, text: &str, diagnostics: &mut Diagnostics) {
    let file = sources.add_text(name, text, diagnostics);
    apply_added(sources, file, diagnostics);
}

fn apply_added(sources: &mut Sources, file: FileId, diagnostics: &mut Diagnostics) {
    let Some(overlay) = sources.value(file) else {
        return;
    };
    for action in read_overlay(overlay, file, diagnostics) {
        apply::apply_action(sources, &action, diagnostics);
    }
}

fn malformed(place: &Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::OverlayMalformed, place, message)
}

fn read_overlay(overlay: &Value, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Action> {
    let place = Place::root(file);
    let Some(map) = overlay.as_object() else {
        diagnostics.push(malformed(&place, "an overlay must be an object"));
        return Vec::new();
    };
    match map.get("overlay") {
        Some(Value::String(version)) if version.starts_with("1.") => {}
        Some(_) => {
            let said = malformed(&place.key("overlay"), "this version of Overlay is not read");
            diagnostics.push(said.help("write `overlay: 1.0.0`"));
        }
        None => {
            let said = malformed(&place, "an overlay needs `overlay` with its version");
            diagnostics.push(said.help("it begins with the line `overlay: 1.0.0`"));
        }
    }
    if !map.get("info").is_some_and(Value::is_object) {
        let said = malformed(&place, "an overlay needs `info` with a title and a version");
        diagnostics.push(said);
    }
    check_keys(
        map,
        &["overlay", "info", "extends", "actions"],
        &place,
        diagnostics,
    );
    let Some(Value::Array(actions)) = map.get("actions") else {
        diagnostics.push(malformed(&place, "an overlay needs `actions`, a list"));
        return Vec::new();
    };
    let place = place.key("actions");
    actions
        .iter()
        .enumerate()
        .filter_map(|(index, action)| read_action(action, place.key(index), diagnostics))
        .collect()
}

fn read_action(action: &Value, place: Place, diagnostics: &mut Diagnostics) -> Option<Action> {
    let Some(map) = action.as_object() else {
        diagnostics.push(malformed(&place, "an action must be an object"));
        return None;
    };
    let known = ["target", "description", "update", "remove", "x-expect"];
    check_keys(map, &known, &place, diagnostics);
    let target = read_target(map, &place, diagnostics)?;
    let effect = match (map.get("remove"), map.get("update")) {
        (Some(Value::Bool(true)), _) => Some(Effect::Remove),
        (Some(Value::Bool(false)) | None, Some(update)) => Some(Effect::Update(update.clone())),
        (Some(Value::Bool(false)) | None, None) => None,
        (Some(_), _) => {
            diagnostics.push(malformed(
                &place.key("remove"),
                "`remove` must be true or false",
            ));
            return None;
        }
    };
    let expect = map.get("x-expect").cloned();
    if effect.is_none() && expect.is_none() {
        diagnostics.push(malformed(
            &place,
            "the action needs `update`, `remove: true` or `x-expect`",
        ));
        return None;
    }
    Some(Action {
        place,
        target,
        expect,
        effect,
    })
}

fn read_target(
    map: &Map<String, Value>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<(String, JsonPath)> {
    let text = match map.get("target") {
        Some(Value::String(text)) if text.len() <= MAX_TARGET => text,
        Some(_) => {
            diagnostics.push(malformed(
                &place.key("target"),
                "`target` must be a JSONPath",
            ));
            return None;
        }
        None => {
            let said = malformed(place, "the action needs `target`");
            diagnostics.push(said.help("a JSONPath (RFC 9535) such as `$.info`"));
            return None;
        }
    };
    let target = JsonPath::parse(text).map(|path| (text.clone(), path));
    target
        .map_err(|error| {
            let message = format!("`target` is no JSONPath: {error}");
            let said = malformed(&place.key("target"), message);
            diagnostics.push(said.help("names with other signs than letters go in `['…']`"));
        })
        .ok()
}

fn check_keys(
    map: &Map<String, Value>,
    known: &[&str],
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    for key in map.keys() {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            let message = match key.as_str() {
                "copy" => "`copy` is of Overlay 1.1, of which only what 1.0 has is read".to_owned(),
                _ => format!("`{key}` is no keyword here"),
            };
            let mut said = malformed(&place.key(key), message);
            said.help = Some(format!("there are `{}`", known.join("`, `")));
            diagnostics.push(said);
        }
    }
}
