//! How far a goal is: what is done of it, what is left, and until when.

use crate::content::library::{Library, TopicIx};
use crate::learn::aim::{Aim, Way};
use crate::learn::day::{Calendar, Day};
use crate::learn::diary::Diary;
use crate::learn::standing::{Counts, Statuses};
use crate::learn::statistics::{Times, times};
use crate::progress::event::Goal;
use crate::progress::fold::Progress;

use super::{Plan, pace, plan, weekly};

/// How fast the learner is, and how much there is time for. Told from the whole history, so it is worked out once and kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pace {
    diary: Diary,
    times: Times,
    factor: f64,
    weekly: Option<u32>,
}

impl Pace {
    /// As of a day.
    pub fn new(library: &Library, progress: &Progress, statuses: &Statuses, calendar: &Calendar, today: Day) -> Self {
        let times = times(library, progress);
        let diary = Diary::new(progress, calendar);
        Self {
            factor: pace(library, statuses, &times).unwrap_or(1.0),
            weekly: weekly(&diary, today),
            times,
            diary,
        }
    }

    /// What was done on each day.
    pub fn diary(&self) -> &Diary {
        &self.diary
    }

    /// The plan for what is open of these topics, of which each stands there once.
    pub fn plan(&self, library: &Library, statuses: &Statuses, topics: &[TopicIx], goal: &Goal, today: Day) -> Plan {
        let known = (self.factor, self.weekly);
        plan(library, statuses, &self.times, topics, goal, known, today)
    }
}

/// How far a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// What the goal is.
    pub aim: Aim,
    /// Its own topics.
    pub counts: Counts,
    /// Open topics that its own build on.
    pub prerequisites: usize,
    /// What is left of all these, and when it is done.
    pub plan: Plan,
}

impl Ahead {
    /// How far it is to a goal that heads for this.
    pub fn new(library: &Library, statuses: &Statuses, pace: &Pace, aim: Aim, goal: &Goal, today: Day) -> Self {
        let topics = aim.topics(library);
        let way = Way::new(library, statuses, topics);
        Self {
            aim,
            counts: statuses.count(topics.iter().copied()),
            prerequisites: way.brought_in().count(),
            plan: pace.plan(library, statuses, way.topics(), goal, today),
        }
    }
}
