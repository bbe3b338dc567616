//! `waypost import roadmap-sh`: roadmaps of the learner's own clone, kept as a pack in the data folder.
//!
//! Importing again brings them up to date in place. Only files that an import has written are ever written over or removed,
//! each as a whole, and removed only by `--remove`.

mod remove;
mod shelf;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::Timestamp;

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{Apart, Library, RoadmapIx, TopicIx};
use crate::content::names;
use crate::content::roadmap::{Arranged, Node, RoadmapFile, topic_id};
use crate::content::roadmap_sh::{self, Settled};
use crate::content::source::SourceError;
use crate::content::source::clone::Clone;
use crate::progress::event::Status;
use crate::progress::fold::Progress;

pub(super) use self::shelf::Shelf;
use super::Verdict;
use super::args::{Global, ImportRoadmaps};
use super::desk;
use super::out::{Line, Out, Style, Ticker, counted, grouped, tell};

/// How many remarks are told when nobody asked for a roadmap by name.
const LISTED: usize = 10;
/// How many names a message suggests.
const SUGGESTED: usize = 3;
/// What is imported from, and how to get it.
const WANTED: &str = "name your own clone of roadmap.sh's repository: \
    `git clone --depth 1 https://github.com/kamranahmedse/developer-roadmap` makes one";

pub(super) fn import(global: &Global, args: &ImportRoadmaps, out: &mut Out) -> Result<Verdict> {
    if !args.remove.is_empty() {
        return remove::remove(global, &args.remove, args.dry_run, out);
    }
    let Some(dir) = args.dir.as_deref() else { bail!(WANTED) };
    let clone = match Clone::open(dir) {
        Err(SourceError::Missing(dir)) => bail!("there is no folder {}; {WANTED}", dir.display()),
        opened => opened?,
    };
    let slugs = chosen(&clone, dir, args)?;
    let data_dir = global.data_dir()?;
    let run = Run {
        clone: &clone,
        shelf: Shelf::new(&data_dir),
        progress: desk::progress(&data_dir)?,
        now: desk::now()?,
    };
    let mut read = run.read(&slugs);
    if args.list {
        run.list(&read, out)?;
        return Ok(Verdict::Good);
    }
    let kept = if args.dry_run {
        Kept::default()
    } else {
        let changed = read.iter().any(|one| one.before == Before::Other);
        let before = changed.then(|| global.library()).transpose()?;
        let kept = run.write(&read)?;
        if let Some(before) = before {
            run.keep_marks(&before, &global.library()?, &mut read)?;
        }
        kept
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
    if !args.dry_run && kept.written > 0 {
        meetings(global, &read, run.now, out)?;
    }
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
fn chosen(clone: &Clone, dir: &Path, args: &ImportRoadmaps) -> Result<Vec<String>> {
    let all: Vec<&str> = clone.roadmaps().map(|(slug, _)| slug).collect();
    if all.is_empty() {
        bail!(
            "{} has no roadmaps: neither `roadmaps/<name>/content` nor `src/data/roadmaps/<name>`; {WANTED}",
            dir.display()
        );
    }
    for slug in &args.slugs {
        if !all.contains(&slug.as_str()) {
            bail!(
                "{} has no roadmap `{slug}`; did you mean one of these?\n  {}\n`--list` shows all {}",
                dir.display(),
                nearest(&all, slug).join("\n  "),
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

/// Those of the names that come nearest to one, the nearest first.
fn nearest<'a>(all: &[&'a str], name: &str) -> Vec<&'a str> {
    let mut nearest = all.to_vec();
    nearest.sort_by(|a, b| names::alike(b, name).total_cmp(&names::alike(a, name)));
    nearest.truncate(SUGGESTED);
    nearest
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
    written: usize,
    failed: Vec<(PathBuf, anyhow::Error)>,
}

struct Run<'a> {
    clone: &'a Clone,
    shelf: Shelf,
    progress: Progress,
    now: Timestamp,
}

impl Run<'_> {
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
        match self.shelf.before(slug) {
            Ok(before) => {
                let is_marked = |node: &Node| self.is_marked(slug, node);
                let Settled {
                    roadmap,
                    order_kept,
                    gone,
                } = roadmap_sh::settle(fresh, before.roadmap().cloned(), &is_marked, self.now);
                (one.order_kept, one.gone) = (order_kept, gone);
                one.before = match before {
                    shelf::Before::Nothing | shelf::Before::Left(_) => Before::None,
                    shelf::Before::Kept(before) if before == roadmap => Before::Same,
                    shelf::Before::Kept(_) => Before::Other,
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
        self.shelf.open()?;
        let ticker = Ticker::new();
        for (number, (one, file)) in changed.iter().enumerate() {
            ticker.show(&format!("Writing {} ({} of {})", one.slug, number + 1, changed.len()));
            match self.shelf.put(file) {
                Ok(()) => kept.written += 1,
                Err(error) => kept.failed.push((self.shelf.place_of(&one.slug), error)),
            }
        }
        Ok(kept)
    }

    /// Notes at topics that were one with a lesson's topic before this import, and are told apart from it now, since when:
    /// what was marked until then counts for them.
    fn keep_marks(&self, before: &Library, after: &Library, read: &mut [One]) -> Result<()> {
        for one in read.iter_mut().filter(|one| one.before == Before::Other) {
            let Some(file) = one.file.as_mut().filter(|file| file.apart != Some(self.now)) else {
                continue;
            };
            let mut changed = false;
            for node in file.sections.iter_mut().flat_map(|section| &mut section.nodes) {
                let now = after.topic_by_id(&topic_id(&one.slug, &node.id));
                let Some(apart) = now.and_then(|ix| after.apart(ix)) else {
                    continue;
                };
                let lesson = &after.topic(apart.lesson).id;
                let mut ids = std::iter::once(&node.id).chain(&node.former);
                let was_one = ids.any(|id| {
                    let topic = before.topic_by_id(&topic_id(&one.slug, id));
                    topic.is_some_and(|ix| before.topic(ix).id == *lesson)
                });
                if was_one {
                    node.apart = Some(self.now);
                    changed = true;
                }
            }
            if changed {
                self.shelf.put(file)?;
            }
        }
        Ok(())
    }

    /// What there is, with what could be imported of it.
    fn list(&self, read: &[One], out: &mut Out) -> Result<()> {
        let row = |one: &One| {
            let imported = if self.shelf.place_of(&one.slug).exists() {
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

/// Which topics of what was imported are learned elsewhere too, and which lessons are shared.
fn meetings(global: &Global, read: &[One], now: Timestamp, out: &mut Out) -> Result<()> {
    let library = global.library()?;
    let here = |ix: &RoadmapIx| {
        let roadmap = library.roadmap(*ix);
        roadmap.graph.is_some() && read.iter().any(|one| one.file.is_some() && one.slug == roadmap.id)
    };
    let topics: HashSet<TopicIx> = library
        .roadmap_ixs()
        .filter(here)
        .flat_map(|ix| library.roadmap(ix).topics.iter().copied())
        .collect();
    let taught = topics.iter().filter(|&&ix| library.lesson_of(ix).is_some()).count();
    if taught > 0 {
        let are = if taught == 1 { "topic has" } else { "topics have" };
        out.line(format!("{} {are} a lesson in your packs.", grouped(taught)))?;
    }
    let apart: Vec<&Apart> = topics.iter().filter_map(|&ix| library.apart(ix)).collect();
    if !apart.is_empty() {
        let share = if apart.len() == 1 {
            "topic shares its lesson with another one of its roadmap: it is marked on its own and says"
        } else {
            "topics share their lessons with others of their roadmaps: they are marked on their own and say"
        };
        out.line(format!("{} {share} what to read.", grouped(apart.len())))?;
        if apart.iter().any(|apart| apart.since == now) {
            out.line("Until now some of them were one with their lessons: what was marked so far counts for both.")?;
        }
    }
    Ok(())
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
