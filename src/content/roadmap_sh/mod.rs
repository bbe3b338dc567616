//! Roadmaps of roadmap.sh, read from the learner's own clone of its repository: text and maps in whichever layout it has,
//! to what a pack keeps ([`RoadmapFile`]).
//!
//! ```text
//! Sources ─ map ──────→ sketch ─┬→ spine (order) ──┬→ arrange ─┐
//!         │      (mockup)       └→ parents (parts) ┘           ├→ RoadmapFile ─ settle (with the import before)
//!         ├ contents ─→ content, link ──────────────→ folders ─┤
//!         └ page, readme, listing, mapping, questions ─────────┘
//! ```
//!
//! Reading never fails: what can't be read costs that part alone, and is told with file, line and column. Which files there
//! are is [`source::clone`](super::source::clone)'s to find out.

mod arrange;
mod content;
mod folders;
mod link;
mod listing;
mod mockup;
mod name;
mod page;
mod parents;
mod questions;
mod readme;
mod rect;
mod remarks;
mod settle;
mod sketch;
mod spine;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use self::arrange::Arranged;
use self::content::Content;
use self::folders::Entry;
use self::name::{Name, old_id};
use self::page::Page;
use self::sketch::{NoSketch, Sketch};
use super::diagnostic::{Diagnostic, Severity};
use super::encoding::Decoded;
use super::model::{Link, Resource};
use super::roadmap::{RoadmapFile, node_id};
use super::text_file;

pub use self::settle::{Settled, settle};

/// A file of a clone.
#[derive(Debug, Clone, Default)]
pub struct SourceFile {
    /// The file, for messages.
    pub file: PathBuf,
    /// Its path in the folder it was looked for in.
    pub name: PathBuf,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Everything a clone has on one roadmap.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The roadmap's name in addresses.
    pub slug: String,
    /// The map: `<slug>.json`.
    pub map: Option<SourceFile>,
    /// Whether the map is that of the roadmap this one is a translation of, so that its labels are not its own.
    pub translated: bool,
    /// What the roadmap says of itself: `<slug>.md`, or `meta.json` in 2022.
    pub page: Option<SourceFile>,
    /// The clone's `readme.md`, which lists roadmaps by their titles.
    pub readme: Option<SourceFile>,
    /// Which node stands for which file of the old layout: `migration-mapping.json`.
    pub mapping: Option<SourceFile>,
    /// The content files.
    pub contents: Vec<SourceFile>,
    /// All contents in one file: `public/roadmap-content/<slug>.json`.
    pub listing: Option<SourceFile>,
    /// The question group.
    pub questions: Option<SourceFile>,
    /// The files its answers stand in.
    pub answers: Vec<SourceFile>,
}

/// A roadmap as it was read.
#[derive(Debug, Default)]
pub struct Imported {
    /// The roadmap; nothing where the sources hold no topic. It may have no title yet, see [`settle`].
    pub roadmap: Option<RoadmapFile>,
    /// How many questions are left out, since they have no answer or it is missing.
    pub unanswered: usize,
    /// Everything that was guessed, repaired or left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one roadmap.
pub fn read(sources: &Sources) -> Imported {
    let mut reader = Reader {
        sources,
        unanswered: 0,
        diagnostics: Vec::new(),
    };
    let roadmap = reader.roadmap();
    Imported {
        roadmap,
        unanswered: reader.unanswered,
        diagnostics: reader.diagnostics,
    }
}

struct Reader<'s> {
    sources: &'s Sources,
    unanswered: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn roadmap(&mut self) -> Option<RoadmapFile> {
        let sources = self.sources;
        let mut page = self.page();
        if page.title.is_empty() {
            page.title = self.listed_title();
        }
        let mapping = self.mapping();
        let entries = self.entries(&mapping);
        let map = self.text(sources.map.as_ref());
        let sketch = map.as_ref().and_then(|map| self.sketch(map));
        let mut links: Vec<Link> = Vec::new();
        let (mut sections, arranged) = match &sketch {
            Some(Ok(sketch)) if arrange::has_topics(sketch) => {
                links.extend(sketch.shapes.iter().flat_map(|shape| shape.links.iter().cloned()));
                let contents = self.each_once(entries);
                let Arranged {
                    sections,
                    circle,
                    untitled,
                } = arrange::arrange(sketch, contents, sources.translated);
                self.tell_of_map(map.as_ref(), sketch, circle, &untitled);
                (sections, super::roadmap::Arranged::Graph)
            }
            other => {
                let mut controls = Vec::new();
                if let (Some(Err(NoSketch::Mockup)), Some(map)) = (other, &map) {
                    (controls, links) = mockup::read(&map.text);
                }
                let mut entries = self.entries_once(entries);
                // What only a listing has goes by no name of a file.
                entries.retain(|entry| entry.file.is_some() || !entry.content.title.is_empty());
                folders::arrange(entries, &controls)
            }
        };
        if sections.iter().all(|section| section.nodes.is_empty()) {
            self.nothing_here();
            return None;
        }
        let mut former: HashMap<&str, Vec<String>> = HashMap::new();
        for (old, id) in &mapping {
            former.entry(id).or_default().push(old.clone());
        }
        for node in sections.iter_mut().flat_map(|section| &mut section.nodes) {
            node.former = former.remove(node.id.as_str()).unwrap_or_default();
            node.former.sort();
        }
        let (related, links) = self.split(links, page.related);
        Some(RoadmapFile {
            title: page.title,
            summary: page.summary,
            arranged,
            sections,
            related,
            links,
            questions: self.questions(),
            ..RoadmapFile::named(&sources.slug)
        })
    }

    /// What the roadmap says of itself.
    fn page(&mut self) -> Page {
        let (Some(file), Some(text)) = (&self.sources.page, self.text(self.sources.page.as_ref())) else {
            return Page::default();
        };
        if file.name.extension().is_none_or(|ending| ending != "json") {
            return page::read(&text.text);
        }
        page::read_meta(&text.text).unwrap_or_else(|error| {
            self.invalid(&file.file, &text, &error, "the roadmap has the name of its folder");
            Page::default()
        })
    }

    /// The title that the clone's readme lists the roadmap under; empty where it doesn't. What is odd about the readme says
    /// nothing about the roadmap.
    fn listed_title(&self) -> String {
        let readme = self.sources.readme.as_ref();
        let text = readme.and_then(|file| text_file::open(&file.bytes, "files").ok());
        let title = text.and_then(|(text, _)| readme::title_of(&text.text, &self.sources.slug));
        title.unwrap_or_default()
    }

    /// A file's text; what had to be repaired is told.
    fn text(&mut self, file: Option<&SourceFile>) -> Option<Decoded> {
        let file = file?;
        match text_file::open(&file.bytes, "files") {
            Ok((decoded, findings)) => {
                let found = text_file::diagnostics(findings, &decoded, &file.file);
                self.diagnostics.extend(found);
                Some(decoded)
            }
            // A file of one byte says nothing, and isn't wrong.
            Err(_) if file.bytes.len() < 2 => None,
            Err(refused) => {
                self.diagnostics.push(refused.diagnostic(&file.file));
                None
            }
        }
    }

    /// The nodes that stand for files of the old layout, by the ids these had.
    fn mapping(&mut self) -> HashMap<String, String> {
        let Some(file) = self.sources.mapping.as_ref() else {
            return HashMap::new();
        };
        let Some(text) = self.text(Some(file)) else {
            return HashMap::new();
        };
        match serde_json::from_str::<serde_json::Value>(&text.text) {
            Ok(serde_json::Value::Object(mapping)) => {
                let pairs = mapping.iter().filter_map(|(old, id)| Some((old, id.as_str()?)));
                pairs.map(|(old, id)| (old_id(old), node_id(id))).collect()
            }
            Ok(_) => HashMap::new(),
            Err(error) => {
                self.invalid(&file.file, &text, &error, "ids of the old layout are not known");
                HashMap::new()
            }
        }
    }

    /// The map, or why it is none.
    fn sketch(&mut self, text: &Decoded) -> Option<Result<Sketch, NoSketch>> {
        let file = &self.sources.map.as_ref()?.file;
        let read = sketch::read(&text.text);
        let (place, message) = match &read {
            Err(NoSketch::Invalid(message, at)) => {
                let (line, column) = text.position(*at);
                ((file.as_path(), line, column), format!("is no valid JSON: {message}"))
            }
            Err(NoSketch::TooMuch(count, what)) => (
                (file.as_path(), 1, 1),
                format!("has {count} {what}, more than any roadmap has"),
            ),
            _ => return Some(read),
        };
        let message = format!("{message}; the topics stand in the order of their files");
        self.tell(
            Severity::Warning,
            "roadmap-map",
            place,
            message,
            "get the file anew: `git checkout` its path",
        );
        Some(read)
    }

    /// The content files, then what only the listing has.
    fn entries(&mut self, mapping: &HashMap<String, String>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (at, file) in self.sources.contents.iter().enumerate() {
            let decoded = self.text(Some(file));
            let (mut content, unknown) = decoded
                .as_ref()
                .map_or_else(Default::default, |text| content::read(&text.text));
            if let Some(decoded) = &decoded {
                for kind in unknown {
                    let (line, column) = decoded.position(kind.at);
                    let message = format!("`{}` is no kind of resource known here; the link has none", kind.word);
                    self.tell(Severity::Info, "roadmap-link", (&file.file, line, column), message, "");
                }
            }
            let name = Name::of(&file.name);
            if name.is_index() && content == Content::default() {
                continue;
            }
            if content.title.is_empty() && name.id.is_some() {
                content.title = folders::titled(name.path.last().map_or("", String::as_str));
            }
            let by_path = || {
                let id = folders::path_id(&name.path);
                mapping.get(&id).cloned().unwrap_or_else(|| node_id(&id))
            };
            let id = name.id.clone().unwrap_or_else(by_path);
            entries.push(Entry {
                path: name.path,
                id,
                content,
                file: Some(at),
            });
        }
        let known: HashSet<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        let listed = self.listing().into_iter().filter(|entry| !known.contains(&entry.id));
        entries.extend(listed.collect::<Vec<_>>());
        entries
    }

    fn listing(&mut self) -> Vec<Entry> {
        let Some(file) = self.sources.listing.as_ref() else {
            return Vec::new();
        };
        let Some(text) = self.text(Some(file)) else {
            return Vec::new();
        };
        match listing::read(&text.text) {
            Ok(entries) => entries,
            Err(error) => {
                self.invalid(&file.file, &text, &error, "what only this file has is missing");
                Vec::new()
            }
        }
    }

    /// The contents by id; what two files say of one topic is brought together.
    fn each_once(&mut self, entries: Vec<Entry>) -> Vec<(String, Content)> {
        let once = self.entries_once(entries).into_iter();
        let named = once.map(|mut entry| {
            if entry.content.title.is_empty() && entry.file.is_some() {
                entry.content.title = folders::title_of(&entry.path);
            }
            (entry.id, entry.content)
        });
        named.collect()
    }

    /// As above, each in the place of its first file.
    fn entries_once(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut once: Vec<Entry> = Vec::new();
        let mut doubles: Vec<(String, Option<usize>)> = Vec::new();
        for entry in entries {
            if let Some(&known) = at.get(&entry.id) {
                let first = &mut once[known].content;
                *first = std::mem::take(first).and(entry.content);
                doubles.push((entry.id, entry.file));
            } else {
                at.insert(entry.id.clone(), once.len());
                once.push(entry);
            }
        }
        for (id, file) in doubles {
            let Some(file) = file.and_then(|at| self.sources.contents.get(at)) else {
                continue;
            };
            let message = format!("another file has the id `{id}`; both are read as one");
            self.tell(Severity::Info, "roadmap-id", (&file.file, 1, 1), message, "");
        }
        once
    }

    /// Links to other roadmaps, and the rest. Each stands once, by the first of its names.
    fn split(&self, links: Vec<Link>, related: Vec<Link>) -> (Vec<Link>, Vec<Resource>) {
        const SITE: &str = "https://roadmap.sh";
        let own = super::roadmap::address(&self.sources.slug);
        let mut seen = HashSet::from([SITE.to_owned(), own]);
        let links = links.into_iter().chain(related);
        let once: Vec<Link> = links.filter(|link| seen.insert(link.url.clone())).collect();
        let is_roadmap = |link: &Link| {
            let rest = link.url.strip_prefix(SITE).and_then(|rest| rest.strip_prefix('/'));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['/', '?', '#']))
        };
        let (related, others): (Vec<Link>, Vec<Link>) = once.into_iter().partition(is_roadmap);
        let others = others
            .into_iter()
            .map(|Link { title, url }| Resource { kind: None, title, url });
        (related, others.collect())
    }

    fn questions(&mut self) -> Vec<super::roadmap::Question> {
        let Some(file) = self.sources.questions.as_ref() else {
            return Vec::new();
        };
        let Some(text) = self.text(Some(file)) else {
            return Vec::new();
        };
        let mut answers = HashMap::new();
        for answer in &self.sources.answers {
            if let Some(text) = self.text(Some(answer)) {
                answers.insert(answer.name.to_string_lossy().into_owned(), text.text);
            }
        }
        let group = questions::read(&text.text, &answers);
        self.tell_of_questions(&file.file, &text, &group);
        group.questions
    }
}
