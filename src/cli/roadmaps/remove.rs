//! `waypost import roadmap-sh --remove`: imported roadmaps go out of the pack again.
//!
//! A topic that several roadmaps meet has the id of the first of them, and its progress stands under that. When that one
//! goes, the progress is moved to where the topic is still met.

use std::collections::HashSet;

use anyhow::{Result, bail};

use super::nearest;
use super::shelf::{Before, Shelf};
use crate::cli::Verdict;
use crate::cli::args::Global;
use crate::cli::desk::Desk;
use crate::cli::out::{Line, Out, Style, counted, tell};
use crate::content::library::Library;
use crate::content::roadmap::RoadmapFile;
use crate::learn::orphans::orphans;
use crate::progress::event::Action;

pub(super) fn remove(global: &Global, names: &[String], dry_run: bool, out: &mut Out) -> Result<Verdict> {
    let shelf = Shelf::new(&global.data_dir()?);
    // All names are looked at before anything goes.
    let roadmaps = named(&shelf, names)?;
    if dry_run {
        for roadmap in &roadmaps {
            out.line(told(roadmap, " would go"))?;
        }
        out.line("Nothing was removed, since this was a dry run.")?;
        return Ok(Verdict::Good);
    }
    let everything = Global {
        packs: Vec::new(),
        ..global.clone()
    };
    let mut desk = Desk::open_quietly(&everything)?;
    let known: HashSet<String> = gone(&desk.library, &desk).collect();
    let slugs: Vec<String> = roadmaps.iter().map(|roadmap| roadmap.slug.clone()).collect();
    for roadmap in roadmaps {
        let line = told(&roadmap, " is gone");
        shelf.take(roadmap)?;
        out.line(line)?;
    }
    if let Err(error) = shelf.close() {
        tell(
            "warning",
            &format!("the pack of imported roadmaps is empty and was not removed: {error}"),
        );
    }
    let left = everything.library()?;
    let lost: Vec<String> = gone(&left, &desk).filter(|id| !known.contains(id)).collect();
    let mut missing = 0;
    for id in lost {
        match elsewhere(&desk.library, &left, &id) {
            Some(to) => desk.record(Action::Move { from: id, to })?,
            None => missing += 1,
        }
    }
    out.line(match missing {
        0 => "  your progress is as it was".to_owned(),
        1 => "  your progress stays: 1 topic of yours is in no pack now, which `waypost doctor` lists".to_owned(),
        many => {
            format!("  your progress stays: {many} topics of yours are in no pack now, which `waypost doctor` lists")
        }
    })?;
    let them = if slugs.len() == 1 { "it" } else { "them" };
    let slugs = slugs.join(" ");
    out.line(format!(
        "To have {them} back, import again from a clone: `waypost import roadmap-sh DIR {slugs}`"
    ))?;
    Ok(Verdict::Good)
}

/// The ids of all progress that has no topic in a library.
fn gone(library: &Library, desk: &Desk) -> impl Iterator<Item = String> {
    orphans(library, &desk.progress).into_iter().map(|orphan| orphan.id)
}

/// The id that a topic met under another one has where this one is gone, if it is still met.
fn elsewhere(before: &Library, after: &Library, id: &str) -> Option<String> {
    let topic = before.topic_by_id(id)?;
    let after_topic = before.ids_of(topic).find_map(|other| after.topic_by_id(other))?;
    Some(after.lasting_id(after_topic).to_owned())
}

fn told(roadmap: &RoadmapFile, what: &str) -> Line {
    let topics = counted(roadmap.nodes().count(), "topic");
    Line::new(Style::Bold, &roadmap.title).and(Style::Plain, format!(" ({}, {topics}){what}", roadmap.slug))
}

/// The roadmaps of these names, each once.
fn named(shelf: &Shelf, names: &[String]) -> Result<Vec<RoadmapFile>> {
    let all = shelf.slugs();
    let mut roadmaps: Vec<RoadmapFile> = Vec::new();
    for name in names {
        // As it stands in the address, or the address itself.
        let slug = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
        if !all.iter().any(|one| one == slug) {
            let known: Vec<&str> = all.iter().map(String::as_str).collect();
            match nearest(&known, slug).as_slice() {
                [] => bail!("no roadmap `{name}` was imported, nor any other"),
                near => bail!(
                    "no roadmap `{name}` was imported; did you mean one of these?\n  {}",
                    near.join("\n  ")
                ),
            }
        }
        match shelf.before(slug) {
            Ok(Before::Kept(roadmap)) if roadmap.slug == slug => {
                if roadmaps.iter().all(|one| one.slug != slug) {
                    roadmaps.push(roadmap);
                }
            }
            Ok(_) => bail!(
                "{} is not what an import wrote, so it is left as it is",
                shelf.place_of(slug).display()
            ),
            Err(other) => bail!(
                "{}:{}:{}: {}; no import wrote this file, so it is left as it is",
                other.file.display(),
                other.line,
                other.column,
                other.message
            ),
        }
    }
    Ok(roadmaps)
}
