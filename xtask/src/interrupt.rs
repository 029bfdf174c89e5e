//! Ctrl-C. Where there is nothing to lose the program ends at once; what is being written is
//! written to its end, and long runs end, with a report, after what they are at.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How many pieces of work are not to be cut off, or [`ENDING`].
static BUSY: AtomicUsize = AtomicUsize::new(0);
/// The program is about to end: no piece of work begins any more.
const ENDING: usize = usize::MAX;
/// Whether such a piece of work has been done.
static DONE: AtomicBool = AtomicBool::new(false);
static STOPPED: AtomicBool = AtomicBool::new(false);

/// The exit status of a program that Ctrl-C ended.
const STATUS: i32 = 130;

/// Takes over the signal.
pub fn install() {
    // Without a handler Ctrl-C ends the program anyway; only the message is lost.
    let _ = ctrlc::set_handler(|| {
        STOPPED.store(true, Ordering::SeqCst);
        let idle = BUSY.compare_exchange(0, ENDING, Ordering::SeqCst, Ordering::SeqCst);
        if idle.is_ok() {
            eprintln!(
                "{}",
                match DONE.load(Ordering::SeqCst) {
                    true => "stopped",
                    false => "stopped; nothing was written",
                }
            );
            std::process::exit(STATUS);
        }
    });
}

/// Does `work` to its end, whatever happens.
pub fn finishing<T>(work: impl FnOnce() -> T) -> T {
    let begin = |busy| (busy != ENDING).then(|| busy + 1);
    while BUSY
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, begin)
        .is_err()
    {
        std::thread::park();
    }
    let done = work();
    DONE.store(true, Ordering::SeqCst);
    BUSY.fetch_sub(1, Ordering::SeqCst);
    done
}

/// Whether the user has asked to stop.
pub fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}
