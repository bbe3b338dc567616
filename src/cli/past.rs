//! How things stood at an earlier moment: `--at`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::learn::standing::Statuses;
use crate::progress::event::Action;
use crate::progress::fold::Progress;

use super::desk::Desk;
use super::out::{Line, Out, Style, tell};
use super::when::{Edge, When, shown};

/// A moment, and the day if all of one is meant.
pub(super) struct Past {
    at: Timestamp,
    day: Option<Date>,
}

impl Past {
    /// Gives the desk the statuses of the moment asked for, if one is: those that follow from the events dated until then.
    /// Dates are what the clocks of the devices said; the order of the events stays that of their ids.
    pub(super) fn turn_to(when: Option<When>, desk: &mut Desk) -> Option<Self> {
        let when = when?;
        let now = desk.now.to_zoned(TimeZone::system());
        let at = when.at(Edge::End, &now);
        if at < desk.now {
            let then = as_of(&desk.progress, at);
            desk.statuses = Statuses::new(&desk.library, &then);
        }
        Some(Self {
            at,
            day: when.day(&now),
        })
    }

    /// Says which moment it is, and whether it lies outside of what the log tells.
    pub(super) fn say(&self, desk: &Desk, out: &mut Out) -> anyhow::Result<()> {
        let moment = match self.day {
            Some(day) => format!("{day} (end of day)"),
            None => shown(self.at),
        };
        let first = desk.progress.history().map(|entry| entry.event.at).min();
        match first {
            _ if self.at > desk.now && self.at <= end_of(desk.now) => {
                tell("note", "this day is not over yet: this is how things stand now");
            }
            _ if self.at > desk.now => tell("note", "that is still to come: this is how things stand now"),
            None => tell("note", "nothing was marked yet"),
            Some(first) if self.at < first => {
                tell(
                    "note",
                    &format!("nothing was marked by then; the log begins at {}", shown(first)),
                );
            }
            Some(_) => {}
        }
        out.line(Line::new(Style::Dim, format!("As of {moment}")))
    }

    /// The field that tells scripts the moment, to stand before others; none without `--at`.
    pub(super) fn field(past: Option<&Self>) -> Map<String, Value> {
        let at = past.map(|past| ("at".to_owned(), Value::String(past.at.to_string())));
        at.into_iter().collect()
    }
}

/// What was learned by then. A move is no learning: it says what an id of that time is called today, whenever it was made.
fn as_of(progress: &Progress, at: Timestamp) -> Progress {
    let is_move = |id| {
        let entry = progress.entry(id);
        entry.is_some_and(|entry| matches!(entry.event.action, Action::Move { .. }))
    };
    let wanted = progress.history().filter(|entry| match entry.event.action {
        Action::Move { .. } => entry.active,
        Action::Undo { of } | Action::Redo { of } if is_move(of) => false,
        _ => entry.event.at <= at,
    });
    Progress::fold(wanted.map(|entry| entry.event.clone()))
}

/// The end of the day of this moment.
fn end_of(now: Timestamp) -> Timestamp {
    When::Today.at(Edge::End, &now.to_zoned(TimeZone::system()))
}
