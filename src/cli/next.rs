//! `waypost next`: what to learn next, and why.

use anyhow::Result;
use serde_json::json;

use crate::learn::aim::Aim;
use crate::learn::next::{self, Suggestion};
use crate::learn::plan::duration;
use crate::progress::event::Goal;

use super::Verdict;
use super::args::{Global, Next};
use super::desk::Desk;
use super::goal::gone;
use super::json::{DueShort, Suggested, Topic, document};
use super::out::{Line, Out, Style, mark, tell};
use super::review::are_due;
use super::study::Study;
use super::subject::Subject;

/// So many suggestions are looked through for those that fit into a session.
const CANDIDATES: usize = 200;

pub(super) fn run(global: &Global, args: &Next, out: &mut Out) -> Result<Verdict> {
    let desk = Desk::open(global)?;
    let study = Study::new(&desk);
    let library = &desk.library;
    let due = due(&desk, &study, args.minutes.map(u64::from));
    let limit = if args.minutes.is_some() { CANDIDATES } else { args.limit };
    let key = desk.progress.goal().and_then(|(goal, _)| goal.aim.as_deref());
    let aim = key.and_then(|key| Aim::find(library, key));
    let found = next::next(library, &desk.progress, &desk.statuses, aim, desk.now, limit);
    let is_empty = found.is_empty() && args.limit > 0;
    let mut found = with_minutes(&desk, &study, found);
    if let Some(minutes) = args.minutes {
        found = next::fitting(found, u64::from(minutes).saturating_sub(due.minutes), args.limit);
    }
    if let (Some(key), None) = (key, aim) {
        tell("warning", &gone(key));
    }
    if args.json {
        let suggested = found.into_iter().map(|(suggestion, minutes)| Suggested {
            topic: Topic::new(library, &desk.statuses, suggestion.topic),
            path: suggestion
                .step
                .and_then(|step| step.walk.path())
                .map(|path| Subject::Path(path).id(library)),
            roadmap: suggestion
                .step
                .and_then(|step| step.walk.roadmap())
                .map(|roadmap| Subject::Roadmap(roadmap).id(library)),
            reason: suggestion.reason,
            minutes,
        });
        let next: Vec<Suggested> = suggested.collect();
        out.json(&document(json!({ "review": due, "next": next })))?;
        return Ok(Verdict::Good);
    }
    if due.due > 0 {
        let line = Line::new(Style::Bold, are_due(due.due, due.minutes));
        out.line(line.and(Style::Plain, ": `waypost review`"))?;
    }
    if is_empty {
        let message = if library.topics().is_empty() {
            "the packs have no topics to learn"
        } else {
            "nothing is left to learn: every topic is done or skipped"
        };
        tell("note", message);
    }
    for (suggestion, minutes) in &found {
        let topic = &library.topic(suggestion.topic).title;
        let title = suggestion.step.map_or(topic, |step| &library.step(step).title);
        let status = mark(desk.statuses.of(suggestion.topic));
        let mut line = status.and(Style::Plain, " ").and(Style::Bold, title);
        if args.minutes.is_some() {
            line = line.and(Style::Dim, format!("  about {}", duration(*minutes)));
        }
        out.line(line)?;
        out.line(Line::from("    ").and(Style::Dim, &suggestion.reason))?;
    }
    Ok(Verdict::Good)
}

/// What is due; of a session no more than fits into it.
fn due(desk: &Desk, study: &Study, session: Option<u64>) -> DueShort {
    let diary = study.diary(desk);
    let all = study.queue(desk, study.today(desk)).cards.len();
    let takes = |cards| next::review_minutes(&diary, cards);
    let fits = |&cards: &usize| session.is_none_or(|session| takes(cards) <= session);
    let due = (0..=all).rev().find(fits).unwrap_or(0);
    DueShort {
        due,
        minutes: takes(due),
    }
}

/// Suggestions with the minutes each still takes, at the learner's own pace.
fn with_minutes(desk: &Desk, study: &Study, found: Vec<Suggestion>) -> Vec<(Suggestion, u64)> {
    let (library, statuses) = (&*desk.library, &desk.statuses);
    let (pace, goal, today) = (study.pace(desk), Goal::default(), study.today(desk));
    let minutes = |topic| pace.plan(library, statuses, &[topic], &goal, today).minutes;
    let found = found.into_iter();
    found
        .map(|suggestion| (suggestion.topic, suggestion))
        .map(|(topic, suggestion)| (suggestion, minutes(topic)))
        .collect()
}
