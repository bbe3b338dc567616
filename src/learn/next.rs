//! What comes next, and why.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::content::library::{Library, StepRef, TopicIx, WalkRef};
use crate::learn::standing::Statuses;
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
    let mut list = List {
        library,
        limit,
        taken: HashSet::new(),
        suggestions: Vec::new(),
    };
    for (topic, mark) in in_progress(statuses) {
        let step = library.topic(topic).steps.first().copied();
        list.push(topic, step, || format!("you began it {}", ago(mark.at, now)));
    }
    let paths = by_recency(library, statuses);
    let open: Vec<(WalkRef, Vec<StepRef>)> = paths
        .into_iter()
        .map(|path| (path, open_steps(library, statuses, path)))
        .collect();
    if let Some((path, steps)) = open.first() {
        for &step in steps.iter().take(FROM_CURRENT_PATH) {
            list.push_step(step, || why(library, statuses, *path, step));
        }
    }
    for (path, steps) in &open {
        if let Some(&step) = steps
            .iter()
            .find(|&&step| !list.taken.contains(&library.topic_of(step)))
        {
            list.push_step(step, || why(library, statuses, *path, step));
        }
    }
    for (path, steps) in &open {
        for &step in steps {
            list.push_step(step, || why(library, statuses, *path, step));
        }
    }
    for &topic in library.unplaced() {
        if statuses.of(topic) == Status::Todo {
            list.push(topic, None, || "a lesson that stands in no path".to_owned());
        }
    }
    list.suggestions
}

struct List<'a> {
    library: &'a Library,
    limit: usize,
    taken: HashSet<TopicIx>,
    suggestions: Vec<Suggestion>,
}

impl List<'_> {
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
