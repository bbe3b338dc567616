//! `waypost next`: what to learn next, and why.

use anyhow::Result;
use serde_json::json;

use crate::learn::aim::Aim;
use crate::learn::next::{self, Slot, Split, Suggestion};
use crate::learn::plan::duration;
use crate::progress::event::{Goal, Status};

use super::Verdict;
use super::args::{Global, Next};
use super::desk::Desk;
use super::goal::gone;
use super::json::{DueShort, Suggested, Topic, document};
use super::out::{Line, Out, Style, counted, mark, tell};
use super::review::are_due;
use super::study::Study;
use super::subject::Subject;

/// So many suggestions are looked through for those that fit into a session.
const CANDIDATES: usize = 200;

pub(super) fn run(global: &Global, args: &Next, out: &mut Out) -> Result<Verdict> {
    let desk = Desk::open(global)?;
    let study = Study::new(&desk);
    let library = &desk.library;
    let limit = if args.minutes.is_some() { CANDIDATES } else { args.limit };
    let key = desk.progress.goal().and_then(|(goal, _)| goal.aim.as_deref());
    let aim = key.and_then(|key| Aim::find(library, key));
    let found = next::next(library, &desk.progress, &desk.statuses, aim, desk.now, limit);
    let is_empty = found.is_empty() && args.limit > 0;
    let found = with_minutes(&desk, &study, found);
    let diary = study.diary(&desk);
    let all = study.queue(&desk, study.today(&desk)).cards.len();
    let Split { cards, topics } = match args.minutes {
        Some(minutes) => next::split(&diary, all, found, minutes.into(), args.limit),
        None => Split {
            cards: all,
            topics: found.into_iter().map(whole).collect(),
        },
    };
    let due = DueShort {
        due: cards,
        minutes: next::review_minutes(&diary, cards),
        due_in_all: args.minutes.map(|_| all),
    };
    if let (Some(key), None) = (key, aim) {
        tell("warning", &gone(key));
    }
    if args.json {
        let suggested = topics.into_iter().map(|Slot { suggestion, takes, now }| Suggested {
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
            minutes: takes,
            minutes_now: args.minutes.map(|_| now),
        });
        let next: Vec<Suggested> = suggested.collect();
        out.json(&document(json!({ "review": due, "next": next })))?;
        return Ok(Verdict::Good);
    }
    if cards > 0 && cards < all {
        let part = format!("{cards} of {}, about {}", counted(all, "review"), duration(due.minutes));
        let how = format!(": `waypost review --limit {cards}`");
        out.line(Line::new(Style::Bold, part).and(Style::Plain, how))?;
    } else if cards > 0 {
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
    for Slot { suggestion, takes, now } in &topics {
        let topic = &library.topic(suggestion.topic).title;
        let title = suggestion.step.map_or(topic, |step| &library.step(step).title);
        let status = desk.statuses.of(suggestion.topic);
        let mut line = mark(status).and(Style::Plain, " ").and(Style::Bold, title);
        if args.minutes.is_some() {
            let told = if now == takes {
                format!("  about {}", duration(*takes))
            } else {
                let how = if status == Status::Learning {
                    "go on"
                } else {
                    "begin it"
                };
                format!("  {how}: {now} of its {}", counted(count(*takes), "minute"))
            };
            line = line.and(Style::Dim, told);
        }
        out.line(line)?;
        out.line(Line::from("    ").and(Style::Dim, &suggestion.reason))?;
    }
    Ok(Verdict::Good)
}

/// Where no minutes are counted, there is time for all of it.
fn whole((suggestion, takes): (Suggestion, u64)) -> Slot {
    Slot {
        suggestion,
        takes,
        now: takes,
    }
}

fn count(minutes: u64) -> usize {
    usize::try_from(minutes).unwrap_or(usize::MAX)
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
