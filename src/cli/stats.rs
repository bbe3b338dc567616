//! `waypost stats`: how much is done, or was.

use anyhow::Result;
use serde_json::json;

use crate::learn::plan::duration;
use crate::learn::standing::{Counts, Totals};
use crate::learn::statistics::retention;
use crate::learn::streak::{Streak, streak};

use super::Verdict;
use super::args::{Global, Stats};
use super::desk::Desk;
use super::json::{Record, Retained, Thing, document};
use super::list::done_of;
use super::out::{Line, Out, Style, counted, grouped};
use super::past::Past;
use super::study::{Study, recalled};
use super::subject::Subject;

pub(super) fn run(global: &Global, args: &Stats, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let past = Past::turn_to(args.at, &mut desk);
    let totals = Totals::new(&desk.library, &desk.statuses);
    // What is known now says nothing of what was done then.
    let recalled = past.is_none().then(|| recalled(&desk));
    let thing = |subject| Thing::told(&desk.library, &desk.statuses, recalled.as_ref(), subject);
    let known = recalled.as_ref().map(|recalled| {
        let rusty = recalled.rusty_among(&desk.statuses, desk.library.topic_ixs());
        totals.overall.done - rusty
    });
    let agents: Vec<Thing> = totals.agents.iter().map(|(ix, _)| thing(Subject::Agent(*ix))).collect();
    let paths: Vec<Thing> = totals.paths.iter().map(|(at, _)| thing(Subject::Path(*at))).collect();
    let roadmaps = totals.roadmaps.iter().map(|(ix, _)| thing(Subject::Roadmap(*ix)));
    let roadmaps: Vec<Thing> = roadmaps.collect();
    let levels: Vec<Thing> = totals.levels.iter().map(|(at, _)| thing(Subject::Level(*at))).collect();
    if args.json {
        let mut body = Past::field(past.as_ref());
        let mut all = json!(totals.overall);
        if let (Some(known), Some(fields)) = (known, all.as_object_mut()) {
            fields.insert("known".to_owned(), json!(known));
        }
        body.insert("overall".to_owned(), all);
        for (name, things) in [
            ("agents", agents),
            ("paths", paths),
            ("roadmaps", roadmaps),
            ("levels", levels),
        ] {
            body.insert(name.to_owned(), json!(things));
        }
        if past.is_none() {
            body.insert("record".to_owned(), json!(record(&desk)));
        }
        out.json(&document(body))?;
        return Ok(Verdict::Good);
    }
    if let Some(past) = &past {
        past.say(&desk, out)?;
    }
    out.line(overall(totals.overall, known))?;
    if past.is_none() {
        for line in told(&record(&desk)) {
            out.line(line)?;
        }
    }
    for (title, things) in [
        ("Agents", agents),
        ("Paths", paths),
        ("Roadmaps", roadmaps),
        ("Levels", levels),
    ] {
        if !things.is_empty() {
            out.heading(title)?;
            out.list(things.iter().map(row).collect())?;
        }
    }
    Ok(Verdict::Good)
}

/// Days of which the retention is told.
const RECENT: i32 = 30;

/// The record up to now.
fn record(desk: &Desk) -> Record {
    let study = Study::new(desk);
    let (diary, today) = (study.diary(desk), study.today(desk));
    let streak = streak(&diary, &study.calendar, &desk.settings.rest_days, today);
    let retention = retention(study.basis(desk), &study.cards.memory, today - (RECENT - 1), today);
    Record {
        streak: streak.days,
        longest_streak: streak.longest,
        learned_today: streak.has_today,
        due: study.queue(desk, today).cards.len(),
        answered: diary.days().map(|(_, entry)| count(entry.answers)).sum(),
        answered_today: count(diary.on(today).answers),
        retention: Retained {
            reviews: retention.reviews,
            measured: retention.measured(),
            predicted: retention.predicted(),
        },
        minutes: diary.days().map(|(_, entry)| entry.minutes()).sum(),
        minutes_today: diary.on(today).minutes(),
    }
}

fn count(answers: u32) -> usize {
    usize::try_from(answers).unwrap_or(usize::MAX)
}

/// The record in lines; of what there is none nothing is said.
fn told(record: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    if record.longest_streak > 0 {
        let streak = Streak {
            days: record.streak,
            has_today: record.learned_today,
            longest: record.longest_streak,
        };
        lines.push(format!("Streak: {}", streak.words()));
    }
    if record.due + record.answered > 0 {
        lines.push(format!(
            "{} due, {} answered, {} today",
            counted(record.due, "question"),
            grouped(record.answered),
            grouped(record.answered_today)
        ));
    }
    if let Some((measured, predicted)) = record.retention.measured.zip(record.retention.predicted) {
        lines.push(format!(
            "{:.0} % remembered in {} of the last {RECENT} days, {:.0} % predicted",
            measured * 100.0,
            counted(record.retention.reviews, "review"),
            predicted * 100.0
        ));
    }
    if record.minutes > 0 {
        let (all, today) = (duration(record.minutes), duration(record.minutes_today));
        lines.push(format!("{all} spent, {today} today"));
    }
    lines
}

fn overall(counts: Counts, known: Option<usize>) -> Line {
    let topics = if counts.total == 1 { "topic" } else { "topics" };
    let mut parts = vec![format!(
        "{} of {} {topics} done ({} %)",
        counts.done,
        counts.total,
        counts.percent()
    )];
    if let Some(known) = known.filter(|&known| known < counts.done) {
        parts.push(format!("{known} still known"));
    }
    for (count, what) in [(counts.learning, "in progress"), (counts.skipped, "skipped")] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    Line::new(Style::Bold, parts.join(", "))
}

fn row(thing: &Thing) -> Vec<Line> {
    let percent = if thing.counts.total == 0 {
        String::new()
    } else {
        format!("{} %", thing.counts.percent())
    };
    vec![
        Line::from(format!("  {}", thing.title)),
        done_of(thing),
        Line::from(format!("{percent:>5}")),
        Line::new(Style::Dim, thing.agent.as_deref().unwrap_or_default()),
    ]
}
