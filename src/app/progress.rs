//! Progress: the record of what was learned, part by part.
//!
//! Figures are worked out when their part is first shown and kept until an event, another library or a new day changes
//! them. What reviews have to say needs the cards and their memory; where these are many, they wait for the first pause.

mod pages;

use crate::learn::day::Day;
use crate::learn::diary::Diary;
use crate::learn::statistics::{Heatmap, Retention, Share, Times, heatmap, retentions, times};
use crate::learn::streak::{Streak, streak};

use super::command::Tab;
use super::page::Page;
use super::rows::{self, Row};
use super::state::State;

/// Days that reviews are foretold for.
const AHEAD: usize = 30;
/// A month, in days: so that all are of one length.
const MONTH: i32 = 30;
/// Months that retention is told of.
const MONTHS: usize = 12;
/// So many topics and events are gone through in some milliseconds: no key has to wait for that.
const QUICK: usize = 5_000;

/// A part of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The most important of all the others.
    Overview,
    /// Days in a row, and what was done on each day of a year.
    Year,
    /// What is to be reviewed in the next weeks.
    Reviews,
    /// What is remembered, and what should be.
    Retention,
    /// Where the time went.
    Time,
    /// How far every path is.
    Paths,
    /// How far every role is.
    Roles,
    /// How far every level of the career progressions is.
    Levels,
    /// How far every imported roadmap is.
    Roadmaps,
}

impl Part {
    /// All parts in order.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Year,
        Self::Reviews,
        Self::Retention,
        Self::Time,
        Self::Paths,
        Self::Roles,
        Self::Levels,
        Self::Roadmaps,
    ];

    /// What the list calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Year => "Streak and year",
            Self::Reviews => "Reviews",
            Self::Retention => "Retention",
            Self::Time => "Time",
            Self::Paths => "Paths",
            Self::Roles => "Roles",
            Self::Levels => "Levels",
            Self::Roadmaps => "Roadmaps",
        }
    }

    /// Its name in what is kept from one start to the next.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Year => "year",
            part => part.title(),
        }
    }

    /// Whether it says anything with these packs.
    fn is_there(self, state: &State) -> bool {
        let library = &*state.library;
        match self {
            Self::Roles => library
                .agent_ixs()
                .any(|agent| library.roles_of(agent).any(|at| !library.role_topics(at).is_empty())),
            Self::Levels => library
                .agent_ixs()
                .any(|agent| library.levels_of(agent).any(|at| !library.level_topics(at).is_empty())),
            Self::Roadmaps => rows::imported(library).next().is_some(),
            _ => true,
        }
    }
}

/// The rows of the parts that have something to say.
pub(super) fn parts(state: &State) -> Vec<Row> {
    let parts = Part::ALL.into_iter().filter(|part| part.is_there(state));
    parts.map(Row::Part).collect()
}

/// What the record is told from, as of a day.
#[derive(Debug)]
struct Figures {
    today: Day,
    diary: Diary,
    streak: Streak,
    year: Heatmap,
    times: Times,
    reviews: Option<Reviews>,
}

/// The part of it that needs cards and memory.
#[derive(Debug)]
struct Reviews {
    /// What is asked today: reviews, and new ones.
    due: (usize, usize),
    /// How many reviews more are due than a day allows.
    waiting: usize,
    /// What is asked on each of the next days, today first.
    ahead: Vec<Share>,
    /// The retention of months, this one last.
    months: Vec<Retention>,
}

/// The record, as far as it is worked out.
#[derive(Debug, Default)]
pub(super) struct Record {
    figures: Option<Figures>,
    page: Option<(Part, Page)>,
}

impl Record {
    /// Forgets everything: something has changed.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl State {
    /// Whether anything shown waits for something that takes its time.
    pub fn wants_time(&self) -> bool {
        self.wants_recalled() || self.is_tab_waiting()
    }

    fn is_tab_waiting(&self) -> bool {
        match self.tab {
            Tab::Review => self.wants_outlook(),
            Tab::Today => self.wants_cards(),
            Tab::Progress => self
                .record
                .figures
                .as_ref()
                .is_none_or(|figures| figures.reviews.is_none()),
            _ => false,
        }
    }

    /// Whether there is so little to go through that no key has to wait for it.
    pub(super) fn is_quick(&self) -> bool {
        self.library.topics().len() + self.progress.len() <= QUICK
    }

    /// Makes ready what the tab shows: at once where that is quick, else in a pause.
    pub(super) fn look_ahead(&mut self, has_time: bool) {
        let can_wait = !has_time && !self.is_quick();
        match self.tab {
            Tab::Review => self.look_at_reviews(can_wait),
            Tab::Progress => self.look_back(can_wait),
            Tab::Today => self.look_at_today(can_wait),
            _ => {}
        }
    }

    fn look_back(&mut self, can_wait: bool) {
        let today = self.calendar.day(self.now);
        let known = self.record.figures.take().filter(|figures| figures.today == today);
        if known.is_none() {
            self.record.page = None;
        }
        let mut figures = known.unwrap_or_else(|| {
            let diary = Diary::new(&self.progress, &self.calendar);
            Figures {
                today,
                streak: streak(&diary, &self.calendar, &self.settings.rest_days, today),
                year: heatmap(&diary, today),
                times: times(&self.library, &self.progress),
                diary,
                reviews: None,
            }
        });
        if figures.reviews.is_none() && !can_wait {
            figures.reviews = Some(self.reviews(today));
            self.record.page = None;
        }
        let part = match self.left_row() {
            Some(Row::Part(part)) => part,
            _ => Part::Overview,
        };
        if self.record.page.as_ref().is_none_or(|(made, _)| *made != part) {
            self.record.page = Some((part, pages::page(self, &figures, part)));
        }
        self.record.figures = Some(figures);
    }

    fn reviews(&mut self, today: Day) -> Reviews {
        let desk = self.take_desk();
        let basis = desk.basis(&self.library, &self.progress, &self.calendar);
        let queue = desk.queue(&self.library, &self.statuses, &self.settings, today);
        let reviews = Reviews {
            due: (queue.reviews, queue.new),
            waiting: queue.reviews_waiting,
            ahead: desk.forecast(&self.statuses, &self.settings, &queue, today, AHEAD),
            months: retentions(basis, &desk.memory, today, MONTH, MONTHS),
        };
        self.review.desk = Some(desk);
        reviews
    }

    /// The page of the part that is selected.
    pub(super) fn record_page(&self) -> Page {
        self.record
            .page
            .as_ref()
            .map_or_else(Page::default, |(_, page)| page.clone())
    }
}
