//! The imported roadmaps in the data folder: the pack they are kept in, and what is left of those that were taken out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::desk::PACKS;
use crate::cli::save::save;
use crate::content::diagnostic::Diagnostic;
use crate::content::roadmap::{Node, OWNER, RoadmapFile, Section};
use crate::content::source::{self, ROADMAPS};
use crate::progress::log::Log;

/// What the pack says of itself.
const MANIFEST: &str = "\
# Written by `waypost import roadmap-sh`, and left as it is from then on.
id: roadmap-sh
title: roadmap.sh
summary: Roadmaps of roadmap.sh, from your own clone of its repository
license: roadmap.sh's own, which allows personal use only
";

/// Where imported roadmaps are.
pub(in crate::cli) struct Shelf {
    /// The pack.
    folder: PathBuf,
    /// What is left of roadmaps that were taken out. Its name is hidden, so it is no pack.
    left: PathBuf,
}

impl Shelf {
    /// That of a data folder.
    pub(in crate::cli) fn new(data_dir: &Path) -> Self {
        let packs = data_dir.join(PACKS);
        Self {
            folder: packs.join(OWNER),
            left: packs.join(format!(".{OWNER}")),
        }
    }

    /// The file of a roadmap.
    pub(super) fn place_of(&self, slug: &str) -> PathBuf {
        self.folder.join(ROADMAPS).join(format!("{slug}.json"))
    }

    fn left_of(&self, slug: &str) -> PathBuf {
        self.left.join(format!("{slug}.json"))
    }

    /// The names of the roadmaps there are, in order.
    pub(in crate::cli) fn slugs(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.join(ROADMAPS)).into_iter().flatten().flatten();
        let slug = |file: fs::DirEntry| {
            let name = file.file_name().into_string().ok()?;
            Some(name.strip_suffix(".json")?.to_owned()).filter(|slug| !slug.starts_with('.'))
        };
        let mut slugs: Vec<String> = files.filter_map(slug).collect();
        slugs.sort();
        slugs
    }

    /// A roadmap as the last import left it, or what is left of it.
    ///
    /// # Errors
    /// The diagnostic of a file that no import has written.
    pub(super) fn before(&self, slug: &str) -> Result<Before, Box<Diagnostic>> {
        if let Some(roadmap) = source::roadmap_file(&self.place_of(slug))? {
            return Ok(Before::Kept(roadmap));
        }
        // What is left can be done without.
        let left = source::roadmap_file(&self.left_of(slug)).ok().flatten();
        Ok(left.map_or(Before::Nothing, Before::Left))
    }

    /// Makes the pack, where there is none.
    pub(super) fn open(&self) -> Result<()> {
        Log::make_folder(&self.folder.join(ROADMAPS))?;
        let manifest = self.manifest();
        if !manifest.exists() {
            save(&manifest, false, |to| to.write_all(MANIFEST.as_bytes()))?;
        }
        Ok(())
    }

    fn manifest(&self) -> PathBuf {
        self.folder.join("pack.yaml")
    }

    /// Puts a roadmap in.
    pub(super) fn put(&self, roadmap: &RoadmapFile) -> Result<()> {
        let json = roadmap.to_json()?;
        save(&self.place_of(&roadmap.slug), true, |to| to.write_all(&json))?;
        // It is all in the roadmap now.
        let _ = fs::remove_file(self.left_of(&roadmap.slug));
        let _ = fs::remove_dir(&self.left);
        Ok(())
    }

    /// Takes a roadmap out. What of it says which topic is which is left, so that marks and order are there again when it
    /// comes back.
    pub(super) fn take(&self, roadmap: RoadmapFile) -> Result<()> {
        let place = self.place_of(&roadmap.slug);
        let left = self.left_of(&roadmap.slug);
        let json = bare(roadmap).to_json()?;
        Log::make_folder(&self.left)?;
        save(&left, true, |to| to.write_all(&json))?;
        fs::remove_file(&place).with_context(|| format!("can't remove {}", place.display()))
    }

    /// Takes the pack away when nothing is in it but what an import wrote.
    pub(super) fn close(&self) -> io::Result<()> {
        let roadmaps = self.folder.join(ROADMAPS);
        let is_empty = |folder: &Path| fs::read_dir(folder).map(|mut files| files.next().is_none());
        let ours = fs::read(self.manifest()).is_ok_and(|bytes| bytes == MANIFEST.as_bytes());
        if ours && is_empty(&roadmaps)? && fs::read_dir(&self.folder)?.count() == 2 {
            fs::remove_dir(&roadmaps)?;
            fs::remove_file(self.manifest())?;
            fs::remove_dir(&self.folder)?;
        }
        Ok(())
    }
}

/// What there is of a roadmap before an import.
pub(super) enum Before {
    Nothing,
    /// It was taken out.
    Left(RoadmapFile),
    Kept(RoadmapFile),
}

impl Before {
    pub(super) fn roadmap(&self) -> Option<&RoadmapFile> {
        match self {
            Self::Nothing => None,
            Self::Left(roadmap) | Self::Kept(roadmap) => Some(roadmap),
        }
    }
}

/// A roadmap without its text: its topics in their order, and all ids they have had.
fn bare(roadmap: RoadmapFile) -> RoadmapFile {
    let node = |node: Node| Node {
        text: String::new(),
        resources: Vec::new(),
        ..node
    };
    let section = |section: Section| Section {
        nodes: section.nodes.into_iter().map(node).collect(),
        ..section
    };
    RoadmapFile {
        summary: String::new(),
        sections: roadmap.sections.into_iter().map(section).collect(),
        related: Vec::new(),
        links: Vec::new(),
        questions: Vec::new(),
        ..roadmap
    }
}
