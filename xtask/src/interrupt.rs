//! Ctrl-C. Outside of writing there is nothing to lose and the program ends at once; while files
//! are written, which takes a moment, it ends when they are all there.

use std::sync::atomic::{AtomicBool, Ordering};

static WRITING: AtomicBool = AtomicBool::new(false);
static STOPPED: AtomicBool = AtomicBool::new(false);

/// The exit status of a program that Ctrl-C ended.
const STATUS: i32 = 130;

/// Takes over the signal.
pub fn install() {
    // Without a handler Ctrl-C ends the program anyway; only the message is lost.
    let _ = ctrlc::set_handler(|| {
        STOPPED.store(true, Ordering::SeqCst);
        if !WRITING.load(Ordering::SeqCst) {
            eprintln!("stopped; nothing was written");
            std::process::exit(STATUS);
        }
    });
}

/// Runs `write` to its end, whatever happens.
pub fn while_writing<T>(write: impl FnOnce() -> T) -> T {
    WRITING.store(true, Ordering::SeqCst);
    let done = write();
    WRITING.store(false, Ordering::SeqCst);
    done
}

/// Whether the user has asked to stop.
pub fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}
