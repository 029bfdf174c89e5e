//! What overlays changed in the root file, so that a place in the changed value can be found in
//! the text where it was written.

use super::files::Sources;
use crate::diagnostic::{FileId, Place, Pointer};
use serde_json::Value;

/// One change, in the order in which they were made.
#[derive(Debug)]
pub(super) enum Change {
    /// The value at the pointer was written at this place.
    Put(Pointer, Place),
    /// The element of the list at the pointer is gone; those behind it moved up.
    Taken(Pointer, usize),
}

impl Sources {
    /// The root value, to be changed; each change is to be noted by [`Sources::note_put`] or
    /// [`Sources::note_taken`].
    pub(crate) fn root_mut(&mut self) -> Option<&mut Value> {
        self.value_mut(FileId::default())
    }

    /// Notes that what is now at `pointer` of the root was written at `place`.
    pub(crate) fn note_put(&mut self, pointer: Pointer, place: Place) {
        self.changes.push(Change::Put(pointer, place));
    }

    /// Notes that the element `index` was removed from the list at `pointer` of the root.
    pub(crate) fn note_taken(&mut self, pointer: Pointer, index: usize) {
        self.changes.push(Change::Taken(pointer, index));
    }

    /// Where the value at `place` was written: there, elsewhere in the same file (an element
    /// before it is gone), or in an overlay.
    pub(super) fn written_at(&self, place: &Place) -> Place {
        let mut place = place.clone();
        if place.file != FileId::default() {
            return place;
        }
        for change in self.changes.iter().rev() {
            match change {
                Change::Put(pointer, origin) => {
                    if let Some(rest) = below(pointer, &place.pointer) {
                        let pointer = format!("{}{rest}", origin.pointer);
                        return Place {
                            file: origin.file,
                            pointer: Pointer::from_encoded(pointer),
                        };
                    }
                }
                Change::Taken(list, index) => {
                    if let Some(pointer) = moved_down(list, *index, &place.pointer) {
                        place.pointer = pointer;
                    }
                }
            }
        }
        place
    }
}

/// What of `inner` is behind `outer`: empty, or beginning with a slash.
fn below<'p>(outer: &Pointer, inner: &'p Pointer) -> Option<&'p str> {
    let rest = inner.as_str().strip_prefix(outer.as_str())?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// Where `pointer` led before the element `index` of `list` was removed.
fn moved_down(list: &Pointer, index: usize, pointer: &Pointer) -> Option<Pointer> {
    let rest = below(list, pointer)?.strip_prefix('/')?;
    let (element, deeper) = match rest.split_once('/') {
        Some((element, deeper)) => (element, format!("/{deeper}")),
        None => (rest, String::new()),
    };
    let element: usize = element.parse().ok()?;
    (element >= index).then(|| Pointer::from_encoded(format!("{list}/{}{deeper}", element + 1)))
}
