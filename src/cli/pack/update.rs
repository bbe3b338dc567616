//! `waypost pack update` and `remove`: packs change and go, and progress stays.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::Timestamp;

use crate::cli::Verdict;
use crate::cli::args::Global;
use crate::cli::desk::Desk;
use crate::cli::out::{Line, Out, Style, tell};
use crate::content::library::Library;
use crate::content::source;
use crate::content::source::installed::{Installed, Kind, Origin};
use crate::learn::changes::{Changes, Seen};
use crate::learn::orphans::orphans;
use crate::learn::standing::Statuses;
use crate::progress::fold::Progress;

use super::origin::Source;
use super::store::Store;
use super::{git, stage};

/// The desk with the packs there are, whatever packs the command line names.
fn desk(global: &Global) -> Result<Desk> {
    Desk::open_quietly(&Global {
        packs: Vec::new(),
        ..global.clone()
    })
}

pub(super) fn remove(global: &Global, ids: &[String], out: &mut Out) -> Result<Verdict> {
    let store = Store::open(global)?;
    // All names are looked at before anything goes.
    let packs: Vec<Installed> = ids.iter().map(|id| store.find(id)).collect::<Result<_>>()?;
    let desk = desk(global)?;
    let before = orphans(&desk.library, &desk.progress).len();
    for pack in &packs {
        store.remove(pack)?;
        out.line(
            Line::new(Style::Bold, &pack.id).and(Style::Plain, format!(" is gone from {}", store.folder().display())),
        )?;
    }
    let after = orphans(&read(&store)?, &desk.progress).len();
    match after.saturating_sub(before) {
        0 => out.line("  your progress is as it was")?,
        lost => out.line(format!(
            "  your progress stays: {} in no pack now, which `waypost doctor` lists, and add the pack again to go on with",
            if lost == 1 { "1 topic of yours is".to_owned() } else { format!("{lost} topics of yours are") }
        ))?,
    }
    Ok(Verdict::Good)
}

pub(super) fn update(global: &Global, ids: &[String], out: &mut Out) -> Result<Verdict> {
    let store = Store::open(global)?;
    let packs: Vec<Installed> = if ids.is_empty() {
        let added = store.packs()?.into_iter();
        added.filter(|pack| pack.origin.is_some()).collect()
    } else {
        ids.iter().map(|id| store.find(id)).collect::<Result<_>>()?
    };
    if packs.is_empty() {
        tell("note", "no pack was added, so there is nothing to bring up to date");
        return Ok(Verdict::Good);
    }
    let Desk {
        mut library,
        progress,
        now,
        ..
    } = desk(global)?;
    let mut verdict = Verdict::Good;
    for pack in packs {
        match renew(&store, &pack, now) {
            Ok(outcome) => {
                let told = match outcome {
                    Outcome::Same(what) => what,
                    Outcome::New => {
                        let old = std::mem::replace(&mut *library, read(&store)?);
                        difference(&old, &library, &progress, &global.again())
                    }
                };
                out.line(Line::new(Style::Bold, &pack.id).and(Style::Plain, format!(": {told}")))?;
            }
            Err(error) => {
                tell("error", &format!("{}: it stays as it is: {error:#}", pack.id));
                verdict = Verdict::Bad;
            }
        }
    }
    Ok(verdict)
}

fn read(store: &Store) -> Result<Library> {
    Ok(source::library(&[], Some(store.folder()))?)
}

/// What an update came to.
enum Outcome {
    /// Nothing is different, and why that is known.
    Same(String),
    /// There are other files now.
    New,
}

fn renew(store: &Store, pack: &Installed, now: Timestamp) -> Result<Outcome> {
    let Some(origin) = &pack.origin else {
        bail!("nothing says where it came from: it was put there by hand, or by `waypost import`");
    };
    let source = Source {
        kind: origin.kind,
        from: origin.from.clone(),
    };
    let mut origin = Origin {
        updated: now,
        ..origin.clone()
    };
    if source.kind == Kind::Git && origin.revision == Some(git::head(&source.from)?) {
        store.note(&pack.id, &origin)?;
        return Ok(Outcome::Same("up to date".to_owned()));
    }
    let staging = store.staging()?;
    let (_, fetched) = stage(&source, &staging)?;
    origin.revision = fetched.revision;
    if files(&pack.folder)? == files(&staging.pack())? {
        store.note(&pack.id, &origin)?;
        return Ok(Outcome::Same("nothing in it has changed".to_owned()));
    }
    store.replace(&staging, pack, &origin)?;
    Ok(Outcome::New)
}

/// All files of a folder that holds nothing else, each with its bytes.
fn files(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("can't read {}", next.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = fs::read(&path).with_context(|| format!("can't read {}", path.display()))?;
                found.push((path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// "3 new, 1 renamed (Compost is now Humus); your 92 marks are kept".
fn difference(before: &Library, after: &Library, progress: &Progress, again: &str) -> String {
    let changes = Changes::since(&Seen::of(before), after);
    if changes.is_empty() {
        let kept = Statuses::new(after, progress).marked().count();
        let kept = match kept {
            0 => "",
            1 => "; your mark is kept",
            kept => &format!("; your {kept} marks are kept"),
        };
        return format!("new text, and the same topics{kept}");
    }
    changes.told_in_short(after, progress, &Statuses::new(after, progress), again)
}
