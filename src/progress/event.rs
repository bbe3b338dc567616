//! What the log is made of: one event for each thing the learner did.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
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

/// How well something was remembered, as FSRS has it: the learner's word, or the program's for a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not remembered.
    Again,
    /// Remembered with effort.
    Hard,
    /// Remembered.
    Good,
    /// Remembered at once.
    Easy,
}

impl Grade {
    /// Every grade, from the worst to the best.
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    /// The word for it in the log, on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Grade::Again => "again",
            Grade::Hard => "hard",
            Grade::Good => "good",
            Grade::Easy => "easy",
        }
    }

    /// Its number in FSRS: 1 to 4.
    pub const fn rating(self) -> u32 {
        self as u32 + 1
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A word that is no grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownGrade(String);

impl fmt::Display for UnknownGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Grade::ALL.map(Grade::name).join(", ");
        write!(f, "`{}` is no grade; use one of: {names}", self.0)
    }
}

impl std::error::Error for UnknownGrade {}

impl FromStr for Grade {
    type Err = UnknownGrade;

    fn from_str(word: &str) -> Result<Self, UnknownGrade> {
        Grade::ALL
            .into_iter()
            .find(|grade| grade.name().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownGrade(word.to_owned()))
    }
}

/// What the learner is heading for.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Goal {
    /// `role:…`, `path:…` or `roadmap:…` with the id behind; `None` for just looking around.
    pub aim: Option<String>,
    /// The day to be there.
    pub by: Option<Date>,
    /// Minutes a week there are for it.
    pub minutes: Option<u32>,
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
    /// Said of topics how well they are known, before learning any: those known are done, those not quite are being
    /// learned.
    Place {
        /// Topic ids.
        known: Vec<String>,
        /// Topic ids.
        shaky: Vec<String>,
    },
    /// Answered a card.
    Answer {
        /// The topic's id, `#`, the question's id.
        card: String,
        /// How well.
        grade: Grade,
        /// Milliseconds from question to answer, where they were taken.
        took: Option<u32>,
    },
    /// Ticked a resource of a topic off, or took the tick away.
    Tick {
        /// The topic's id.
        topic: String,
        /// The resource's address.
        url: String,
        /// Whether it is ticked now.
        on: bool,
    },
    /// Set out for something, or for something else.
    Goal(Goal),
    /// Spent time with a topic; less than none corrects what was recorded before.
    Spend {
        /// The topic's id.
        topic: String,
        /// How long.
        seconds: i32,
    },
    /// Had the parameters of FSRS fitted to the answers there were.
    Fit {
        /// In millionths.
        parameters: Vec<i32>,
    },
}

/// The id of the topic that a card is about.
pub fn topic_of(card: &str) -> &str {
    card.rsplit_once('#').map_or(card, |(topic, _)| topic)
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
    /// [`Action::Place`].
    Place,
    /// [`Action::Answer`].
    Answer,
    /// [`Action::Tick`].
    Tick,
    /// [`Action::Goal`].
    Goal,
    /// [`Action::Spend`].
    Spend,
    /// [`Action::Fit`].
    Fit,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 11] = [
        Verb::Mark,
        Verb::Undo,
        Verb::Redo,
        Verb::Move,
        Verb::Accept,
        Verb::Place,
        Verb::Answer,
        Verb::Tick,
        Verb::Goal,
        Verb::Spend,
        Verb::Fit,
    ];

    /// The word for it in the log, in exports, on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Verb::Mark => "mark",
            Verb::Undo => "undo",
            Verb::Redo => "redo",
            Verb::Move => "move",
            Verb::Accept => "accept",
            Verb::Place => "place",
            Verb::Answer => "answer",
            Verb::Tick => "tick",
            Verb::Goal => "goal",
            Verb::Spend => "spend",
            Verb::Fit => "fit",
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
            Action::Place { .. } => Verb::Place,
            Action::Answer { .. } => Verb::Answer,
            Action::Tick { .. } => Verb::Tick,
            Action::Goal(_) => Verb::Goal,
            Action::Spend { .. } => Verb::Spend,
            Action::Fit { .. } => Verb::Fit,
        }
    }

    /// The ids of topics it is about, in its order.
    pub fn topics(&self) -> Vec<&str> {
        match self {
            Action::Mark { topics, .. } => topics.iter().map(String::as_str).collect(),
            Action::Place { known, shaky } => known.iter().chain(shaky).map(String::as_str).collect(),
            Action::Move { from, to } => vec![from, to],
            Action::Answer { card, .. } => vec![topic_of(card)],
            Action::Tick { topic, .. } | Action::Spend { topic, .. } => vec![topic],
            Action::Undo { .. }
            | Action::Redo { .. }
            | Action::Accept { .. }
            | Action::Goal(_)
            | Action::Fit { .. } => Vec::new(),
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
