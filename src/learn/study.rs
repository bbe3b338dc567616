//! The cards of a library and what is remembered of them, held together.

use crate::content::library::Library;
use crate::progress::event::Event;
use crate::progress::fold::Progress;

use super::cards::Deck;
use super::day::{Calendar, Day};
use super::memory::{Basis, Memory};
use super::review::{self, Queue};
use super::settings::Settings;
use super::standing::Statuses;
use super::statistics::{Share, forecast};

/// A deck and its memory. Whatever is asked of one is asked with the library, progress and calendar it was made of.
#[derive(Debug)]
pub struct Study {
    /// The cards.
    pub deck: Deck,
    /// What is remembered of them.
    pub memory: Memory,
}

impl Study {
    /// Makes the cards of a library and works out what is remembered: some microseconds for each card and answer.
    pub fn new(library: &Library, progress: &Progress, calendar: &Calendar, settings: &Settings) -> Self {
        let deck = Deck::new(library);
        let basis = Basis {
            library,
            deck: &deck,
            progress,
            calendar,
        };
        let memory = Memory::new(basis, settings.retention);
        Self { deck, memory }
    }

    /// What its memory is asked with.
    pub fn basis<'a>(&'a self, library: &'a Library, progress: &'a Progress, calendar: &'a Calendar) -> Basis<'a> {
        Basis {
            library,
            deck: &self.deck,
            progress,
            calendar,
        }
    }

    /// Takes in an event that has just been added to the progress ([`Memory::update`]).
    pub fn update(&mut self, library: &Library, progress: &Progress, calendar: &Calendar, event: &Event) {
        let basis = Basis {
            library,
            deck: &self.deck,
            progress,
            calendar,
        };
        self.memory.update(basis, event);
    }

    /// What is asked on a day.
    pub fn queue(&self, library: &Library, statuses: &Statuses, settings: &Settings, day: Day) -> Queue {
        let Self { deck, memory } = self;
        review::queue(library, deck, memory, statuses, settings.limits, day)
    }

    /// What is asked on each of so many days from the one of this queue on, its cards taken as answered ([`forecast`]).
    pub fn forecast(
        &self,
        statuses: &Statuses,
        settings: &Settings,
        queue: &Queue,
        day: Day,
        days: usize,
    ) -> Vec<Share> {
        forecast((&self.deck, &self.memory, statuses), queue, settings.limits, day, days)
    }
}
