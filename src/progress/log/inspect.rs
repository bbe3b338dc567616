//! Reads everything in a data folder for the doctor: what counts, what doesn't, and what could be had back.
//!
//! This only reads and collects; what follows from it says [`exam`](crate::progress::exam). Nothing is changed, and
//! nothing left behind.

mod private;
mod salvage;
mod strays;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::snapshot::{self, Found};
use super::tail::{self, MAX_LINE};
use super::{LogError, Problem, append};
use crate::progress::event::{Event, EventId};
use crate::progress::id::IdSet;
use crate::progress::line::{self, Fault};

pub use private::{Wide, writable};

/// Damaged lines of one file that are told of and repaired one by one. A log with more is none.
pub const MAX_BAD: usize = 10_000;

const CHUNK: usize = 256 << 10;

/// What is in a data folder.
#[derive(Debug, Default)]
pub struct Inspection {
    /// Every log.
    pub logs: Vec<LogFile>,
    /// Every event of the logs, each once, in no particular order.
    pub events: Vec<Event>,
    /// Every snapshot, the newest first.
    pub snapshots: Vec<SnapshotFile>,
    /// The lines of events that a snapshot has and no log, without line feeds.
    pub spare: BTreeMap<EventId, Vec<u8>>,
    /// Files and folders that can't be read.
    pub faults: Vec<Problem>,
    /// What is named like a snapshot, or like a device's folder of them, and is none.
    pub strays: Vec<Problem>,
    /// Files and folders that others may read.
    pub wide: Vec<Wide>,
}

/// A log, whole.
#[derive(Debug, Default)]
pub struct LogFile {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// How many lines it has, empty ones included.
    pub lines: usize,
    /// Its events, each once, in the order of their ids, with their dates.
    pub events: Vec<(EventId, Timestamp)>,
    /// Its lines that are no events, at most [`MAX_BAD`].
    pub bad: Vec<BadLine>,
    /// How many lines more are no events.
    pub more: usize,
    /// The newest version of its lines that is newer than ours.
    pub newer: Option<u32>,
}

/// A line that is no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// In characters (bytes where the line isn't UTF-8), counted from 1.
    pub column: usize,
    /// What is wrong.
    pub damage: Damage,
    /// What identifies the line ([`line::fingerprint`]), so that it can be noted as looked at; `None` for git's, which are
    /// alike in every conflict: whoever has seen one hasn't seen the next.
    pub fingerprint: Option<String>,
    /// The ids that can be read in it.
    pub ids: Vec<EventId>,
    /// The events that are whole inside of it.
    pub whole: Vec<WholeLine>,
    /// For a line that was cut off while it was written, its event: if that was written again, nothing happened.
    pub torn: Option<EventId>,
    /// Whether it is the last line and lacks its end: it may still be being written, or copied here.
    pub unfinished: bool,
    /// Whether only a newer version can read what is in it.
    pub newer: bool,
    /// What of it tells a learner most: from what was done on, at most [`EXCERPT`] characters.
    pub excerpt: String,
}

/// Characters of a damaged line that are shown.
pub const EXCERPT: usize = 100;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// It is no event.
    Line(Fault),
    /// Git has put it there: it found changes on two sides and left both.
    Conflict,
    /// There is no sign of an event in it.
    Foreign,
    /// It is longer than any line of a log.
    TooLong,
}

/// An event as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeLine {
    /// Its id.
    pub id: EventId,
    /// Its line, without line feed.
    pub line: Vec<u8>,
}

/// A snapshot that was looked into.
#[derive(Debug)]
pub struct SnapshotFile {
    /// The device that has taken it.
    pub device: String,
    /// The day it was taken.
    pub date: Date,
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// How many events it has.
    pub events: usize,
    /// Those that no log has; their lines are in [`Inspection::spare`].
    pub missing: Vec<EventId>,
    /// Lines that only a newer version can read.
    pub newer: usize,
    /// What of it is damaged.
    pub problems: Vec<Problem>,
}

impl Damage {
    /// What to do about it, where a repair doesn't do it.
    pub fn hint(&self) -> Option<&'static str> {
        (*self == Damage::Conflict).then_some(tail::TAKE_MARKS_OUT)
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Line(fault) => fault.fmt(f),
            Damage::Conflict => f.write_str(tail::MERGE_MARK),
            Damage::Foreign => f.write_str("no event can be read in the line"),
            Damage::TooLong => write!(f, "the line is longer than {MAX_LINE} bytes"),
        }
    }
}

/// Reads all logs and snapshots of a data folder.
pub fn inspect(data_dir: &Path) -> Inspection {
    let data_dir = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let mut inspection = Inspection::default();
    let folder = data_dir.join("log");
    let names = super::names(&folder).unwrap_or_else(|error| {
        inspection.faults.push(fault(&folder, &error, "a folder"));
        Vec::new()
    });
    let mut seen = IdSet::default();
    for name in names {
        let path = folder.join(name);
        let read = read_log(&path, &mut |event| {
            if seen.insert(event.id) {
                inspection.events.push(event);
            }
        });
        match read {
            Ok(log) => inspection.logs.push(log),
            // Gone between listing and reading.
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => {}
            Err(error) => inspection.faults.push(fault(&path, &error, "a file")),
        }
    }
    let listing = snapshot::list(&data_dir);
    inspection.faults.extend(listing.problems.into_iter().map(plainly));
    inspection.strays = strays::strays(&data_dir);
    for found in listing.found {
        let snapshot = read_snapshot(found, &seen, &mut inspection.spare);
        inspection.snapshots.push(snapshot);
    }
    let files = inspection.logs.iter().map(|log| &log.path);
    let files = files.chain(inspection.snapshots.iter().map(|snapshot| &snapshot.path));
    inspection.wide = private::wide(&data_dir, files.map(PathBuf::as_path));
    inspection
}

/// What is wrong with a whole file or folder.
fn fault(path: &Path, error: &io::Error, wanted: &str) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
            format!("something else is where {wanted} should be")
        }
        _ => format!("can't be read: {error}"),
    };
    Problem {
        file: path.to_owned(),
        line: 0,
        column: 0,
        message,
        hint: "what is in it doesn't count until this is put right; look at its permissions, or move it away if it isn't waypost's".to_owned(),
        fingerprint: None,
    }
}

/// Says of a folder of snapshots that is none what it is, not what the system thinks of that.
fn plainly(problem: Problem) -> Problem {
    let is_folder = fs::metadata(&problem.file).map_or(true, |there| there.is_dir());
    if is_folder {
        return problem;
    }
    Problem {
        message: "something else is where the folder of the snapshots should be".to_owned(),
        hint: "there is no snapshot, and none can be taken, until this is moved away".to_owned(),
        ..problem
    }
}

/// Reads a log from its beginning to its end.
fn read_log(path: &Path, take: &mut dyn FnMut(Event)) -> io::Result<LogFile> {
    let metadata = fs::metadata(path)?;
    // A named pipe would wait for a writer for ever.
    if !metadata.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut log = LogFile {
        path: path.to_owned(),
        bytes: metadata.len(),
        ..LogFile::default()
    };
    let mut reader = BufReader::with_capacity(CHUNK, File::open(path)?);
    let mut line = Vec::with_capacity(512);
    loop {
        line.clear();
        if reader.by_ref().take(MAX_LINE as u64).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        log.lines += 1;
        let whole = line.strip_suffix(b"\n");
        if whole.is_none() && line.len() == MAX_LINE {
            reader.skip_until(b'\n')?;
            log.add(&line, 1, Damage::TooLong);
        } else {
            log.take_line(whole.unwrap_or(&line), take);
            if let (None, Some(bad)) = (whole, log.bad.last_mut()) {
                bad.unfinished = bad.line == log.lines && bad.damage == Damage::Line(Fault::Torn);
            }
        }
    }
    log.events.sort_unstable();
    log.events.dedup_by_key(|(id, _)| *id);
    Ok(log)
}

impl LogFile {
    fn take_line(&mut self, line: &[u8], take: &mut dyn FnMut(Event)) {
        // Editors of other systems put a byte order mark at the start of a file.
        let line = match self.lines {
            1 => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
            _ => line,
        };
        if line.trim_ascii().is_empty() {
            return;
        }
        match line::decode(line) {
            Ok(event) => {
                self.events.push((event.id, event.at));
                take(event);
            }
            Err(error) => {
                if let Fault::Newer(version) = error.fault {
                    self.newer = self.newer.max(Some(version));
                    return;
                }
                let (column, damage) = if tail::is_merge_mark(line) {
                    (1, Damage::Conflict)
                } else if error.fault == Fault::Torn && !salvage::has_sign(line) {
                    (1, Damage::Foreign)
                } else {
                    (error.column, Damage::Line(error.fault))
                };
                self.add(line, column, damage);
            }
        }
    }

    fn add(&mut self, line: &[u8], column: usize, damage: Damage) {
        if self.bad.len() >= MAX_BAD {
            self.more += 1;
            return;
        }
        let remains = salvage::look_through(line);
        self.bad.push(BadLine {
            line: self.lines,
            column,
            torn: line::torn_id(line).filter(|_| damage == Damage::Line(Fault::Torn)),
            unfinished: false,
            newer: remains.newer > 0 || matches!(damage, Damage::Line(Fault::UnknownAction(_))),
            fingerprint: (damage != Damage::Conflict).then(|| line::fingerprint(line)),
            damage,
            excerpt: excerpt(line),
            ids: remains.ids,
            whole: remains.whole,
        });
    }
}

fn excerpt(line: &[u8]) -> String {
    let verb = b"\"do\":";
    let from = line.windows(verb.len()).position(|window| window == verb).unwrap_or(0);
    let rest = line.get(from..).unwrap_or_default();
    // A character has at most four bytes.
    let text = String::from_utf8_lossy(rest.get(..EXCERPT * 4).unwrap_or(rest));
    text.chars().take(EXCERPT).collect()
}

/// Reads a snapshot, and puts aside the lines of events that are not among those `seen`.
fn read_snapshot(found: Found, seen: &IdSet, spare: &mut BTreeMap<EventId, Vec<u8>>) -> SnapshotFile {
    let mut snapshot = SnapshotFile {
        device: found.device,
        date: found.date,
        path: found.path,
        bytes: found.bytes,
        events: 0,
        missing: Vec::new(),
        newer: 0,
        problems: Vec::new(),
    };
    let contents = match snapshot::read(&snapshot.path) {
        Ok(contents) => contents,
        Err(error) => {
            snapshot.problems.push(Problem {
                file: snapshot.path.clone(),
                line: 0,
                column: 0,
                message: error.to_string(),
                hint: String::new(),
                fingerprint: None,
            });
            return snapshot;
        }
    };
    for line in contents.lines() {
        // Whole lines that begin like this need not be read further when they are in a log.
        let known = line::torn_id(line).filter(|id| seen.contains(id));
        let id = known.map_or_else(|| line::decode(line).map(|event| event.id), Ok);
        let id = match id {
            Ok(id) => id,
            Err(error) => {
                let newer = matches!(error.fault, Fault::Newer(_) | Fault::UnknownAction(_));
                snapshot.newer += usize::from(newer);
                continue;
            }
        };
        snapshot.events += 1;
        if !seen.contains(&id) {
            snapshot.missing.push(id);
            spare.entry(id).or_insert_with(|| line.to_vec());
        }
    }
    // Of two lines with one id one counts.
    snapshot.missing.dedup();
    snapshot.problems = contents.problems;
    snapshot
}

/// Writes lines into a new log beside the others; once it returns, the file is on the disk, whole.
///
/// No file ever had its name: what others have of that name stays.
pub fn write_recovered<'a>(
    data_dir: &Path,
    device: &str,
    now: Timestamp,
    lines: impl Iterator<Item = &'a [u8]>,
) -> Result<PathBuf, LogError> {
    let data_dir = std::path::absolute(data_dir).map_err(|error| LogError::of(data_dir, error))?;
    let folder = data_dir.join("log");
    append::create_folders(&folder)?;
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    let unfinished = unfinished(&folder, &bytes).map_err(|error| LogError::of(&folder, error))?;
    for path in recovered_files(&folder, device, now) {
        // Whoever makes the file has its name; not every file system can name a file only where there is none.
        match append::private(OpenOptions::new().write(true).create_new(true)).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LogError::of(&path, error)),
            Ok(_) => {
                let named = unfinished.persist(&path);
                named.map_err(|failed| LogError::of(&path, failed.error))?;
                append::sync_folders(&path)?;
                return Ok(path);
            }
        }
    }
    Err(LogError::of(
        &folder,
        io::Error::other("every name for a new log is taken"),
    ))
}

/// The file that [`write_recovered`] would write now.
pub fn recovered_file(data_dir: &Path, device: &str, now: Timestamp) -> PathBuf {
    let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let folder = data_dir.join("log");
    let free = recovered_files(&folder, device, now).find(free);
    free.unwrap_or(folder)
}

/// The names a recovered log may have, the first choice first: `recovered-<time>-<device>.jsonl`. One that began with
/// the device's would look like a copy of its log, which another machine has made.
fn recovered_files(folder: &Path, device: &str, now: Timestamp) -> impl Iterator<Item = PathBuf> {
    let name = format!("recovered-{}-{device}", now.strftime("%Y%m%dT%H%M%SZ"));
    (1..=MAX_NAMES).map(move |number| match number {
        1 => folder.join(format!("{name}.jsonl")),
        _ => folder.join(format!("{name}-{number}.jsonl")),
    })
}

/// How many recoveries there can be within one second.
const MAX_NAMES: usize = 1000;

/// A file that no reader takes for a log, private to its owner, and on the disk.
fn unfinished(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".recovered-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests;
