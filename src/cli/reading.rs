//! A line on the terminal while packs are read, where that takes long enough to be noticed.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::content::source::Meter;

use super::out::{Ticker, grouped};

/// Whoever waits no longer than this has not begun to wonder.
const PATIENCE: Duration = Duration::from_millis(150);
/// Between one state of the line and the next.
const BEAT: Duration = Duration::from_millis(60);
/// Columns of the bar.
const BAR: usize = 30;

/// Reads, and shows how far that has come when it takes its time. Meanwhile the terminal is the shell's: Ctrl-C ends it all.
pub(super) fn shown<T>(read: impl FnOnce(&Meter) -> T) -> T {
    let meter = &Meter::default();
    if !io::stderr().is_terminal() {
        return read(meter);
    }
    let (at_work, over) = mpsc::channel();
    thread::scope(|scope| {
        // Gone with this scope, so that the other thread ends whatever becomes of this one.
        let at_work: mpsc::Sender<()> = at_work;
        // Nothing depends on it.
        let _ = thread::Builder::new().spawn_scoped(scope, move || tell(meter, &over));
        let read = read(meter);
        drop(at_work);
        read
    })
}

fn tell(meter: &Meter, over: &Receiver<()>) {
    let mut pause = PATIENCE;
    let mut ticker = None;
    while over.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        ticker.get_or_insert_with(Ticker::new).show(&line(meter.counts()));
        pause = BEAT;
    }
}

/// "Reading ━━━━━━──── 34,112 of 100,000 files".
fn line((done, found): (usize, usize)) -> String {
    if found == 0 {
        return "Looking for what there is to read …".to_owned();
    }
    if done >= found {
        return format!("Putting {} files together …", grouped(found));
    }
    let filled = BAR * done / found;
    let bar = "━".repeat(filled) + &"─".repeat(BAR - filled);
    format!("Reading {bar} {} of {} files", grouped(done), grouped(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done_and_how_far_it_has_come() {
        assert_eq!(line((0, 0)), "Looking for what there is to read …");
        let of = |done| line((done, 100_000));
        assert_eq!(of(0), format!("Reading {} 0 of 100,000 files", "─".repeat(30)));
        let half = format!("Reading {}{} 50,000 of 100,000 files", "━".repeat(15), "─".repeat(15));
        assert_eq!(of(50_000), half);
        assert_eq!(of(100_000), "Putting 100,000 files together …");
    }

    #[test]
    fn what_was_read_comes_back_and_a_panic_too() {
        assert_eq!(shown(Meter::counts), (0, 0));
        assert!(std::panic::catch_unwind(|| shown(|_| assert!(std::env::args().count() > 1_000))).is_err());
    }
}
