//! `waypost doctor`: how the learner's progress is kept, and how what was damaged or lost comes back.
//!
//! Looking changes nothing; an action never changes or deletes what is there: it writes a new log or a new event.

mod recover;
mod relocate;
mod report;
mod words;

use std::path::PathBuf;

use anyhow::Result;
use jiff::Timestamp;
use serde_json::json;

use crate::content::library::Library;
use crate::learn::orphans::{self, Orphan};
use crate::progress::exam::{Exam, Fate, LineExam};
use crate::progress::fold::Progress;
use crate::progress::log::inspect::{self, Inspection, LogFile, SnapshotFile};
use crate::progress::log::{Log, LogError, Problem};

use super::Verdict;
use super::args::{Doctor, Global};
use super::desk;
use super::json::doctor::{DamagedLine, Health, LogHealth, Open, Orphaned, SnapshotHealth};
use super::json::{LogProblem, document};
use super::out::{Out, tell};

/// Orphans for which topics are looked for: each costs a look at every title.
const SUGGESTED_FOR: usize = 100;

pub(super) fn run(global: &Global, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    if let Some([old, new]) = args.relocate.as_deref() {
        return relocate::run(global, (old, new), args, out);
    }
    if let Some(date) = args.restore {
        return recover::restore(global, date, args, out);
    }
    if args.repair {
        return recover::repair(global, args, out);
    }
    let library = global.library()?;
    global.warn_of(&library);
    let visit = Visit::new(global)?;
    let exam = Exam::new(&visit.inspection, &visit.progress, visit.now);
    let place = Place::new(global, &visit)?;
    let orphans = orphans::orphans(&library, &visit.progress);
    if args.json {
        out.json(&document(
            json!({ "health": health(global, &place, &visit, &exam, &library, &orphans) }),
        ))?;
    } else {
        report::Report {
            global,
            place: &place,
            visit: &visit,
            exam: &exam,
            library: &library,
            orphans: &orphans,
        }
        .print(out)?;
    }
    let well = exam.is_well() && place.not_writable.is_none();
    Ok(if well { Verdict::Good } else { Verdict::Bad })
}

/// What there is in the data folder.
struct Visit {
    data: PathBuf,
    inspection: Inspection,
    progress: Progress,
    now: Timestamp,
}

impl Visit {
    fn new(global: &Global) -> Result<Self> {
        let data = global.data_dir()?;
        let data = std::path::absolute(&data).unwrap_or(data);
        let mut inspection = inspect::inspect(&data);
        let progress = Progress::fold(std::mem::take(&mut inspection.events));
        Ok(Self {
            inspection,
            progress,
            now: desk::now()?,
            data,
        })
    }
}

/// Where progress is kept, and whether it can be.
struct Place {
    named_by: Option<&'static str>,
    device_file: PathBuf,
    /// What shows that another machine has this one's name.
    shared_name: Option<Problem>,
    not_writable: Option<LogError>,
}

impl Place {
    fn new(global: &Global, visit: &Visit) -> Result<Self> {
        let (log, _) = Log::here(&visit.data)?;
        if let Some(renamed) = log.renamed() {
            tell("warning", &renamed.to_string());
        }
        Ok(Self {
            named_by: global.data_named_by(),
            not_writable: inspect::writable(&visit.data, log.file()).err(),
            device_file: log.file().to_owned(),
            shared_name: log.stuck().cloned(),
        })
    }
}

fn health(
    global: &Global,
    place: &Place,
    visit: &Visit,
    exam: &Exam<'_>,
    library: &Library,
    orphans: &[Orphan],
) -> Health {
    let inspection = &visit.inspection;
    let nearest = |(n, orphan): (usize, &Orphan)| Orphaned {
        id: orphan.id.clone(),
        status: orphan.mark.status,
        since: orphan.mark.at,
        nearest: if n < SUGGESTED_FOR {
            let nearest = orphans::nearest(library, &orphan.id).into_iter();
            nearest.map(|ix| library.topic(ix).id.clone()).collect()
        } else {
            Vec::new()
        },
    };
    Health {
        well: exam.is_well() && place.not_writable.is_none(),
        data: visit.data.display().to_string(),
        data_named_by: place.named_by,
        device_file: place.device_file.display().to_string(),
        shared_name: place.shared_name.as_ref().map(LogProblem::new),
        not_writable: place.not_writable.as_ref().map(ToString::to_string),
        events: exam.events,
        logs: exam.logs.iter().map(log_health).collect(),
        damaged_lines: exam.damage().map(|(log, line)| damaged_line(log, line)).collect(),
        snapshots: inspection.snapshots.iter().map(snapshot_health).collect(),
        missing: exam.missing(),
        unreadable: inspection.faults.iter().map(LogProblem::new).collect(),
        open_to_others: inspection
            .wide
            .iter()
            .map(|wide| Open {
                path: wide.path.display().to_string(),
                mode: format!("{:04o}", wide.mode),
            })
            .collect(),
        packs: global.packs.iter().map(|pack| pack.display().to_string()).collect(),
        orphans: orphans.iter().enumerate().map(nearest).collect(),
    }
}

fn log_health(exam: &crate::progress::exam::LogExam<'_>) -> LogHealth {
    let log = exam.log;
    let count = |fate| exam.lines.iter().filter(|line| line.fate == fate).count();
    let dates = || log.events.iter().map(|&(_, at)| at);
    LogHealth {
        file: log.path.display().to_string(),
        bytes: log.bytes,
        lines: log.lines,
        events: log.events.len(),
        first: dates().min(),
        last: dates().max(),
        shares_with: exam.kin.map(|kin| kin.of.display().to_string()),
        shared: exam.kin.map_or(0, |kin| kin.shared),
        only_here: exam.kin.map_or(log.events.len(), |kin| kin.only),
        written_again: count(Fate::Repeated),
        accepted: count(Fate::Accepted),
        unlisted: log.more,
        newer_version: log.newer,
        dated_ahead: exam.clock.map_or(0, |clock| clock.ahead),
        dated_long_ago: exam.clock.map_or(0, |clock| clock.long_ago),
    }
}

fn damaged_line(log: &LogFile, line: &LineExam<'_>) -> DamagedLine {
    let (fate, inside, in_snapshots, lost) = match line.fate {
        Fate::Repeated | Fate::Accepted | Fate::Harmless => ("harmless", 0, 0, 0),
        Fate::Recoverable { inside, spare, lost } => ("recoverable", inside, spare, lost),
        Fate::Lost { events } => ("lost", 0, 0, events),
        Fate::Newer => ("newer", 0, 0, 0),
    };
    DamagedLine {
        file: log.path.display().to_string(),
        line: line.bad.line,
        column: line.bad.column,
        message: line.bad.damage.to_string(),
        excerpt: line.bad.excerpt.clone(),
        fate,
        inside,
        in_snapshots,
        lost,
    }
}

fn snapshot_health(snapshot: &SnapshotFile) -> SnapshotHealth {
    SnapshotHealth {
        file: snapshot.path.display().to_string(),
        device: snapshot.device.clone(),
        date: snapshot.date,
        bytes: snapshot.bytes,
        events: snapshot.events,
        missing: snapshot.missing.len(),
        problems: snapshot.problems.iter().map(LogProblem::new).collect(),
    }
}

impl LogProblem {
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            file: problem.file.display().to_string(),
            line: problem.line,
            column: problem.column,
            message: problem.message.clone(),
            hint: problem.hint.clone(),
        }
    }
}
