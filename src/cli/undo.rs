//! `waypost undo` and `redo`: the last mark, or any single event.

use anyhow::{Result, bail};

use crate::progress::event::{Action, EventId};
use crate::progress::fold::{Irrevocable, Step};

use super::Verdict;
use super::args::{Global, Revert};
use super::desk::Desk;
use super::event::{self, ShortIds};
use super::log::phrase;
use super::mark::changed;
use super::out::{Line, Out, Style};
use super::when::shown;

pub(super) fn undo(global: &Global, args: &Revert, out: &mut Out) -> Result<Verdict> {
    turn(global, args, false, out)
}

pub(super) fn redo(global: &Global, args: &Revert, out: &mut Out) -> Result<Verdict> {
    turn(global, args, true, out)
}

/// Takes the last mark back, or puts back the one taken back last if that is `wanted`; or does so with the event that was named.
fn turn(global: &Global, args: &Revert, wanted: bool, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    if let Some(typed) = &args.event {
        return revert(&mut desk, typed, wanted, out);
    }
    let (step, action, word) = if wanted {
        let step = desk.progress.redoable();
        (step, (|of| Action::Redo { of }) as fn(EventId) -> Action, "redo")
    } else {
        (desk.progress.undoable(), (|of| Action::Undo { of }) as _, "undo")
    };
    let Some(step) = step else {
        bail!("there is nothing to {word}");
    };
    perform(&mut desk, action(step.of), &step, out)?;
    Ok(Verdict::Good)
}

/// Takes exactly one event back, or puts it back if that is `wanted`, whatever came after.
fn revert(desk: &mut Desk, typed: &str, wanted: bool, out: &mut Out) -> Result<Verdict> {
    let id = event::find(desk, typed)?;
    let (step, action) = match desk.progress.revert(id, wanted) {
        Ok(found) => found,
        Err(Irrevocable::AsWanted) => bail!(as_wanted(desk, id)),
        Err(Irrevocable::Nothing | Irrevocable::Unknown) => {
            let id = ShortIds::new(&desk.progress).of(id);
            bail!("there is nothing in {id} to take back or put back; `waypost log` shows what it is")
        }
    };
    let redone = matches!(action, Action::Redo { .. });
    perform(desk, action, &step, out)?;
    if id != step.of {
        let ids = ShortIds::new(&desk.progress);
        let doing = |redo| if redo { "redoing" } else { "undoing" };
        out.line(Line::new(
            Style::Dim,
            format!(
                "  {} is {}: {} it is {} {}.",
                ids.of(id),
                kind(desk, id),
                doing(wanted),
                doing(redone),
                ids.of(step.of)
            ),
        ))?;
    }
    Ok(Verdict::Good)
}

fn kind(desk: &Desk, id: EventId) -> &'static str {
    match desk.progress.entry(id).map(|entry| &entry.event.action) {
        Some(Action::Undo { .. }) => "an undo",
        Some(Action::Redo { .. }) => "a redo",
        _ => "a mark",
    }
}

/// Why an event need not be reverted, and what made it so.
fn as_wanted(desk: &Desk, id: EventId) -> String {
    let ids = ShortIds::new(&desk.progress);
    let of = match desk.progress.entry(id).map(|entry| &entry.event.action) {
        Some(Action::Undo { of } | Action::Redo { of }) => *of,
        _ => id,
    };
    let Some(target) = desk.progress.entry(of) else {
        return format!("{} changes nothing", ids.of(id));
    };
    let asked = if of == id {
        String::new()
    } else {
        format!("{} is {} of {}: ", ids.of(id), kind(desk, id), ids.of(of))
    };
    let by = event::last_revert(&desk.progress, of).map(|by| format!("{} of {}", ids.of(by.id), shown(by.at)));
    let state = match (target.active, by) {
        (true, Some(by)) => format!("in force already, put back by {by}"),
        (true, None) => "in force already: it was never undone".to_owned(),
        (false, Some(by)) => format!("undone already, by {by}; `waypost redo {}` puts it back", ids.of(of)),
        (false, None) => "not in force".to_owned(),
    };
    format!("{asked}`{}` is {state}", phrase(&desk.library, &target.event.action))
}

/// Records an undo or redo, and says what came of it.
fn perform(desk: &mut Desk, action: Action, step: &Step, out: &mut Out) -> Result<()> {
    let redone = matches!(action, Action::Redo { .. });
    let before = desk.statuses.clone();
    desk.record(action)?;
    let of = desk.progress.entry(step.of).map(|entry| &entry.event.action);
    let mark = of.map_or_else(String::new, |action| phrase(&desk.library, action));
    let done = if redone { "Redone" } else { "Undone" };
    out.line(Line::new(Style::Bold, done).and(Style::Plain, format!(": {mark}")))?;
    let (here, gone) = desk.statuses.changes_by(step, &before, &desk.library);
    let here = here
        .into_iter()
        .map(|(topic, from, to)| changed(&desk.library.topic(topic).title, from, to));
    let gone = gone
        .into_iter()
        .map(|change| changed(&change.topic, change.from, change.to));
    let changes: Vec<Line> = here.chain(gone).collect();
    match of {
        Some(Action::Accept { .. }) if redone => out.line("  `waypost log` no longer reports them.")?,
        Some(Action::Accept { .. }) => out.line("  `waypost log` reports them again.")?,
        _ if changes.is_empty() => out.line("  No status changes: other marks decide.")?,
        _ => {}
    }
    for change in changes {
        out.line(Line::from("  ").and_line(change))?;
    }
    Ok(())
}
