//! `doctor --move`: progress whose topic is gone counts for another.

use anyhow::{Result, bail};
use serde_json::json;

use crate::cli::Verdict;
use crate::cli::args::{Doctor, Global};
use crate::cli::desk::Desk;
use crate::cli::json::doctor::Relocation;
use crate::cli::json::document;
use crate::cli::out::{Line, Out, Style};
use crate::cli::subject;
use crate::content::find::{self, Found};
use crate::content::names::slug;
use crate::learn::orphans::{Orphan, orphans};
use crate::learn::standing::Statuses;
use crate::progress::event::Action;
use crate::progress::stamp::Stamper;

use super::recover;

/// Ids a message lists.
const LISTED: usize = 8;
/// Ids a message suggests.
const SUGGESTED: usize = 3;

pub(super) fn run(global: &Global, (old, new): (&str, &str), args: &Doctor, out: &mut Out) -> Result<Verdict> {
    let mut desk = recover::open(global)?;
    let orphan = find_orphan(&desk, old.trim())?;
    let topic = match subject::topic(&desk.library, new) {
        Ok(topic) => topic,
        Err(_) if slug(old) == slug(new) => bail!("nothing was moved\n`{old}` and `{new}` are the same, and no topic"),
        Err(unclear) => bail!("nothing was moved\n{unclear}"),
    };
    let action = Action::Move {
        from: orphan.id.clone(),
        to: desk.library.topic(topic).id.clone(),
    };
    let before = desk.statuses.of(topic);
    let after = {
        let mut progress = desk.progress.clone();
        progress.add(Stamper::after(progress.latest()).stamp(action.clone(), desk.now));
        Statuses::new(&desk.library, &progress).of(topic)
    };
    if !args.dry_run {
        desk.record(action)?;
    }
    let topic = desk.library.topic(topic);
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
        out.line(format!("  `{} undo` takes it back.", global.again()))?;
    }
    Ok(Verdict::Good)
}

/// The orphan with this id, or the only one whose id ends like this.
fn find_orphan(desk: &Desk, name: &str) -> Result<Orphan> {
    let orphans = orphans(&desk.library, &desk.progress);
    if let Some(orphan) = orphans.iter().find(|orphan| orphan.id == name) {
        return Ok(orphan.clone());
    }
    let ending = |text: &str| format!("/{text}");
    let endings = [ending(name), ending(&slug(name))];
    let ends = |orphan: &&Orphan| {
        let id = ending(&orphan.id);
        endings.iter().any(|ending| id.ends_with(ending))
    };
    let found: Vec<&Orphan> = orphans.iter().filter(ends).collect();
    match found.as_slice() {
        [one] => return Ok((*one).clone()),
        [] => {}
        several => {
            let ids: Vec<&str> = several.iter().take(LISTED).map(|orphan| orphan.id.as_str()).collect();
            bail!(
                "nothing was moved\n`{name}` can mean {} ids; name one of them:\n  {}",
                several.len(),
                ids.join("\n  ")
            );
        }
    }
    if let Found::One(topic) = find::topic(&desk.library, name) {
        let topic = desk.library.topic(topic);
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

fn unknown(orphans: &[Orphan], name: &str) -> String {
    let mut alike: Vec<(f64, &str)> = orphans
        .iter()
        .map(|orphan| {
            let title = orphan.id.rsplit('/').next().unwrap_or(&orphan.id);
            let whole = strsim::jaro_winkler(&orphan.id, name);
            (whole.max(strsim::jaro_winkler(title, &slug(name))), orphan.id.as_str())
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
