//! Which parts of a document make no difference: neither to the Rust that is written nor to what
//! is said. Nothing may be dropped in silence, so each of them needs a reason.

use serde_json::Value;
use specloom::diagnostic::Diagnostics;
use specloom::emit::emit_api;
use specloom::lower::{self, Options};
use specloom::name;
use specloom::pipeline::{self, Filter};
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a document comes to: the tokens of the emitted files, and what was said. The tables of
/// the JSON door are left out: they hold every keyword, and what only they hold is checked at one
/// of two doors, which must be said.
fn outcome(document: &Value) -> String {
    let mut diagnostics = Diagnostics::default();
    let text = document.to_string();
    let reading = pipeline::read_text("spec.json", &text, None, &mut diagnostics);
    let mut outcome = String::new();
    if let Some(document) = &reading.document {
        let api = pipeline::understand(document, &Filter::default(), &mut diagnostics);
        let options = Options {
            module: "acme".to_owned(),
            ..Options::default()
        };
        let names = name::assign(&api, &mut diagnostics);
        let model = lower::lower(&api, &names, &options, &mut diagnostics);
        for (path, module) in emit_api(&model, "acme") {
            let _ = writeln!(outcome, "{path}");
            for piece in module {
                let _ = writeln!(outcome, "{piece}");
            }
        }
    }
    let said = diagnostics.iter();
    let mut said: Vec<String> = said
        .map(|said| format!("{} {} {:?}\n", said.code, said.message, said.help))
        .collect();
    // Without their places: what stands behind a removed element moves up.
    said.sort();
    outcome + &said.concat()
}

/// The pointers to the members and elements of `document` that can be removed, and if they are
/// scalars changed, with no effect. What stands in one of them is not listed again. Sorted.
pub fn silent_pointers(document: &Value) -> Vec<String> {
    let mut waiting = vec![String::new()];
    let mut found = Vec::new();
    let whole = outcome(document);
    while !waiting.is_empty() {
        let children: Vec<String> = waiting
            .iter()
            .flat_map(|pointer| children(document, pointer))
            .collect();
        let silent = in_parallel(&children, |pointer| is_silent(document, pointer, &whole));
        let (quiet, loud): (Vec<_>, Vec<_>) = children
            .into_iter()
            .zip(silent)
            .partition(|(_, silent)| *silent);
        found.extend(quiet.into_iter().map(|(pointer, _)| pointer));
        waiting = loud.into_iter().map(|(pointer, _)| pointer).collect();
    }
    found.sort();
    found
}

fn children(document: &Value, pointer: &str) -> Vec<String> {
    match document.pointer(pointer) {
        Some(Value::Object(map)) => {
            let keys = map.keys();
            let keys = keys.map(|key| key.replace('~', "~0").replace('/', "~1"));
            keys.map(|key| format!("{pointer}/{key}")).collect()
        }
        Some(Value::Array(list)) => (0..list.len()).map(|i| format!("{pointer}/{i}")).collect(),
        _ => Vec::new(),
    }
}

fn is_silent(document: &Value, pointer: &str, whole: &str) -> bool {
    let mut removed = document.clone();
    remove(&mut removed, pointer);
    if outcome(&removed) != whole {
        return false;
    }
    let Some(other) = document.pointer(pointer).and_then(another) else {
        return true;
    };
    let mut changed = document.clone();
    if let Some(slot) = changed.pointer_mut(pointer) {
        *slot = other;
    }
    outcome(&changed) == whole
}

fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(list)) => {
            if let Ok(index) = key.parse() {
                list.remove(index);
            }
        }
        _ => {}
    }
}

/// Another value of the same type: what stands there may be the default.
fn another(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Number(number) => Value::from(number.as_i64()? + 1),
        Value::String(text) => Value::from(format!("{text}x")),
        _ => return None,
    })
}

fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> bool + Sync) -> Vec<bool> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(vec![false; items.len()]);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    let result = work(item);
                    if let Ok(mut results) = results.lock() {
                        results[index] = result;
                    }
                }
            });
        }
    });
    results.into_inner().unwrap_or_default()
}
