//! The log files: the only place of this layer that touches the disk.
//!
//! Every device appends to a file of its own, `<data>/log/<device>.jsonl`, and reads everyone's. So whatever copies
//! the folder about (git, Syncthing, a USB stick) never has to merge a file, and where it makes a second copy of one all
//! the same ("conflicted copy"), both are read and each event counts once. A copy of our own file with events that ours
//! lacks means that another machine has our name: then we take a new one, so that there is no conflict again.

mod append;
mod device;
mod error;
mod high_water;
pub mod inspect;
mod keep;
mod lines;
mod problem;
pub mod snapshot;
mod tail;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::event::{Event, EventId};
use super::id::Seen;
use super::line;
use device::identity::Identity;
use device::twin::{self, Twin};
use high_water::HighWater;
use tail::Tail;

pub use device::Device;
pub use device::identity::Renamed;
pub use error::LogError;
pub use keep::{create_private, replace_json};
pub use problem::{Problem, in_short};

/// For the last line of another device's file.
const ON_ITS_WAY: &str = "the rest of the file may still be on its way here; if it stays like this, the other device stopped while writing it and never showed it as saved";

/// What reading the logs gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Events not handed out before, in no particular order, each once.
    pub events: Vec<Event>,
    /// What couldn't be read, and wasn't reported before.
    pub problems: Vec<Problem>,
    /// Why nothing can be recorded, if a newer version of waypost has written here.
    pub read_only: Option<String>,
    /// Events handed out before that no file has any more, since this device's file was deleted or an older one took its
    /// place: whoever has them should [append](Log::append) them again.
    pub missing: Vec<EventId>,
}

/// The logs of one data folder, and the one file of them that is ours to write.
#[derive(Debug)]
pub struct Log {
    device: Device,
    renamed: Option<Renamed>,
    /// What shows that the name is another machine's too, where no other can be had.
    stuck: Option<Problem>,
    folder: PathBuf,
    file: PathBuf,
    tails: BTreeMap<OsString, Tail>,
    /// Ids of all events handed out or written.
    seen: Seen,
    /// What has been said of whole files, by path.
    faults: BTreeMap<PathBuf, String>,
    /// What has been said of lines, by file and line: a file that was replaced is read anew.
    told: BTreeSet<(PathBuf, usize, String)>,
    /// Files of newer versions than ours.
    newer: BTreeMap<PathBuf, u32>,
    /// What has been said of that.
    read_only: Option<String>,
    /// The file of ours whose entry in its folder is known to be on the disk.
    anchored: Option<(u64, u64)>,
    high_water: Option<HighWater>,
}

impl Log {
    /// Reads all logs of a data folder, as the machine we are on.
    ///
    /// If another machine turns out to write under the same name, this one takes a new name, for good:
    /// see [`Log::renamed`]. If it can't, that is a [`Problem`]. Either way nothing is lost.
    pub fn here(data_dir: &Path) -> Result<(Log, Loaded), LogError> {
        let (mut log, mut loaded, identity, twin) = Log::look_for_twin(data_dir)?;
        let Some(twin) = twin else {
            return Ok((log, loaded));
        };
        match identity.renew() {
            Ok((identity, decided)) => {
                let (mut renamed, loaded) = Log::open(data_dir, &identity.device)?;
                renamed.high_water = HighWater::of(data_dir, &renamed.device);
                renamed.renamed = decided.then_some(Renamed {
                    from: log.device,
                    to: identity.device,
                });
                Ok((renamed, loaded))
            }
            Err(stuck) => {
                loaded.problems.push(log.share_name(twin, stuck.to_string()));
                Ok((log, loaded))
            }
        }
    }

    /// Reads all logs of a data folder like [`Log::here`], without changing anything anywhere: the name stays, and what shows
    /// that another machine has it too is a [`Problem`] and in [`Log::stuck`].
    pub fn look(data_dir: &Path) -> Result<(Log, Loaded), LogError> {
        let (mut log, mut loaded, identity, twin) = Log::look_for_twin(data_dir)?;
        if let Some(twin) = twin {
            loaded.problems.push(log.share_name(twin, identity.prospect()));
        }
        Ok((log, loaded))
    }

    /// Reads all logs as the machine we are on, and looks whether another one has its name. Where nothing can be written, a
    /// name is as good as any.
    fn look_for_twin(data_dir: &Path) -> Result<(Log, Loaded, Identity, Option<Twin>), LogError> {
        let identity = Identity::here(data_dir)?;
        let (mut log, mut loaded) = Log::open(data_dir, &identity.device)?;
        log.high_water = HighWater::of(data_dir, &log.device);
        loaded.problems.extend(log.shrunk());
        let twin = log.twin().filter(|_| log.newer.is_empty());
        Ok((log, loaded, identity, twin))
    }

    fn share_name(&mut self, twin: Twin, hint: String) -> Problem {
        let problem = Problem {
            file: twin.file,
            line: twin.line,
            column: 1,
            message: format!("another machine writes under this one's name, `{}`", self.device),
            hint,
            fingerprint: None,
        };
        self.stuck = Some(problem.clone());
        problem
    }

    /// Reads all logs of a data folder as a device of a given name. Nothing is created: a folder that isn't there is an empty one, and
    /// one that can't be read is a [`Problem`].
    pub fn open(data_dir: &Path, device: &Device) -> Result<(Log, Loaded), LogError> {
        let data_dir = std::path::absolute(data_dir).map_err(|error| LogError::of(data_dir, error))?;
        let folder = data_dir.join("log");
        let mut log = Log {
            device: device.clone(),
            renamed: None,
            stuck: None,
            file: folder.join(device.file_name()),
            folder,
            tails: BTreeMap::new(),
            seen: Seen::default(),
            faults: BTreeMap::new(),
            told: BTreeSet::new(),
            newer: BTreeMap::new(),
            read_only: None,
            anchored: None,
            high_water: None,
        };
        let loaded = log.read(true);
        Ok((log, loaded))
    }

    /// Makes the folder with the logs, so that it can be watched; an append makes it as well.
    pub fn make_folder(folder: &Path) -> Result<(), LogError> {
        append::create_folders(folder)
    }

    /// Whose file is written.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// The change of name that was decided when the log was opened, to be told to the learner.
    pub fn renamed(&self) -> Option<&Renamed> {
        self.renamed.as_ref()
    }

    /// What shows that another machine writes under this one's name, if this one can't take another.
    pub fn stuck(&self) -> Option<&Problem> {
        self.stuck.as_ref()
    }

    /// The folder with the logs, which may not exist yet.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of this device, which may not exist yet.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Why nothing can be recorded, if a newer version of waypost has written here.
    pub fn read_only(&self) -> Option<LogError> {
        let (path, &version) = self.newer.iter().max_by_key(|(_, version)| **version)?;
        Some(LogError::NewerVersion {
            path: path.clone(),
            version,
        })
    }

    /// Writes events to this device's file; once it returns `Ok` they are on the disk.
    ///
    /// After an error some may be there all the same: append them again, an event counts once however often it is written.
    pub fn append(&mut self, events: &[Event]) -> Result<(), LogError> {
        if let Some(error) = self.read_only() {
            return Err(error);
        }
        let mut lines = Vec::with_capacity(events.len() * 160);
        for event in events {
            let start = lines.len();
            line::encode(event, &mut lines);
            lines.push(b'\n');
            if lines.len() - start > tail::MAX_LINE {
                return Err(LogError::TooLong {
                    bytes: lines.len() - start,
                });
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let high_water = self.high_water.as_ref();
        let appended = append::append(&self.file, &lines, |len| {
            if let Some(mark) = high_water {
                mark.set(len);
            }
        })?;
        // Made by us, by someone who may have died before this, or put there by a synchroniser.
        if self.anchored.is_none() || self.anchored != appended.identity {
            append::sync_folders(&self.file)?;
            self.anchored = appended.identity;
        }
        for event in events {
            self.seen.insert(event.id);
        }
        Ok(())
    }

    /// Reads what has come into the folder since the last time: other devices' events, and other instances'.
    pub fn refresh(&mut self) -> Loaded {
        self.read(false)
    }

    /// What shows that another machine writes under our name.
    fn twin(&self) -> Option<Twin> {
        let names = self.tails.keys().map(OsString::as_os_str);
        let own = OsString::from(self.device.file_name());
        let merged = self.tails.get(&own).and_then(Tail::merge_mark);
        match merged {
            Some(line) => Some(Twin {
                file: self.file.clone(),
                line,
            }),
            None => twin::find(&self.folder, &self.device, names),
        }
    }

    fn read(&mut self, opening: bool) -> Loaded {
        let mut loaded = Loaded::default();
        let names = match names(&self.folder) {
            Ok(names) => {
                self.faults.remove(&self.folder);
                names
            }
            Err(error) => {
                let folder = self.folder.clone();
                self.fault(folder, &error, "a folder", &mut loaded);
                Vec::new()
            }
        };
        if opening {
            let bytes: u64 = names
                .iter()
                .filter_map(|name| fs::metadata(self.folder.join(name)).ok())
                .map(|file| file.len())
                .sum();
            loaded.events.reserve(tail::events_in(bytes));
        }
        let own_name = OsString::from(self.device.file_name());
        let mut set_back =
            !names.contains(&own_name) && self.tails.remove(&own_name).is_some_and(|tail| tail.has_lines());
        self.newer.retain(|path, _| {
            path.file_name()
                .is_some_and(|file| names.iter().any(|name| name == file))
        });
        let mut bad_lines = Vec::new();
        for name in names {
            let path = self.folder.join(&name);
            let own = path == self.file;
            let mut tail = self.tails.remove(&name).unwrap_or_default();
            let found = tail.read(&path, opening, &mut |event| {
                if opening || self.seen.insert(event.id) {
                    loaded.events.push(event);
                }
            });
            self.tails.insert(name, tail);
            match found {
                Ok(findings) => {
                    self.faults.remove(&path);
                    set_back |= own && findings.restarted;
                    if findings.restarted {
                        self.newer.remove(&path);
                    }
                    if let Some(version) = findings.newer {
                        self.newer.insert(path.clone(), version);
                    }
                    bad_lines.extend(findings.bad.into_iter().map(|mut bad| {
                        if bad.unfinished && !own {
                            bad.hint = ON_ITS_WAY;
                        }
                        (path.clone(), bad)
                    }));
                }
                // Gone between listing and reading.
                Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => {}
                Err(error) => self.fault(path, &error, "a file", &mut loaded),
            }
        }
        if opening {
            self.seen = Seen::sort(&mut loaded.events);
        }
        for (file, bad) in bad_lines {
            // A write that failed half way and was repeated has lost nothing.
            if !bad.torn.is_some_and(|id| self.seen.contains(id))
                && self.told.insert((file.clone(), bad.line, bad.message.clone()))
            {
                let tail::BadLine {
                    line,
                    column,
                    message,
                    hint,
                    fingerprint,
                    ..
                } = bad;
                loaded.problems.push(Problem {
                    file,
                    line,
                    column,
                    message,
                    hint: hint.to_owned(),
                    fingerprint,
                });
            }
        }
        if set_back && !opening {
            loaded.missing = self.missing();
        }
        let read_only = self.read_only().map(|error| error.to_string());
        if read_only != self.read_only {
            loaded.read_only.clone_from(&read_only);
            self.read_only = read_only;
        }
        loaded
    }

    /// What was seen and is in no file now; nothing while a file can't be read, which may have it.
    fn missing(&self) -> Vec<EventId> {
        let Ok((_, now)) = Log::open(self.data_dir(), &self.device) else {
            return Vec::new();
        };
        if now
            .problems
            .iter()
            .any(|problem| problem.line == 0 && problem.file != self.file)
        {
            return Vec::new();
        }
        let there = Seen::sort(&mut { now.events });
        let mut missing: Vec<EventId> = self.seen.ids().filter(|&id| !there.contains(id)).collect();
        missing.sort_unstable();
        missing
    }

    /// Lets the length that our file has now be the one it is to have: the learner knows of what is gone, and has what can be
    /// had of it.
    pub fn settle(&self) {
        if let Some(high_water) = &self.high_water {
            high_water.set(fs::metadata(&self.file).map_or(0, |file| file.len()));
        }
    }

    /// What shows that our file has lost something since we wrote it.
    pub fn shrunk(&self) -> Option<Problem> {
        let then = self.high_water.as_ref()?.get()?;
        let now = fs::metadata(&self.file).map_or(0, |file| file.len());
        let lost = then.checked_sub(now).filter(|lost| *lost > 0)?;
        Some(Problem {
            file: self.file.clone(),
            line: 0,
            column: 0,
            message: if now == 0 {
                "this device's log is gone".to_owned()
            } else {
                format!("the last {lost} bytes of this device's log are gone")
            },
            hint: "an older copy may have taken its place; `waypost doctor` says what can be brought back".to_owned(),
            fingerprint: None,
        })
    }

    fn data_dir(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Reports what is wrong with a whole file or folder, once as long as it stays the same.
    fn fault(&mut self, path: PathBuf, error: &io::Error, wanted: &str, loaded: &mut Loaded) {
        let message = match error.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
                format!("something else is where {wanted} should be")
            }
            _ => format!("can't be read: {error}"),
        };
        if self.faults.get(&path) == Some(&message) {
            return;
        }
        self.faults.insert(path.clone(), message.clone());
        let hint = "what is in it doesn't count until this is put right; it is read again on its own".to_owned();
        loaded.problems.push(Problem {
            file: path,
            line: 0,
            column: 0,
            message,
            hint,
            fingerprint: None,
        });
    }
}

/// Whether a folder is missing because a link on the way to it leads to what isn't there: a stick that is not mounted is
/// no empty folder.
fn leads_nowhere(folder: &Path) -> bool {
    let mut missing = folder.ancestors().take_while(|folder| fs::metadata(folder).is_err());
    missing.any(|folder| fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink()))
}

/// The log files in the folder, sorted.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !leads_nowhere(folder) => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let log = Path::new(&name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"));
        // What begins with a dot or a tilde is a synchroniser's, an editor's or macOS's own ("._x.jsonl"), and often
        // a file that is still arriving.
        if log && !matches!(name.as_encoded_bytes().first(), Some(b'.' | b'~')) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
