//! What comes next, and why.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::content::library::{Library, StepRef, TopicIx, WalkRef};
use crate::learn::aim::{Aim, Way};
use crate::learn::diary::Diary;
use crate::learn::standing::{Counts, Statuses};
use crate::progress::event::{Action, EventId, Status};
use crate::progress::fold::{Mark, Progress};

/// How a suggestion is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It is in progress.
    InProgress,
    /// Its turn is now: nothing is missing for it.
    Next,
    /// Nothing is missing for it, but much stands before it on the way to the goal.
    Later,
    /// It leads elsewhere than to the goal.
    Besides,
    /// Something has to be learned before it.
    Waiting,
}

/// One thing to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to learn.
    pub topic: TopicIx,
    /// Where it stands; `None` for a lesson that no path meets.
    pub step: Option<StepRef>,
    /// Why it is suggested, in one plain line.
    pub reason: String,
    /// How it is meant.
    pub kind: Kind,
    because: Because,
}

/// What a reason is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Because {
    /// What may be true of several suggestions.
    common: String,
    /// What is said instead where that was said already; empty where it can be said of no other.
    own: String,
    /// How many topics it opens.
    opens: usize,
}

impl Because {
    fn of(common: String) -> Self {
        Self {
            common,
            ..Self::default()
        }
    }

    fn or(self, own: String) -> Self {
        Self { own, ..self }
    }

    fn opening(self, way: &Way, topic: TopicIx) -> Self {
        let opens = way.opens(topic).len();
        Self { opens, ..self }
    }
}

/// Words the reasons of suggestions that are shown together: what several have in common is said of the first of them.
fn word(suggestions: &mut [Suggestion]) {
    let mut said: HashSet<&str> = HashSet::new();
    for Suggestion { reason, because, .. } in suggestions {
        let Because { common, own, opens } = &*because;
        let is_new = said.insert(common);
        let because = if is_new || own.is_empty() { common } else { own };
        *reason = match opens {
            0 => because.clone(),
            1 => format!("{because}, and it opens 1 topic"),
            many => format!("{because}, and it opens {many} topics"),
        };
    }
}

/// From the path one is on, this many steps come before the first steps of other paths.
const FROM_CURRENT_PATH: usize = 3;
/// What has more open topics than this before it on the way to the goal is far.
const NEAR: usize = 24;
/// Milliseconds that an answer usually takes.
const USUAL_ANSWER: u64 = 30_000;
/// That weighs as much as so many answers of the learner's own.
const USUAL_ANSWERS: u64 = 20;

/// Reviews take one part of so many of a session, where there is something to learn as well …
const REVIEW_PART: u64 = 5;
/// … and so many minutes at least. While reviews wait, less than that is no time to begin a topic in, either.
const STRETCH: u64 = 5;

/// The topic marked last, and how. One that was reset to todo is as if it had never been marked.
pub fn left_off(statuses: &Statuses) -> Option<(TopicIx, Mark)> {
    statuses
        .marked()
        .filter(|(_, mark)| mark.status != Status::Todo)
        .max_by_key(|(topic, mark)| (mark.event, *topic))
}

/// What to do next: what is in progress, latest first; then, on the way to the goal, the topics that nothing is missing for,
/// and among them what others build on though it is none of the goal's own, the near ones before those far on; then the next steps of the path one is on (of the
/// first path, for a newcomer), the first open step of every other path, those begun before those not begun, what is left,
/// path by path, and the lessons that no path meets; and last what something is missing for.
///
/// Every reason is true for itself, and said once: what several suggestions have in common is said of the first of them.
pub fn next(
    library: &Library,
    progress: &Progress,
    statuses: &Statuses,
    goal: Option<Aim>,
    now: Timestamp,
    limit: usize,
) -> Vec<Suggestion> {
    let mut list = List::new(library, statuses, limit);
    list.push_in_progress(progress, now);
    if let Some(aim) = goal {
        list.push_towards(aim);
    }
    if !list.is_full() {
        list.kind = if goal.is_some() { Kind::Besides } else { Kind::Next };
        list.push_elsewhere();
    }
    list.push_waiting();
    word(&mut list.suggestions);
    list.suggestions
}

/// About how many minutes so many cards take: by the time the learner's answers took, the more of them there are. Any card
/// at all takes a minute.
pub fn review_minutes(diary: &Diary, cards: usize) -> u64 {
    let answers = diary.days().map(|(_, entry)| (u64::from(entry.timed), entry.thinking));
    let usual = (USUAL_ANSWERS, USUAL_ANSWERS * USUAL_ANSWER);
    let (answers, took) = answers.fold(usual, |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let each = took / answers;
    let cards = u64::try_from(cards).unwrap_or(u64::MAX);
    cards.saturating_mul(each).div_ceil(60_000)
}

/// What a session of some minutes is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// How many of the cards that are due are answered in it.
    pub cards: usize,
    /// What to learn in it.
    pub topics: Vec<Slot>,
}

/// Something to learn in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What.
    pub suggestion: Suggestion,
    /// The minutes it still takes.
    pub takes: u64,
    /// How many of them the session has; fewer where it can only be begun.
    pub now: u64,
}

/// Splits so many minutes between reviews and learning: a fifth is for the cards that are due, five minutes at least, and
/// what is left for what of the suggestions, each with the minutes it takes, is [`fitting`]; where none of those whose turn
/// it is fits, the first of them can be begun. What learning leaves over goes to reviews again.
pub fn split(diary: &Diary, due: usize, suggestions: Vec<(Suggestion, u64)>, minutes: u64, limit: usize) -> Split {
    let within = |minutes| {
        let fits = |&cards: &usize| review_minutes(diary, cards) <= minutes;
        (0..=due).rev().find(fits).unwrap_or(0)
    };
    let cards = within((minutes / REVIEW_PART).max(STRETCH).min(minutes));
    let left = minutes - review_minutes(diary, cards);
    let suggestions = if cards < due && left < STRETCH {
        Vec::new()
    } else {
        suggestions
    };
    let slot = |(suggestion, takes): (Suggestion, u64)| Slot {
        suggestion,
        takes,
        now: takes.min(left),
    };
    let mut fits = fitting(
        suggestions
            .iter()
            .filter(|(one, _)| one.kind != Kind::Waiting)
            .cloned()
            .collect(),
        left,
        limit,
    );
    let is_near = |(one, _): &&(Suggestion, u64)| one.kind <= Kind::Next;
    if !fits.first().as_ref().is_some_and(is_near) {
        // Better to begin what is next than to do what is not because it is short.
        let near = suggestions.iter().find(is_near).cloned();
        if let Some(near) = near {
            fits = fitting(vec![near], left, limit);
        }
    }
    let topics: Vec<Slot> = fits.into_iter().map(slot).collect();
    let learning: u64 = topics.iter().map(|slot| slot.now).sum();
    Split {
        cards: within(minutes.saturating_sub(learning)),
        topics,
    }
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
    let (mut suggestions, minutes): (Vec<Suggestion>, Vec<u64>) = fitting.into_iter().unzip();
    word(&mut suggestions);
    suggestions.into_iter().zip(minutes).collect()
}

struct List<'a> {
    library: &'a Library,
    statuses: &'a Statuses,
    limit: usize,
    taken: HashSet<TopicIx>,
    /// What something is missing for: the topic, what that is, and what it is on the way to.
    waiting: Vec<(TopicIx, TopicIx, Option<&'a str>)>,
    /// How what is suggested now is meant.
    kind: Kind,
    suggestions: Vec<Suggestion>,
}

impl<'a> List<'a> {
    fn new(library: &'a Library, statuses: &'a Statuses, limit: usize) -> Self {
        Self {
            library,
            statuses,
            limit,
            taken: HashSet::new(),
            waiting: Vec::new(),
            kind: Kind::InProgress,
            suggestions: Vec::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.suggestions.len() >= self.limit
    }

    fn push_in_progress(&mut self, progress: &Progress, now: Timestamp) {
        for (topic, mark) in in_progress(self.statuses) {
            let step = self.library.topic(topic).steps.first().copied();
            self.push(topic, step, |_| {
                let entry = progress.entry(mark.event);
                let is_placed = entry.is_some_and(|entry| matches!(entry.event.action, Action::Place { .. }));
                let what = if is_placed {
                    "you called it shaky"
                } else {
                    "you began it"
                };
                Because::of(format!("{what} {}", ago(mark.at, now)))
            });
        }
    }

    /// The topics of the way to a goal that nothing is missing for; those others wait.
    fn push_towards(&mut self, aim: Aim) {
        let library = self.library;
        let way = Way::new(library, self.statuses, aim.topics(library));
        let counts = self.statuses.count(aim.topics(library).iter().copied());
        let open = way.topics().iter().copied();
        let ready = open
            .enumerate()
            .filter(|&(_, topic)| self.statuses.of(topic) == Status::Todo && way.is_ready(topic));
        let (near, far): (Vec<_>, Vec<_>) = ready.partition(|(place, _)| *place < NEAR);
        for (kind, topics) in [(Kind::Next, near), (Kind::Later, far)] {
            self.kind = kind;
            for (_, topic) in topics {
                if self.is_full() {
                    return;
                }
                let step = library.topic(topic).steps.first().copied();
                self.push(topic, step, |list| list.why_towards(aim, counts, &way, topic));
            }
        }
        self.hold_back(&way, Some(aim.title(library)));
    }

    /// Keeps what something is missing for from being suggested before all else.
    fn hold_back(&mut self, way: &Way, goal: Option<&'a str>) {
        for &topic in way.topics() {
            let Some(missing) = way.missing(topic) else { continue };
            if self.taken.insert(topic) {
                self.waiting.push((topic, missing, goal));
            }
        }
    }

    fn push_waiting(&mut self) {
        self.kind = Kind::Waiting;
        for (topic, missing, goal) in std::mem::take(&mut self.waiting) {
            self.taken.remove(&topic);
            let step = self.library.topic(topic).steps.first().copied();
            self.push(topic, step, |list| {
                let missing = &list.library.topic(missing).title;
                Because::of(match goal {
                    Some(title) => format!("comes after {missing}, on the way to {title}"),
                    None => format!("comes after {missing}"),
                })
            });
        }
    }

    /// The next steps of the paths one is on, then of the others, then what stands in no path.
    fn push_elsewhere(&mut self) {
        let library = self.library;
        let all: Vec<TopicIx> = library.topic_ixs().collect();
        // Without lessons nothing builds on anything.
        let all = if library.lessons().is_empty() { Vec::new() } else { all };
        let way = Way::new(library, self.statuses, &all);
        self.hold_back(&way, None);
        let open: Vec<(WalkRef, Vec<StepRef>)> = by_recency(library, self.statuses)
            .into_iter()
            .map(|path| (path, open_steps(library, self.statuses, path)))
            .collect();
        if let Some((path, steps)) = open.first() {
            let steps = steps.iter().filter(|&&step| !self.is_taken(step));
            let steps: Vec<StepRef> = steps.take(FROM_CURRENT_PATH).copied().collect();
            for step in steps {
                self.push_step(&way, *path, step);
            }
        }
        for (path, steps) in open.iter().skip(1) {
            if let Some(&step) = steps.iter().find(|&&step| !self.is_taken(step)) {
                self.push_step(&way, *path, step);
            }
        }
        for (path, steps) in &open {
            for &step in steps {
                self.push_step(&way, *path, step);
            }
        }
        for &topic in library.unplaced() {
            if self.statuses.of(topic) == Status::Todo {
                self.push(topic, None, |list| {
                    let because = list.because_finished(&way, topic);
                    let because = because.unwrap_or_else(|| Because::of("a lesson that stands in no path".to_owned()));
                    because.opening(&way, topic)
                });
            }
        }
    }

    fn is_taken(&self, step: StepRef) -> bool {
        self.taken.contains(&self.library.topic_of(step))
    }

    fn push(&mut self, topic: TopicIx, step: Option<StepRef>, because: impl FnOnce(&Self) -> Because) {
        if !self.is_full() && self.taken.insert(topic) {
            self.suggestions.push(Suggestion {
                topic,
                step,
                reason: String::new(),
                kind: self.kind,
                because: because(self),
            });
        }
    }

    fn push_step(&mut self, way: &Way, path: WalkRef, step: StepRef) {
        let topic = self.library.topic_of(step);
        self.push(topic, Some(step), |list| {
            let because = list.because_finished(way, topic);
            because.unwrap_or_else(|| list.why(path, step)).opening(way, topic)
        });
    }

    /// Why a topic of the way to a goal comes now: what was finished for it, what it is for, and how many of the way it opens.
    fn why_towards(&self, aim: Aim, counts: Counts, way: &Way, topic: TopicIx) -> Because {
        let library = self.library;
        let title = aim.title(library);
        let opened = way.opens(topic);
        let next = opened.iter().find(|&&other| way.requires(other).contains(&topic));
        let because = match (self.because_finished(way, topic), next) {
            (Some(because), _) => because,
            (None, Some(&other)) if !way.is_own(topic) => {
                let other = &library.topic(other).title;
                Because::of(format!("{other} builds on it, on the way to {title}"))
                    .or(format!("{other} builds on it, too"))
            }
            (None, _) if counts.done == 0 => {
                Because::of(format!("a beginning of {title}")).or(place_in(library, aim, topic))
            }
            (None, _) => Because::of(format!(
                "comes next in {title}, {} of {} done",
                counts.done, counts.total
            ))
            .or(place_in(library, aim, topic)),
        };
        because.opening(way, topic)
    }

    /// "because you finished SQL basics": the last thing that was finished of what a topic builds on.
    fn because_finished(&self, way: &Way, topic: TopicIx) -> Option<Because> {
        let finished = way
            .requires(topic)
            .iter()
            .filter_map(|&required| Some((self.statuses.mark(required)?, required)))
            .filter(|(mark, _)| mark.status == Status::Done)
            .max_by_key(|(mark, required)| (mark.event, *required));
        let required = &self.library.topic(finished?.1).title;
        let because = Because::of(format!("because you finished {required}"));
        Some(because.or(format!("{required} leads to it, too")))
    }

    /// Why a step of a path comes now, as far as the path tells.
    fn why(&self, path: WalkRef, step: StepRef) -> Because {
        let library = self.library;
        let title = library.title_of(path);
        let steps: Vec<StepRef> = library.steps_of(path).collect();
        let place = steps.iter().position(|&other| other == step).unwrap_or(0);
        let before = &steps[..place];
        let is_done = |other: &&StepRef| self.statuses.of(library.topic_of(**other)) == Status::Done;
        let counts = self.statuses.count(library.walk_topics(path).iter().copied());
        let number = format!("number {} of {} in {title}", place + 1, steps.len());
        if let Some(&done) = before.iter().rfind(is_done) {
            Because::of(format!("next in {title}, after {}", library.step(done).title)).or(number)
        } else if counts.done + counts.learning > 0 {
            Because::of(format!(
                "still open in {title}, {} of {} done",
                counts.done, counts.total
            ))
            .or(number)
        } else if place == 0 {
            Because::of(format!("the first step of {title}"))
        } else if before.iter().any(|&other| self.is_suggested(other)) {
            Because::of(number)
        } else {
            Because::of(format!("the first in {title} that needs nothing before it"))
        }
    }

    fn is_suggested(&self, step: StepRef) -> bool {
        let topic = self.library.topic_of(step);
        self.suggestions.iter().any(|one| one.topic == topic)
    }
}

/// "number 3 of 12 in Databases": a topic's place in its stage of a goal, or in the goal as a whole.
fn place_in(library: &Library, aim: Aim, topic: TopicIx) -> String {
    let track = match aim {
        Aim::Role(at) => library.track_of(at),
        Aim::Path(_) | Aim::Roadmap(_) => None,
    };
    let stages = track.map_or(&[][..], |track| &track.stages).iter();
    let in_stage = stages.filter(|stage| !stage.title.is_empty()).find_map(|stage| {
        let mut topics = stage.topics.iter().map(|name| library.topic_called(&name.text));
        let place = topics.position(|other| other == Some(topic))?;
        Some((place, stage.topics.len(), stage.title.as_str()))
    });
    let all = aim.topics(library);
    let in_all = || {
        let place = all.iter().position(|&other| other == topic);
        (place.unwrap_or(0), all.len(), aim.title(library))
    };
    let (place, count, title) = in_stage.unwrap_or_else(in_all);
    format!("number {} of {count} in {title}", place + 1)
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
