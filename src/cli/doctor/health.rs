//! What was found, for scripts.

use crate::cli::json::LogProblem;
use crate::cli::json::doctor::{DamagedLine, Health, LogHealth, Open, Orphaned, SnapshotHealth};
use crate::learn::orphans::Orphan;
use crate::progress::exam::{Exam, Fate, LineExam, LogExam};
use crate::progress::log::inspect::{LogFile, SnapshotFile};

use super::{Orphans, Place, Visit};

pub(super) fn health(place: &Place, visit: &Visit<'_>, exam: &Exam<'_>, orphans: &Orphans<'_>) -> Health {
    let (global, inspection) = (visit.global, &visit.inspection);
    let nearest = |(n, orphan): (usize, &Orphan)| Orphaned {
        id: orphan.id.clone(),
        status: orphan.mark.status,
        since: orphan.mark.at,
        nearest: orphans.nearest.get(n).map_or_else(Vec::new, |nearest| {
            nearest.iter().map(|ix| visit.library.topic(*ix).id.clone()).collect()
        }),
    };
    Health {
        well: place.is_well(exam),
        data: visit.data.display().to_string(),
        data_named_by: place.named_by,
        device_file: visit.log.file().display().to_string(),
        shared_name: place.shared_name.as_ref().map(LogProblem::new),
        shrunk: place.shrunk.as_ref().map(LogProblem::new),
        not_writable: place.not_writable.as_ref().map(ToString::to_string),
        events: exam.events,
        logs: exam.logs.iter().map(log_health).collect(),
        damaged_lines: exam.told().map(|(log, line)| damaged_line(log, line)).collect(),
        snapshots: inspection.snapshots.iter().map(snapshot_health).collect(),
        missing: exam.missing(),
        unreadable: inspection.faults.iter().map(LogProblem::new).collect(),
        stray: inspection.strays.iter().map(LogProblem::new).collect(),
        open_to_others: inspection
            .wide
            .iter()
            .map(|wide| Open {
                path: wide.path.display().to_string(),
                mode: format!("{:04o}", wide.mode),
            })
            .collect(),
        packs: global.packs.iter().map(|pack| pack.display().to_string()).collect(),
        orphans: orphans.all.iter().enumerate().map(nearest).collect(),
    }
}

fn log_health(exam: &LogExam<'_>) -> LogHealth {
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
        ids_ahead: exam.clock.map_or(0, |clock| clock.ids_ahead),
    }
}

pub(super) fn damaged_line(log: &LogFile, line: &LineExam<'_>) -> DamagedLine {
    let (fate, inside, in_snapshots, lost) = match line.fate {
        Fate::Repeated | Fate::Accepted | Fate::Harmless => ("harmless", 0, 0, 0),
        Fate::Recoverable { inside, spare, lost } => ("recoverable", inside, spare, lost),
        Fate::Lost { events } => ("lost", 0, 0, events),
        Fate::Newer => ("newer", 0, 0, 0),
        Fate::Arriving => ("arriving", 0, 0, 0),
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
        newer_version: snapshot.newer,
        problems: snapshot.problems.iter().map(LogProblem::new).collect(),
    }
}
