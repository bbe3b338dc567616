//! Reads one log file, and later what has grown at its end.

mod parts;

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use super::lines::Lines;
use crate::progress::event::{Event, EventId};
use crate::progress::line::{self, Fault};

/// Bytes a line may have. No action comes near it; without it a file of zeros would be read into memory whole.
pub(super) const MAX_LINE: usize = 64 << 20;

/// Bad lines told of one by one in one reading of one file; with more it is hardly a log.
pub(super) const MAX_FAULTS: usize = super::inspect::MAX_BAD;

/// Bytes before the place read up to that must be as they were for the rest to count as read: a line's checksum and more.
const GUARD: usize = 48;

/// Bytes read at a time: little enough that they are still in the processor's cache when they are decoded.
const CHUNK: usize = 64 << 10;

/// Bytes of a line with one topic.
const TYPICAL_LINE: u64 = 140;

/// Events to make room for at most: a large file may be no log at all.
const MAX_RESERVED: usize = 1 << 20;

/// How many events so many bytes have, at a guess.
pub(super) fn events_in(bytes: u64) -> usize {
    usize::try_from(bytes / TYPICAL_LINE).map_or(MAX_RESERVED, |events| events.min(MAX_RESERVED))
}

/// How far a file has been read.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// Bytes of whole lines read.
    offset: u64,
    /// Whole lines read.
    lines: usize,
    /// The last bytes before `offset`.
    guard: Vec<u8>,
    /// What the file was like when it was read.
    stamp: Option<Stamp>,
    /// Where the unfinished last line begins that has been reported already.
    reported: Option<u64>,
    /// The first line that git has left between two versions it couldn't merge.
    merge_mark: Option<usize>,
}

/// Tells whether a file is still the one that was read, and untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    identity: Option<(u64, u64)>,
    len: u64,
    modified: Option<SystemTime>,
}

/// A line that is no event.
#[derive(Debug)]
pub(super) struct BadLine {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
    pub(super) hint: &'static str,
    /// What identifies the line; a sum of lines, and what is not damaged, has nothing.
    pub(super) fingerprint: Option<String>,
    /// The id in a line that was cut off: if the event is there whole, nothing is lost.
    pub(super) torn: Option<EventId>,
    /// The line has no end yet.
    pub(super) unfinished: bool,
}

/// What one reading found besides events.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) bad: Vec<BadLine>,
    /// The newest version met that is newer than ours.
    pub(super) newer: Option<u32>,
    /// The file is not the one that was read before: it was replaced, cut, or written anew.
    pub(super) restarted: bool,
    more: usize,
}

impl Tail {
    /// Hands every event that is new in the file to `take`.
    ///
    /// A last line without its line feed may still be being written: if it is no event, it is left for the next
    /// reading, and reported only when `opening` the log.
    pub(super) fn read(&mut self, path: &Path, opening: bool, take: &mut dyn FnMut(Event)) -> io::Result<Findings> {
        let metadata = fs::metadata(path)?;
        // Also keeps out named pipes, which would wait for a writer for ever.
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "not a regular file"));
        }
        let stamp = Stamp::of(&metadata);
        if self.stamp == Some(stamp) && stamp.len == self.offset {
            return Ok(Findings::default());
        }
        let mut file = File::open(path)?;
        let mut stamp = Stamp::of(&file.metadata()?);
        let mut findings = Findings::default();
        if !self.continues(&mut file, stamp)? {
            findings.restarted = self.lines > 0;
            *self = Tail::default();
        }
        let cuts = if opening { parts::cuts(stamp.len) } else { Vec::new() };
        if cuts.is_empty() {
            file.seek(SeekFrom::Start(self.offset))?;
            // A byte of room in which the end of a small file is met.
            let rest = usize::try_from(stamp.len.saturating_sub(self.offset)).unwrap_or(usize::MAX);
            let mut lines = Lines::new(&file, CHUNK.min(rest.saturating_add(1)), MAX_LINE);
            self.read_lines(&mut lines, u64::MAX, opening, &mut findings, take)?;
        } else {
            self.read_parts(path, &file, &cuts, &mut findings, take)?;
        }
        // It may have grown while it was read.
        stamp.len = stamp.len.max(self.offset);
        self.stamp = Some(stamp);
        findings.close(self.lines);
        Ok(findings)
    }

    /// Whether there was anything to read.
    pub(super) fn has_lines(&self) -> bool {
        self.lines > 0
    }

    /// The first line that git has left between two versions it couldn't merge.
    pub(super) fn merge_mark(&self) -> Option<usize> {
        self.merge_mark
    }

    /// Whether what was read before is still what the file begins with.
    fn continues(&self, file: &mut File, now: Stamp) -> io::Result<bool> {
        let Some(then) = self.stamp else {
            return Ok(true);
        };
        // Touched without having grown: it may have been changed anywhere.
        if then.identity != now.identity || now.len < self.offset || now.len == self.offset && now != then {
            return Ok(false);
        }
        let mut guard = vec![0; self.guard.len()];
        file.seek(SeekFrom::Start(self.offset - self.guard.len() as u64))?;
        file.read_exact(&mut guard)?;
        Ok(guard == self.guard)
    }

    /// Reads the lines that begin before `until`; tells whether the file ended before that.
    fn read_lines(
        &mut self,
        lines: &mut Lines<&File>,
        until: u64,
        opening: bool,
        findings: &mut Findings,
        take: &mut dyn FnMut(Event),
    ) -> io::Result<bool> {
        while self.offset < until {
            let line = lines.next()?;
            if line.is_empty() {
                return Ok(true);
            }
            let report = self.reported != Some(self.offset);
            let cut = line.len() == MAX_LINE && !line.ends_with(b"\n");
            if cut {
                let message = format!("the line is longer than {MAX_LINE} bytes");
                findings.add(self.lines + 1, 1, message, NOT_OURS, Some(line));
            } else if let Some(line) = line.strip_suffix(b"\n") {
                if !is_merge_mark(line) {
                    self.take_line(line, report, findings, take);
                } else if self.merge_mark.is_none() {
                    // One message for the file; what is between the marks counts, whichever version it is of.
                    self.merge_mark = Some(self.lines + 1);
                    findings.add(self.lines + 1, 1, MERGE_MARK.to_owned(), TAKE_MARKS_OUT, None);
                }
            } else {
                // Not counted as read: the next reading takes it again, finished.
                let told = findings.bad.len();
                if self.take_line(line, opening && report, findings, take) && opening {
                    self.reported = Some(self.offset);
                }
                for bad in findings.bad.iter_mut().skip(told) {
                    bad.unfinished = true;
                }
                return Ok(true);
            }
            self.offset += line.len() as u64;
            self.lines += 1;
            self.guard.clear();
            self.guard.extend_from_slice(&line[line.len().saturating_sub(GUARD)..]);
            if cut {
                // The end of an overlong line is skipped unseen.
                self.guard.clear();
                self.offset += lines.skip()?;
            }
        }
        Ok(false)
    }

    /// Takes in the next line: its event, or what is wrong with it if wanted; tells whether it was bad.
    fn take_line(&self, line: &[u8], report: bool, findings: &mut Findings, take: &mut dyn FnMut(Event)) -> bool {
        // Editors of other systems put a byte order mark at the start of a file.
        let line = if self.offset == 0 {
            line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
        } else {
            line
        };
        if line.trim_ascii().is_empty() {
            return false;
        }
        let error = match line::decode(line) {
            Ok(event) => {
                take(event);
                return false;
            }
            Err(error) => error,
        };
        if let Fault::Newer(version) = error.fault {
            // One message for the file says it better than one for each line.
            findings.newer = findings.newer.max(Some(version));
        } else if report {
            let torn = matches!(error.fault, Fault::Torn);
            let message = error.fault.to_string();
            findings.add(self.lines + 1, error.column, message, error.fault.hint(), Some(line));
            if torn
                && findings.more == 0
                && let Some(bad) = findings.bad.last_mut()
            {
                bad.torn = line::torn_id(line);
            }
        }
        true
    }
}

pub(super) const MERGE_MARK: &str = "git could not merge this file and has put both versions into it";
pub(super) const TAKE_MARKS_OUT: &str = "nothing is lost, both count; take out the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`, then `git add` the file";

/// Whether git has put the line between two versions: `<<<<<<< HEAD`, `=======`, `>>>>>>> main`, and `|||||||` for a third.
pub(super) fn is_merge_mark(line: &[u8]) -> bool {
    let Some((mark, rest)) = line.split_first_chunk::<7>() else {
        return false;
    };
    matches!(mark, b"<<<<<<<" | b"=======" | b">>>>>>>" | b"|||||||")
        && matches!(rest.first(), None | Some(b' ' | b'\r'))
}

const NOT_OURS: &str = "the line was not written by waypost; take it out if you added it";

impl Findings {
    fn add(&mut self, line: usize, column: usize, message: String, hint: &'static str, damaged: Option<&[u8]>) {
        if self.bad.len() < MAX_FAULTS {
            self.bad.push(BadLine {
                line,
                column,
                message,
                hint,
                fingerprint: damaged.map(line::fingerprint),
                torn: None,
                unfinished: false,
            });
        } else {
            self.more += 1;
        }
    }

    fn close(&mut self, lines: usize) {
        if self.more > 0 {
            let message = format!("{} more lines of this file are no events", self.more);
            let hint = "the file is damaged or no log; take it from a copy, or move it away if it isn't waypost's";
            self.bad.push(BadLine {
                line: lines,
                column: 1,
                message,
                hint,
                fingerprint: None,
                torn: None,
                unfinished: false,
            });
        }
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        Stamp {
            identity: identity(metadata),
            len: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

/// What stays the same while a file is only written to, and differs when another takes its name.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub(super) fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

/// What stays the same while a file is only written to, and differs when another takes its name.
#[cfg(not(unix))]
pub(super) fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}
