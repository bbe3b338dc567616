//! Events to progress: what every topic's status is, and what undo and redo would change.
//!
//! Everything here is a function of the *set* of events. They are taken in the order of [`Event::order`], and:
//!
//! - a topic has the status of the last mark in force; undo and redo only put marks out of and into force;
//! - undo goes back through the marks of all devices in the order they came into force, down to the first;
//! - a new mark ends the offer to redo. But a redo that is in the log always counts: one device may redo
//!   what it took back while another, which it hasn't heard of yet, makes a new mark, and neither may be lost;
//! - an undo or redo of a mark that isn't there, or already is as wanted, changes nothing. One that sorts before its
//!   mark counts all the same: it must have come later, so the clocks of two devices disagree.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;

use super::event::{Action, Event, EventId, Status};
use super::id::{IdMap, IdSet};

/// All that was learned: the fold of the events.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// In the order of [`Event::order`], no id twice.
    events: Vec<Event>,
    /// Where in `events` an id is.
    positions: IdMap<usize>,
    state: State,
}

/// What follows from the events up to one; refers to them by position.
#[derive(Debug, Clone, Default)]
struct State {
    /// For each event: a mark is in force; an undo or redo changed something.
    standing: Vec<bool>,
    /// For each topic the marks in force.
    marks: HashMap<String, BTreeSet<usize>>,
    /// Marks as they came into force, the last on top. Entries below the top may be out of date (taken back
    /// out of turn); the top never is.
    undo: Vec<usize>,
    /// Marks taken back since the last new mark, kept like `undo`.
    redo: Vec<usize>,
    /// Marks not met yet whose undo was.
    undone_early: IdSet,
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
    /// The mark it would take back or put back: the `of` of the action to record.
    pub of: EventId,
    /// When that mark was made.
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
    /// A mark: it is in force. An undo or redo: it changed something when it was made.
    pub active: bool,
}

impl Progress {
    /// The progress that a set of events amounts to; their order and repetitions don't matter.
    pub fn fold(events: impl IntoIterator<Item = Event>) -> Self {
        let mut progress = Progress::default();
        progress.extend(events);
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

    /// The mark that gives the topic its status, if it has one.
    pub fn mark(&self, topic: &str) -> Option<Mark> {
        self.state.last(topic).and_then(|position| self.mark_at(position))
    }

    /// The latest mark among those of a topic's id and its former ids.
    pub fn mark_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Option<Mark> {
        let last = ids.into_iter().filter_map(|id| self.state.last(id)).max()?;
        self.mark_at(last)
    }

    /// The status of a topic, given its id and its former ids.
    pub fn status_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Status {
        self.mark_of(ids).map_or(Status::Todo, |mark| mark.status)
    }

    /// Every topic that has a mark in force, in no particular order.
    pub fn touched(&self) -> impl Iterator<Item = (&str, Mark)> {
        self.state
            .marks
            .iter()
            .filter_map(|(topic, marks)| Some((topic.as_str(), self.mark_at(*marks.last()?)?)))
    }

    /// What an undo would do now; `None` when there is nothing left to take back.
    pub fn undoable(&self) -> Option<Step> {
        let position = *self.state.undo.last()?;
        self.step(position, |marks| {
            let below = || marks?.range(..position).next_back().copied();
            if marks?.last() == Some(&position) {
                below()
            } else {
                marks?.last().copied()
            }
        })
    }

    /// What a redo would do now; `None` when nothing was taken back since the last new mark.
    pub fn redoable(&self) -> Option<Step> {
        let position = *self.state.redo.last()?;
        self.step(position, |marks| {
            marks.and_then(BTreeSet::last).copied().max(Some(position))
        })
    }

    /// Everything that was ever done, oldest first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        self.events
            .iter()
            .zip(&self.state.standing)
            .map(|(event, &active)| Entry { event, active })
    }

    /// Whether the event is in.
    pub fn contains(&self, id: EventId) -> bool {
        self.positions.contains_key(&id)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there are no events at all.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    fn mark_at(&self, position: usize) -> Option<Mark> {
        let event = self.events.get(position)?;
        match event.action {
            Action::Mark { status, .. } => Some(Mark {
                status,
                at: event.at,
                event: event.id,
            }),
            Action::Undo { .. } | Action::Redo { .. } => None,
        }
    }

    /// The step that gives each topic of the mark at `position` the mark `after` picks from those in force.
    fn step(&self, position: usize, after: impl Fn(Option<&BTreeSet<usize>>) -> Option<usize>) -> Option<Step> {
        let event = self.events.get(position)?;
        let Action::Mark { topics, .. } = &event.action else {
            return None;
        };
        let status = |position: Option<usize>| {
            position
                .and_then(|position| self.mark_at(position))
                .map_or(Status::Todo, |mark| mark.status)
        };
        let mut changes = Vec::new();
        // In the order of the action; a hand-made one may name a topic twice.
        let mut named = HashSet::new();
        for topic in topics.iter().filter(|topic| named.insert(topic.as_str())) {
            let marks = self.state.marks.get(topic);
            let (from, to) = (status(marks.and_then(BTreeSet::last).copied()), status(after(marks)));
            if from != to {
                changes.push(Change {
                    topic: topic.clone(),
                    from,
                    to,
                });
            }
        }
        Some(Step {
            of: event.id,
            at: event.at,
            changes,
        })
    }

    /// Puts the events in order and folds them anew.
    fn refold(&mut self) {
        self.events.sort_by_key(Event::order);
        self.state.clear();
        for position in 0..self.events.len() {
            self.positions.insert(self.events[position].id, position);
        }
        for position in 0..self.events.len() {
            self.state.apply(&self.events, &self.positions, position);
        }
    }
}

impl Extend<Event> for Progress {
    fn extend<I: IntoIterator<Item = Event>>(&mut self, events: I) {
        let events = events.into_iter();
        self.events.reserve(events.size_hint().0);
        self.positions.reserve(events.size_hint().0);
        let mut in_order = true;
        for event in events {
            if let Some(known) = self
                .positions
                .get(&event.id)
                .and_then(|&position| self.events.get_mut(position))
            {
                // Two events of one id never come from one program; but should they, every device picks the same.
                if (event.at, &event.action) < (known.at, &known.action) {
                    *known = event;
                    in_order = false;
                }
                continue;
            }
            in_order &= self.events.last().is_none_or(|last| last.order() < event.order());
            self.positions.insert(event.id, self.events.len());
            self.events.push(event);
            if in_order {
                self.state.apply(&self.events, &self.positions, self.events.len() - 1);
            }
        }
        if !in_order {
            self.refold();
        }
    }
}

impl FromIterator<Event> for Progress {
    fn from_iter<I: IntoIterator<Item = Event>>(events: I) -> Self {
        Progress::fold(events)
    }
}

impl State {
    fn clear(&mut self) {
        self.standing.clear();
        self.marks.values_mut().for_each(BTreeSet::clear);
        self.undo.clear();
        self.redo.clear();
        self.undone_early.clear();
    }

    fn last(&self, topic: &str) -> Option<usize> {
        self.marks.get(topic)?.last().copied()
    }

    /// Takes in the event at `position`, the first that isn't in yet.
    fn apply(&mut self, events: &[Event], positions: &IdMap<usize>, position: usize) {
        let event = &events[position];
        let met = |of: &EventId| positions.get(of).copied().filter(|&target| target < position);
        let active = match &event.action {
            // Nothing to take back: no unit of undo.
            Action::Mark { topics, .. } if topics.is_empty() => false,
            Action::Mark { .. } => {
                self.redo.clear();
                let in_force = !self.undone_early.remove(&event.id);
                if in_force {
                    self.enforce(topics_of(event), position);
                } else {
                    self.redo.push(position);
                }
                in_force
            }
            Action::Undo { of } => match met(of) {
                Some(target) => self.undo(&events[target], target),
                None => self.undone_early.insert(*of),
            },
            Action::Redo { of } => match met(of) {
                Some(target) => self.redo(&events[target], target),
                None => self.undone_early.remove(of),
            },
        };
        self.standing.push(active);
    }

    fn enforce(&mut self, topics: &[String], position: usize) {
        for topic in topics {
            match self.marks.get_mut(topic) {
                Some(marks) => _ = marks.insert(position),
                None => _ = self.marks.insert(topic.clone(), BTreeSet::from([position])),
            }
        }
        self.undo.push(position);
    }

    fn undo(&mut self, mark: &Event, position: usize) -> bool {
        if !self.standing[position] || topics_of(mark).is_empty() {
            return false;
        }
        self.standing[position] = false;
        for topic in topics_of(mark) {
            if let Some(marks) = self.marks.get_mut(topic) {
                marks.remove(&position);
            }
        }
        self.redo.push(position);
        while self.undo.pop_if(|top| !self.standing[*top]).is_some() {}
        true
    }

    fn redo(&mut self, mark: &Event, position: usize) -> bool {
        if self.standing[position] || topics_of(mark).is_empty() {
            return false;
        }
        self.standing[position] = true;
        self.enforce(topics_of(mark), position);
        while self.redo.pop_if(|top| self.standing[*top]).is_some() {}
        true
    }
}

/// The topics of a mark; none for other events, which can't be undone themselves.
fn topics_of(event: &Event) -> &[String] {
    match &event.action {
        Action::Mark { topics, .. } => topics,
        Action::Undo { .. } | Action::Redo { .. } => &[],
    }
}

#[cfg(test)]
mod tests;
