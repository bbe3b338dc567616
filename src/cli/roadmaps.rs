//! `waypost import roadmap-sh`: roadmaps of the learner's own clone, kept as a pack in the data folder.
//!
//! Importing again brings them up to date in place. Only files that an import has written are ever written over, each as a
//! whole; none is removed.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::names;
use crate::content::roadmap::{Arranged, Node, OWNER, RoadmapFile, topic_id};
use crate::content::roadmap_sh::{self, Settled};
use crate::content::source::clone::Clone;
use crate::content::source::{self, ROADMAPS, SourceError};
use crate::progress::event::Status;
use crate::progress::fold::Progress;
use crate::progress::log::Log;

use super::Verdict;
use super::args::{Global, ImportRoadmaps};
use super::desk::{self, PACKS};
use super::out::{Line, Out, Style, Ticker, counted, grouped, tell};
use super::save::save;

/// How many remarks are told when nobody asked for a roadmap by name.
const LISTED: usize = 10;
/// How many names a message suggests.
const SUGGESTED: usize = 3;
/// What is imported from, and how to get it.
const WANTED: &str = "name your own clone of roadmap.sh's repository: \
    `git clone --depth 1 https://github.com/kamranahmedse/developer-roadmap` makes one";
/// What the pack says of itself.
const MANIFEST: &str = "\
# Written by `waypost import roadmap-sh`, and left as it is from then on.
id: roadmap-sh
title: roadmap.sh
summary: Roadmaps of roadmap.sh, from your own clone of its repository
license: roadmap.sh's own, which allows personal use only
";

pub(super) fn import(global: &Global, args: &ImportRoadmaps, out: &mut Out) -> Result<Verdict> {
    let clone = match Clone::open(&args.dir) {
        Err(SourceError::Missing(dir)) => bail!("there is no folder {}; {WANTED}", dir.display()),
        opened => opened?,
    };
    let slugs = chosen(&clone, args)?;
    let data_dir = global.data_dir()?;
    let run = Run {
        clone: &clone,
        folder: data_dir.join(PACKS).join(OWNER),
        progress: desk::progress(&data_dir)?,
    };
    let read = run.read(&slugs);
    if args.list {
        run.list(&read, out)?;
        return Ok(Verdict::Good);
    }
    let kept = if args.dry_run {
        Kept::default()
    } else {
        run.write(&read)?
    };
    remark(&read, !args.slugs.is_empty());
    if args.slugs.is_empty() && !clone.unasked().is_empty() {
        let groups = clone.unasked().join(", ");
        tell(
            "note",
            &format!("left out: questions on {groups}, since no roadmap here is called so"),
        );
    }
    for (file, error) in &kept.failed {
        tell("error", &format!("{} was not written: {error:#}", file.display()));
    }
    summary(&read, &kept, args, out)?;
    let translations = clone.roadmaps().filter(|(_, found)| found.is_translation()).count();
    if args.slugs.is_empty() && translations > 0 {
        let count = counted(translations, "translation");
        out.line(format!(
            "{count} left out; `--list` shows them, and each can be imported by its name."
        ))?;
    }
    let named_and_missing = !args.slugs.is_empty() && read.iter().any(|one| one.file.is_none());
    let nothing = read.iter().all(|one| one.file.is_none());
    Ok(if nothing || named_and_missing || !kept.failed.is_empty() {
        Verdict::Bad
    } else {
        Verdict::Good
    })
}

/// The roadmaps asked for, or all there are but translations of others.
fn chosen(clone: &Clone, args: &ImportRoadmaps) -> Result<Vec<String>> {
    let all: Vec<&str> = clone.roadmaps().map(|(slug, _)| slug).collect();
    if all.is_empty() {
        bail!(
            "{} has no roadmaps: neither `roadmaps/<name>/content` nor `src/data/roadmaps/<name>`; {WANTED}",
            args.dir.display()
        );
    }
    for slug in &args.slugs {
        if !all.contains(&slug.as_str()) {
            let mut nearest: Vec<&str> = all.clone();
            nearest.sort_by(|a, b| names::alike(b, slug).total_cmp(&names::alike(a, slug)));
            nearest.truncate(SUGGESTED);
            bail!(
                "{} has no roadmap `{slug}`; did you mean one of these?\n  {}\n`--list` shows all {}",
                args.dir.display(),
                nearest.join("\n  "),
                all.len()
            );
        }
    }
    if args.slugs.is_empty() {
        let originals = clone
            .roadmaps()
            .filter(|(_, found)| args.list || !found.is_translation());
        return Ok(originals.map(|(slug, _)| slug.to_owned()).collect());
    }
    let mut slugs = args.slugs.clone();
    slugs.sort();
    slugs.dedup();
    Ok(slugs)
}

/// One roadmap, read and brought together with the import before.
struct One {
    slug: String,
    /// What is to be kept; nothing where there is none, or where its place is taken.
    file: Option<RoadmapFile>,
    /// Whether it has been imported before, and if so, whether something has changed since.
    before: Before,
    order_kept: bool,
    gone: usize,
    /// How many of its questions were left out for want of an answer.
    unanswered: usize,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    None,
    Same,
    Other,
}

/// What was written.
#[derive(Default)]
struct Kept {
    failed: Vec<(PathBuf, anyhow::Error)>,
}

struct Run<'a> {
    clone: &'a Clone,
    /// The pack.
    folder: PathBuf,
    progress: Progress,
}

impl Run<'_> {
    fn place_of(&self, slug: &str) -> PathBuf {
        self.folder.join(ROADMAPS).join(format!("{slug}.json"))
    }

    fn read(&self, slugs: &[String]) -> Vec<One> {
        let ticker = Ticker::new();
        let one = |(number, slug): (usize, &String)| {
            ticker.show(&format!("Reading {slug} ({} of {})", number + 1, slugs.len()));
            self.read_one(slug)
        };
        slugs.iter().enumerate().map(one).collect()
    }

    fn read_one(&self, slug: &str) -> One {
        let (sources, mut diagnostics) = self.clone.read(slug);
        let imported = roadmap_sh::read(&sources);
        diagnostics.extend(imported.diagnostics);
        let mut one = One {
            slug: slug.to_owned(),
            file: None,
            before: Before::None,
            order_kept: false,
            gone: 0,
            unanswered: imported.unanswered,
            diagnostics,
        };
        let Some(fresh) = imported.roadmap else {
            return one;
        };
        match source::roadmap_file(&self.place_of(slug)) {
            Ok(before) => {
                let is_marked = |node: &Node| self.is_marked(slug, node);
                let Settled {
                    roadmap,
                    order_kept,
                    gone,
                } = roadmap_sh::settle(fresh, before.clone(), &is_marked);
                (one.order_kept, one.gone) = (order_kept, gone);
                one.before = match before {
                    None => Before::None,
                    Some(before) if before == roadmap => Before::Same,
                    Some(_) => Before::Other,
                };
                one.file = Some(roadmap);
            }
            Err(taken) => one.diagnostics.push(Diagnostic {
                hint: "no import wrote this file, so it is left as it is; move it away to import the roadmap"
                    .to_owned(),
                ..*taken
            }),
        }
        one
    }

    fn is_marked(&self, slug: &str, node: &Node) -> bool {
        let mut ids = std::iter::once(&node.id).chain(&node.former);
        ids.any(|id| {
            let mark = self.progress.mark(&topic_id(slug, id));
            mark.is_some_and(|mark| mark.status != Status::Todo)
        })
    }

    /// Writes what is new or has changed.
    fn write(&self, read: &[One]) -> Result<Kept> {
        let changed: Vec<(&One, &RoadmapFile)> = read
            .iter()
            .filter(|one| one.before != Before::Same)
            .filter_map(|one| Some((one, one.file.as_ref()?)))
            .collect();
        let mut kept = Kept::default();
        if changed.is_empty() {
            return Ok(kept);
        }
        Log::make_folder(&self.folder.join(ROADMAPS))?;
        let manifest = self.folder.join("pack.yaml");
        if !manifest.exists() {
            save(&manifest, false, |to| to.write_all(MANIFEST.as_bytes()))?;
        }
        let ticker = Ticker::new();
        for (number, (one, file)) in changed.iter().enumerate() {
            ticker.show(&format!("Writing {} ({} of {})", one.slug, number + 1, changed.len()));
            let place = self.place_of(&one.slug);
            let written = file
                .to_json()
                .map_err(anyhow::Error::from)
                .and_then(|json| save(&place, true, |to| to.write_all(&json)));
            if let Err(error) = written {
                kept.failed.push((place, error));
            }
        }
        Ok(kept)
    }

    /// What there is, with what could be imported of it.
    fn list(&self, read: &[One], out: &mut Out) -> Result<()> {
        let row = |one: &One| {
            let imported = if self.place_of(&one.slug).exists() {
                "imported"
            } else {
                ""
            };
            let (topics, order) = match &one.file {
                None => ("no topics".to_owned(), ""),
                Some(file) => (counted(file.nodes().count(), "topic"), order(file.arranged)),
            };
            vec![
                Line::from(one.slug.as_str()),
                Line::from(topics),
                Line::new(Style::Dim, order),
                Line::new(Style::Dim, imported),
            ]
        };
        out.table(read.iter().map(row).collect())
    }
}

fn order(arranged: Arranged) -> &'static str {
    match arranged {
        Arranged::Graph => "in the order of its map",
        Arranged::Folders => "in the order of its folders",
        Arranged::Names => "in the order of names",
    }
}

/// Tells what could not be read or had to be guessed: all of it where roadmaps were asked for by name.
fn remark(read: &[One], all: bool) {
    let least = if all { Severity::Info } else { Severity::Warning };
    let most = if all { usize::MAX } else { LISTED };
    let found = || {
        let found = read.iter().flat_map(|one| &one.diagnostics);
        found.filter(|found| found.severity >= least)
    };
    for found in found().take(most) {
        let kind = match found.severity {
            Severity::Info => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let hint = if found.hint.is_empty() {
            String::new()
        } else {
            format!("; {}", found.hint)
        };
        let place = format!("{}:{}:{}", found.file.display(), found.line, found.column);
        tell(kind, &format!("{place}: {}{hint}", found.message));
    }
    let more = found().count().saturating_sub(most);
    if more > 0 {
        let more = counted(more, "more remark");
        tell(
            "note",
            &format!("there are {more}; import a roadmap by its name to see those on it"),
        );
    }
}

fn summary(read: &[One], kept: &Kept, args: &ImportRoadmaps, out: &mut Out) -> Result<()> {
    let files: Vec<(&One, &RoadmapFile)> = read.iter().filter_map(|one| Some((one, one.file.as_ref()?))).collect();
    let nodes = || files.iter().flat_map(|(_, file)| file.nodes());
    let inferred = nodes().filter(|node| node.inferred).count();
    let guessed = if inferred > 0 {
        format!(" ({} with an inferred place)", grouped(inferred))
    } else {
        String::new()
    };
    let links = nodes().map(|node| node.resources.len()).sum::<usize>()
        + files.iter().map(|(_, file)| file.links.len()).sum::<usize>();
    let questions: usize = files.iter().map(|(_, file)| file.questions.len()).sum();
    let unanswered: usize = files.iter().map(|(one, _)| one.unanswered).sum();
    let questions = match (questions, unanswered) {
        (0, 0) => String::new(),
        (count, 0) => format!(", {}", counted(count, "question")),
        (count, left) => format!(
            ", {} ({} left out without an answer)",
            counted(count, "question"),
            grouped(left)
        ),
    };
    let skipped: Vec<&str> = read
        .iter()
        .filter(|one| one.file.is_none())
        .map(|one| one.slug.as_str())
        .collect();
    let skipped = match skipped.as_slice() {
        [] => String::new(),
        slugs => format!("; {} skipped: {}", slugs.len(), slugs.join(", ")),
    };
    out.line(format!(
        "{}, {}{guessed}, {}{questions}{skipped}",
        counted(files.len(), "roadmap"),
        counted(nodes().count(), "topic"),
        counted(links, "link")
    ))?;
    if files.is_empty() {
        return Ok(());
    }
    let with = |before: Before| files.iter().filter(|(one, _)| one.before == before).count();
    let written = [
        (with(Before::None), "new"),
        (with(Before::Other), "changed"),
        (with(Before::Same), "as before"),
    ];
    let written: Vec<String> = written
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    out.line(written.join(", "))?;
    let order_kept = files.iter().filter(|(one, _)| one.order_kept).count();
    if order_kept > 0 {
        let roadmaps = counted(order_kept, "roadmap");
        out.line(format!(
            "{roadmaps} kept the order of an earlier import, since this clone has less of it"
        ))?;
    }
    let gone: usize = files.iter().map(|(one, _)| one.gone).sum();
    if gone > 0 {
        out.line(format!(
            "{} of yours kept that the roadmaps don't have any more",
            counted(gone, "marked topic")
        ))?;
    }
    if args.dry_run {
        out.line("Nothing was written, since this was a dry run.")
    } else if kept.failed.is_empty() {
        out.line("`waypost` shows them on the tab Roadmaps, `waypost list roadmaps` lists them.")
    } else {
        out.line(format!(
            "{} could not be written, see above.",
            counted(kept.failed.len(), "roadmap")
        ))
    }
}
