//! Facts of strings and of lists of values.

use super::bounds;
use super::describe;
use super::facts::{Effect, Found, difference, type_ids};
use crate::api::{EnumKind, Kind, StringKind};
use crate::decimal::canonical_value;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn compare_formats(old: Option<&str>, new: Option<&str>, found: &mut Found) {
    let effect = match (old, new) {
        (old, new) if old == new => return,
        (None, _) | (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
            Effect::Narrows
        }
        (_, None) | (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
            Effect::Widens
        }
        _ => Effect::Alters,
    };
    found.push(type_ids(effect), effect, moved("format", old, new));
}

pub(super) fn compare_strings(old: &StringKind, new: &StringKind, found: &mut Found) {
    // Format byte is 3.0's word for contentEncoding base64.
    let encoded = |string: &StringKind| match (
        string.format.as_deref(),
        string.content_encoding.as_deref(),
    ) {
        (Some("byte"), None | Some("base64")) => (None, Some("base64".to_owned())),
        (format, encoding) => (format.map(str::to_owned), encoding.map(str::to_owned)),
    };
    let ((old_format, old_encoding), (new_format, new_encoding)) = (encoded(old), encoded(new));
    compare_formats(old_format.as_deref(), new_format.as_deref(), found);
    if old_encoding != new_encoding {
        let message = moved(
            "contentEncoding",
            old_encoding.as_deref(),
            new_encoding.as_deref(),
        );
        found.push(&["content-encoding-changed"], Effect::Alters, message);
    }
    let (old_media, new_media) = (
        old.content_media_type.as_deref(),
        new.content_media_type.as_deref(),
    );
    if old_media != new_media {
        let message = moved("contentMediaType", old_media, new_media);
        found.push(&["content-media-type-changed"], Effect::Alters, message);
    }
    bounds::strings(old, new, found);
    let (gone, come) = difference(
        old.patterns.iter().map(String::as_str),
        new.patterns.iter().map(String::as_str),
    );
    match (gone.as_slice(), come.as_slice()) {
        ([old], [new]) => {
            found.push(
                &["pattern-changed"],
                Effect::Alters,
                moved("pattern", Some(old), Some(new)),
            );
        }
        (gone, come) => {
            for pattern in gone {
                found.push(
                    &["pattern-removed"],
                    Effect::Widens,
                    moved("pattern", Some(pattern), None),
                );
            }
            for pattern in come {
                found.push(
                    &["pattern-added"],
                    Effect::Narrows,
                    moved("pattern", None, Some(pattern)),
                );
            }
        }
    }
}

pub(super) fn compare_enums(old: &EnumKind, new: &EnumKind, found: &mut Found) {
    let keyed = |list: &EnumKind| -> BTreeMap<String, String> {
        list.values
            .iter()
            .map(|value| (canonical_value(&value.value), describe::value(&value.value)))
            .collect()
    };
    let (old_values, new_values) = (keyed(old), keyed(new));
    let (gone, come) = difference(old_values.iter(), new_values.iter());
    match (old.open, new.open) {
        (false, true) => found.push(
            &[],
            Effect::Widens,
            "values beside the listed ones are allowed now".to_owned(),
        ),
        (true, false) => found.push(
            &[],
            Effect::Narrows,
            "only the listed values are allowed now".to_owned(),
        ),
        _ => {}
    }
    if let ([(_, old_value)], [(_, new_value)], 1, 1) = (
        gone.as_slice(),
        come.as_slice(),
        old_values.len(),
        new_values.len(),
    ) {
        let message = format!("constant changed from {old_value} to {new_value}");
        found.push(&["const-changed"], Effect::Alters, message);
        return;
    }
    // The values of an open list are examples of what may come, no limits.
    let open = old.open || new.open;
    let removed = [
        "enum-value-removed",
        "response-mediatype-enum-value-removed",
    ];
    let added = ["enum-value-added"];
    for (values, ids, effect, word) in [
        (gone, removed.as_slice(), Effect::Narrows, "removed"),
        (come, added.as_slice(), Effect::Widens, "added"),
    ] {
        let (ids, effect) = if open {
            ([].as_slice(), Effect::Notes)
        } else {
            (ids, effect)
        };
        for (_, shown) in values {
            found.push(ids, effect, format!("enum value {shown} {word}"));
        }
    }
}

/// Whether every value of `list` is of the JSON type of `kind`.
pub(super) fn holds_all(kind: &Kind, list: &EnumKind) -> bool {
    list.values.iter().all(|value| {
        matches!(
            (kind, &value.value),
            (Kind::String(_), Value::String(_))
                | (Kind::Boolean, Value::Bool(_))
                | (Kind::Number(_) | Kind::Integer(_), Value::Number(_))
        )
    })
}

fn moved(what: &str, old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (None, Some(new)) => format!("{what} `{new}` added"),
        (Some(old), None) => format!("{what} `{old}` removed"),
        (old, new) => format!(
            "{what} changed from `{}` to `{}`",
            old.unwrap_or_default(),
            new.unwrap_or_default()
        ),
    }
}
