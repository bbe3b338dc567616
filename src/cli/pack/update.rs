//! `waypost pack update` and `remove`: packs change and go, and progress stays.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
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

use super::kept::{Changed, Files, files};
use super::origin::Source;
use super::store::Store;
use super::{git, listed, stage};

/// The desk with the packs there are, whatever packs the command line names.
fn desk(global: &Global) -> Result<Desk> {
    Desk::open_quietly(&Global {
        packs: Vec::new(),
        ..global.clone()
    })
}

pub(super) fn remove(global: &Global, ids: &[String], force: bool, out: &mut Out) -> Result<Verdict> {
    let store = Store::open(global)?;
    // All names are looked at before anything goes.
    let packs: Vec<Installed> = ids.iter().map(|id| store.find(id)).collect::<Result<_>>()?;
    let mut going = Vec::new();
    for pack in packs {
        let own = if pack.folder.is_symlink() {
            Own::None
        } else if pack.origin.is_some() && store.knows_files(&pack.id) {
            let files = files(&pack.folder)?;
            Own::of(store.changed(&pack, &files, &Files::new()), files)
        } else {
            // It is moved as a whole, whatever is in it.
            Own::Unknown(Files::new())
        };
        if let (Own::Some(_, changed), false) = (&own, force) {
            bail!("nothing was removed: {}", refusal(&pack, changed, "remove"));
        }
        going.push((pack, own));
    }
    let desk = desk(global)?;
    settle(&store, &desk.library)?;
    let before = orphans(&desk.library, &desk.progress).len();
    for (pack, own) in &going {
        let kept = own.keep(&store, pack)?;
        let whole = kept.as_deref().filter(|_| matches!(own, Own::Unknown(_)));
        store.remove(pack, whole)?;
        out.line(
            Line::new(Style::Bold, &pack.id).and(Style::Plain, format!(" is gone from {}", store.folder().display())),
        )?;
        if let Some(kept) = kept {
            out.line(format!("  {}", own.told(&kept)))?;
        }
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

/// What of a pack's copy is the learner's own.
enum Own {
    /// Nothing.
    None,
    /// These of all files.
    Some(Files, Vec<PathBuf>),
    /// Nobody knows what was installed, so all of it may be.
    Unknown(Files),
}

impl Own {
    fn of(changed: Changed, files: Files) -> Self {
        match changed {
            None => Self::Unknown(files),
            Some(changed) if changed.is_empty() => Self::None,
            Some(changed) => Self::Some(files, changed),
        }
    }

    /// Keeps what is the learner's own beside the packs; of what is to be moved there as a whole it says where to.
    fn keep(&self, store: &Store, pack: &Installed) -> Result<Option<PathBuf>> {
        match self {
            Self::None => Ok(None),
            Self::Some(files, changed) => store.keep(&pack.id, files, changed).map(Some),
            Self::Unknown(_) => store.kept_place(&pack.id).map(Some),
        }
    }

    /// Where it is now.
    fn told(&self, kept: &Path) -> String {
        let place = kept.display();
        match self {
            Self::Some(_, changed) => format!("what you had changed is kept in {place}: {}", names(changed)),
            Self::None | Self::Unknown(_) => format!("its folder is kept as {place}"),
        }
    }
}

fn names(files: &[PathBuf]) -> String {
    listed(&files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>())
}

fn refusal(pack: &Installed, changed: &[PathBuf], command: &str) -> String {
    let id = &pack.id;
    format!(
        "you have changed or added files in {}: {}; put them elsewhere, or `waypost pack {command} {id} --force` keeps them beside the packs",
        pack.folder.display(),
        names(changed)
    )
}

/// Notes for packs from before ids of lessons named their pack which progress without such a name is theirs: when packs come and
/// go nobody could tell any more.
///
/// That waits where something could not be read, and where a folder that was put there by hand has a lesson of the same id: it
/// may have been that one's.
fn settle(store: &Store, library: &Library) -> Result<()> {
    let packs = store.packs()?;
    let by_hand = packs.iter().any(|pack| pack.origin.is_none());
    for pack in packs {
        let Some(origin) = pack.origin.filter(|origin| origin.bare.is_none()) else {
            continue;
        };
        let lessons = || {
            library
                .lessons()
                .iter()
                .filter(|lesson| lesson.pack.as_deref() == Some(&pack.id))
        };
        let has_rival = by_hand && lessons().any(|lesson| library.topics_with_bare_id(&lesson.id).len() > 1);
        let is_read = lessons().next().is_some() && library.diagnostics().all(|found| found.code != "unreadable");
        if is_read && !has_rival {
            let bare = Some(library.bare_ids_of(&pack.id));
            store.note(&pack.id, &Origin { bare, ..origin })?;
        }
    }
    Ok(())
}

pub(super) fn update(global: &Global, ids: &[String], force: bool, out: &mut Out) -> Result<Verdict> {
    let store = Store::open(global)?;
    let named = || -> Result<Vec<Installed>> {
        if ids.is_empty() {
            let added = store.packs()?.into_iter();
            Ok(added.filter(|pack| pack.origin.is_some()).collect())
        } else {
            ids.iter().map(|id| store.find(id)).collect()
        }
    };
    if named()?.is_empty() {
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
    settle(&store, &library)?;
    for pack in named()? {
        match renew(&store, &pack, force, now) {
            Ok(outcome) => {
                let told = match outcome {
                    Outcome::Same(what) => what,
                    Outcome::New(kept) => {
                        let old = std::mem::replace(&mut *library, read(&store)?);
                        let told = difference(&old, &library, &progress, &global.again());
                        let kept = kept.map_or_else(String::new, |kept| format!("; {kept}"));
                        format!("{told}{kept}")
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
    /// There are other files now; and where those are that the learner had changed.
    New(Option<String>),
}

fn renew(store: &Store, pack: &Installed, force: bool, now: Timestamp) -> Result<Outcome> {
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
    if !force && source.kind == Kind::Git && origin.revision == Some(git::head(&source.from)?) {
        store.note(&pack.id, &origin)?;
        return Ok(Outcome::Same("up to date".to_owned()));
    }
    let staging = store.staging()?;
    let (_, fetched) = stage(&source, &staging)?;
    origin.revision = fetched.revision;
    let (own, to_come) = (files(&pack.folder)?, files(&staging.pack())?);
    if own == to_come {
        store.note_files(&pack.id, &to_come)?;
        store.note(&pack.id, &origin)?;
        return Ok(Outcome::Same("nothing in it has changed".to_owned()));
    }
    let changed = store.changed(pack, &own, &to_come);
    if !force && let Some(changed) = changed.as_deref().filter(|changed| !changed.is_empty()) {
        if store.is_installed(&pack.id, &to_come) {
            store.note(&pack.id, &origin)?;
            let told = format!("nothing new in it; what you have changed stays: {}", names(changed));
            return Ok(Outcome::Same(told));
        }
        bail!("{}", refusal(pack, changed, "update"));
    }
    let own = Own::of(changed, own);
    let kept = match &own {
        // What is replaced is moved by the parts it has, so that there is a pack at any time.
        Own::Unknown(files) => Some(store.keep(&pack.id, files, &files.keys().cloned().collect::<Vec<_>>())?),
        own => own.keep(store, pack)?,
    };
    store.replace(&staging, pack, &origin, &to_come)?;
    Ok(Outcome::New(kept.map(|kept| own.told(&kept))))
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
