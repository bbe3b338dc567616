//! Notices changes on the disk without polling: what another instance or device adds to the log folder, what an author saves
//! in a pack.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Watches as long as it lives.
#[derive(Debug)]
pub struct Watch {
    signals: Sender<Signal>,
}

#[derive(Debug)]
enum Signal {
    Changed(notify::Result<notify::Event>),
    Stop,
}

/// Calls `on_change`, on a thread of its own, after something in `folder` may have changed; many changes at once make one call.
///
/// The folder need not exist: until it does, the nearest one above it is watched. An error means only that
/// other instances' and devices' marks don't show on their own; it says why.
pub fn watch(folder: &Path, on_change: impl Fn() + Send + 'static) -> Result<Watch, String> {
    watch_for(folder, RecursiveMode::NonRecursive, |_| true, on_change)
}

/// Like [`watch`], for what matters of all that is in a folder and those in it; what that is is asked of paths in it. A link
/// in it is not followed: a pack of a stranger's could lead to the whole disk.
pub fn watch_tree(
    folder: &Path,
    matters: impl Fn(&Path) -> bool + Send + 'static,
    on_change: impl Fn() + Send + 'static,
) -> Result<Watch, String> {
    watch_for(folder, RecursiveMode::Recursive, matters, on_change)
}

/// Like [`watch`], for one file.
pub fn watch_file(file: &Path, on_change: impl Fn() + Send + 'static) -> Result<Watch, String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_name().map(Path::new).map(Path::to_owned);
    let is_it = move |path: &Path| Some(path) == name.as_deref();
    watch_for(folder, RecursiveMode::NonRecursive, is_it, on_change)
}

fn watch_for(
    folder: &Path,
    mode: RecursiveMode,
    matters: impl Fn(&Path) -> bool + Send + 'static,
    on_change: impl Fn() + Send + 'static,
) -> Result<Watch, String> {
    let hint = "what is changed elsewhere shows after a restart";
    let failed = |error: &dyn std::fmt::Display| format!("can't watch {}: {error}; {hint}", folder.display());
    let target = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let target = std::path::absolute(target).map_err(|error| failed(&error))?;
    let (signals, changes) = mpsc::channel();
    let sender = signals.clone();
    let tell = move |change| _ = sender.send(Signal::Changed(change));
    let config = notify::Config::default().with_follow_symlinks(false);
    let watcher = RecommendedWatcher::new(tell, config).map_err(|error| failed(&error))?;
    let mut post = Post {
        watcher,
        target,
        mode,
        matters: Box::new(matters),
        anchor: None,
    };
    post.anchor(false).map_err(|error| failed(&error))?;
    thread::Builder::new()
        .name("waypost-watch".to_owned())
        .spawn(move || post.stand(&changes, on_change))
        .map_err(|error| failed(&error))?;
    Ok(Watch { signals })
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread may be gone already, which is as well.
        _ = self.signals.send(Signal::Stop);
    }
}

struct Post {
    watcher: RecommendedWatcher,
    /// The folder to watch.
    target: PathBuf,
    /// Whether with all folders in it.
    mode: RecursiveMode,
    /// Whether a change of a path in it is one.
    matters: Box<dyn Fn(&Path) -> bool + Send>,
    /// The folder that is watched: the target, or the nearest above it.
    anchor: Option<PathBuf>,
}

impl Post {
    fn stand(mut self, changes: &Receiver<Signal>, on_change: impl Fn()) {
        while let Ok(first) = changes.recv() {
            let (mut touched, mut anew) = (false, false);
            for signal in std::iter::once(first).chain(changes.try_iter()) {
                match signal {
                    Signal::Stop => return,
                    // Lost events (a full queue): there may have been anything among them.
                    Signal::Changed(Err(_)) => (touched, anew) = (true, true),
                    Signal::Changed(Ok(event)) => {
                        touched |= event.need_rescan() || self.concerns(&event);
                        anew |= self.uproots(&event);
                    }
                }
            }
            // Should it fail, what is shown is only as old as the last reload.
            touched |= self.anchor(anew).unwrap_or(false);
            if touched {
                on_change();
            }
        }
    }

    /// Reading the logs makes events as well; to follow those would be to read for ever.
    fn concerns(&self, event: &notify::Event) -> bool {
        let matters = |path: &PathBuf| path.strip_prefix(&self.target).is_ok_and(|path| (self.matters)(path));
        !matches!(event.kind, EventKind::Access(_))
            && self.anchor.as_ref() == Some(&self.target)
            && (event.paths.is_empty() || event.paths.iter().any(matters))
    }

    /// Whether the watched folder itself went away: another of the same name would not be watched.
    fn uproots(&self, event: &notify::Event) -> bool {
        matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        ) && event.paths.iter().any(|path| Some(path) == self.anchor.as_ref())
    }

    /// Watches the target, or the nearest folder above it that exists; tells whether that is now the target and wasn't before.
    fn anchor(&mut self, anew: bool) -> notify::Result<bool> {
        if anew {
            self.release();
        }
        let mut moved = false;
        let mut attempts = 0;
        // Folders may come and go meanwhile: each round ends with another look.
        loop {
            let nearest = self
                .target
                .ancestors()
                .find(|folder| folder.is_dir())
                .map(Path::to_owned);
            if nearest == self.anchor {
                return Ok(moved && self.anchor.as_ref() == Some(&self.target));
            }
            self.release();
            let Some(folder) = nearest else { continue };
            attempts += 1;
            let mode = if folder == self.target {
                self.mode
            } else {
                RecursiveMode::NonRecursive
            };
            match self.watcher.watch(&folder, mode) {
                Ok(()) => (self.anchor, moved) = (Some(folder), true),
                // Gone since we looked, more often than not; a limit of the system otherwise.
                Err(error) if attempts == ATTEMPTS => return Err(error),
                Err(_) => {}
            }
        }
    }

    fn release(&mut self) {
        if let Some(folder) = self.anchor.take() {
            // Fails when the folder is gone, and its watch with it.
            _ = self.watcher.unwatch(&folder);
        }
    }
}

/// How often a watch is tried while folders come and go.
const ATTEMPTS: usize = 100;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;

    /// Only ends a test that would hang.
    const LONG: Duration = Duration::from_secs(30);

    fn watched(folder: &Path) -> (Watch, Receiver<()>) {
        let (sender, calls) = mpsc::channel();
        (watch(folder, move || _ = sender.send(())).unwrap(), calls)
    }

    #[test]
    fn what_others_write_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let (_watch, calls) = watched(folder.path());
        fs::write(folder.path().join("a.jsonl"), "x\n").unwrap();
        calls.recv_timeout(LONG).unwrap();
    }

    #[test]
    fn a_folder_that_comes_later_is_watched_and_once_more_after_it_was_replaced() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("share/waypost/log");
        let (_watch, calls) = watched(&folder);
        for round in 0..3 {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("a.jsonl"), "x\n").unwrap();
            calls.recv_timeout(LONG).unwrap_or_else(|_| panic!("round {round}"));
            fs::remove_dir_all(home.path().join("share")).unwrap();
            // Its own removal is a change too; what counts is that the next round's are seen.
            while !matches!(calls.try_recv(), Err(mpsc::TryRecvError::Empty)) {}
        }
    }

    #[test]
    fn reading_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        fs::write(&file, "x\n").unwrap();
        let (watch, calls) = watched(folder.path());
        fs::read(&file).unwrap();
        drop(watch);
        // The channel closes when the thread has worked through everything before the stop.
        assert_eq!(calls.recv_timeout(LONG), Err(mpsc::RecvTimeoutError::Disconnected));
    }

    #[test]
    fn a_place_that_cannot_be_is_waited_for_softly() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let (_watch, calls) = watched(&file.join("log"));
        fs::remove_file(&file).unwrap();
        fs::create_dir_all(file.join("log")).unwrap();
        calls.recv_timeout(LONG).unwrap();
    }
}
