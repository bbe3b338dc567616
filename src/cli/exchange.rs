//! `waypost export` and `waypost import`: progress in a form to keep, to move and to read elsewhere. Roadmaps, which can be
//! imported too, have their own [`roadmaps`].

use std::fs::{self, File};
use std::io;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use crate::progress::event::EventId;
use crate::progress::exchange::{self, Fault};
use crate::progress::log::{self, LogError};

use super::Verdict;
use super::args::{Export, ExportJson, Global, Import, ImportJson};
use super::desk::Desk;
use super::out::{Out, tell};
use super::roadmaps;
use super::save::save;

/// How many ids a message lists.
const LISTED: usize = 3;

pub(super) fn export(global: &Global, what: &Export, out: &mut Out) -> Result<Verdict> {
    match what {
        Export::Json(args) => export_json(global, args, out),
    }
}

pub(super) fn import(global: &Global, what: &Import, out: &mut Out) -> Result<Verdict> {
    match what {
        Import::RoadmapSh(args) => roadmaps::import(global, args, out),
        Import::Json(args) => import_json(global, args, out),
    }
}

fn export_json(global: &Global, args: &ExportJson, out: &mut Out) -> Result<Verdict> {
    let desk = Desk::open_quietly(global)?;
    let lacking = say_what_lacks(&desk);
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(path) = output {
        keep_out(&global.data_dir()?, path)?;
    }
    let write = |to: &mut dyn io::Write| {
        let events = desk.progress.history().map(|entry| entry.event);
        exchange::write(events, desk.now, to)
    };
    match output {
        None => out.stream(write)?,
        Some(path) => {
            if lacking && args.force && path.exists() {
                bail!(
                    "{} was not replaced: a part of the log can't be read, and that file may have it; name another file",
                    path.display()
                );
            }
            save(path, args.force, write)?;
            out.line(format!("{} written to {}", events(desk.progress.len()), path.display()))?;
        }
    }
    Ok(if lacking { Verdict::Bad } else { Verdict::Good })
}

/// Says what the logs have and the export lacks, and whether that may be more than single lines: what a file holds that
/// can't be read, or that a newer version wrote.
fn say_what_lacks(desk: &Desk) -> bool {
    let newer = desk.log().read_only();
    if let Some(LogError::NewerVersion { path, version }) = &newer {
        let file = path.display();
        tell(
            "warning",
            &format!(
                "the export lacks what {file} has in version {version} of the log's format; update waypost, then export again"
            ),
        );
    }
    let (files, lines): (Vec<_>, Vec<_>) = desk.problems.iter().partition(|problem| problem.line == 0);
    let shrunk = desk.log().shrunk();
    for problem in &files {
        let has = if shrunk.as_ref() == Some(*problem) {
            "had"
        } else {
            "has"
        };
        let (file, message, hint) = (problem.file.display(), &problem.message, &problem.hint);
        tell(
            "warning",
            &format!("the export lacks what {file} {has}: {message}; {hint}"),
        );
    }
    if let Some(lines) = log::in_short(lines) {
        tell("warning", &lines);
    }
    newer.is_some() || !files.is_empty()
}

/// Refuses a file in the folders that are waypost's own to write: there it would be read as progress, or take a log's place.
fn keep_out(data: &Path, path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let real = |path: &Path| fs::canonicalize(path).ok();
    let targets = [real(folder.unwrap_or(Path::new("."))), real(path)];
    for own in ["log", "snapshots"] {
        let Some(own) = real(&data.join(own)) else { continue };
        if targets.iter().flatten().any(|target| target.starts_with(&own)) {
            bail!(
                "nothing was exported: {} would be in {}, where only waypost's own files may be; name a file elsewhere",
                path.display(),
                own.display()
            );
        }
    }
    Ok(())
}

fn import_json(global: &Global, args: &ImportJson, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let file = args.file.as_path();
    let (name, read) = if file == Path::new("-") {
        ("stdin".to_owned(), exchange::read(io::stdin().lock()))
    } else {
        let name = file.display().to_string();
        let opened = File::open(file).with_context(|| format!("nothing was imported: can't read {name}"))?;
        (name, exchange::read(opened))
    };
    let found = read.map_err(|refusal| {
        let said = match (refusal.place, &refusal.fault) {
            (Some(_), _) => format!("{name}:{refusal}"),
            (None, Fault::Foreign(_)) => format!("{name} {refusal}"),
            (None, _) => format!("{name}: {refusal}"),
        };
        anyhow!("nothing was imported: {said}; {}", refusal.fault.hint())
    })?;
    let read = found.len();
    let sifted = exchange::sift(&desk.progress, found);
    if sifted.repeated > 0 {
        tell(
            "note",
            &format!("left out {} that the file has twice", events(sifted.repeated)),
        );
    }
    if !sifted.conflicts.is_empty() {
        tell("warning", &conflict(&sifted.conflicts));
    }
    let new = sifted.new.len();
    if !args.dry_run {
        desk.adopt(sifted.new)?;
    }
    let read = format!("{} read", events(read));
    out.line(match (new, args.dry_run) {
        (0, _) if sifted.conflicts.is_empty() => format!("{read}, none new: nothing changes"),
        (0, _) => format!("{read}, none new"),
        (new, false) => format!("{read}, {new} new"),
        (new, true) => format!("{read}, {new} new; nothing was written, since this was a dry run"),
    })?;
    Ok(if sifted.conflicts.is_empty() {
        Verdict::Good
    } else {
        Verdict::Bad
    })
}

/// Says which events were left out because of their ids.
fn conflict(ids: &[EventId]) -> String {
    let named: Vec<String> = ids.iter().take(LISTED).map(ToString::to_string).collect();
    let more = match ids.len().saturating_sub(LISTED) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    format!(
        "left out what has the id of another event, here or before it in the file, and says something else: {}{more}; the file was changed after it was exported",
        named.join(", ")
    )
}

fn events(count: usize) -> String {
    if count == 1 {
        "1 event".to_owned()
    } else {
        format!("{count} events")
    }
}
