//! `waypost stats`: how much is done, or was.

use anyhow::Result;
use serde_json::json;

use crate::learn::standing::{Counts, Totals};

use super::Verdict;
use super::args::{Global, Stats};
use super::desk::Desk;
use super::json::{Thing, document};
use super::list::done_of;
use super::out::{Line, Out, Style};
use super::past::Past;
use super::subject::Subject;

pub(super) fn run(global: &Global, args: &Stats, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let past = Past::turn_to(args.at, &mut desk);
    let totals = Totals::new(&desk.library, &desk.statuses);
    let thing = |subject| Thing::new(&desk.library, &desk.statuses, subject);
    let agents: Vec<Thing> = totals.agents.iter().map(|(ix, _)| thing(Subject::Agent(*ix))).collect();
    let paths: Vec<Thing> = totals.paths.iter().map(|(at, _)| thing(Subject::Path(*at))).collect();
    let roadmaps = totals.roadmaps.iter().map(|(ix, _)| thing(Subject::Roadmap(*ix)));
    let roadmaps: Vec<Thing> = roadmaps.collect();
    let levels: Vec<Thing> = totals.levels.iter().map(|(at, _)| thing(Subject::Level(*at))).collect();
    if args.json {
        let mut body = Past::field(past.as_ref());
        body.insert("overall".to_owned(), json!(totals.overall));
        for (name, things) in [
            ("agents", agents),
            ("paths", paths),
            ("roadmaps", roadmaps),
            ("levels", levels),
        ] {
            body.insert(name.to_owned(), json!(things));
        }
        out.json(&document(body))?;
        return Ok(Verdict::Good);
    }
    if let Some(past) = past {
        past.say(&desk, out)?;
    }
    out.line(overall(totals.overall))?;
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

fn overall(counts: Counts) -> Line {
    let topics = if counts.total == 1 { "topic" } else { "topics" };
    let mut parts = vec![format!(
        "{} of {} {topics} done ({} %)",
        counts.done,
        counts.total,
        counts.percent()
    )];
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
        done_of(thing.counts),
        Line::from(format!("{percent:>5}")),
        Line::new(Style::Dim, thing.agent.as_deref().unwrap_or_default()),
    ]
}
