//! What was found, for people.

use std::path::Path;

use anyhow::Result;
use jiff::Timestamp;

use crate::cli::desk::quoted;
use crate::cli::out::{Line, Out, Style, mark};
use crate::progress::event::EventId;
use crate::progress::exam::{Clock, Exam, Fate, LogExam};
use crate::progress::log::Problem;

use super::damage::{self, Loose};
use super::words::{counted, day, size, tally};
use super::{Orphans, Place, Visit, snapshots, steps};

/// Orphans that are shown one by one.
pub(super) const SHOWN: usize = 20;
/// Paths a command names one by one.
const NAMED: usize = 3;

/// Everything there is to say.
pub(super) struct Report<'a> {
    pub(super) place: &'a Place,
    pub(super) visit: &'a Visit<'a>,
    pub(super) exam: &'a Exam<'a>,
    pub(super) orphans: &'a Orphans<'a>,
}

impl Report<'_> {
    pub(super) fn print(&self, out: &mut Out) -> Result<()> {
        self.place(out)?;
        self.unreadable(out)?;
        self.logs(out)?;
        self.damage(out)?;
        snapshots::report(self.visit, self.exam, out)?;
        self.orphans(out)?;
        self.shared_name(out)?;
        self.clocks(out)?;
        self.permissions(out)?;
        out.blank()?;
        self.verdict(out)
    }

    fn place(&self, out: &mut Out) -> Result<()> {
        let named = self
            .place
            .named_by
            .map_or("the usual one".to_owned(), |by| format!("from {by}"));
        let folder =
            Line::new(Style::Bold, "Data folder").and(Style::Plain, format!("  {}", self.visit.data.display()));
        out.line(folder.and(Style::Dim, format!(" ({named})")))?;
        let own = self.visit.log.file();
        let line = Line::new(Style::Bold, "This device").and(Style::Plain, format!("  log/{}", name(own)));
        let there = self.exam.logs.iter().any(|exam| self.is_own(exam));
        out.line(line.and(Style::Dim, if there { "" } else { " (not there yet)" }))
    }

    fn unreadable(&self, out: &mut Out) -> Result<()> {
        let faults = &self.visit.inspection.faults;
        if faults.is_empty() {
            return Ok(());
        }
        out.heading("Can't be read")?;
        for fault in faults {
            problem(fault, out)?;
        }
        Ok(())
    }

    fn logs(&self, out: &mut Out) -> Result<()> {
        if self.exam.logs.is_empty() {
            return Ok(());
        }
        out.heading("Logs")?;
        let (own, others): (Vec<_>, Vec<_>) = self.exam.logs.iter().partition(|exam| self.is_own(exam));
        own.into_iter().chain(others).try_for_each(|exam| self.log(exam, out))
    }

    fn is_own(&self, exam: &LogExam<'_>) -> bool {
        exam.log.path == *self.visit.log.file()
    }

    fn log(&self, exam: &LogExam<'_>, out: &mut Out) -> Result<()> {
        let log = exam.log;
        let own = if log.path == *self.visit.log.file() {
            " (this device)"
        } else {
            ""
        };
        out.line(Line::from("  ").and(Style::Plain, name(&log.path)).and(Style::Dim, own))?;
        let mut facts = vec![
            counted(log.events.len(), "event"),
            counted(log.lines, "line"),
            size(log.bytes),
        ];
        let dates = || log.events.iter().map(|&(_, at)| at);
        if let (Some(first), Some(last)) = (dates().min().map(day), dates().max().map(day)) {
            facts.push(if first == last {
                first
            } else {
                format!("{first} to {last}")
            });
        }
        let mut remarks = vec![facts.join(", ")];
        if let Some(shrunk) = self.place.shrunk.as_ref().filter(|shrunk| shrunk.file == log.path) {
            remarks.push(shrunk.message.clone());
        }
        if let Some(kin) = exam.kin {
            let what = match (kin.copy, kin.shared) {
                (true, 0) => format!("by its name a copy of {}", name(kin.of)),
                (true, shared) => format!(
                    "a copy of {}, with {} in common",
                    name(kin.of),
                    counted(shared, "event")
                ),
                (false, shared) => format!("{} in common with {}", counted(shared, "event"), name(kin.of)),
            };
            let only = match kin.only {
                0 => "nothing is only here".to_owned(),
                1 => "1 event is only here".to_owned(),
                only => format!("{} are only here", counted(only, "event")),
            };
            remarks.push(format!("{what}; {only}"));
        }
        let count = |wanted: fn(Fate) -> bool| exam.lines.iter().filter(|line| wanted(line.fate)).count();
        let (repeated, accepted) = (
            count(|fate| fate == Fate::Repeated),
            count(|fate| fate == Fate::Accepted),
        );
        if repeated > 0 {
            let lines = counted(repeated, "line");
            remarks.push(format!(
                "{lines} cut off while written, and written again: nothing is lost"
            ));
        }
        if accepted > 0 {
            remarks.push(format!("{} looked at before", counted(accepted, "damaged line")));
        }
        if exam.lines.iter().any(|line| line.fate == Fate::Arriving) {
            let text = "its last line has no end: the rest may still be on its way here, and counts when it has come";
            remarks.push(text.to_owned());
        }
        if let Some(version) = log.newer {
            remarks.push(format!(
                "has lines in version {version} of the log's format, which only a newer waypost can read"
            ));
        }
        if log.more > 0 {
            let more = counted(log.more, "more line");
            remarks.push(format!(
                "{more} that are no events: damaged through and through, or no log at all"
            ));
        }
        for remark in remarks {
            out.prose(Line::from("    "), &remark)?;
        }
        Ok(())
    }

    fn damage(&self, out: &mut Out) -> Result<()> {
        if self.exam.damage().next().is_none() {
            return Ok(());
        }
        out.heading("Lines that don't count")?;
        let loose = Loose::new(self.exam, "in a snapshot");
        damage::list(self.exam.damage(), &loose, out)
    }

    fn orphans(&self, out: &mut Out) -> Result<()> {
        if self.orphans.all.is_empty() {
            return Ok(());
        }
        out.heading("Progress without a topic")?;
        let packs: Vec<String> = self
            .visit
            .global
            .packs
            .iter()
            .map(|pack| pack.display().to_string())
            .collect();
        let packs = match packs.as_slice() {
            [] => "the built-in pack".to_owned(),
            packs => packs.join(", "),
        };
        let (topics, are) = match self.orphans.all.len() {
            1 => ("1 topic".to_owned(), "isn't"),
            count => (counted(count, "topic"), "aren't"),
        };
        let text = format!(
            "{topics} you marked {are} in {packs}, the only place looked. Nothing of it is lost: it counts again with a pack that has the topic, or for another topic once you move it."
        );
        out.prose(Line::from("  "), &text)?;
        if self.visit.global.packs.is_empty() {
            let hint = "Were these marked with --pack? Then: waypost --pack DIR doctor";
            out.prose(Line::from("  "), hint)?;
        }
        for (orphan, nearest) in self.orphans.all.iter().zip(&self.orphans.nearest).take(SHOWN) {
            let status = orphan.mark.status;
            let since = format!("{status} since {}", day(orphan.mark.at));
            out.line(
                Line::from("  ")
                    .and_line(mark(status))
                    .and(Style::Plain, format!(" {}", orphan.id))
                    .and(Style::Dim, format!("  {since}")),
            )?;
            for &ix in nearest {
                let (old, new) = (quoted(&orphan.id), quoted(&self.visit.library.topic(ix).id));
                out.line(format!("      {} doctor --move {old} {new}", self.visit.global.again()))?;
            }
        }
        if let more @ 1.. = self.orphans.all.len().saturating_sub(SHOWN) {
            out.line(format!("  and {more} more; --json lists all"))?;
        }
        Ok(())
    }

    fn shared_name(&self, out: &mut Out) -> Result<()> {
        let Some(shown) = &self.place.shared_name else {
            return Ok(());
        };
        out.heading("The name of this device")?;
        problem(shown, out)
    }

    fn clocks(&self, out: &mut Out) -> Result<()> {
        let mut wrong = self
            .exam
            .logs
            .iter()
            .filter_map(|exam| Some((exam.log, exam.clock?)))
            .peekable();
        if wrong.peek().is_none() {
            return Ok(());
        }
        out.heading("Clocks")?;
        for (log, clock) in wrong {
            out.prose(Line::from(format!("  {}: ", name(&log.path))), &wrong_dates(clock))?;
        }
        let why = "A clock was wrong there. Nothing is lost by it: dates are only shown, and what you mark comes after all that its device knows of, whatever the clock says.";
        out.prose(Line::from("  "), why)
    }

    fn permissions(&self, out: &mut Out) -> Result<()> {
        let wide = &self.visit.inspection.wide;
        if wide.is_empty() {
            return Ok(());
        }
        out.heading("Permissions")?;
        let text = match wide.len() {
            1 => "Others than you may look into 1 file or folder. This closes it:".to_owned(),
            count => format!("Others than you may look into {count} files and folders. This closes them:"),
        };
        out.prose(Line::from("  "), &text)?;
        if wide.len() <= NAMED {
            let paths: Vec<String> = wide
                .iter()
                .map(|wide| quoted(&wide.path.display().to_string()))
                .collect();
            out.line(format!("      chmod go-rwx {}", paths.join(" ")))
        } else {
            let folder = std::fs::canonicalize(&self.visit.data).unwrap_or_else(|_| self.visit.data.clone());
            out.line(format!(
                "      chmod -R go-rwx {}",
                quoted(&folder.display().to_string())
            ))?;
            for outside in wide.iter().filter(|wide| !wide.path.starts_with(&folder)) {
                out.line(format!(
                    "      chmod go-rwx {}",
                    quoted(&outside.path.display().to_string())
                ))?;
            }
            Ok(())
        }
    }

    /// One line when all is well, else what to do, the most useful first.
    fn verdict(&self, out: &mut Out) -> Result<()> {
        let steps = steps::steps(self.visit, self.exam, self.place);
        if steps.is_empty() {
            return out.line(Line::new(Style::Bold, self.all_well()));
        }
        out.line(Line::new(Style::Bold, "What to do:"))?;
        steps::print(&steps, out)
    }

    fn all_well(&self) -> String {
        match self.orphans.all.len() {
            0 => {}
            1 => return "All well, but 1 mark has no topic: see above.".to_owned(),
            more => return format!("All well, but {} have no topic: see above.", counted(more, "mark")),
        }
        let (logs, snapshots) = (self.exam.logs.len(), self.visit.inspection.snapshots.len());
        let logs = match (self.exam.events, logs) {
            (0, 0) => "nothing was recorded yet".to_owned(),
            (_, logs) => {
                let marks = tally(self.visit.progress.history().map(|entry| &entry.event.action));
                format!("{marks} in {}", counted(logs, "log"))
            }
        };
        match snapshots {
            0 => format!("All well: {logs}."),
            _ => format!("All well: {logs}, {}.", counted(snapshots, "snapshot")),
        }
    }
}

fn wrong_dates(clock: Clock) -> String {
    let mut parts = Vec::new();
    if clock.ahead > 0 {
        parts.push(format!("{} dated ahead of now", counted(clock.ahead, "event")));
    }
    if clock.long_ago > 0 {
        parts.push(format!("{} dated before 2000", counted(clock.long_ago, "event")));
    }
    if let Some(furthest) = clock.furthest {
        parts.push(format!("as far as {}", day(furthest)));
    }
    let dates = parts.join(", ");
    let Some(latest) = clock.latest else { return dates };
    let ids = match clock.ids_ahead {
        1 => "1 event with an id".to_owned(),
        more => format!("{} with ids", counted(more, "event")),
    };
    let ids = format!("{ids} of a time ahead of now, {}", far(latest));
    if dates.is_empty() {
        ids
    } else {
        format!("{dates}; {ids}")
    }
}

/// How far ahead the time of an id is.
fn far(id: EventId) -> String {
    let time = i64::try_from(id.timestamp_ms()).ok();
    let at = time.and_then(|time| Timestamp::from_millisecond(time).ok());
    at.map_or_else(
        || "beyond the year 9999".to_owned(),
        |at| format!("as far as {}", day(at)),
    )
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

pub(super) fn problem(problem: &Problem, out: &mut Out) -> Result<()> {
    // A path is never broken: it is to be clicked, or copied.
    let mut place = problem.file.display().to_string();
    if problem.line > 0 {
        place = format!("{place}:{}:{}", problem.line, problem.column);
    }
    out.line(format!("  {place}"))?;
    out.prose(Line::from("    "), &problem.message)?;
    if !problem.hint.is_empty() {
        out.prose(Line::from("    "), &problem.hint)?;
    }
    Ok(())
}
