//! What was found, for people.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use anyhow::Result;

use crate::cli::args::Global;
use crate::cli::out::{Line, Out, Style, mark};
use crate::content::library::Library;
use crate::learn::orphans::{self, Orphan};
use crate::progress::event::EventId;
use crate::progress::exam::{Exam, Fate, LineExam, LogExam};
use crate::progress::log::Problem;
use crate::progress::log::inspect::{Damage, LogFile, SnapshotFile};

use super::words::{counted, day, quoted, size};
use super::{Place, SUGGESTED_FOR, Visit};

/// Orphans, and lines of rubbish in a file, that are shown one by one.
const SHOWN: usize = 20;
/// Characters of a damaged line that are shown.
const SHOWN_OF_LINE: usize = 74;
/// Paths a command names one by one.
const NAMED: usize = 3;

/// Everything there is to say.
pub(super) struct Report<'a> {
    pub(super) global: &'a Global,
    pub(super) place: &'a Place,
    pub(super) visit: &'a Visit,
    pub(super) exam: &'a Exam<'a>,
    pub(super) library: &'a Library,
    pub(super) orphans: &'a [Orphan],
}

impl Report<'_> {
    pub(super) fn print(&self, out: &mut Out) -> Result<()> {
        self.place(out)?;
        self.unreadable(out)?;
        self.logs(out)?;
        self.damage(out)?;
        self.snapshots(out)?;
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
        let own = &self.place.device_file;
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
        exam.log.path == self.place.device_file
    }

    fn log(&self, exam: &LogExam<'_>, out: &mut Out) -> Result<()> {
        let log = exam.log;
        let own = if log.path == self.place.device_file {
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
        damaged(self.exam.damage(), out)
    }

    fn snapshots(&self, out: &mut Out) -> Result<()> {
        let snapshots = &self.visit.inspection.snapshots;
        if snapshots.is_empty() {
            return Ok(());
        }
        out.heading("Snapshots")?;
        let (sound, remarkable): (Vec<_>, Vec<_>) = snapshots
            .iter()
            .partition(|snapshot| snapshot.problems.is_empty() && snapshot.missing.is_empty());
        let mut devices: Vec<&str> = sound.iter().map(|snapshot| snapshot.device.as_str()).collect();
        devices.sort_unstable();
        devices.dedup();
        for device in devices {
            let of_device = || sound.iter().filter(|snapshot| snapshot.device == device);
            let (first, last) = (of_device().next_back(), of_device().next());
            if let (Some(first), Some(last)) = (first, last) {
                let days = match of_device().count() {
                    1 => format!("{}: 1 snapshot, {}", device, last.date),
                    count => format!("{}: {} snapshots, {} to {}", device, count, first.date, last.date),
                };
                let events = counted(last.events, "event");
                out.prose(
                    Line::from("  "),
                    &format!("{days}, the last with {events}; the logs have all of it"),
                )?;
            }
        }
        let mut told: HashSet<EventId> = HashSet::new();
        let mut same = 0;
        for snapshot in remarkable {
            // Each day's snapshot has most of what the one before has.
            let news = snapshot.missing.iter().filter(|id| told.insert(**id)).count();
            if news == 0 && snapshot.problems.is_empty() {
                same += 1;
            } else {
                self.remark_on(snapshot, out)?;
            }
        }
        if same > 0 {
            let others = counted(same, "other snapshot");
            let text = format!("{others} with nothing more that the logs lack");
            out.prose(Line::from("  "), &text)?;
        }
        Ok(())
    }

    fn remark_on(&self, snapshot: &SnapshotFile, out: &mut Out) -> Result<()> {
        let events = counted(snapshot.events, "event");
        out.line(format!("  {}: {}, {events}", snapshot.device, snapshot.date))?;
        for damage in &snapshot.problems {
            problem(damage, out)?;
        }
        if !snapshot.missing.is_empty() {
            let missing = counted(snapshot.missing.len(), "event");
            let them = if snapshot.missing.len() == 1 { "it" } else { "them" };
            out.prose(
                Line::from("    "),
                &format!("the logs lack {missing} of it; to bring {them} back:"),
            )?;
            out.line(format!(
                "      {} doctor --restore {}",
                self.global.again(),
                snapshot.date
            ))?;
        } else if snapshot.events > 0 {
            out.prose(Line::from("    "), "the logs have all that can be read of it")?;
        }
        Ok(())
    }

    fn orphans(&self, out: &mut Out) -> Result<()> {
        if self.orphans.is_empty() {
            return Ok(());
        }
        out.heading("Progress without a topic")?;
        let packs: Vec<String> = self
            .global
            .packs
            .iter()
            .map(|pack| pack.display().to_string())
            .collect();
        let packs = match packs.as_slice() {
            [] => "the built-in pack".to_owned(),
            packs => packs.join(", "),
        };
        let (topics, are) = match self.orphans.len() {
            1 => ("1 topic".to_owned(), "isn't"),
            count => (counted(count, "topic"), "aren't"),
        };
        let text = format!(
            "{topics} you marked {are} in {packs}, the only place looked. Nothing of it is lost: it counts again with a pack that has the topic, or for another topic once you move it."
        );
        out.prose(Line::from("  "), &text)?;
        for orphan in self.orphans.iter().take(SHOWN.min(SUGGESTED_FOR)) {
            let status = orphan.mark.status;
            let since = format!("{status} since {}", day(orphan.mark.at));
            out.line(
                Line::from("  ")
                    .and_line(mark(status))
                    .and(Style::Plain, format!(" {}", orphan.id))
                    .and(Style::Dim, format!("  {since}")),
            )?;
            for ix in orphans::nearest(self.library, &orphan.id) {
                let (old, new) = (quoted(&orphan.id), quoted(&self.library.topic(ix).id));
                out.line(format!("      {} doctor --move {old} {new}", self.global.again()))?;
            }
        }
        if let more @ 1.. = self.orphans.len().saturating_sub(SHOWN) {
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
            let mut parts = Vec::new();
            if clock.ahead > 0 {
                parts.push(format!("{} dated ahead of now", counted(clock.ahead, "event")));
            }
            if clock.long_ago > 0 {
                parts.push(format!("{} dated before 2000", counted(clock.long_ago, "event")));
            }
            let text = format!("{}, as far as {}", parts.join(", "), day(clock.furthest));
            out.prose(Line::from(format!("  {}: ", name(&log.path))), &text)?;
        }
        let why = "A clock was wrong there. Only the dates are; the order of events doesn't depend on them.";
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
        let steps = self.steps();
        if steps.is_empty() {
            return out.line(Line::new(Style::Bold, self.all_well()));
        }
        out.line(Line::new(Style::Bold, "What to do:"))?;
        for Step { text, command } in steps {
            out.prose(Line::from("- "), &text)?;
            if let Some(command) = command {
                // Never broken: it is to be copied.
                out.line(format!("      {command}"))?;
            }
        }
        Ok(())
    }

    fn all_well(&self) -> String {
        let (logs, snapshots) = (self.exam.logs.len(), self.visit.inspection.snapshots.len());
        let logs = match (self.exam.events, logs) {
            (0, 0) => "nothing was recorded yet".to_owned(),
            (events, logs) => format!("{} in {}", counted(events, "event"), counted(logs, "log")),
        };
        match snapshots {
            0 => format!("All well: {logs}."),
            _ => format!("All well: {logs}, {}.", counted(snapshots, "snapshot")),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let exam = self.exam;
        let mut steps = Vec::new();
        let mut step = |text: String, command| steps.push(Step { text, command });
        if let Some(error) = &self.place.not_writable {
            step(format!("Nothing can be recorded now: {error}."), None);
        }
        if exam.needs_update() {
            let text =
                "Update waypost on this machine: a newer version has written here, and not all of it can be read.";
            step(text.to_owned(), None);
        }
        if !self.visit.inspection.faults.is_empty() {
            let text = "Put right what can't be read, see above; what is in it doesn't count until then.";
            step(text.to_owned(), None);
        }
        for log in exam.rubbish() {
            let text = format!(
                "{} is hardly a log: move it away, or take it from a copy.",
                name(&log.path)
            );
            step(text, None);
        }
        let remedy = exam.remedy(&self.visit.progress);
        if !remedy.is_empty() {
            let mut does = Vec::new();
            if !remedy.lines.is_empty() {
                does.push(format!("bring back {}", counted(remedy.lines.len(), "event")));
            }
            if !remedy.accept.is_empty() {
                does.push(format!(
                    "note {} as looked at",
                    counted(remedy.accept.len(), "damaged line")
                ));
            }
            // Where a newer version has written, nothing is written before the update.
            let first = exam.logs.iter().any(|exam| exam.log.newer.is_some());
            let to = if first { "After the update, to" } else { "To" };
            let text = format!(
                "{to} {}; nothing is changed or deleted, and --dry-run shows it first:",
                does.join(" and ")
            );
            step(text, Some(format!("{} doctor --repair", self.global.again())));
        }
        if exam.damaged_snapshots().next().is_some() {
            let then = if exam.missing() > 0 { "After that, move" } else { "Move" };
            let text = format!(
                "{then} damaged snapshots away, see above: what can be read of them is in the logs, and a new one is taken on the next day with a mark."
            );
            step(text, None);
        }
        steps
    }
}

/// Something for the learner to do.
struct Step {
    text: String,
    command: Option<String>,
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn problem(problem: &Problem, out: &mut Out) -> Result<()> {
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

/// Damaged lines: where, what is wrong, what they say and what comes of them; what stands in several copies once.
pub(super) fn damaged<'a>(lines: impl Iterator<Item = (&'a LogFile, &'a LineExam<'a>)>, out: &mut Out) -> Result<()> {
    let mut order: Vec<(&str, &LineExam<'_>)> = Vec::new();
    let mut places: HashMap<&str, Vec<String>> = HashMap::new();
    let mut foreign: BTreeMap<&Path, usize> = BTreeMap::new();
    for (log, line) in lines {
        let bad = line.bad;
        if bad.damage == Damage::Foreign {
            let count = foreign.entry(&log.path).or_default();
            *count += 1;
            if *count > SHOWN {
                continue;
            }
        }
        // Of git's lines each is another, and one as good as all.
        let key = match bad.damage {
            Damage::Conflict => "git",
            _ => &bad.fingerprint,
        };
        let known = places.entry(key).or_default();
        if known.is_empty() {
            order.push((key, line));
        }
        known.push(format!("{}:{}:{}", log.path.display(), bad.line, bad.column));
    }
    for (key, line) in order {
        let bad = line.bad;
        for place in places.get(key).into_iter().flatten() {
            out.line(format!("  {place}"))?;
        }
        out.prose(Line::from("    "), &bad.damage.to_string())?;
        if line.fate != Fate::Harmless {
            let excerpt: String = bad.excerpt.chars().take(SHOWN_OF_LINE).collect();
            out.line(Line::from("    ").and(Style::Dim, excerpt))?;
        }
        match bad.damage.hint() {
            Some(hint) => out.prose(Line::from("    "), hint)?,
            None => out.prose(Line::from("    "), &fate(line.fate))?,
        }
        if bad.unfinished {
            let text =
                "It is the last of its file and has no end: if the file is still being copied here, look again later.";
            out.prose(Line::from("    "), text)?;
        }
    }
    for (path, count) in foreign.into_iter().filter(|&(_, count)| count > SHOWN) {
        let more = counted(count - SHOWN, "more line");
        out.line(format!("  {}", path.display()))?;
        out.line(format!("    {more} with nothing of waypost's in it"))?;
    }
    Ok(())
}

fn fate(fate: Fate) -> String {
    match fate {
        Fate::Repeated | Fate::Accepted | Fate::Harmless => "Nothing is lost.".to_owned(),
        Fate::Recoverable { inside, spare, lost } => {
            let mut parts = Vec::new();
            if inside > 0 {
                parts.push(format!("{} whole in the line", counted(inside, "event")));
            }
            if spare > 0 {
                parts.push(format!("{} in a snapshot", counted(spare, "event")));
            }
            let lost = match lost {
                0 => String::new(),
                lost => format!(" {} can't.", counted(lost, "event")),
            };
            format!("Can be brought back: {}.{lost}", parts.join(", "))
        }
        Fate::Lost { events: 0 } => "Nothing can be brought back: what it was can't be told.".to_owned(),
        Fate::Lost { events } => format!(
            "{} lost, unless another device or a backup has the line; mark again what you miss.",
            counted(events, "event")
        ),
        Fate::Newer => "Nothing is lost: a newer version of waypost can read it.".to_owned(),
    }
}
