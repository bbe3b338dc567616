//! `waypost log`: everything that was ever marked, and whatever is wrong with the files it stands in.

use anyhow::Result;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::progress::event::Action;
use crate::progress::fold::Entry;

use super::Verdict;
use super::args::{Global, Log};
use super::desk::Desk;
use super::json::{self, LogProblem, document};
use super::out::{Line, Out, Style, tell};

pub(super) fn run(global: &Global, args: &Log, out: &mut Out) -> Result<Verdict> {
    let desk = Desk::open_quietly(global)?;
    if let Some(why) = &desk.read_only {
        tell("warning", why);
    }
    for problem in &desk.problems {
        tell("warning", &format!("{problem}\n  {}", problem.hint));
    }
    if !desk.problems.is_empty() {
        tell(
            "note",
            "`waypost doctor` says what is lost, and can bring back what isn't",
        );
    }
    let entries = desk.progress.history().rev().take(args.limit.unwrap_or(usize::MAX));
    if args.json {
        let entries: Vec<json::Entry> = entries.map(entry).collect();
        out.json(&document(json!({ "entries": entries, "problems": problems(&desk) })))?;
    } else {
        if desk.progress.is_empty() {
            tell("note", "nothing was marked yet");
        }
        let zone = TimeZone::system();
        out.table(entries.map(|entry| row(&desk, &zone, entry)).collect())?;
    }
    // A line that doesn't count is one event; a file that can't be read may be all of them.
    let unread = desk.problems.iter().any(|problem| problem.line == 0);
    Ok(if unread { Verdict::Bad } else { Verdict::Good })
}

fn row(desk: &Desk, zone: &TimeZone, entry: Entry<'_>) -> Vec<Line> {
    let at = entry
        .event
        .at
        .to_zoned(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string();
    let remark = match (&entry.event.action, entry.active) {
        (_, true) => "",
        (Action::Undo { .. } | Action::Redo { .. }, false) => " (changed nothing)",
        (_, false) => " (undone)",
    };
    let what = match &entry.event.action {
        Action::Undo { of } | Action::Redo { of } => {
            let word = if matches!(entry.event.action, Action::Undo { .. }) {
                "undo of"
            } else {
                "redo of"
            };
            match desk.progress.entry(*of) {
                Some(other) => format!("{word} {}", phrase(desk, &other.event.action)),
                None => format!("{word} a mark that is not here"),
            }
        }
        action => phrase(desk, action),
    };
    vec![Line::new(Style::Dim, at), Line::from(what).and(Style::Dim, remark)]
}

/// How many titles a phrase names.
const NAMED: usize = 3;

/// An action in words: "Python → done", "Python, Go, Rust and 4 more → skipped".
pub(super) fn phrase(desk: &Desk, action: &Action) -> String {
    let (topics, status) = match action {
        Action::Mark { topics, status } => (topics, status),
        Action::Undo { of } => return format!("undo of {of}"),
        Action::Redo { of } => return format!("redo of {of}"),
        Action::Move { from, to } => return format!("progress of {from} counts for {}", desk.title_of(to)),
        Action::Accept { lines } if lines.len() == 1 => return "1 damaged line accepted".to_owned(),
        Action::Accept { lines } => return format!("{} damaged lines accepted", lines.len()),
    };
    let titles: Vec<&str> = topics.iter().map(|id| desk.title_of(id)).collect();
    let named = match titles.len() {
        0..=NAMED => titles.join(", "),
        count => format!("{} and {} more", titles[..NAMED].join(", "), count - NAMED),
    };
    format!("{named} → {status}")
}

fn entry(entry: Entry<'_>) -> json::Entry {
    let mut shape = json::Entry {
        id: entry.event.id.to_string(),
        at: entry.event.at,
        action: "",
        topics: None,
        status: None,
        of: None,
        to: None,
        lines: None,
        active: entry.active,
    };
    match &entry.event.action {
        Action::Mark { topics, status } => {
            (shape.action, shape.topics, shape.status) = ("mark", Some(topics.clone()), Some(*status));
        }
        Action::Undo { of } => (shape.action, shape.of) = ("undo", Some(of.to_string())),
        Action::Redo { of } => (shape.action, shape.of) = ("redo", Some(of.to_string())),
        Action::Move { from, to } => {
            (shape.action, shape.topics, shape.to) = ("move", Some(vec![from.clone()]), Some(to.clone()));
        }
        Action::Accept { lines } => (shape.action, shape.lines) = ("accept", Some(lines.clone())),
    }
    shape
}

fn problems(desk: &Desk) -> Vec<LogProblem> {
    let problem = |problem: &crate::progress::log::Problem| LogProblem {
        file: problem.file.display().to_string(),
        line: problem.line,
        column: problem.column,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
    };
    desk.problems.iter().map(problem).collect()
}
