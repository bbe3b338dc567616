//! Saves what the learner does on a thread of its own, so that a slow disk never holds up a key.
//!
//! Events are saved in the order they were recorded, all that wait in one write. What can't be saved stays in
//! memory and is tried again until it can; it is reported as saved only once it is on the disk. While nothing waits,
//! the thread sleeps without ever waking.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::event::{Event, EventId};
use super::log::{Loaded, Log, LogError, Problem};

/// Where events are kept. [`Log`] is the real one; a test can have one that fails on purpose.
pub trait Store: Send + 'static {
    /// Puts events on the disk for good. After an error the same events are appended again.
    fn append(&mut self, events: &[Event]) -> Result<(), LogError>;

    /// What others have added since the last time.
    fn refresh(&mut self) -> Loaded;
}

impl Store for Log {
    fn append(&mut self, events: &[Event]) -> Result<(), LogError> {
        Log::append(self, events)
    }

    fn refresh(&mut self) -> Loaded {
        Log::refresh(self)
    }
}

/// What the recorder has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// These events are on the disk.
    Saved(Vec<EventId>),
    /// Nothing of what waits counts as saved yet.
    Failed {
        /// What happened, where, and what to do.
        error: String,
        /// When it is tried again, unless something else prompts it earlier.
        retry_in: Duration,
    },
    /// Other devices or instances have recorded something.
    Arrived(Vec<Event>),
    /// These events were on the disk and no longer are: record them again.
    Missing(Vec<EventId>),
    /// Something in the log folder has turned out not to count.
    Found {
        /// What can't be read.
        problems: Vec<Problem>,
        /// Why nothing can be recorded any more, if so.
        read_only: Option<String>,
    },
}

/// Hands events to the thread that saves them.
///
/// Dropping it without [`Recorder::stop`] waits a moment for what is still unsaved.
#[derive(Debug)]
pub struct Recorder {
    desk: Arc<Desk>,
}

/// What the learner's thread and the saving thread share.
#[derive(Debug, Default)]
struct Desk {
    tray: Mutex<Tray>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Tray {
    /// Only the saving thread takes from the front.
    unsaved: VecDeque<Event>,
    /// Something new has come in, or a retry was asked for: don't wait for the next turn.
    prompted: bool,
    refresh: bool,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd)]
enum Stage {
    #[default]
    Working,
    /// The thread is to try a last time.
    Stopping,
    /// The thread is gone.
    Finished,
}

/// How long a dropped recorder waits for what is unsaved.
const PARTING: Duration = Duration::from_secs(2);

/// How long to wait after the `failures`-th failure in a row: 1, 2, 4 … 30 seconds.
fn backoff(failures: u32) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(5)).min(Duration::from_secs(30))
}

impl Recorder {
    /// Starts the thread. `on` is called on it, and should only pass the report on.
    pub fn start(store: impl Store, on: impl Fn(Report) + Send + 'static) -> io::Result<Recorder> {
        Recorder::start_with(store, backoff, on)
    }

    fn start_with(
        store: impl Store,
        backoff: fn(u32) -> Duration,
        on: impl Fn(Report) + Send + 'static,
    ) -> io::Result<Recorder> {
        let desk = Arc::new(Desk::default());
        let clerk = Clerk {
            desk: Arc::clone(&desk),
            store,
            on,
            backoff,
        };
        thread::Builder::new()
            .name("waypost-recorder".to_owned())
            .spawn(move || {
                // Also rung when a panic ends the thread: whoever waits for it must not wait in vain.
                let _bell = Finish(Arc::clone(&clerk.desk));
                clerk.work();
            })?;
        Ok(Recorder { desk })
    }

    /// Queues events; a [`Report`] with their ids follows.
    pub fn record(&self, events: Vec<Event>) {
        self.desk.tell(|tray| {
            tray.unsaved.extend(events);
            tray.prompted = true;
        });
    }

    /// Tries at once to save what is unsaved.
    pub fn retry(&self) {
        self.desk.tell(|tray| tray.prompted = true);
    }

    /// Looks for what others have recorded.
    pub fn refresh(&self) {
        self.desk.tell(|tray| tray.refresh = true);
    }

    /// Tries a last time, waits for it up to `patience`, and returns what is not known to be saved.
    pub fn stop(self, patience: Duration) -> Vec<Event> {
        self.desk.finish(patience)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.desk.finish(PARTING);
    }
}

impl Desk {
    /// No code panics while it holds the lock, so a poisoned tray is as good as any.
    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, change: impl FnOnce(&mut Tray)) {
        change(&mut self.tray());
        self.bell.notify_all();
    }

    fn finish(&self, patience: Duration) -> Vec<Event> {
        let mut before = Stage::Working;
        self.tell(|tray| {
            before = tray.stage;
            tray.stage = if before == Stage::Finished {
                before
            } else {
                Stage::Stopping
            };
        });
        if before == Stage::Stopping {
            // Stopped, now dropped: the patience is used up.
            return Vec::new();
        }
        let wait = self
            .bell
            .wait_timeout_while(self.tray(), patience, |tray| tray.stage != Stage::Finished);
        let (mut tray, _) = wait.unwrap_or_else(PoisonError::into_inner);
        // Taken only from a thread that is gone; one that hangs in the disk still counts on its entries.
        if tray.stage == Stage::Finished {
            tray.unsaved.drain(..).collect()
        } else {
            tray.unsaved.iter().cloned().collect()
        }
    }
}

struct Finish(Arc<Desk>);

impl Drop for Finish {
    fn drop(&mut self) {
        self.0.tell(|tray| tray.stage = Stage::Finished);
    }
}

/// The saving thread.
struct Clerk<S, F> {
    desk: Arc<Desk>,
    store: S,
    on: F,
    backoff: fn(u32) -> Duration,
}

/// What the thread was woken for.
struct Work {
    /// What to save.
    batch: Vec<Event>,
    refresh: bool,
    stopping: bool,
}

impl<S: Store, F: Fn(Report)> Clerk<S, F> {
    fn work(mut self) {
        let mut failures = 0;
        let mut retry_at = None;
        loop {
            let work = self.next(retry_at);
            if !work.batch.is_empty() {
                match self.store.append(&work.batch) {
                    Ok(()) => {
                        (failures, retry_at) = (0, None);
                        self.saved(&work.batch);
                    }
                    Err(error) => {
                        failures += 1;
                        let retry_in = (self.backoff)(failures);
                        retry_at = Some(Instant::now() + retry_in);
                        self.failed(&error, retry_in);
                    }
                }
            }
            if work.refresh {
                self.refresh();
            }
            if work.stopping {
                return;
            }
        }
    }

    /// Waits until there is something to do.
    fn next(&mut self, retry_at: Option<Instant>) -> Work {
        let desk = Arc::clone(&self.desk);
        let mut tray = desk.tray();
        loop {
            let due = retry_at.is_some_and(|at| at <= Instant::now());
            let stopping = tray.stage == Stage::Stopping;
            if tray.prompted || tray.refresh || stopping || due {
                let save = tray.prompted || stopping || due;
                let batch = if save {
                    tray.unsaved.iter().cloned().collect()
                } else {
                    Vec::new()
                };
                tray.prompted = false;
                return Work {
                    batch,
                    refresh: std::mem::take(&mut tray.refresh),
                    stopping,
                };
            }
            tray = match retry_at {
                None => desk.bell.wait(tray).unwrap_or_else(PoisonError::into_inner),
                Some(at) => {
                    let wait = desk
                        .bell
                        .wait_timeout(tray, at.saturating_duration_since(Instant::now()));
                    wait.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    fn saved(&self, events: &[Event]) {
        self.desk.tray().unsaved.drain(..events.len());
        (self.on)(Report::Saved(events.iter().map(|event| event.id).collect()));
    }

    fn failed(&self, error: &LogError, retry_in: Duration) {
        (self.on)(Report::Failed {
            error: error.to_string(),
            retry_in,
        });
    }

    fn refresh(&mut self) {
        let Loaded {
            events,
            problems,
            read_only,
            missing,
        } = self.store.refresh();
        if !missing.is_empty() {
            (self.on)(Report::Missing(missing));
        }
        if !events.is_empty() {
            (self.on)(Report::Arrived(events));
        }
        if !problems.is_empty() || read_only.is_some() {
            (self.on)(Report::Found { problems, read_only });
        }
    }
}

#[cfg(test)]
mod tests;
