//! Today: the goal and how far it is, what is to be reviewed, what came back, what is in progress, and what is next.

use std::borrow::Cow;

use super::command::Tab;
use super::placement;
use super::rows::{Row, lessons, under};
use super::state::State;
use super::update::Place;
use super::welcome::all_aims;
use crate::content::library::{Library, WalkRef};
use crate::learn::aim::Aim;
use crate::learn::day::Day;
use crate::learn::next::{self, Kind};
use crate::learn::plan::{Ahead, Pace};
use crate::progress::event::{Action, Event, Goal, Status};

/// How many suggestions there are besides what is in progress.
const SUGGESTIONS: usize = 7;
/// From so many on none is shown that is far from its turn; and no more that lead elsewhere than to the goal.
const ENOUGH: usize = 3;
/// So many topics in progress stand there: after a placement there may be dozens.
const IN_PROGRESS: usize = 4;
/// So many topics that came back stand there, the most forgotten first.
const RUSTY: usize = 3;

/// What the tab knows. It costs more than to look at, so it is kept.
#[derive(Debug, Default)]
pub(super) struct Today {
    rows: Vec<Row>,
    /// As of a day.
    pace: Option<(Day, Pace)>,
    /// Something has happened since the rows were made.
    is_stale: bool,
}

impl State {
    /// The rows of Today.
    pub(super) fn today(&self) -> &[Row] {
        &self.today.rows
    }

    /// What the learner heads for, and on which terms; `None` without a goal, and where the packs don't have it.
    pub(super) fn goal(&self) -> Option<(Aim, &Goal)> {
        let (goal, _) = self.progress.goal()?;
        let aim = Aim::find(&self.library, goal.aim.as_deref()?)?;
        Some((aim, goal))
    }

    /// What the learner heads for.
    pub(super) fn aim(&self) -> Option<Aim> {
        self.goal().map(|(aim, _)| aim)
    }

    /// How fast the learner is.
    pub(super) fn pace(&self) -> Cow<'_, Pace> {
        match &self.today.pace {
            Some((_, pace)) => Cow::Borrowed(pace),
            None => Cow::Owned(self.new_pace()),
        }
    }

    fn new_pace(&self) -> Pace {
        let today = self.calendar.day(self.now);
        Pace::new(&self.library, &self.progress, &self.statuses, &self.calendar, today)
    }

    /// How far the goal is; `None` without one.
    pub(super) fn ahead(&self) -> Option<Ahead> {
        let (aim, goal) = self.goal()?;
        let today = self.calendar.day(self.now);
        Some(Ahead::new(
            &self.library,
            &self.statuses,
            &self.pace(),
            aim,
            goal,
            today,
        ))
    }

    /// Takes note of an event: what is told from the history is another thing now.
    pub(super) fn forget_pace(&mut self, event: &Event) {
        if !matches!(event.action, Action::Tick { .. }) {
            self.today.pace = None;
        }
    }

    /// Makes the rows anew; after every change of progress, and when time has gone by.
    pub(super) fn refresh_today(&mut self) {
        let day = self.calendar.day(self.now);
        if self.today.pace.as_ref().is_none_or(|(of, _)| *of != day) {
            self.today.pace = Some((day, self.new_pace()));
        }
        if self.review.desk.is_some() {
            self.renew_outlook();
        }
        self.today.rows = rows(self);
        self.today.is_stale = false;
    }

    /// Makes the rows anew at once where they are shown, else when they are.
    pub(super) fn today_changed(&mut self) {
        if self.tab == Tab::Today {
            self.refresh_today();
        } else {
            self.today.is_stale = true;
        }
    }

    /// Whether what there is to review is shown, and nobody has looked yet.
    pub(super) fn wants_cards(&self) -> bool {
        self.placement.is_none() && self.review.desk.is_none()
    }

    /// Makes ready what the tab shows, while it is shown; without the reviews as long as they can wait.
    pub(super) fn look_at_today(&mut self, can_wait: bool) {
        if self.tab != Tab::Today || self.placement.is_some() {
            return;
        }
        let is_first = self.wants_cards();
        if is_first && can_wait {
            if self.today.is_stale {
                self.refresh_today();
            }
            return;
        }
        if is_first {
            self.make_desk();
        }
        if is_first || self.today.is_stale || !self.is_outlook_of_today() {
            let place = Place::of(self);
            let was_first = self.here().middle.row == self.first_open();
            self.refresh_today();
            if was_first {
                self.select_first_of_today();
            } else {
                place.regain(self);
            }
        }
    }

    /// Puts the cursor on what is to be done first.
    pub(super) fn select_first_of_today(&mut self) {
        if self.tab == Tab::Today {
            let first = self.first_open();
            self.browse[Tab::Today.index()].middle = super::state::Cursor { row: first, top: 0 };
            super::update::settle(self);
        }
    }
}

/// Where the cursor begins: on what can be begun.
pub(super) fn first(rows: &[Row]) -> Option<usize> {
    let begins = |row: &Row| {
        let kinds = matches!(row, Row::Due { .. } | Row::Sweep(..) | Row::Next(_));
        kinds || matches!(row, Row::LeftOff(..))
    };
    rows.iter().position(begins)
}

fn rows(state: &State) -> Vec<Row> {
    let library = &*state.library;
    let mut rows = goal(state);
    if let Some((cards, minutes)) = state.due_today().filter(|(cards, _)| *cards > 0) {
        rows.push(Row::Due { cards, minutes });
    }
    let rusty = state.rusty_today();
    let came_back = rusty
        .iter()
        .take(RUSTY)
        .map(|&(topic, recall)| Row::Rusty(topic, percent(recall.mean)));
    rows.extend(under(&counted("Came back", rusty.len(), RUSTY), came_back.collect()));
    let is_placed = |event| {
        let entry = state.progress.entry(event);
        entry.is_some_and(|entry| matches!(entry.event.action, Action::Place { .. }))
    };
    // What is in progress stands there anyhow, and what was placed was never begun.
    let left_off =
        next::left_off(&state.statuses).filter(|(_, mark)| mark.status != Status::Learning && !is_placed(mark.event));
    if let Some((topic, mark)) = left_off {
        let how = if mark.status == Status::Done { "done" } else { "skipped" };
        let when = format!("{how} {}", next::ago(mark.at, state.now));
        rows.extend(under("Where you left off", vec![Row::LeftOff(topic, when)]));
    }
    let is_new = state.statuses.marked().next().is_none();
    let learning = state
        .statuses
        .marked()
        .filter(|(_, mark)| mark.status == Status::Learning)
        .count();
    let limit = learning + SUGGESTIONS;
    let aim = state.aim();
    let (progress, statuses) = (&state.progress, &state.statuses);
    let suggestions = next::next(library, progress, statuses, aim, state.now, limit);
    let of = |kind: Kind| {
        suggestions
            .iter()
            .filter(move |one| one.kind == kind)
            .cloned()
            .map(Row::Next)
    };
    let begun = of(Kind::InProgress).take(IN_PROGRESS);
    rows.extend(under(&counted("In progress", learning, IN_PROGRESS), begun.collect()));
    let mut open: Vec<Row> = of(Kind::Next).collect();
    let more = ENOUGH.saturating_sub(open.len());
    open.extend(of(Kind::Later).take(more));
    let besides: Vec<Row> = of(Kind::Besides).take(ENOUGH).collect();
    if open.is_empty() && besides.is_empty() {
        open.extend(of(Kind::Waiting));
    }
    rows.extend(under(if is_new { "Start here" } else { "Next" }, open));
    rows.extend(under("Besides your goal", besides));
    for agent in library.agent_ixs() {
        let paths: Vec<Row> = library.paths_of(agent).map(Row::Path).collect();
        rows.extend(under(&library.agent(agent).title, paths));
    }
    // There may be dozens of them, which the tab of theirs has.
    let imported = library.walks().filter_map(WalkRef::roadmap).map(Row::Roadmap);
    let begun = imported.filter(|row| is_begun(state, library, row));
    rows.extend(under("Roadmaps", begun.collect()));
    rows.extend(under("Lessons", lessons(library).into_iter().collect()));
    rows
}

fn is_begun(state: &State, library: &Library, row: &Row) -> bool {
    let counts = state.statuses.count(row.topics(library));
    counts.done + counts.learning > 0
}

/// "In progress", or "In progress, 4 of 12" where not all are shown.
fn counted(heading: &str, all: usize, shown: usize) -> String {
    if all > shown {
        format!("{heading}, {shown} of {all}")
    } else {
        heading.to_owned()
    }
}

fn percent(mean: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let percent = (mean * 100.0).round() as u32;
    format!("{percent} % left of it")
}

/// The goal with its plan, and what to do about it first; without one, how to set one.
fn goal(state: &State) -> Vec<Row> {
    let library = &*state.library;
    let Some(ahead) = state.ahead() else {
        if all_aims(library).next().is_none() {
            return Vec::new();
        }
        let key = state.progress.goal().and_then(|(goal, _)| goal.aim.as_deref());
        return vec![Row::Invite(match key {
            Some(key) => format!("The packs have no {key} any more: set another goal"),
            None => "Set a goal: a role, path or roadmap".to_owned(),
        })];
    };
    let words = ahead.plan.words(state.calendar.day(state.now));
    let mut rows = vec![Row::Goal(ahead.aim, words)];
    let counts = ahead.counts;
    if counts.done + counts.learning + counts.skipped == 0 {
        let topics = placement::topics_of(state, ahead.aim).len();
        rows.push(Row::Sweep(ahead.aim, topics));
    }
    rows
}
