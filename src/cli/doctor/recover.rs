//! `doctor --repair` and `--restore`: what is lost in the logs and whole elsewhere comes back, in a new log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::Verdict;
use crate::cli::args::{Doctor, Global};
use crate::cli::desk::Desk;
use crate::cli::json::doctor::{Repair, Restore};
use crate::cli::json::document;
use crate::cli::log::phrase;
use crate::cli::out::{Line, Out, Style, tell};
use crate::progress::event::{Action, EventId};
use crate::progress::exam::{Exam, Fate};
use crate::progress::line;
use crate::progress::log::inspect::{self, SnapshotFile};

use super::words::counted;
use super::{Visit, damaged_line, report};

/// The lines that come back, by their ids.
type Lines<'a> = BTreeMap<EventId, &'a [u8]>;

/// Opens the logs to write to them, or says why that can't be.
pub(super) fn open(global: &Global) -> Result<Desk> {
    let desk = Desk::open_quietly(global)?;
    global.warn_of(&desk.library);
    match &desk.read_only {
        Some(why) => bail!("nothing was done: {why}"),
        None => Ok(desk),
    }
}

pub(super) fn repair(global: &Global, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    let desk = open(global)?;
    let visit = Visit::new(global)?;
    let exam = Exam::new(&visit.inspection, &visit.progress, visit.now);
    let remedy = exam.remedy(&visit.progress);
    let lost: Vec<_> = exam
        .damage()
        .filter(|(_, line)| matches!(line.fate, Fate::Lost { .. } | Fate::Recoverable { lost: 1.., .. }))
        .collect();
    let file = put_back(&desk, &visit, &remedy.lines, args.dry_run)?;
    if !args.dry_run && !remedy.accept.is_empty() {
        // After what was brought back: the new event is to be the latest.
        Desk::open_quietly(global)?.record(Action::Accept {
            lines: remedy.accept.clone(),
        })?;
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
        };
        out.json(&document(json!({ "repair": repair })))?;
    } else if remedy.is_empty() {
        out.line("There is nothing to repair.")?;
    } else {
        if let Some(file) = &file {
            let sources = match (remedy.inside, remedy.spare()) {
                (0, _) => "all from snapshots".to_owned(),
                (_, 0) => "all from damaged lines".to_owned(),
                (inside, spare) => format!("{inside} from damaged lines and {spare} from snapshots"),
            };
            brought_back(&desk, &remedy.lines, &sources, file, args.dry_run, out)?;
        }
        if !remedy.accept.is_empty() {
            let lines = counted(remedy.accept.len(), "damaged line");
            let (stay, of_them) = match remedy.accept.len() {
                1 => ("it stays in place", "it"),
                _ => ("they stay in place", "them"),
            };
            let text = if args.dry_run {
                format!("Would note {lines} as looked at: {stay}, and no device would speak of {of_them} again.")
            } else {
                format!("Noted {lines} as looked at: {stay}, and no device speaks of {of_them} again.")
            };
            out.prose(Line::default(), &text)?;
        }
        if !lost.is_empty() {
            out.heading("What can't be brought back")?;
            report::damaged(lost.into_iter(), out)?;
        }
    }
    if !remains(&exam, &visit) {
        return Ok(Verdict::Good);
    }
    tell(
        "note",
        &format!(
            "not all can be repaired; `{} doctor` says what else to do",
            global.again()
        ),
    );
    Ok(Verdict::Good)
}

/// Whether something is wrong that no repair puts right.
fn remains(exam: &Exam<'_>, visit: &Visit) -> bool {
    !visit.inspection.faults.is_empty()
        || exam.rubbish().next().is_some()
        || exam.damaged_snapshots().next().is_some()
        || exam.needs_update()
}

pub(super) fn restore(global: &Global, date: Date, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    let desk = open(global)?;
    let visit = Visit::new(global)?;
    let snapshots = of_day(&visit.inspection.snapshots, date)?;
    let Some(day) = snapshots.first().map(|snapshot| snapshot.date) else {
        bail!("there are no snapshots");
    };
    for problem in snapshots.iter().flat_map(|snapshot| &snapshot.problems) {
        tell("warning", &format!("{problem}\n  {}", problem.hint));
    }
    let missing = snapshots.iter().flat_map(|snapshot| &snapshot.missing);
    let spare = &visit.inspection.spare;
    let lines: Lines<'_> = missing
        .filter_map(|id| Some((*id, spare.get(id)?.as_slice())))
        .collect();
    let file = put_back(&desk, &visit, &lines, args.dry_run)?;
    if args.json {
        let restore = Restore {
            dry_run: args.dry_run,
            date: day,
            snapshots: snapshots
                .iter()
                .map(|snapshot| snapshot.path.display().to_string())
                .collect(),
            file: file.map(|file| file.display().to_string()),
            events: lines.keys().map(ToString::to_string).collect(),
        };
        out.json(&document(json!({ "restore": restore })))?;
        return Ok(Verdict::Good);
    }
    if day != date {
        out.line(format!(
            "There is no snapshot of {date}; the last before it is of {day}."
        ))?;
    }
    match &file {
        None => out.line(format!("The logs have everything the snapshots of {day} have."))?,
        Some(file) => brought_back(
            &desk,
            &lines,
            &format!("from the snapshots of {day}"),
            file,
            args.dry_run,
            out,
        )?,
    }
    Ok(Verdict::Good)
}

/// All devices' snapshots of that day, else of the last day before it that has one.
fn of_day(snapshots: &[SnapshotFile], date: Date) -> Result<Vec<&SnapshotFile>> {
    let Some(day) = snapshots
        .iter()
        .map(|snapshot| snapshot.date)
        .filter(|&day| day <= date)
        .max()
    else {
        let mut days: Vec<String> = snapshots.iter().map(|snapshot| snapshot.date.to_string()).collect();
        days.dedup();
        if days.is_empty() {
            bail!("there are no snapshots yet; one is taken on every day on which you mark something");
        }
        bail!(
            "there is no snapshot of {date} or before it; there are those of\n  {}",
            days.join("\n  ")
        );
    };
    Ok(snapshots.iter().filter(|snapshot| snapshot.date == day).collect())
}

/// Writes the lines into a new log, and tells its name; `None` when there are no lines.
fn put_back(desk: &Desk, visit: &Visit, lines: &Lines<'_>, dry_run: bool) -> Result<Option<PathBuf>> {
    if lines.is_empty() {
        return Ok(None);
    }
    let device = desk.log().file().file_stem().unwrap_or_default().to_string_lossy();
    let file = if dry_run {
        inspect::recovered_file(&visit.data, &device, visit.now)
    } else {
        inspect::write_recovered(&visit.data, &device, visit.now, lines.values().copied())?
    };
    Ok(Some(file))
}

fn brought_back(
    desk: &Desk,
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
    if dry_run {
        let zone = TimeZone::system();
        let events = lines.values().filter_map(|line| line::decode(line).ok());
        let row = |event: crate::progress::Event| {
            let at = event.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            vec![
                Line::new(Style::Dim, format!("  {at}")),
                Line::from(phrase(&desk.library, &event.action)),
            ]
        };
        out.table(events.map(row).collect())?;
    }
    Ok(())
}
