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
    /// Of each card that was answered.
    answers: Index,
    /// Of each topic of which a resource was ticked.
    ticks: Index,
    /// Of each topic on which time was spent.
    spent: Index,
    /// Of the goal, under no name.
    goals: Index,
    /// Of the parameters of FSRS, under no name.
    fits: Index,
    /// Marks, placements and moves as they came into force, the last on top. Entries below the top may be out of date (taken back
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

    /// Every text, and where the last event about it is.
    fn tops(&self) -> impl Iterator<Item = (&str, usize)> {
        let all = self.0.iter();
        all.filter_map(|(key, positions)| Some((key.as_str(), *positions.last()?)))
    }

    /// The events about the text that are in force, the first first.
    fn standing<'a>(&'a self, key: &str, standing: &'a [bool]) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let positions = self.0.get(key).map_or(&[][..], Vec::as_slice).iter();
        positions.copied().filter(|&position| standing[position])
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
        for index in [
            &mut self.marks,
            &mut self.moves,
            &mut self.accepted,
            &mut self.answers,
            &mut self.ticks,
            &mut self.spent,
            &mut self.goals,
            &mut self.fits,
        ] {
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
        self.marks.tops()
    }

    /// The answers to a card that are in force, the first first.
    pub(super) fn answers(&self, card: &str) -> impl DoubleEndedIterator<Item = usize> {
        self.answers.standing(card, &self.standing)
    }

    /// The ticks of a topic that are in force, the first first.
    pub(super) fn ticks(&self, topic: &str) -> impl Iterator<Item = usize> {
        self.ticks.standing(topic, &self.standing)
    }

    /// What was spent on a topic and is in force, the first first.
    pub(super) fn spent(&self, topic: &str) -> impl Iterator<Item = usize> {
        self.spent.standing(topic, &self.standing)
    }

    /// Every topic on which time was spent.
    pub(super) fn spent_on(&self) -> impl Iterator<Item = &str> {
        self.spent.tops().map(|(topic, _)| topic)
    }

    pub(super) fn goal(&self) -> Option<usize> {
        self.goals.last("")
    }

    pub(super) fn fit(&self) -> Option<usize> {
        self.fits.last("")
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
    fn index<'a>(&mut self, action: &'a Action) -> (&mut Index, impl Iterator<Item = &'a String> + use<'a>) {
        use std::slice::from_ref;

        let (index, keys, more): (_, &[String], &[String]) = match action {
            Action::Mark { topics, .. } => (&mut self.marks, topics, &[]),
            Action::Place { known, shaky } => (&mut self.marks, known, shaky),
            Action::Move { from, .. } => (&mut self.moves, from_ref(from), &[]),
            Action::Accept { lines } => (&mut self.accepted, lines, &[]),
            Action::Answer { card, .. } => (&mut self.answers, from_ref(card), &[]),
            Action::Tick { topic, .. } => (&mut self.ticks, from_ref(topic), &[]),
            Action::Spend { topic, .. } => (&mut self.spent, from_ref(topic), &[]),
            Action::Goal(_) => (&mut self.goals, from_ref(&NO_NAME), &[]),
            Action::Fit { .. } => (&mut self.fits, from_ref(&NO_NAME), &[]),
            Action::Undo { .. } | Action::Redo { .. } => (&mut self.marks, &[], &[]),
        };
        (index, keys.iter().chain(more))
    }
}

/// What there is only one of is looked up under.
static NO_NAME: String = String::new();

/// Whether the action is one that plain undo goes back over.
fn is_turn(action: &Action) -> bool {
    matches!(action, Action::Mark { .. } | Action::Place { .. } | Action::Move { .. })
}

/// Whether there is nothing in the action to take back; nothing ever is in undo and redo themselves.
fn is_empty(action: &Action) -> bool {
    match action {
        Action::Mark { topics, .. } => topics.is_empty(),
        Action::Accept { lines } => lines.is_empty(),
        Action::Place { known, shaky } => known.is_empty() && shaky.is_empty(),
        Action::Undo { .. } | Action::Redo { .. } => true,
        Action::Move { .. }
        | Action::Answer { .. }
        | Action::Tick { .. }
        | Action::Goal(_)
        | Action::Spend { .. }
        | Action::Fit { .. } => false,
    }
}
