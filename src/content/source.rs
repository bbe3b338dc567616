//! Where packs come from: the embedded default, or folders on disk. The only I/O of the content layer.

mod open;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::diagnostic::{Diagnostic, Severity};
use super::lesson;
use super::library::Library;
use super::model::{Agent, Lesson};
use super::pack::{self, PackInfo, is_hidden, is_markdown};
use super::spec;

/// The pack in `content/`, as `build.rs` has read it.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded.postcard"));

/// The folder of a pack's lessons.
const LESSONS: &str = "lessons";
/// Folders nested deeper than this are not entered: a pack is a shelf, not a file system.
const MAX_DEPTH: usize = 16;
/// More files than this in one pack are not read.
const MAX_FILES: usize = 20_000;
/// A file larger than this is not read, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// Files of a repository that speak about it, not as part of it.
const NOT_SPECS: &[&str] = &[
    "changelog",
    "code_of_conduct",
    "contributing",
    "license",
    "readme",
    "security",
];

/// Why a pack or file could not be opened at all.
#[derive(Debug)]
pub enum SourceError {
    /// Nothing is there.
    Missing(PathBuf),
    /// Something is there that no spec and no lesson can be read from.
    NoSpecs(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(
                f,
                "there is no file or folder {}; name a pack folder or an agent spec",
                path.display()
            ),
            Self::NoSpecs(path) => write!(
                f,
                "{} holds no agent specs and no lessons; a pack has Markdown files in folders `agents` and `lessons`, or specs directly in it",
                path.display()
            ),
            Self::Io(path, error) => {
                write!(f, "can't read {}: {error}; check that it may be read", path.display())
            }
        }
    }
}

impl std::error::Error for SourceError {}

/// One pack, read.
#[derive(Debug, Default, Deserialize)]
pub struct Pack {
    /// What its `pack.yaml` says, or what its folder's name does.
    pub info: PackInfo,
    /// Its specs in the order of their file names.
    pub agents: Vec<Agent>,
    /// Its lessons in the order of their file names.
    pub lessons: Vec<Lesson>,
    /// What is wrong with the pack apart from its specs and lessons.
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
}

impl Pack {
    /// The specs and lessons of two packs, in this order.
    fn and(mut self, other: Self) -> Self {
        self.agents.extend(other.agents);
        self.lessons.extend(other.lessons);
        self.problems.extend(other.problems);
        self
    }
}

impl From<Pack> for Library {
    fn from(pack: Pack) -> Self {
        Self::with_lessons(pack.agents, pack.lessons, pack.problems)
    }
}

/// Reads the packs in these folders into one library, or the embedded pack when there are none. The problems of
/// folders are named by their path from here, since several packs have a `pack.yaml`.
pub fn library(folders: &[PathBuf]) -> Result<Library, SourceError> {
    let packs = if folders.is_empty() {
        vec![embedded()]
    } else {
        folders
            .iter()
            .map(|folder| {
                let mut pack = folder_pack(folder)?;
                for problem in &mut pack.problems {
                    problem.file = folder.join(&problem.file);
                }
                Ok(pack)
            })
            .collect::<Result<Vec<_>, _>>()?
    };
    Ok(packs.into_iter().fold(Pack::default(), Pack::and).into())
}

/// The pack inside the program.
pub fn embedded() -> Pack {
    unpack(EMBEDDED)
}

fn unpack(bytes: &[u8]) -> Pack {
    postcard::from_bytes(bytes).unwrap_or_else(|error| Pack {
        problems: vec![Diagnostic {
            severity: Severity::Error,
            code: "embedded-pack",
            file: PathBuf::from("pack.yaml"),
            line: 1,
            column: 1,
            message: format!("the pack inside the program can't be read: {error}"),
            hint: "install waypost anew, or give it a pack with --pack".to_owned(),
        }],
        ..Pack::default()
    })
}

/// The pack in a folder: with `agents/` and `lessons/`, or a bare folder of specs. A single file is a pack of one spec, or
/// of one lesson where it stands in a folder `lessons`.
pub fn folder_pack(root: &Path) -> Result<Pack, SourceError> {
    let meta = fs::metadata(root).map_err(|error| refused(root, error))?;
    if !meta.is_dir() {
        return file_pack(root);
    }
    let mut problems = Vec::new();
    let mut walk = Walk::new(root, &mut problems)?;
    let info = walk
        .manifest()
        .unwrap_or_else(|| PackInfo::named(&folder_name(&walk.canonical_root)));
    let shelf = root.join("agents");
    let bare = !shelf.is_dir();
    let of_lessons = walk.shelf(&root.join(LESSONS));
    let mut of_specs = walk.shelf(if bare { root } else { &shelf });
    if bare && of_specs.len() + of_lessons.len() > 1 {
        of_specs.retain(|file| !speaks_about_repository(file));
    }
    let mut agents = Vec::with_capacity(of_specs.len());
    for (file, bytes) in read(root, of_specs, &mut problems) {
        // Only specs have front matter; other text files of a bare folder are not meant.
        if is_markdown(&file) || bytes.starts_with(b"---") {
            agents.push(spec::read(&bytes, &file));
        }
    }
    let mut lessons = Vec::with_capacity(of_lessons.len());
    for (file, bytes) in read(root, of_lessons, &mut problems) {
        if lesson::is_lesson(&file, &bytes) {
            lessons.push(lesson::read(&bytes, &file));
        }
    }
    if agents.is_empty() && lessons.is_empty() && problems.is_empty() {
        return Err(SourceError::NoSpecs(root.to_owned()));
    }
    Ok(Pack {
        info,
        agents,
        lessons,
        problems,
    })
}

fn file_pack(file: &Path) -> Result<Pack, SourceError> {
    let mut pack = Pack::default();
    if is_in_lessons(file) {
        pack.lessons.push(lesson::read(&file_bytes(file)?, file));
    } else {
        pack.agents.push(spec_file(file)?);
    }
    let ids = pack.agents.iter().map(|agent| &agent.id);
    let name = ids.chain(pack.lessons.iter().map(|lesson| &lesson.id)).next();
    pack.info = PackInfo::named(name.map_or("", String::as_str));
    Ok(pack)
}

/// Whether the nearest folder of a pack that a file stands in is that of its lessons.
fn is_in_lessons(file: &Path) -> bool {
    let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut folders = real.ancestors().skip(1).filter_map(Path::file_name);
    folders
        .find(|name| *name == LESSONS || *name == "agents")
        .is_some_and(|name| name == LESSONS)
}

/// The files that can be read, by their paths in the pack, each when it is asked for.
fn read<'a>(
    root: &'a Path,
    files: Vec<PathBuf>,
    problems: &'a mut Vec<Diagnostic>,
) -> impl Iterator<Item = (PathBuf, Vec<u8>)> + 'a {
    files.into_iter().filter_map(move |file| {
        let relative = file.strip_prefix(root).unwrap_or(&file).to_owned();
        match open::bytes(&file) {
            Ok(bytes) => Some((relative, bytes)),
            Err(error) => {
                problems.push(unreadable(relative, &error));
                None
            }
        }
    })
}

/// A spec file that need not be in a pack.
pub fn spec_file(path: &Path) -> Result<Agent, SourceError> {
    let bytes = file_bytes(path)?;
    Ok(spec::read(&bytes, path))
}

/// A file's bytes, for reading or for showing the place of a diagnostic.
pub fn file_bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    open::bytes(path).map_err(|error| refused(path, error))
}

fn refused(path: &Path, error: io::Error) -> SourceError {
    if error.kind() == io::ErrorKind::NotFound {
        SourceError::Missing(path.to_owned())
    } else {
        SourceError::Io(path.to_owned(), error)
    }
}

fn folder_name(canonical: &Path) -> String {
    canonical
        .file_name()
        .map_or_else(|| "pack".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn speaks_about_repository(file: &Path) -> bool {
    file.file_stem()
        .is_some_and(|stem| NOT_SPECS.contains(&stem.to_string_lossy().to_lowercase().as_str()))
}

fn unreadable(file: PathBuf, error: &io::Error) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "unreadable",
        file,
        line: 1,
        column: 1,
        message: format!("can't be read: {error}"),
        hint: "check that the file may be read".to_owned(),
    }
}

/// Why a file of a pack is not read: the code and message of the diagnostic.
struct Refusal {
    code: &'static str,
    message: String,
}

impl Refusal {
    fn unreadable(error: &io::Error) -> Self {
        Self {
            code: "unreadable",
            message: format!("can't be read: {error}"),
        }
    }
}

/// A walk that stays inside the pack, whatever its links say, and ends, whatever its shape.
struct Walk<'a> {
    root: &'a Path,
    canonical_root: PathBuf,
    entered: HashSet<PathBuf>,
    files: Vec<PathBuf>,
    max_files: usize,
    /// Whether there are more files than that, and nothing more is looked at.
    full: bool,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Path, problems: &'a mut Vec<Diagnostic>) -> Result<Self, SourceError> {
        let canonical_root = fs::canonicalize(root).map_err(|error| refused(root, error))?;
        Ok(Self {
            root,
            canonical_root,
            entered: HashSet::new(),
            files: Vec::new(),
            max_files: MAX_FILES,
            full: false,
            problems,
        })
    }

    /// What `pack.yaml` says, where there is one that may be read.
    fn manifest(&mut self) -> Option<PackInfo> {
        let path = self.root.join("pack.yaml");
        // Not `metadata`: a link that leads nowhere is a manifest that can't be read, not a missing one.
        let read = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => Err(Refusal::unreadable(&error)),
            Ok(_) => self
                .admit(&path)
                .and_then(|()| open::bytes(&path).map_err(|error| Refusal::unreadable(&error))),
        };
        match read {
            Ok(bytes) => Some(pack::read(&bytes, Path::new("pack.yaml"), self.problems)),
            Err(refusal) => {
                self.report(&path, refusal.code, &refusal.message);
                None
            }
        }
    }

    /// The files of a folder and of those in it, in order; none where there is no such folder. A pack's lessons are met as
    /// such only.
    fn shelf(&mut self, folder: &Path) -> Vec<PathBuf> {
        if folder.is_dir() {
            self.enter(folder, 0);
        }
        let mut files = std::mem::take(&mut self.files);
        self.max_files -= files.len();
        files.sort();
        files
    }

    /// Whether a file may be read: opening a pipe can wait forever, a device has no end, and a link can lead to
    /// files of the learner's that a stranger's pack has no business with.
    fn admit(&self, path: &Path) -> Result<(), Refusal> {
        let meta = fs::metadata(path).map_err(|error| Refusal::unreadable(&error))?;
        let refusal = |code, message| Err(Refusal { code, message });
        match fs::canonicalize(path) {
            Ok(real) if real.starts_with(&self.canonical_root) => {}
            _ => return refusal("outside-pack", "leads out of the pack and is not read".to_owned()),
        }
        if !meta.is_file() {
            return refusal("unreadable", "can't be read: it is not a regular file".to_owned());
        }
        if meta.len() > MAX_BYTES {
            let message = format!("has {} bytes; {MAX_BYTES} are read at most", meta.len());
            return refusal("too-large", message);
        }
        Ok(())
    }

    fn enter(&mut self, folder: &Path, depth: usize) {
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
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if self.full {
                return;
            }
            if !is_hidden(&path) {
                self.meet(&path, depth);
            }
        }
    }

    fn meet(&mut self, path: &Path, depth: usize) {
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) => {
                let Refusal { code, message } = Refusal::unreadable(&error);
                return self.report(path, code, &message);
            }
        };
        if meta.is_dir() {
            if path != self.root.join(LESSONS) {
                self.enter(path, depth + 1);
            }
            return;
        }
        let text = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
        if !meta.is_file() || !(is_markdown(path) || text) {
            return;
        }
        match self.admit(path) {
            Err(refusal) => self.report(path, refusal.code, &refusal.message),
            Ok(()) if self.files.len() == self.max_files => {
                self.full = true;
                let message = format!(
                    "and the files after it are not read: a pack has {} at most",
                    self.max_files
                );
                self.report(path, "too-many-files", &message);
            }
            Ok(()) => self.files.push(path.to_owned()),
        }
    }

    fn report(&mut self, path: &Path, code: &'static str, message: &str) {
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

#[cfg(test)]
mod tests;
