//! `doctor --repair` and `--restore`: what is lost in the logs and whole elsewhere comes back, in a new log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::Verdict;
use crate::cli::args::Doctor;
use crate::cli::desk::Desk;
use crate::cli::json::doctor::{Repair, Restore};
use crate::cli::json::{LogProblem, document};
use crate::cli::log::told;
use crate::cli::out::{Line, Out, Style, tell};
use crate::cli::when::{Edge, When, shown};
use crate::progress::event::{Action, Event, EventId};
use crate::progress::exam::{Fate, Remedy};
use crate::progress::line;
use crate::progress::log::inspect::{self, SnapshotFile};

use super::damage::{self, Loose};
use super::health::damaged_line;
use super::snapshots::{few, newer};
use super::words::counted;
use super::{Visit, steps};

/// The lines that come back, by their ids.
type Lines<'a> = BTreeMap<EventId, &'a [u8]>;

pub(super) fn repair(visit: &Visit<'_>, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    visit.may_act()?;
    let exam = visit.exam();
    let remedy = exam.remedy(&visit.progress);
    let lost: Vec<_> = exam
        .damage()
        .filter(|(_, line)| matches!(line.fate, Fate::Lost { .. } | Fate::Recoverable { lost: 1.., .. }))
        .collect();
    let by_hand = steps::by_hand(visit, &exam, args.dry_run);
    let shrunk = visit.log.shrunk().map(|shrunk| shrunk.message);
    let file = put_back(visit, &remedy.lines, args.dry_run)?;
    if !args.dry_run && !remedy.accept.is_empty() {
        // After what was brought back: the new event is to be the latest.
        Desk::open_quietly(visit.global)?.record(Action::Accept {
            lines: remedy.accept.clone(),
        })?;
    }
    if !args.dry_run && shrunk.is_some() {
        visit.log.settle();
    }
    if args.json {
        let repair = Repair {
            dry_run: args.dry_run,
            file: file.map(|file| file.display().to_string()),
            from_damaged_lines: remedy.inside,
            from_snapshots: remedy.spare(),
            events: remedy.lines.keys().map(ToString::to_string).collect(),
            accepted: remedy.accept.len(),
            lost: lost.iter().map(|(log, line)| damaged_line(log, line)).collect(),
            shrunk,
            by_hand: by_hand.iter().map(steps::Step::task).collect(),
        };
        out.json(&document(json!({ "repair": repair })))?;
        return Ok(Verdict::Good);
    }
    if remedy.is_empty() && shrunk.is_none() {
        out.line(match by_hand.as_slice() {
            [] => "There is nothing to repair.",
            _ => "There is nothing that a repair can do.",
        })?;
    } else {
        repaired(visit, &remedy, file.as_deref(), args.dry_run, out)?;
        if let Some(shrunk) = shrunk {
            let noted = if args.dry_run { "Would note" } else { "Noted" };
            out.prose(Line::default(), &format!("{noted} that {shrunk}."))?;
        }
    }
    let back = if args.dry_run {
        "in a snapshot"
    } else {
        "back from a snapshot"
    };
    let loose = Loose::new(&exam, back);
    let unknown = |fate| fate == Fate::Lost { events: 0 };
    // As many as came back without a line of theirs: nothing is known to be lost.
    let found = lost.iter().filter(|(_, line)| unknown(line.fate)).count() <= loose.events;
    let lost = lost.into_iter().filter(|(_, line)| !found || !unknown(line.fate));
    let lost: Vec<_> = lost.collect();
    if !lost.is_empty() {
        out.heading("What can't be brought back")?;
        damage::list(lost.into_iter(), &loose, out)?;
    }
    if !by_hand.is_empty() {
        out.heading("What remains to be done by hand:")?;
        steps::print(&by_hand, out)?;
    }
    Ok(Verdict::Good)
}

fn repaired(visit: &Visit<'_>, remedy: &Remedy<'_>, file: Option<&Path>, dry_run: bool, out: &mut Out) -> Result<()> {
    if let Some(file) = file {
        let sources = match (remedy.inside, remedy.spare()) {
            (0, _) => "all from snapshots".to_owned(),
            (_, 0) => "all from damaged lines".to_owned(),
            (inside, spare) => format!("{inside} from damaged lines and {spare} from snapshots"),
        };
        brought_back(visit, &remedy.lines, &sources, file, dry_run, out)?;
    }
    if remedy.accept.is_empty() {
        return Ok(());
    }
    let lines = counted(remedy.accept.len(), "damaged line");
    let (stay, of_them) = match remedy.accept.len() {
        1 => ("it stays in place", "it"),
        _ => ("they stay in place", "them"),
    };
    let text = if dry_run {
        format!("Would note {lines} as looked at: {stay}, and no device would speak of {of_them} again.")
    } else {
        format!("Noted {lines} as looked at: {stay}, and no device speaks of {of_them} again.")
    };
    out.prose(Line::default(), &text)
}

pub(super) fn restore(visit: &Visit<'_>, when: When, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    visit.may_act()?;
    let now = visit.now.to_zoned(TimeZone::system());
    let at = when.at(Edge::End, &now);
    let wanted = when.day(&now).unwrap_or(at.to_zoned(TimeZone::system()).date());
    let snapshots = of_day(visit, wanted)?;
    let Some(day) = snapshots.first().map(|snapshot| snapshot.date) else {
        bail!("there are no snapshots");
    };
    let damaged: Vec<&SnapshotFile> = snapshots
        .iter()
        .filter(|snapshot| !snapshot.problems.is_empty())
        .copied()
        .collect();
    for snapshot in &damaged {
        let (shown, more) = few(&snapshot.problems);
        let places: Vec<String> = shown.iter().map(ToString::to_string).chain(more).collect();
        tell("warning", &places.join("\n  "));
    }
    let missing = snapshots.iter().flat_map(|snapshot| &snapshot.missing);
    let spare = &visit.inspection.spare;
    let lines: Lines<'_> = missing
        .filter_map(|id| Some((*id, spare.get(id)?.as_slice())))
        .collect();
    let file = put_back(visit, &lines, args.dry_run)?;
    let verdict = if damaged.is_empty() {
        Verdict::Good
    } else {
        Verdict::Bad
    };
    if args.json {
        let problems = damaged.iter().flat_map(|snapshot| &snapshot.problems);
        let restore = Restore {
            dry_run: args.dry_run,
            date: day,
            snapshots: snapshots
                .iter()
                .map(|snapshot| snapshot.path.display().to_string())
                .collect(),
            problems: problems.map(LogProblem::new).collect(),
            file: file.map(|file| file.display().to_string()),
            events: lines.keys().map(ToString::to_string).collect(),
        };
        out.json(&document(json!({ "restore": restore })))?;
        return Ok(verdict);
    }
    if day != wanted {
        out.line(format!(
            "There is no snapshot of {wanted}; the last before it is of {day}."
        ))?;
    }
    match &file {
        Some(file) => {
            let sources = format!("from the snapshots of {day}");
            brought_back(visit, &lines, &sources, file, args.dry_run, out)?;
        }
        None if damaged.is_empty() => out.line(format!("The logs have everything the snapshots of {day} have."))?,
        None => {}
    }
    for snapshot in &damaged {
        let name = format!("{}/{}.jsonl.gz", snapshot.device, snapshot.date);
        let read = match (snapshot.events, snapshot.missing.len()) {
            (0, _) => format!("Nothing could be read of the damaged snapshot {name}."),
            (events, missing) => {
                let logs = if missing == 0 { ", which the logs have," } else { "" };
                let were = if events == 1 { "was" } else { "were" };
                format!(
                    "Only {}{logs} {were} whole in the damaged snapshot {name}; what else it had can't be read.",
                    counted(events, "event")
                )
            }
        };
        out.prose(Line::default(), &read)?;
    }
    for snapshot in snapshots.iter().filter(|snapshot| snapshot.newer > 0) {
        let text = format!("{}: {}{}.", snapshot.device, snapshot.date, newer(snapshot));
        out.prose(Line::default(), &text)?;
    }
    if !damaged.is_empty() {
        next_good(visit, day, out)?;
    }
    Ok(verdict)
}

/// Names the snapshots to try after damaged ones: the last sound ones before them, else the first after.
fn next_good(visit: &Visit<'_>, day: Date, out: &mut Out) -> Result<()> {
    let snapshots = &visit.inspection.snapshots;
    let is_good = |date: Date| {
        let mut of_date = snapshots.iter().filter(|snapshot| snapshot.date == date);
        of_date.all(|snapshot| snapshot.problems.is_empty())
    };
    let good = || {
        snapshots
            .iter()
            .map(|snapshot| snapshot.date)
            .filter(|&date| is_good(date))
    };
    let (place, date) = match (
        good().filter(|&date| date < day).max(),
        good().filter(|&date| date > day).min(),
    ) {
        (Some(before), _) => ("last good one before it", before),
        (None, Some(after)) => ("first good one after it", after),
        (None, None) => return out.line("There is no good one beside it."),
    };
    out.line(format!("The {place} is of {date}:"))?;
    out.line(format!("      {} doctor --restore {date}", visit.global.again()))
}

/// All devices' snapshots of that day, else of the last day before it that has one.
fn of_day<'a>(visit: &'a Visit<'_>, date: Date) -> Result<Vec<&'a SnapshotFile>> {
    let snapshots = &visit.inspection.snapshots;
    let days = || snapshots.iter().map(|snapshot| snapshot.date);
    let Some(day) = days().filter(|&day| day <= date).max() else {
        let unread = visit.data.join("snapshots");
        if let Some(fault) = visit
            .inspection
            .faults
            .iter()
            .find(|fault| fault.file.starts_with(&unread))
        {
            bail!("nothing was restored\n{fault}; {}", fault.hint);
        }
        let mut days: Vec<String> = days().map(|day| day.to_string()).collect();
        days.dedup();
        if days.is_empty() {
            bail!("there are no snapshots yet; one is taken on every day on which you mark something");
        }
        bail!(
            "there is no snapshot of {date} or before it; there {} of\n  {}",
            if days.len() == 1 { "is one" } else { "are those" },
            days.join("\n  ")
        );
    };
    Ok(snapshots.iter().filter(|snapshot| snapshot.date == day).collect())
}

/// Writes the lines into a new log, and tells its name; `None` when there are no lines.
fn put_back(visit: &Visit<'_>, lines: &Lines<'_>, dry_run: bool) -> Result<Option<PathBuf>> {
    if lines.is_empty() {
        return Ok(None);
    }
    let device = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let file = if dry_run {
        inspect::recovered_file(&visit.data, &device(visit.log.file()), visit.now)
    } else {
        // With the name that this device has when it writes.
        let desk = Desk::open_quietly(visit.global)?;
        let lines = lines.values().copied();
        inspect::write_recovered(&visit.data, &device(desk.log().file()), visit.now, lines)?
    };
    Ok(Some(file))
}

fn brought_back(
    visit: &Visit<'_>,
    lines: &Lines<'_>,
    sources: &str,
    file: &Path,
    dry_run: bool,
    out: &mut Out,
) -> Result<()> {
    let verb = if dry_run { "Would bring back" } else { "Brought back" };
    let what = Line::new(Style::Bold, format!("{verb} {}", counted(lines.len(), "event")));
    out.line(what.and(Style::Plain, format!(", {sources}, into")))?;
    out.line(format!("  {}", file.display()))?;
    if !dry_run {
        return Ok(());
    }
    let events: Vec<Event> = lines.values().filter_map(|line| line::decode(line).ok()).collect();
    // What an undo was of may come back with it.
    let mut then = visit.progress.clone();
    then.extend(events.iter().cloned());
    let row = |event: &Event| {
        vec![
            Line::new(Style::Dim, format!("  {}", shown(event.at))),
            Line::from(told(&visit.library, &then, &event.action)),
        ]
    };
    out.table(events.iter().map(row).collect())
}
