//! How far the reading of packs has come, for whoever shows it meanwhile.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files there are to read, and how many are read; of every pack as soon as its folders are known.
#[derive(Debug, Default)]
pub struct Meter {
    done: AtomicUsize,
    found: AtomicUsize,
}

impl Meter {
    /// How many files are read, and of how many.
    pub fn counts(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.found.load(Ordering::Relaxed))
    }

    pub(super) fn found(&self, files: usize) {
        self.found.fetch_add(files, Ordering::Relaxed);
    }

    pub(super) fn done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
