//! The log of what was learned: events, their fold, and the files they live in.
//!
//! ```text
//! Action --Stamper--> Event --line--> <data>/log/<device>.jsonl      (log: the only I/O)
//!                       |                    |
//!                       +------> fold <------+        all devices' files, in any order
//!                              Progress
//! ```
//!
//! The promise: what a learner marked is never lost. It rests on four rules:
//! a file is only ever appended to; an event counts only with its checksum; a line that can't be read
//! is kept, skipped and reported; and the fold gives the same result whatever order the events arrive in.
//! Against what happens to files from outside there is a copy of all logs a day ([`log::snapshot`]).

pub mod event;
pub mod exam;
pub mod exchange;
pub mod fields;
pub mod fold;
mod id;
pub mod line;
pub mod log;
pub mod notes;
pub mod recorder;
pub mod retention;
pub mod stamp;
pub mod watch;

pub use event::{Action, Event, EventId, Status};
pub use fold::{Change, Entry, Irrevocable, Mark, Progress, Step};
pub use log::{Device, Loaded, Log, LogError, Problem, Renamed};
pub use recorder::{Recorder, Report, Store};
pub use stamp::Stamper;
