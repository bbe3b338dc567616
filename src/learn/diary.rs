//! What was done on each day: what streaks, heatmap and pace are told from.

use std::collections::BTreeMap;

use crate::progress::event::{Action, Grade, Status};
use crate::progress::fold::Progress;

use super::day::{Calendar, Day};

/// An answer counts for no less in what answers usually take, in milliseconds …
const SHORTEST: u64 = 3_000;
/// … and for no more.
const LONGEST: u64 = 180_000;

/// One day of learning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// Marks and placements; a mark that resets topics is none.
    pub marks: u32,
    /// Cards answered.
    pub answers: u32,
    /// How many of them were right.
    pub right: u32,
    /// Milliseconds that answers took.
    pub answering: u64,
    /// Answers whose time was taken.
    pub timed: u32,
    /// Milliseconds that these took, each counted as three seconds at least and three minutes at most: who answers at once,
    /// or goes away meanwhile, says little of the next one.
    pub thinking: u64,
    /// Seconds spent on topics; may be less than none, where earlier days were corrected.
    pub seconds: i64,
}

impl Entry {
    /// Whether anything was learned: not a visit, but a mark, an answer or a minute with topics.
    pub fn is_learning(&self) -> bool {
        self.marks > 0 || self.answers > 0 || self.seconds >= 60
    }

    /// How much was done: marks and answers, and whatever took a minute.
    pub fn activity(&self) -> u64 {
        let minutes = u64::try_from(self.seconds / 60).unwrap_or(0);
        (u64::from(self.marks) + u64::from(self.answers) + minutes).max(u64::from(self.is_learning()))
    }

    /// Minutes spent on topics and answers.
    pub fn minutes(&self) -> u64 {
        (u64::try_from(self.seconds).unwrap_or(0) + self.answering / 1000) / 60
    }
}

/// What was done on several days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Days of learning.
    pub days: usize,
    /// As [`Entry::marks`].
    pub marks: u64,
    /// As [`Entry::answers`].
    pub answers: u64,
    /// As [`Entry::minutes`], day by day.
    pub minutes: u64,
}

/// The days on which something was learned, and what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diary(BTreeMap<Day, Entry>);

impl Diary {
    /// Reads what is in force off the progress.
    pub fn new(progress: &Progress, calendar: &Calendar) -> Self {
        let mut days: BTreeMap<Day, Entry> = BTreeMap::new();
        let mut reader = calendar.reader();
        for entry in progress.history().filter(|entry| entry.active) {
            let day = days.entry(reader.day(entry.event.at)).or_default();
            match &entry.event.action {
                Action::Mark { status, .. } => day.marks += u32::from(*status != Status::Todo),
                Action::Place { .. } => day.marks += 1,
                Action::Answer { grade, took, .. } => {
                    day.answers += 1;
                    day.right += u32::from(*grade != Grade::Again);
                    day.answering += u64::from(took.unwrap_or(0));
                    if let Some(took) = took {
                        day.timed += 1;
                        day.thinking += u64::from(*took).clamp(SHORTEST, LONGEST);
                    }
                }
                Action::Spend { seconds, .. } => day.seconds += i64::from(*seconds),
                Action::Undo { .. }
                | Action::Redo { .. }
                | Action::Move { .. }
                | Action::Accept { .. }
                | Action::Tick { .. }
                | Action::Goal(_)
                | Action::Fit { .. } => {}
            }
        }
        days.retain(|_, entry| entry.is_learning());
        Self(days)
    }

    /// What was done on a day; nothing where nothing was learned.
    pub fn on(&self, day: Day) -> Entry {
        self.0.get(&day).copied().unwrap_or_default()
    }

    /// Whether something was learned on a day.
    pub fn has(&self, day: Day) -> bool {
        self.0.contains_key(&day)
    }

    /// What was done on the days from one to another, the last included, taken together.
    pub fn between(&self, from: Day, to: Day) -> Sum {
        let mut sum = Sum::default();
        if from <= to {
            for entry in self.0.range(from..=to).map(|(_, entry)| entry) {
                sum.days += 1;
                sum.marks += u64::from(entry.marks);
                sum.answers += u64::from(entry.answers);
                sum.minutes += entry.minutes();
            }
        }
        sum
    }

    /// The days of learning, the first first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (Day, &Entry)> {
        self.0.iter().map(|(day, entry)| (*day, entry))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::learn::testbed::{Bed, START, mark, place};
    use crate::progress::event::Goal;

    /// The diary of somebody who learned on these days of the tests.
    pub(in crate::learn) fn diary(days: &[i32]) -> Diary {
        let entry = |activity| Entry {
            answers: activity,
            ..Entry::default()
        };
        Diary((1_u32..).zip(days).map(|(n, day)| (START + *day, entry(n))).collect())
    }

    #[test]
    fn learning_counts_and_visits_do_not() {
        let mut bed = Bed::new(3, 1);
        let spend = |seconds| Action::Spend {
            topic: "t0".to_owned(),
            seconds,
        };
        bed.act(0, mark(&["t0", "t1"], Status::Done));
        bed.act(1, mark(&["t0"], Status::Todo));
        bed.act(2, Action::Goal(Goal::default()));
        bed.answer(3, "t0#q0", Grade::Again);
        bed.act(
            3,
            Action::Answer {
                card: "t0#q0".to_owned(),
                grade: Grade::Easy,
                took: Some(61_000),
            },
        );
        bed.act(4, spend(200));
        bed.act(5, spend(100));
        bed.act(5, spend(-100));
        bed.act(5, spend(59));
        bed.act(6, place(&["t1"], &["t2"]));
        let taken_back = bed.answer(7, "t1#q0", Grade::Good);
        bed.act(8, Action::Undo { of: taken_back.id });
        let diary = Diary::new(&bed.progress, &bed.calendar);
        let days: Vec<i32> = diary.days().map(|(day, _)| day - START).collect();
        assert_eq!(days, [0, 3, 4, 6]);
        let answered = Entry {
            answers: 2,
            right: 1,
            answering: 61_000,
            timed: 1,
            thinking: 61_000,
            ..Entry::default()
        };
        assert_eq!(diary.on(START + 3), answered);
        let read = diary.on(START + 4);
        assert_eq!((read.activity(), read.minutes(), answered.minutes()), (3, 3, 1));
        assert!(!diary.has(START + 7) && diary.on(START + 7) == Entry::default());
        let sum = Sum {
            days: 3,
            marks: 1,
            answers: 2,
            minutes: 4,
        };
        assert_eq!(diary.between(START + 1, START + 6), sum);
        assert_eq!(diary.between(START + 6, START + 1), Sum::default());
    }
}
