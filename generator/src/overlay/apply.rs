//! Applying one action to the root of the sources.

use super::merge::{expectation_mismatch, merge};
use super::{Action, Effect, malformed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Pointer};
use crate::resolve::keywords::nearest;
use crate::source::Sources;
use serde_json::Value;
use serde_json_path::JsonPath;
use std::cmp::Reverse;

/// Updates of what earlier updates put in could nest without end.
const MAX_DEPTH: usize = 200;

pub(super) fn apply_action(sources: &mut Sources, action: &Action, diagnostics: &mut Diagnostics) {
    let Some(root) = sources.root() else {
        return;
    };
    let (target, path) = &action.target;
    let located = path.query_located(root).dedup();
    let nodes: Vec<(Pointer, &Value)> = located
        .iter()
        .map(|node| {
            (
                Pointer::from_encoded(node.location().to_json_pointer()),
                node.node(),
            )
        })
        .collect();
    if nodes.is_empty() {
        let message = format!("the target `{target}` matches nothing");
        let said = Diagnostic::new(Code::OverlayMiss, &action.place.key("target"), message);
        diagnostics.push(said.help(where_it_ends(target, root)));
        return;
    }
    let stale = nodes
        .iter()
        .find_map(|(pointer, node)| stale(action, pointer, node));
    if let Some(stale) = stale {
        diagnostics.push(stale);
        return;
    }
    let pointers: Vec<Pointer> = nodes.into_iter().map(|(pointer, _)| pointer).collect();
    match &action.effect {
        None => {}
        Some(Effect::Remove) => remove(sources, action, pointers, diagnostics),
        Some(Effect::Update(update)) => {
            for pointer in pointers {
                if let Err(said) = update_node(sources, action, &pointer, update) {
                    diagnostics.push(*said);
                    return;
                }
            }
        }
    }
}

/// What to say of a target that matches nothing: how far the document goes along with it.
fn where_it_ends(target: &str, root: &Value) -> String {
    let changed = "the description has changed, or a name is misspelt";
    let mut cuts = target.match_indices(['.', '[']).rev();
    // What is cut within a name is no path.
    let found = cuts.find_map(|(at, _)| {
        let (before, rest) = target.split_at(at);
        let nodes = JsonPath::parse(before).ok()?.query(root).all();
        (!nodes.is_empty()).then_some((before, rest, nodes))
    });
    let Some((before, rest, nodes)) = found else {
        return changed.to_owned();
    };
    let objects = || nodes.iter().filter_map(|node| node.as_object());
    let reference = objects().find_map(|object| object.get("$ref")?.as_str());
    let keys = objects().flat_map(|object| object.keys().map(String::as_str));
    let near = first_name(rest).and_then(|name| nearest(name, keys));
    match (reference, near) {
        (Some(reference), _) => {
            format!("`{before}` refers to `{reference}`: the target must begin there")
        }
        (None, Some(near)) => format!("`{before}` is there: did you mean `{near}` in it?"),
        (None, None) => format!("`{before}` is there, and no `{rest}` in it: {changed}"),
    }
}

/// The name that a rest of a path begins with: of `.get` and `['/widgets'].get`.
fn first_name(rest: &str) -> Option<&str> {
    match rest.strip_prefix('[') {
        Some(quoted) => quoted.split(['\'', '"']).nth(1),
        None => rest.strip_prefix('.')?.split(['.', '[']).next(),
    }
}

/// What to say where `x-expect` does not hold.
fn stale(action: &Action, pointer: &Pointer, node: &Value) -> Option<Diagnostic> {
    let expected = action.expect.as_ref()?;
    let (inner, expected, found) = expectation_mismatch(expected, node)?;
    let at = format!("{pointer}{inner}");
    let found = found.map_or_else(|| "nothing".to_owned(), brief);
    let message = format!("expected {} at `{at}`, found {found}", brief(expected));
    let said = Diagnostic::new(Code::OverlayStale, &action.place.key("x-expect"), message);
    Some(said.help("look whether the correction is still needed, then update or remove the action"))
}

/// A value as JSON, cut where it is long.
fn brief(value: &Value) -> String {
    const MOST: usize = 120;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// Removes the nodes, last first, so that the indexes of the others stay right.
fn remove(
    sources: &mut Sources,
    action: &Action,
    pointers: Vec<Pointer>,
    diagnostics: &mut Diagnostics,
) {
    let mut pointers = pointers;
    pointers.sort_by_key(|pointer| Reverse(order(pointer)));
    for pointer in pointers {
        let Some(parent) = pointer.parent() else {
            diagnostics.push(malformed(
                &action.place.key("target"),
                "the whole description cannot be removed",
            ));
            return;
        };
        let key = pointer.segments().last().unwrap_or_default();
        let holder = sources
            .root_mut()
            .and_then(|root| root.pointer_mut(parent.as_str()));
        match holder {
            Some(Value::Object(map)) => {
                map.shift_remove(&*key);
            }
            Some(Value::Array(list)) => {
                if let Ok(index) = key.parse::<usize>()
                    && index < list.len()
                {
                    list.remove(index);
                    sources.note_taken(parent, index);
                }
            }
            // It went with what held it.
            _ => {}
        }
    }
}

/// Sorts pointers so that a later element of a list comes after an earlier one.
fn order(pointer: &Pointer) -> Vec<(Option<usize>, String)> {
    pointer
        .segments()
        .map(|segment| (segment.parse().ok(), segment.into_owned()))
        .collect()
}

fn update_node(
    sources: &mut Sources,
    action: &Action,
    pointer: &Pointer,
    update: &Value,
) -> Result<(), Box<Diagnostic>> {
    let from = action.place.key("update");
    if pointer.segments().count() > MAX_DEPTH {
        return Err(Box::new(malformed(&from, "the target is nested too deep")));
    }
    let mut puts = Vec::new();
    let node = sources
        .root_mut()
        .and_then(|root| root.pointer_mut(pointer.as_str()));
    match node {
        // A list gets what is no list as its next entry.
        Some(Value::Array(list)) if !update.is_array() => {
            puts.push((pointer.key(list.len()), from));
            list.push(update.clone());
        }
        Some(Value::Object(_)) if !update.is_object() => {
            let message = "the target is an object, and so must be the update";
            return Err(Box::new(malformed(&from, message)));
        }
        Some(node) => merge(node, update, pointer, &from, &mut |at, from| {
            puts.push((at, from));
        }),
        None => {}
    }
    for (at, from) in puts {
        sources.note_put(at, from);
    }
    Ok(())
}
