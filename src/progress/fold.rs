//! Events to progress: what every topic's status is, and what undo and redo would change.
//!
//! Everything here is a function of the *set* of events. They are taken in the order of their ids, and:
//!
//! - a topic has the status of the last mark in force; undo and redo only put events out of and into force;
//! - undo goes back through the marks and moves of all devices in the order they came into force, down to the first;
//! - a new mark ends the offer to redo. But a redo that is in the log always counts: one device may redo
//!   what it took back while another, which it hasn't heard of yet, makes a new mark, and neither may be lost;
//! - an undo or redo of what isn't there, or already is as wanted, changes nothing. One that sorts before its
//!   mark counts all the same: it must have come later, whatever made its id;
//! - a move counts the marks that were made before it under one id for another, and moves are followed forward in time: after `a` to `b` and then
//!   `b` to `a`, everything counts for `a`.

mod state;

use std::collections::HashSet;

use jiff::Timestamp;

use super::event::{Action, Event, EventId, Goal, Status};
use state::State;

/// All that was learned: the fold of the events.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// In the order of their ids, none twice.
    events: Vec<Event>,
    state: State,
}

/// The mark that gives a topic its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it says.
    pub status: Status,
    /// When it was made.
    pub at: Timestamp,
    /// The event that made it.
    pub event: EventId,
}

/// What an undo or a redo would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The mark or move it would take back or put back: the `of` of the action to record.
    pub of: EventId,
    /// When that was done.
    pub at: Timestamp,
    /// The topics whose status would change; empty when later marks or an equal earlier one hide it.
    pub changes: Vec<Change>,
}

/// One topic's change of status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The topic's id.
    pub topic: String,
    /// Its status now.
    pub from: Status,
    /// Its status afterwards.
    pub to: Status,
}

/// One line of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What was done.
    pub event: &'a Event,
    /// An undo or redo: it changed something when it was made. Anything else: it is in force.
    pub active: bool,
}

/// Why a single event can't be taken back or put back ([`Progress::revert`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Irrevocable {
    /// There is no such event.
    Unknown,
    /// It already is as wanted.
    AsWanted,
    /// There is nothing in it to take back: a mark of no topic, or an undo of something that isn't there.
    Nothing,
}

impl Progress {
    /// The progress that a set of events amounts to; their order and repetitions don't matter.
    pub fn fold(events: impl IntoIterator<Item = Event>) -> Self {
        let mut progress = Progress {
            events: events.into_iter().collect(),
            ..Progress::default()
        };
        progress.settle();
        progress
    }

    /// Adds an event. Cheap for the newest; one older than others costs a new fold, so add many with `extend`.
    pub fn add(&mut self, event: Event) {
        self.extend([event]);
    }

    /// Everything in `other` too.
    pub fn merge(&mut self, other: Progress) {
        self.extend(other.events);
    }

    /// The latest event's id, for a [`Stamper`](super::Stamper).
    pub fn latest(&self) -> Option<EventId> {
        self.events.last().map(|event| event.id)
    }

    /// The mark that gives the topic its status, if it has one.
    pub fn mark(&self, topic: &str) -> Option<Mark> {
        self.state
            .last_mark(topic)
            .and_then(|position| self.mark_at(topic, position))
    }

    /// The latest mark among those of a topic's id and its former ids.
    pub fn mark_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Option<Mark> {
        let marks = ids.into_iter().filter_map(|id| self.mark(id));
        marks.max_by_key(|mark| mark.event)
    }

    /// The status of a topic, given its id and its former ids.
    pub fn status_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Status {
        self.mark_of(ids).map_or(Status::Todo, |mark| mark.status)
    }

    /// Every id that has a mark in force, with that mark, in no particular order. What it counts for says [`Progress::home_of`].
    pub fn touched(&self) -> impl Iterator<Item = (&str, Mark)> {
        self.state
            .marks()
            .filter_map(|(topic, position)| Some((topic, self.mark_at(topic, position)?)))
    }

    /// The mark that decided on an id when this moment was come to, by the clocks in the events' ids.
    pub fn mark_before(&self, id: &str, moment: Timestamp) -> Option<Mark> {
        let moment = u64::try_from(moment.as_millisecond()).unwrap_or(0);
        let position = self.events.partition_point(|event| event.id.timestamp_ms() < moment);
        self.mark_at(id, self.state.last_mark_before(id, position)?)
    }

    /// The id that progress under this one counts for: where it was moved to, else itself.
    pub fn home_of<'a>(&'a self, id: &'a str) -> &'a str {
        let (mut home, mut after) = (id, None);
        while let Some(position) = self.state.last_move(home).filter(|&position| after < Some(position))
            && let Some(Event {
                action: Action::Move { to, .. },
                ..
            }) = self.events.get(position)
        {
            (home, after) = (to, Some(position));
        }
        home
    }

    /// What the latest move of an id took along: the id it counts for now, and the mark that gave it its status then.
    pub fn moved(&self, id: &str) -> Option<(&str, Option<Mark>)> {
        let position = self.state.last_move(id)?;
        let Some(Event {
            action: Action::Move { from, .. },
            ..
        }) = self.events.get(position)
        else {
            return None;
        };
        let before = self.state.last_mark_before(id, position);
        Some((
            self.home_of(from),
            before.and_then(|position| self.mark_at(id, position)),
        ))
    }

    /// Whether a damaged line with this [fingerprint](super::line::fingerprint) was looked at already.
    pub fn has_accepted(&self, line: &str) -> bool {
        self.state.has_accepted(line)
    }

    /// What an undo would do now; `None` when there is nothing left to take back.
    pub fn undoable(&self) -> Option<Step> {
        self.step(self.state.undoable()?, false)
    }

    /// What a redo would do now; `None` when nothing was taken back since the last new mark.
    pub fn redoable(&self) -> Option<Step> {
        self.step(self.state.redoable()?, true)
    }

    /// What takes back (or with `wanted` puts back) any single event, and the action that does it.
    ///
    /// To take back an undo is to put its mark back, and the other way round.
    pub fn revert(&self, id: EventId, wanted: bool) -> Result<(Step, Action), Irrevocable> {
        let position = self.find(id).ok_or(Irrevocable::Unknown)?;
        let (of, wanted) = match self.events[position].action {
            Action::Undo { of } => (of, !wanted),
            Action::Redo { of } => (of, wanted),
            _ => (id, wanted),
        };
        let target = self.find(of).ok_or(Irrevocable::Nothing)?;
        let standing = self.state.stands(target);
        let step = self.step(target, wanted).ok_or(Irrevocable::Nothing)?;
        if standing == wanted {
            return Err(Irrevocable::AsWanted);
        }
        let action = if wanted {
            Action::Redo { of }
        } else {
            Action::Undo { of }
        };
        Ok((step, action))
    }

    /// The answers to a card that count, the first first.
    pub fn answers(&self, card: &str) -> impl DoubleEndedIterator<Item = &Event> {
        self.state.answers(card).map(|position| &self.events[position])
    }

    /// The addresses of a topic's resources that are ticked, in the order they were.
    pub fn ticked(&self, topic: &str) -> Vec<&str> {
        let mut ticked: Vec<&str> = Vec::new();
        for position in self.state.ticks(topic) {
            if let Action::Tick { url, on, .. } = &self.events[position].action {
                ticked.retain(|other| other != url);
                ticked.extend(on.then_some(url.as_str()));
            }
        }
        ticked
    }

    /// Every id on which time was spent, and how many seconds in all; never less than none.
    pub fn spent(&self) -> impl Iterator<Item = (&str, u64)> {
        self.state.spent_on().map(|topic| {
            let spent = self.state.spent(topic).map(|position| &self.events[position].action);
            let seconds = spent.map(|action| match action {
                Action::Spend { seconds, .. } => i64::from(*seconds),
                _ => 0,
            });
            (topic, u64::try_from(seconds.sum::<i64>()).unwrap_or(0))
        })
    }

    /// What was spent on an id and counts: when, and how many seconds.
    pub fn spends(&self, topic: &str) -> impl Iterator<Item = (Timestamp, i32)> {
        let events = self.state.spent(topic).map(|position| &self.events[position]);
        events.filter_map(|event| match event.action {
            Action::Spend { seconds, .. } => Some((event.at, seconds)),
            _ => None,
        })
    }

    /// What the learner is heading for, and when that was decided; `None` when it never was.
    pub fn goal(&self) -> Option<(&Goal, &Event)> {
        let event = self.events.get(self.state.goal()?)?;
        match &event.action {
            Action::Goal(goal) => Some((goal, event)),
            _ => None,
        }
    }

    /// The parameters of FSRS that were fitted last, in millionths.
    pub fn fitted(&self) -> Option<&[i32]> {
        match &self.events.get(self.state.fit()?)?.action {
            Action::Fit { parameters } => Some(parameters),
            _ => None,
        }
    }

    /// Everything that was ever done, oldest first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        self.events.iter().enumerate().map(|(position, event)| Entry {
            event,
            active: self.state.stands(position),
        })
    }

    /// One event of the history.
    pub fn entry(&self, id: EventId) -> Option<Entry<'_>> {
        let position = self.find(id)?;
        let active = self.state.stands(position);
        self.events.get(position).map(|event| Entry { event, active })
    }

    /// Whether the event is in.
    pub fn contains(&self, id: EventId) -> bool {
        self.find(id).is_some()
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there are no events at all.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    fn find(&self, id: EventId) -> Option<usize> {
        state::position(&self.events, id)
    }

    /// What the mark or placement at a position says of a topic that it names.
    fn mark_at(&self, topic: &str, position: usize) -> Option<Mark> {
        let event = self.events.get(position)?;
        let status = match &event.action {
            Action::Mark { status, .. } => *status,
            Action::Place { known, .. } if known.iter().any(|known| known == topic) => Status::Done,
            Action::Place { .. } => Status::Learning,
            _ => return None,
        };
        Some(Mark {
            status,
            at: event.at,
            event: event.id,
        })
    }

    /// What would change if the event at `position` were in force (`wanted`) or not.
    fn step(&self, position: usize, wanted: bool) -> Option<Step> {
        let event = self.events.get(position)?;
        let status = |topic: &str, position: Option<usize>| {
            position
                .and_then(|position| self.mark_at(topic, position))
                .map_or(Status::Todo, |mark| mark.status)
        };
        let mut changes = Vec::new();
        let mut change = |topic: &str, from, to| {
            if from != to {
                changes.push(Change {
                    topic: self.home_of(topic).to_owned(),
                    from,
                    to,
                });
            }
        };
        let (topics, more): (&[String], &[String]) = match &event.action {
            Action::Mark { topics, .. } => (topics, &[]),
            Action::Place { known, shaky } => (known, shaky),
            _ => (&[], &[]),
        };
        match &event.action {
            Action::Mark { .. } | Action::Place { .. } if topics.len() + more.len() > 0 => {
                // In the order of the action; a hand-made one may name a topic twice.
                let mut named = HashSet::new();
                let all = topics.iter().chain(more);
                for topic in all.filter(|topic| named.insert(topic.as_str())) {
                    let others = self.state.last_mark_but(topic, position);
                    let with = status(topic, others.max(Some(position)));
                    let (from, to) = (
                        status(topic, self.state.last_mark(topic)),
                        if wanted { with } else { status(topic, others) },
                    );
                    change(topic, from, to);
                }
            }
            Action::Move { from, to } => {
                let (own, other) = (self.state.last_mark(to), self.state.last_mark(from));
                let alone = status(to, own);
                let both = if own > other { alone } else { status(from, other) };
                let (before, after) = if wanted { (alone, both) } else { (both, alone) };
                change(to, before, after);
            }
            Action::Accept { lines } if lines.is_empty() => return None,
            Action::Mark { .. } | Action::Place { .. } | Action::Undo { .. } | Action::Redo { .. } => return None,
            Action::Accept { .. }
            | Action::Answer { .. }
            | Action::Tick { .. }
            | Action::Goal(_)
            | Action::Spend { .. }
            | Action::Fit { .. } => {}
        }
        Some(Step {
            of: event.id,
            at: event.at,
            changes,
        })
    }

    /// Puts the events in order, each once, and folds them.
    fn settle(&mut self) {
        if !self.events.is_sorted_by(|one, next| one.id < next.id) {
            self.events.sort_by(Event::settled);
            self.events.dedup_by_key(|event| event.id);
        }
        self.state.clear();
        for position in 0..self.events.len() {
            self.state.apply(&self.events, position);
        }
    }
}

impl Extend<Event> for Progress {
    fn extend<I: IntoIterator<Item = Event>>(&mut self, events: I) {
        let mut in_order = true;
        for event in events {
            if !in_order || self.events.last().is_none_or(|last| last.id < event.id) {
                self.events.push(event);
                if in_order {
                    self.state.apply(&self.events, self.events.len() - 1);
                }
            } else if !self.find(event.id).is_some_and(|known| self.events[known] == event) {
                self.events.push(event);
                in_order = false;
            }
        }
        if !in_order {
            self.settle();
        }
    }
}

impl FromIterator<Event> for Progress {
    fn from_iter<I: IntoIterator<Item = Event>>(events: I) -> Self {
        Progress::fold(events)
    }
}

#[cfg(test)]
mod tests;
