//! What the log is made of: one event for each thing the learner did.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Names one event for good, and says where it stands among all others: unique over all devices, and greater than that
/// of every event its device knew of.
pub type EventId = ulid::Ulid;

/// The milliseconds of the year 10000, before which every clock is.
const END_OF_TIME: u64 = 253_402_300_800_000;

/// Reads an id. One that no clock can have made is none: nothing could ever come after it.
pub(super) fn id(text: &str) -> Option<EventId> {
    // The first of 26 characters of five bits has three to spare.
    let fits = text.as_bytes().first().is_some_and(|first| *first <= b'7');
    let id = EventId::from_string(text).ok().filter(|_| fits)?;
    (id.timestamp_ms() < END_OF_TIME).then_some(id)
}

/// How far the learner is with a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not begun; what a topic without any mark is.
    #[default]
    Todo,
    /// Being learned.
    Learning,
    /// Learned.
    Done,
    /// Left out on purpose; never counted as done.
    Skipped,
}

impl Status {
    /// Every status, from the first to the last a topic usually has.
    pub const ALL: [Status; 4] = [Status::Todo, Status::Learning, Status::Done, Status::Skipped];

    /// The word for it in the log, on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Todo => "todo",
            Status::Learning => "learning",
            Status::Done => "done",
            Status::Skipped => "skipped",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A word that is no status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownStatus(String);

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Status::ALL.map(Status::name).join(", ");
        write!(f, "`{}` is no status; use one of: {names}", self.0)
    }
}

impl std::error::Error for UnknownStatus {}

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Self, UnknownStatus> {
        Status::ALL
            .into_iter()
            .find(|status| status.name().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownStatus(word.to_owned()))
    }
}

/// Something the learner did; one line of the log and one unit of undo.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Gave topics a status.
    Mark {
        /// Topic ids; a sweep over a whole path is one action.
        topics: Vec<String>,
        /// What they are now.
        status: Status,
    },
    /// Took a mark back.
    Undo {
        /// The event of the mark.
        of: EventId,
    },
    /// Put a mark that was taken back in force again.
    Redo {
        /// The event of the mark.
        of: EventId,
    },
    /// Let the progress of one topic count for another: the first is gone from the packs, or has a new name there.
    Move {
        /// The id the progress stands under.
        from: String,
        /// The id it counts for.
        to: String,
    },
    /// Said of damaged lines that they were looked at: nothing more can be read from them, and nobody need be told again.
    Accept {
        /// What identifies each line ([`fingerprint`](super::line::fingerprint)).
        lines: Vec<String>,
    },
}

/// What kind of action it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// [`Action::Mark`].
    Mark,
    /// [`Action::Undo`].
    Undo,
    /// [`Action::Redo`].
    Redo,
    /// [`Action::Move`].
    Move,
    /// [`Action::Accept`].
    Accept,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 5] = [Verb::Mark, Verb::Undo, Verb::Redo, Verb::Move, Verb::Accept];

    /// The word for it in the log, in exports, on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Verb::Mark => "mark",
            Verb::Undo => "undo",
            Verb::Redo => "redo",
            Verb::Move => "move",
            Verb::Accept => "accept",
        }
    }

    /// The verb of this name.
    pub fn named(name: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.name() == name)
    }
}

impl Action {
    /// What kind it is.
    pub const fn verb(&self) -> Verb {
        match self {
            Action::Mark { .. } => Verb::Mark,
            Action::Undo { .. } => Verb::Undo,
            Action::Redo { .. } => Verb::Redo,
            Action::Move { .. } => Verb::Move,
            Action::Accept { .. } => Verb::Accept,
        }
    }
}

/// One fact of the log. Facts are ordered by their ids, never by their place in a file or by [`Event::at`]: clocks are
/// set back and disagree, ids never do ([`Stamper`](super::Stamper)).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// When it was done, by the clock of the device that did it; microseconds.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
}

impl Event {
    /// The order of events: by their ids. Two events of one id never come from one program; but should they, every device
    /// puts them in the same order.
    pub(super) fn settled(&self, other: &Event) -> Ordering {
        (self.id, self.at, &self.action).cmp(&(other.id, other.at, &other.action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_reads_back_from_its_name() {
        for verb in Verb::ALL {
            assert_eq!(Verb::named(verb.name()), Some(verb));
            assert_eq!(serde_json::to_string(&verb).unwrap(), format!("\"{}\"", verb.name()));
        }
        assert_eq!(Verb::named("ponder"), None);
    }

    #[test]
    fn every_status_reads_back_from_its_name() {
        for status in Status::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
            assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{status}\""));
        }
        assert_eq!("DONE".parse(), Ok(Status::Done));
        let error = "finished".parse::<Status>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`finished` is no status; use one of: todo, learning, done, skipped"
        );
    }
}
