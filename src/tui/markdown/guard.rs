//! Keeping a panic of a Markdown library from taking the program down.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Whether this thread is inside foreign Markdown code whose panics are caught.
///
/// The program's panic hook asks this and stays silent: the screen must not be given up, nor a report be
/// printed, for a panic that is handled.
pub fn is_guarded() -> bool {
    DEPTH.get() > 0
}

/// Runs `work`; `None` when it panicked.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    DEPTH.set(DEPTH.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get().saturating_sub(1));
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_known_to_be_guarded() {
        assert!(!is_guarded());
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("a deliberate panic of this test") }), None);
        assert!(!is_guarded(), "a panic leaves nothing behind");
    }
}
