//! Where packs come from: the embedded default, or folders on disk. The only I/O of the content layer.

mod cards;
pub mod clone;
pub mod installed;
mod lessons;
mod live;
mod manner;
mod meter;
mod naming;
mod open;
mod repository;
mod shelves;
mod specs;
mod stamp;
mod walk;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::card::is_card;
use super::crew;
use super::diagnostic::{Diagnostic, Severity};
use super::lesson;
use super::library::{Library, PackIds, Parts};
use super::model::{Agent, Lesson, Shared, Track};
use super::pack::PackInfo;
use super::roadmap::{self, RoadmapFile};
use super::spec;
use super::track;
use installed::{Installed, installed};
pub use live::{matters, touched_since};
use manner::Manner;
pub use meter::Meter;
use naming::Naming;
pub use open::{bytes_up_to, regular};
use shelves::{Shelves, paths, relative};
pub use walk::{MAX_BYTES, MAX_DEPTH, MAX_FILES, MAX_PACK};

/// The pack in `content/`, as `build.rs` has read it.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded.postcard"));

/// What a pack says of itself.
const MANIFEST: &str = "pack.yaml";
/// The folder of a pack's lessons.
const LESSONS: &str = "lessons";
/// The folder of a pack's role tracks.
const TRACKS: &str = "roles";
/// The folder of a pack's imported roadmaps.
pub const ROADMAPS: &str = "roadmaps";
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

impl SourceError {
    /// What could not be opened.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path) | Self::NoSpecs(path) | Self::Io(path, _) => path,
        }
    }
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
                "{} holds no agent specs, lessons, roles or roadmaps; a pack has Markdown files in folders `agents` and `lessons`, or specs directly in it",
                path.display()
            ),
            Self::Io(path, error) => {
                let way_out = match error.kind() {
                    io::ErrorKind::FileTooLarge => "split it into several files",
                    io::ErrorKind::InvalidInput => "name a file or a folder",
                    _ => "check that it may be read",
                };
                write!(f, "can't read {}: {error}; {way_out}", path.display())
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
    /// Whether that is from a `pack.yaml`.
    #[serde(skip)]
    pub has_manifest: bool,
    /// Its specs in the order of their file names.
    pub agents: Vec<Shared<Agent>>,
    /// Its lessons in the order of their file names.
    pub lessons: Vec<Shared<Lesson>>,
    /// Its role tracks in the order of their file names.
    pub tracks: Vec<Track>,
    /// Its imported roadmaps in the order of their file names.
    #[serde(skip)]
    pub roadmaps: Vec<RoadmapFile>,
    /// What is wrong with the pack apart from its specs and lessons.
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
    /// Where the agents and the lessons of each further pack begin, where several were put together.
    #[serde(skip)]
    pub seams: Vec<[usize; 2]>,
    /// The name that stands before the ids of its lessons, where one does; the names, where several packs were put together.
    #[serde(skip)]
    pub ids: Vec<PackIds>,
}

impl Pack {
    /// What two packs hold, in this order.
    fn and(mut self, other: Self) -> Self {
        self.seams.push([self.agents.len(), self.lessons.len()]);
        append(&mut self.agents, other.agents);
        append(&mut self.lessons, other.lessons);
        append(&mut self.tracks, other.tracks);
        append(&mut self.roadmaps, other.roadmaps);
        append(&mut self.problems, other.problems);
        append(&mut self.ids, other.ids);
        self
    }
}

/// The usual pack is the only one, and nothing of it need be moved.
fn append<T>(all: &mut Vec<T>, others: Vec<T>) {
    if all.is_empty() {
        *all = others;
    } else {
        all.extend(others);
    }
}

impl From<Pack> for Library {
    fn from(pack: Pack) -> Self {
        Self::of(Parts {
            agents: pack.agents,
            lessons: pack.lessons,
            tracks: pack.tracks,
            roadmaps: pack.roadmaps,
            problems: pack.problems,
            seams: pack.seams,
            packs: pack.ids,
        })
    }
}

/// Reads the packs in these folders into one library; when there are none, the embedded pack and those in the folder of
/// `installed` packs. Files are named by their path from here in every diagnostic, since packs are several.
pub fn library(folders: &[PathBuf], installed: Option<&Path>) -> Result<Library, SourceError> {
    library_metered(folders, installed, &Meter::default())
}

/// [`library`], with a meter that tells how far the reading has come.
pub fn library_metered(folders: &[PathBuf], installed: Option<&Path>, meter: &Meter) -> Result<Library, SourceError> {
    library_of(folders, installed, &Manner::for_library(meter, None))
}

/// [`library`], after another one was read from there: of specs and lessons only those are read that have changed since, or may have.
pub fn library_again(before: &Library, folders: &[PathBuf], installed: Option<&Path>) -> Result<Library, SourceError> {
    library_of(
        folders,
        installed,
        &Manner::for_library(&Meter::default(), Some(before)),
    )
}

fn library_of(folders: &[PathBuf], installed: Option<&Path>, manner: &Manner<'_>) -> Result<Library, SourceError> {
    let packs = if folders.is_empty() {
        let others = installed.map_or_else(Vec::new, |folder| added(folder, manner));
        std::iter::once((PathBuf::new(), embedded())).chain(others).collect()
    } else {
        // That they can't be read is told where they are.
        let added = installed.map_or_else(Vec::new, |folder| self::installed(folder).unwrap_or_default());
        let read = |folder: &PathBuf| Ok((folder.clone(), pack_of(folder, manner, Naming::Given(&added))?));
        folders.iter().map(read).collect::<Result<Vec<_>, _>>()?
    };
    Ok(join(packs))
}

/// The packs that were added, with their folders. One that can't be read at all is a problem, and hinders none of the others:
/// it isn't asked for by name.
fn added(folder: &Path, manner: &Manner<'_>) -> Vec<(PathBuf, Pack)> {
    let broken = |message: String| Pack {
        problems: vec![Diagnostic {
            severity: Severity::Error,
            code: "unreadable",
            file: PathBuf::new(),
            line: 1,
            column: 1,
            message,
            hint: "bring it up to date with `waypost pack update`, or take it out with `waypost pack remove`"
                .to_owned(),
        }],
        ..Pack::default()
    };
    match installed(folder) {
        Ok(added) => {
            let read = |pack: Installed| match pack_of(&pack.folder, manner, Naming::Added(&pack)) {
                Ok(read) => (pack.folder, read),
                Err(error) => (pack.folder, broken(error.to_string())),
            };
            added.into_iter().map(read).collect()
        }
        Err(error) => vec![(folder.to_owned(), broken(format!("can't be read: {error}")))],
    }
}

/// Packs, each with its folder, as one library.
fn join(packs: Vec<(PathBuf, Pack)>) -> Library {
    let mut roots = Vec::with_capacity(packs.len());
    let mut all = Pack::default();
    for (folder, mut pack) in packs {
        // The one spec of a pack that is a file has its path already.
        let root = if folder.is_file() { PathBuf::new() } else { folder };
        for problem in &mut pack.problems {
            problem.file = root.join(&problem.file);
        }
        roots.push((root, [pack.lessons.len(), pack.tracks.len()]));
        all = all.and(pack);
    }
    let mut library = Library::from(all);
    library.name_files_from(&roots);
    library
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

/// The pack in a folder: with `agents/` and `lessons/`, a bare folder of specs, or a repository that has specs among other
/// things. A single file is [a pack](file_pack), too.
pub fn folder_pack(root: &Path) -> Result<Pack, SourceError> {
    folder_pack_metered(root, &Meter::default())
}

/// [`folder_pack`], with a meter that tells how far the reading has come.
pub fn folder_pack_metered(root: &Path, meter: &Meter) -> Result<Pack, SourceError> {
    pack_of(root, &Manner::alone(meter), Naming::Alone)
}

fn pack_of(root: &Path, manner: &Manner<'_>, naming: Naming<'_>) -> Result<Pack, SourceError> {
    let meter = manner.meter;
    let meta = fs::metadata(root).map_err(|error| refused(root, error))?;
    if !meta.is_dir() {
        let mut pack = file_pack(root)?;
        for lesson in &mut pack.lessons {
            lesson.to_mut().pack = naming.of_file(root);
        }
        return Ok(pack);
    }
    let mut problems = Vec::new();
    let Shelves {
        info,
        has_manifest,
        specs: of_specs,
        lessons: of_lessons,
        tracks: of_tracks,
        roadmaps: of_roadmaps,
        others,
        passed,
    } = Shelves::find(root, &mut problems)?;
    let alone = of_specs.files.len() + of_lessons.len() == 1;
    meter.found(of_specs.files.len() + of_lessons.len() + of_tracks.len() + of_roadmaps.len());
    let (agents, copies) = manner.specs(root, &of_specs, alone, &mut problems);
    let ids = naming.of(root, || info.clone());
    let name = ids.as_ref().map(|ids| &ids.name);
    let lessons = manner.lessons(root, &of_lessons, name, &mut problems);
    let tracks = read(root, &of_tracks, meter, &mut problems, |file, bytes| {
        Some(Track {
            pack: name.cloned(),
            ..track::read(bytes, file)
        })
    });
    let mut roadmaps = Vec::with_capacity(of_roadmaps.len());
    let read_roadmaps = read(root, &of_roadmaps, meter, &mut problems, |file, bytes| {
        Some(roadmap::read(bytes, file))
    });
    for roadmap in read_roadmaps {
        match roadmap {
            Ok(roadmap) => roadmaps.push(roadmap),
            Err(refused) => problems.push(*refused),
        }
    }
    if agents.is_empty() && lessons.is_empty() && tracks.is_empty() && roadmaps.is_empty() && problems.is_empty() {
        return Err(SourceError::NoSpecs(root.to_owned()));
    }
    problems.extend(repository::note(others, copies, &passed));
    Ok(Pack {
        info,
        has_manifest,
        agents,
        lessons,
        tracks,
        roadmaps,
        problems,
        seams: Vec::new(),
        ids: ids.into_iter().collect(),
    })
}

/// The files that are read of a pack's folder, by their paths in it, and what is left out or can't be read.
pub fn files_of(root: &Path) -> Result<(Vec<PathBuf>, Vec<Diagnostic>), SourceError> {
    let mut problems = Vec::new();
    let found = Shelves::find(root, &mut problems)?;
    let manifest = found.has_manifest.then(|| root.join(MANIFEST));
    let cards = found.specs.cards.files().cloned().collect();
    let files = [
        found.specs.files,
        cards,
        paths(found.lessons),
        found.tracks,
        found.roadmaps,
    ]
    .concat();
    let files = files.into_iter();
    let files = files.chain(manifest).map(|file| relative(root, file)).collect();
    problems.extend(repository::note(found.others, 0, &found.passed));
    Ok((files, problems))
}

/// A file as a pack of its own: of one lesson, where its folder or its front matter says that it is one, or of one spec.
pub fn file_pack(file: &Path) -> Result<Pack, SourceError> {
    let mut pack = Pack::default();
    let bytes = file_bytes(file)?;
    if is_card(file) {
        pack.agents.push(super::card::read(&bytes, file).into());
    } else if shelf_of(file).unwrap_or_else(|| lesson::is_told_by_front_matter(&bytes)) {
        pack.lessons.push(lesson::read(&bytes, file).into());
    } else {
        let mut agent = spec::read(&bytes, file);
        cards::join_beside(&mut agent, &bytes, file);
        cards::name_after(Path::new("."), &mut agent);
        pack.agents.push(agent.into());
    }
    let ids = pack.agents.iter().map(|agent| &agent.id);
    let name = ids.chain(pack.lessons.iter().map(|lesson| &lesson.id)).next();
    pack.info = PackInfo::named(name.map_or("", String::as_str));
    Ok(pack)
}

/// Whether the nearest folder of a pack that a file stands in is that of its lessons; `None` where it stands in none.
fn shelf_of(file: &Path) -> Option<bool> {
    let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut folders = real.ancestors().skip(1).filter_map(Path::file_name);
    let shelf = folders.find(|name| *name == LESSONS || *name == "agents")?;
    Some(shelf == LESSONS)
}

/// What is made of the files that can be read, given their paths in the pack, in the order of the files; nothing of those that
/// turn out not to be meant. Each file's bytes are gone as soon as it is read.
fn read<R: Send>(
    root: &Path,
    files: &[PathBuf],
    meter: &Meter,
    problems: &mut Vec<Diagnostic>,
    make: impl Fn(&Path, &[u8]) -> Option<R> + Sync,
) -> Vec<R> {
    each(files, meter, problems, |file, buffer| {
        let relative = file.strip_prefix(root).unwrap_or(file);
        match open::bytes_into(&root.join(relative), buffer) {
            Ok(_) => Ok(make(relative, buffer)),
            Err(error) => Err(Box::new(unreadable(relative.to_owned(), &error))),
        }
    })
}

/// What reading makes of each file, and what is wrong with those that can't be read.
fn each<F: Sync, R: Send>(
    files: &[F],
    meter: &Meter,
    problems: &mut Vec<Diagnostic>,
    read: impl Fn(&F, &mut Vec<u8>) -> Result<Option<R>, Box<Diagnostic>> + Sync,
) -> Vec<R> {
    let read = crew::in_order(files, |file, buffer| {
        let outcome = read(file, buffer);
        meter.done();
        outcome
    });
    let meant = read.into_iter().filter_map(|one| match one {
        Ok(one) => one,
        Err(problem) => {
            problems.push(*problem);
            None
        }
    });
    meant.collect()
}

/// Whether two files of a pack have the same bytes.
fn is_copy(root: &Path, one: &Path, other: &Path) -> bool {
    let bytes = |file: &Path| open::bytes(&root.join(file)).ok();
    bytes(one).is_some_and(|first| bytes(other) == Some(first))
}

/// The roadmap in a file of a pack; nothing where there is no such file.
///
/// # Errors
/// The diagnostic of a file that is no roadmap, or that can't be read.
pub fn roadmap_file(file: &Path) -> Result<Option<RoadmapFile>, Box<Diagnostic>> {
    match file_bytes(file) {
        Ok(bytes) => roadmap::read(&bytes, file).map(Some),
        Err(SourceError::Missing(_)) => Ok(None),
        Err(error) => Err(Box::new(Diagnostic {
            severity: Severity::Error,
            code: "unreadable",
            file: file.to_owned(),
            line: 1,
            column: 1,
            message: error.to_string(),
            hint: "check that the file may be read".to_owned(),
        })),
    }
}

/// The headings of a spec, and what each was taken for.
///
/// # Errors
///
/// When the file can't be read.
pub fn spec_headings(path: &Path) -> Result<Vec<spec::Heading>, SourceError> {
    let bytes = file_bytes(path)?;
    Ok(spec::read_with_headings(&bytes, path).1)
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

#[cfg(test)]
mod tests;
