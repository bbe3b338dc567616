//! The state of the tutor, and what can be read off it.

mod cursor;
mod notice;
mod overlay;
mod settings;

pub use cursor::{Browse, Cursor, PageCursor, Wish};
pub(super) use cursor::{View, Visited};
pub use notice::{Notice, Tone};
pub use overlay::{LinkUse, Overlay, Way};
pub use settings::{Filter, Theme};

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::command::{Command, Tab};
use super::layout::{Layout, Pane};
use super::mastery::Remembered;
use super::msg::{PageMetrics, Stale};
use super::page::{self, Page, Spot};
use super::placement::{self, Placement};
use super::progress::Record;
use super::review::{self, Review};
use super::rows::{self, Row};
use super::test_out::{self, TestOut};
use super::timer::Timer;
use super::today::{self, Today};
use super::update::Recall;
use crate::content::library::{AgentIx, Library, TopicIx};
use crate::content::model::Link;
use crate::content::search::Hit;
use crate::content::spec;
use crate::learn::day::Calendar;
use crate::learn::settings::Settings;
use crate::learn::standing::Statuses;
use crate::progress::event::{Action, Event, Status};
use crate::progress::fold::Progress;
use crate::progress::stamp::Stamper;

/// Agents are shown open from the start when there are no more than this many.
pub(super) const OPEN_AT_START: usize = 8;

/// From so many rows on, lists are set with air.
const ROWS_TO_SPARE: u16 = 30;

/// A note of the learner's. Pages are made at every key, so where it leads is found out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says, as Markdown.
    pub text: String,
    /// Its web links.
    pub links: Vec<Link>,
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        let links = spec::links_of(&text);
        Self { text, links }
    }
}

/// Everything the tutor knows while it runs.
pub struct State {
    /// What there is to learn.
    pub library: Arc<Library>,
    /// Why the packs could not be read again, where what was read of them before stays.
    pub stale: Option<Stale>,
    /// What was learned.
    pub progress: Progress,
    /// Every topic's status, kept in step with the two above.
    pub statuses: Statuses,
    /// The learner's notes, by the ids of their topics.
    pub notes: BTreeMap<String, Note>,
    /// When the last message came.
    pub now: Timestamp,
    /// What the learner has decided about days, reviews and time.
    pub settings: Settings,
    /// The learner's days.
    pub calendar: Calendar,
    /// What is asked.
    pub review: Review,
    pub(super) remembered: Remembered,
    /// What is tested, on the tab of reviews.
    pub(super) test: Option<TestOut>,
    pub(super) record: Record,
    pub(super) timer: Timer,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The tab shown.
    pub tab: Tab,
    /// Where one is in each tab, in the order of [`Tab::ALL`].
    pub browse: [Browse; Tab::ALL.len()],
    /// Which steps are shown.
    pub filter: Filter,
    /// Whether the reading pane has the full width.
    pub zoomed: bool,
    /// The colours.
    pub theme: Theme,
    /// Agents whose rows are shown.
    pub open: BTreeSet<AgentIx>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What the status line says.
    pub notice: Notice,
    /// What the status line is to say once its warning has been read.
    pub(super) later: VecDeque<Notice>,
    /// The warnings given so far that nobody had asked for.
    pub(super) warnings: BTreeSet<String>,
    /// The first key of every command that has one, by what the terminal calls it.
    pub key_names: HashMap<Command, String>,
    /// How to call waypost so that it works on the same packs and progress.
    pub again: String,
    /// Why events can't be put on disk at the moment.
    pub save_error: Option<String>,
    /// Whether the learner knows that leaving now loses marks.
    pub(super) warned: bool,
    /// How the reading pane came out.
    pub metrics: PageMetrics,
    /// What is to be brought into sight once the page is laid out.
    pub(super) wish: Option<Wish>,
    pub(super) unsaved: Vec<Event>,
    pub(super) visited: Vec<Visited>,
    /// Where one was before the packs lost it.
    pub(super) recall: Recall,
    pub(super) stamper: Stamper,
    pub(super) today: Today,
    /// A sweep that has the screen.
    pub(super) placement: Option<Placement>,
}

impl State {
    /// The tutor at its start.
    pub fn new(library: Arc<Library>, progress: Progress, now: Timestamp) -> Self {
        let statuses = Statuses::new(&library, &progress);
        let agents = library.agents().len();
        let open = if agents <= OPEN_AT_START { agents } else { 1 };
        let mut state = Self {
            stamper: Stamper::after(progress.latest()),
            progress,
            statuses,
            notes: BTreeMap::new(),
            now,
            calendar: Settings::default().calendar(TimeZone::UTC),
            settings: Settings::default(),
            review: Review::default(),
            remembered: Remembered::default(),
            test: None,
            record: Record::default(),
            timer: Timer::default(),
            size: (80, 24),
            tab: Tab::Today,
            browse: Tab::ALL.map(Browse::new),
            filter: Filter::All,
            zoomed: false,
            theme: Theme::Terminal,
            open: library.agent_ixs().take(open).collect(),
            library,
            stale: None,
            overlay: None,
            notice: Notice::default(),
            later: VecDeque::new(),
            warnings: BTreeSet::new(),
            key_names: HashMap::new(),
            again: "waypost".to_owned(),
            save_error: None,
            warned: false,
            metrics: PageMetrics::default(),
            wish: None,
            unsaved: Vec::new(),
            visited: Vec::new(),
            recall: Recall::default(),
            today: Today::default(),
            placement: None,
        };
        state.refresh_today();
        state.arrive(Tab::Today);
        state
    }

    /// Where one is in the tab shown.
    pub fn here(&self) -> &Browse {
        &self.browse[self.tab.index()]
    }

    pub(super) fn here_mut(&mut self) -> &mut Browse {
        &mut self.browse[self.tab.index()]
    }

    /// Whether an agent's rows are shown.
    pub fn is_open(&self, agent: AgentIx) -> bool {
        self.open.contains(&agent)
    }

    /// The key of a command, as it is written for people.
    pub fn key(&self, command: Command) -> &str {
        self.key_names
            .get(&command)
            .map_or("its entry among the commands", String::as_str)
    }

    /// Whether the screen has rows to spare for empty lines.
    pub fn is_high(&self) -> bool {
        self.size.1 >= ROWS_TO_SPARE
    }

    /// Where everything stands on the screen; `None` when it is too small.
    pub fn layout(&self) -> Option<Layout> {
        let (width, height) = self.size;
        if self.placement.is_some() {
            return Layout::beside_list(width, height);
        }
        let layout = Layout::new(width, height, rows::panes(self.tab), self.here().focus, self.zoomed);
        layout.map(|layout| match self.tab {
            Tab::Progress => layout.with_narrow_list(),
            _ => layout,
        })
    }

    /// The rows of the left list.
    pub fn left_rows(&self) -> Vec<Row> {
        rows::left(self, self.tab)
    }

    /// The row selected on the left.
    pub fn left_row(&self) -> Option<Row> {
        self.left_rows().into_iter().nth(self.here().left.row)
    }

    /// The rows of the middle list.
    pub fn middle_rows(&self) -> Vec<Row> {
        rows::middle(self, self.tab, self.left_row().as_ref())
    }

    /// The row selected in the middle.
    pub fn middle_row(&self) -> Option<Row> {
        self.middle_rows().into_iter().nth(self.here().middle.row)
    }

    /// The row that marks, links and the reading pane are about.
    pub fn subject(&self) -> Option<Row> {
        if self.here().reads_left {
            self.left_row()
        } else {
            self.middle_row().or_else(|| self.left_row())
        }
    }

    /// What the reading pane shows.
    pub fn page(&self) -> Page {
        if let Some(placement) = &self.placement {
            return placement::page(self, placement);
        }
        if let Some(test) = self.test() {
            return test_out::page(self, test);
        }
        if self.tab == Tab::Review {
            return review::page(self);
        }
        self.subject()
            .map_or_else(Page::default, |row| page::of_row(self, &row))
    }

    /// What is to be brought into sight once the page is laid out.
    pub fn wish(&self) -> Option<&Wish> {
        self.wish.as_ref()
    }

    /// The spot of the page that is selected in the reading pane, as far as the page is laid out.
    pub fn spot(&self) -> Option<&Spot> {
        let at = self.here().page.target.filter(|_| self.here().focus == Pane::Right)?;
        self.metrics.spots.get(at)
    }

    /// Whether there is anywhere to go back to: a place one came from, or a pane further left.
    pub fn can_go_back(&self) -> bool {
        !self.visited.is_empty() || rows::panes(self.tab).first() != Some(&self.here().focus)
    }

    /// Whether a mark of this topic is not on disk yet.
    pub fn is_unsaved(&self, topic: TopicIx) -> bool {
        if self.unsaved.is_empty() {
            return false;
        }
        self.unsaved.iter().any(|event| {
            let marks = matches!(event.action, Action::Mark { .. } | Action::Place { .. });
            marks
                && event
                    .action
                    .topics()
                    .into_iter()
                    .any(|marked| self.library.ids_of(topic).any(|id| id == marked))
        })
    }

    /// What the learner has noted on a topic.
    pub fn note_on(&self, topic: TopicIx) -> Option<&Note> {
        let mut ids = self.library.ids_of(topic);
        ids.find_map(|id| self.notes.get(id))
    }

    /// The addresses of the resources of a topic that the learner has ticked off.
    pub fn ticked(&self, topic: TopicIx) -> Vec<&str> {
        let ids = self.library.ids_of(topic);
        ids.flat_map(|id| self.progress.ticked(id)).collect()
    }

    /// The events that are not known to be on disk, in order.
    pub fn unsaved(&self) -> &[Event] {
        &self.unsaved
    }

    /// Whether the event a notice speaks of is still on its way to the disk.
    pub fn is_pending(&self, notice: &Notice) -> bool {
        notice
            .event
            .is_some_and(|id| self.unsaved.iter().any(|event| event.id == id))
    }

    /// Puts another library in the place of the one there is. Whatever holds handles has to be put right.
    pub(super) fn exchange_library(&mut self, library: Arc<Library>) {
        self.statuses = Statuses::new(&library, &self.progress);
        let before = std::mem::replace(&mut self.library, library);
        self.record.clear();
        self.today = Today::default();
        self.move_review(&before);
        let placement = self.placement.take();
        self.placement = placement.map(|placement| placement.moved(&before, &self.library));
        self.refresh_today();
    }

    pub(super) fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.library.index().search(&self.library, query, limit)
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Notice {
            text: text.into(),
            ..Notice::default()
        };
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.notice = Notice {
            text: text.into(),
            tone: Tone::Warning,
            ..Notice::default()
        };
    }

    /// Says what nobody has asked for: after the warning that is to be read, if there is one, and not over it.
    ///
    /// A warning is given once: what fails at every try need not be read each time.
    pub(super) fn tell(&mut self, notice: Notice) {
        if notice.tone == Tone::Warning && !self.warnings.insert(notice.text.clone()) {
            return;
        }
        if self.notice.tone == Tone::Warning && !self.notice.text.is_empty() {
            self.later.push_back(notice);
        } else {
            self.notice = notice;
        }
    }

    /// Shows a tab; at the first time with its cursors on the first rows worth being on.
    pub(super) fn arrive(&mut self, tab: Tab) {
        self.tab = tab;
        if self.here().seen {
            return;
        }
        self.here_mut().seen = true;
        let left = self.left_rows();
        let first = left
            .iter()
            .position(|row| row.selectable() && !matches!(row, Row::Agent(_)));
        self.here_mut().left.row = first.unwrap_or(0);
        self.here_mut().middle.row = self.first_open();
    }

    /// The first row of the middle list that is still to learn, else the first at all.
    pub(super) fn first_open(&self) -> usize {
        let rows = self.middle_rows();
        let open = rows.iter().position(|row| {
            matches!(row, Row::Step(_) | Row::Next(_) | Row::Topic(_))
                && row
                    .topic(&self.library)
                    .is_some_and(|topic| matches!(self.statuses.of(topic), Status::Todo | Status::Learning))
        });
        let first = || rows.iter().position(Row::selectable).unwrap_or(0);
        if self.tab == Tab::Today {
            today::first(&rows).unwrap_or_else(first)
        } else {
            open.unwrap_or_else(first)
        }
    }
}
