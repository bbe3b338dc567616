//! What is asked today, in which order, and a session of it.
//!
//! [`queue`] says what is due and what is new; a [`Session`] goes through it. Neither knows a clock: the day is passed, and
//! every answer is an action to be recorded at once, so a session can be left at any moment.

use std::collections::VecDeque;

use crate::content::library::{Library, TopicIx};
use crate::progress::event::{Action, EventId, Grade, Status};
use crate::progress::fold::Progress;

use super::cards::{CardIx, Deck};
use super::day::Day;
use super::memory::{CardState, Memory};
use super::standing::Statuses;

/// A card that was not remembered comes back after so many others, if there are so many.
const BACK_AFTER: usize = 5;
/// So many cards lie between two of one topic, if there are enough others …
const APART: usize = 3;
/// … among the next so many.
const AHEAD: usize = 64;
/// From one topic so many new cards are taken before another's turn comes.
const AT_A_TIME: usize = 3;

/// A card that was not remembered so many times on a day is not asked again before the next one: sleep does more for it.
pub const TRIES: usize = 3;

/// Longer than this nobody thinks about a card: the learner was away. In milliseconds.
pub const LONGEST_THOUGHT: u32 = 5 * 60 * 1000;

/// How many cards a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// That were never asked before.
    pub new: usize,
    /// That were. Those not remembered today don't count again.
    pub reviews: usize,
}

impl Default for Limits {
    /// Ten new ones a day come to some fifty reviews a day in the course of a year.
    fn default() -> Self {
        Self { new: 10, reviews: 100 }
    }
}

/// What there is to ask on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// The cards, in the order in which they are asked.
    pub cards: Vec<CardIx>,
    /// How many of them are reviews.
    pub reviews: usize,
    /// How many of them are new.
    pub new: usize,
    /// How many reviews more are due, and wait for another day because of the limit.
    pub reviews_waiting: usize,
    /// How many new cards more there are.
    pub new_waiting: usize,
}

/// Whether the cards of a topic are asked: those of topics being learned or done.
pub fn is_asked(statuses: &Statuses, topic: TopicIx) -> bool {
    matches!(statuses.of(topic), Status::Learning | Status::Done)
}

/// What is asked on a day: what is due, the most overdue for its stability first, and new cards evenly among it, both as
/// far as the day's limits go; cards of one topic apart from each other.
///
/// What was not remembered today and left there comes first, unless it was tried [`TRIES`] times. New cards are those of topics being learned, then of done
/// ones, by the latest mark.
pub fn queue(library: &Library, deck: &Deck, memory: &Memory, statuses: &Statuses, limits: Limits, day: Day) -> Queue {
    let mut due: Vec<(f32, CardIx)> = Vec::new();
    let (mut again, mut reviewed, mut introduced) = (Vec::new(), 0, 0);
    for (card, state) in memory.states() {
        reviewed += usize::from(state.was_reviewed_on(day));
        introduced += usize::from(state.was_new_on(day));
        if state.due > day || !is_asked(statuses, deck.topic(card)) {
            continue;
        }
        if state.last == day {
            if state.failures < TRIES {
                again.push(card);
            }
        } else {
            due.push((overdue(state, day), card));
        }
    }
    let all = due.len();
    let room = limits.reviews.saturating_sub(reviewed);
    let first = |one: &(f32, CardIx), other: &(f32, CardIx)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
    if room < all {
        if room > 0 {
            due.select_nth_unstable_by(room - 1, first);
        }
        due.truncate(room);
    }
    due.sort_unstable_by(first);
    let reviews_waiting = all - due.len();
    let room = limits.new.saturating_sub(introduced);
    let (new, new_waiting) = new_cards(library, deck, memory, statuses, room);
    let reviews: Vec<CardIx> = again.into_iter().chain(due.into_iter().map(|(_, card)| card)).collect();
    Queue {
        reviews: reviews.len(),
        new: new.len(),
        reviews_waiting,
        new_waiting,
        cards: apart(deck, mixed(reviews, new)),
    }
}

/// By how much of its stability it is late: what orders cards as their retrievability does, and costs less.
#[expect(clippy::cast_precision_loss, reason = "days of a life")]
fn overdue(state: &CardState, day: Day) -> f32 {
    (day - state.last) as f32 / state.memory.stability
}

/// So many new cards at most, and how many more there are.
fn new_cards(
    library: &Library,
    deck: &Deck,
    memory: &Memory,
    statuses: &Statuses,
    room: usize,
) -> (Vec<CardIx>, usize) {
    let mut topics: Vec<(bool, std::cmp::Reverse<EventId>, TopicIx)> = statuses
        .marked()
        .filter(|&(topic, _)| is_asked(statuses, topic) && topic.at() < library.topics().len())
        .map(|(topic, mark)| (mark.status == Status::Done, std::cmp::Reverse(mark.event), topic))
        .collect();
    topics.sort_unstable();
    let mut left: VecDeque<Vec<CardIx>> = topics
        .into_iter()
        .map(|(.., topic)| {
            let cards = deck.of_topic(topic).rev();
            cards.filter(|&card| memory.state(card).is_none()).collect::<Vec<_>>()
        })
        .filter(|cards| !cards.is_empty())
        .collect();
    let all: usize = left.iter().map(Vec::len).sum();
    let mut taken = Vec::with_capacity(room.min(all));
    while taken.len() < room
        && let Some(mut cards) = left.pop_front()
    {
        let start = cards.len().saturating_sub(AT_A_TIME.min(room - taken.len()));
        taken.extend(cards.drain(start..).rev());
        if !cards.is_empty() {
            left.push_back(cards);
        }
    }
    let waiting = all - taken.len();
    (taken, waiting)
}

/// The new ones evenly among the others.
fn mixed(reviews: Vec<CardIx>, new: Vec<CardIx>) -> Vec<CardIx> {
    let (few, all) = (new.len(), reviews.len() + new.len());
    let (mut reviews, mut new) = (reviews.into_iter(), new.into_iter());
    // As many as their share of the way, rounded: one among three comes after two of them.
    let share = |place: usize| (2 * place * few + all.saturating_sub(1)) / (2 * all.max(1));
    let mut mixed = Vec::with_capacity(all);
    for place in 0..all {
        let next = if share(place + 1) > share(place) {
            new.next().or_else(|| reviews.next())
        } else {
            reviews.next().or_else(|| new.next())
        };
        mixed.extend(next);
    }
    mixed
}

/// The same cards with those of one topic apart, else much in the same order.
fn apart(deck: &Deck, cards: Vec<CardIx>) -> Vec<CardIx> {
    let mut apart: Vec<CardIx> = Vec::with_capacity(cards.len());
    let mut coming = cards.into_iter();
    // Passed over, since one of their topic was there a moment ago.
    let mut passed: VecDeque<CardIx> = VecDeque::new();
    loop {
        let since = |card: CardIx| {
            let topic = deck.topic(card);
            let last = apart.iter().rev().take(APART);
            last.clone().position(|&other| deck.topic(other) == topic)
        };
        let place = passed.iter().position(|&card| since(card).is_none());
        let next = match place {
            Some(place) => passed.remove(place),
            None => loop {
                if passed.len() >= AHEAD {
                    break None;
                }
                match coming.next() {
                    Some(card) if since(card).is_some() => passed.push_back(card),
                    found => break found,
                }
            },
        };
        // None will do: the one whose topic was there longest ago, the first of them.
        let next = next.or_else(|| {
            let places = (0..passed.len()).rev();
            let place = places.max_by_key(|&place| since(passed[place]))?;
            passed.remove(place)
        });
        match next {
            Some(card) => apart.push(card),
            None => return apart,
        }
    }
}

/// One answer of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    card: CardIx,
    grade: Grade,
    /// Milliseconds.
    took: Option<u32>,
    /// Where the card came from: after how many answers it was to come back, where it had not been remembered.
    back: Option<usize>,
}

/// A session: cards, one after the other. Each answer is to be recorded when it is given, so it can be left at any moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    queue: VecDeque<CardIx>,
    /// Cards that were not remembered, and after how many answers of the session they come back.
    again: VecDeque<(CardIx, usize)>,
    steps: Vec<Step>,
}

/// What a session came to. What comes tomorrow is the [`queue`] of the next day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Answers given.
    pub answered: usize,
    /// Different cards answered.
    pub cards: usize,
    /// Different cards that were not remembered at least once.
    pub again: usize,
    /// Answers that were right: all but [`Grade::Again`].
    pub right: usize,
    /// Answers by grade, from [`Grade::Again`] to [`Grade::Easy`].
    pub by_grade: [usize; 4],
    /// Milliseconds from question to answer in all, where they were taken.
    pub took: u64,
    /// Cards still to be asked in this session.
    pub left: usize,
}

impl Session {
    /// A session of these cards, in this order.
    pub fn new(cards: impl IntoIterator<Item = CardIx>) -> Self {
        Self {
            queue: cards.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The card to be asked now; `None` when all are done.
    pub fn card(&self) -> Option<CardIx> {
        self.next().map(|(card, _)| card)
    }

    /// Cards still to be asked.
    pub fn left(&self) -> usize {
        self.queue.len() + self.again.len()
    }

    /// Answers given.
    pub fn answered(&self) -> usize {
        self.steps.len()
    }

    /// Whether a card was not remembered [`TRIES`] times in this session, and waits for tomorrow.
    pub fn has_given_up(&self, card: CardIx) -> bool {
        let failed = |step: &&Step| step.card == card && step.grade == Grade::Again;
        self.steps.iter().filter(failed).count() >= TRIES
    }

    fn next(&self) -> Option<(CardIx, Option<usize>)> {
        let back = self.again.front().map(|&(card, after)| (card, Some(after)));
        let is_back = back.filter(|&(_, after)| after <= Some(self.steps.len()));
        is_back.or(self.queue.front().map(|&card| (card, None))).or(back)
    }

    /// Answers the card that is asked; the action is to be recorded. `took` is the milliseconds it took.
    pub fn answer(&mut self, library: &Library, deck: &Deck, grade: Grade, took: Option<u32>) -> Option<Action> {
        let (card, back) = self.next()?;
        match back {
            Some(_) => drop(self.again.pop_front()),
            None => drop(self.queue.pop_front()),
        }
        self.steps.push(Step {
            card,
            grade,
            took,
            back,
        });
        if grade == Grade::Again && !self.has_given_up(card) {
            self.again.push_back((card, self.steps.len() + BACK_AFTER));
        }
        Some(Action::Answer {
            card: deck.id(library, card),
            grade,
            took,
        })
    }

    /// Takes the last answer back, as often as there were answers: the card is asked again, and the action is to be
    /// recorded. Nothing changes where the answer is not in the progress, or was taken back otherwise.
    pub fn undo(&mut self, library: &Library, deck: &Deck, progress: &Progress) -> Option<Action> {
        let step = *self.steps.last()?;
        let id = deck.id(library, step.card);
        let is_it = |action: &Action| matches!(action, Action::Answer { grade, took, .. } if (*grade, *took) == (step.grade, step.took));
        let of = progress.answers(&id).rev().find(|event| is_it(&event.action))?.id;
        if step.grade == Grade::Again && !self.has_given_up(step.card) {
            self.again.pop_back();
        }
        self.steps.pop();
        match step.back {
            Some(after) => self.again.push_front((step.card, after)),
            None => self.queue.push_front(step.card),
        }
        Some(Action::Undo { of })
    }

    /// Goes on with the cards of another deck, when packs have changed; those it doesn't have any more are left out.
    #[must_use]
    pub fn moved(self, card: impl Fn(CardIx) -> Option<CardIx>) -> Self {
        let again = self.again.into_iter();
        let steps = self.steps.into_iter();
        Self {
            queue: self.queue.into_iter().filter_map(&card).collect(),
            again: again.filter_map(|(old, after)| Some((card(old)?, after))).collect(),
            steps: steps
                .filter_map(|step| {
                    Some(Step {
                        card: card(step.card)?,
                        ..step
                    })
                })
                .collect(),
        }
    }

    /// What it came to so far.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            answered: self.steps.len(),
            left: self.left(),
            ..Summary::default()
        };
        let different = |is_counted: fn(&&Step) -> bool| {
            let mut cards: Vec<CardIx> = self.steps.iter().filter(is_counted).map(|step| step.card).collect();
            cards.sort_unstable();
            cards.dedup();
            cards.len()
        };
        summary.cards = different(|_| true);
        summary.again = different(|step| step.grade == Grade::Again);
        for step in &self.steps {
            summary.by_grade[step.grade as usize] += 1;
            summary.took += u64::from(step.took.unwrap_or(0));
        }
        summary.right = summary.answered - summary.by_grade[0];
        summary
    }
}

#[cfg(test)]
mod tests;
