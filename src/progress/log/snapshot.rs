//! Daily copies of the logs, in case they are damaged or deleted.
//!
//! ```text
//! <data>/log/*.jsonl  --gather: whole lines, each once--> lines --archive--> <data>/snapshots/<device>/<date>.jsonl.gz
//! ```
//!
//! A snapshot is itself a log: every line of all logs whose checksum is right, byte for byte, also those of actions and
//! versions this program doesn't know, and what the snapshot before it had more. Each device has a folder of its own, so that a synchronised data folder has no
//! conflicts. A file appears whole or not at all, and [`retention`] says how long it stays.

mod archive;
mod error;
mod gather;
mod lines;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;

use super::{Device, LogError, Problem, append};
use crate::progress::retention;
use lines::Lines;

pub use error::SnapshotError;

/// Bytes a snapshot may have, without compression: over three million marks. What claims to have more is a trap.
const MAX_BYTES: u64 = 512 << 20;

const ENDING: &str = ".jsonl.gz";

/// What a file is called while it is written.
const UNFINISHED: (&str, &str) = (".snapshot-", ".tmp");

/// After this time a snapshot of today is replaced.
const FRESH: Duration = Duration::from_secs(60 * 60);

/// After this time nobody writes an unfinished file any more.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// The snapshots that one device takes of a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshots {
    data: PathBuf,
    folder: PathBuf,
}

impl Taken {
    /// What the logs have lost.
    pub fn lacking(&self) -> Option<Lacking> {
        match self {
            Taken::Written { lacking, .. } | Taken::NothingNew { lacking } => *lacking,
            Taken::ThereWasOne => None,
        }
    }
}

/// What came of taking a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is on the disk, in this file.
    Written {
        /// The file.
        file: PathBuf,
        /// The last one before it has something that the logs lack now; so has this one.
        lacking: Option<Lacking>,
    },
    /// The last one has all that is in the logs.
    NothingNew {
        /// The last one has more than that.
        lacking: Option<Lacking>,
    },
    /// There is a fresh one of that day.
    ThereWasOne,
}

/// What the logs have lost since a snapshot was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    /// How many lines.
    pub lines: usize,
    /// The day of the snapshot that has them.
    pub date: Date,
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lacking { lines, date } = self;
        let marks = if *lines == 1 { "mark" } else { "marks" };
        write!(
            f,
            "your log lacks {lines} {marks} that the snapshot of {date} has; `waypost doctor` brings them back"
        )
    }
}

/// What a snapshot has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    lines: Lines,
    /// What of the file is damaged.
    pub problems: Vec<Problem>,
}

/// A snapshot in a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The device that has taken it.
    pub device: String,
    /// The day it was taken, where it was taken.
    pub date: Date,
    /// The file.
    pub path: PathBuf,
    /// The file's size.
    pub bytes: u64,
}

/// The snapshots in a data folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Of all devices, the newest first.
    pub found: Vec<Found>,
    /// Folders that couldn't be looked into.
    pub problems: Vec<Problem>,
}

impl Snapshots {
    /// The snapshots this device takes. Touches nothing.
    pub fn new(data_dir: &Path, device: &Device) -> Snapshots {
        let data = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
        let folder = all(&data).join(device.to_string());
        Snapshots { data, folder }
    }

    /// Whether there is none of this day, or one that is an hour old: the first mark of a day is not all of them. Costs one
    /// look at the disk.
    pub fn due(&self, today: Date) -> bool {
        let file = fs::symlink_metadata(self.file(today)).ok().filter(Metadata::is_file);
        let written = file.and_then(|file| file.modified().ok());
        // A time to come counts as now.
        written.is_none_or(|written| written.elapsed().unwrap_or_default() >= FRESH)
    }

    /// Takes one if it is [due](Snapshots::due) and the logs have changed since the last, then deletes those of this device
    /// that need not be kept.
    ///
    /// Two instances may do this at the same time: each writes a file of its own, and whichever is named last stays.
    pub fn take(&self, today: Date) -> Result<Taken, SnapshotError> {
        if !self.due(today) {
            return Ok(Taken::ThereWasOne);
        }
        let mut lines = gather::gather(&self.data.join("log"), MAX_BYTES)?;
        if lines.is_empty() && !self.folder.is_dir() {
            return Ok(Taken::NothingNew { lacking: None });
        }
        self.make_folder()?;
        let dates = self.look_through()?;
        let (mut lacking, mut nothing_new) = (None, lines.is_empty());
        // What the logs have lost since the last one is carried on: there is nothing in a log that may ever go. A damaged
        // one is not relied on alone.
        for (age, &date) in dates.range(..=today).rev().enumerate() {
            let Ok(last) = read(&self.file(date)) else { continue };
            let carried = lines.unite(&last.lines);
            if carried > 0 && lacking.is_none() {
                lacking = Some(Lacking { lines: carried, date });
            }
            if last.problems.is_empty() {
                nothing_new |= age == 0 && lines.len() == last.lines.len();
                break;
            }
        }
        if nothing_new {
            return Ok(Taken::NothingNew { lacking });
        }
        let file = self.file(today);
        self.write(&lines, &file).map_err(|error| LogError::of(&file, error))?;
        append::sync_folders(&file)?;
        let dates = dates.into_iter().chain([today]).collect();
        for date in retention::superfluous(today, &dates) {
            // What can't be deleted today is deleted another day.
            let _ = fs::remove_file(self.file(date));
        }
        Ok(Taken::Written { file, lacking })
    }

    fn file(&self, date: Date) -> PathBuf {
        self.folder.join(format!("{date}{ENDING}"))
    }

    /// Makes the folders one by one, so that nothing is made where a link leads out of the data folder.
    fn make_folder(&self) -> Result<(), SnapshotError> {
        for folder in [&all(&self.data), &self.folder] {
            append::create_folders(folder)?;
            let real = |path: &Path| fs::canonicalize(path).map_err(|error| LogError::of(path, error));
            let to = real(folder)?;
            if !to.starts_with(real(&self.data)?) {
                return Err(SnapshotError::LeadsOut {
                    path: folder.clone(),
                    to,
                });
            }
        }
        Ok(())
    }

    /// The dates of this device's snapshots. What a writer that was killed has left is deleted.
    fn look_through(&self) -> Result<BTreeSet<Date>, LogError> {
        let here = |error| LogError::of(&self.folder, error);
        let mut dates = BTreeSet::new();
        for entry in fs::read_dir(&self.folder).map_err(here)? {
            let entry = entry.map_err(here)?;
            if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            if let Some(date) = date_of(&entry.file_name()) {
                dates.insert(date);
            } else if is_abandoned(&entry) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(dates)
    }

    fn write(&self, lines: &Lines, file: &Path) -> io::Result<()> {
        let unfinished = tempfile::Builder::new()
            .prefix(UNFINISHED.0)
            .suffix(UNFINISHED.1)
            .tempfile_in(&self.folder)?;
        let mut out = BufWriter::new(unfinished);
        archive::write(lines, &mut out)?;
        out.flush()?;
        let unfinished = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        unfinished.as_file().sync_all()?;
        unfinished.persist(file)?;
        Ok(())
    }
}

impl Contents {
    /// Every whole line, each once, without line feeds, sorted; [`decode`](crate::progress::line::decode) makes events of
    /// those this version knows.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.lines.iter()
    }
}

/// The snapshots in a data folder, of all devices.
pub fn list(data_dir: &Path) -> Listing {
    let mut listing = Listing::default();
    for (folder, kind) in entries(&all(data_dir), &mut listing.problems) {
        if !kind.is_dir() {
            continue;
        }
        let device = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (path, kind) in entries(&folder, &mut listing.problems) {
            let date = path.file_name().and_then(date_of);
            // One that is gone by now was deleted.
            if let (Some(date), true, Ok(file)) = (date, kind.is_file(), fs::symlink_metadata(&path)) {
                listing.found.push(Found {
                    device: device.clone(),
                    date,
                    path,
                    bytes: file.len(),
                });
            }
        }
    }
    listing
        .found
        .sort_by(|one, two| (two.date, &one.device).cmp(&(one.date, &two.device)));
    listing
}

/// What is in a snapshot. Of a damaged one, every line that is whole, and what is wrong with the rest.
pub fn read(path: &Path) -> Result<Contents, SnapshotError> {
    let bytes = load(path).map_err(|source| SnapshotError::Read {
        path: path.to_owned(),
        source,
    })?;
    Ok(archive::read(path, &bytes, MAX_BYTES))
}

fn load(path: &Path) -> io::Result<Vec<u8>> {
    // A named pipe would wait for a writer for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "something else is where a file should be",
        ));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The folder with all devices' folders.
fn all(data_dir: &Path) -> PathBuf {
    data_dir.join("snapshots")
}

/// What is in a folder; nothing when there is no such folder.
fn entries(folder: &Path, problems: &mut Vec<Problem>) -> Vec<(PathBuf, fs::FileType)> {
    let entry = |entry: io::Result<fs::DirEntry>| entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)));
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(entry).collect());
    entries.unwrap_or_else(|error: io::Error| {
        if error.kind() != io::ErrorKind::NotFound {
            problems.push(Problem {
                file: folder.to_owned(),
                line: 0,
                column: 0,
                message: format!("can't be read: {error}"),
                hint: "there may be snapshots in it; put this right to have them".to_owned(),
                fingerprint: None,
            });
        }
        Vec::new()
    })
}

/// The date in the name of a snapshot, and in no other name.
fn date_of(name: &OsStr) -> Option<Date> {
    let date: Date = name.to_str()?.strip_suffix(ENDING)?.parse().ok()?;
    (name == OsStr::new(&format!("{date}{ENDING}"))).then_some(date)
}

fn is_abandoned(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let (prefix, suffix) = UNFINISHED;
    let unfinished = name
        .to_str()
        .is_some_and(|name| name.starts_with(prefix) && name.ends_with(suffix));
    let written = || entry.metadata().and_then(|file| file.modified());
    let age = || written().map(|written| SystemTime::now().duration_since(written).unwrap_or_default());
    unfinished && age().is_ok_and(|age| age > ABANDONED)
}
