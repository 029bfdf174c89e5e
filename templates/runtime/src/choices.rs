//! What nested unions have chosen while an outer one tries its arms. Each arm of a union reads what
//! it holds, unions in it too: without a memory of them the time would double with each level.

use super::ReadError;
use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// The arm of a union that a value was found to be, or why it is none.
pub(super) type Choice = Result<usize, ReadError>;

/// The type of a union, and a keyed hash of the value.
type Key = (TypeId, u64);

/// Unions that are being read on this thread, and what was chosen since the outermost began.
#[derive(Default)]
struct Choices {
    depth: usize,
    hasher: RandomState,
    made: HashMap<Key, Choice>,
}

thread_local! {
    static CHOICES: RefCell<Choices> = RefCell::default();
}

/// A union that is being read, until it is dropped.
pub(super) struct Reading(Option<Key>);

impl Reading {
    /// Begins to read the value as a `T`. The outermost value is read once: it is not remembered.
    pub(super) fn begin<T: 'static>(value: &serde_json::Value) -> Self {
        CHOICES.with_borrow_mut(|choices| {
            choices.depth += 1;
            let nested = choices.depth > 1;
            Self(nested.then(|| (TypeId::of::<T>(), choices.hasher.hash_one(value))))
        })
    }

    /// What was chosen for an equal value earlier.
    pub(super) fn earlier(&self) -> Option<Choice> {
        let key = self.0.as_ref()?;
        CHOICES.with_borrow(|choices| choices.made.get(key).cloned())
    }

    pub(super) fn remember(&self, choice: Choice) {
        if let Some(key) = self.0 {
            CHOICES.with_borrow_mut(|choices| drop(choices.made.insert(key, choice)));
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        CHOICES.with_borrow_mut(|choices| {
            choices.depth -= 1;
            if choices.depth == 0 {
                choices.made = HashMap::new();
            }
        });
    }
}
