//! What `waypost doctor --json` prints.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::progress::event::Status;

use super::LogProblem;

/// What was found in the data folder.
#[derive(Debug, Serialize)]
pub struct Health {
    /// Whether nothing is damaged, missing or out of reach: the exit code is 0.
    pub well: bool,
    /// The data folder.
    pub data: String,
    /// What has named it: `--data` or `WAYPOST_DATA`; null for the usual one.
    pub data_named_by: Option<&'static str>,
    /// The log this device writes, which may not exist yet.
    pub device_file: String,
    /// What shows that another machine writes under this one's name; null when nothing does.
    pub shared_name: Option<LogProblem>,
    /// What shows that this device's log has lost something since it was written; null when nothing does.
    pub shrunk: Option<LogProblem>,
    /// Why nothing can be written; null when it can.
    pub not_writable: Option<String>,
    /// How many events the logs have together.
    pub events: usize,
    /// Every log.
    pub logs: Vec<LogHealth>,
    /// Every line that doesn't count and isn't noted as looked at.
    pub damaged_lines: Vec<DamagedLine>,
    /// Every snapshot, the newest first.
    pub snapshots: Vec<SnapshotHealth>,
    /// How many events snapshots have and the logs lack.
    pub missing: usize,
    /// Files and folders that can't be read.
    pub unreadable: Vec<LogProblem>,
    /// What is named like a snapshot and is none.
    pub stray: Vec<LogProblem>,
    /// Files and folders that others may read or write.
    pub open_to_others: Vec<Open>,
    /// The folders of the packs that were looked at; empty for the built-in one.
    pub packs: Vec<String>,
    /// Progress whose topic none of these packs has, the latest first.
    pub orphans: Vec<Orphaned>,
}

/// A log.
#[derive(Debug, Serialize)]
pub struct LogHealth {
    /// The file.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its lines.
    pub lines: usize,
    /// Its events, each once.
    pub events: usize,
    /// The earliest date of its events; null when there are none.
    pub first: Option<Timestamp>,
    /// The latest date of its events; null when there are none.
    pub last: Option<Timestamp>,
    /// The log it has events in common with; null when there is none.
    pub shares_with: Option<String>,
    /// How many it has in common with that one.
    pub shared: usize,
    /// How many of its events no other log has.
    pub only_here: usize,
    /// Lines that were cut off while they were written, and whose events were written again.
    pub written_again: usize,
    /// Damaged lines that were noted as looked at before.
    pub accepted: usize,
    /// Damaged lines beyond those that are listed; not 0 for a file that is no log.
    pub unlisted: usize,
    /// The version of the log's format, if it is newer than this waypost reads.
    pub newer_version: Option<u32>,
    /// Events dated more than a day ahead.
    pub dated_ahead: usize,
    /// Events dated before 2000.
    pub dated_long_ago: usize,
    /// Events whose ids are more than a day ahead.
    pub ids_ahead: usize,
}

/// A line that doesn't count.
#[derive(Debug, Serialize)]
pub struct DamagedLine {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// A part of the line.
    pub excerpt: String,
    /// `harmless`: nothing is lost; `recoverable`: something can be brought back; `lost`: nothing can; `newer`: a newer
    /// version can read it; `arriving`: it is the last of another device's log, and its end may be on its way here.
    pub fate: &'static str,
    /// Events that are whole inside of it and in no log.
    pub inside: usize,
    /// Events of it that only a snapshot has.
    pub in_snapshots: usize,
    /// Events of it whose ids can be read and that are nowhere.
    pub lost: usize,
}

/// A snapshot.
#[derive(Debug, Serialize)]
pub struct SnapshotHealth {
    /// The file.
    pub file: String,
    /// The device that has taken it.
    pub device: String,
    /// The day it was taken.
    pub date: Date,
    /// Its bytes.
    pub bytes: u64,
    /// Its events.
    pub events: usize,
    /// How many of these the logs lack.
    pub missing: usize,
    /// Lines that only a newer version of waypost can read.
    pub newer_version: usize,
    /// What of it is damaged.
    pub problems: Vec<LogProblem>,
}

/// A file or folder that others may read or write.
#[derive(Debug, Serialize)]
pub struct Open {
    /// Where it is.
    pub path: String,
    /// Its permissions, in octal.
    pub mode: String,
}

/// Progress whose topic is gone.
#[derive(Debug, Serialize)]
pub struct Orphaned {
    /// The id it stands under.
    pub id: String,
    /// The status it has there.
    pub status: Status,
    /// Since when (RFC 3339, UTC).
    pub since: Timestamp,
    /// The ids of the topics it may be meant for, the nearest first; looked for only for the latest hundred.
    pub nearest: Vec<String>,
}

/// What a repair has done, or would do.
#[derive(Debug, Serialize)]
pub struct Repair {
    /// Nothing was done.
    pub dry_run: bool,
    /// The new log; null when none was needed. In a dry run the name it would have now.
    pub file: Option<String>,
    /// Events brought back that were whole inside of damaged lines.
    pub from_damaged_lines: usize,
    /// Events brought back from snapshots.
    pub from_snapshots: usize,
    /// The ids of all events brought back.
    pub events: Vec<String>,
    /// Damaged lines noted as looked at.
    pub accepted: usize,
    /// Those among them of which something is lost.
    pub lost: Vec<DamagedLine>,
    /// What of this device's log is gone, noted as looked at; null when nothing is.
    pub shrunk: Option<String>,
    /// What a repair can't do.
    pub by_hand: Vec<Task>,
}

/// Something to be done by hand.
#[derive(Debug, Serialize)]
pub struct Task {
    /// What.
    pub task: String,
    /// The files and lines that are meant.
    pub places: Vec<String>,
    /// The commands that do it.
    pub commands: Vec<String>,
}

/// What was brought back from snapshots, or would be.
#[derive(Debug, Serialize)]
pub struct Restore {
    /// Nothing was done.
    pub dry_run: bool,
    /// The day of the snapshots.
    pub date: Date,
    /// The snapshots.
    pub snapshots: Vec<String>,
    /// What of them can't be read.
    pub problems: Vec<LogProblem>,
    /// The new log; null when none was needed. In a dry run the name it would have now.
    pub file: Option<String>,
    /// The ids of the events brought back.
    pub events: Vec<String>,
}

/// Progress that counts for another topic now, or would.
#[derive(Debug, Serialize)]
pub struct Relocation {
    /// Nothing was done.
    pub dry_run: bool,
    /// The id it stands under.
    pub from: String,
    /// The id of the topic it counts for.
    pub to: String,
    /// The topic's status before.
    pub before: Status,
    /// The topic's status after.
    pub after: Status,
}
