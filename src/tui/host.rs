//! Carrying effects out in the world: the disk, the browser, the clipboard.

pub(super) mod packs;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Result;
use jiff::civil::Date;

use crate::app::msg::Effect;
use crate::app::session::Session;
use crate::content::library::Library;
use crate::content::model::Link;
use crate::content::source;
use crate::learn::changes::{Changes, Seen};
use crate::progress::event::Event;
use crate::progress::log::snapshot::Snapshots;
use crate::progress::log::{self, Log};
use crate::progress::notes::Notes;
use crate::progress::recorder::{Recorder, Report};

use super::browser;
use super::input::Wake;
use packs::Packs;

/// Carries effects out. A test has one that records them, or fails.
pub trait Host {
    /// Carries one out, or sees to it that the main loop does.
    fn perform(&mut self, effect: Effect);
}

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The address.
    pub url: String,
    /// Why no browser has it, if none has.
    pub error: Option<String>,
}

/// What only the main loop can do, since it holds the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Draw everything anew.
    pub redraw: bool,
    /// Stop until `fg`.
    pub suspend: bool,
    /// Leave.
    pub quit: bool,
    /// Put this on the clipboard.
    pub copy: Option<String>,
    /// Have the note on the topic of this id and title edited.
    pub note: Option<(String, String)>,
}

/// Nothing the program notes for itself beside the log is longer, in bytes: what was shown of 200,000 topics is a third of it.
const MAX_OWN: u64 = 64 * 1024 * 1024;
/// How long a snapshot is good enough.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// The real world.
#[derive(Debug)]
pub struct World {
    keeper: Keeper,
    library: Arc<Library>,
    packs: Packs,
    seen_file: PathBuf,
    snapshots: Snapshots,
    notes: Notes,
    today: fn() -> Result<Date>,
    /// What remembers that the learner has seen how the packs have changed.
    keeping_seen: Option<JoinHandle<()>>,
    /// When a snapshot was last taken of what was saved in this run.
    copied_at: Option<Instant>,
    wake: Sender<Wake>,
    /// What the main loop is to do.
    pub wanted: Wanted,
}

/// Who keeps the log: the thread that saves is started at the first pause, or when there is something to save.
#[derive(Debug)]
enum Keeper {
    Waiting(Box<Log>),
    Working(Recorder),
    /// The thread could not be started.
    Missing,
}

impl World {
    /// A world that saves in this log and answers through this channel.
    pub(super) fn new(
        log: Log,
        library: Arc<Library>,
        data_dir: &Path,
        packs: Packs,
        today: fn() -> Result<Date>,
        wake: Sender<Wake>,
    ) -> Self {
        Self {
            snapshots: Snapshots::new(data_dir, log.device()),
            notes: Notes::of(data_dir),
            seen_file: seen_file(data_dir, &log.device().to_string(), &packs.named),
            library,
            packs,
            keeper: Keeper::Waiting(Box::new(log)),
            today,
            keeping_seen: None,
            copied_at: None,
            wake,
            wanted: Wanted::default(),
        }
    }

    /// Takes a snapshot if none was asked for in the last hour, since something was saved.
    pub(super) fn keep_copy(&mut self) {
        if self.copied_at.is_none_or(|at| at.elapsed() >= HOUR) {
            self.copied_at = Some(Instant::now());
            self.take_snapshot();
        }
    }

    /// Takes the day's snapshot, if it is due, on a thread of its own, which nothing waits for; only what is wrong is told of.
    pub(super) fn take_snapshot(&self) {
        let (snapshots, today) = (self.snapshots.clone(), self.today);
        let wake = self.wake.clone();
        let started = thread::Builder::new()
            .name("waypost-snapshot".to_owned())
            .spawn(move || {
                let remark = match today().and_then(|today| Ok(snapshots.take(today)?)) {
                    Ok(taken) => taken.lacking().map(|lacking| lacking.to_string()),
                    Err(error) => Some(format!("{error:#}")),
                };
                let Some(remark) = remark else { return };
                // The loop may have ended meanwhile.
                let _ = wake.send(Wake::Remark(remark));
            });
        if let Err(error) = started {
            let why =
                format!("No snapshot of your progress was taken: {error}; free some memory and start waypost again");
            let _ = self.wake.send(Wake::Remark(why));
        }
    }

    /// Looks, on a thread, whether the packs are what they were when the learner last saw them, and whether they change from
    /// now on; and on another makes them ready to be searched.
    pub(super) fn follow_packs(&self) {
        packs::make_index(&self.library);
        let (file, packs, library) = (self.seen_file.clone(), self.packs.clone(), Arc::clone(&self.library));
        let wake = self.wake.clone();
        // Without a thread for it the next start tells.
        let _ = thread::Builder::new().name("waypost-packs".to_owned()).spawn(move || {
            if let Some(changes) = packs_changed(&file, &library) {
                let _ = wake.send(Wake::PacksChanged(changes));
            }
            packs.follow(library, &wake);
        });
    }

    /// The learner's notes.
    pub(super) fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Takes in another library, of which the learner is about to hear.
    pub(super) fn exchange_library(&mut self, library: Arc<Library>) {
        self.library = library;
    }

    /// Looks for what others have recorded.
    pub fn refresh(&mut self) {
        if let Some(recorder) = self.recorder() {
            recorder.refresh();
        }
    }

    /// Ends the world: what is unsaved gets a last chance. Returns what is lost, or `None` when nobody ever took anything.
    pub fn stop(self, patience: Duration) -> Option<Vec<Event>> {
        if let Some(thread) = self.keeping_seen {
            // If it broke down, the learner hears of it again.
            let _ = thread.join();
        }
        match self.keeper {
            Keeper::Waiting(_) => Some(Vec::new()),
            Keeper::Working(recorder) => Some(recorder.stop(patience)),
            Keeper::Missing => None,
        }
    }

    fn recorder(&mut self) -> Option<&Recorder> {
        self.keeper = match std::mem::replace(&mut self.keeper, Keeper::Missing) {
            Keeper::Waiting(log) => {
                let wake = self.wake.clone();
                // The loop may have ended meanwhile; what it has not heard is told by `stop`.
                let started = Recorder::start(*log, move |report| _ = wake.send(Wake::Recorder(report)));
                started.map_or(Keeper::Missing, Keeper::Working)
            }
            other => other,
        };
        if let Keeper::Working(recorder) = &self.keeper {
            Some(recorder)
        } else {
            None
        }
    }

    fn append(&mut self, events: Vec<Event>) {
        if let Some(recorder) = self.recorder() {
            recorder.record(events);
            return;
        }
        let error = "the thread that saves can't be started: free some memory and start waypost again".to_owned();
        let _ = self.wake.send(Wake::Recorder(Report::Failed {
            error,
            retry_in: Duration::ZERO,
        }));
    }

    fn open(&self, link: Link) {
        let wake = self.wake.clone();
        let url = link.url.clone();
        let started = thread::Builder::new()
            .name("waypost-browser".to_owned())
            .spawn(move || {
                let error = browser::open(&link.url).err();
                // The loop may have ended meanwhile.
                let _ = wake.send(Wake::Link(Opened { url: link.url, error }));
            });
        if let Err(error) = started {
            let _ = self.wake.send(Wake::Link(Opened {
                url,
                error: Some(error.to_string()),
            }));
        }
    }
}

impl Host for World {
    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Append(events) => self.append(events),
            Effect::OpenUrl(link) => self.open(link),
            Effect::Copy(text) => self.wanted.copy = Some(text),
            Effect::KeepSeen => {
                let (file, library) = (self.seen_file.clone(), Arc::clone(&self.library));
                // Without a thread for it the learner hears of it again.
                self.keeping_seen = thread::Builder::new()
                    .name("waypost-packs".to_owned())
                    .spawn(move || keep_seen(&file, &Seen::of(&library)))
                    .ok();
            }
            Effect::EditNote { topic, title } => self.wanted.note = Some((topic, title)),
            Effect::Redraw => self.wanted.redraw = true,
            Effect::Suspend => self.wanted.suspend = true,
            Effect::Quit => self.wanted.quit = true,
        }
    }
}

/// Where one device keeps what topics it has shown from these packs (none: the one inside the program).
pub fn seen_file(data_dir: &Path, device: &str, packs: &[PathBuf]) -> PathBuf {
    let name = if packs.is_empty() {
        "built-in".to_owned()
    } else {
        let mut hash = crc32fast::Hasher::new();
        for pack in packs {
            let pack = fs::canonicalize(pack).unwrap_or_else(|_| pack.clone());
            hash.update(pack.as_os_str().as_encoded_bytes());
            hash.update(b"\0");
        }
        format!("{:08x}", hash.finalize())
    };
    data_dir.join("seen").join(device).join(format!("{name}.json"))
}

/// What has changed in the packs since the learner was last told, if anything.
pub fn packs_changed(file: &Path, library: &Library) -> Option<Changes> {
    let before = source::bytes_up_to(file, MAX_OWN).ok();
    let before: Option<Seen> = before.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let now = Seen::of(library);
    if before.as_ref() == Some(&now) {
        return None;
    }
    let changes = before.map(|before| Changes::since(&before, library));
    let told = changes.filter(|changes| !changes.is_empty());
    if told.is_none() {
        keep_seen(file, &now);
    }
    told
}

/// Remembers what there was to see. Where that can't be kept, the learner hears of it again: no harm, and a mark would fail
/// with a message.
fn keep_seen(file: &Path, now: &Seen) {
    let _ = log::replace_json(file, now);
}

/// Where one device keeps its position: beside the log, one file a device, so that synced folders have no conflict.
pub fn session_file(data_dir: &Path, device: &str) -> PathBuf {
    data_dir.join("session").join(format!("{device}.json"))
}

/// The position kept at the last end; the beginning when there is none, or none that can be read.
pub fn load_session(file: &Path) -> Session {
    // Only a position: a broken file costs nothing worth a message.
    source::bytes_up_to(file, MAX_OWN)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Keeps the position.
pub fn save_session(file: &Path, session: &Session) -> io::Result<()> {
    log::replace_json(file, session)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::spec;

    fn library(steps: &str) -> Library {
        let text = format!("# Web\n\n## Learning Paths\n\n### Server\n{steps}");
        Library::new(vec![spec::read(text.as_bytes(), Path::new("web.md"))], Vec::new())
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_ours_is_not_waited_for() {
        let data = tempfile::tempdir().unwrap();
        let (session, seen) = (session_file(data.path(), "here"), seen_file(data.path(), "here", &[]));
        for file in [&session, &seen] {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            rustix::fs::mkfifoat(rustix::fs::CWD, file, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        }
        assert_eq!(load_session(&session), Session::default());
        assert_eq!(packs_changed(&seen, &library("- **Node**\n")), None);
    }

    #[test]
    fn a_change_of_the_packs_is_told_until_it_was_seen_and_each_set_of_packs_has_its_own_memory() {
        let data = tempfile::tempdir().unwrap();
        let file = seen_file(data.path(), "here", &[]);
        let (before, after) = (library("- **Node**\n"), library("- **Node**\n- **Koa**\n"));
        assert_eq!(packs_changed(&file, &before), None, "nothing was seen yet");
        assert_eq!(packs_changed(&file, &before), None);
        for _ in 0..2 {
            let changes = packs_changed(&file, &after).map(|changes| changes.new);
            assert_eq!(changes, Some(1), "until the learner has seen it");
        }
        keep_seen(&file, &Seen::of(&after));
        assert_eq!(packs_changed(&file, &after), None);
        fs::write(&file, "{\"topics\": [").unwrap();
        assert_eq!(packs_changed(&file, &before), None, "what can't be read was not seen");

        let pack = data.path().join("specs");
        let others = [vec![pack.clone()], vec![pack.clone(), data.path().to_owned()]];
        let files = others.map(|packs| seen_file(data.path(), "here", &packs));
        assert!(files[0] != files[1] && !files.contains(&file));
        fs::create_dir(&pack).unwrap();
        assert_eq!(
            seen_file(data.path(), "here", &[pack.join(".")]),
            seen_file(data.path(), "here", &[pack])
        );
    }
}
