//! How far the learner is: the status of every topic, and counts over any set of topics.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::content::library::{AgentIx, Apart, LevelRef, Library, PathRef, RoadmapIx, TopicIx, WalkRef};
use crate::progress::event::Status;
use crate::progress::fold::{Change, Mark, Progress, Step};

/// A topic that has another status now: from what to what.
pub type Changed = (TopicIx, Status, Status);

/// The mark that decides on every topic of a library, looked up once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses(Vec<Option<Mark>>);

impl Statuses {
    /// Looks up what every mark counts for: where its id was moved to, then the topic that has this id, had it, or has its
    /// name ([`Library::topic_by_id`]). So progress follows when a file, path, place or title changes. Of several marks
    /// that meet in one topic the latest counts.
    pub fn new(library: &Library, progress: &Progress) -> Self {
        let mut latest: Vec<Option<Mark>> = vec![None; library.topics().len()];
        let mut count = |topic: Option<TopicIx>, mark: Mark| {
            let Some(topic) = topic else { return };
            let slot = &mut latest[topic.at()];
            if slot.is_none_or(|known| known.event < mark.event) {
                *slot = Some(mark);
            }
        };
        for (id, mark) in progress.touched() {
            let own = library.topic_by_id(id);
            let Some((home, before)) = progress.moved(id) else {
                count(own, mark);
                continue;
            };
            // The packs may not have what it was moved to, being others than those it was moved for; and what was moved
            // away may be a topic again, which is marked for itself then.
            let home = library.topic_by_id(home);
            if let Some(before) = before {
                count(home.or(own), before);
            }
            if before != Some(mark) {
                count(own.or(home), mark);
            }
        }
        count_together(library, progress, &mut latest);
        Self(latest)
    }

    /// One topic's status.
    pub fn of(&self, topic: TopicIx) -> Status {
        self.mark(topic).map_or_else(Status::default, |mark| mark.status)
    }

    /// The mark that gives a topic its status.
    pub fn mark(&self, topic: TopicIx) -> Option<Mark> {
        self.0.get(topic.at()).copied().flatten()
    }

    /// The topics whose status is another one than before, in the order of the library: from what to what.
    pub fn changes_since(&self, before: &Statuses) -> Vec<Changed> {
        let topics = (0..self.0.len().max(before.0.len())).map(TopicIx::new);
        topics
            .map(|topic| (topic, before.of(topic), self.of(topic)))
            .filter(|(_, from, to)| from != to)
            .collect()
    }

    /// What an undo or redo has changed since: the topics, and the ids of which no pack has a topic now. Several ids may be of
    /// one topic, so only the statuses tell what became of it.
    pub fn changes_by<'s>(
        &self,
        step: &'s Step,
        before: &Statuses,
        library: &Library,
    ) -> (Vec<Changed>, Vec<&'s Change>) {
        let gone = |change: &&Change| library.topic_by_id(&change.topic).is_none();
        (self.changes_since(before), step.changes.iter().filter(gone).collect())
    }

    /// Every topic that was marked, in the order of the library.
    pub fn marked(&self) -> impl Iterator<Item = (TopicIx, Mark)> {
        let marks = self.0.iter().enumerate();
        marks.filter_map(|(topic, mark)| Some((TopicIx::new(topic), (*mark)?)))
    }

    /// Counts over topics; give each topic once.
    pub fn count(&self, topics: impl IntoIterator<Item = TopicIx>) -> Counts {
        let mut counts = Counts::default();
        for topic in topics {
            counts.total += 1;
            match self.of(topic) {
                Status::Todo => {}
                Status::Learning => counts.learning += 1,
                Status::Done => counts.done += 1,
                Status::Skipped => counts.skipped += 1,
            }
        }
        counts
    }
}

/// Has marks on topics that are told apart now ([`Apart`]) count for all of them as they did: those made until then.
fn count_together(library: &Library, progress: &Progress, latest: &mut [Option<Mark>]) {
    let mut once: HashMap<TopicIx, Vec<(TopicIx, Timestamp)>> = HashMap::new();
    for (topic, &Apart { lesson, since }) in library.all_apart() {
        if since > Timestamp::UNIX_EPOCH {
            once.entry(lesson).or_default().push((topic, since));
        }
    }
    for (lesson, parts) in once {
        let topics = || parts.iter().map(|(topic, _)| *topic).chain([lesson]);
        let before = |since: Timestamp| {
            let ids = topics().flat_map(|topic| library.ids_of(topic));
            let marks = ids.filter_map(|id| progress.mark_before(id, since));
            marks.max_by_key(|mark| mark.event)
        };
        let together: Vec<_> = parts.iter().map(|&(topic, since)| (topic, before(since))).collect();
        let of_lesson = together
            .iter()
            .filter_map(|(_, mark)| *mark)
            .max_by_key(|mark| mark.event);
        for (topic, mark) in together.into_iter().chain([(lesson, of_lesson)]) {
            let slot = &mut latest[topic.at()];
            if slot.map(|known| known.event) < mark.map(|mark| mark.event) {
                *slot = mark;
            }
        }
    }
}

/// How many topics of a set are where; what is in none of the three is still to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Learned.
    pub done: usize,
    /// Being learned.
    pub learning: usize,
    /// Left out on purpose; never counted as done.
    pub skipped: usize,
    /// All topics of the set, whatever their status.
    pub total: usize,
}

impl Counts {
    /// Done in whole per cent of all, rounded down, so that 100 means everything.
    pub fn percent(self) -> usize {
        (self.done * 100).checked_div(self.total).unwrap_or(0)
    }
}

/// Counts of everything the progress screen and `waypost stats` show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Over all topics.
    pub overall: Counts,
    /// For each agent.
    pub agents: Vec<(AgentIx, Counts)>,
    /// For each path.
    pub paths: Vec<(PathRef, Counts)>,
    /// For each roadmap that was imported.
    pub roadmaps: Vec<(RoadmapIx, Counts)>,
    /// For each level that names topics or paths.
    pub levels: Vec<(LevelRef, Counts)>,
}

impl Totals {
    /// Counts the whole library.
    pub fn new(library: &Library, statuses: &Statuses) -> Self {
        let levels = library.agent_ixs().flat_map(|agent| library.levels_of(agent));
        Self {
            overall: statuses.count(library.topic_ixs()),
            agents: library
                .agent_ixs()
                .map(|ix| (ix, statuses.count(library.agent_topics(ix).iter().copied())))
                .collect(),
            paths: library
                .path_refs()
                .map(|at| (at, statuses.count(library.path_topics(at).iter().copied())))
                .collect(),
            roadmaps: library
                .walks()
                .filter_map(WalkRef::roadmap)
                .map(|ix| (ix, statuses.count(library.roadmap(ix).topics.iter().copied())))
                .collect(),
            levels: levels
                .map(|at| (at, statuses.count(library.level_topics(at).iter().copied())))
                .filter(|(_, counts)| counts.total > 0)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::Parts;
    use crate::content::model::{Lesson, Name};
    use crate::content::roadmap::{Node, RoadmapFile, Section};
    use crate::learn::testbed::Bed;

    const LESSON: &str = "servers";
    const NGINX: &str = "roadmap-sh/map/N";
    const CADDY: &str = "roadmap-sh/map/C";

    /// A lesson on servers, and a roadmap with servers, Caddy and Nginx that tells them apart from this day on.
    fn bed(since: i32) -> Bed {
        let bed = Bed::new(0, 0);
        let name = |text: &str| Name::from(text.to_owned());
        let lesson = Lesson {
            id: LESSON.to_owned(),
            title: name("Servers"),
            aliases: vec![name("Caddy"), name("Nginx")],
            ..Lesson::default()
        };
        let node = |(id, title): (&str, &str)| Node {
            id: id.to_owned(),
            title: title.to_owned(),
            ..Node::default()
        };
        let nodes = [("C", "Caddy"), ("N", "Nginx"), ("S", "Servers")].map(node);
        let roadmap = RoadmapFile {
            sections: vec![Section {
                title: None,
                nodes: nodes.into(),
            }],
            apart: Some(if since < 0 {
                Timestamp::UNIX_EPOCH
            } else {
                bed.noon(since)
            }),
            ..RoadmapFile::named("map")
        };
        Bed::of(Library::of(Parts {
            lessons: vec![lesson.into()],
            roadmaps: vec![roadmap],
            ..Parts::default()
        }))
    }

    #[test]
    fn marks_from_before_topics_were_told_apart_count_for_all_of_them() {
        use Status::{Done, Learning, Skipped, Todo};
        for (since, marks, [lesson, nginx, caddy]) in [
            // Whichever of them stood for all.
            (5, &[(1, LESSON, Done)][..], [Done; 3]),
            (5, &[(1, CADDY, Done)], [Done; 3]),
            (5, &[(1, CADDY, Done), (2, NGINX, Learning)], [Learning; 3]),
            // From then on each has its own.
            (5, &[(7, CADDY, Done)], [Todo, Todo, Done]),
            (5, &[(7, LESSON, Done)], [Done, Todo, Todo]),
            (5, &[(1, LESSON, Done), (7, CADDY, Todo)], [Done, Done, Todo]),
            (5, &[(1, CADDY, Done), (7, LESSON, Skipped)], [Skipped, Done, Done]),
            (5, &[(1, CADDY, Done), (7, CADDY, Todo)], [Done, Done, Todo]),
            // What never was one never counts for another.
            (-1, &[(1, LESSON, Done)], [Done, Todo, Todo]),
            (-1, &[(1, CADDY, Done)], [Todo, Todo, Done]),
        ] {
            let mut bed = bed(since);
            for &(day, topic, status) in marks {
                bed.mark(day, &[topic], status);
            }
            let statuses = bed.statuses();
            let found = [LESSON, NGINX, CADDY].map(|id| statuses.of(bed.topic(id)));
            assert_eq!(found, [lesson, nginx, caddy], "since {since}: {marks:?}");
        }
    }
}
