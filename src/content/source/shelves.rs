//! Which files of a pack's folder are read, and as what.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::cards::Cards;
use super::specs::Specs;
use super::walk::{Aim, Met, Walk};
use super::{LESSONS, ROADMAPS, SourceError, TRACKS, folder_name, repository};
use crate::content::card::is_card;
use crate::content::diagnostic::Diagnostic;
use crate::content::pack::{PackInfo, is_markdown};
use crate::content::track;

/// The files of a pack's folder by what is in them.
pub(super) struct Shelves {
    pub(super) info: PackInfo,
    /// Whether that is from a `pack.yaml`.
    pub(super) has_manifest: bool,
    pub(super) specs: Specs,
    pub(super) lessons: Vec<Met>,
    pub(super) tracks: Vec<PathBuf>,
    pub(super) roadmaps: Vec<PathBuf>,
    /// How many text files of a repository are taken for nothing of these.
    pub(super) others: usize,
    /// The folders of a repository that are not looked into.
    pub(super) passed: BTreeSet<String>,
}

impl Shelves {
    pub(super) fn find(root: &Path, problems: &mut Vec<Diagnostic>) -> Result<Self, SourceError> {
        let mut walk = Walk::new(root, problems)?;
        let manifest = walk.manifest();
        let has_manifest = manifest.is_some();
        let info = manifest.unwrap_or_else(|| PackInfo::named(&folder_name(&walk.canonical_root)));
        let [agents, lessons, tracks, roadmaps] = ["agents", LESSONS, TRACKS, ROADMAPS].map(|name| root.join(name));
        let is_pack = (walk.has_manifest() || lessons.is_dir() || roadmaps.is_dir()) && agents.is_dir();
        let lessons = walk.shelf(&lessons, SHELF);
        // What else is called so holds no YAML.
        let tracks = paths(walk.shelf(&tracks, OF_TRACKS));
        let roadmaps = paths(walk.shelf(&roadmaps, OF_ROADMAPS));
        let (specs, others) = if is_pack {
            let found = paths(walk.shelf(&agents, OF_SPECS)).into_iter();
            (found.map(|file| relative(root, file)).collect(), Vec::new())
        } else {
            let found = paths(walk.shelf(root, REPOSITORY)).into_iter();
            repository::specs(&found.map(|file| relative(root, file)).collect::<Vec<_>>())
        };
        let mut passed = walk.passed;
        passed.extend(others.iter().filter_map(|file| repository::tools_of(file)));
        let is_other =
            |file: &&PathBuf| !repository::is_of_tools(file) && !repository::speaks_about_repository(file, b"");
        let others = others.iter().filter(is_other).count();
        let mut files: Vec<PathBuf> = specs;
        let cards = Cards::take_from(&mut files);
        Ok(Self {
            info,
            has_manifest,
            specs: Specs { is_pack, files, cards },
            lessons,
            tracks,
            roadmaps,
            others,
            passed,
        })
    }
}

/// A folder of lessons, or of texts of another kind.
pub(super) const SHELF: Aim = Aim {
    wanted: is_text,
    repository: false,
    without_lessons: true,
};
/// A folder of role tracks.
const OF_TRACKS: Aim = Aim {
    wanted: track::is_track,
    ..SHELF
};
/// A folder of specs.
const OF_SPECS: Aim = Aim {
    wanted: |file| is_text(file) || is_card(file),
    ..SHELF
};
/// A folder of imported roadmaps.
const OF_ROADMAPS: Aim = Aim {
    wanted: is_json,
    ..SHELF
};
/// A folder of anything.
pub(super) const REPOSITORY: Aim = Aim {
    repository: true,
    ..OF_SPECS
};

pub(super) fn is_text(file: &Path) -> bool {
    let is_plain = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    is_plain || is_markdown(file)
}

fn is_json(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

pub(super) fn paths(found: Vec<Met>) -> Vec<PathBuf> {
    found.into_iter().map(|found| found.path).collect()
}

pub(super) fn relative(root: &Path, file: PathBuf) -> PathBuf {
    file.strip_prefix(root).map(Path::to_owned).unwrap_or(file)
}
