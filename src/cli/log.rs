//! `waypost log`: everything that was ever marked, and whatever is wrong with the files it stands in.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::content::brief;
use crate::content::library::{Library, TopicIx};
use crate::content::names::slug;
use crate::learn::aim::Aim;
use crate::progress::event::{Action, Event, Status, Verb, topic_of};
use crate::progress::fields::fields;
use crate::progress::fold::{Entry, Progress};

use super::Verdict;
use super::args::{Global, Log, misuse};
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
        let problems: Vec<LogProblem> = desk.problems.iter().map(LogProblem::new).collect();
        out.json(&document(json!({ "entries": entries, "problems": problems })))?;
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

/// How many ids a message lists.
const LISTED: usize = 8;

/// Which events are asked for.
struct Wanted<'a> {
    topic: Option<Named>,
    status: Option<Status>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    verbs: &'a [Verb],
}

/// What a name means in the log.
enum Named {
    Topic(TopicIx),
    /// An id that no pack has, or none any more.
    Gone(String),
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
        (self.verbs.is_empty() || self.verbs.contains(&event.action.verb()))
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
        let mut topics = action.topics().into_iter();
        let has_status = |status| matches!(action, Action::Mark { status: of, .. } if *of == status);
        self.status.is_none_or(has_status)
            && self
                .topic
                .as_ref()
                .is_none_or(|topic| topics.any(|id| topic.has(desk, id)))
    }
}

/// The topic of this name; but of an id that no topic has, or of the end of one, what the log has under it. Only what is
/// neither may be a topic's beginning.
fn named(desk: &Desk, name: &str) -> Result<Named> {
    if let Some(topic) = desk.library.topic_called(name) {
        return Ok(Named::Topic(topic));
    }
    let mut gone: Vec<&str> = desk
        .progress
        .history()
        .flat_map(|entry| entry.event.action.topics())
        .collect();
    gone.sort_unstable();
    gone.dedup();
    gone.retain(|id| desk.library.topic_by_id(id).is_none());
    match ending(&gone, name).as_slice() {
        [] => Ok(Named::Topic(subject::topic(&desk.library, name)?)),
        [one] => Ok(Named::Gone((*one).to_owned())),
        several => bail!(
            "`{name}` can mean {} ids; name one of them:\n  {}",
            several.len(),
            several[..several.len().min(LISTED)].join("\n  ")
        ),
    }
}

/// The id that is this one, else those that end in it.
pub(super) fn ending<'a>(ids: &[&'a str], name: &str) -> Vec<&'a str> {
    if let Some(same) = ids.iter().find(|id| **id == name) {
        return vec![*same];
    }
    let ending = |text: &str| format!("/{text}");
    let endings = [ending(name), ending(&slug(name))];
    let ends = |id: &&&str| {
        endings
            .iter()
            .any(|end| end.len() > 1 && ending(id).ends_with(end.as_str()))
    };
    ids.iter().filter(ends).copied().collect()
}

impl Named {
    /// Whether progress under this id is meant, or counts for what is meant.
    fn has(&self, desk: &Desk, id: &str) -> bool {
        [id, desk.progress.home_of(id)].into_iter().any(|id| match self {
            Self::Topic(topic) => desk.library.topic_by_id(id) == Some(*topic),
            Self::Gone(gone) => id == gone,
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
    let told = told(&desk.library, &desk.progress, &entry.event.action);
    out.flow(first, &[(Style::Plain, &brief::name(&told)), (Style::Dim, remark)])
}

/// What was done, in words; of an undo or redo also what it was of.
pub(super) fn told(library: &Library, progress: &Progress, action: &Action) -> String {
    let (word, of) = match action {
        Action::Undo { of } => ("took back", of),
        Action::Redo { of } => ("put back", of),
        action => return phrase(library, action),
    };
    match progress.entry(*of) {
        Some(other) => format!("{word}: {}", phrase(library, &other.event.action)),
        None => format!("{word}: a mark that is not here"),
    }
}

/// The title of the topic that has, or had, this id; the id itself when the packs have none.
fn title_of<'a>(library: &'a Library, id: &'a str) -> &'a str {
    library.topic_by_id(id).map_or(id, |topic| &library.topic(topic).title)
}

/// How many titles a phrase names.
const NAMED: usize = 3;

/// An action in words: "Python → done", "Python, Go, Rust and 4 more → skipped".
pub(super) fn phrase(library: &Library, action: &Action) -> String {
    let titles = |topics: &[String]| {
        let titles: Vec<&str> = topics.iter().map(|id| title_of(library, id)).collect();
        match titles.len() {
            0..=NAMED => titles.join(", "),
            count => format!("{} and {} more", titles[..NAMED].join(", "), count - NAMED),
        }
    };
    match action {
        Action::Mark { topics, status } => format!("{} → {status}", titles(topics)),
        Action::Undo { .. } => "an undo".to_owned(),
        Action::Redo { .. } => "a redo".to_owned(),
        Action::Move { from, to } => format!("progress of {from} counts for {}", title_of(library, to)),
        Action::Accept { lines } if lines.len() == 1 => "noted 1 damaged line as looked at".to_owned(),
        Action::Accept { lines } => format!("noted {} damaged lines as looked at", lines.len()),
        Action::Place { known, shaky } => {
            let parts = [(known, "known"), (shaky, "shaky")];
            let parts = parts.into_iter().filter(|(topics, _)| !topics.is_empty());
            let parts: Vec<String> = parts
                .map(|(topics, how)| format!("{} → {how}", titles(topics)))
                .collect();
            format!("placement: {}", parts.join("; "))
        }
        Action::Answer { card, grade, .. } => {
            format!("answered a card of {}: {grade}", title_of(library, topic_of(card)))
        }
        Action::Tick { topic, url, on } => {
            let done = if *on { "ticked" } else { "unticked" };
            format!("{done} {url} of {}", title_of(library, topic))
        }
        Action::Goal(goal) => match (&goal.aim, goal.by) {
            (None, _) => "goal: just looking around".to_owned(),
            (Some(key), by) => {
                // The key itself where the packs don't have it any more.
                let title = Aim::find(library, key).map_or(key.as_str(), |aim| aim.title(library));
                let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
                format!("goal: {title}{by}")
            }
        },
        Action::Spend { topic, seconds } => {
            let sign = if *seconds < 0 { "−" } else { "" };
            let minutes = seconds.unsigned_abs().div_ceil(60);
            format!("{sign}{minutes} min on {}", title_of(library, topic))
        }
        Action::Fit { .. } => "fitted the review schedule to your answers".to_owned(),
    }
}

fn entry(entry: Entry<'_>) -> json::Entry {
    let mut shape = json::Entry {
        id: entry.event.id.to_string(),
        at: entry.event.at,
        action: entry.event.action.verb(),
        topics: None,
        status: None,
        of: None,
        to: None,
        lines: None,
        more: BTreeMap::new(),
        active: entry.active,
    };
    match &entry.event.action {
        Action::Mark { topics, status } => {
            (shape.topics, shape.status) = (Some(topics.clone()), Some(*status));
        }
        Action::Undo { of } | Action::Redo { of } => shape.of = Some(of.to_string()),
        Action::Move { from, to } => {
            (shape.topics, shape.to) = (Some(vec![from.clone()]), Some(to.clone()));
        }
        Action::Accept { lines } => shape.lines = Some(lines.clone()),
        action => {
            let fields = fields(action).into_iter();
            shape.more = fields.map(|(name, value)| (name, serde_json::json!(value))).collect();
        }
    }
    shape
}
