//! The packs while the tutor runs: what is saved in them is read anew, on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::app::msg::Stale;
use crate::content::library::Library;
use crate::content::source;
use crate::progress::watch::{self, Watch};
use crate::tui::input::Wake;

/// An editor that saves makes several changes in a row: so long after the last one it is done.
const QUIET: Duration = Duration::from_millis(40);
/// Whoever never stops writing is read all the same.
const LONGEST: Duration = Duration::from_millis(500);

/// What was read at the start, and where from.
#[derive(Debug, Clone)]
pub(crate) struct Packs {
    /// The folders or files that were named; none when it is the pack inside the program and those that were added.
    pub(crate) named: Vec<PathBuf>,
    /// The folder of those that were added.
    pub(crate) added: PathBuf,
    /// Before anything of them was read.
    pub(crate) read_at: SystemTime,
}

impl Packs {
    /// Reads again whenever something was changed, for as long as anybody listens.
    pub(super) fn follow(&self, mut library: Arc<Library>, wake: &Sender<Wake>) {
        let (tell, changes) = mpsc::channel();
        let watches = self.watches(&tell);
        if watches.is_empty() {
            return;
        }
        if self.were_touched() {
            // Between being read and being watched.
            let _ = tell.send(());
        }
        let mut failed = None;
        while changes.recv().is_ok() {
            settle(&changes);
            let told = match source::library_again(&library, &self.named, Some(&self.added)) {
                Ok(now) if now == *library && failed.is_none() => continue,
                Ok(now) => {
                    failed = None;
                    library = Arc::new(now);
                    Wake::Reloaded(Arc::clone(&library))
                }
                Err(error) => {
                    let stale = Stale {
                        pack: error.path().to_owned(),
                        why: error.to_string(),
                    };
                    if failed.as_ref() == Some(&stale) {
                        continue;
                    }
                    failed = Some(stale.clone());
                    Wake::NotReloaded(stale)
                }
            };
            if wake.send(told).is_err() {
                return;
            }
            make_index(&library);
        }
    }

    /// A watch of every place that can be watched; of packs that were added as well as of those that will be.
    fn watches(&self, changed: &Sender<()>) -> Vec<Watch> {
        let tell = || {
            let changed = changed.clone();
            move || _ = changed.send(())
        };
        if self.named.is_empty() {
            // Before the first pack is added there is no such folder; it is waited for.
            let watch = watch::watch_tree(&self.added, matters_in_added, tell());
            return watch.ok().into_iter().collect();
        }
        let of_named = self.named.iter().filter_map(|pack| {
            if pack.is_file() {
                watch::watch_file(pack, tell()).ok()
            } else {
                watch::watch_tree(pack, source::matters, tell()).ok()
            }
        });
        of_named.collect()
    }

    fn were_touched(&self) -> bool {
        let named = self.named.iter();
        let touched = |root: &PathBuf| source::touched_since(root, self.read_at, source::matters);
        if self.named.is_empty() {
            self.added.is_dir() && source::touched_since(&self.added, self.read_at, matters_in_added)
        } else {
            named.into_iter().any(touched)
        }
    }
}

/// Makes what a search needs, while nobody waits for it, on a thread of its own. Without one the first search does.
pub(super) fn make_index(library: &Arc<Library>) {
    let library = Arc::clone(library);
    let make = move || _ = library.index();
    let _ = thread::Builder::new().name("waypost-index".to_owned()).spawn(make);
}

/// Whether a change in the folder of packs matters: what a pack is called has no meaning, only what is in it.
fn matters_in_added(path: &Path) -> bool {
    let mut parts = path.components();
    let pack = parts.next().map_or(Path::new(""), |pack| Path::new(pack.as_os_str()));
    !crate::content::pack::is_hidden(pack) && source::matters(parts.as_path())
}

/// Waits until nothing has changed for a moment.
fn settle(changes: &Receiver<()>) {
    let deadline = Instant::now() + LONGEST;
    while Instant::now() < deadline {
        match changes.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}
