//! What comes next, and why.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::content::library::{Library, StepRef, TopicIx, WalkRef};
use crate::learn::aim::Way;
use crate::learn::diary::Diary;
use crate::learn::standing::{Counts, Statuses};
use crate::progress::event::{EventId, Status};
use crate::progress::fold::Mark;

/// One thing to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to learn.
    pub topic: TopicIx,
    /// Where it stands; `None` for a lesson that no path meets.
    pub step: Option<StepRef>,
    /// Why it is suggested, in one plain line.
    pub reason: String,
}

/// From the path one is on, this many steps come before the first steps of other paths.
const FROM_CURRENT_PATH: usize = 3;
/// Milliseconds that an answer usually takes.
const USUAL_ANSWER: u64 = 30_000;
/// Answers before the learner's own time is told from them.
const ENOUGH_ANSWERS: u64 = 20;

/// The topic marked last, and how. One that was reset to todo is as if it had never been marked.
pub fn left_off(statuses: &Statuses) -> Option<(TopicIx, Mark)> {
    statuses
        .marked()
        .filter(|(_, mark)| mark.status != Status::Todo)
        .max_by_key(|(topic, mark)| (mark.event, *topic))
}

/// What to do next: what is in progress, latest first; then the next steps of the path one is on (of the first path,
/// for a newcomer); then the first open step of every other path, those begun before those not begun; then what is
/// left, path by path, and at last the lessons that no path meets.
pub fn next(library: &Library, statuses: &Statuses, now: Timestamp, limit: usize) -> Vec<Suggestion> {
    let mut list = List::new(library, limit);
    list.push_in_progress(statuses, now);
    list.push_elsewhere(statuses);
    list.suggestions
}

/// What to do next on the way to a goal: what is in progress, then the topics of the goal that nothing is missing for, and
/// among them what others build on though it is none of the goal's own; then as [`next`] has it; and last what something is
/// missing for. `title` is what the goal
/// is called, `topics` are its topics in the order of learning.
pub fn next_towards(
    library: &Library,
    statuses: &Statuses,
    (title, topics): (&str, &[TopicIx]),
    now: Timestamp,
    limit: usize,
) -> Vec<Suggestion> {
    let mut list = List::new(library, limit);
    list.push_in_progress(statuses, now);
    let way = Way::new(library, statuses, topics);
    let counts = statuses.count(topics.iter().copied());
    let ready = way.topics().iter().copied();
    for topic in ready.filter(|&topic| statuses.of(topic) == Status::Todo && way.is_ready(topic)) {
        if list.is_full() {
            break;
        }
        let step = library.topic(topic).steps.first().copied();
        list.push(topic, step, || {
            why_towards(library, statuses, (title, counts), &way, topic)
        });
    }
    // What something is missing for is none of the rest: its turn comes, after all else.
    let open = way.topics().iter().copied();
    let waiting: Vec<TopicIx> = open.filter(|&topic| list.taken.insert(topic)).collect();
    list.push_elsewhere(statuses);
    for topic in waiting {
        list.taken.remove(&topic);
        let step = library.topic(topic).steps.first().copied();
        list.push(topic, step, || {
            let missing = way
                .requires(topic)
                .iter()
                .find(|&&required| way.topics().contains(&required));
            let missing = missing.map_or(title, |&required| library.topic(required).title.as_str());
            format!("comes after {missing}, on the way to {title}")
        });
    }
    list.suggestions
}

/// Why a topic of the way to a goal comes now: what was finished for it, and how many of the way it opens.
fn why_towards(
    library: &Library,
    statuses: &Statuses,
    (title, counts): (&str, Counts),
    way: &Way,
    topic: TopicIx,
) -> String {
    let name = |topic: TopicIx| library.topic(topic).title.as_str();
    let opened = way.opens(topic);
    let finished = way
        .requires(topic)
        .iter()
        .filter_map(|&required| Some((statuses.mark(required)?, required)))
        .filter(|(mark, _)| mark.status == Status::Done)
        .max_by_key(|(mark, required)| (mark.event, *required));
    let because = match (
        finished,
        opened.iter().find(|&&other| way.requires(other).contains(&topic)),
    ) {
        (Some((_, required)), _) => format!("because you finished {}", name(required)),
        (None, Some(&other)) if !way.is_own(topic) => format!("{} builds on it, on the way to {title}", name(other)),
        (None, _) if counts.done == 0 => format!("a beginning of {title}"),
        (None, _) => format!("comes next in {title}, {} of {} done", counts.done, counts.total),
    };
    match opened.len() {
        0 => because,
        1 => format!("{because}, and it opens 1 topic"),
        many => format!("{because}, and it opens {many} topics"),
    }
}

/// About how many minutes so many cards take: by the time the learner's answers took, where there are enough of them.
pub fn review_minutes(diary: &Diary, cards: usize) -> u64 {
    let answers = diary
        .days()
        .map(|(_, entry)| (u64::from(entry.answers), entry.answering));
    let (answers, took) = answers.fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let each = if answers >= ENOUGH_ANSWERS && took > 0 {
        took / answers
    } else {
        USUAL_ANSWER
    };
    let cards = u64::try_from(cards).unwrap_or(u64::MAX);
    cards.saturating_mul(each).div_ceil(60_000)
}

/// What of these fits into so many minutes, each with those it takes: the first that fits, the next that fits into the
/// rest, and so on, `limit` at most. Where none does it is the first alone: it can be begun.
pub fn fitting(suggestions: Vec<(Suggestion, u64)>, minutes: u64, limit: usize) -> Vec<(Suggestion, u64)> {
    let first = suggestions.first().cloned();
    let mut left = minutes;
    let mut fitting: Vec<(Suggestion, u64)> = suggestions
        .into_iter()
        .filter(|(_, takes)| match left.checked_sub(*takes) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        })
        .collect();
    if fitting.is_empty() && minutes > 0 {
        fitting.extend(first);
    }
    fitting.truncate(limit);
    fitting
}

struct List<'a> {
    library: &'a Library,
    limit: usize,
    taken: HashSet<TopicIx>,
    suggestions: Vec<Suggestion>,
}

impl<'a> List<'a> {
    fn new(library: &'a Library, limit: usize) -> Self {
        Self {
            library,
            limit,
            taken: HashSet::new(),
            suggestions: Vec::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.suggestions.len() >= self.limit
    }

    fn push_in_progress(&mut self, statuses: &Statuses, now: Timestamp) {
        for (topic, mark) in in_progress(statuses) {
            let step = self.library.topic(topic).steps.first().copied();
            self.push(topic, step, || format!("you began it {}", ago(mark.at, now)));
        }
    }

    /// The next steps of the paths one is on, then of the others, then what stands in no path.
    fn push_elsewhere(&mut self, statuses: &Statuses) {
        let library = self.library;
        if self.is_full() {
            return;
        }
        let paths = by_recency(library, statuses);
        let open: Vec<(WalkRef, Vec<StepRef>)> = paths
            .into_iter()
            .map(|path| (path, open_steps(library, statuses, path)))
            .collect();
        if let Some((path, steps)) = open.first() {
            for &step in steps.iter().take(FROM_CURRENT_PATH) {
                self.push_step(step, || why(library, statuses, *path, step));
            }
        }
        for (path, steps) in &open {
            if let Some(&step) = steps
                .iter()
                .find(|&&step| !self.taken.contains(&library.topic_of(step)))
            {
                self.push_step(step, || why(library, statuses, *path, step));
            }
        }
        for (path, steps) in &open {
            for &step in steps {
                self.push_step(step, || why(library, statuses, *path, step));
            }
        }
        for &topic in library.unplaced() {
            if statuses.of(topic) == Status::Todo {
                self.push(topic, None, || "a lesson that stands in no path".to_owned());
            }
        }
    }

    fn push(&mut self, topic: TopicIx, step: Option<StepRef>, reason: impl FnOnce() -> String) {
        if self.suggestions.len() < self.limit && self.taken.insert(topic) {
            self.suggestions.push(Suggestion {
                topic,
                step,
                reason: reason(),
            });
        }
    }

    fn push_step(&mut self, step: StepRef, reason: impl FnOnce() -> String) {
        self.push(self.library.topic_of(step), Some(step), reason);
    }
}

fn in_progress(statuses: &Statuses) -> Vec<(TopicIx, Mark)> {
    let learning = statuses.marked().filter(|(_, mark)| mark.status == Status::Learning);
    let mut topics: Vec<(TopicIx, Mark)> = learning.collect();
    // Topics marked at once keep the order of the library.
    topics.sort_by_key(|(topic, mark)| (std::cmp::Reverse(mark.event), *topic));
    topics
}

/// The path of the last mark first, then the other begun ones by their last mark, then the rest as the library has them.
fn by_recency(library: &Library, statuses: &Statuses) -> Vec<WalkRef> {
    if statuses.marked().next().is_none() {
        return library.walks().collect();
    }
    let mut paths: Vec<(Option<EventId>, WalkRef)> = library
        .walks()
        .map(|path| {
            // A topic met in several paths speaks for the first only, or marking it would begin them all.
            let marks = library.steps_of(path).filter_map(|step| {
                let topic = library.topic_of(step);
                let first = library
                    .topic(topic)
                    .steps
                    .first()
                    .is_some_and(|first| first.walk == path);
                statuses.mark(topic).filter(|_| first).map(|mark| mark.event)
            });
            (marks.max(), path)
        })
        .collect();
    paths.sort_by_key(|(latest, path)| (std::cmp::Reverse(*latest), *path));
    paths.into_iter().map(|(_, path)| path).collect()
}

fn open_steps(library: &Library, statuses: &Statuses, path: WalkRef) -> Vec<StepRef> {
    library
        .steps_of(path)
        .filter(|&step| statuses.of(library.topic_of(step)) == Status::Todo)
        .collect()
}

fn why(library: &Library, statuses: &Statuses, path: WalkRef, step: StepRef) -> String {
    let title = library.title_of(path);
    let before = library
        .steps_of(path)
        .take_while(|&other| other != step)
        .filter(|&other| statuses.of(library.topic_of(other)) == Status::Done)
        .last();
    if let Some(before) = before {
        return format!("next in {title}, after {}", library.step(before).title);
    }
    let counts = statuses.count(library.walk_topics(path).iter().copied());
    if counts.done + counts.learning > 0 {
        format!("still open in {title}, {} of {} done", counts.done, counts.total)
    } else if library.steps_of(path).next() == Some(step) {
        format!("the first step of {title}")
    } else {
        format!("comes next in {title}")
    }
}

/// A past moment in the words of a person: "just now", "3 hours ago", "12 days ago".
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_secs() / 60;
    let (count, unit) = match minutes {
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
