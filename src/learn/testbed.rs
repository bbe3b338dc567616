//! A learner to test with: lessons with questions, and a log.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::content::library::{Library, TopicIx};
use crate::content::model::{Agent, Answer, Lesson, LessonLevel, Name, Question};
use crate::progress::event::{Action, Event, Grade, Status};
use crate::progress::fold::Progress;
use crate::progress::stamp::Stamper;

use super::cards::{CardIx, Deck};
use super::day::{Calendar, Day};
use super::memory::{Basis, Memory};
use super::scheduler::RETENTION;
use super::standing::Statuses;

/// Day 0 of the tests.
pub(super) const START: Day = Day(20_000);

pub(super) struct Bed {
    pub(super) library: Library,
    pub(super) deck: Deck,
    pub(super) progress: Progress,
    pub(super) calendar: Calendar,
    stamper: Stamper,
}

pub(super) fn lesson(id: &str, questions: usize) -> Lesson {
    let question = |n: usize| Question {
        id: format!("q{n}"),
        ask: format!("Which is {n}?"),
        answer: Answer::Choice {
            choices: vec!["one".to_owned(), "two".to_owned(), "three".to_owned()],
            right: n % 3,
        },
        why: String::new(),
    };
    Lesson {
        id: id.to_owned(),
        title: Name::from(id.to_owned()),
        level: Some(LessonLevel::Beginner),
        questions: (0..questions).map(question).collect(),
        ..Lesson::default()
    }
}

impl Bed {
    /// The topics `t0`, `t1` …, each with so many questions `q0`, `q1` …
    pub(super) fn new(topics: usize, questions: usize) -> Self {
        let lessons = (0..topics).map(|n| lesson(&format!("t{n}"), questions));
        Self::with(lessons.collect())
    }

    pub(super) fn with(lessons: Vec<Lesson>) -> Self {
        Self::of(Library::with_lessons(Vec::<Agent>::new(), lessons, Vec::new()))
    }

    pub(super) fn of(library: Library) -> Self {
        Self {
            deck: Deck::new(&library),
            library,
            progress: Progress::default(),
            calendar: Calendar::new(TimeZone::UTC, Calendar::ENDS),
            stamper: Stamper::default(),
        }
    }

    pub(super) fn basis(&self) -> Basis<'_> {
        Basis {
            library: &self.library,
            deck: &self.deck,
            progress: &self.progress,
            calendar: &self.calendar,
        }
    }

    pub(super) fn memory(&self) -> Memory {
        Memory::new(self.basis(), RETENTION)
    }

    pub(super) fn statuses(&self) -> Statuses {
        Statuses::new(&self.library, &self.progress)
    }

    pub(super) fn topic(&self, id: &str) -> TopicIx {
        self.library.topic_by_id(id).unwrap()
    }

    pub(super) fn card(&self, id: &str) -> CardIx {
        self.deck.card_by_id(&self.library, id).unwrap()
    }

    /// Noon of a day of the tests.
    pub(super) fn noon(&self, day: i32) -> Timestamp {
        self.calendar.start(START + day) + SignedDuration::from_hours(8)
    }

    /// The event of something done at noon of a day, which is not in the progress yet.
    pub(super) fn stamp(&mut self, day: i32, action: Action) -> Event {
        let now = self.noon(day);
        self.stamper.stamp(action, now)
    }

    /// Does something at noon of a day.
    pub(super) fn act(&mut self, day: i32, action: Action) -> Event {
        let event = self.stamp(day, action);
        self.progress.add(event.clone());
        event
    }

    pub(super) fn mark(&mut self, day: i32, topics: &[&str], status: Status) -> Event {
        self.act(day, mark(topics, status))
    }

    pub(super) fn answer(&mut self, day: i32, card: &str, grade: Grade) -> Event {
        self.act(day, answer(card, grade))
    }

    /// The ids of cards, without what they share.
    pub(super) fn ids(&self, cards: &[CardIx]) -> String {
        let ids = cards.iter().map(|&card| self.deck.id(&self.library, card));
        ids.collect::<Vec<_>>().join(" ")
    }
}

pub(super) fn ids(topics: &[&str]) -> Vec<String> {
    topics.iter().map(|&topic| topic.to_owned()).collect()
}

pub(super) fn mark(topics: &[&str], status: Status) -> Action {
    Action::Mark {
        topics: ids(topics),
        status,
    }
}

pub(super) fn place(known: &[&str], shaky: &[&str]) -> Action {
    Action::Place {
        known: ids(known),
        shaky: ids(shaky),
    }
}

pub(super) fn answer(card: &str, grade: Grade) -> Action {
    Action::Answer {
        card: card.to_owned(),
        grade,
        took: None,
    }
}
