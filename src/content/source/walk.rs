//! The one way into folders that strangers have filled: it stays inside, and it ends.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use super::repository::{is_left_out, is_tools_folder};
use super::{LESSONS, MANIFEST, SourceError, refused, stamp};
use crate::content::crew;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::pack::{self, PackInfo, is_hidden};

/// Folders nested deeper than this are not entered: a pack is a shelf, not a file system.
pub const MAX_DEPTH: usize = 16;
/// More files than this in one pack are not read.
pub const MAX_FILES: usize = 200_000;
/// A file larger than this is not read, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// The files of a pack that are read have so many bytes together at most: reading takes time and memory by the byte.
pub const MAX_PACK: u64 = 256 * 1024 * 1024;
/// After so many entries of folders, whatever they are, nothing more is looked at.
pub(super) const MAX_SEEN: usize = 400_000;

/// Why a file of a pack is not read: the code and message of the diagnostic.
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refusal {
    fn unreadable(error: &io::Error) -> Self {
        Self {
            code: "unreadable",
            message: format!("can't be read: {error}"),
        }
    }

    fn beyond_pack() -> Self {
        Self {
            code: "pack-too-large",
            message: format!(
                "and the files after it are not read: those of a pack have {MAX_PACK} bytes together at most"
            ),
        }
    }

    fn irregular() -> Self {
        Self {
            code: "unreadable",
            message: "can't be read: it is not a regular file".to_owned(),
        }
    }
}

fn small_enough(length: u64) -> Result<(), Refusal> {
    if length <= MAX_BYTES {
        return Ok(());
    }
    Err(Refusal {
        code: "too-large",
        message: format!("has {length} bytes; {MAX_BYTES} are read at most"),
    })
}

/// What an entry of a folder is, before any link is followed.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A regular file, with its length in bytes and its stamp.
    File(u64, Option<NonZeroU64>),
    Folder,
    /// A link, something that is not read at all, or what can't be told.
    Other,
}

impl Kind {
    fn of(entry: &fs::DirEntry, root: &Path, path: &Path) -> Self {
        // Does not follow links.
        match entry.metadata() {
            Ok(meta) if meta.is_file() => {
                let stamp = stamp::of(root, path.strip_prefix(root).unwrap_or(path), &meta);
                Self::File(meta.len(), stamp)
            }
            Ok(meta) if meta.is_dir() => Self::Folder,
            _ => Self::Other,
        }
    }
}

/// A file that was met.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) path: PathBuf,
    /// What it is known by if it stays as it is; see [`stamp::of`].
    pub(super) stamp: Option<NonZeroU64>,
}

/// What a walk is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    /// Whether a file is meant, by its name.
    pub(super) wanted: fn(&Path) -> bool,
    /// Whether all that is in a repository beside its specs is passed by.
    pub(super) repository: bool,
    /// Whether the pack's lessons are left to a walk of their own.
    pub(super) without_lessons: bool,
}

/// A walk that stays inside the pack, whatever its links say, and ends, whatever its shape.
pub(super) struct Walk<'a> {
    root: &'a Path,
    pub(super) canonical_root: PathBuf,
    entered: HashSet<PathBuf>,
    pub(super) files: Vec<Met>,
    /// The names of folders that were passed by.
    pub(super) passed: BTreeSet<String>,
    pub(super) max_files: usize,
    /// How many bytes more its files may have.
    pub(super) room: u64,
    seen: usize,
    /// Whether there is more than that, and nothing more is looked at.
    full: bool,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: &'a Path, problems: &'a mut Vec<Diagnostic>) -> Result<Self, SourceError> {
        let canonical_root = fs::canonicalize(root).map_err(|error| refused(root, error))?;
        Ok(Self {
            root,
            canonical_root,
            entered: HashSet::new(),
            files: Vec::new(),
            passed: BTreeSet::new(),
            max_files: MAX_FILES,
            room: MAX_PACK,
            seen: 0,
            full: false,
            problems,
        })
    }

    /// Whether the folder has a `pack.yaml`, be it one that can't be read.
    pub(super) fn has_manifest(&self) -> bool {
        fs::symlink_metadata(self.root.join(MANIFEST)).is_ok()
    }

    /// What `pack.yaml` says, where there is one that may be read.
    pub(super) fn manifest(&mut self) -> Option<PackInfo> {
        let path = self.root.join(MANIFEST);
        // Not `metadata`: a link that leads nowhere is a manifest that can't be read, not a missing one.
        let read = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => Err(Refusal::unreadable(&error)),
            Ok(_) => self
                .admit(&path)
                .and_then(|_| super::open::bytes(&path).map_err(|error| Refusal::unreadable(&error))),
        };
        match read {
            Ok(bytes) => Some(pack::read(&bytes, Path::new(MANIFEST), self.problems)),
            Err(refusal) => {
                self.report(&path, refusal.code, &refusal.message);
                None
            }
        }
    }

    /// The files of a folder and of those in it, in order; none where there is no such folder. A pack's lessons are met as
    /// such only.
    pub(super) fn shelf(&mut self, folder: &Path, aim: Aim) -> Vec<Met> {
        if folder.is_dir() {
            self.enter(folder, 0, aim);
        }
        let mut files = std::mem::take(&mut self.files);
        self.max_files -= files.len();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files
    }

    /// Whether a file may be read: opening a pipe can wait forever, a device has no end, and a link can lead to
    /// files of the learner's that a stranger's pack has no business with. Says how long it is, in bytes.
    pub(super) fn admit(&self, path: &Path) -> Result<u64, Refusal> {
        let meta = fs::metadata(path).map_err(|error| Refusal::unreadable(&error))?;
        let refusal = |code, message| Err(Refusal { code, message });
        match fs::canonicalize(path) {
            Ok(real) if real.starts_with(&self.canonical_root) => {}
            _ => return refusal("outside-pack", "leads out of the pack and is not read".to_owned()),
        }
        if !meta.is_file() {
            return Err(Refusal::irregular());
        }
        small_enough(meta.len())?;
        Ok(meta.len())
    }

    pub(super) fn enter(&mut self, folder: &Path, depth: usize, aim: Aim) {
        let real = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) => return self.report(folder, "unreadable", &format!("can't be read: {error}")),
        };
        if !real.starts_with(&self.canonical_root) {
            return self.report(folder, "outside-pack", "leads out of the pack and is not followed");
        }
        if !self.entered.insert(real) {
            return;
        }
        if depth > MAX_DEPTH {
            return self.report(folder, "too-deep", "is nested too deep and is not read");
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.report(folder, "unreadable", &format!("can't be read: {error}")),
        };
        let room = MAX_SEEN - self.seen;
        let mut entries: Vec<fs::DirEntry> = entries.flatten().take(room + 1).collect();
        if entries.len() > room {
            self.full = true;
            let message = format!("and the folders after it are not read: a pack has {MAX_SEEN} entries at most");
            return self.report(folder, "too-many-files", &message);
        }
        self.seen += entries.len();
        entries.sort_by_cached_key(fs::DirEntry::file_name);
        let of = self.root;
        let met = crew::in_order(&entries, |entry, _| {
            let path = entry.path();
            let kind = Kind::of(entry, of, &path);
            (path, kind)
        });
        // An entry keeps its folder open.
        drop(entries);
        for (path, kind) in met {
            if self.full {
                return;
            }
            if !is_hidden(&path) || aim.repository && is_tools_folder(&path) {
                self.meet(path, kind, depth, aim);
            }
        }
    }

    fn meet(&mut self, path: PathBuf, kind: Kind, depth: usize, aim: Aim) {
        let is_folder = match kind {
            Kind::File(..) => false,
            Kind::Folder => true,
            Kind::Other => match fs::metadata(&path) {
                Ok(meta) if !meta.is_dir() && !meta.is_file() => {
                    // What is not meant by its name is nobody's loss.
                    if (aim.wanted)(&path) {
                        let Refusal { code, message } = Refusal::irregular();
                        self.report(&path, code, &message);
                    }
                    return;
                }
                Ok(meta) => meta.is_dir(),
                Err(error) => {
                    let Refusal { code, message } = Refusal::unreadable(&error);
                    return self.report(&path, code, &message);
                }
            },
        };
        if is_folder {
            if aim.repository && is_left_out(path.strip_prefix(self.root).unwrap_or(&path)) {
                self.passed
                    .extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
            } else if !aim.without_lessons || path != self.root.join(LESSONS) {
                self.enter(&path, depth + 1, aim);
            }
            return;
        }
        if !(aim.wanted)(&path) {
            return;
        }
        let admitted = match kind {
            // It stands in a folder of the pack itself, and nowhere else.
            Kind::File(length, _) => small_enough(length).map(|()| length),
            _ => self.admit(&path),
        };
        match admitted {
            Err(refusal) => self.report(&path, refusal.code, &refusal.message),
            Ok(length) if length > self.room => {
                self.full = true;
                let Refusal { code, message } = Refusal::beyond_pack();
                self.report(&path, code, &message);
            }
            Ok(_) if self.files.len() == self.max_files => {
                self.full = true;
                let message = format!(
                    "and the files after it are not read: a pack has {} at most",
                    self.max_files
                );
                self.report(&path, "too-many-files", &message);
            }
            Ok(length) => {
                self.room -= length;
                self.files.push(Met {
                    path,
                    stamp: if let Kind::File(_, stamp) = kind { stamp } else { None },
                });
            }
        }
    }

    pub(super) fn report(&mut self, path: &Path, code: &'static str, message: &str) {
        self.problems.push(Diagnostic {
            severity: Severity::Error,
            code,
            file: path.strip_prefix(self.root).unwrap_or(path).to_owned(),
            line: 1,
            column: 1,
            message: message.to_owned(),
            hint: "a pack is read from plain files inside its own folder".to_owned(),
        });
    }
}
