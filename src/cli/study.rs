//! What reviews are made of: the cards, what is remembered of them, and the learner's days.

use anyhow::{Context, Result};
use jiff::tz::TimeZone;

use crate::learn::day::{Calendar, Day};
use crate::learn::diary::Diary;
use crate::learn::mastery::Recalled;
use crate::learn::memory::Basis;
use crate::learn::plan::Pace;
use crate::learn::review::Queue;
use crate::learn::study;
use crate::progress::event::Action;

use super::desk::Desk;

/// How well everything is still known today.
pub(super) fn recalled(desk: &Desk) -> Recalled {
    let mut actions = desk.progress.history().map(|entry| &entry.event.action);
    if actions.any(|action| matches!(action, Action::Answer { .. } | Action::Place { .. })) {
        let study = Study::new(desk);
        return Recalled::new(&desk.library, &study.cards, study.today(desk));
    }
    // Without an answer there is no need to make the cards.
    let calendar = desk.settings.calendar(TimeZone::system());
    Recalled::nothing(calendar.day(desk.now))
}

/// Worked out of a desk, and to be asked with the same one.
pub(super) struct Study {
    pub(super) calendar: Calendar,
    pub(super) cards: study::Study,
}

impl Study {
    pub(super) fn new(desk: &Desk) -> Self {
        let calendar = desk.settings.calendar(TimeZone::system());
        let cards = study::Study::new(&desk.library, &desk.progress, &calendar, &desk.settings);
        Self { calendar, cards }
    }

    pub(super) fn basis<'a>(&'a self, desk: &'a Desk) -> Basis<'a> {
        self.cards.basis(&desk.library, &desk.progress, &self.calendar)
    }

    /// The learner's day it is.
    pub(super) fn today(&self, desk: &Desk) -> Day {
        self.calendar.day(desk.now)
    }

    /// What is asked on a day.
    pub(super) fn queue(&self, desk: &Desk, day: Day) -> Queue {
        self.cards.queue(&desk.library, &desk.statuses, &desk.settings, day)
    }

    pub(super) fn diary(&self, desk: &Desk) -> Diary {
        Diary::new(&desk.progress, &self.calendar)
    }

    pub(super) fn pace(&self, desk: &Desk) -> Pace {
        let today = self.today(desk);
        Pace::new(&desk.library, &desk.progress, &desk.statuses, &self.calendar, today)
    }

    /// Puts an action on the disk, then has it change what is remembered.
    pub(super) fn record(&mut self, desk: &mut Desk, action: Action) -> Result<()> {
        desk.record(action)?;
        let latest = desk.progress.latest().and_then(|id| desk.progress.entry(id));
        let event = latest.context("what was recorded can't be found again")?.event;
        self.cards.update(&desk.library, &desk.progress, &self.calendar, event);
        Ok(())
    }
}
