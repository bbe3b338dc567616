//! What is to be made of a data folder that was [inspected](super::log::inspect): what is lost, what can be brought back,
//! and what is only worth knowing. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::path::Path;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::event::EventId;
use super::fold::Progress;
use super::id::IdHasher;
use super::log::Device;
use super::log::inspect::{BadLine, Damage, Inspection, LogFile, SnapshotFile};

/// Events dated later than this after now come from a clock that is ahead.
const AHEAD: Duration = Duration::from_secs(24 * 60 * 60);
/// 2000-01-01: events dated earlier come from a clock that was never set.
const NEVER_SET: Timestamp = Timestamp::constant(946_684_800, 0);

/// What was found, in the order of the files.
#[derive(Debug)]
pub struct Exam<'a> {
    inspection: &'a Inspection,
    /// Every log.
    pub logs: Vec<LogExam<'a>>,
    /// How many events the logs have together.
    pub events: usize,
}

/// What was found in one log.
#[derive(Debug)]
pub struct LogExam<'a> {
    /// The file.
    pub log: &'a LogFile,
    /// The lines that are no events.
    pub lines: Vec<LineExam<'a>>,
    /// The file it is a copy of, or has events in common with.
    pub kin: Option<Kin<'a>>,
    /// Events with dates that can't be right.
    pub clock: Option<Clock>,
}

/// A line that is no event, and what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineExam<'a> {
    /// The line.
    pub bad: &'a BadLine,
    /// What comes of it.
    pub fate: Fate,
    /// Whether the rest of it may be on its way here.
    pub arriving: bool,
}

/// What comes of a damaged line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was cut off while it was written, and its event was written again: nothing happened.
    Repeated,
    /// It was looked at before, and there is nothing new to it.
    Accepted,
    /// Nothing is lost: everything that can be read of it is whole in a log.
    Harmless,
    /// It is the last of another device's log and lacks its end: the rest may be on its way here.
    Arriving,
    /// Something can be brought back.
    Recoverable {
        /// Events that are whole inside of the line.
        inside: usize,
        /// Events that a snapshot has.
        spare: usize,
        /// Events that are nowhere.
        lost: usize,
    },
    /// Nothing can be brought back.
    Lost {
        /// Events whose ids can be read; with none it can't be told what the line was.
        events: usize,
    },
    /// It is for a newer version of the program.
    Newer,
}

/// Two files with events in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kin<'a> {
    /// The other one.
    pub of: &'a Path,
    /// Whether the name says that a synchroniser or a person has copied it: it is no device's.
    pub copy: bool,
    /// Events both have.
    pub shared: usize,
    /// Events that no other log has.
    pub only: usize,
}

/// Dates that can't be right. The order of events doesn't depend on them ([`Stamper`](super::Stamper)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Events dated more than a day ahead.
    pub ahead: usize,
    /// Events dated before 2000.
    pub long_ago: usize,
    /// The date of them that is furthest from now; `None` when there are none.
    pub furthest: Option<Timestamp>,
    /// Events whose ids are more than a day ahead: made by such a clock, or after an event that was.
    pub ids_ahead: usize,
    /// The latest id, if it is ahead.
    pub latest: Option<EventId>,
}

/// What a repair does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remedy<'a> {
    /// The lines to write, by their ids.
    pub lines: BTreeMap<EventId, &'a [u8]>,
    /// How many of them come from damaged lines; the others come from snapshots.
    pub inside: usize,
    /// What identifies the lines to accept, each once.
    pub accept: Vec<String>,
}

impl<'a> Exam<'a> {
    /// Looks at what was inspected. `progress` is the fold of its events, `own` this device's log.
    pub fn new(inspection: &'a Inspection, progress: &Progress, own: &Path, now: Timestamp) -> Self {
        let kin = kin(&inspection.logs);
        let logs = inspection.logs.iter().zip(kin).map(|(log, kin)| LogExam {
            log,
            lines: log
                .bad
                .iter()
                .map(|bad| LineExam {
                    bad,
                    fate: fate(bad, log.path != own, inspection, progress),
                    arriving: bad.unfinished && log.path != own,
                })
                .collect(),
            kin,
            clock: clock(log, now),
        });
        Exam {
            logs: logs.collect(),
            inspection,
            events: progress.len(),
        }
    }

    /// Every line that doesn't count and that the learner is to know of, with its file.
    pub fn told(&self) -> impl Iterator<Item = (&'a LogFile, &LineExam<'a>)> + '_ {
        let lines = self
            .logs
            .iter()
            .flat_map(|log| log.lines.iter().map(|line| (log.log, line)));
        lines.filter(|(_, line)| !matches!(line.fate, Fate::Repeated | Fate::Accepted))
    }

    /// Those of them that are damaged.
    pub fn damage(&self) -> impl Iterator<Item = (&'a LogFile, &LineExam<'a>)> + '_ {
        self.told().filter(|(_, line)| line.fate != Fate::Arriving)
    }

    /// How many lines came to this.
    pub fn count(&self, fate: Fate) -> usize {
        let lines = self.logs.iter().flat_map(|log| &log.lines);
        lines.filter(|line| line.fate == fate).count()
    }

    /// Snapshots that can't be read whole.
    pub fn damaged_snapshots(&self) -> impl Iterator<Item = &'a SnapshotFile> {
        let snapshots = self.inspection.snapshots.iter();
        snapshots.filter(|snapshot| !snapshot.problems.is_empty())
    }

    /// Events that only snapshots have.
    pub fn missing(&self) -> usize {
        self.inspection.spare.len()
    }

    /// Events that only snapshots have and no damaged line names.
    pub fn unnamed(&self) -> impl Iterator<Item = (&'a EventId, &'a Vec<u8>)> + use<'a> {
        let bad = self.inspection.logs.iter().flat_map(|log| &log.bad);
        let named: HashSet<EventId> = bad.flat_map(|bad| bad.ids.iter().copied()).collect();
        self.inspection.spare.iter().filter(move |(id, _)| !named.contains(id))
    }

    /// Lines that git has left, with their logs.
    pub fn conflicts(&self) -> impl Iterator<Item = (&'a LogFile, &'a BadLine)> {
        let lines = self.inspection.logs.iter();
        let lines = lines.flat_map(|log| log.bad.iter().map(move |bad| (log, bad)));
        lines.filter(|(_, bad)| bad.damage == Damage::Conflict)
    }

    /// Logs that are no longer logs: with more damaged lines than are looked at one by one.
    pub fn rubbish(&self) -> impl Iterator<Item = &'a LogFile> {
        self.inspection.logs.iter().filter(|log| log.more > 0)
    }

    /// Whether something is there that only a newer version can read.
    pub fn needs_update(&self) -> bool {
        self.inspection.logs.iter().any(|log| log.newer.is_some()) || self.count(Fate::Newer) > 0
    }

    /// Whether nothing is damaged, missing or out of reach.
    pub fn is_well(&self) -> bool {
        self.damage().next().is_none()
            && self.missing() == 0
            && self.damaged_snapshots().next().is_none()
            && self.rubbish().next().is_none()
            && !self.needs_update()
            && self.inspection.faults.is_empty()
    }

    /// What there is to repair.
    pub fn remedy(&self, progress: &Progress) -> Remedy<'a> {
        let mut remedy = Remedy::default();
        for (_, line) in self.damage().filter(|(_, line)| line.fate != Fate::Newer) {
            for whole in line.bad.whole.iter().filter(|whole| !progress.contains(whole.id)) {
                remedy.lines.insert(whole.id, &whole.line);
            }
            // One that is still arriving will be another.
            if !line.arriving {
                remedy.accept.extend(line.bad.fingerprint.clone());
            }
        }
        remedy.inside = remedy.lines.len();
        for (id, line) in &self.inspection.spare {
            remedy.lines.entry(*id).or_insert(line);
        }
        remedy.accept.sort_unstable();
        remedy.accept.dedup();
        remedy
    }
}

impl Remedy<'_> {
    /// How many lines come from snapshots.
    pub fn spare(&self) -> usize {
        self.lines.len() - self.inside
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.accept.is_empty()
    }
}

fn fate(bad: &BadLine, of_others: bool, inspection: &Inspection, progress: &Progress) -> Fate {
    if bad.newer {
        return Fate::Newer;
    }
    let (mut inside, mut spare, mut lost) = (0, 0, 0);
    for &id in bad.ids.iter().filter(|&&id| !progress.contains(id)) {
        if bad.whole.iter().any(|whole| whole.id == id) {
            inside += 1;
        } else if inspection.spare.contains_key(&id) {
            spare += 1;
        } else {
            lost += 1;
        }
    }
    if inside + spare > 0 {
        return Fate::Recoverable { inside, spare, lost };
    }
    if bad
        .fingerprint
        .as_deref()
        .is_some_and(|line| progress.has_accepted(line))
    {
        return Fate::Accepted;
    }
    if bad.unfinished && of_others && (lost > 0 || bad.torn.is_none()) {
        return Fate::Arriving;
    }
    if lost > 0 {
        return Fate::Lost { events: lost };
    }
    match bad.torn {
        Some(_) => Fate::Repeated,
        None if bad.ids.is_empty() && bad.damage != Damage::Conflict => Fate::Lost { events: 0 },
        None => Fate::Harmless,
    }
}

fn clock(log: &LogFile, now: Timestamp) -> Option<Clock> {
    let limit = now.checked_add(AHEAD).unwrap_or(Timestamp::MAX);
    let dates = || log.events.iter().map(|&(_, at)| at);
    let ahead = dates().filter(|&at| at > limit).count();
    let long_ago = dates().filter(|&at| at < NEVER_SET).count();
    let wrong = dates().filter(|&at| at > limit || at < NEVER_SET);
    let furthest = wrong.max_by_key(|&at| at.duration_since(now).abs());
    let ids = log.events.iter().map(|&(id, _)| id);
    let ids_ahead: Vec<EventId> = ids.filter(|id| id.datetime() > SystemTime::from(limit)).collect();
    (furthest.is_some() || !ids_ahead.is_empty()).then_some(Clock {
        ahead,
        long_ago,
        furthest,
        ids_ahead: ids_ahead.len(),
        latest: ids_ahead.last().copied(),
    })
}

/// For each log the one it shares events with.
fn kin(logs: &[LogFile]) -> Vec<Option<Kin<'_>>> {
    // Of two files with the same events the device's own is the original, then the one with more.
    let mut order: Vec<usize> = (0..logs.len()).collect();
    order.sort_by_key(|&n| (!is_device(&logs[n]), std::cmp::Reverse(logs[n].events.len()), n));
    let mut owners: HashMap<EventId, (usize, bool), BuildHasherDefault<IdHasher>> = HashMap::default();
    let mut shared: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); logs.len()];
    for &n in &order {
        for (id, _) in &logs[n].events {
            let (owner, several) = owners.entry(*id).or_insert((n, false));
            if *owner != n {
                *several = true;
                *shared[n].entry(*owner).or_default() += 1;
            }
        }
    }
    let only = |log: &LogFile| {
        let events = log.events.iter();
        events
            .filter(|(id, _)| owners.get(id).is_some_and(|(_, several)| !several))
            .count()
    };
    let kin = logs.iter().zip(&shared).map(|(log, shared)| {
        let copy = !is_device(log);
        let most = shared
            .iter()
            .max_by_key(|&(&other, &count)| (count, std::cmp::Reverse(other)));
        let by_events = most.map(|(&other, &count)| (other, count));
        let (other, shared) = by_events.or_else(|| Some((original_by_name(logs, log).filter(|_| copy)?, 0)))?;
        Some(Kin {
            of: &logs[other].path,
            copy,
            shared,
            only: only(log),
        })
    });
    kin.collect()
}

/// Whether a device can have given the file its name.
fn is_device(log: &LogFile) -> bool {
    stem(log).is_some_and(|stem| Device::new(stem).is_ok())
}

fn stem(log: &LogFile) -> Option<&str> {
    log.path.file_stem()?.to_str()
}

/// The device's log whose name the copy's name begins with.
fn original_by_name(logs: &[LogFile], copy: &LogFile) -> Option<usize> {
    let name = stem(copy)?;
    let originals = logs.iter().enumerate().filter_map(|(n, log)| {
        let stem = stem(log).filter(|stem| is_device(log) && name.starts_with(stem))?;
        Some((stem.len(), n))
    });
    originals.max().map(|(_, n)| n)
}

#[cfg(test)]
mod tests;
