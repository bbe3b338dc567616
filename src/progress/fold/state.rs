//! What follows from events in order; refers to them by position.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::progress::event::{Action, Event, EventId};
use crate::progress::id::IdSet;

/// What is in force after a number of events.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// For each event: an undo or redo changed something; anything else is in force.
    standing: Vec<bool>,
    /// Of each topic.
    marks: Index,
    /// Of each id that was moved.
    moves: Index,
    /// Of each damaged line that was accepted.
    accepted: Index,
    /// Marks and moves as they came into force, the last on top. Entries below the top may be out of date (taken back
    /// out of turn); the top never is.
    undo: Vec<usize>,
    /// Those taken back since the last new one, kept like `undo`.
    redo: Vec<usize>,
    /// What was taken back before it was met.
    undone_early: IdSet,
}

/// For each text the positions of the events about it, ascending. As in the stacks above, only the last is sure to be in force.
#[derive(Debug, Clone, Default)]
struct Index(HashMap<String, Vec<usize>, RandomState>);

impl Index {
    fn last(&self, key: &str) -> Option<usize> {
        self.0.get(key)?.last().copied()
    }

    /// Notes that the event at `position` is about the text and in force.
    fn enforce(&mut self, key: &str, position: usize) {
        let Some(positions) = self.0.get_mut(key) else {
            self.0.insert(key.to_owned(), vec![position]);
            return;
        };
        if positions.last().is_none_or(|&last| last < position) {
            positions.push(position);
        } else if let Err(place) = positions.binary_search(&position) {
            positions.insert(place, position);
        }
    }

    /// Notes that one of the events about the text is no longer in force.
    fn release(&mut self, key: &str, standing: &[bool]) {
        if let Some(positions) = self.0.get_mut(key) {
            while positions.pop_if(|last| !standing[*last]).is_some() {}
        }
    }
}

/// Where the event of this id is.
pub(super) fn position(events: &[Event], id: EventId) -> Option<usize> {
    // Most are looked for soon after they came.
    let recent = events.len().saturating_sub(RECENT);
    let start = if events.get(recent).is_some_and(|event| event.id <= id) {
        recent
    } else {
        0
    };
    let found = events[start..].binary_search_by_key(&id, |event| event.id);
    found.ok().map(|place| start + place)
}

const RECENT: usize = 16;

impl State {
    pub(super) fn clear(&mut self) {
        self.standing.clear();
        for index in [&mut self.marks, &mut self.moves, &mut self.accepted] {
            index.0.values_mut().for_each(Vec::clear);
        }
        self.undo.clear();
        self.redo.clear();
        self.undone_early.clear();
    }

    /// The mark that decides on a topic.
    pub(super) fn last_mark(&self, topic: &str) -> Option<usize> {
        self.marks.last(topic)
    }

    /// The mark that would decide if there were none at this position.
    pub(super) fn last_mark_but(&self, topic: &str, position: usize) -> Option<usize> {
        let positions = self.marks.0.get(topic)?.iter().rev();
        positions
            .copied()
            .find(|&other| other != position && self.standing[other])
    }

    /// The mark that decided when this position was come to.
    pub(super) fn last_mark_before(&self, topic: &str, position: usize) -> Option<usize> {
        let positions = self.marks.0.get(topic)?.iter().rev();
        positions
            .copied()
            .find(|&other| other < position && self.standing[other])
    }

    /// The move that takes an id somewhere.
    pub(super) fn last_move(&self, id: &str) -> Option<usize> {
        self.moves.last(id)
    }

    pub(super) fn has_accepted(&self, line: &str) -> bool {
        self.accepted.last(line).is_some()
    }

    /// Every topic with a mark in force, and where that is.
    pub(super) fn marks(&self) -> impl Iterator<Item = (&str, usize)> {
        let marks = self.marks.0.iter();
        marks.filter_map(|(topic, positions)| Some((topic.as_str(), *positions.last()?)))
    }

    pub(super) fn undoable(&self) -> Option<usize> {
        self.undo.last().copied()
    }

    pub(super) fn redoable(&self) -> Option<usize> {
        self.redo.last().copied()
    }

    pub(super) fn stands(&self, position: usize) -> bool {
        self.standing.get(position).copied().unwrap_or_default()
    }

    /// Takes in the event at `position`, the first that isn't in yet.
    pub(super) fn apply(&mut self, events: &[Event], position: usize) {
        let event = &events[position];
        let met = |of: &EventId| self::position(&events[..position], *of);
        let active = match &event.action {
            Action::Undo { of } => match met(of) {
                Some(target) => self.undo(&events[target], target),
                None => self.undone_early.insert(*of),
            },
            Action::Redo { of } => match met(of) {
                Some(target) => self.redo(&events[target], target),
                None => self.undone_early.remove(of),
            },
            action if is_empty(action) => false,
            action => {
                let in_force = self.undone_early.is_empty() || !self.undone_early.remove(&event.id);
                if is_turn(action) {
                    self.redo.clear();
                }
                if in_force {
                    self.enforce(action, position);
                } else if is_turn(action) {
                    self.redo.push(position);
                }
                in_force
            }
        };
        self.standing.push(active);
    }

    fn enforce(&mut self, action: &Action, position: usize) {
        let (index, keys) = self.index(action);
        for key in keys {
            index.enforce(key, position);
        }
        if is_turn(action) {
            self.undo.push(position);
        }
    }

    fn undo(&mut self, event: &Event, position: usize) -> bool {
        if !self.standing[position] || is_empty(&event.action) {
            return false;
        }
        self.standing[position] = false;
        let standing = std::mem::take(&mut self.standing);
        let (index, keys) = self.index(&event.action);
        for key in keys {
            index.release(key, &standing);
        }
        self.standing = standing;
        if is_turn(&event.action) {
            self.redo.push(position);
            while self.undo.pop_if(|top| !self.standing[*top]).is_some() {}
        }
        true
    }

    fn redo(&mut self, event: &Event, position: usize) -> bool {
        if self.standing[position] || is_empty(&event.action) {
            return false;
        }
        self.standing[position] = true;
        self.enforce(&event.action, position);
        while self.redo.pop_if(|top| self.standing[*top]).is_some() {}
        true
    }

    /// What an action is about, and where that is looked up.
    fn index<'a>(&mut self, action: &'a Action) -> (&mut Index, &'a [String]) {
        match action {
            Action::Mark { topics, .. } => (&mut self.marks, topics),
            Action::Move { from, .. } => (&mut self.moves, std::slice::from_ref(from)),
            Action::Accept { lines } => (&mut self.accepted, lines),
            Action::Undo { .. } | Action::Redo { .. } => (&mut self.marks, &[]),
        }
    }
}

/// Whether the action is one that plain undo goes back over.
fn is_turn(action: &Action) -> bool {
    matches!(action, Action::Mark { .. } | Action::Move { .. })
}

/// Whether there is nothing in the action to take back; nothing ever is in undo and redo themselves.
fn is_empty(action: &Action) -> bool {
    match action {
        Action::Mark { topics, .. } => topics.is_empty(),
        Action::Accept { lines } => lines.is_empty(),
        Action::Move { .. } => false,
        Action::Undo { .. } | Action::Redo { .. } => true,
    }
}
