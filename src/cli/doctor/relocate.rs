//! `doctor --move`: progress whose topic is gone counts for another.

use anyhow::{Result, bail};
use serde_json::json;

use crate::cli::Verdict;
use crate::cli::args::Doctor;
use crate::cli::desk::Desk;
use crate::cli::event::ShortIds;
use crate::cli::json::doctor::Relocation;
use crate::cli::json::document;
use crate::cli::log::ending;
use crate::cli::out::{Line, Out, Style};
use crate::cli::subject;
use crate::content::find::{self, Found};
use crate::content::names::{self, slug};
use crate::learn::orphans::{Orphan, orphans};
use crate::learn::standing::Statuses;
use crate::progress::event::{Action, EventId};
use crate::progress::stamp::Stamper;

use super::Visit;

/// Ids a message lists.
const LISTED: usize = 8;
/// Ids a message suggests.
const SUGGESTED: usize = 3;

pub(super) fn run(visit: &Visit<'_>, (old, new): (&str, &str), args: &Doctor, out: &mut Out) -> Result<Verdict> {
    visit.may_act()?;
    let library = &visit.library;
    let orphan = find_orphan(visit, old.trim())?;
    let topic = match subject::topic(library, new) {
        Ok(topic) => topic,
        Err(_) if slug(old) == slug(new) => bail!("nothing was moved\n`{old}` and `{new}` are the same, and no topic"),
        Err(unclear) => bail!("nothing was moved\n{unclear}"),
    };
    let action = Action::Move {
        from: orphan.id.clone(),
        to: library.lasting_id(topic).to_owned(),
    };
    let before = Statuses::new(library, &visit.progress).of(topic);
    let after = {
        let mut progress = visit.progress.clone();
        progress.add(Stamper::after(progress.latest()).stamp(action.clone(), visit.now));
        Statuses::new(library, &progress).of(topic)
    };
    if !args.dry_run {
        Desk::open_quietly(visit.global)?.record(action)?;
    }
    let topic = library.topic(topic);
    if args.json {
        let relocation = Relocation {
            dry_run: args.dry_run,
            from: orphan.id,
            to: topic.id.clone(),
            before,
            after,
        };
        out.json(&document(json!({ "move": relocation })))?;
        return Ok(Verdict::Good);
    }
    let (verb, is) = if args.dry_run {
        ("Would move", "would be")
    } else {
        ("Moved", "is now")
    };
    out.line(
        Line::new(Style::Bold, verb).and(Style::Plain, format!(" the progress of {} to {}", orphan.id, topic.id)),
    )?;
    let result = Line::from("  ").and(Style::Bold, &topic.title);
    out.line(if before == after {
        let stays = result.and(Style::Plain, " stays ").and(Style::Of(after), after.name());
        if orphan.mark.status == after {
            stays
        } else {
            stays.and(Style::Dim, ": its own mark is later")
        }
    } else {
        let status = result
            .and(Style::Plain, format!(" {is} "))
            .and(Style::Of(after), after.name());
        status.and(Style::Dim, format!(" (was {before})"))
    })?;
    if !args.dry_run {
        out.line(format!("  `{} undo` takes it back.", visit.global.again()))?;
    }
    Ok(Verdict::Good)
}

/// The orphan with this id, or the only one whose id ends like this.
fn find_orphan(visit: &Visit<'_>, name: &str) -> Result<Orphan> {
    let orphans = orphans(&visit.library, &visit.progress);
    let ids: Vec<&str> = orphans.iter().map(|orphan| orphan.id.as_str()).collect();
    match ending(&ids, name).as_slice() {
        [] => {}
        &[one] => {
            if let Some(orphan) = orphans.iter().find(|orphan| orphan.id == one) {
                return Ok(orphan.clone());
            }
        }
        several => bail!(
            "nothing was moved\n`{name}` can mean {} ids; name one of them:\n  {}",
            several.len(),
            several[..several.len().min(LISTED)].join("\n  ")
        ),
    }
    if let Some(moved) = moved(visit, name) {
        bail!("nothing was moved\n{moved}");
    }
    if let Found::One(topic) = find::topic(&visit.library, name) {
        let topic = visit.library.topic(topic);
        bail!(
            "nothing was moved\n`{name}` is a topic of the packs, {}: its progress counts where it is; mark it `todo` to take that back",
            topic.id
        );
    }
    if orphans.is_empty() {
        bail!("nothing was moved\nthere is no progress without a topic: the packs have all that was marked");
    }
    bail!("nothing was moved\n{}", unknown(&orphans, name));
}

/// Where the progress of this name went when it was moved already.
fn moved(visit: &Visit<'_>, name: &str) -> Option<String> {
    let moves = visit.progress.history().rev().filter(|entry| entry.active);
    let moves: Vec<(&str, EventId)> = moves
        .filter_map(|entry| match &entry.event.action {
            Action::Move { from, .. } => Some((from.as_str(), entry.event.id)),
            _ => None,
        })
        .collect();
    let ids: Vec<&str> = moves.iter().map(|(from, _)| *from).collect();
    let from = *ending(&ids, name).first()?;
    let (_, event) = moves.iter().find(|(id, _)| *id == from)?;
    let topic = visit.library.topic_by_id(visit.progress.home_of(from))?;
    let (title, id) = (visit.title(topic), &visit.library.topic(topic).id);
    let (again, event) = (visit.global.again(), ShortIds::new(&visit.progress).of(*event));
    Some(format!(
        "{from} is already moved to {title} ({id}); `{again} undo {event}` takes it back"
    ))
}

fn unknown(orphans: &[Orphan], name: &str) -> String {
    let mut alike: Vec<(f64, &str)> = orphans
        .iter()
        .map(|orphan| {
            let title = orphan.id.rsplit('/').next().unwrap_or(&orphan.id);
            let whole = names::alike(&orphan.id, name);
            (whole.max(names::alike(title, &slug(name))), orphan.id.as_str())
        })
        .filter(|&(score, _)| score >= subject::ALIKE)
        .collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0));
    let nearest: Vec<&str> = alike.iter().take(SUGGESTED).map(|(_, id)| *id).collect();
    let meant = match nearest.as_slice() {
        [] => "`waypost doctor` lists all there is".to_owned(),
        [one] => format!("did you mean {one}?"),
        several => format!("did you mean one of these?\n  {}", several.join("\n  ")),
    };
    format!("there is no progress without a topic under `{name}`; {meant}")
}
