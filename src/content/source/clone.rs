//! A clone of roadmap.sh's repository on the learner's disk: which roadmaps it has, in which layout, and their files.
//!
//! ```text
//! roadmaps/<slug>/content/…                       since 2026-07-28, without maps
//! content/roadmaps/<number>-<slug>/{meta.json, content/…}      in 2022, its maps public/project/<slug>.json
//! src/roadmaps/<slug>/{<slug>.md, content/…}       early in 2023, its maps public/jsons/roadmaps/<slug>.json
//! src/data/roadmaps/<slug>/{<slug>.json, <slug>.md, migration-mapping.json, content/…}
//! public/roadmap-content/<slug>.json              all contents in one file
//! src/data/question-groups/<slug>/{<slug>.md, content/…}
//! readme.md                                       the roadmaps by their titles
//! ```
//!
//! A clone may have several of them at once: then one roadmap is read from all. The folder named may be the clone, one above
//! it, one between it and a roadmap, or a roadmap's own. Files are read as a pack's are: no link leads out of the clone, and
//! what is too large, too deep or no file is told and left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::shelves::SHELF;
use super::walk::{MAX_FILES, Met, Walk};
use super::{SourceError, refused};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::pack::is_hidden;
use crate::content::roadmap::node_id;
use crate::content::roadmap_sh::{SourceFile, Sources};

/// Where the roadmaps' folders are, seen from the clone.
const SHELVES: [&str; 4] = ["content/roadmaps", "src/roadmaps", "src/data/roadmaps", "roadmaps"];
/// The shelf whose folders have numbers before their names.
const NUMBERED: &str = "content/roadmaps";
/// What lists the roadmaps by their titles.
const README: &str = "readme.md";
/// What a roadmap says of itself, in that shelf.
const META: &str = "meta.json";
/// Where maps are that don't stand in their roadmap's folder, the newest first.
const MAPS: [&str; 3] = ["public/jsons/roadmaps", "public/jsons", "public/project"];
/// Where their contents are in one file each.
const LISTINGS: &str = "public/roadmap-content";
/// Where the question groups are.
const QUESTIONS: &str = "src/data/question-groups";
/// A folder above a clone is looked into this far.
const MAX_NEIGHBOURS: usize = 200;

/// A clone, looked through.
#[derive(Debug)]
pub struct Clone {
    /// What holds all files that may be read.
    root: PathBuf,
    /// As the learner named it.
    named: PathBuf,
    /// The same without links, for messages.
    real: PathBuf,
    roadmaps: BTreeMap<String, Found>,
    /// The names of question groups that no roadmap has.
    unasked: Vec<String>,
}

/// What a clone has on one roadmap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its folders, that of the newest layout last.
    folders: Vec<PathBuf>,
    listing: Option<PathBuf>,
    questions: Option<PathBuf>,
    /// The map; of a translation that of the original.
    map: Option<PathBuf>,
    translation: bool,
}

impl Found {
    /// Whether there is a map, of whichever editor.
    pub fn has_map(&self) -> bool {
        self.map.is_some()
    }

    /// Whether it is another one in another language (`backend-pt-br`).
    pub fn is_translation(&self) -> bool {
        self.translation
    }
}

impl Clone {
    /// Looks through a folder.
    ///
    /// # Errors
    /// When there is no such folder, or it can't be read.
    pub fn open(named: &Path) -> Result<Self, SourceError> {
        let real = fs::canonicalize(named).map_err(|error| refused(named, error))?;
        if !real.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
            return Err(SourceError::Io(named.to_owned(), error));
        }
        let mut clone = Self {
            root: real.clone(),
            named: named.to_owned(),
            roadmaps: BTreeMap::new(),
            unasked: Vec::new(),
            real,
        };
        let real = clone.real.clone();
        if !clone.look_from(&real) && !clone.look_for_maps(&real) {
            for neighbour in folders_in(&real).into_iter().take(MAX_NEIGHBOURS) {
                if clone.look_from(&neighbour) {
                    break;
                }
            }
        }
        Ok(clone)
    }

    /// The roadmaps it has, by name.
    pub fn roadmaps(&self) -> impl ExactSizeIterator<Item = (&str, &Found)> {
        self.roadmaps.iter().map(|(slug, found)| (slug.as_str(), found))
    }

    /// The question groups whose names no roadmap has, so that they are not read.
    pub fn unasked(&self) -> &[String] {
        &self.unasked
    }

    /// Looks for a clone of which a folder is the whole or a part; whether there is one.
    fn look_from(&mut self, folder: &Path) -> bool {
        // A roadmap's own folder, or that of its contents.
        let own = if folder.ends_with("content") {
            folder.parent()
        } else {
            Some(folder)
        };
        let root_of = |own: &Path| own.parent().and_then(root_of_shelf);
        if let Some(own) = own.filter(|own| is_roadmap(own) && (root_of(own).is_some() || has_contents(own))) {
            let root = root_of(own).unwrap_or_else(|| own.to_owned());
            self.take(&root, Some(own));
            return true;
        }
        // The clone, or a folder between it and the roadmaps.
        let shelves = SHELVES.iter().flat_map(|shelf| {
            let parts: Vec<&str> = shelf.split('/').collect();
            (0..=parts.len()).map(move |from| parts[from..].iter().collect::<PathBuf>())
        });
        for shelf in shelves {
            let place = folder.join(shelf);
            let is_shelf = root_of_shelf(&place).is_some();
            // What merely has a folder `content`, or a file of its own name, is anything.
            let is_one = |folder: &PathBuf| is_roadmap(folder) && (is_shelf || has_contents(folder));
            if place.is_dir() && folders_in(&place).iter().any(is_one) {
                let root = root_of_shelf(&place).unwrap_or_else(|| place.clone());
                self.take(&root, None);
                if self.roadmaps.is_empty() {
                    // Roadmaps in a folder of another name.
                    self.take_all(&place, None);
                }
                return true;
            }
        }
        let listings = [folder.join(LISTINGS), folder.to_owned()];
        let is_listing = |listings: &&PathBuf| listings.ends_with("roadmap-content") && listings.is_dir();
        let Some(listings) = listings.iter().find(is_listing) else {
            return false;
        };
        folder.clone_into(&mut self.root);
        self.take_listings(listings, None);
        true
    }

    /// Looks for a clone of which there are only maps. Other programs have folders of such names, so it has to be named.
    fn look_for_maps(&mut self, folder: &Path) -> bool {
        let maps = |root: &&Path| MAPS.iter().any(|maps| root.join(maps).is_dir());
        let above = MAPS.iter().filter(|maps| folder.ends_with(maps));
        let above = above.filter_map(|maps| folder.ancestors().nth(maps.split('/').count()));
        if let Some(root) = std::iter::once(folder).chain(above).find(maps) {
            root.clone_into(&mut self.root);
            self.take_maps(root, None);
            self.take_listings(&root.join(LISTINGS), None);
            if !self.roadmaps.is_empty() {
                return true;
            }
        }
        false
    }

    /// Takes in everything below the root of a clone, or one roadmap only.
    fn take(&mut self, root: &Path, only: Option<&Path>) {
        root.clone_into(&mut self.root);
        for shelf in SHELVES {
            self.take_all(&root.join(shelf), only);
        }
        if let Some(own) = only.filter(|_| self.roadmaps.is_empty()) {
            self.add(own);
        }
        self.take_maps(root, only);
        self.take_listings(&root.join(LISTINGS), only);
        for (slug, found) in &mut self.roadmaps {
            let questions = root.join(QUESTIONS).join(slug);
            found.questions = questions.is_dir().then_some(questions);
        }
        if only.is_none() {
            let groups = folders_in(&root.join(QUESTIONS))
                .into_iter()
                .filter_map(|folder| slug_of(&folder));
            self.unasked = groups.filter(|slug| !self.roadmaps.contains_key(slug)).collect();
        }
    }

    fn take_all(&mut self, place: &Path, only: Option<&Path>) {
        for folder in folders_in(place) {
            if is_roadmap(&folder) && only.is_none_or(|own| own.file_name() == folder.file_name()) {
                self.add(&folder);
            }
        }
    }

    /// Takes in the maps that don't stand in their roadmap's folder.
    fn take_maps(&mut self, root: &Path, only: Option<&Path>) {
        for maps in MAPS {
            for file in json_in(&root.join(maps)) {
                let Some(slug) = slug_of(&file.with_extension("")) else {
                    continue;
                };
                if only.is_none() || self.roadmaps.contains_key(&slug) {
                    self.roadmaps.entry(slug).or_default().map.get_or_insert(file);
                }
            }
        }
    }

    fn add(&mut self, folder: &Path) {
        let Some(slug) = slug_of(folder) else { return };
        let map = folder.join(format!("{slug}.json"));
        let found = self.roadmaps.entry(slug).or_default();
        found.folders.push(folder.to_owned());
        if map.is_file() {
            found.map = Some(map);
        }
    }

    fn take_listings(&mut self, listings: &Path, only: Option<&Path>) {
        for file in json_in(listings) {
            let Some(slug) = slug_of(&file.with_extension("")) else {
                continue;
            };
            if only.is_none() || self.roadmaps.contains_key(&slug) {
                self.roadmaps.entry(slug).or_default().listing = Some(file);
            }
        }
        let original = |slug: &str| {
            self.roadmaps
                .get(original_of(slug)?)
                .filter(|found| !found.folders.is_empty())
        };
        let maps: Vec<(String, Option<PathBuf>)> = self
            .roadmaps
            .iter()
            .filter(|(_, found)| found.folders.is_empty() && found.map.is_none())
            .filter_map(|(slug, _)| Some((slug.clone(), original(slug)?.map.clone())))
            .collect();
        for (slug, map) in maps {
            let found = self.roadmaps.entry(slug).or_default();
            (found.map, found.translation) = (map, true);
        }
    }

    /// Reads everything there is on one roadmap; what can't be read is told.
    pub fn read(&self, slug: &str) -> (Sources, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut sources = Sources {
            slug: slug.to_owned(),
            ..Sources::default()
        };
        if let Some(found) = self.roadmaps.get(slug) {
            match Walk::new(&self.root, &mut problems) {
                Ok(walk) => Reading { walk, clone: self }.read(found, &mut sources),
                Err(error) => problems.push(Diagnostic {
                    severity: Severity::Error,
                    code: "unreadable",
                    file: self.named.clone(),
                    line: 1,
                    column: 1,
                    message: error.to_string(),
                    hint: String::new(),
                }),
            }
        }
        for problem in &mut problems {
            problem.file = self.shown(&self.root.join(&problem.file));
        }
        (sources, problems)
    }

    /// A path as the learner would write it.
    fn shown(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.real) {
            Ok(rest) => self.named.join(rest),
            Err(_) => path.to_owned(),
        }
    }
}

/// The reading of one roadmap's files.
struct Reading<'a> {
    walk: Walk<'a>,
    clone: &'a Clone,
}

impl Reading<'_> {
    fn read(mut self, found: &Found, sources: &mut Sources) {
        sources.translated = found.translation;
        // It is no roadmap's own: what is wrong with it would be told of each.
        let readme = self.clone.root.join(README);
        sources.readme = self.walk.admit(&readme).ok().and_then(|_| self.file(&readme));
        sources.map = found.map.as_deref().and_then(|map| self.file(map));
        sources.listing = found.listing.as_deref().and_then(|listing| self.file(listing));
        for folder in &found.folders {
            let page = self.file(&folder.join(format!("{}.md", sources.slug)));
            let page = page.or_else(|| self.file(&folder.join(META)));
            sources.page = page.or_else(|| sources.page.take());
            let mapping = self.file(&folder.join("migration-mapping.json"));
            sources.mapping = mapping.or_else(|| sources.mapping.take());
            let contents = self.folder(&folder.join("content"));
            sources.contents.extend(contents);
        }
        if let Some(questions) = &found.questions {
            sources.questions = self.file(&questions.join(format!("{}.md", sources.slug)));
            sources.answers = self.folder(&questions.join("content"));
        }
    }

    /// The Markdown files in a folder and the folders in it.
    fn folder(&mut self, folder: &Path) -> Vec<SourceFile> {
        self.walk.max_files = MAX_FILES;
        let files = self.walk.shelf(folder, SHELF);
        let read = |Met { path, .. }| {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
            self.bytes(&path).map(|bytes| SourceFile {
                file: self.clone.shown(&path),
                name,
                bytes,
            })
        };
        files.into_iter().filter_map(read).collect()
    }

    /// One file, where there is one.
    fn file(&mut self, path: &Path) -> Option<SourceFile> {
        // Not `metadata`: a link that leads nowhere is to be told.
        fs::symlink_metadata(path).ok()?;
        match self.walk.admit(path) {
            Ok(_) => {}
            Err(refusal) => {
                self.walk.report(path, refusal.code, &refusal.message);
                return None;
            }
        }
        self.bytes(path).map(|bytes| SourceFile {
            file: self.clone.shown(path),
            name: path.file_name().map(PathBuf::from).unwrap_or_default(),
            bytes,
        })
    }

    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        let read = fs::read(path);
        if let Err(error) = &read {
            self.walk.report(path, "unreadable", &format!("can't be read: {error}"));
        }
        read.ok()
    }
}

/// The name of a roadmap, where its folder's can be one.
fn slug_of(folder: &Path) -> Option<String> {
    let mut name = folder.file_name()?.to_str()?;
    if folder.parent().is_some_and(|shelf| shelf.ends_with(NUMBERED))
        && let Some((number, rest)) = name.split_once('-')
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        name = rest;
    }
    (node_id(name) == name && !name.contains(':')).then(|| name.to_owned())
}

/// The roadmap that another one is the translation of, by its name: `backend` of `backend-pt-br` and `backend-es`.
fn original_of(slug: &str) -> Option<&str> {
    const LANGUAGES: [&str; 16] = [
        "ar", "de", "es", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "vi", "zh",
    ];
    let (rest, last) = slug.rsplit_once('-')?;
    if LANGUAGES.contains(&last) {
        return Some(rest);
    }
    let (rest, language) = rest.rsplit_once('-')?;
    (last.len() == 2 && LANGUAGES.contains(&language)).then_some(rest)
}

/// Whether a folder is a roadmap's own.
fn is_roadmap(folder: &Path) -> bool {
    let Some(slug) = slug_of(folder) else { return false };
    let contents = folder.join("content");
    // In 2022 that was where all of them stood.
    contents.is_dir() && !contents.join("roadmaps").is_dir()
        || folder.join(format!("{slug}.json")).is_file()
        || folder.join(format!("{slug}.md")).is_file()
}

/// Whether a folder has contents as only roadmaps have them: `content/soil@a1b2.md`.
fn has_contents(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder.join("content")) else {
        return false;
    };
    let mut names = entries.flatten().map(|entry| entry.file_name());
    names.any(|name| {
        name.to_str()
            .and_then(|name| name.strip_suffix(".md")?.rsplit_once('@'))
            .is_some_and(|(title, id)| !title.is_empty() && !id.is_empty())
    })
}

/// The clone that a folder of roadmaps belongs to, by its name.
fn root_of_shelf(shelf: &Path) -> Option<PathBuf> {
    let shelves = SHELVES.iter().find(|name| shelf.ends_with(name))?;
    shelf.ancestors().nth(shelves.split('/').count()).map(Path::to_owned)
}

fn json_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = entries.flatten().map(|entry| entry.path());
    let is_json = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "json") && !is_hidden(file);
    let mut files: Vec<PathBuf> = files.filter(is_json).collect();
    files.sort();
    files
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| !is_hidden(path) && path.is_dir()).collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests;
