//! Many files at once: as many threads as there are processors take them in turn, and what they make of them comes out in
//! the order of the files, whoever was faster.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many files are taken at a time: taking them costs little against reading them, and the last ones are soon shared out.
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
    let batches = items.len().div_ceil(BATCH);
    let next = AtomicUsize::new(0);
    let work_on = || {
        let mut buffer = Vec::new();
        let mut done = Vec::new();
        loop {
            let batch = next.fetch_add(1, Ordering::Relaxed);
            let Some(of_batch) = items.chunks(BATCH).nth(batch) else {
                return done;
            };
            let made: Vec<R> = of_batch.iter().map(|item| work(item, &mut buffer)).collect();
            done.push((batch, made));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(batches)).map(|_| scope.spawn(work_on)).collect();
        let mut done = work_on();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(batch, _)| *batch);
    let mut all = Vec::with_capacity(items.len());
    for (_, made) in done {
        all.extend(made);
    }
    all
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
