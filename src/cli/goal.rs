//! `waypost goal`: what the learner is heading for, and how far it is.

use anyhow::{Result, bail};
use jiff::civil::Date;
use serde_json::json;

use crate::learn::aim::Aim;
use crate::learn::plan::{Ahead, duration};
use crate::learn::standing::Counts;
use crate::progress::event::{self, Action};

use super::Verdict;
use super::args::{By, Global, Goal, misuse};
use super::desk::Desk;
use super::json::{GoalShown, document};
use super::out::{Line, Out, Style, counted, tell};
use super::study::Study;
use super::subject;

pub(super) fn run(global: &Global, args: &Goal, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let study = Study::new(&desk);
    let before = desk.progress.goal().map(|(goal, _)| goal.clone());
    if let Some(goal) = wanted(&desk, &study, args, before.clone().unwrap_or_default())? {
        if before.as_ref() != Some(&goal) {
            desk.record(Action::Goal(goal))?;
        } else if !args.json {
            tell("note", "that is your goal already");
        }
    }
    show(&desk, &study, args.json, out)
}

/// The goal that was typed, from the one before: a new aim has no day yet, but the hours a week stay. `None` where it is
/// only to be shown.
fn wanted(desk: &Desk, study: &Study, args: &Goal, before: event::Goal) -> Result<Option<event::Goal>> {
    if args.none {
        return Ok(Some(event::Goal::default()));
    }
    if args.name.is_none() && args.by.is_none() && args.hours.is_none() {
        return Ok(None);
    }
    let mut goal = before;
    if let Some(name) = &args.name {
        let aim = subject::aim(&desk.library, name)?;
        if aim.topics(&desk.library).is_empty() {
            let hint = match aim {
                Aim::Roadmap(_) => "import it with `waypost import roadmap-sh`",
                Aim::Role(_) => "head for one of its agent's paths, or write a track for it in `roles/`",
                Aim::Path(_) => "name another one",
            };
            bail!("there is nothing to learn for {}; {hint}", aim.title(&desk.library));
        }
        let key = aim.key(&desk.library);
        if goal.aim.as_ref() != Some(&key) {
            (goal.aim, goal.by) = (Some(key), None);
        }
    } else if goal.aim.is_none() {
        return Err(misuse(
            "goal",
            "there is no goal yet; name a role, path or roadmap, too",
        ));
    }
    match args.by {
        None => {}
        Some(By::Never) => goal.by = None,
        Some(By::Day(day)) if day < study.today(desk).date() => {
            return Err(misuse("goal", format!("{day} is over; give a day to come")));
        }
        Some(By::Day(day)) => goal.by = Some(day),
    }
    goal.minutes = args.hours.or(goal.minutes);
    Ok(Some(goal))
}

fn show(desk: &Desk, study: &Study, json: bool, out: &mut Out) -> Result<Verdict> {
    let goal = desk.progress.goal().map(|(goal, _)| goal);
    let aimed = goal.and_then(|goal| Some((goal, goal.aim.as_deref()?)));
    let Some((goal, key)) = aimed else {
        if json {
            out.json(&document(json!({ "goal": null })))?;
        } else if goal.is_some() {
            out.line("You are heading for nothing in particular; `waypost goal NAME` sets a goal")?;
        } else {
            tell(
                "note",
                "there is no goal yet; `waypost goal NAME` sets one: a role, path or roadmap",
            );
        }
        return Ok(Verdict::Good);
    };
    let (library, today) = (&*desk.library, study.today(desk));
    let aim = Aim::find(library, key);
    let ahead = aim.map(|aim| Ahead::new(library, &desk.statuses, &study.pace(desk), aim, goal, today));
    if json {
        let plan = ahead.as_ref().map(|ahead| ahead.plan);
        let shape = GoalShown {
            aim: key.to_owned(),
            title: ahead.as_ref().map(|ahead| ahead.aim.title(library).to_owned()),
            by: goal.by,
            minutes_a_week: goal.minutes,
            counts: ahead.as_ref().map(|ahead| ahead.counts),
            prerequisites: ahead.as_ref().map(|ahead| ahead.prerequisites),
            minutes_left: plan.map(|plan| plan.minutes),
            finish: plan.and_then(|plan| plan.finish).map(crate::learn::day::Day::date),
            slack: plan.and_then(|plan| plan.slack),
            plan: plan.map(|plan| plan.words(today)),
        };
        out.json(&document(json!({ "goal": shape })))?;
        return Ok(Verdict::Good);
    }
    let Some(ahead) = ahead else {
        out.line(Line::new(Style::Bold, key).and_line(terms(goal)))?;
        tell("warning", &gone(key));
        return Ok(Verdict::Good);
    };
    let title = Line::new(Style::Bold, ahead.aim.title(library));
    let place = format!("  {} {}", ahead.aim.kind(), ahead.aim.id(library));
    out.line(title.and_line(terms(goal)).and(Style::Dim, place))?;
    let Counts { done, total, .. } = ahead.counts;
    let mut far = format!("  {done} of {} done", counted(total, "topic"));
    if ahead.prerequisites > 0 {
        let more = counted(ahead.prerequisites, "more topic");
        far = format!("{far}, {more} to build on");
    }
    if ahead.plan.minutes > 0 {
        far = format!("{far}, about {} left", duration(ahead.plan.minutes));
    }
    out.line(far)?;
    out.line(format!("  {}", ahead.plan.words(today)))?;
    Ok(Verdict::Good)
}

/// What is said of a goal that the packs don't have.
pub(super) fn gone(key: &str) -> String {
    format!("the packs have no {key} any more; name another goal with `waypost goal NAME`, or none with --none")
}

/// ", by 2026-12-01, 5 hours a week".
fn terms(goal: &event::Goal) -> Line {
    let by = goal.by.map(|by: Date| format!(", by {by}"));
    let weekly = goal
        .minutes
        .map(|minutes| format!(", {} a week", duration(minutes.into())));
    Line::from(by.into_iter().chain(weekly).collect::<String>())
}
