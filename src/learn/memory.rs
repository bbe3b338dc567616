//! What the learner remembers: for every card of a deck its memory, folded from the answers in force and from placements.
//!
//! The facts of a card are taken in the order of their events, so it doesn't matter in which order they came to hand.
//! The last placement before the first answer is where a card starts; placements after that say nothing that the answers
//! don't say better. Answers count for the card of their topic and question; where the topic's progress was moved, they
//! follow, if they were given before.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::content::library::{Library, TopicIx};
use crate::progress::event::{Action, Event, EventId, Grade, topic_of};
use crate::progress::fold::Progress;

use super::cards::{CardIx, Deck, question_of};
use super::chance::seed;
use super::day::{Calendar, Day, Reader};
use super::scheduler::{MemoryState, Next, Placed, Scheduler};

/// What a memory is worked out from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Where the topics are.
    pub library: &'a Library,
    /// The cards of that library.
    pub deck: &'a Deck,
    /// The answers.
    pub progress: &'a Progress,
    /// When they were given, in days.
    pub calendar: &'a Calendar,
}

/// How a card stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardState {
    /// FSRS's stability and difficulty.
    pub memory: MemoryState,
    /// The day it was first answered or placed.
    pub first: Day,
    /// The day it was last answered; of one that was only placed, that day.
    pub last: Day,
    /// The day it is to be asked again; the day it was last answered, where it was not remembered.
    pub due: Day,
    /// How often it was answered.
    pub answers: u32,
    /// How often it was not remembered on a day after the one before.
    pub lapses: u32,
    /// The day it was last not remembered.
    pub failed: Option<Day>,
    /// How often it was not remembered on the day it was last answered.
    pub failures: usize,
    /// Whether it began with a placement, not with an answer.
    pub is_placed: bool,
}

impl CardState {
    /// Whether it was not remembered the last time, and is to be asked until it is.
    pub fn is_relearning(&self) -> bool {
        self.due == self.last
    }

    /// Whether it was answered for the first time on this day.
    pub fn was_new_on(&self, day: Day) -> bool {
        self.first == day && !self.is_placed && self.answers > 0
    }

    /// Whether it was reviewed on this day: answered, and not for the first time.
    pub fn was_reviewed_on(&self, day: Day) -> bool {
        self.last == day && self.answers > 0 && !self.was_new_on(day)
    }

    fn elapsed(&self, day: Day) -> i32 {
        (day - self.last).max(0)
    }
}

/// Something that happened to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) event: EventId,
    pub(super) day: Day,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Answered(Grade),
    Placed(Placed),
}

/// What is remembered of the cards of a deck.
#[derive(Debug, Clone)]
pub struct Memory {
    scheduler: Scheduler,
    states: Vec<Option<CardState>>,
    /// Of each card, in the order of their events.
    facts: Vec<Vec<Fact>>,
    moves: Moves,
}

/// The last move of each id that was moved.
#[derive(Debug, Clone, Default)]
struct Moves(HashMap<String, EventId, RandomState>);

impl Memory {
    /// Works everything out, with the parameters that were fitted last. `retention` is the wanted probability of recall.
    pub fn new(basis: Basis<'_>, retention: f32) -> Self {
        let mut memory = Self {
            scheduler: Scheduler::new(basis.progress.fitted(), retention),
            states: vec![None; basis.deck.len()],
            facts: vec![Vec::new(); basis.deck.len()],
            moves: Moves::default(),
        };
        let in_force = || basis.progress.history().filter(|entry| entry.active);
        for entry in in_force() {
            if let Action::Move { from, .. } = &entry.event.action {
                memory.moves.0.insert(from.clone(), entry.event.id);
            }
        }
        let mut told = Told::new(basis, &memory.moves);
        for entry in in_force() {
            told.each(entry.event, |card, fact| {
                let facts = &mut memory.facts[card.0];
                if facts.last().is_none_or(|last| last.event != fact.event) {
                    facts.push(fact);
                }
            });
        }
        for card in 0..memory.facts.len() {
            memory.work_out(basis, CardIx(card));
        }
        memory
    }

    /// Takes in an event that has just been added to the progress: an answer touches its card, what takes it back that
    /// card again, and only a move or other parameters have everything worked out anew. `basis` is the one this was made
    /// of, with the event in it.
    pub fn update(&mut self, basis: Basis<'_>, event: &Event) {
        let about = match &event.action {
            Action::Undo { of } | Action::Redo { of } => *of,
            _ => event.id,
        };
        let Some(entry) = basis.progress.entry(about) else {
            return;
        };
        match &entry.event.action {
            Action::Move { .. } | Action::Fit { .. } => *self = Self::new(basis, self.scheduler.retention()),
            Action::Answer { .. } | Action::Place { .. } => {
                let mut touched = Vec::new();
                Told::new(basis, &self.moves).each(entry.event, |card, fact| touched.push((card, fact)));
                for (card, fact) in touched {
                    let facts = &mut self.facts[card.0];
                    match facts.binary_search_by_key(&fact.event, |known| known.event) {
                        Ok(place) if !entry.active => drop(facts.remove(place)),
                        Err(place) if entry.active => facts.insert(place, fact),
                        _ => {}
                    }
                    self.work_out(basis, card);
                }
            }
            Action::Mark { .. }
            | Action::Undo { .. }
            | Action::Redo { .. }
            | Action::Accept { .. }
            | Action::Tick { .. }
            | Action::Goal(_)
            | Action::Spend { .. } => {}
        }
    }

    /// How intervals and probabilities are told.
    pub fn scheduler(&self) -> &Scheduler {
        &self.scheduler
    }

    /// How a card stands; `None` for a new one.
    pub fn state(&self, card: CardIx) -> Option<&CardState> {
        self.states.get(card.0)?.as_ref()
    }

    /// Every card that is not new.
    pub fn states(&self) -> impl Iterator<Item = (CardIx, &CardState)> {
        let states = self.states.iter().enumerate();
        states.filter_map(|(card, state)| Some((CardIx(card), state.as_ref()?)))
    }

    /// How often a card was answered: what its choices are shuffled by.
    pub fn answers(&self, card: CardIx) -> u32 {
        self.state(card).map_or(0, |state| state.answers)
    }

    /// The probability that a card is recalled on a day; `None` for a new one.
    pub fn retrievability(&self, card: CardIx, day: Day) -> Option<f64> {
        let state = self.state(card)?;
        Some(self.scheduler.retrievability(state.memory, state.elapsed(day)))
    }

    /// What each grade would do on a day, from [`Grade::Again`] to [`Grade::Easy`]: just what it will do when given.
    pub fn next(&self, basis: Basis<'_>, card: CardIx, day: Day) -> [Next; 4] {
        let state = self.state(card);
        let before = state.map(|state| (state.memory, state.elapsed(day)));
        let seed = seed(&basis.deck.id(basis.library, card), self.answers(card));
        self.scheduler.next(before, seed)
    }

    pub(super) fn facts(&self) -> &[Vec<Fact>] {
        &self.facts
    }

    /// Every review there was, card by card, with what these parameters predict of it.
    pub(super) fn reviews(&self, basis: Basis<'_>, mut tell: impl FnMut(Reviewed)) {
        for (card, facts) in self.facts.iter().enumerate() {
            if facts.len() > 1 {
                let id = basis.deck.id(basis.library, CardIx(card));
                run(&self.scheduler, &id, facts, &mut tell);
            }
        }
    }

    fn work_out(&mut self, basis: Basis<'_>, card: CardIx) {
        let facts = &self.facts[card.0];
        self.states[card.0] = if facts.is_empty() {
            None
        } else {
            run(&self.scheduler, &basis.deck.id(basis.library, card), facts, |_| ())
        };
    }
}

impl Moves {
    /// The topic that an event under an id counts for: the one it was moved to, if that was later.
    fn topic(&self, basis: Basis<'_>, id: &str, event: EventId) -> Option<TopicIx> {
        let own = basis.library.topic_by_id(id);
        let Some(moved) = self.0.get(id) else { return own };
        let home = basis.library.topic_by_id(basis.progress.home_of(id));
        if event < *moved { home.or(own) } else { own.or(home) }
    }
}

/// Tells the cards of answers and placements.
struct Told<'a> {
    basis: Basis<'a>,
    moves: &'a Moves,
    /// Of ids that were never moved.
    topics: HashMap<&'a str, Option<TopicIx>, RandomState>,
    days: Reader<'a>,
}

impl<'a> Told<'a> {
    fn new(basis: Basis<'a>, moves: &'a Moves) -> Self {
        Self {
            basis,
            moves,
            topics: HashMap::default(),
            days: basis.calendar.reader(),
        }
    }

    fn topic(&mut self, id: &'a str, event: EventId) -> Option<TopicIx> {
        if self.moves.0.contains_key(id) {
            return self.moves.topic(self.basis, id, event);
        }
        let library = self.basis.library;
        *self.topics.entry(id).or_insert_with(|| library.topic_by_id(id))
    }

    /// Tells of an answer or a placement to each card it is about; of anything else to none.
    fn each(&mut self, event: &'a Event, mut tell: impl FnMut(CardIx, Fact)) {
        let (library, deck) = (self.basis.library, self.basis.deck);
        let mut fact = Fact {
            event: event.id,
            day: Day::default(),
            what: What::Placed(Placed::Known),
        };
        match &event.action {
            Action::Answer { card, grade, .. } => {
                let found = self.topic(topic_of(card), event.id).zip(question_of(card));
                let found = found.and_then(|(topic, question)| deck.find(library, topic, question));
                if let Some(card) = found {
                    fact.day = self.days.day(event.at);
                    fact.what = What::Answered(*grade);
                    tell(card, fact);
                }
            }
            Action::Place { known, shaky } => {
                fact.day = self.days.day(event.at);
                let known = known.iter().map(|id| (id, Placed::Known));
                for (id, placed) in known.chain(shaky.iter().map(|id| (id, Placed::Shaky))) {
                    fact.what = What::Placed(placed);
                    let cards = self.topic(id, event.id).map(|topic| deck.of_topic(topic));
                    cards.into_iter().flatten().for_each(|card| tell(card, fact));
                }
            }
            _ => {}
        }
    }
}

/// A review: an answer on a later day than the one before, or than the placement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reviewed {
    pub(super) day: Day,
    pub(super) grade: Grade,
    /// The probability of recall that was predicted.
    pub(super) predicted: f64,
}

/// A card's state after these facts; tells of every review among them.
fn run(scheduler: &Scheduler, id: &str, facts: &[Fact], mut tell: impl FnMut(Reviewed)) -> Option<CardState> {
    let first_answer = facts.iter().position(|fact| matches!(fact.what, What::Answered(_)));
    let (placements, rest) = facts.split_at(first_answer.unwrap_or(facts.len()));
    let mut state = placements.last().and_then(|fact| match fact.what {
        What::Placed(placed) => {
            let next = scheduler.placed(placed, seed(id, 0));
            Some(CardState {
                memory: next.memory,
                first: fact.day,
                last: fact.day,
                due: fact.day + next.days,
                answers: 0,
                lapses: 0,
                failed: None,
                failures: 0,
                is_placed: true,
            })
        }
        What::Answered(_) => None,
    });
    let answers = rest.iter().filter_map(|fact| match fact.what {
        What::Answered(grade) => Some((fact.day, grade)),
        What::Placed(_) => None,
    });
    let mut answers = answers.peekable();
    while let Some((day, grade)) = answers.next() {
        let before = state.map(|state| (state.memory, state.elapsed(day)));
        let count = state.map_or(0, |state| state.answers);
        // Only the last answer decides when the card is due, and that needs all four grades.
        let next = if answers.peek().is_none() {
            let [again, hard, good, easy] = scheduler.next(before, seed(id, count));
            match grade {
                Grade::Again => again,
                Grade::Hard => hard,
                Grade::Good => good,
                Grade::Easy => easy,
            }
        } else {
            Next {
                memory: scheduler.step(before, grade),
                days: 0,
            }
        };
        if let Some((memory, days)) = before.filter(|(_, days)| *days > 0) {
            let predicted = scheduler.retrievability(memory, days);
            tell(Reviewed { day, grade, predicted });
        }
        let is_lapse = grade == Grade::Again && before.is_some_and(|(_, days)| days > 0);
        // A clock that was set back takes no days off.
        let last = state.map_or(day, |state| state.last.max(day));
        let is_failed = grade == Grade::Again;
        let before_today = state
            .filter(|state| state.last == last)
            .map_or(0, |state| state.failures);
        state = Some(CardState {
            memory: next.memory,
            first: state.map_or(day, |state| state.first),
            last,
            due: last + next.days,
            answers: count + 1,
            lapses: state.map_or(0, |state| state.lapses) + u32::from(is_lapse),
            failed: is_failed.then_some(last).or(state.and_then(|state| state.failed)),
            failures: before_today + usize::from(is_failed),
            is_placed: state.is_some_and(|state| state.is_placed),
        });
    }
    state
}

#[cfg(test)]
mod tests;
