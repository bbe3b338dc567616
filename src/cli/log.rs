//! `waypost log`: everything that was ever marked, and whatever is wrong with the files it stands in.

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::content::library::TopicIx;
use crate::progress::event::{Action, Event, Status};
use crate::progress::fold::Entry;

use super::Verdict;
use super::args::{Global, Log, Verb, misuse};
use super::desk::Desk;
use super::event::ShortIds;
use super::json::{self, LogProblem, document};
use super::out::{Line, Out, Style, tell};
use super::subject;
use super::when::{Edge, When, shown};

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
    let wanted = Wanted::new(&desk, args)?;
    let fitting = desk
        .progress
        .history()
        .rev()
        .filter(|entry| wanted.has(&desk, entry.event));
    let entries: Vec<Entry<'_>> = fitting.take(args.limit.unwrap_or(usize::MAX)).collect();
    if args.json {
        let entries: Vec<json::Entry> = entries.into_iter().map(entry).collect();
        out.json(&document(json!({ "entries": entries, "problems": problems(&desk) })))?;
    } else {
        if desk.progress.is_empty() {
            tell("note", "nothing was marked yet");
        } else if entries.is_empty() && args.limit != Some(0) {
            tell("note", "nothing in the log is like this; `waypost log` shows all of it");
        }
        let ids = ShortIds::new(&desk.progress);
        for entry in entries {
            row(&desk, ids, entry, out)?;
        }
    }
    // A line that doesn't count is one event; a file that can't be read may be all of them.
    let unread = desk.problems.iter().any(|problem| problem.line == 0);
    Ok(if unread { Verdict::Bad } else { Verdict::Good })
}

/// Which events are asked for.
struct Wanted<'a> {
    topic: Option<Named<'a>>,
    status: Option<Status>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    verbs: &'a [Verb],
}

/// What a name means in the log.
enum Named<'a> {
    Topic(TopicIx),
    /// An id that no pack has, or none any more.
    Gone(&'a str),
}

impl<'a> Wanted<'a> {
    fn new(desk: &Desk, args: &'a Log) -> Result<Self> {
        let now = desk.now.to_zoned(TimeZone::system());
        let moment = |when: Option<When>, edge| when.map(|when| when.at(edge, &now));
        let (since, until) = (moment(args.since, Edge::Start), moment(args.until, Edge::End));
        if since.zip(until).is_some_and(|(since, until)| since > until) {
            return Err(misuse("log", "--since is later than --until: nothing can be both"));
        }
        Ok(Self {
            topic: args.topic.as_deref().map(|name| named(desk, name)).transpose()?,
            status: args.status,
            since,
            until,
            verbs: &args.verbs,
        })
    }

    fn has(&self, desk: &Desk, event: &Event) -> bool {
        (self.verbs.is_empty() || self.verbs.contains(&Verb::of(&event.action)))
            && self.since.is_none_or(|since| since <= event.at)
            && self.until.is_none_or(|until| event.at <= until)
            && self.is_about(desk, &event.action)
    }

    /// An undo or redo is about what the event is about that it takes back or puts back.
    fn is_about(&self, desk: &Desk, action: &Action) -> bool {
        if self.topic.is_none() && self.status.is_none() {
            return true;
        }
        let action = match action {
            Action::Undo { of } | Action::Redo { of } => match desk.progress.entry(*of) {
                Some(entry) => &entry.event.action,
                None => return false,
            },
            action => action,
        };
        let mut topics = match action {
            Action::Mark { topics, .. } => topics.iter().collect(),
            Action::Move { from, to } => vec![from, to],
            _ => Vec::new(),
        }
        .into_iter();
        let has_status = |status| matches!(action, Action::Mark { status: of, .. } if *of == status);
        self.status.is_none_or(has_status)
            && self
                .topic
                .as_ref()
                .is_none_or(|topic| topics.any(|id| topic.has(desk, id)))
    }
}

/// The topic of this name; but of an id that no topic has, what the log has under it.
fn named<'a>(desk: &Desk, name: &'a str) -> Result<Named<'a>> {
    let is_in_log = || {
        desk.progress.history().any(|entry| match &entry.event.action {
            Action::Mark { topics, .. } => topics.iter().any(|id| id == name),
            Action::Move { from, to } => from == name || to == name,
            _ => false,
        })
    };
    match desk.library.topic_by_id(name) {
        Some(topic) => Ok(Named::Topic(topic)),
        None if is_in_log() => Ok(Named::Gone(name)),
        None => Ok(Named::Topic(subject::topic(&desk.library, name)?)),
    }
}

impl Named<'_> {
    /// Whether progress under this id is meant, or counts for what is meant.
    fn has(&self, desk: &Desk, id: &str) -> bool {
        [id, desk.progress.home_of(id)].into_iter().any(|id| match self {
            Self::Topic(topic) => desk.library.topic_by_id(id) == Some(*topic),
            Self::Gone(gone) => id == *gone,
        })
    }
}

fn row(desk: &Desk, ids: ShortIds, entry: Entry<'_>, out: &mut Out) -> Result<()> {
    let remark = match (&entry.event.action, entry.active) {
        (_, true) => "",
        (Action::Undo { .. } | Action::Redo { .. }, false) => "(changed nothing)",
        (_, false) => "(undone)",
    };
    let first = Line::new(Style::Dim, shown(entry.event.at))
        .and(Style::Plain, "  ")
        .and(Style::Dim, ids.of(entry.event.id))
        .and(Style::Plain, "  ");
    let told = told(desk, &entry.event.action);
    out.flow(first, &[(Style::Plain, &told), (Style::Dim, remark)])
}

/// What was done, in words; of an undo or redo also what it was of.
pub(super) fn told(desk: &Desk, action: &Action) -> String {
    let (word, of) = match action {
        Action::Undo { of } => ("undo of", of),
        Action::Redo { of } => ("redo of", of),
        action => return phrase(desk, action),
    };
    match desk.progress.entry(*of) {
        Some(other) => format!("{word} {}", phrase(desk, &other.event.action)),
        None => format!("{word} a mark that is not here"),
    }
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
