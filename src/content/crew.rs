//! Many things at once: as many threads as there are processors take them in turn, and what they make of them comes out in
//! the order of the things, whoever was faster.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// So many are taken at a time: taking them costs little against the work on them, and the last ones are soon shared out.
const BATCH: usize = 16;
/// More threads have to wait for the disk and each other.
const MOST: usize = 8;

/// What `work` makes of each item, in the order of the items; it is given a buffer of its thread's that it may reuse.
///
/// A panic of one thread goes on in the caller's, as if there were no threads.
pub(super) fn in_order<T: Sync, R: Send>(items: &[T], work: impl Fn(&T, &mut Vec<u8>) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST);
    with_threads(threads, items, work)
}

fn with_threads<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T, &mut Vec<u8>) -> R + Sync) -> Vec<R> {
    let mut places: Vec<Option<R>> = Vec::with_capacity(items.len());
    places.resize_with(items.len(), || None);
    // What is made goes to its place at once: what is made of a hundred thousand files is too much to be moved about.
    let batches = Mutex::new(items.chunks(BATCH).zip(places.chunks_mut(BATCH)));
    let work_on = || {
        let mut buffer = Vec::new();
        loop {
            // Whoever panicked did so at work, not while it held the lock.
            let next = batches.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((items, places)) = next else { return };
            for (item, place) in items.iter().zip(places) {
                *place = Some(work(item, &mut buffer));
            }
        }
    };
    let threads = threads.min(items.len().div_ceil(BATCH));
    thread::scope(|scope| {
        // Where the system grants no more threads, there are fewer.
        let others = (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work_on).ok());
        let others: Vec<_> = others.collect();
        work_on();
        for other in others {
            if let Err(panic) = other.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
    places.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items_whatever_the_number_of_threads() {
        for count in [0, 1, BATCH, BATCH + 1, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            for threads in [1, 2, 3, 64] {
                let made = with_threads(threads, &items, |item, buffer| {
                    buffer.push(0);
                    thread::yield_now();
                    item * 2
                });
                let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
                assert_eq!(made, expected, "{count} items, {threads} threads");
            }
        }
    }

    #[test]
    fn a_panic_comes_through() {
        let items: Vec<usize> = (0..100).collect();
        let caught = std::panic::catch_unwind(|| {
            with_threads(4, &items, |item, _| assert_ne!(*item, 77));
        });
        assert!(caught.is_err());
    }
}
